// Takes the screenshots of the README from the built-in sample:
//
//   testdata/browser/run screenshots
//
// They are stored in testdata/screenshots; the command then makes them small.
import { mkdirSync, writeFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browse, serve } from "./program.js";

const folder = fileURLToPath(new URL("../screenshots/", import.meta.url));
const shots = [
  { name: "results-light", path: "?q=tinh+gian+bien+che", width: 1280, height: 800, colorScheme: "light" },
  { name: "results-dark", path: "?q=tinh+gian+bien+che", width: 1280, height: 800, colorScheme: "dark" },
  { name: "article-light", path: "article/u23-thuong-chau?q=thuong+chau", width: 1280, height: 800, colorScheme: "light" },
  { name: "phone-light", path: "?q=gia+vang", width: 390, height: 844, colorScheme: "light" },
  { name: "phone-dark", path: "article/u23-thuong-chau?q=thuong+chau", width: 390, height: 844, colorScheme: "dark" },
];

const server = await serve();
const browser = await browse();
try {
  mkdirSync(folder, { recursive: true });
  for (const { name, path, width, height, colorScheme } of shots) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: "vi-VN", isMobile: width < 500 });
    await page.goto(server.url + path);
    const file = `${folder}${name}.png`;
    writeFileSync(file, await page.screenshot());
    console.log(`${file}: ${statSync(file).size} bytes`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.stop();
}

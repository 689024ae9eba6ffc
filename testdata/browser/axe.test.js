// No page may have a violation that axe finds, in either scheme, wide and narrow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browse, serve } from "./program.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = {
  "first page": "",
  results: "?q=tinh+gian+bien+che",
  "filters set": "?q=v%C3%A0ng&from=2018&to=2024&category=Kinh+t%E1%BA%BF&sort=newest",
  "second page": "?page=2",
  "near-duplicates": "?q=thuong+chau",
  English: "?q=gia+vang&hl=en",
  nothing: "?q=zzzzzz&source=x",
  mistake: "?q=gi%C3%A1+sau%3Ah%C3%B4mkia",
  article: "article/u23-thuong-chau?q=thuong+chau",
  "article in English": "article/u23-thuong-chau?hl=en",
  "no such page": "nowhere",
};

let server;
let browser;
before(async () => {
  server = await serve();
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html} ${n.failureSummary}`));
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    for (const [name, path] of Object.entries(pages)) {
      test(`${name}, ${colorScheme}, ${width} px`, async () => {
        // The page's own policy forbids the test's script, so it is lifted for this.
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
        await page.goto(server.url + path);
        if (width === 360) for (const summary of await page.locator("#filters > summary").all()) await summary.click();
        assert.deepEqual(await violations(page), []);
        await page.close();
      });
    }
  }
  test(`open suggestions, chosen bars and help, ${colorScheme}`, async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme, bypassCSP: true });
    await page.goto(server.url + "?q=v%C3%A0ng");
    await page.locator("#histogram").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+ArrowLeft");
    assert.deepEqual(await violations(page), []);
    await page.locator("#q").fill("gia va");
    await page.locator("#suggestions li").first().waitFor();
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.locator("#help-link").click();
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
}

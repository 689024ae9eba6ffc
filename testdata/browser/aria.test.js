// What a screen reader hears, in its order, as goldens. UPDATE=1 writes them again.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { newReader } from "./reader.js";

const folder = fileURLToPath(new URL("aria/", import.meta.url));
const reader = newReader();

for (const [name, path] of Object.entries({
  front: "",
  results: "?q=tinh+gian+bien+che&source=nhat+bao+cuu+long",
  reprints: "?q=thuong+chau",
  article: "article/u23-thuong-chau?q=thuong+chau",
  nothing: "?q=zzzzzz",
  mistake: "?q=v%C3%A0ng&page=1001",
})) {
  test(`heard: ${name}`, async () => {
    await reader.open(path);
    const heard = (await reader.page.locator("body").ariaSnapshot()) + "\n";
    const file = `${folder}${name}.yml`;
    if (process.env.UPDATE) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, heard);
    }
    assert.equal(heard, readFileSync(file, "utf8"));
  });
}

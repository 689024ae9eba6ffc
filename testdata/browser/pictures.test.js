// An article's own picture: nothing is loaded from elsewhere unless the server's owner
// wants it, and then without moving the page and without saying where the reader is.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { newReader } from "./reader.js";

const picture = "https://anh.bao.example/cho-noi.svg?w=1&h=2";
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400"><rect width="300" height="400" fill="teal"/></svg>';
const articles = [
  { id: "co", title: "Chợ nổi đông khách ngày cuối năm", body: "Ghe về chợ từ tờ mờ sáng. ".repeat(120), image: picture },
  { id: "khong", title: "Chợ nổi vắng khách sau Tết", body: "Ghe rời chợ." },
];
const paths = ["", "?q=ch%E1%BB%A3+n%E1%BB%95i", "article/co?q=ch%E1%BB%A3", "article/khong"];

describe("without --images", () => {
  const reader = newReader({ articles });

  test("nothing is loaded from elsewhere", async () => {
    for (const path of paths) {
      await reader.open(path);
      await reader.page.waitForLoadState("networkidle");
      assert.equal(await reader.page.locator("img").count(), 0, path);
    } // what asks elsewhere is a complaint, see reader.js
  });

  test("the browser would refuse to", async () => {
    await reader.open("");
    const refused = await reader.page.evaluate(
      (src) =>
        new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", (e) => resolve(e.effectiveDirective));
          const image = document.body.appendChild(new Image());
          image.onload = () => resolve("loaded");
          image.src = src;
        }),
      picture,
    );
    assert.equal(refused, "img-src");
    reader.complaints = reader.complaints.filter((c) => !/Content Security Policy|net::ERR/.test(c) && c !== `asks ${picture}`);
  });
});

describe("with --images", () => {
  const reader = newReader({ articles, flags: ["--images"] });

  test("a picture comes from its source, without a referrer, and nothing moves", async () => {
    for (const path of paths.slice(0, 3)) {
      const page = await reader.fresh();
      const asked = [];
      let come;
      const coming = new Promise((resolve) => (come = resolve));
      await page.route("https://anh.bao.example/**", async (route) => {
        asked.push([route.request().url(), (await route.request().allHeaders()).referer]);
        await coming;
        await route.fulfill({ contentType: "image/svg+xml", body: svg });
      });
      await page.goto(reader.server.url + path, { waitUntil: "domcontentloaded" });
      await page.waitForFunction(() => document.fonts.status === "loaded");
      const places = () => page.evaluate(() => [...document.querySelectorAll("h1, h2, p, img")].map((e) => JSON.stringify(e.getBoundingClientRect())));
      const before = await places();
      come();
      await page.waitForFunction(() => document.querySelector("img").naturalWidth > 0);
      assert.deepEqual(asked, [[picture, undefined]], path);
      assert.deepEqual(await places(), before, `${path}: the page moves`);
      const box = await page.locator("img").boundingBox();
      assert.ok(Math.abs(box.width / box.height - 16 / 9) < 0.05, `${path}: ${box.width} × ${box.height}`);
      assert.notEqual(await page.locator("img").getAttribute("alt"), "");
      reader.complaints = reader.complaints.filter((c) => c !== `asks ${picture}`);
    }
  });

  test("a source that is gone leaves its room, and the words", async () => {
    const { page } = reader;
    await page.route("https://anh.bao.example/**", (route) => route.abort());
    await reader.open("article/co");
    await page.waitForFunction(() => document.querySelector("img").complete);
    assert.ok((await page.locator("img").boundingBox()).height > 100);
    assert.ok(await page.locator(".body").isVisible());
    reader.complaints = reader.complaints.filter((c) => c !== `asks ${picture}` && !/ERR_FAILED/.test(c));
  });

  test("an article without a picture has no hole", async () => {
    await reader.open("article/khong");
    assert.equal(await reader.page.locator("img").count(), 0);
  });
});

// What readers stumbled over once, and what they do beyond a search: each test is
// one of these. The articles are the built-in sample.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newReader } from "./reader.js";

const reader = newReader();
const open = reader.open;
const at = (selector) => reader.page.locator(selector);
const focused = () => reader.page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
const hit = (n) => at(".hit h2 a").nth(n);

test("an article's window says its title", async () => {
  await open("article/u23-thuong-chau?q=u23");
  assert.match(await reader.page.title(), /^U23 Việt Nam thua Uzbekistan .* · newssearch$/);
});

test("Escape closes suggestions, then leaves the box, and the search stays", async () => {
  await open("?q=v%C3%A0ng");
  const { page } = reader;
  await at("#q").fill("giá vàng");
  await at("#suggestions li").first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await at("#suggestions").isVisible(), false);
  assert.equal(await focused(), "q");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "results");
  assert.equal(await at("#q").inputValue(), "giá vàng");
});

test("the arrow down goes to the first hit of a fresh page, j and k go on", async () => {
  await open("?q=gi%C3%A1");
  const { page } = reader;
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), (await hit(0).textContent()).trim());
  await page.keyboard.press("j");
  assert.equal(await focused(), (await hit(1).textContent()).trim());
  await page.keyboard.press("k");
  assert.equal(await focused(), (await hit(0).textContent()).trim());
});

for (const width of [360, 1280]) {
  test(`suggestions cover nothing, and nothing moves when they come, ${width} px`, async () => {
    const page = await reader.fresh({ viewport: { width, height: 740 } });
    await open("?q=gi%C3%A1");
    const places = () => Promise.all([".bar", ".sorts", ".hit h2"].map((s) => at(s).first().boundingBox()));
    const before = await places();
    await at("#q").click();
    await page.route(/\?q=/, (route) => (route.request().url().includes("/api/") ? route.continue() : route.abort()));
    await at("#q").fill("giá v");
    await at("#suggestions li").first().waitFor();
    assert.deepEqual(await places(), before, "something moved");
    const list = await at("#suggestions").boundingBox();
    for (const place of before) assert.ok(place.y >= list.y + list.height, "something is covered");
    reader.complaints = reader.complaints.filter((c) => !/ERR_FAILED/.test(c));
  });
}

test("a page too far and dates the wrong way round lead on", async () => {
  const { page } = reader;
  await open("?q=v%C3%A0ng&page=1001");
  await page.getByRole("link", { name: "Về trang đầu" }).click();
  await hit(0).waitFor();
  await open("?q=v%C3%A0ng&from=2026&to=2010");
  await page.getByRole("link", { name: /Đổi chỗ hai ngày/ }).click();
  await page.waitForURL(/from=2010-01-01&q=v%C3%A0ng&to=2026-12-31/);
  await hit(0).waitFor();
});

test("a month is typed as people write it, and times that move stay so", async () => {
  const { page } = reader;
  await open("?q=u23");
  await page.getByLabel("Ngày, tháng hoặc năm").fill("1/2018");
  await page.keyboard.press("Enter");
  await at(".chips").getByText("tháng 1/2018").waitFor();
  await page.getByRole("link", { name: "Năm nay" }).click();
  await page.waitForURL(/when=year/);
  await at(".chips").getByText("Năm nay").waitFor();
});

test("marks are seen in forced colours", async () => {
  await open("?q=gi%C3%A1+v%C3%A0ng");
  await reader.page.emulateMedia({ forcedColors: "active" });
  const [mark, text] = await reader.page.evaluate(() => [".hit mark", ".hit .passage"].map((s) => getComputedStyle(document.querySelector(s)).backgroundColor));
  assert.notEqual(mark, text);
});

test("copying works where the page has no clipboard, as over plain HTTP", async () => {
  const { page } = reader;
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
  await open("article/u23-thuong-chau");
  for (const [name, want] of [["Sao chép", await at("#citation").textContent()], ["Chia sẻ", `${reader.server.url}article/u23-thuong-chau`]]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByText("Đã sao chép").waitFor();
    await at("#q").fill("");
    await page.keyboard.press("Control+v");
    assert.equal(await at("#q").inputValue(), want.trim());
  }
});

test("articles and results are printed as a paper prints them", async () => {
  const { page } = reader;
  await page.emulateMedia({ media: "print" });
  await open("article/u23-thuong-chau?q=u23");
  const type = await page.evaluate(() => {
    const { fontSize, fontWeight } = getComputedStyle(document.querySelector(".body p"));
    return [Number.parseFloat(fontSize) * 0.75, fontWeight];
  });
  assert.ok(type[0] > 10 && type[0] < 12, `body of ${type[0]} pt`);
  assert.equal(type[1], "400");
  assert.equal(await at(".top").isVisible(), false);
  await open("?q=gi%C3%A1");
  const [hits, body] = await Promise.all([at(".hits").boundingBox(), at("main").boundingBox()]);
  assert.ok(hits.width > body.width * 0.9, `results of ${hits.width} px on a page of ${body.width}`);
  for (const s of [".filters", ".rail", ".paging"]) assert.equal(await at(s).first().isVisible(), false, s);
});

test("the histogram says counts under the pointer", async () => {
  await open("?q=v%C3%A0ng");
  const area = await at("#histogram svg").boundingBox();
  await reader.page.mouse.move(area.x + area.width - 2, area.y + area.height / 2);
  assert.match(await at("#picked").textContent(), /^năm \d{4}: \d+ bài$/);
});

test("a facet's values are found by any letters, and several go together", async () => {
  const { page } = reader;
  await open("?sort=newest");
  await page.locator(".facet", { hasText: "Nguồn" }).getByText("Xem thêm").click();
  const find = page.getByLabel("Tìm trong mục Nguồn");
  await find.pressSequentially("CUU LONG");
  const found = page.locator(".facet", { hasText: "Nguồn" }).locator(".list .options a");
  await found.filter({ hasText: "Cửu Long" }).waitFor();
  assert.equal(await found.count(), 1);
  await found.click();
  await page.waitForURL(/source=/);
  await page.locator('.filters a[data-key^="Nguồn:"]:not([aria-current])').first().click();
  await page.waitForURL(/source=.*source=/);
  assert.equal(await at(".chips a:not(.all)").count(), 2);
});

test("searches are kept in this browser: the last ones, and those that are saved", async () => {
  const { page } = reader;
  await open("");
  await at("#q").fill("giá vàng");
  await page.keyboard.press("Enter");
  await at("#recent a").first().waitFor();
  await page.getByRole("button", { name: "Lưu tìm kiếm này" }).click();
  await at("#saved a", { hasText: "giá vàng" }).waitFor();
  await open("");
  await at("#saved a").click();
  await page.waitForURL(/q=gi%C3%A1/);
  await page.getByRole("button", { name: "Xóa: giá vàng" }).first().click();
  assert.equal(await at("#saved").isVisible(), false);
  assert.match(await page.getByRole("link", { name: /RSS/ }).getAttribute("href"), /\/feed\?q=gi%C3%A1/);
});

test("in an article: match to match, hit to hit, and back to the hit", async () => {
  const { page } = reader;
  await open("?q=vi%E1%BB%87t+nam");
  const [first, second] = await at(".hit h2 a").allTextContents();
  const reading = (title) => page.waitForFunction((t) => document.querySelector("h1").textContent === t, title);
  await hit(1).click();
  await page.waitForURL(/\/article\//);
  const marks = await at("article mark").count();
  assert.equal(await at("#match-at").textContent(), `${marks} chỗ khớp`);
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  assert.equal(await at("#match-at").textContent(), `2/${marks}`);
  await page.keyboard.press("p");
  assert.equal(await at("mark.at").evaluate((m) => [...document.querySelectorAll("article mark")].indexOf(m)), 0);
  await page.keyboard.press("k");
  await reading(first);
  await page.keyboard.press("j");
  await reading(second);
  await page.keyboard.press("u");
  await hit(0).waitFor();
  await page.waitForFunction((t) => document.activeElement.textContent === t, second);
});

test("an article opens at its first match", async () => {
  const { page } = reader;
  await page.setViewportSize({ width: 400, height: 300 });
  await open("article/u23-thuong-chau?q=" + encodeURIComponent("tuyết"));
  await page.waitForFunction(() => {
    const r = document.querySelector("article mark").getBoundingClientRect();
    return r.top >= 0 && r.bottom <= innerHeight;
  });
});

for (const [name, options] of Object.entries({
  "320 px": { viewport: { width: 320, height: 640 } },
  "200 % zoom": { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  "1920 px": { viewport: { width: 1920, height: 1080 } },
})) {
  test(`nothing is wider than the screen, ${name}`, async () => {
    const page = await reader.fresh(options);
    for (const path of ["", "?q=gia+vang", "?q=v%C3%A0ng&from=2018&to=2026", "article/u23-thuong-chau?q=u23", "?q=" + "x".repeat(300)]) {
      await open(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path}: ${wide} px too wide`);
    }
  });
}

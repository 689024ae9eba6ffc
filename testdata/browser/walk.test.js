// Walks through the search page as readers do. The articles are the built-in sample.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { newReader } from "./reader.js";

const reader = newReader();
let page, context;
const fresh = async (options) => {
  page = await reader.fresh(options);
  context = reader.context;
};
beforeEach(() => ({ page, context } = reader));

const open = (path) => page.goto(reader.server.url + path);
const box = () => page.locator("#q");
const hits = () => page.locator(".hit h2 a");
const q = () => new URL(page.url()).searchParams.get("q");
const settled = (text) => page.waitForFunction((t) => document.querySelector("#status").textContent.startsWith(t), text);
const titles = async () => (await hits().allTextContents()).map((t) => t.normalize("NFC"));

test("the box has the focus, and results come while typing, with marks", async () => {
  await open("");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.type("giá vàng", { delay: 20 });
  await page.waitForFunction(() => document.querySelector(".hit h2 mark")?.textContent === "Giá vàng");
  assert.equal(q(), "giá vàng");
  assert.equal(await box().inputValue(), "giá vàng");
});

test("without marks it says what it searched for, and the literal search is one click away", async () => {
  await open("");
  await box().fill("tinh gian bien che");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".understood");
  assert.match(await page.locator(".understood").textContent(), /Hiển thị kết quả cho tinh giản biên chế; tìm nguyên văn tinh gian bien che/);
  assert.match((await titles())[0], /[Tt]inh giản biên chế/);
  await page.locator(".understood").getByRole("link", { name: "tinh gian bien che", exact: true }).click();
  await page.waitForURL(/literal=1/);
  await page.getByText("Đang tìm nguyên văn").waitFor();
});

test("nothing is asked while an input method composes", async () => {
  await open("");
  const asked = [];
  page.on("request", (request) => request.url().includes("/static/") || asked.push(request.url()));
  const session = await context.newCDPSession(page);
  for (const text of ["g", "gi", "gia", "giá"]) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(300);
  }
  assert.deepEqual(asked, [], "asked before the composition ended");
  assert.equal(await box().inputValue(), "giá", "the composition was disturbed");
  await session.send("Input.insertText", { text: "giá" });
  await page.waitForURL((url) => url.searchParams.get("q") === "giá");
  assert.equal(await box().inputValue(), "giá");
  assert.ok(asked.some((url) => url.includes("/api/suggest?q=gi%C3%A1")), "no suggestions afterwards");
});

test("suggestions: arrows choose, Enter takes, Escape closes", async () => {
  await open("");
  await page.keyboard.type("gia va", { delay: 20 });
  const first = page.locator("#suggestions li").first();
  await first.waitFor();
  assert.equal(await box().getAttribute("aria-expanded"), "true");
  const text = await first.textContent();
  await page.keyboard.press("ArrowDown");
  assert.equal(await first.getAttribute("aria-selected"), "true");
  assert.equal(await box().getAttribute("aria-activedescendant"), await first.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("q") === text);
  assert.equal(await page.locator("#suggestions").isVisible(), false);
  await box().fill("giá vàng h");
  await first.waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#suggestions").isVisible(), false);
  assert.equal(await box().inputValue(), "giá vàng h");
});

test("filters, chips, the address bar and the back button", async () => {
  await open("?q=v%C3%A0ng");
  const all = (await titles()).length;
  const source = page.locator('.filters a[data-key^="Nguồn:"]').first();
  const name = (await source.locator("span").first().textContent()).trim();
  await source.click();
  await page.waitForURL((url) => url.searchParams.get("source") === name);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), `Nguồn:${name}`, "the focus got lost");
  for (const s of await page.locator(".hit .meta span:first-child").allTextContents()) assert.equal(s, name);
  assert.ok((await page.locator('.filters a[data-key^="Nguồn:"]').count()) > 1, "no other source can be added");
  await page.locator(".chips a").first().click();
  await page.waitForURL((url) => !url.searchParams.has("source"));
  assert.equal((await titles()).length, all);
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.get("source") === name);
  await page.locator(".chips a").first().waitFor();
  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has("source"));
  await page.locator(".chips").waitFor({ state: "detached" });
});

test("what is typed in one go is one step back", async () => {
  await open("?q=v%C3%A0ng");
  await box().fill("");
  await box().pressSequentially("gạo xuất khẩu", { delay: 60 });
  await page.waitForURL((url) => url.searchParams.get("q") === "gạo xuất khẩu");
  await page.keyboard.press("Enter");
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.get("q") === "vàng");
  await page.waitForFunction(() => document.querySelector("#q").value === "vàng");
});

test("the histogram by keyboard and by mouse", async () => {
  await open("?q=v%C3%A0ng");
  const histogram = page.locator("#histogram");
  const total = Number.parseInt(await page.locator(".bar h1").textContent(), 10);
  await histogram.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await histogram.locator('[aria-selected="true"]').count(), 3);
  const active = await histogram.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  await page.waitForURL(/from=\d{4}-01-01.*to=\d{4}-12-31/);
  await page.locator(".chips a").first().waitFor();
  assert.ok(Number.parseInt(await page.locator(".bar h1").textContent(), 10) < total);
  assert.equal(await page.evaluate(() => document.activeElement.id), "histogram", "the focus got lost");

  await open("?q=v%C3%A0ng");
  const area = await page.locator("#histogram svg").boundingBox();
  await page.mouse.move(area.x + 2, area.y + area.height / 2);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width * 0.6, area.y + area.height / 2, { steps: 5 });
  assert.ok((await page.locator('#histogram [aria-selected="true"]').count()) > 1, "dragging chooses nothing");
  await page.mouse.up();
  await page.waitForURL(/from=/);
  await page.locator(".chips a").first().waitFor();
});

test("opening an article by keyboard, and back", async () => {
  await open("?q=thuong+chau");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const title = (await titles())[0];
  assert.equal(await page.evaluate(() => document.activeElement.textContent.normalize("NFC")), title);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/article\//);
  assert.equal((await page.locator("h1").textContent()).normalize("NFC"), title);
  assert.ok((await page.locator("article mark").count()) > 0);
  assert.match(await page.locator("#citation").textContent(), /27\/1\/2018/);
  await page.goBack();
  await hits().first().waitFor();
  assert.equal(await box().inputValue(), "thuong chau");
});

test("the citation is copied", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open("article/u23-thuong-chau");
  await page.getByRole("button", { name: "Sao chép" }).click();
  await page.getByText("Đã sao chép").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator("#citation").textContent());
});

test("a mistake is shown with its place, and typing on mends it", async () => {
  await open("");
  await box().fill("giá vàng sau:hômkia");
  await page.locator("#mistake").waitFor();
  assert.equal(await page.locator("#mistake mark").textContent(), "sau:hômkia");
  await box().fill("giá vàng sau:2020");
  await page.locator("#mistake").waitFor({ state: "detached" });
  await hits().first().waitFor();
});

test("results are announced", async () => {
  await open("");
  await page.evaluate(() => (window.status0 = document.querySelector("#status")));
  await box().fill("giá vàng");
  await page.waitForURL(/q=/);
  await page.waitForFunction(() => /^\d+ bài/.test(document.querySelector("#status").textContent));
  assert.ok(await page.evaluate(() => window.status0 === document.querySelector("#status")), "the live region was replaced");
});

test("help opens with ? and closes with Escape", async () => {
  await open("?q=v%C3%A0ng");
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Cách tìm" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#help").isVisible(), false);
});

test("English", async () => {
  await open("?q=gia+vang");
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL(/hl=en/);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.getByText("Showing results for").waitFor();
  await box().fill("bóng đá");
  await page.waitForURL(/q=b%C3%B3ng/);
  assert.match(page.url(), /hl=en/, "the language got lost");
  await page.locator(".bar h1", { hasText: "article" }).waitFor();
});

test("dark and light differ, and keep what is chosen in the system", async () => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await open("");
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  assert.notEqual(await ground(), light);
});

test("without JavaScript everything is there", async () => {
  await fresh({ javaScriptEnabled: false });
  await open("");
  await box().fill("tinh gian bien che");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=tinh/);
  assert.match((await titles())[0], /[Tt]inh giản biên chế/);
  await page.getByText("Xem dạng danh sách").click();
  await page.locator('.filters a[href*="from="]').first().click();
  await page.waitForURL(/from=/);
  await page.locator(".chips a").first().click();
  await page.waitForURL((url) => !url.searchParams.has("from"));
  await page.getByText("Khoảng ngày").click();
  await page.locator('input[name="from"]').fill("1/2018");
  await page.getByRole("button", { name: "Áp dụng" }).last().click();
  await page.waitForURL(/from=1%2F2018/);
  assert.equal(q(), "tinh gian bien che", "the dates' form loses the query");
  await page.getByRole("link", { name: "Mới nhất" }).click();
  await page.waitForURL(/sort=newest/);
  await page.getByRole("link", { name: "Cách tìm" }).click();
  assert.equal(await page.locator("#help").isVisible(), true);
  await hits().first().click();
  await page.waitForURL(/\/article\//);
  await page.getByRole("link", { name: /Trở lại kết quả/ }).click();
  await page.waitForURL(/q=tinh/);
});

test("a phone of 360 px: nothing is wider than the screen, and filters open", async () => {
  await fresh({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  for (const path of ["", "?q=gia+vang", "article/u23-thuong-chau?q=u23", "?q=" + "x".repeat(300), "nowhere"]) {
    await page.goto(reader.server.url + path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${path}: ${width} px wide`);
    reader.complaints = reader.complaints.filter((c) => !/status of 404/.test(c));
  }
  await open("?q=gia+vang");
  assert.equal(await page.locator(".filters .options").first().isVisible(), false);
  await page.locator("#filters > summary").tap();
  const source = page.locator('.filters a[data-key^="Nguồn:"]').first();
  await source.tap();
  await page.waitForURL(/source=/);
  await page.locator(".chips a").first().waitFor();
});

test("nothing moves while the page loads and results come", async () => {
  await open("?q=gia+vang");
  await page.evaluate(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.waitForTimeout(500);
  const shift = await page.evaluate(() => window.shift);
  assert.ok(shift < 0.02, `layout shift of ${shift}`);
});

test("a server that is gone is said, and typing goes on", async () => {
  await open("?q=v%C3%A0ng");
  await page.route("**/*", (route) => route.abort());
  await box().fill("giá");
  await page.waitForFunction(() => /Không kết nối được/.test(document.querySelector("#status").textContent));
  await page.unroute("**/*");
  await box().fill("giá vàng");
  await page.waitForURL((url) => url.searchParams.get("q") === "giá vàng");
  reader.complaints = reader.complaints.filter((c) => !/ERR_FAILED/.test(c));
});

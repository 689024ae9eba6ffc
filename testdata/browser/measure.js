// Measures the page in Chromium as a reader meets it: first paint, layout shift, and how
// long a key waits for the screen. NEWSSEARCH_URL names a server of a large collection.
//
//   NEWSSEARCH_URL=http://127.0.0.1:8080/ node measure.js
import { browse, serve } from "./program.js";

const rounds = 15;
const server = await serve();
const browser = await browse();
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const shown = (list) => `median ${median(list).toFixed(1)}, worst ${Math.max(...list).toFixed(1)} (n=${list.length})`;

// observe is run in the page before its own code.
function observe() {
  window.measured = { shift: 0, inputs: [] };
  new PerformanceObserver((l) => l.getEntries().forEach((e) => { if (!e.hadRecentInput) window.measured.shift += e.value; })).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((l) => l.getEntries().forEach((e) => {
    if (e.name === "keydown" || e.name === "input") window.measured.inputs.push([e.processingStart - e.startTime, e.processingEnd - e.processingStart, e.duration]);
  })).observe({ type: "event", durationThreshold: 16, buffered: true });
}

const paints = { front: [], results: [], article: [] };
const shifts = { front: [], results: [], article: [] };
const delays = [], handled = [], durations = [];
for (let i = 0; i < rounds; i++) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN" });
  const page = await context.newPage();
  await page.addInitScript(observe);
  const look = async (name) => {
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    await page.waitForTimeout(200);
    paints[name].push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    shifts[name].push(await page.evaluate(() => window.measured.shift));
  };
  await page.goto(server.url);
  await look("front");
  await page.locator("#q").pressSequentially("gia vang hom nay", { delay: 90 });
  await page.waitForTimeout(500);
  for (const [delay, work, whole] of await page.evaluate(() => window.measured.inputs)) {
    delays.push(delay);
    handled.push(work);
    durations.push(whole);
  }
  await page.goto(server.url + "?q=tinh+gian+bien+che");
  await look("results");
  await page.goto(new URL(await page.locator(".hit h2 a").first().getAttribute("href"), server.url).href);
  await look("article");
  await context.close();
}
for (const name of Object.keys(paints)) {
  console.log(`${name}: first paint ms ${shown(paints[name])}; layout shift ${Math.max(...shifts[name]).toFixed(4)}`);
}
console.log(`keys: delay ms ${shown(delays)}; handled in ms ${shown(handled)}; until painted ms ${shown(durations)}`);
await browser.close();
await server.stop();

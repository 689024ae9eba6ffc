// A reader with a browser of its own, for tests: each test gets a new page, and
// what the browser complains of fails it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";
import { browse, serve } from "./program.js";

// newReader prepares the tests of a file. Its fields are those of the test that runs;
// options are those of serve.
export function newReader(options) {
  const reader = {
    complaints: [],
    async fresh(look = {}) {
      await reader.context?.close();
      reader.context = await reader.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "vi-VN", ...look });
      const page = (reader.page = await reader.context.newPage());
      reader.complaints = [];
      page.on("pageerror", (err) => reader.complaints.push(String(err)));
      page.on("console", (message) => {
        if (message.type() === "error" && !/status of 400/.test(message.text())) reader.complaints.push(message.text());
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(reader.server.url)) reader.complaints.push(`asks ${request.url()}`);
      });
      return page;
    },
    open: (path) => reader.page.goto(reader.server.url + path),
  };
  before(async () => {
    reader.server = await serve(options);
    reader.browser = await browse();
  });
  after(async () => {
    await reader.browser?.close();
    await reader.server?.stop();
  });
  beforeEach(() => reader.fresh());
  afterEach(async () => {
    await reader.context.close();
    reader.context = null;
    assert.deepEqual(reader.complaints, [], "the browser complains");
  });
  return reader;
}

// The program under test, and a browser to look at it with.
import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));

// serve builds the program, serves the built-in sample, or articles if there are any, on a
// free port and returns its address and what stops it. NEWSSEARCH_URL names one that runs
// already.
export async function serve({ flags = [], articles = [] } = {}) {
  if (process.env.NEWSSEARCH_URL && flags.length + articles.length === 0) return { url: process.env.NEWSSEARCH_URL, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), "newssearch-browser-"));
  const program = join(folder, "newssearch");
  execFileSync("go", ["build", "-o", program, "./cmd/newssearch"], { cwd: root, stdio: "inherit" });
  const env = { ...process.env, XDG_DATA_HOME: join(folder, "none") };
  delete env.NEWSSEARCH_INDEX;
  if (articles.length > 0) {
    const input = articles.map((a) => JSON.stringify(a) + "\n").join("");
    execFileSync(program, ["ingest", "-"], { env, input, stdio: ["pipe", "ignore", "ignore"] });
  }
  const child = spawn(program, ["serve", "--addr", "127.0.0.1:0", "--log-level", "warn", ...flags], { env, stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  const url = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const match = said.match(/http:\S+/);
      if (match) resolve(match[0]);
    });
    exited.then((code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      const code = await exited;
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`serve ended with ${code}`);
    },
  };
}

// browse starts Chromium. Nothing of it goes to the net.
export function browse() {
  const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!executablePath) throw new Error("no Chromium found; name one in $CHROMIUM");
  return chromium.launch({
    executablePath,
    env: { ...process.env, LANGUAGE: "vi" }, // of the browser's own parts, such as fields for dates
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

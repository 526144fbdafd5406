// Looks at pages in Chromium: reads one job (JSON) a line, writes one answer (JSON) a line.
// A job: {file, width, scheme, script, axe, pdf}. tests/render/browser.py says what they are.

"use strict";
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const { pathToFileURL } = require("node:url");

const [modules, chromium] = process.argv.slice(2);
const playwright = require(path.join(modules, "playwright-core"));
const AXE = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
  "--disable-background-networking", "--disable-component-update",
];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function look(browser, job) {
  const context = await browser.newContext({
    viewport: { width: job.width, height: 800 },
    colorScheme: job.scheme,
    javaScriptEnabled: job.script,
    bypassCSP: job.axe, // axe is a script, which the page itself forbids
  });
  const page = await context.newPage();
  const messages = [];
  const requests = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(job.file).href;
  await page.goto(address + (job.anchor ? "#" + job.anchor : ""));
  const answer = { messages, requests: requests.filter((url) => url.split("#")[0] !== address) };
  answer.text = await page.evaluate("document.body.innerText");
  answer.wide = await page.evaluate(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
  answer.open = await page.evaluate("document.querySelectorAll('details[open]').length");
  if (job.axe) {
    await page.evaluate(AXE);
    const found = await page.evaluate(`axe.run(document, {runOnly: ${JSON.stringify(TAGS)}})`);
    answer.passes = found.passes.length;
    answer.violations = found.violations.map(
      (rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" | ")}`);
  }
  if (job.picture) await page.screenshot({ path: job.picture, fullPage: true });
  if (job.pdf) await page.pdf({ path: job.pdf, format: job.paper, preferCSSPageSize: false });
  await context.close();
  return answer;
}

async function main() {
  const browser = await playwright.chromium.launch({ executablePath: chromium, args: FLAGS });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = await look(browser, JSON.parse(line));
    } catch (error) {
      answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  await browser.close();
}

main();

// The public page in real Chromium, as the running bot serves it: every language, wide and narrow, light and dark, on paper.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { flaws, launch } from "./phone.mjs";

const LANGUAGES = ["en", "be", "ru", "uk", "pl", "lt", "de", "fr", "es", "pt", "tr"];
const SHOTS = process.env.SHOTS;
if (SHOTS) mkdirSync(SHOTS, { recursive: true });
let browser, demo, at;

before(async () => {
  // The demo is the real bot with made-up people; it says where its public page is.
  demo = spawn(process.env.KLICH_BINARY ?? "klich", ["demo", "--port", "0", "--supporters", "10"], { stdio: ["ignore", "pipe", "inherit"] });
  at = await new Promise((resolve, reject) => {
    let said = "";
    demo.stdout.on("data", (more) => {
      said += more;
      const found = said.match(/public page[^\n]*(http:\/\/127\.0\.0\.1:\d+)\//);
      if (found) resolve(found[1]);
    });
    demo.on("exit", () => reject(new Error("the demo ended: " + said)));
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  demo?.kill("SIGTERM");
});

/** A page that may ask this server alone, and whose every request is kept. */
async function visit(path, options = {}) {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 360, height: 740 }, colorScheme: options.scheme ?? "light",
    javaScriptEnabled: options.scripts ?? true, locale: options.locale ?? "en-GB",
  });
  const trouble = [], asked = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    asked.push(url);
    if (url.startsWith(at)) return route.continue();
    trouble.push("asked " + url);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) trouble.push(message.text());
  });
  const answer = await page.goto(at + path);
  assert.equal(answer.status(), 200);
  return { page, context, trouble, asked, answer };
}

/** Finds what is wider than the page, or cut off. */
const overflow = (page) => page.evaluate(() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const element of document.querySelectorAll("h1, h2, h3, p, li, a, summary, pre, button, input")) {
    const box = element.getBoundingClientRect();
    const unseen = element.closest(".unseen") || !box.width;
    if (!unseen && (box.right > innerWidth + 1 || box.left < -1 || element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline")) {
      found.push(element.outerHTML.slice(0, 100));
    }
  }
  return found;
});

for (const language of LANGUAGES) {
  test(`${language}: whole at every width, without a flaw, a script, a cookie or another host`, async () => {
    for (const [width, scheme] of [[320, "light"], [360, "dark"], [1280, "light"]]) {
      const { page, context, trouble, asked } = await visit(`/${language}/`, { width, scheme });
      assert.equal(await page.getAttribute("html", "lang"), language);
      for (const details of await page.locator("details").all()) await details.evaluate((node) => { node.open = true; });
      assert.deepEqual(await overflow(page), [], `${language} at ${width}`);
      assert.deepEqual(await flaws(page), [], `${language} at ${width}, ${scheme}`);
      assert.deepEqual(await context.cookies(), []);
      assert.deepEqual(asked.filter((url) => !/\/(icon\.svg)?$/.test(url)), [], "nothing but the page and its icon");
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${language}-${width}.png`, fullPage: true });
      assert.deepEqual(trouble, []);
      await context.close();
    }
  });
}

test("without scripts it says the same, and the browser's language is found", async () => {
  const { page, context } = await visit("/", { scripts: false, locale: "be-BY" });
  assert.equal(await page.getAttribute("html", "lang"), "be");
  assert.match(await page.locator("h1").textContent(), /Беларусь/);
  await page.locator("nav a", { hasText: "Türkçe" }).click();
  assert.equal(await page.getAttribute("html", "lang"), "tr");
  assert.match(page.url(), /\/tr\/$/);
  await context.close();
});

test("on paper: one leaflet with the code for paper, no buttons, no closed parts", async () => {
  for (const language of LANGUAGES) {
    const { page, context } = await visit(`/${language}/`);
    await page.emulateMedia({ media: "print" });
    const shown = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.getClientRects().length).length);
    assert.equal(await shown("nav, details, .open, .qr.screen"), 0);
    assert.equal(await shown(".qr.paper"), 1);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages <= 2, `${language}: ${pages} pages`);
    if (SHOTS) writeFileSync(`${SHOTS}/${language}.pdf`, pdf);
    await context.close();
  }
});

test("a receipt is checked without scripts, by a form that stands in no address", async () => {
  for (const language of LANGUAGES) {
    const { page, context, trouble } = await visit(`/${language}/`, { width: 320 });
    await page.locator("details:has(form) summary").click();
    await page.locator("#receipt").fill("000000 000000 000000 000000");
    await page.locator("form button").click();
    await page.waitForURL(`${at}/${language}/receipt`);
    const said = await page.locator("[role=status]").textContent();
    await page.locator("#receipt").fill("nonsense");
    await page.locator("form button").click();
    await page.waitForFunction((before) => document.querySelector("[role=status]").textContent !== before, said);
    assert.deepEqual(await overflow(page), [], language);
    assert.deepEqual(await flaws(page), [], language);
    assert.deepEqual(trouble, []);
    await context.close();
  }
});

test("from right to left nothing is cut off", async () => {
  const { page, context } = await visit("/en/", { width: 320 });
  await page.evaluate(() => { document.documentElement.dir = "rtl"; });
  assert.deepEqual(await overflow(page), []);
  const edge = await page.locator(".count").evaluate((node) => getComputedStyle(node).borderRightWidth);
  assert.notEqual(edge, "0px", "the mark turns with the text");
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/rtl.png`, fullPage: true });
  await context.close();
});

test("the frame stands in another site's page and asks nobody else", async () => {
  // A real server: a page that is only made up may not reach into this machine.
  const union = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(
    `<!doctype html><html lang="en"><title>A union</title><main><h1>A union</h1><iframe src="${at}/pl/embed" width="320" height="200" title="count"></iframe><img src="${at}/pl/badge.svg" alt="count"></main>`));
  await new Promise((listening) => union.listen(0, "127.0.0.1", listening));
  const there = `http://127.0.0.1:${union.address().port}`;
  const context = await browser.newContext({ viewport: { width: 400, height: 400 } });
  const trouble = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(at) || url.startsWith(there)) return route.continue();
    trouble.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error" && !/favicon/.test(message.text())) trouble.push(message.text()); });
  await page.goto(there);
  const frame = page.frameLocator("iframe");
  await frame.locator("h1").waitFor();
  assert.match(await frame.locator("time").textContent(), /16 listopada/);
  assert.ok(await page.locator("img").evaluate((image) => image.naturalWidth) > 200, "the badge is drawn");
  const box = await frame.locator("main").boundingBox();
  assert.ok(box.height <= 200 && box.width <= 320, JSON.stringify(box));
  assert.deepEqual(await flaws(page), []);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/frame.png` });
  assert.deepEqual(trouble, []);
  await context.close();
  union.close();
});

// The page of `klich demo` in Chromium: the story pressed through step by step, on a desk and on a phone, light and dark, without a finding of axe.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { flaws, launch } from "./phone.mjs";

const SOON = { timeout: 60_000 };

let demo, url, browser;

before(async () => {
  const binary = process.env.KLICH_BINARY ?? "klich";
  demo = spawn(binary, ["demo", "--port", "0", "--supporters", "40", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: demo.stdout })) {
    url = JSON.parse(line).url;
    break;
  }
  browser = await launch();
});

after(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => demo.on("exit", resolve));
  demo.kill("SIGINT");
  assert.equal(await ended, 0, "Ctrl-C ends the demo cleanly");
});

/** Opens the page; anything that it complains about, or asks of another host, fails the test. */
async function open({ colorScheme = "light", width = 1400, height = 900 } = {}) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, locale: "en" });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (message) => { if (message.type() === "error") page.wrong.push(message.text()); });
  page.on("pageerror", (error) => page.wrong.push(error.message));
  // Nothing of the page comes from elsewhere.
  page.on("request", (request) => { if (!request.url().startsWith(url)) page.wrong.push(`asks ${request.url()}`); });
  await page.goto(url);
  await page.waitForFunction(() => document.getElementById("bot-state").dataset.state === "running", null, SOON);
  return page;
}

async function sound(page, where) {
  assert.deepEqual(await flaws(page), [], `${where}: axe`);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(beyond <= 0, `${where}: nothing stands beyond the right edge`);
  assert.deepEqual(page.wrong, [], `${where}: the page has no complaint`);
}

test("the story is pressed through, and the page says what is so", async () => {
  const page = await open();
  const step = (name) => page.locator(`#story li[data-step=${name}]`);
  const done = (name) => page.waitForFunction((name) => document.querySelector(`#story li[data-step=${name}]`).classList.contains("done"), name, SOON);
  await sound(page, "at the start");
  for (const name of ["start", "subscribe", "call", "reply"]) {
    await step(name).locator("button:not([disabled])").click(SOON);
    await done(name);
  }
  // The counters may come a little before the phone has fetched what is new: she is thanked in her language.
  await page.locator("#supporter .chat", { hasText: "Дзякуй" }).waitFor(SOON);
  await step("kill").locator("button:not([disabled])").click(SOON);
  await done("kill");
  assert.match(await page.locator("#kill-text").innerText(), /: (\d+) of \1 reached, 0 missing/);
  await step("disk").locator("button").click();
  await done("disk");
  assert.match(await page.locator("#search-result").innerText(), /found 0 times in/);
  await page.locator("#search-text").fill("synced");
  await page.locator("#search button[type=submit]").click();
  await page.waitForFunction(() => /found [1-9]/.test(document.getElementById("search-result").innerText), null, SOON);
  await sound(page, "at the end");
  await page.context().close();
});

test("what a phone can do: commands, language, block, reply", async () => {
  const page = await open({ width: 390, height: 844 });
  const phone = page.locator("#organiser");
  await phone.locator(".menu-button").click();
  await phone.locator(".menu button", { hasText: "/desk" }).waitFor(SOON);
  await sound(page, "with an open menu");
  await phone.locator(".menu button", { hasText: "/desk" }).click();
  await phone.locator(".message.theirs", { hasText: "Desk" }).last().waitFor(SOON);
  await phone.locator(".block").click();
  await phone.locator(".block", { hasText: "Unblock" }).waitFor(SOON);
  await phone.locator(".block").click();
  await phone.locator(".block[aria-pressed=false]").waitFor(SOON);
  await phone.locator(".language").selectOption("tr");
  await phone.locator(".message.theirs .foot button").last().click();
  await phone.locator(".reply-bar").waitFor(SOON);
  await sound(page, "with a reply begun");
  await page.context().close();
});

for (const [colorScheme, width, height] of [["dark", 1400, 900], ["light", 900, 1100], ["dark", 390, 844]]) {
  test(`nothing is wrong at ${width} pixels, ${colorScheme}`, async () => {
    const page = await open({ colorScheme, width, height });
    await page.locator("#supporter .who h2", { hasText: "Алеся" }).waitFor(SOON);
    await sound(page, `${width} ${colorScheme}`);
    await page.context().close();
  });
}

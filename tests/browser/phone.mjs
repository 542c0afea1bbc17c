// Chromium with Telegram's client emulated, native or web, and a watch over what the page must not do.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const APP = "https://page.example/app/";
const TYPES = { html: "text/html", js: "text/javascript", css: "text/css" };

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

/** A phone: a browser profile of its own. `options`: `client`, `init` scripts, `site`, `theme`, `width`. */
export async function phone(browser, site, options = {}) {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 360, height: 740 }, locale: "en-GB", timezoneId: "Europe/Minsk", colorScheme: options.scheme ?? "light",
  });
  const trouble = [];
  const self = { context, trouble, site };
  await context.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.protocol === "file:") return route.continue();
    if (url.origin === "https://web.telegram.org") {
      return route.fulfill({ contentType: "text/html", body: FRAME });
    }
    const name = url.pathname.replace("/app/", "") || "index.html";
    const body = url.origin === "https://page.example" && self.site.files[name];
    if (!body) {
      if (!url.pathname.endsWith("favicon.ico")) trouble.push("a request for " + url.href.split("#")[0]);
      return route.abort();
    }
    return route.fulfill({
      body, contentType: (TYPES[name.split(".").at(-1)] ?? "text/plain") + "; charset=utf-8", headers: { "content-security-policy": self.site.policy },
    });
  });
  await context.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.sourceFile));
  });
  if (options.client === "native") {
    await context.addInitScript(() => {
      globalThis.sent = [];
      globalThis.TelegramWebviewProxy = { postEvent: (type, data) => sent.push([type, JSON.parse(data), performance.now()]) };
    });
  }
  for (const script of options.init ?? []) await context.addInitScript(script);
  context.on("weberror", (error) => trouble.push("error: " + error.error().message));
  self.open = async (hash = "", { theme = options.theme, at = APP } = {}) => {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" && !/favicon/.test(message.text())) trouble.push("console: " + message.text());
    });
    const launched = options.client === "native"
      ? "&tgWebAppVersion=9.6&tgWebAppPlatform=android&tgWebAppThemeParams=" + encodeURIComponent(JSON.stringify(theme ?? {})) : "";
    await page.goto(at + (hash || launched ? "#" + hash + launched : ""));
    await page.locator("h1").waitFor();
    return page;
  };
  /** Fails where the page did what its policy forbids, asked for anything, or threw. */
  self.close = async () => {
    for (const page of context.pages()) {
      for (const frame of page.frames()) trouble.push(...await frame.evaluate(() => globalThis.violations ?? []).catch(() => []));
    }
    await context.close();
    if (trouble.length) throw new Error(trouble.join("\n"));
  };
  return self;
}

/** The page that Telegram's web client shows around the Mini App, as far as it matters here. */
const FRAME = `<!doctype html><title>Telegram</title><script>
const heard = [];
addEventListener("message", (event) => { if (event.origin === "https://page.example") heard.push(JSON.parse(event.data)); });
const frame = document.createElement("iframe");
frame.src = "https://page.example/app/" + location.hash;
document.documentElement.append(frame);
</script>`;

/** Lists what axe-core finds wrong. */
export async function flaws(page) {
  // By the debugger, as a person with developer tools would: the page's policy stays as it is.
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((flaw) => `${flaw.id}: ${flaw.nodes.map((node) => node.html + " " + node.failureSummary).join(" | ")}`);
}

export const denied = () => Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } });

/** A WebView whose WebCrypto knows no Curve25519. */
export const old = () => {
  // Not on pages without a secure context, which have none.
  if (!globalThis.SubtleCrypto) return;
  for (const [name, at] of [["generateKey", 0], ["importKey", 2], ["deriveBits", 0], ["verify", 0]]) {
    const real = SubtleCrypto.prototype[name];
    SubtleCrypto.prototype[name] = async function (...given) {
      if (/25519/.test(given[at]?.name ?? given[at])) throw new DOMException("Unrecognized name.", "NotSupportedError");
      return real.apply(this, given);
    };
  }
};

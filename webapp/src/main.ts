// From the launch to the first screen, and from screen to screen.

import { LANGUAGES, facts, language, speak, start, t, title } from "./campaign";
import { fingerprint } from "./bytes";
import { h, prose } from "./dom";
import { giveKey } from "./circle";
import { allowSending, message, pledge } from "./letter";
import * as store from "./store";
import { connect, launch, on, post } from "./telegram";
import { paint } from "./theme";
import { call, reply, sealed } from "./verify";

const { own, telegram } = launch();
const call_ = own.get("a");
const reply_ = own.get("r");
const sealed_ = own.get("c");
const circle = /^[a-z][a-z0-9-]{0,31}$/.exec(own.get("n") ?? "")?.[0];

const screens: Record<string, () => HTMLElement[]> = {
  pledge,
  message,
  verify: () => call(call_),
  safety,
  ...(reply_ ? { reply: () => reply(reply_) } : {}),
  ...(sealed_ ? { sealed: () => sealed(sealed_) } : {}),
  ...(circle ? { circle: () => giveKey(circle) } : {}),
};
const main = document.querySelector("main")!;
let current = reply_ ? "reply" : sealed_ ? "sealed" : call_ ? "verify" : own.get("p") ?? "pledge";
if (!Object.keys(screens).includes(current)) current = "pledge";

function show(name: string, focus = true): void {
  current = name;
  main.replaceChildren(...screens[name]!());
  document.title = main.querySelector("h1")!.textContent! + " · " + title;
  for (const button of document.querySelectorAll("nav button")) {
    button.setAttribute("aria-current", button.id === "to-" + name ? "page" : "false");
  }
  if (focus) main.querySelector("h1")!.focus();
  scrollTo(0, 0);
  post("web_app_setup_back_button", { is_visible: name !== "pledge" });
}

/** What the page protects against and what not; what it keeps on the device. */
function safety(): HTMLElement[] {
  const told = h("p", { role: "status" });
  const forget = async () => {
    await store.clear();
    told.textContent = t(store.isDenied() ? "no-memory" : "forget-done");
  };
  return [
    h("h1", { tabIndex: -1 }, t("safety-title")),
    ...prose(t("safety-yes")),
    h("h2", {}, t("safety-no-title")),
    ...prose(t("safety-no")),
    h("h2", {}, t("keys-print")),
    h("p", { className: "print" }, fingerprint(facts.keys)),
    h("p", { className: "hint" }, t("keys-compare")),
    h("button", { type: "button", onclick: forget }, t("forget")),
    told,
  ];
}

function frame(): void {
  const nav = Object.keys(screens).map((name) =>
    h("button", { id: "to-" + name, type: "button", onclick: () => show(name) }, t("nav-" + name)));
  document.querySelector("nav")!.replaceChildren(...nav);
  const choose = h("select", { id: "language", onchange: () => change(choose.value) },
    ...Object.entries(LANGUAGES).map(([code, name]) => h("option", { value: code, lang: code }, name)));
  choose.value = language;
  document.querySelector("footer")!.replaceChildren(h("label", { for: "language" }, h("span", {}, t("language")), choose));
}

async function change(code: string): Promise<void> {
  await speak(code);
  frame();
  show(current, false);
  document.getElementById("language")!.focus();
}

async function begin(): Promise<void> {
  const theme = telegram.get("tgWebAppThemeParams");
  try {
    paint(JSON.parse(theme ?? "{}"));
  } catch {
    // Colours of our own are there.
  }
  on("theme_changed", (data) => paint(data?.theme_params ?? {}));
  on("back_button_pressed", () => show("pledge"));
  if (own.has("s")) allowSending(current);
  connect();
  await start();
  await speak(own.get("l") ?? navigator.language.slice(0, 2));
  frame();
  show(current, false);
}

void begin();

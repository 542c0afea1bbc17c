// What the page knows of the campaign, and its words: files beside it, or inside the offline page.

import { fingerprint } from "./bytes";
import { Refused, follow, readKeys, type Keys, type Signature } from "./signed";
import * as store from "./store";

export interface Facts {
  id: string;
  kinds: string[];
  keys: string;
  chain: [string, Signature[]][];
}

export const LANGUAGES: Record<string, string> = {
  en: "English", be: "Беларуская", ru: "Русский", uk: "Українська", pl: "Polski", lt: "Lietuvių",
  de: "Deutsch", fr: "Français", es: "Español", pt: "Português", tr: "Türkçe",
};

let words: Record<string, string> = {};
export let facts: Facts;
export let title = "";
export let statement = "";
export let language = "en";

const beside = (name: string) => `./${name}.js`;

async function load(name: string): Promise<any> {
  const inside = (globalThis as any).klichInside;
  // By a function, so that the bundler leaves it alone.
  return inside ? inside[name] : (await import(beside(name))).default;
}

/** Reads the campaign's facts, once. */
export async function start(): Promise<void> {
  facts = await load("campaign");
}

/** Changes the language: of the page's words and of the campaign's. */
export async function speak(code: string): Promise<void> {
  language = Object.keys(LANGUAGES).includes(code) ? code : "en";
  [words, { title, statement }] = await Promise.all([load("lang-" + language), load("campaign-" + language)]);
  document.documentElement.lang = language;
}

/** Gives a text with its values filled in. */
export const t = (id: string, values: Record<string, unknown> = {}): string =>
  (words[id] ?? id).replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return value instanceof Date ? date(value) : String(value ?? "");
  });

export const date = (day: Date) =>
  day.toLocaleString(language === "en" ? "en-GB" : language, { dateStyle: "long", timeStyle: "short" });

/** Tells whether there is anybody to seal to. */
export const takesSealed = () => readKeys(facts.keys).recipients.length > 0;

export type Trust = { keys: Keys; news: "" | "keys-first" | "keys-changed-signed" };

/**
 * Gives the campaign's keys where they are those that this device has pinned, or follow from them by signed lists. The
 * first that a device sees are pinned.
 */
export async function trust(): Promise<Trust> {
  const name = "pin " + facts.id;
  const pinned: string | undefined = await store.get(name);
  if (pinned === facts.keys) return { keys: readKeys(pinned), news: "" };
  if (pinned) {
    if (readKeys(facts.keys).sequence < readKeys(pinned).sequence) throw new Refused("keys-old");
    let last = "";
    try {
      last = await follow(pinned, facts.chain);
    } catch {
      // Not signed by those before: as if there were no chain.
    }
    if (last !== facts.keys) {
      throw new Refused("keys-changed", { old: fingerprint(pinned), new: fingerprint(facts.keys) });
    }
  }
  const keys = readKeys(facts.keys);
  if (keys.campaign !== facts.id) throw new Refused("why-campaign");
  await store.put(name, facts.keys);
  return { keys, news: pinned ? "keys-changed-signed" : "keys-first" };
}

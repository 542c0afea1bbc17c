// The screens that seal: a pledge, and a private message.

import { facts, language, statement, t, takesSealed, title, trust } from "./campaign";
import { h, prose, say } from "./dom";
import { device, over, seal, statementHash } from "./sealed";
import { Refused } from "./signed";
import { post } from "./telegram";

/**
 * The sort of letter that the client hands to the bot: only where the page was opened from the keyboard, and only what its
 * button was for, by which the bot knows what it gets.
 */
let sends = "";
export const allowSending = (sort: string) => (sends = sort);
export const mayHandOver = (sort: string) => sends === sort;

const field = (id: string, length: number, rows = 0) => {
  const input = rows ? h("textarea", { id, rows, maxLength: length }) : h("input", { id, maxLength: length, autocomplete: "off" });
  return { input, row: h("label", { for: id }, h("span", {}, t(id)), input) };
};

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

/** Says at once that nothing is taken, before anybody writes. */
const closed = (heading: string) => [h("h1", { tabIndex: -1 }, t(heading)), h("p", {}, t("no-recipients"))];

export function pledge(): HTMLElement[] {
  if (!takesSealed()) return closed("pledge-title");
  const kinds = facts.kinds.map((kind) => {
    const input = h("input", { type: "checkbox", id: "kind-" + kind, name: "kinds", value: kind });
    return { input, row: h("label", { for: "kind-" + kind, className: "tick" }, input, h("span", {}, t("kind-" + kind))) };
  });
  const [name, town, union, contact, note] = [
    field("field-name", 120), field("field-town", 80), field("field-union", 120), field("field-contact", 120), field("field-note", 800, 4),
  ] as const;
  const print = h("input", { type: "checkbox", id: "print" });
  const content = () => {
    const chosen = kinds.filter(({ input }) => input.checked).map(({ input }) => input.value);
    if (!chosen.length) throw { say: "kind-missing", at: kinds[0]!.input };
    const text = (from: { input: HTMLInputElement | HTMLTextAreaElement }) => from.input.value.trim() || undefined;
    return {
      t: "pledge", s: statementHash(statement), kinds: chosen, name: text(name), town: text(town), union: text(union),
      contact: text(contact), note: text(note), print: (print.checked && !!text(name)) || undefined,
    };
  };
  return [
    h("h1", { tabIndex: -1 }, t("pledge-title")),
    h("p", { className: "hint" }, title),
    h("blockquote", {}, statement),
    form(content, note.input,
      h("fieldset", {}, h("legend", {}, t("kinds-legend")), ...kinds.map(({ row }) => row)),
      h("fieldset", {}, h("legend", {}, t("optional")), name.row,
        h("label", { for: "print", className: "tick" }, print, h("span", {}, t("print-ask"))),
        town.row, union.row, contact.row, note.row)),
  ];
}

export function message(): HTMLElement[] {
  if (!takesSealed()) return closed("message-title");
  const body = field("field-body", 2000, 8);
  const content = () => {
    const text = body.input.value.trim();
    if (!text) throw { say: "body-missing", at: body.input };
    return { t: "message", body: text };
  };
  return [h("h1", { tabIndex: -1 }, t("message-title")), form(content, body.input, body.row)];
}

/** A form that seals what `content` gives and hands it on. */
function form(content: () => object, longest: HTMLElement, ...rows: HTMLElement[]): HTMLElement {
  const note = h("div", { role: "alert" });
  const after = h("div");
  const button = h("button", { type: "submit", className: "main" }, t("seal-send"));
  const submit = async (event: Event) => {
    event.preventDefault();
    say(note, "");
    after.replaceChildren();
    button.disabled = true;
    try {
      const { keys } = await trust();
      const own = await device().catch(() => undefined);
      const { t: kind, ...rest } = content() as { t: string };
      const letter = { v: 1, t: kind, c: facts.id, k: own?.recipient, d: today(), l: language, ...rest };
      const excess = over(letter);
      if (excess > 0) throw { say: "too-long", values: { over: excess }, at: longest };
      const { wire, armour } = await seal(letter, keys.recipients);
      if (sends === kind && wire && post("web_app_data_send", { data: wire })) {
        say(note, "good", t("sent"), !own && h("p", {}, t("no-device-key")));
      } else {
        handOver(after, armour, t("copy-title"));
        if (!own) after.append(h("p", {}, t("no-device-key")));
      }
    } catch (error: any) {
      const known = error instanceof Refused ? error.why : error.say;
      say(note, "bad", known ? t(known, error.values) : t("why-failed"));
      error.at?.focus();
    } finally {
      button.disabled = false;
    }
  };
  return h("form", { onsubmit: submit, noValidate: true }, ...prose(t("seal-why")), ...rows, note, button, after);
}

/** Shows a text to copy: where the client can't hand it over, or it is too long for that. */
export function handOver(place: HTMLElement, value: string, title: string): void {
  const text = h("textarea", { id: "armour", rows: 6, readOnly: true, value });
  const told = h("p", { role: "status" });
  const copy = async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      document.execCommand("copy");
    }
    told.textContent = t("copied");
  };
  const head = h("h2", { tabIndex: -1 }, title);
  place.replaceChildren(head, h("label", { for: "armour" }, h("span", {}, t("copy-how")), text),
    h("button", { type: "button", onclick: copy }, t("copy")), told);
  head.focus();
}

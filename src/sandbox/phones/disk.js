// The third panel: what is on the disk, and what Telegram sees.

import { getJson, make, soon } from "./api.js";
import { firstWords } from "./markup.js";

const number = (value) => value.toLocaleString("en");
const narrow = matchMedia("(max-width: 560px)");

/** The panel of the disk. */
export class Disk {
  constructor(suggestions) {
    this.fresh = null;
    this.at = (id) => document.getElementById(id);
    this.at("search").addEventListener("submit", (event) => { event.preventDefault(); this.search(this.at("search-text").value); });
    this.again = soon(() => this.query && this.search(this.query, true), 1_500);
    this.suggest(suggestions);
    narrow.addEventListener("change", () => this.hex());
  }

  suggest(suggestions) {
    this.at("suggestions").replaceChildren(...suggestions.map(({ label, query }) => {
      const button = make("button", { type: "button" }, make("span", {}, `${label} `), make("b", {}, query));
      button.addEventListener("click", () => this.search(query));
      return button;
    }));
  }

  /** Shows a new state of the data folder. */
  show(disk) {
    const now = Date.now() / 1000;
    this.at("files").replaceChildren(...disk.files.map((file) => make("tr", {},
      make("td", {}, file.name),
      make("td", { className: "number" }, number(file.size)),
      make("td", { className: "number" }, ago(now - file.modified)))));
    this.at("files-caption").textContent = `Data folder: ${disk.files.length} ${disk.files.length === 1 ? "file" : "files"}, ${number(disk.bytes)} bytes together`;
    const changed = JSON.stringify(disk.fresh) !== JSON.stringify(this.fresh);
    this.fresh = disk.fresh ?? this.fresh;
    if (changed) { this.hex(); this.again(); }
  }

  /** Looks for `query` in the raw files and says how often it was found. */
  async search(query, quietly = false) {
    const out = this.at("search-result");
    this.query = query.trim();
    if (!this.query) return undefined;
    if (!quietly) this.at("search-text").value = this.query;
    try {
      const found = await getJson(`/demo/search?q=${encodeURIComponent(this.query)}`);
      if (found.query !== this.query) return found;
      const forms = found.forms.map((form) => form.found ? `${form.form}: ${number(form.found)}` : form.form).join(", ");
      const result = [
        make("p", { className: "found" }, make("b", {}, `“${found.query}”`), " found ", make("strong", {}, `${number(found.found)} ${found.found === 1 ? "time" : "times"}`), ` in ${number(found.bytes)} bytes`),
        make("p", { className: "forms" }, `Looked for as ${forms}.`, found.by_chance >= 0.05 ? ` Something so short turns up in random bytes of this size about ${number(Math.round(found.by_chance * 10) / 10)} times by chance.` : ""),
      ];
      const text = result.map((node) => node.textContent).join("");
      if (out.dataset.text !== text) out.replaceChildren(...result);
      out.dataset.text = text;
      out.classList.toggle("clean", found.found === 0);
      out.classList.toggle("dirty", found.found > 0 && found.found > 3 * found.by_chance + 3);
      return found;
    } catch (error) {
      out.textContent = error.message;
      return undefined;
    }
  }

  hex() {
    if (!this.fresh) return;
    const { file, offset, hex, age } = this.fresh;
    const bytes = hex.match(/../g) ?? [];
    const width = narrow.matches ? 8 : 16;
    const lines = [];
    for (let at = 0; at < bytes.length; at += width) lines.push(line(offset + at, bytes.slice(at, at + width), width));
    const view = this.at("hex");
    view.textContent = lines.join("\n");
    this.at("hex-caption").textContent = `Bytes written last: ${file}, from byte ${number(offset)}`;
    this.age = age;
    view.classList.remove("fresh");
    void view.offsetWidth;
    view.classList.add("fresh");
  }

  /** Shows what Telegram sees: the account and everything typed or pressed, newest first. */
  sees(phones) {
    const rows = phones.flatMap((phone) => typedOn(phone)).sort((a, b) => b.date - a.date || b.id - a.id).slice(0, 4);
    const seen = rows.map(({ who, what }) => make("tr", {}, make("td", {}, who), make("td", {}, what)));
    if (seen.length === 0) seen.push(make("tr", {}, make("td", { colSpan: 2 }, "Nothing yet: nobody has written.")));
    this.at("sees").replaceChildren(...seen);
  }
}

function typedOn(phone) {
  const user = phone.chat.user ?? {};
  const who = [phone.person.name, phone.person.id, user.language_code ?? phone.person.language].join(" · ");
  const typed = phone.chat.messages.filter((message) => message.from === "user")
    .map((message) => ({ who, what: message.deleted ? "something that was deleted since" : firstWords(message.html || message.text || "a file", 60), date: message.date, id: message.message_id }));
  const pressed = phone.presses.map(({ label, date, id }) => ({ who, what: `[${label}]`, date, id: id + 0.5 }));
  return [...typed, ...pressed];
}

function line(offset, bytes, width) {
  const shown = bytes.map((byte) => {
    const code = parseInt(byte, 16);
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : "·";
  }).join("");
  return `${offset.toString(16).padStart(7, "0")}  ${bytes.join(" ").padEnd(width * 3 - 1)}  ${shown}`;
}

function ago(seconds) {
  if (seconds < 2) return "now";
  if (seconds < 90) return `${Math.round(seconds)} s ago`;
  return `${Math.round(seconds / 60)} min ago`;
}

// One phone: a person's chat with the bot, live.

import { getJson, make, postJson, soon } from "./api.js";
import { firstWords, fromHtml } from "./markup.js";

const PRESS_PATIENCE = 15_000;

/** A phone in the page. `onChange(phone)` runs after every change of its chat. */
export class Phone {
  constructor(root, person, languages, onChange) {
    this.person = person;
    this.base = `/sandbox/users/${person.id}`;
    this.onChange = onChange;
    this.chat = { messages: [], commands: [], answers: [] };
    this.shown = new Map();
    this.pressed = new Map();
    this.presses = [];
    this.answered = null;
    this.replyTo = null;
    this.refresh = soon(() => this.load());
    this.build(root, languages);
  }

  /** Gives the messages that still stand. */
  get messages() {
    return this.chat.messages.filter((message) => !message.deleted);
  }

  /** Finds the newest button for which `wanted(button)` is true: `{message, button}` or nothing. */
  findButton(wanted) {
    for (const message of [...this.messages].reverse()) {
      const button = buttonsOf(message).flat().find(wanted);
      if (button) return { message, button };
    }
    return undefined;
  }

  async load() {
    try {
      const chat = await getJson(`${this.base}/chat`);
      this.chat = { ...chat, messages: chat.messages ?? [], commands: chat.commands ?? [], answers: chat.answers ?? [] };
      this.render();
      this.onChange(this);
    } catch (error) {
      this.say(error.message);
    }
  }

  start() { return this.act("start"); }

  send(text, replyTo) { return this.act("messages", replyTo ? { text, reply_to: replyTo } : { text }); }

  async press(message, button) {
    const key = `${message.message_id} ${button.callback_data}`;
    if (this.pressed.has(key)) return;
    this.pressed.set(key, { id: null, until: Date.now() + PRESS_PATIENCE });
    this.render();
    const sent = await this.act("press", { message_id: message.message_id, data: button.callback_data });
    if (sent) {
      if (this.pressed.has(key)) this.pressed.get(key).id = String(sent.callback_query_id);
      this.presses.push({ label: button.text, date: Date.now() / 1000, id: message.message_id });
    } else {
      this.pressed.delete(key);
    }
    setTimeout(() => { if (this.pressed.delete(key)) this.render(); }, PRESS_PATIENCE);
    this.settle();
    this.render();
  }

  async act(what, body = {}) {
    // Who acts wants to see the answer, wherever they had scrolled to.
    this.acted = true;
    clearTimeout(this.actedTimer);
    this.actedTimer = setTimeout(() => { this.acted = false; }, 4_000);
    try {
      const answer = await postJson(`${this.base}/${what}`, body);
      this.refresh();
      return answer;
    } catch (error) {
      this.say(error.message);
      return undefined;
    }
  }

  build(root, languages) {
    root.append(document.getElementById("phone-template").content.cloneNode(true));
    this.root = root;
    const at = (selector) => root.querySelector(selector);
    this.at = at;
    this.log = at(".chat");
    this.text = at("textarea");
    this.menu = at(".menu");
    at(".who h2").textContent = this.person.name;
    at(".bot-name").textContent = `${this.person.role} · id ${this.person.id}`;
    at(".language").append(...languages.map(({ code, name }) => make("option", { value: code, textContent: name, lang: code })));
    at(".language").value = this.person.language;
    at(".language").addEventListener("change", (event) => this.act("language", { language_code: event.target.value }));
    at(".block").addEventListener("click", () => this.act(this.chat.user?.blocked ? "unblock" : "block"));
    at(".start").addEventListener("click", () => this.start());
    at(".reply-cancel").addEventListener("click", () => this.reply(null));
    at(".write").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    at(".menu-button").addEventListener("click", () => (this.menu.hidden ? this.openMenu(this.chat.commands, true) : this.closeMenu(true)));
    this.menu.addEventListener("keydown", (event) => this.menuKey(event));
    this.log.addEventListener("click", ({ target }) => {
      if (target.closest(".body button.command")) this.send(target.textContent);
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !at(".reply-bar").hidden) this.reply(null);
    });
    document.addEventListener("pointerdown", (event) => { if (!root.contains(event.target)) this.closeMenu(false); });
  }

  // Typing

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const replyTo = this.replyTo;
    this.text.value = "";
    this.reply(null);
    this.closeMenu(false);
    this.grow();
    if (!(await this.send(text, replyTo))) this.text.value = text;
  }

  reply(message) {
    this.replyTo = message?.message_id ?? null;
    this.at(".reply-bar").hidden = !message;
    if (!message) return;
    this.at(".reply-text").textContent = `“${firstWords(bodyOf(message), 60)}”`;
    this.text.focus();
  }

  typed() {
    this.grow();
    const start = this.text.value;
    if (!/^\/[a-z0-9_]*$/.test(start)) return this.closeMenu(false);
    this.openMenu(this.chat.commands.filter(({ command }) => `/${command}`.startsWith(start)), false);
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 110)}px`;
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowDown" && !this.menu.hidden) {
      event.preventDefault();
      this.menu.querySelector("button")?.focus();
    } else if (event.key === "Escape") {
      this.closeMenu(false);
    }
  }

  openMenu(commands, focus) {
    const items = commands.map(({ command, description }) => {
      const item = make("button", { type: "button", tabIndex: -1 }, make("b", {}, `/${command}`), make("span", {}, description));
      item.setAttribute("role", "menuitem");
      item.addEventListener("click", () => { this.closeMenu(true); this.text.value = ""; this.send(`/${command}`); });
      return item;
    });
    if (items.length === 0) items.push(make("p", {}, "The bot has no commands here."));
    this.menu.replaceChildren(...items);
    this.menu.hidden = false;
    this.at(".menu-button").setAttribute("aria-expanded", "true");
    if (focus) this.menu.querySelector("button")?.focus();
  }

  closeMenu(focus) {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    this.at(".menu-button").setAttribute("aria-expanded", "false");
    if (focus) this.text.focus();
  }

  menuKey(event) {
    const items = [...this.menu.querySelectorAll("button")];
    const now = items.indexOf(document.activeElement);
    const go = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") this.closeMenu(true);
    if (event.key === "Escape") event.stopPropagation();
    if (go === undefined || items.length === 0) return;
    event.preventDefault();
    items[(go + items.length) % items.length].focus();
  }

  // Showing

  render() {
    this.settle();
    const { user, messages, keyboard } = this.chat;
    this.at(".empty").hidden = messages.length > 0;
    this.log.hidden = messages.length === 0;
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const first = this.shown.size === 0;
    let grew = false;
    const kept = new Set();
    let previous = null;
    for (const message of messages) {
      const id = message.message_id;
      const known = this.shown.get(id);
      const key = JSON.stringify([message, this.pressesOf(message)]);
      kept.add(id);
      if (known?.key === key) { previous = known.node; continue; }
      const node = this.message(message);
      if (known) {
        if (known.body !== bodyOf(message) || (message.deleted && !known.deleted)) node.classList.add("fresh");
        const focus = focusIn(known.node);
        known.node.replaceWith(node);
        if (focus >= 0) node.querySelectorAll("button, a")[focus]?.focus();
      } else {
        if (!first) node.classList.add("fresh");
        if (previous) previous.after(node); else this.log.prepend(node);
        grew = true;
      }
      this.shown.set(id, { key, node, body: bodyOf(message), deleted: message.deleted });
      previous = node;
    }
    for (const [id, { node }] of this.shown) if (!kept.has(id)) { node.remove(); this.shown.delete(id); }
    if (grew && (near || first || this.acted)) this.log.scrollTop = this.log.scrollHeight;
    this.renderRim(user, messages, keyboard);
  }

  renderRim(user, messages, keyboard) {
    const language = user?.language_code;
    if (language && document.activeElement !== this.at(".language")) this.at(".language").value = language;
    if (language) this.log.lang = language;
    const blocked = Boolean(user?.blocked);
    this.at(".block").textContent = blocked ? "Unblock" : "Block";
    this.at(".block").setAttribute("aria-pressed", String(blocked));
    this.root.classList.toggle("blocked", blocked);
    this.at(".about").textContent = this.chat.description || "An empty chat with klich's bot.";
    this.renderKeys(keyboard);
  }

  renderKeys(keyboard) {
    const rows = keyboard?.keyboard ?? (Array.isArray(keyboard) ? keyboard : []);
    const keys = this.at(".reply-keys");
    keys.hidden = rows.length === 0;
    keys.replaceChildren(...rows.flat().map((key) => {
      const label = typeof key === "string" ? key : key.text;
      const button = make("button", { type: "button", textContent: label, disabled: Boolean(key.web_app) });
      // There is no Mini App without Telegram: the rehearsal shows the button, and opens nothing.
      if (key.web_app) button.title = "Opens the campaign's page in Telegram";
      button.addEventListener("click", () => this.send(label));
      return button;
    }));
  }

  message(message) {
    const mine = message.from === "user";
    const node = make("article", { className: `message ${mine ? "mine" : "theirs"}` });
    const bubble = make("div", { className: "bubble", dir: "auto" });
    bubble.append(make("span", { className: "unseen" }, mine ? "You: " : "The bot: "));
    node.append(bubble);
    if (message.deleted) {
      node.classList.add("gone");
      bubble.append(make("p", { className: "body" }, "This message was deleted."));
      return node;
    }
    const quoted = this.quoted(message);
    if (quoted) bubble.append(quoted);
    if (message.photo) bubble.append(make("p", { className: "picture" }, "A picture"));
    if (message.document) bubble.append(this.document(message.document));
    if (message.web_app_data) bubble.append(make("p", { className: "picture" }, `From the Mini App: ${message.web_app_data.slice(0, 24)}… (${message.web_app_data.length} bytes)`));
    const body = bodyOf(message);
    if (body) bubble.append(make("div", { className: "body" }, fromHtml(body)));
    bubble.append(this.foot(message, mine));
    const rows = buttonsOf(message);
    if (rows.length) node.append(make("div", { className: "buttons" }, ...rows.map((row) => this.row(message, row))));
    return node;
  }

  quoted(message) {
    const id = message.reply_to?.message_id ?? message.reply_to;
    if (!id) return null;
    const target = this.chat.messages.find((other) => other.message_id === id);
    return make("p", { className: "quoted" }, target && !target.deleted ? firstWords(bodyOf(target), 70) : "A message");
  }

  document(file) {
    const button = make("button", { type: "button", className: "file" }, make("b", {}, file.file_name), make("span", {}, `${file.size.toLocaleString("en")} bytes · open`));
    button.addEventListener("click", () => this.open(file));
    return button;
  }

  async open(file) {
    const dialog = this.at(".paper");
    dialog.querySelector("h3").textContent = file.file_name;
    try {
      const response = await fetch(`/sandbox/files/${encodeURIComponent(file.file_id)}`);
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const text = await response.text();
      dialog.querySelector("pre").textContent = pretty(text);
    } catch (error) {
      dialog.querySelector("pre").textContent = error.message;
    }
    dialog.showModal();
  }

  foot(message, mine) {
    const time = new Date(message.date * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const foot = make("p", { className: "foot" }, message.edited ? "edited · " : "", make("time", {}, time));
    if (mine) {
      const remove = make("button", { type: "button", className: "plain" }, "Delete");
      remove.setAttribute("aria-label", `Delete your message of ${time}`);
      remove.addEventListener("click", () => this.act("delete", { message_id: message.message_id }));
      foot.prepend(remove);
    } else {
      const reply = make("button", { type: "button", className: "plain" }, "Reply");
      reply.setAttribute("aria-label", `Reply to the message of ${time}`);
      reply.addEventListener("click", () => this.reply(message));
      foot.prepend(reply);
    }
    return foot;
  }

  row(message, row) {
    return make("div", { className: "button-row" }, ...row.map((button) => {
      if (button.url) {
        const url = safeUrl(button.url);
        return url ? make("a", { className: "inline", href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, button.text)
          : make("button", { type: "button", className: "inline", disabled: true }, button.text);
      }
      const waits = this.pressed.has(`${message.message_id} ${button.callback_data}`);
      const made = make("button", { type: "button", className: "inline", disabled: button.callback_data === undefined }, button.text);
      made.setAttribute("aria-busy", String(waits));
      made.addEventListener("click", () => this.press(message, button));
      return made;
    }));
  }

  // Answers to presses

  settle() {
    for (const answer of this.chat.answers) {
      const id = String(answer.callback_query_id);
      for (const [key, press] of this.pressed) if (press.id === id) this.pressed.delete(key);
    }
    const seen = this.chat.answers.length;
    if (this.answered !== null) {
      for (const answer of this.chat.answers.slice(this.answered)) this.answer(answer);
    }
    if (this.chat.user) this.answered = seen;
  }

  answer({ text, show_alert: alert }) {
    if (!text) return;
    if (!alert) return this.say(text);
    const dialog = this.at(".alert");
    dialog.querySelector("p").textContent = text;
    if (!dialog.open) dialog.showModal();
  }

  say(text) {
    const toast = this.at(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.hidden = true; }, 6_000);
  }

  pressesOf(message) {
    return buttonsOf(message).flat().map((button) => this.pressed.has(`${message.message_id} ${button.callback_data}`));
  }
}

function bodyOf(message) {
  return message.html || message.caption_html || escape(message.text || message.caption || "");
}

function buttonsOf(message) {
  return message.reply_markup?.inline_keyboard ?? [];
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function safeUrl(text) {
  try {
    const url = new URL(text);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch { return null; }
}

function focusIn(node) {
  return [...node.querySelectorAll("button, a")].indexOf(document.activeElement);
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

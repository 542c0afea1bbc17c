// The guided story: which step is next, and doing it for the reader.

import { postJson } from "./api.js";

const ORDER = ["start", "subscribe", "call", "reply", "kill", "disk"];

/** Six steps that notice by themselves when they are done. */
export class Story {
  constructor(config, supporter, disk) {
    this.supporter = supporter;
    this.disk = disk;
    this.name = config.supporter.name;
    this.words = config.reply;
    this.state = {};
    this.done = new Set();
    this.items = new Map([...document.querySelectorAll("#story li")].map((item) => [item.dataset.step, item]));
    for (const button of document.querySelectorAll("#story [data-do]")) {
      button.addEventListener("click", () => this.run(button));
    }
    this.update();
  }

  /** Takes the demo's counters. */
  show(state) {
    this.state = state;
    if (this.calling !== undefined && !state.busy && state.delivered > this.calling) {
      say(`The call has reached ${state.delivered - this.calling} people. They answer.`);
      this.calling = undefined;
    }
    const crowd = state.crowd ?? {};
    set("count-subscribers", crowd.people ? `${state.subscribers} of ${crowd.people + 1}` : String(state.subscribers ?? "–"));
    set("count-delivered", String(state.delivered ?? "–"));
    set("count-pledges", String(state.pledges ?? "–"));
    set("bot-state", botState(state.bot));
    document.getElementById("bot-state").dataset.state = state.bot?.state ?? "";
    this.update();
  }

  /** Looks at the phones and the counters and marks the steps. */
  update() {
    const supporter = this.supporter;
    const mine = supporter.chat.messages.filter((message) => message.from === "user");
    const first = mine.some((message) => message.text?.startsWith("/start"));
    const calls = this.state.calls ?? [];
    if (first) this.done.add("start");
    if (this.state.supporter?.subscribed) this.done.add("subscribe");
    if (calls.some((call) => call.delivered > 0) && this.call()) this.done.add("call");
    if (this.state.supporter?.pledged) this.done.add("reply");
    if (this.state.crash?.phase === "done") this.done.add("kill");
    const next = ORDER.find((step) => !this.done.has(step));
    for (const [step, item] of this.items) {
      item.classList.toggle("done", this.done.has(step));
      if (step === next) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      const button = item.querySelector("button");
      button.disabled = !this.possible(step);
    }
    this.tellCrash(this.state.crash);
  }

  possible(step) {
    const ready = this.state.bot?.state === "running" && !this.state.busy;
    if (step === "start") return ready && !this.done.has("start");
    if (step === "subscribe") return ready && !this.done.has("subscribe") && Boolean(this.button("subscribe"));
    if (step === "reply") return ready && !this.done.has("reply") && Boolean(this.call());
    if (step === "disk") return true;
    return ready;
  }

  async run(button) {
    const step = button.dataset.do;
    // Where the panels stand below each other, the one that changes comes into view.
    if (matchMedia("(max-width: 720px)").matches && ["start", "subscribe", "reply"].includes(step)) this.supporter.root.scrollIntoView({ block: "nearest" });
    try {
      await { start: () => this.start(), subscribe: () => this.subscribe(), call: () => this.sendCall(), reply: () => this.replyToCall(), kill: () => this.kill(), disk: () => this.look() }[step]();
    } catch (error) {
      say(error.message);
    }
    this.update();
  }

  async start() { await this.supporter.start(); }

  async subscribe() {
    const found = this.button("subscribe");
    if (found) await this.supporter.press(found.message, found.button);
  }

  async sendCall() {
    await postJson("/demo/call");
    this.calling = this.state.delivered ?? 0;
    say(this.state.supporter?.subscribed ? "The call goes out." : `The call goes out, but not to ${this.name}: she has not subscribed.`);
  }

  async replyToCall() {
    const call = this.call();
    if (call) await this.supporter.send(this.words, call.message_id);
  }

  async kill() {
    say("A call goes out, and the server is killed in the middle of it.");
    await postJson("/demo/kill");
  }

  async look() {
    document.getElementById("disk").scrollIntoView({ block: "nearest" });
    const found = await this.disk.search(this.name);
    if (found) {
      this.done.add("disk");
      document.getElementById("disk-text").textContent = `“${this.name}”: found ${found.found} times in ${found.bytes.toLocaleString("en")} bytes.`;
    }
  }

  /** Finds the last call on the supporter's phone: the message that carries pledge buttons. */
  call() {
    return this.button("call")?.message;
  }

  button(verb) {
    return this.supporter.findButton((button) => button.callback_data?.split(".")[0] === verb);
  }

  tellCrash(crash) {
    const text = document.getElementById("kill-text");
    if (!crash) return;
    const { before, audience, reached, missing, doubles, uncertain } = crash;
    const [short, long] = {
      sending: ["The call goes out …", "A call goes out."],
      killed: [`Killed after ${before} of ${audience}. It starts again …`, `Killed after ${before} of ${audience} were served. It starts again.`],
      resumed: [`Started again: ${reached} of ${audience} reached …`, "Started again: it goes on where it was."],
      done: [
        `Killed after ${before}. In the end: ${reached} of ${audience} reached, ${missing} missing, ${doubles} twice.`,
        `Killed after ${before}, gone on: ${reached} of ${audience} reached, ${missing} missing, ${doubles} twice. The bot itself counts ${uncertain} as uncertain: on their way at the kill.`,
      ],
      failed: [crash.error, crash.error],
    }[crash.phase];
    if (text.textContent !== short) { text.textContent = short; say(long); }
  }
}

function botState(bot) {
  if (!bot) return "–";
  const times = bot.starts > 1 ? `, start ${bot.starts}` : "";
  return `${{ starting: "starting", running: "running", killed: "killed", stopped: "stopped" }[bot.state] ?? bot.state}${times}`;
}

function set(id, text) {
  const node = document.getElementById(id);
  if (node.textContent !== text) node.textContent = text;
}

function say(text) {
  set("story-said", text);
}

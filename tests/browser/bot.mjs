// A real bot on a Bot API of our own, for a house of the tests, and the people in its chats.

import { spawn } from "node:child_process";
import { once } from "node:events";

const binary = process.env.KLICH_BINARY ?? "klich";

export class Bot {
  /** Starts a Bot API and the bot of a house; `page` is where its Mini App lies. */
  static async start(house, page = "https://page.example") {
    const self = new Bot();
    self.house = house;
    self.sandbox = spawn(binary, ["sandbox", "--port", "0", "--latency-ms", "0", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(self.sandbox.stdout, "data");
    const { url, token } = JSON.parse(line);
    self.url = url;
    const env = {
      ...process.env, KLICH_TELEGRAM__API_URL: url, KLICH_TELEGRAM__TOKEN: token, KLICH_WEB__LISTEN: "", KLICH_WEB__PAGE_URL: page + "/app",
      KLICH_ORGANISERS__REMINDERS: "false",
    };
    self.bot = spawn(binary, ["run"], { cwd: house.folder, env, stdio: ["ignore", "ignore", "pipe"] });
    self.said = "";
    self.bot.stderr.on("data", (text) => (self.said += text));
    try {
      await self.until("the bot runs", () => house.klich("status").state === "running");
    } catch (error) {
      // Nobody stops what did not start, and the tests would wait for it.
      self.bot.kill("SIGKILL");
      self.sandbox.kill("SIGKILL");
      throw error;
    }
    return self;
  }

  /** Waits until something is so, and gives what it gave. */
  async until(what, reached) {
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      if (this.bot.exitCode !== null) throw new Error("the bot ended: " + this.said);
      const found = await reached();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`never: ${what}\n${this.said}`);
  }

  async ask(path, body) {
    const answer = await fetch(this.url + path, body && { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  }

  /** Adds a person. */
  async person(id, language) {
    await this.ask("/sandbox/users", { id, first_name: "Ala", language_code: language });
    return new Phone(this, id);
  }

  /** Ends both, and fails where a request broke a rule of the Bot API. */
  async stop() {
    const problems = await this.ask("/sandbox/problems");
    for (const process of [this.bot, this.sandbox]) {
      process.kill("SIGTERM");
      if (process.exitCode === null) await once(process, "exit");
    }
    if (problems.length) throw new Error(JSON.stringify(problems));
  }
}

class Phone {
  constructor(bot, id) {
    Object.assign(this, { bot, at: `/sandbox/users/${id}` });
  }

  chat = () => this.bot.ask(this.at + "/chat");

  /** Does something and waits for the bot's next message. */
  async after(act) {
    const own = ({ messages }) => messages.filter(({ from, deleted }) => from === "bot" && !deleted);
    const before = own(await this.chat()).length;
    await act();
    return this.bot.until("an answer", async () => own(await this.chat())[before]);
  }

  says = (text) => this.after(() => this.bot.ask(this.at + "/messages", { text }));
  presses = (message, data) => this.after(() => this.bot.ask(this.at + "/press", { message_id: message.message_id, data }));
  hands = (data, button) => this.after(() => this.bot.ask(this.at + "/web-app-data", { data, button_text: button }));
}

// From signers' own machines through the real bot to the page: what was delivered is checked there, and by minisign.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { Bot } from "./bot.mjs";
import { House } from "./house.mjs";
import { flaws, launch, phone } from "./phone.mjs";

let browser, house, bot, site, ann, ben;

before(async () => {
  house = new House();
  house.keys([], ["ann", "ben"]);
  [ann, ben] = house.signers;
  house.configure([], house.signers, 2);
  site = house.site("site");
  browser = await launch();
  bot = await Bot.start(house);
});
after(async () => {
  await browser?.close();
  await bot?.stop();
});

/** Lets klich sign as one and Debian's minisign as the other, and sends. */
function send(name, sequence, text) {
  const alert = house.alert(name, sequence, text);
  house.sign(alert, ann);
  house.minisign(name + ".manifest", ben);
  const { id } = house.klich("alert", "send", name, "--signature", `${name}.ann.minisig`, "--signature", `${name}.manifest.minisig`);
  return { ...alert, id };
}

const calls = async (ala, text) => bot.until(text, async () => (await ala.chat()).messages.find((message) => message.text.includes(text)));
const verify = (message) => message.reply_markup.inline_keyboard.flat().find(({ text }) => text === "Праверыць");

test("a call that klich and minisign signed is genuine on the page, and nothing else is", async () => {
  const ala = await bot.person(71, "be");
  await ala.says("/subscribe");
  const first = send("first.toml", 1, "16 лістапада а 18-й — на плошчы.");
  const button = verify(await calls(ala, "на плошчы"));
  const { hash, origin } = new URL(button.web_app.url);
  assert.equal(origin, "https://page.example");
  const it = await phone(browser, site, { client: "native" });
  const page = await it.open(hash.slice(1));
  await page.getByText("16 лістапада а 18-й — на плошчы.").waitFor();
  await page.locator(".note.good .verdict").waitFor();
  assert.deepEqual(await flaws(page), []);
  // Debian's minisign agrees about what klich signed.
  execFileSync("minisign", ["-V", "-p", house.path("ann.pub"), "-m", house.path("first.toml.manifest"), "-x", house.path("first.toml.ann.minisig")]);

  send("second.toml", 2, "Другі заклік.");
  const second = new URL(verify(await calls(ala, "Другі заклік")).web_app.url).hash.slice(1);
  await (await it.open(second)).locator(".note.good .verdict").waitFor();
  // Shown again, the older one is refused; so is one that somebody changed.
  const old = await it.open(hash.slice(1));
  await old.locator(".note.bad").waitFor();
  assert.equal(await old.getByText("на плошчы").count(), 0, "what is not genuine is not shown");
  const cut = await it.open(second.replace(/^a=.{40}/, (start) => start.slice(0, -6) + "AAAAAA"));
  await cut.locator(".note.bad").waitFor();
  await it.close();
  assert.equal(house.klich("alert", "status", first.id).delivered, 1);
});

test("a call that is too long for a link comes as files, which the page opens and minisign checks", async () => {
  const ala = await bot.person(72, "be");
  await ala.says("/subscribe");
  const noise = Array.from({ length: 330 }, (_, n) => ((n * 2654435761) >>> 0).toString(36)).join(" ");
  send("long.toml", 3, "Доўгі. " + noise);
  const message = await calls(ala, "Доўгі.");
  const { callback_data } = verify(message);
  assert.match(callback_data, /^proof\./);
  await ala.presses(message, callback_data);
  const documents = await bot.until("the files", async () => {
    const found = (await ala.chat()).messages.filter(({ document }) => document).map(({ document }) => document);
    return found.length === 4 && found;
  });
  const files = await Promise.all(documents.map(async ({ file_name, file_id }) => {
    const answer = await fetch(`${bot.url}/sandbox/files/${file_id}`);
    return { name: file_name, mimeType: "text/plain", buffer: Buffer.from(await answer.arrayBuffer()) };
  }));
  for (const { name, buffer } of files) house.write(name, buffer);
  const last = await bot.until("the way to the page", async () => (await ala.chat()).messages.at(-1).reply_markup);
  const open = last.inline_keyboard[0][0].web_app.url;
  const it = await phone(browser, site, { client: "native" });
  const page = await it.open(new URL(open).hash.slice(1));
  await page.locator("#files").setInputFiles(files);
  await page.getByRole("button", { name: "Праверыць", exact: true }).last().click();
  await page.locator(".note.good .verdict").waitFor();
  await it.close();
  execFileSync("minisign", ["-V", "-p", house.path("ann.pub"), "-m", house.path("call-3.manifest")]);
});

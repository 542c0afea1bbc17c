// From the button in the chat through the page and the real bot to the organisers, and their reply back to the device.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Bot } from "./bot.mjs";
import { House } from "./house.mjs";
import { launch, phone } from "./phone.mjs";

let browser, house, bot, site;

before(async () => {
  house = new House();
  house.keys(["olga", "pavel"], ["ann", "other"]);
  house.configure(house.organisers, [house.signers[0]], 0);
  site = house.site("site");
  browser = await launch();
  bot = await Bot.start(house);
});
after(async () => {
  await browser?.close();
  await bot?.stop();
});

const sent = async (page) => {
  await page.waitForFunction(() => sent.some(([type]) => type === "web_app_data_send"));
  return page.evaluate(() => sent.find(([type]) => type === "web_app_data_send")[1].data);
};

test("a pledge goes from the chat's button to the organisers, and their reply opens on the device that wrote", async () => {
  const ala = await bot.person(71, "be");
  const stranger = await phone(browser, site, { client: "native" });
  const it = await phone(browser, site, { client: "native" });
  const asked = await ala.says("/pledge");
  const offer = await ala.presses(asked, "seal");
  assert.match(offer.text, /Што Telegram усё роўна бачыць/);
  const buttons = (await ala.chat()).keyboard.keyboard.flat();
  const [toPledge, toWrite] = buttons.map(({ text, web_app: { url } }) => ({ text, hash: new URL(url).hash.slice(1) }));

  const page = await it.open(toPledge.hash);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "be");
  await page.locator("#kind-sign").check();
  await page.locator("#field-name").fill("Алесь Б.");
  await page.getByRole("button", { name: /Запячатаць/ }).click();
  const thanks = await ala.hands(await sent(page), toPledge.text);
  assert.match(thanks.text, /Ваша запячатаная падтрымка ўлічана/);
  // What the button was not for, Telegram is not handed: it is shown to copy.
  await page.locator("#to-message").click();
  await page.locator("#field-body").fill("Іншае");
  await page.getByRole("button", { name: /Запячатаць/ }).click();
  await page.locator("#armour").waitFor();
  const writing = await it.open(toWrite.hash);
  await writing.locator("#field-body").fill("Ці можам мы сустрэцца?");
  await writing.getByRole("button", { name: /Запячатаць/ }).click();
  assert.match((await ala.hands(await sent(writing), toWrite.text)).text, /Прынята, запячатана/);

  assert.equal(house.klich("pledges", "export", "sealed").written, 2);
  assert.equal(house.klich("pledges", "tally").total, 1);
  const { letters, unopened } = house.klich("pledges", "open", "sealed", "--identity", "pavel");
  assert.deepEqual(unopened, []);
  const [letter] = letters.filter(({ sort }) => sort === "message");
  assert.equal(letter.note, "Ці можам мы сустрэцца?");
  const [pledge] = letters.filter(({ sort }) => sort === "pledge");
  assert.equal(JSON.parse(house.age("sealed/" + pledge.file, house.organisers[0])).name, "Алесь Б.");

  house.write("answer.txt", "Так, у сераду.");
  const answer = async (signer) => {
    const file = "sealed/" + letter.file.replace(".age", ".reply.age");
    house.klich("pledges", "reply", "sealed/" + letter.file, "--identity", "pavel", "--text", "answer.txt", "--key", signer, "--output", signer + ".age");
    house.write(file, readFileSync(house.path(signer + ".age")));
    const came = await ala.after(() => house.klich("pledges", "deliver", file));
    return new URL(came.reply_markup.inline_keyboard[0][0].web_app.url).hash.slice(1);
  };
  const hash = await answer("ann");
  const opened = await it.open(hash);
  await opened.getByText("Так, у сераду.").waitFor();
  await (await stranger.open(hash)).locator(".note.bad").waitFor();
  await (await it.open(await answer("other"))).locator(".note.bad").waitFor();
  // A device that has lost its key is offered to write again.
  const lost = await stranger.open(hash.replace("l=be", "l=en"));
  await lost.getByRole("status").getByRole("button", { name: "Write to us" }).click();
  await lost.getByRole("heading", { name: "Write to the organisers" }).waitFor();
  await stranger.close();
  await it.close();
});

test("the petition prints", async () => {
  house.klich("pledges", "open", "sealed", "--identity", "olga", "--only", "pledges", "--petition", "petition.html", "--csv", "table.csv");
  const page = await browser.newPage();
  await page.goto("file://" + house.path("petition.html"));
  const pdf = await page.pdf({ preferCSSPageSize: true, path: process.env.SHOTS && `${process.env.SHOTS}/petition.pdf` });
  assert.ok(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 5_000);
  await page.close();
});

// A sealed alert for a circle: from the chat's button and this device's key through the organiser's command line and the real
// bot back to the page, which opens it here and nowhere else.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Bot } from "./bot.mjs";
import { House, fragment } from "./house.mjs";
import { denied, flaws, launch, old, phone } from "./phone.mjs";

const SHOTS = process.env.SHOTS;
const WORDS = "Бінты на мост а 18-й.";
let browser, house, bot, site, ann, eve;

before(async () => {
  house = new House();
  house.keys([], ["ann", "eve"]);
  [ann, eve] = house.signers;
  house.configure([], [ann], 1);
  const toml = readFileSync(house.path("klich.toml"), "utf8");
  writeFileSync(house.path("klich.toml"), toml.replace(/^campaign = .*$/m, 'campaign = "campaigns/belarus-16-november"'));
  const campaign = house.path("campaigns/belarus-16-november/campaign.toml");
  writeFileSync(campaign, 'circles = ["medics", "port"]\n' + readFileSync(campaign, "utf8"));
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

/** Somebody who joins a circle by a link, and the fragment with which the keyboard's button opens the page. */
async function member(id, circle, language = "be") {
  const ala = await bot.person(id, language);
  const { links } = house.klich("circles", "invite", circle);
  const asked = await ala.after(() => bot.ask(`/sandbox/users/${id}/start`, { payload: links[0].split("?start=")[1] }));
  const join = asked.reply_markup.inline_keyboard.flat()[0].callback_data;
  await bot.ask(`/sandbox/users/${id}/press`, { message_id: asked.message_id, data: join });
  const keyboard = await bot.until("the offer", async () => (await ala.chat()).keyboard);
  const [button] = keyboard.keyboard.flat();
  return Object.assign(ala, { button: button.text, hash: new URL(button.web_app.url).hash.slice(1) });
}

/** Gives this phone's key to the bot. */
async function give(it, ala) {
  const page = await it.open(ala.hash);
  await page.locator("button.main").click();
  const data = await sent(page);
  assert.match(data, /^d1\.[a-z]+\.age1[a-z0-9]{58}$/);
  await ala.hands(data, ala.button);
  return { page, key: data.split(".")[2] };
}

/** Writes, signs and seals an alert for a circle and gives the package's name. */
function seal(name, sequence, text, { circle = "medics", signer = ann, expires = "2099-01-01T00:00:00Z" } = {}) {
  house.write(name, `kind = "call"\ncampaign = "belarus-16-november"\nsequence = ${sequence}\nexpires = ${expires}\nsalt = "00112233445566778899aabbccddeeff"\n[audience]\ncircles = ["${circle}"]\n[text]\nbe = ${JSON.stringify(text)}\n`);
  house.klich("alert", "sign", name, "--key", signer.name, "--output", name + ".minisig");
  house.klich("circles", "devices", circle, "--out", name + ".devices");
  house.klich("alert", "seal", name, "--circle", circle, "--devices", name + ".devices", "--signature", name + ".minisig", "--signer", signer.name + ".pub");
  return name + ".sealed";
}

/** What a member with this key would get of a package, as the bot puts it together: found by trying, as nobody else can. */
function forDevice(name, keyFile) {
  const lines = readFileSync(house.path(name), "utf8").split("\n");
  const payload = Buffer.from(lines.find((line) => line.startsWith("payload: ")).slice(9), "base64");
  for (const line of lines.filter((line) => line.startsWith("header: "))) {
    house.write("try.age", Buffer.concat([Buffer.from(line.split(" ")[2], "base64"), payload]));
    try {
      return execFileSync("age", ["-d", "-i", house.path(keyFile), house.path("try.age")], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch {
      // Another device's.
    }
  }
  throw new Error("no header opens");
}

/** Seals something to a key as whoever knows it can, by Debian's age, as a fragment. */
function forged(content, key) {
  house.write("forged.json", JSON.stringify(content));
  execFileSync("age", ["-r", key, "-o", house.path("forged.age"), house.path("forged.json")]);
  return "l=en&c=" + readFileSync(house.path("forged.age")).toString("base64url");
}

const carried = async (ala) => {
  const found = async () => (await ala.chat()).messages.filter(({ deleted, reply_markup }) =>
    !deleted && reply_markup?.inline_keyboard?.[0]?.[0]?.web_app?.url.includes("#c="));
  const message = (await bot.until("a sealed call", async () => (await found()).length && found())).at(-1);
  return { text: message.text, hash: new URL(message.reply_markup.inline_keyboard[0][0].web_app.url).hash.slice(1) };
};

test("a device gives its key, and what is sealed for its circle opens on it and nowhere else", async () => {
  const ala = await member(71, "medics");
  const it = await phone(browser, site, { client: "native", width: 320 });
  const stranger = await phone(browser, site, { client: "native" });
  const { page, key } = await give(it, ala);
  await page.locator(".note.good").waitFor();
  assert.deepEqual(await flaws(page), []);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/circle-be.png`, fullPage: true });
  // Opened again, the same key; for another circle, another one, so that nobody can link the two.
  assert.equal((await give(it, ala)).key, key);
  const port = await member(171, "port");
  assert.notEqual((await give(it, port)).key, key);
  const extractable = await page.evaluate(() => new Promise((resolve) => {
    indexedDB.open("klich").onsuccess = ({ target }) => {
      target.result.transaction("kept").objectStore("kept").get("circle medics").onsuccess = (got) => resolve(got.target.result.extractable);
    };
  }));
  assert.equal(extractable, false, "the secret half can't be copied out");

  const package_ = seal("one.toml", 1, WORDS);
  const { sealed } = house.klich("alert", "send", package_);
  assert.deepEqual([sealed.reached, sealed.keyless, sealed.devices], [1, 0, 5]);
  const { text, hash } = await carried(ala);
  assert.ok(text.includes("запячатанае") && !text.includes("мост"), text);
  const opened = await it.open(hash);
  await opened.getByText(WORDS).waitFor();
  await opened.locator(".note.good .verdict").waitFor();
  await opened.getByText("«medics»").waitFor();
  assert.deepEqual(await flaws(opened), []);
  assert.equal(await opened.evaluate(() => location.hash), "", "it stays in no history");
  assert.ok(await opened.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  if (SHOTS) await opened.screenshot({ path: `${SHOTS}/sealed-be.png`, fullPage: true });
  const lost = await stranger.open(hash.replace("l=be", "l=en"));
  await lost.getByText("does not open on this device").waitFor();
  assert.equal(await lost.getByText(WORDS).count(), 0);
  // Once it is open, erasing what the page keeps closes it.
  await opened.locator("#to-safety").click();
  await opened.getByRole("button", { name: "Сцерці тое, што гэтая старонка захоўвае на прыладзе" }).click();
  await (await it.open(hash.replace("l=be", "l=en"))).getByText("does not open on this device").waitFor();
  await stranger.close();
  await it.close();
});

test("every reason against a sealed call is told, and nothing of it shown", async (t) => {
  const ala = await member(72, "medics");
  const it = await phone(browser, site, { client: "native" });
  const { key } = await give(it, ala);
  // What a member opened can be sealed anew by them, or be made up by whoever knows the key.
  house.klich("keys", "new-organiser", "probe", "--no-passphrase");
  const probe = readFileSync(house.path("probe.pub"), "utf8").trim().split("\n").at(-1);
  const content = (name, sequence, options = {}) => {
    const circle = options.circle ?? "medics";
    house.write(name + ".list", `klich-devices v1\ncampaign: belarus-16-november\ncircle: ${circle}\ndevice: ${probe}\n`);
    house.write(name, `kind = "call"\ncampaign = "belarus-16-november"\nsequence = ${sequence}\nexpires = ${options.expires ?? "2099-01-01T00:00:00Z"}\nsalt = "00112233445566778899aabbccddeeff"\n[audience]\ncircles = ["${circle}"]\n[text]\nen = ${JSON.stringify(WORDS)}\n`);
    const signer = options.signer ?? ann;
    const output = `${name}.${signer.name}.minisig`;
    house.klich("alert", "sign", name, "--key", signer.name, "--output", output);
    house.klich("alert", "seal", name, "--circle", circle, "--devices", name + ".list", "--signature", output, "--signer", signer.name + ".pub", "--output", name + ".sealed");
    return JSON.parse(forDevice(name + ".sealed", "probe"));
  };
  const good = content("good.toml", 10);
  const expired = { ...content("soon.toml", 11) };
  expired.m = expired.m.replace("2099", "2020");
  house.write("expired.manifest", expired.m);
  house.klich("alert", "sign", "expired.manifest", "--key", "ann", "--output", "expired.minisig");
  const [, signature, comment, global] = readFileSync(house.path("expired.minisig"), "utf8").trim().split("\n");
  expired.s = [[signature, comment.slice(17), global]];
  const cases = {
    "unsigned": [{ ...good, s: [] }, "it has 0, needed are 1"],
    "foreign": [content("foreign.toml", 12, { signer: eve }), "not the campaign's"],
    "other words": [{ ...good, text: { en: "Go home." } }, "does not fit the text"],
    "other salt": [{ ...good, salt: "ff".repeat(16) }, "does not fit the text"],
    "expired": [expired, "It expired on"],
    "another circle": [content("port.toml", 13, { circle: "port" }), "belongs to another circle"],
    "no call": [{ v: 1, t: "alert" }, "cannot be read"],
    "newer form": [{ ...good, v: 2 }, "cannot be read"],
  };
  for (const [name, [what, expected]] of Object.entries(cases)) {
    await t.test(name, async () => {
      const page = await it.open(forged(what, key));
      await page.getByRole("status").getByText(expected).waitFor();
      await page.getByText("Do not act on this call").waitFor();
      assert.equal(await page.getByText(WORDS).count() + await page.getByText("Go home.").count(), 0);
      await page.close();
    });
  }
  await t.test("genuine, an older one after it, and another of the same number", async () => {
    await (await it.open(forged(good, key))).getByText("This call is genuine").waitFor();
    await (await it.open(forged(content("older.toml", 9), key))).getByText("older than a call that you have checked here, number 10").waitFor();
    const twin = content("twin.toml", 10, { expires: "2098-01-01T00:00:00Z" });
    await (await it.open(forged(twin, key))).getByText("older than a call").waitFor();
    await (await it.open(forged(good, key))).getByText("This call is genuine").waitFor();
  });
  await t.test("a long one comes as a file", async () => {
    const page = await it.open("l=en&p=verify");
    forged(content("file.toml", 14), key);
    await page.locator("#files").setInputFiles(house.path("forged.age"));
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByText("This call is genuine").waitFor();
  });
  await it.close();
});

test("a device that keeps nothing gives no key and says so kindly; an old one gives one; without Telegram it is copied", async () => {
  const ala = await member(73, "medics", "en");
  const shut = await phone(browser, site, { client: "native", init: [denied] });
  const page = await shut.open(ala.hash);
  await page.locator("button.main").click();
  await page.getByText("cannot keep a key either. Nothing was given").waitFor();
  assert.deepEqual(await page.evaluate(() => sent.filter(([type]) => type === "web_app_data_send")), []);
  await shut.close();
  const aged = await phone(browser, site, { client: "native", init: [old] });
  const { key } = await give(aged, ala);
  const closed = await phone(browser, site, { init: [denied] });
  await (await closed.open(forged({ v: 1 }, key))).getByText("keeps nothing for this page, so it has no key").waitFor();
  await closed.close();
  await (await aged.open(forged({ v: 1, t: "alert" }, key))).getByText("cannot be read").waitFor();
  await aged.close();
  const plain = await phone(browser, site);
  const copying = await plain.open(ala.hash);
  await copying.locator("button.main").click();
  const text = await copying.locator("#armour").inputValue();
  assert.match((await ala.says(text)).text, /key is kept/);
  await plain.close();
});

test("addresses are checked by their files; an older list, and older keys than this device has seen, are refused", async () => {
  const own = new House();
  own.keys([], ["ann"]);
  own.configure([], own.signers, 1);
  const write = (name, sequence, bot) => {
    const [, ...rest] = own.text("keys", "addresses", "--bot", bot, "--page", "https://page.example/app/", "--expires", "2099-01-01T00:00:00Z").trim().split("\n");
    own.write(name, ["klich-addresses v1", ...rest].join("\n").replace(/sequence: \d+/, `sequence: ${sequence}`) + "\n");
    own.klich("keys", "sign", name, "--key", "ann", "--output", name + ".minisig");
    return [name, name + ".minisig"].map((file) => own.path(file));
  };
  const [first, second] = [write("first.addresses", 1, "@klich_one_bot"), write("second.addresses", 2, "@klich_two_bot")];
  const it = await phone(browser, own.site("site"), {});
  const check = async (files) => {
    const page = await it.open("l=en&p=verify");
    await page.locator("#files").setInputFiles(files);
    await page.getByRole("button", { name: "Check", exact: true }).click();
    return page;
  };
  await (await check(first)).getByText("@klich_one_bot").waitFor();
  const page = await check(second);
  await page.getByText("These addresses are genuine").waitFor();
  assert.deepEqual(await flaws(page), []);
  const refused = await check(first);
  await refused.getByText("older than a list that you have checked here, number 2").waitFor();
  assert.equal(await refused.getByText("@klich_one_bot").count(), 0);
  await (await check([first[0], second[1]])).getByText("does not fit the text").waitFor();

  // The keys change in order, and back; then the host serves the first list again.
  const before = it.site;
  const keys = (sequence, signers) => {
    own.configure([], signers, 1);
    own.write(`keys/${sequence}.keys`, own.text("keys", "list", "--text"));
    if (sequence > 1) own.klich("keys", "sign", `keys/${sequence}.keys`, "--key", "ann");
  };
  execFileSync("mkdir", ["-p", own.path("keys")]);
  const [one] = own.signers;
  own.klich("keys", "new-signer", "ben", "--no-passphrase");
  const two = { name: "ben", public: readFileSync(own.path("ben.pub"), "utf8").trim().split("\n").at(-1) };
  keys(1, [one]);
  keys(2, [one, two]);
  keys(3, [one]);
  it.site = own.site("third");
  const alert = own.alert("call.toml", 1, "x");
  const hash = "l=en&" + fragment(alert.manifest, [own.sign(alert, one)], "x");
  await (await it.open(hash)).getByText("This call is genuine").waitFor();
  it.site = before;
  await (await it.open(hash)).getByText("older keys of the campaign than this device has seen").waitFor();
  await it.close();
});

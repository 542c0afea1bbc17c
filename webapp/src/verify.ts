// The screens that check: a call, and a reply.

import { date, facts, t, takesSealed, trust } from "./campaign";
import { decode, fingerprint, hash, inflate } from "./bytes";
import { h, say, those } from "./dom";
import { judge as judgeSealed, sealedCall } from "./circle";
import { checkReply, opened, readSealed } from "./sealed";
import { Refused, checkAddresses, checkCall, readSignature, type Signature } from "./signed";
import * as store from "./store";

/** A call: from a link, or from files that the reader opens. */
export function call(packed?: string | null): HTMLElement[] {
  const result = h("div", { role: "status" });
  const paste = h("textarea", { id: "paste", rows: 4 });
  const input = h("input", { type: "file", id: "files", multiple: true });
  const open = async () => {
    const files = await Promise.all([...input.files ?? []].map(async (file) => new Uint8Array(await file.arrayBuffer())));
    await show(result, () => fromFiles([...files, ...(paste.value.trim() ? [new TextEncoder().encode(paste.value)] : [])]));
  };
  if (packed) {
    void show(result, async () => {
      let parts: [string, Signature[], string, string];
      try {
        parts = JSON.parse(await inflate(decode(packed)));
      } catch {
        throw new Refused("why-damaged");
      }
      const [manifest, signatures, , text] = parts;
      return judge(manifest, signatures, text);
    });
  }
  return [
    h("h1", { tabIndex: -1 }, t("verify-title")),
    result,
    h("p", {}, t("verify-how")),
    h("label", { for: "files" }, h("span", {}, t("open-files")), input),
    h("label", { for: "paste" }, h("span", {}, t("paste")), paste),
    h("button", { type: "button", className: "main", onclick: open }, t("check")),
  ];
}

/** A reply from the organisers. */
export const reply = (packed: string) => screen("reply-title", packed, (sealed) => letter(sealed, "reply-lost"));

/** A call for a circle, sealed to this device. */
export const sealed = (packed: string) => screen("sealed-title", packed, sealedCall);

function screen(title: string, packed: string, open: (sealed: Uint8Array) => Promise<HTMLElement[]>): HTMLElement[] {
  const result = h("div", { role: "status" });
  void show(result, async () => {
    let binary;
    try {
      binary = decode(packed);
    } catch {
      throw new Refused("why-damaged");
    }
    return open(binary);
  });
  return [h("h1", { tabIndex: -1 }, t(title)), result];
}

async function fromFiles(files: Uint8Array[]): Promise<HTMLElement[]> {
  let [manifest, words, list] = ["", "", ""];
  const signatures: Signature[] = [];
  for (const file of files) {
    const text = new TextDecoder().decode(file);
    if (text.startsWith("klich-alert v1")) manifest = text.replace(/\r/g, "");
    else if (text.startsWith("klich-addresses v1")) list = text.replace(/\r/g, "");
    else if (text.startsWith("untrusted comment:")) signatures.push(readSignature(text));
    else if (text.startsWith("age-encryption.org/") || text.includes("-----BEGIN AGE")) return letter(readSealed(text, file), "sealed-lost");
    else words = text;
  }
  if (list) return addresses(list, signatures);
  if (!manifest) throw new Refused("why-damaged");
  return judge(manifest, signatures, words);
}

async function judge(manifest: string, signatures: Signature[], text: string): Promise<HTMLElement[]> {
  const { keys, news } = await trust();
  const name = "seen " + facts.id;
  const call = await checkCall(manifest, signatures, text, keys, await store.get(name), new Date());
  await store.put(name, { sequence: call.sequence, hash: hash(manifest) });
  return those(
    h("p", { className: "verdict" }, t("verified")),
    h("h2", {}, t("alert-kind-" + call.kind)),
    h("div", { className: "words", lang: call.language }, call.text),
    h("p", { className: "hint" }, t("numbered", { sequence: call.sequence, expires: date(call.expires) })),
    h("p", { className: "hint" }, t("signatures", { count: call.signers.length, required: Math.max(1, keys.required) })),
    ...call.signers.map((signer) => h("p", { className: "hint print" }, fingerprint(signer))),
    news && h("p", {}, t(news)),
    store.isDenied() && h("p", {}, t("no-memory")),
  );
}

/** Where the campaign is to be found. */
async function addresses(list: string, signatures: Signature[]): Promise<HTMLElement[]> {
  const { keys, news } = await trust();
  const name = `seen ${facts.id} addresses`;
  const found = await checkAddresses(list, signatures, keys, await store.get(name), new Date());
  await store.put(name, { sequence: found.sequence, hash: hash(list) });
  const row = (label: string, values: string[]) => values.length && h("p", {}, t(label), " ", values.join(", "));
  return those(
    h("p", { className: "verdict" }, t("addresses-title")),
    row("addresses-bot", [found.bot]) || false,
    row("addresses-next", found.next) || false,
    row("addresses-pages", found.pages) || false,
    h("p", { className: "hint" }, t("numbered", { sequence: found.sequence, expires: date(found.expires) })),
    news && h("p", {}, t(news)),
    store.isDenied() && h("p", {}, t("no-memory")),
  );
}

/** What is sealed to this device: a reply, or a call for a circle. */
async function letter(sealed: Uint8Array, lost: string): Promise<HTMLElement[]> {
  const { keys, news } = await trust();
  const found = await opened(sealed, lost);
  if (found.content?.t === "alert") return judgeSealed(found);
  const { body, day, signer } = await checkReply(found.content, keys);
  return those(
    h("div", { className: "words" }, body),
    h("p", { className: "hint" }, t("reply-signed", { day })),
    h("p", { className: "hint print" }, fingerprint(signer)),
    news && h("p", {}, t(news)),
  );
}

/** Shows what an act gives, or why it is refused. */
async function show(place: HTMLElement, act: () => Promise<HTMLElement[]>): Promise<void> {
  try {
    say(place, "good", ...await act());
  } catch (error) {
    const { why, values } = error instanceof Refused ? error : new Refused("why-damaged");
    say(place, "bad", !/^reply|^keys|^sealed/.test(why) && h("p", { className: "verdict" }, t("not-verified")), h("p", {}, t(why, values)),
      // A device that has lost its key can write again with a new one.
      why === "reply-lost" && takesSealed() && h("button", { type: "button", onclick: () => document.getElementById("to-message")!.click() }, t("nav-message")));
  }
}

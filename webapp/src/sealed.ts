// Letters to the organisers and replies to this device, in age's format.

import { Decrypter, Encrypter, armor, generateX25519Identity, identityToRecipient } from "age-encryption";
import { encodeUrl, hash } from "./bytes";
import { ready } from "./curves";
import { Refused, type Keys, type Signature, check } from "./signed";
import * as store from "./store";

/** Telegram's limit on what `sendData` carries. */
const DATA_MAX = 4096;
const BUCKETS = [1024, 2560];

type Own = { identity: CryptoKey | string; recipient: string };

/** The device's own key; nothing where it can't be kept, and sealing goes on without one. */
export const device = () => own("device");

const CIRCLE = "circle ";

/** The device's key for one circle: by it, nobody can tell who wrote a letter, or who is in two circles. */
export const circleKey = (circle: string) => own(CIRCLE + circle);

async function own(name: string): Promise<Own | undefined> {
  const native = await ready();
  let identity: CryptoKey | string | undefined = await store.get(name);
  if (!identity) {
    identity = native
      ? (await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]) as CryptoKeyPair).privateKey
      : await generateX25519Identity();
    if (!await store.put(name, identity)) return undefined;
  }
  return { identity, recipient: await identityToRecipient(identity) };
}

/** How many bytes a letter is over the largest bucket; 0 or less where it fits. */
export const over = (letter: object) => new TextEncoder().encode(JSON.stringify(letter)).length - BUCKETS[1]!;

/** Seals a letter; `wire` where it fits what Telegram hands to the bot, and armour for the chat. */
export async function seal(letter: object, recipients: string[]): Promise<{ wire?: string; armour: string }> {
  if (!recipients.length) throw new Refused("no-recipients");
  await ready();
  const json = new TextEncoder().encode(JSON.stringify(letter));
  const padded = new Uint8Array(BUCKETS.find((length) => json.length <= length)!).fill(32);
  padded.set(json);
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(padded);
  const wire = "k1." + encodeUrl(sealed);
  return { wire: wire.length <= DATA_MAX ? wire : undefined, armour: armor.encode(sealed) };
}

/** Opens what is sealed to one of the device's keys, and tells the circle of that key, if it is one's. Makes no key. */
export async function opened(sealed: Uint8Array, lost: string): Promise<{ content: any; circle?: string }> {
  await ready();
  for (const name of (await store.names()).filter((name) => name === "device" || name.startsWith(CIRCLE))) {
    try {
      const decrypter = new Decrypter();
      decrypter.addIdentity(await store.get(name));
      const content = JSON.parse(await decrypter.decrypt(sealed, "text"));
      return { content, circle: name.startsWith(CIRCLE) ? name.slice(CIRCLE.length) : undefined };
    } catch {
      // Sealed to another of them, or to none.
    }
  }
  throw new Refused(store.isDenied() && lost === "sealed-lost" ? "sealed-denied" : lost);
}

export interface Reply {
  body: string;
  day: string;
  signer: string;
}

/** Checks a reply that was opened: that it was written to this device, and who signed it. */
export async function checkReply(reply: any, keys: Keys): Promise<Reply> {
  const own = await device();
  if (reply.v !== 1 || reply.t !== "reply" || reply.k !== own?.recipient) throw new Refused("reply-lost");
  if (reply.c !== keys.campaign) throw new Refused("why-campaign");
  const text = `klich-reply v1\ncampaign: ${reply.c}\nto: ${reply.k}\ndate: ${reply.d}\n\n${reply.body}`;
  try {
    const signature = reply.sig as Signature;
    const [signer] = await check(text, signature?.length === 3 ? [signature] : [], keys.signers, 1);
    return { body: String(reply.body), day: String(reply.d), signer: signer! };
  } catch {
    throw new Refused("reply-unsigned");
  }
}

/** Reads armour, or the binary file. */
export const readSealed = (text: string, binary: Uint8Array) =>
  text.includes("-----BEGIN AGE") ? armor.decode(text.slice(text.indexOf("-----BEGIN AGE")).trim()) : binary;

/** The hash that binds a pledge to its statement. */
export const statementHash = hash;

// minisign signatures, k of n signers, manifests of calls and lists of keys. The same rules as src/seal/ in Rust.

import { blake2b } from "@noble/hashes/blake2.js";
import { decode, hash, utf8 } from "./bytes";
import { verify } from "./curves";

/** Signature, trusted comment, global signature. */
export type Signature = [string, string, string];

/** Why something signed is refused: the name of a text, and its values. */
export class Refused extends Error {
  constructor(readonly why: string, readonly values: Record<string, unknown> = {}) {
    super(why);
  }
}

export interface Keys {
  text: string;
  campaign: string;
  sequence: number;
  required: number;
  signers: string[];
  recipients: string[];
}

/** Reads `title` and `key: value` lines. */
function lines(text: string, title: string): [string, string][] {
  const [first, ...rest] = text.split("\n");
  if (first !== title || rest.pop() !== "") throw new Refused("why-damaged");
  return rest.map((line) => {
    const at = line.indexOf(": ");
    if (at < 1) throw new Refused("why-damaged");
    return [line.slice(0, at), line.slice(at + 2)];
  });
}

/** Reads lines whose keys stand once. */
function single(text: string, title: string): Map<string, string> {
  const all = lines(text, title);
  const map = new Map(all);
  if (map.size !== all.length) throw new Refused("why-damaged");
  return map;
}

export function readKeys(text: string): Keys {
  const all = lines(text, "klich-keys v1");
  const of = (key: string) => all.filter(([name]) => name === key).map(([, value]) => value);
  const keys = {
    text,
    campaign: of("campaign")[0] ?? "",
    sequence: Number(of("sequence")[0]),
    required: Number(of("required")[0]),
    signers: of("signer"),
    recipients: of("recipient"),
  };
  const { sequence, required, signers } = keys;
  // One key under two numbers is one signer.
  const distinct = new Set(signers.map((signer) => String(decode(signer).slice(10))));
  if (!Number.isSafeInteger(sequence) || !(Number.isSafeInteger(required) && required >= 0 && required <= distinct.size) || distinct.size < signers.length) {
    throw new Refused("why-damaged");
  }
  // Kinds of recipients are never mixed, and only this one can be.
  if (!keys.recipients.every((key) => /^age1[02-9ac-hj-np-z]{58}$/.test(key))) throw new Refused("why-damaged");
  return keys;
}

/** Reads a `.minisig` file. */
export function readSignature(file: string): Signature {
  const [untrusted, signature, comment, global] = file.trim().split(/\r?\n/);
  if (!untrusted?.startsWith("untrusted comment:") || !comment?.startsWith("trusted comment: ") || !global) {
    throw new Refused("why-damaged");
  }
  return [signature!, comment.slice(17), global];
}

/** Verifies one minisign signature, prehashed only. Source: minisign, "Signature format". */
async function isBy(signer: string, [signature, comment, global]: Signature, text: string): Promise<boolean> {
  const key = decode(signer).slice(10);
  const sealed = decode(signature).slice(10);
  const commented = utf8(comment);
  const both = new Uint8Array(64 + commented.length);
  both.set(sealed);
  both.set(commented, 64);
  return await verify(sealed, blake2b(utf8(text)), key) && await verify(decode(global), both, key);
}

/** Checks every signature over a text; gives the distinct signers, or refuses with the first reason. */
export async function check(text: string, signatures: Signature[], signers: string[], required: number): Promise<string[]> {
  if (!signers.length) throw new Refused("why-no-signers");
  const found: string[] = [];
  for (const signature of signatures) {
    let head: string;
    try {
      if (decode(signature[0]).length !== 74 || decode(signature[2]).length !== 64) throw 0;
      head = String.fromCharCode(...decode(signature[0]).slice(0, 10));
    } catch {
      throw new Refused("why-damaged");
    }
    const named = signers.filter((signer) => atob(signer).slice(2, 10) === head.slice(2));
    if (!named.length) throw new Refused("why-foreign");
    let by: string | undefined;
    for (const signer of head.startsWith("ED") ? named : []) {
      if (await isBy(signer, signature, text)) by = signer;
    }
    if (!by) throw new Refused("why-other");
    if (found.includes(by)) throw new Refused("why-twice");
    found.push(by);
  }
  // A campaign that asks for none has nothing that could be shown as genuine.
  const needed = Math.max(1, required);
  if (found.length < needed) throw new Refused("why-missing", { count: found.length, required: needed });
  return found;
}

/** Follows signed lists from the pinned one; gives the keys that now hold. */
export async function follow(pinned: string, chain: [string, Signature[]][]): Promise<string> {
  let last = pinned;
  for (const [next, signatures] of chain) {
    const before = readKeys(last);
    // Lists before the pinned one are passed over.
    if (!next.includes(`\nprevious: sha256:${hash(last)}\n`)) continue;
    if (readKeys(next).campaign !== before.campaign) throw new Refused("why-campaign");
    await check(next, signatures, before.signers, before.required);
    last = next;
  }
  return last;
}

export interface Call {
  kind: string;
  sequence: number;
  expires: Date;
  signers: string[];
  language: string;
  text: string;
  audience: string;
}

/** What the device has seen: the highest sequence and its manifest's hash. */
export type Seen = { sequence: number; hash: string } | undefined;

/** Decides whether a call is genuine, and gives what was signed of it. */
export async function checkCall(
  manifest: string,
  signatures: Signature[],
  text: string,
  keys: Keys,
  seen: Seen,
  now: Date,
  salt = "",
): Promise<Call> {
  const map = single(manifest, "klich-alert v1");
  const sequence = Number(map.get("sequence"));
  const expires = new Date(map.get("expires") ?? "");
  if (!Number.isSafeInteger(sequence) || isNaN(+expires)) throw new Refused("why-damaged");
  if (map.get("campaign") !== keys.campaign) throw new Refused("why-campaign");
  const signers = await check(manifest, signatures, keys.signers, keys.required);
  refuseOld(manifest, sequence, seen, "why-old");
  if (+expires <= +now) throw new Refused("why-expired", { expires });
  for (const shown of [text, text.trim()]) {
    // A salt stands below what is sealed, so that no server finds the text out by trying.
    const signed = "sha256:" + hash(salt ? `${shown}\n\nklich-salt: ${salt}` : shown);
    const line = [...map].find(([key, value]) => key.startsWith("text.") && value === signed);
    if (line) {
      const [kind, audience] = [map.get("kind") ?? "", map.get("audience") ?? ""];
      return { kind, sequence, expires, signers, language: line[0].slice(5), text: shown, audience };
    }
  }
  throw new Refused("why-other");
}

/** Refuses a number below the highest that was seen, and another text of the same number. */
function refuseOld(text: string, sequence: number, seen: Seen, why: string): void {
  if (seen && (sequence < seen.sequence || (sequence === seen.sequence && hash(text) !== seen.hash))) {
    throw new Refused(why, { last: seen.sequence });
  }
}

export interface Addresses {
  sequence: number;
  expires: Date;
  bot: string;
  next: string[];
  pages: string[];
}

/** Decides whether a list of the campaign's addresses is genuine. */
export async function checkAddresses(text: string, signatures: Signature[], keys: Keys, seen: Seen, now: Date): Promise<Addresses> {
  const all = lines(text, "klich-addresses v1");
  const of = (key: string) => all.filter(([name]) => name === key).map(([, value]) => value);
  const sequence = Number(of("sequence")[0]);
  const expires = new Date(of("expires")[0] ?? "");
  if (!Number.isSafeInteger(sequence) || isNaN(+expires)) throw new Refused("why-damaged");
  if (of("campaign")[0] !== keys.campaign) throw new Refused("why-campaign");
  await check(text, signatures, keys.signers, keys.required);
  refuseOld(text, sequence, seen, "why-old-list");
  if (of("keys")[0] !== "sha256:" + hash(keys.text)) throw new Refused("why-foreign");
  if (+expires <= +now) throw new Refused("why-expired", { expires });
  return { sequence, expires, bot: of("bot")[0] ?? "", next: of("next-bot"), pages: of("page") };
}

// Bytes, base64 and hashes.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** TypeScript tells buffers apart that WebCrypto does not. */
export const bytes = (array: Uint8Array) => array as Uint8Array<ArrayBuffer>;

export const utf8 = (text: string) => new TextEncoder().encode(text);

export const hash = (text: string) => bytesToHex(sha256(utf8(text)));

/** Reads base64 or base64url, with padding or without. */
export const decode = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

export const encode = (array: Uint8Array) => btoa(String.fromCharCode(...array));

export const encodeUrl = (array: Uint8Array) =>
  encode(array).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** The first 80 bits, as `klich keys` prints them: four hex digits a group. */
export const fingerprint = (text: string) =>
  (hash("klich-fingerprint v1\n" + text).slice(0, 20).toUpperCase().match(/.{4}/g) ?? []).join(" ");

/** Inflates raw deflate, at most 64 KiB. */
export async function inflate(packed: Uint8Array): Promise<string> {
  const stream = new Blob([bytes(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).text();
    length += value.length;
    if (length > 65536) throw new Error("too long");
    parts.push(value);
  }
}

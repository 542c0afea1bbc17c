// Whether this WebView's WebCrypto knows Curve25519; fallback.js where it does not.

import { bytes } from "./bytes";

/** Loads the fallback where it is needed for sealing and opening. */
export async function ready(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    await fallback();
    return false;
  }
}

async function fallback(): Promise<any> {
  const w = globalThis as any;
  // The offline page has it inside.
  if (!w.klichFallback) await import("./fallback.js" as string);
  return w.klichFallback;
}

/** Verifies an Ed25519 signature. */
export async function verify(signature: Uint8Array, message: Uint8Array, key: Uint8Array): Promise<boolean> {
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return (await fallback()).verify(signature, message, key).catch(() => false);
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, bytes(signature), bytes(message));
}

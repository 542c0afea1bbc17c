// Curve25519 for WebViews whose WebCrypto lacks it. Loaded only there. Neither is constant in time, as no BigInt is: a page
// gives nobody the means to measure it.

import { verifyAsync } from "@noble/ed25519";

const P = 2n ** 255n - 19n;

const mod = (a: bigint) => ((a % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}

const read = (bytes: Uint8Array) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** X25519. Source: RFC 7748, section 5; its letters. */
function multiply(scalar: Uint8Array, u: Uint8Array): Uint8Array {
  const k = (read(scalar) & (2n ** 255n - 8n)) | (2n ** 254n);
  const x1 = mod(read(u) & (2n ** 255n - 1n));
  let [x2, z2, x3, z3, swap] = [1n, 0n, x1, 1n, 0n];
  for (let t = 254n; t >= 0n; t--) {
    const bit = (k >> t) & 1n;
    if (swap ^ bit) [x2, z2, x3, z3] = [x3, z3, x2, z2];
    swap = bit;
    const [a, b, c, d] = [x2 + z2, x2 - z2, x3 + z3, x3 - z3];
    const [aa, bb, da, cb] = [mod(a * a), mod(b * b), mod(d * a), mod(c * b)];
    const e = aa - bb;
    x3 = mod((da + cb) ** 2n);
    z3 = mod(x1 * mod((da - cb) ** 2n));
    x2 = mod(aa * bb);
    z2 = mod(e * (aa + 121665n * e));
  }
  if (swap) [x2, z2] = [x3, z3];
  let result = mod(x2 * power(z2, P - 2n));
  // A point of small order: the secret would be known to everybody.
  if (result === 0n) throw new Error("bad point");
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(result & 255n);
    result >>= 8n;
    return byte;
  });
}

(globalThis as any).klichFallback = {
  multiply,
  // Strict, as WebCrypto and minisign are.
  verify: (signature: Uint8Array, message: Uint8Array, key: Uint8Array) =>
    verifyAsync(signature, message, key, { zip215: false }),
};

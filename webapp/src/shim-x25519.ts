// Stands for @noble/curves/ed25519.js in age-encryption, which uses it only where WebCrypto has no X25519: those readers
// load fallback.js, all others don't.

const base = new Uint8Array(32);
base[0] = 9;

export const x25519 = {
  GuBytes: base,
  scalarMult: (scalar: Uint8Array, u: Uint8Array): Uint8Array => (globalThis as any).klichFallback.multiply(scalar, u),
  scalarMultBase: (scalar: Uint8Array): Uint8Array => (globalThis as any).klichFallback.multiply(scalar, base),
};

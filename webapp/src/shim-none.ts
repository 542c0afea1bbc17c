// Stands for parts of age-encryption that klich does not use: passphrases, post-quantum keys, passkeys.

export const none = () => {
  throw new Error("not in this build");
};
export const scrypt = none;
export const p256 = {};
export const MLKEM768P256 = {};
export const MLKEM768X25519 = {};
export const WebAuthnIdentity = none;
export const WebAuthnRecipient = none;
export const createCredential = none;

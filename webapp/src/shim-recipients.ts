// What of age-encryption's kinds of keys klich uses: X25519. The others throw, as their arithmetic is not in this build.

export {
  X25519Identity, X25519Recipient, decryptFileKey, encryptFileKey, generateX25519Identity, identityToRecipient,
  // @ts-expect-error: the build leads this to age-encryption's own file.
} from "./recipients.js";
export {
  none as HybridIdentity,
  none as HybridRecipient,
  none as HybridTagRecipient,
  none as ScryptIdentity,
  none as ScryptRecipient,
  none as TagRecipient,
  none as generateHybridIdentity,
  none as generateIdentity,
} from "./shim-none";

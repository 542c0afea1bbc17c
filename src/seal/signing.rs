//! Secret keys of signers: for the command line, offline.

use std::fmt;
use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minisign::{KeyPair, SecretKey, SecretKeyBox};

use super::{Signature, SignerKey};

/// Says why a secret key was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotASigningKey {
    /// Not a minisign secret key.
    #[error("this is no minisign secret key")]
    Malformed,
    /// The passphrase is missing or another.
    #[error("the passphrase does not open the secret key")]
    Passphrase,
}

/// A minisign secret key, open.
pub struct SigningKey {
    secret: SecretKey,
    public: SignerKey,
}

impl SigningKey {
    /// Makes a new one, by the system's randomness.
    pub fn generate() -> Self {
        Self::of(KeyPair::generate_unencrypted_keypair().expect("the system gives random bytes").sk)
            .expect("a new key has a public one")
    }

    /// Makes a new one and the text of its file, protected by a passphrase where there is one.
    ///
    /// # Errors
    /// [`NotASigningKey::Malformed`] where the passphrase can't be used, for want of memory.
    pub fn generate_file(passphrase: Option<&str>, comment: &str) -> Result<(SignerKey, String), NotASigningKey> {
        let pair = match passphrase {
            Some(passphrase) => KeyPair::generate_encrypted_keypair(Some(passphrase.to_owned())),
            None => KeyPair::generate_unencrypted_keypair(),
        };
        let pair = pair.map_err(|_| NotASigningKey::Malformed)?;
        let public = pair.pk.to_base64().parse().map_err(|_| NotASigningKey::Malformed)?;
        let file = pair.sk.to_box(Some(comment)).map_err(|_| NotASigningKey::Malformed)?;
        Ok((public, file.into_string()))
    }

    /// Reads a minisign.key file.
    ///
    /// # Errors
    /// [`NotASigningKey`].
    pub fn read(text: &str, passphrase: Option<&str>) -> Result<Self, NotASigningKey> {
        if decoded(text).len() != 158 {
            return Err(NotASigningKey::Malformed);
        }
        let secret = match passphrase {
            Some(passphrase) => SecretKeyBox::from_string(text)
                .and_then(|file| file.into_secret_key(Some(passphrase.to_owned())))
                .map_err(|_| NotASigningKey::Passphrase)?,
            None if Self::is_protected(text) => return Err(NotASigningKey::Passphrase),
            // `minisign -W` writes no checksum, which the crate would ask for.
            None => SecretKey::from_bytes(&decoded(text)).map_err(|_| NotASigningKey::Malformed)?,
        };
        Self::of(secret)
    }

    /// Tells whether a minisign.key file asks for a passphrase.
    pub fn is_protected(text: &str) -> bool {
        // Behind the algorithm stands the kind of key derivation: `Sc`, or two zeros.
        decoded(text).get(2..4) == Some(b"Sc")
    }

    /// Gives its public key.
    pub fn public(&self) -> SignerKey {
        self.public.clone()
    }

    /// Signs a text, prehashed. The trusted comment is signed with it.
    pub fn sign(&self, text: &str, trusted_comment: &str) -> Signature {
        let signed = minisign::sign(None, &self.secret, Cursor::new(text.as_bytes()), Some(trusted_comment), None);
        let file = signed.expect("an open key signs").into_string();
        Signature::read(&file).expect("what minisign writes is a signature")
    }

    fn of(secret: SecretKey) -> Result<Self, NotASigningKey> {
        let public = minisign::PublicKey::from_secret_key(&secret).map_err(|_| NotASigningKey::Malformed)?;
        let public = public.to_base64().parse().map_err(|_| NotASigningKey::Malformed)?;
        Ok(Self { secret, public })
    }
}

/// Gives what the second line of a key file holds, nothing where that is no base64.
fn decoded(text: &str) -> Vec<u8> {
    let line = text.lines().filter(|line| !line.trim().is_empty()).nth(1).unwrap_or_default();
    STANDARD.decode(line.trim()).unwrap_or_default()
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_reads_back() {
        let (public, file) = SigningKey::generate_file(None, "klich").unwrap();
        assert!(!SigningKey::is_protected(&file));
        assert_eq!(SigningKey::read(&file, None).unwrap().public(), public);
        assert_eq!(SigningKey::read("nothing", None).err(), Some(NotASigningKey::Malformed));
    }
}

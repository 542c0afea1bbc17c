//! Sealing to recipients and opening with identities.

use std::fmt;
use std::io::{Read as _, Write as _};

use age::secrecy::SecretString;
use age::{Callbacks, DecryptError, Decryptor, Encryptor, IdentityFile};

use super::{Recipient, SealedFile};

/// The largest plaintext that is opened, in bytes: a picture is near it, and nothing else.
const PLAINTEXT_MAX: u64 = 640 << 10;
/// The work that a passphrase-protected identity may ask for, as a power of two: some seconds.
const WORK_MAX: u8 = 22;

/// The lengths to which plaintexts are padded, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// A short reply in a link.
    B512 = 512,
    /// Most letters.
    B1024 = 1024,
    /// Long ones.
    B2560 = 2560,
    /// What travels as a file only.
    B8192 = 8192,
}

impl Bucket {
    /// Lists them, the smallest first.
    pub const ALL: [Self; 4] = [Self::B512, Self::B1024, Self::B2560, Self::B8192];

    /// Chooses the smallest from `least` on that holds a plaintext; `None` where it is longer than all.
    pub fn for_length(length: usize, least: Self) -> Option<Self> {
        Self::ALL.into_iter().find(|bucket| *bucket >= least && length <= *bucket as usize)
    }
}

/// Pads a text with trailing spaces, which JSON ignores; `None` where it is longer than every bucket.
pub fn pad(text: &str, least: Bucket) -> Option<String> {
    let bucket = Bucket::for_length(text.len(), least)? as usize;
    Some(format!("{text}{}", " ".repeat(bucket.saturating_sub(text.len()))))
}

/// Says why nothing was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There is nobody to seal to: nothing may be taken that should be sealed.
    #[error("there is no key to seal to")]
    NoRecipient,
    /// The text is longer than every bucket.
    #[error("the text is too long to be sealed")]
    TooLong,
}

/// Seals bytes to every recipient.
///
/// # Errors
/// [`SealError::NoRecipient`].
///
/// # Security
/// Hides the bytes from all but the recipients; shows their length and how many recipients there are. Nothing says who sealed.
///
/// Source: age v1.
pub fn seal(plaintext: &[u8], recipients: &[Recipient]) -> Result<SealedFile, SealError> {
    let keys = recipients.iter().map(|recipient| recipient.key() as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(keys).map_err(|_| SealError::NoRecipient)?;
    let write = || {
        let mut writer = encryptor.wrap_output(Vec::new())?;
        writer.write_all(plaintext)?;
        writer.finish()
    };
    Ok(SealedFile::made(write().expect("memory takes it")))
}

/// Says why something was not opened. Wrong key and changed bytes are one: they can't be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not sealed to any of these identities, or changed on the way.
    #[error("it is sealed to other keys, or was changed")]
    NotForUs,
    /// Longer than anything of klich.
    #[error("it is too long")]
    TooLong,
    /// The identity file holds none, or not what age reads.
    #[error("the identity file holds no age identity")]
    NoIdentity,
    /// The passphrase is missing or another.
    #[error("the passphrase does not open the identity file")]
    Passphrase,
}

/// Keys that open: of an organiser, or of a device.
pub struct Identities(Vec<Box<dyn age::Identity + Send + Sync>>);

impl Identities {
    /// Reads an age identity file: native keys, plugins, or the whole protected by a passphrase, armoured or not.
    ///
    /// `callbacks` is asked for the passphrase, and by plugins.
    ///
    /// # Errors
    /// [`OpenError::NoIdentity`], [`OpenError::Passphrase`].
    pub fn read(bytes: &[u8], callbacks: impl Callbacks) -> Result<Self, OpenError> {
        let is_sealed = bytes.starts_with(b"age-encryption.org/") || bytes.starts_with(b"-----BEGIN AGE");
        let file = if is_sealed {
            let decryptor = Decryptor::new(age::armor::ArmoredReader::new(bytes)).map_err(|_| OpenError::NoIdentity)?;
            let encrypted = age::encrypted::EncryptedIdentity::new(decryptor, callbacks, Some(WORK_MAX));
            encrypted.ok_or(OpenError::NoIdentity)?.decrypt(None).map_err(|error| match error {
                DecryptError::Io(_) => OpenError::NoIdentity,
                _ => OpenError::Passphrase,
            })?
        } else {
            IdentityFile::from_buffer(bytes).map_err(|_| OpenError::NoIdentity)?.with_callbacks(callbacks)
        };
        let identities = file.into_identities().map_err(|_| OpenError::NoIdentity)?;
        if identities.is_empty() { Err(OpenError::NoIdentity) } else { Ok(Self(identities)) }
    }

    /// Gives each as age takes them.
    pub(super) fn each(&self) -> impl Iterator<Item = &dyn age::Identity> {
        self.0.iter().map(|identity| &**identity as &dyn age::Identity)
    }

    /// Opens a sealed file.
    ///
    /// # Errors
    /// [`OpenError::NotForUs`], [`OpenError::TooLong`].
    pub fn open(&self, sealed: &SealedFile) -> Result<Vec<u8>, OpenError> {
        let decryptor = Decryptor::new(sealed.as_bytes()).map_err(|_| OpenError::NotForUs)?;
        let reader = decryptor.decrypt(self.each()).map_err(|_| OpenError::NotForUs)?;
        let mut plaintext = Vec::new();
        let length = reader.take(PLAINTEXT_MAX + 1).read_to_end(&mut plaintext).map_err(|_| OpenError::NotForUs)?;
        if u64::try_from(length).is_ok_and(|length| length <= PLAINTEXT_MAX) {
            Ok(plaintext)
        } else {
            Err(OpenError::TooLong)
        }
    }
}

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identities")
    }
}

/// A passphrase that is known beforehand; asks nobody.
#[derive(Clone)]
pub struct Known(pub Option<SecretString>);

impl Callbacks for Known {
    fn display_message(&self, _message: &str) {}

    fn confirm(&self, _message: &str, _yes: &str, _no: Option<&str>) -> Option<bool> {
        None
    }

    fn request_public_string(&self, _description: &str) -> Option<String> {
        None
    }

    fn request_passphrase(&self, _description: &str) -> Option<SecretString> {
        self.0.clone()
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use age::secrecy::ExposeSecret as _;
    use proptest::prelude::*;

    use super::*;

    pub(in crate::seal) fn identity() -> (Identities, Recipient) {
        let identity = age::x25519::Identity::generate();
        let text = identity.to_string();
        let identities = Identities::read(text.expose_secret().as_bytes(), Known(None)).unwrap();
        (identities, identity.to_public().to_string().parse().unwrap())
    }

    #[test]
    fn every_recipient_opens_and_nobody_else() {
        let (first, second, other) = (identity(), identity(), identity());
        let sealed = seal(b"words", &[first.1, second.1]).unwrap();
        assert_eq!(first.0.open(&sealed).unwrap(), b"words");
        assert_eq!(second.0.open(&sealed).unwrap(), b"words");
        assert_eq!(other.0.open(&sealed), Err(OpenError::NotForUs));
    }

    #[test]
    fn without_a_key_nothing_is_sealed() {
        assert_eq!(seal(b"words", &[]), Err(SealError::NoRecipient));
    }

    #[test]
    fn a_protected_identity_opens_by_its_passphrase_only() {
        let identity = age::x25519::Identity::generate();
        let secret = identity.to_string();
        let mut recipient = age::scrypt::Recipient::new("correct horse".to_owned().into());
        recipient.set_work_factor(2);
        let file = age::encrypt(&recipient, secret.expose_secret().as_bytes()).unwrap();
        let known = |word: &str| Known(Some(word.to_owned().into()));
        assert!(Identities::read(&file, known("correct horse")).is_ok());
        assert_eq!(Identities::read(&file, known("wrong")).err(), Some(OpenError::Passphrase));
        assert_eq!(Identities::read(&file, Known(None)).err(), Some(OpenError::Passphrase));
        assert_eq!(Identities::read(b"nothing", Known(None)).err(), Some(OpenError::NoIdentity));
    }

    #[test]
    fn what_is_padded_has_one_of_four_lengths() {
        for length in [0, 1, 512, 513, 1024, 1025, 2560, 2561, 8192] {
            let padded = pad(&"x".repeat(length), Bucket::B512).unwrap();
            assert!(Bucket::ALL.map(|bucket| bucket as usize).contains(&padded.len()) && padded.len() >= length);
        }
        assert_eq!(pad(&"x".repeat(8193), Bucket::B512), None);
        assert_eq!(pad("x", Bucket::B1024).unwrap().len(), 1024);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_changed_byte_is_noticed(plaintext in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let (identities, recipient) = identity();
            let sealed = seal(&plaintext, &[recipient]).unwrap();
            prop_assert_eq!(identities.open(&sealed).unwrap(), plaintext);
            let mut changed = sealed.as_bytes().to_vec();
            let at = at.index(changed.len());
            if let Some(byte) = changed.get_mut(at) { *byte ^= 1 << bit; }
            let opened = SealedFile::read(&changed).ok().and_then(|sealed| identities.open(&sealed).ok());
            prop_assert_eq!(opened, None);
        }
    }
}

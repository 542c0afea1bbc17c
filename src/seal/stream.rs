//! Sealing and opening what is too long to be held in memory: age's own stream, so that `age -d` opens it.

use std::io::{self, Read, Write};

use age::armor::ArmoredReader;
use age::stream::StreamWriter;
use age::{Decryptor, Encryptor};

use super::envelope::{Identities, OpenError, SealError};
use super::keys::Recipient;

/// Seals what is written to it. Only [`Sealer::finish`] makes it whole: without it, opening fails at the end.
pub struct Sealer<W: Write>(StreamWriter<W>);

impl<W: Write> Sealer<W> {
    /// Begins to seal to every recipient.
    ///
    /// # Errors
    /// [`SealError::NoRecipient`].
    ///
    /// # Security
    /// As [`super::seal`]: hides the bytes from all but the recipients; shows their length and how many recipients there are.
    ///
    /// Source: age v1.
    pub fn new(output: W, recipients: &[Recipient]) -> Result<Self, SealFailed> {
        let keys = recipients.iter().map(|recipient| recipient.key() as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(keys).map_err(|_| SealFailed::Seal(SealError::NoRecipient))?;
        Ok(Self(encryptor.wrap_output(output)?))
    }

    /// Writes the end and gives the output back.
    ///
    /// # Errors
    /// The output's.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Says why sealing did not begin.
#[derive(Debug, thiserror::Error)]
pub enum SealFailed {
    /// There is nobody to seal to.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The output refused.
    #[error(transparent)]
    Output(#[from] io::Error),
}

impl Identities {
    /// Opens what is sealed as it is read. What was read before the end may still turn out to be cut: the last read fails
    /// then.
    ///
    /// # Errors
    /// [`OpenError::NotForUs`].
    pub fn open_stream<'a>(&self, sealed: impl Read + 'a) -> Result<Box<dyn Read + 'a>, OpenError> {
        let decryptor = Decryptor::new(ArmoredReader::new(sealed)).map_err(|_| OpenError::NotForUs)?;
        let reader = decryptor.decrypt(self.each()).map_err(|_| OpenError::NotForUs)?;
        Ok(Box::new(reader))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::envelope::tests::identity;
    use super::*;

    fn sealed(plaintext: &[u8], recipients: &[Recipient]) -> Vec<u8> {
        let mut sealer = Sealer::new(Vec::new(), recipients).unwrap();
        plaintext.chunks(777).for_each(|chunk| sealer.write_all(chunk).unwrap());
        sealer.finish().unwrap()
    }

    #[test]
    fn what_is_sealed_opens_and_every_cut_is_found() {
        let ((ann, to_ann), (eve, _)) = (identity(), identity());
        let plaintext: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let sealed = sealed(&plaintext, &[to_ann]);
        let mut opened = Vec::new();
        ann.open_stream(sealed.as_slice()).unwrap().read_to_end(&mut opened).unwrap();
        assert!(opened == plaintext);
        assert!(matches!(eve.open_stream(sealed.as_slice()), Err(OpenError::NotForUs)));
        for length in [0, 50, 300, 65_000, sealed.len() - 1] {
            let cut = sealed.get(..length).unwrap();
            let read = ann.open_stream(cut).map(|mut reader| reader.read_to_end(&mut Vec::new()).is_ok());
            assert!(!matches!(read, Ok(true)), "{length}");
        }
        assert!(matches!(Sealer::new(Vec::new(), &[]), Err(SealFailed::Seal(SealError::NoRecipient))));
    }
}

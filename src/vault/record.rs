//! Typed records: postcard in an envelope.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{VaultError, tables};
use crate::store::Table;

/// Something that the vault keeps.
///
/// Each record type is an enum of its versions (`V1(…)`), so that postcard's first number is the version: the encoding
/// itself tells nothing of what it holds. Versions are only added, at the end.
pub trait Record: Serialize + DeserializeOwned + Send {
    /// The table that its rows lie in.
    const TABLE: Table;
}

/// Appends a record to a begun envelope.
pub(super) fn encode(record: &impl Serialize, buffer: Vec<u8>) -> Result<Vec<u8>, VaultError> {
    postcard::to_extend(record, buffer).map_err(|_| VaultError::UnknownRecord)
}

/// Reads a record and checks that only padding follows: zeros, less than a step of its table.
///
/// # Errors
/// [`VaultError::UnknownRecord`].
pub(super) fn decode<R: DeserializeOwned>(table: Table, padded: &[u8]) -> Result<R, VaultError> {
    let (record, rest) = postcard::take_from_bytes(padded).map_err(|_| VaultError::UnknownRecord)?;
    if rest.len() >= tables::step(table) || rest.iter().any(|byte| *byte != 0) {
        return Err(VaultError::UnknownRecord);
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::tables::{AUDIENCE, UNREACHABLE};
    use super::*;

    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    enum Note {
        V1 { number: u32, text: String },
    }

    #[derive(Serialize, Deserialize)]
    enum NewerNote {
        V1 { number: u32, text: String },
        V2(u8),
    }

    fn note() -> Note {
        Note::V1 { number: 300, text: "x".to_owned() }
    }

    fn encoded(padding: &[u8]) -> Vec<u8> {
        let mut bytes = encode(&note(), Vec::new()).expect("a note encodes");
        bytes.extend_from_slice(padding);
        bytes
    }

    #[test]
    fn padding_of_zeros_is_taken_and_nothing_else() {
        for zeros in [0, 1, 63] {
            assert_eq!(decode::<Note>(AUDIENCE, &encoded(&vec![0; zeros])).ok(), Some(note()));
        }
        for bad in [vec![0; 64], vec![0; 200], vec![1], [vec![0; 10], vec![1]].concat()] {
            assert!(matches!(decode::<Note>(AUDIENCE, &encoded(&bad)), Err(VaultError::UnknownRecord)));
        }
    }

    #[test]
    fn a_table_of_longer_steps_takes_more() {
        assert!(decode::<Note>(UNREACHABLE, &encoded(&[0; 127])).is_ok());
        assert!(decode::<Note>(UNREACHABLE, &encoded(&[0; 128])).is_err());
    }

    #[test]
    fn a_newer_version_is_refused() {
        let older = NewerNote::V1 { number: 300, text: "x".to_owned() };
        assert_eq!(encode(&older, Vec::new()).ok(), Some(encoded(&[])));
        let newer = encode(&NewerNote::V2(1), Vec::new()).expect("it encodes");
        assert!(matches!(decode::<Note>(AUDIENCE, &newer), Err(VaultError::UnknownRecord)));
    }

    #[test]
    fn cut_and_empty_bytes_are_refused() {
        let whole = encoded(&[]);
        for length in 0..whole.len() {
            assert!(matches!(
                decode::<Note>(AUDIENCE, whole.get(..length).unwrap_or_default()),
                Err(VaultError::UnknownRecord)
            ));
        }
    }
}

//! Row keys as the rooms know them: whose row it is. Where it lies is for [`super::open_keys`] to say.
//!
//! A row carries its *origin* inside its envelope, so that it can be given another key when the index key is renewed:
//!
//! ```text
//! 01 ‖ id                                     Vault::row_key
//! 02 ‖ length of group (1) ‖ group ‖ id       Vault::grouped_row_key
//! 03 ‖ group                                  Vault::group_prefix
//! 04 ‖ petition's name (16) ‖ masked id       Vault::petition_row_key
//! 05 ‖ zeros                                  a row whose petition's key is gone: nobody knows its id
//! 06                                          RowKey::ordered
//! ```
//!
//! What was joined to a key stands in clear at the end of the row key itself. The id of a pledge is masked under the key of
//! its petition: once that is destroyed, not even the data key tells whose row it was.

use std::fmt;

use smallvec::SmallVec;

use super::VaultError;
use super::index::{BLIND_LEN, GROUP_LEN, PetitionName};

/// The longest origin in bytes.
pub(super) const ORIGIN_MAX: usize = 255;

/// Bytes of an id; most need no memory of their own.
pub(super) type IdBytes = SmallVec<[u8; 16]>;

/// An origin as it stands in an envelope.
pub(super) type OriginBytes = SmallVec<[u8; 32]>;

/// Finds a row in its table, in whichever place it has just now. Most are blind there: what lies on the disk tells nothing
/// of the id without the index key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    pub(super) origin: Origin,
    /// What was joined; in clear.
    pub(super) suffix: Vec<u8>,
}

/// What a row key is made of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Origin {
    /// A number, in clear.
    Ordered(u64),
    Id(IdBytes),
    Grouped {
        group: IdBytes,
        id: IdBytes,
    },
    Group(IdBytes),
    Petition {
        name: PetitionName,
        id: IdBytes,
    },
    /// Found in this generation under this key; of a petition whose key is gone.
    Untied {
        generation: u32,
        bytes: IdBytes,
    },
    /// Found in this generation under this key, in an envelope that does not say whose it is.
    Unknown {
        generation: u32,
        bytes: IdBytes,
    },
}

impl RowKey {
    pub(super) fn of(origin: Origin) -> Self {
        Self { origin, suffix: Vec::new() }
    }

    /// Makes a key that keeps the order of numbers: 8 bytes, big-endian. For tables of [`super::tables::ORDERED`].
    ///
    /// # Security
    /// Not blind: only for numbers that say nothing about a person, such as an update's.
    pub fn ordered(number: u64) -> Self {
        Self::of(Origin::Ordered(number))
    }

    /// Reads the number of an [`RowKey::ordered`] key back.
    pub fn as_ordered(&self) -> Option<u64> {
        match self.origin {
            Origin::Ordered(number) if self.suffix.is_empty() => Some(number),
            _ => None,
        }
    }

    /// Adds bytes at the end, for rows that belong under this one. They are not blind.
    #[must_use]
    pub fn join(&self, suffix: &[u8]) -> Self {
        Self { origin: self.origin.clone(), suffix: [self.suffix.as_slice(), suffix].concat() }
    }

    /// Tells whether its bytes are a number in clear.
    pub(super) fn is_ordered(&self) -> bool {
        matches!(self.origin, Origin::Ordered(_))
    }
}

/// Prints the type only.
impl fmt::Debug for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowKey")
    }
}

/// Prints the type only.
impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Origin")
    }
}

impl Origin {
    const ID: u8 = 1;
    const GROUPED: u8 = 2;
    const GROUP: u8 = 3;
    const PETITION: u8 = 4;
    const UNTIED: u8 = 5;
    const ORDERED: u8 = 6;

    /// Encodes it; `mask` covers the id of a petition's row.
    ///
    /// # Errors
    /// [`VaultError::TooLong`] over [`ORIGIN_MAX`].
    pub(super) fn encode(&self, mask: impl FnOnce(&mut [u8])) -> Result<OriginBytes, VaultError> {
        let mut bytes = OriginBytes::new();
        match self {
            Self::Ordered(_) => bytes.push(Self::ORDERED),
            Self::Id(id) => {
                bytes.push(Self::ID);
                bytes.extend_from_slice(id);
            }
            Self::Grouped { group, id } => {
                bytes.extend([Self::GROUPED, u8::try_from(group.len()).map_err(|_| too_long())?]);
                bytes.extend_from_slice(group);
                bytes.extend_from_slice(id);
            }
            Self::Group(group) => {
                bytes.push(Self::GROUP);
                bytes.extend_from_slice(group);
            }
            Self::Petition { name, id } => {
                bytes.push(Self::PETITION);
                bytes.extend_from_slice(name);
                let start = bytes.len();
                bytes.extend_from_slice(id);
                mask(bytes.get_mut(start..).unwrap_or_default());
            }
            Self::Untied { .. } => bytes.push(Self::UNTIED),
            Self::Unknown { .. } => {}
        }
        if bytes.len() > ORIGIN_MAX { Err(too_long()) } else { Ok(bytes) }
    }

    /// Reads an origin of the row that was found in `generation` under `row_key`; gives the key and, for a petition's row,
    /// still masked, its id. `None` for what is no origin.
    pub(super) fn decode(bytes: &[u8], generation: u32, row_key: &[u8]) -> Option<RowKey> {
        let unknown = || Self::Unknown { generation, bytes: row_key.into() };
        let Some((kind, rest)) = bytes.split_first() else {
            return Some(RowKey::of(unknown()));
        };
        let (origin, length) = match *kind {
            Self::ID => (Self::Id(rest.into()), BLIND_LEN),
            Self::GROUPED => {
                let (length, rest) = rest.split_first()?;
                let (group, id) = rest.split_at_checked(usize::from(*length))?;
                (Self::Grouped { group: group.into(), id: id.into() }, GROUP_LEN + BLIND_LEN)
            }
            Self::GROUP => (Self::Group(rest.into()), GROUP_LEN),
            Self::PETITION => {
                let (name, id) = rest.split_first_chunk()?;
                (Self::Petition { name: *name, id: id.into() }, BLIND_LEN)
            }
            Self::UNTIED => (Self::Untied { generation, bytes: row_key.into() }, row_key.len()),
            Self::ORDERED => {
                let number = row_key.first_chunk().map(|number| u64::from_be_bytes(*number))?;
                (Self::Ordered(number), size_of::<u64>())
            }
            _ => return None,
        };
        Some(RowKey { origin, suffix: row_key.get(length..)?.to_vec() })
    }
}

fn too_long() -> VaultError {
    VaultError::TooLong { limit: ORIGIN_MAX }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;

    fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(any::<u8>(), 0..most)
    }

    fn origin() -> impl Strategy<Value = (Origin, usize)> {
        prop_oneof![
            bytes(200).prop_map(|id| (Origin::Id(id.into()), BLIND_LEN)),
            (bytes(100), bytes(100)).prop_map(|(group, id)| (
                Origin::Grouped { group: group.into(), id: id.into() },
                GROUP_LEN + BLIND_LEN
            )),
            bytes(200).prop_map(|group| (Origin::Group(group.into()), GROUP_LEN)),
            (any::<PetitionName>(), bytes(100))
                .prop_map(|(name, id)| (Origin::Petition { name, id: id.into() }, BLIND_LEN)),
        ]
    }

    #[test]
    fn nothing_of_a_key_is_printed() {
        assert_eq!(format!("{:?}", RowKey::ordered(42)), "RowKey");
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for bad in [&[0][..], &[7, 1], &[Origin::GROUPED], &[Origin::GROUPED, 3, 1, 2], &[Origin::PETITION, 1]] {
            assert!(Origin::decode(bad, 0, &[9; 24]).is_none(), "{bad:?}");
        }
        assert!(Origin::decode(&[Origin::ORDERED], 0, &[1, 2]).is_none());
        assert!(Origin::decode(&[Origin::ID, 1], 0, &[9; 15]).is_none());
    }

    #[test]
    fn a_longer_origin_than_its_length_can_tell_is_refused() {
        let encode = |origin: Origin| origin.encode(|_| {});
        assert!(encode(Origin::Id(vec![1; 254].into())).is_ok());
        for long in [
            Origin::Id(vec![1; 255].into()),
            Origin::Grouped { group: vec![1; 256].into(), id: IdBytes::new() },
            Origin::Grouped { group: vec![1; 250].into(), id: vec![1; 10].into() },
        ] {
            assert!(matches!(encode(long), Err(VaultError::TooLong { limit: ORIGIN_MAX })));
        }
    }

    proptest! {
        #[test]
        fn ordered_keys_keep_order(a: u64, b: u64) {
            let (x, y) = (RowKey::ordered(a), RowKey::ordered(b));
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(x.as_ordered(), Some(a));
            prop_assert_eq!(x.join(b"0").as_ordered(), None);
        }

        #[test]
        fn origins_read_back((origin, length) in origin(), suffix in bytes(20)) {
            let encoded = origin.encode(|_| {}).unwrap();
            let row_key = [vec![7; length], suffix.clone()].concat();
            let read = Origin::decode(&encoded, 3, &row_key).unwrap();
            let written = RowKey { origin, suffix };
            prop_assert!(read == written);
        }

        #[test]
        fn noise_does_no_harm(noise in bytes(80), row_key in bytes(30)) {
            let _ = Origin::decode(&noise, 0, &row_key);
        }
    }
}

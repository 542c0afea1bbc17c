//! A Merkle tree over a growing list, kept in tiles: any root and any proof is read from a few of them.
//!
//! ```text
//! leaf  = SHA-256(00 ‖ entry)
//! inner = SHA-256(01 ‖ left ‖ right)
//! ```
//!
//! A list of n entries parts at the largest power of two below n, and so on down. A tile of level 0 holds the hashes of 32
//! leaves that follow each other, a tile of level k+1 the roots of 32 full tiles of level k.
//!
//! Source: RFC 6962, section 2.1: Merkle hash trees, audit paths.

use sha2::{Digest as _, Sha256};

/// How many hashes a tile holds.
pub const TILE: u64 = 32;
/// The levels of a power of two that one tile spans.
const TILE_BITS: u32 = TILE.trailing_zeros();

/// A SHA-256.
pub type Hash = [u8; 32];

/// Where tiles are kept.
pub trait Tiles {
    /// What can go wrong.
    type Error;

    /// Gives the hashes of a tile, fewer than [`TILE`] where it is not full, none where there is no such tile.
    ///
    /// # Errors
    /// Where it can't be read.
    fn tile(&mut self, level: u32, number: u64) -> Result<Vec<Hash>, Self::Error>;
}

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
pub enum TreeError<E> {
    /// A tile lacks what the size of the list promises.
    #[error("the tree lacks a hash that its size promises")]
    Incomplete,
    /// The tiles can't be read.
    #[error("the tree can't be read")]
    Tiles(#[source] E),
}

/// Hashes an entry.
pub fn leaf(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// Hashes two neighbours.
pub fn inner(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Gives the root of a full tile, or of as many neighbours as are a power of two.
pub fn fold(hashes: &[Hash]) -> Option<Hash> {
    let mut row = hashes.to_vec();
    if !row.len().is_power_of_two() {
        return None;
    }
    while row.len() > 1 {
        row = row.chunks(2).filter_map(|pair| Some(inner(pair.first()?, pair.get(1)?))).collect();
    }
    row.pop()
}

/// Gives the root of the first `size` entries.
///
/// # Errors
/// [`TreeError`].
pub fn root<T: Tiles>(tiles: &mut T, size: u64) -> Result<Hash, TreeError<T::Error>> {
    if size == 0 {
        return Ok(Sha256::digest([]).into());
    }
    range(tiles, 0, size)
}

/// Gives the audit path of entry `index` among the first `size`: the neighbours from the leaf up to the root.
///
/// # Errors
/// [`TreeError::Incomplete`] also where there is no such entry.
pub fn path<T: Tiles>(tiles: &mut T, index: u64, size: u64) -> Result<Vec<Hash>, TreeError<T::Error>> {
    if index >= size {
        return Err(TreeError::Incomplete);
    }
    let (mut begin, mut length, mut from_root) = (0, size, Vec::new());
    while length > 1 {
        let left = split(length);
        if index - begin < left {
            from_root.push(range(tiles, begin + left, length - left)?);
            length = left;
        } else {
            from_root.push(range(tiles, begin, left)?);
            begin += left;
            length -= left;
        }
    }
    from_root.reverse();
    Ok(from_root)
}

/// Gives the root that an entry and its audit path lead to; the proof holds where that is the published one.
///
/// Source: RFC 9162, section 2.1.3.2, which says the same of the same tree as a procedure.
pub fn root_of_path(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut place, mut last, mut hash) = (index, size - 1, leaf);
    for neighbour in path {
        if last == 0 {
            return None;
        }
        if place % 2 == 1 || place == last {
            hash = inner(neighbour, &hash);
            while place % 2 == 0 && place != 0 {
                (place, last) = (place / 2, last / 2);
            }
        } else {
            hash = inner(&hash, neighbour);
        }
        (place, last) = (place / 2, last / 2);
    }
    (last == 0).then_some(hash)
}

/// The largest power of two below a length of 2 or more.
fn split(length: u64) -> u64 {
    1 << (63 - (length - 1).leading_zeros())
}

/// Gives the root of `length` entries from `begin`, which is a multiple of a power of two that is not below `length`'s.
fn range<T: Tiles>(tiles: &mut T, begin: u64, length: u64) -> Result<Hash, TreeError<T::Error>> {
    if !length.is_power_of_two() {
        let left = split(length);
        return Ok(inner(&range(tiles, begin, left)?, &range(tiles, begin + left, length - left)?));
    }
    // A power of two, and so a run of neighbours within one tile.
    let bits = length.trailing_zeros();
    let (level, neighbours) = (bits / TILE_BITS, 1_usize << (bits % TILE_BITS));
    let first = begin >> (level * TILE_BITS);
    let tile = tiles.tile(level, first / TILE).map_err(TreeError::Tiles)?;
    let place = usize::try_from(first % TILE).unwrap_or(usize::MAX);
    let run = tile.get(place..place.saturating_add(neighbours)).ok_or(TreeError::Incomplete)?;
    fold(run).ok_or(TreeError::Incomplete)
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    #[derive(Default)]
    pub(in crate::pledge) struct InMemory(BTreeMap<(u32, u64), Vec<Hash>>);

    impl InMemory {
        fn push(&mut self, level: u32, number: u64, hash: Hash) {
            let tile = self.0.entry((level, number / TILE)).or_default();
            tile.push(hash);
            if tile.len() as u64 == TILE {
                let root = fold(tile).unwrap();
                self.push(level + 1, number / TILE, root);
            }
        }
    }

    impl Tiles for InMemory {
        type Error = Infallible;

        fn tile(&mut self, level: u32, number: u64) -> Result<Vec<Hash>, Infallible> {
            Ok(self.0.get(&(level, number)).cloned().unwrap_or_default())
        }
    }

    fn tree(entries: &[Vec<u8>]) -> InMemory {
        let mut tiles = InMemory::default();
        for (number, entry) in entries.iter().enumerate() {
            tiles.push(0, number as u64, leaf(entry));
        }
        tiles
    }

    /// The definition, word for word.
    fn plain(entries: &[Vec<u8>]) -> Hash {
        match entries {
            [] => Sha256::digest([]).into(),
            [one] => leaf(one),
            more => {
                let mut k = 1;
                while k * 2 < more.len() {
                    k *= 2;
                }
                inner(&plain(&more[..k]), &plain(&more[k..]))
            }
        }
    }

    fn hex(hash: Hash) -> String {
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The vectors of Certificate Transparency's own implementation.
    #[test]
    fn roots_are_those_of_certificate_transparency() {
        let entries: Vec<Vec<u8>> =
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
                .iter()
                .map(|hex| {
                    (0..hex.len() / 2).map(|n| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap()).collect()
                })
                .collect();
        let mut tiles = tree(&entries);
        for (size, expected) in [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ] {
            assert_eq!(hex(root(&mut tiles, size).unwrap()), expected, "{size}");
        }
        let path: Vec<String> = path(&mut tiles, 5, 8).unwrap().into_iter().map(hex).collect();
        assert_eq!(path[0], "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Each root is the definition's, each proof leads to it, and no proof holds for another entry, place or size.
        #[test]
        fn proofs_hold_and_only_where_they_should(size in 1_u64..1200, more in 0_u64..200, index: prop::sample::Index) {
            let entries: Vec<Vec<u8>> = (0..size + more).map(|n| n.to_be_bytes().to_vec()).collect();
            let mut tiles = tree(&entries);
            let whole = root(&mut tiles, size).unwrap();
            prop_assert_eq!(whole, plain(&entries[..size as usize]));
            let index = index.index(size as usize) as u64;
            let path = path(&mut tiles, index, size).unwrap();
            let hash = leaf(&entries[index as usize]);
            prop_assert_eq!(root_of_path(hash, index, size, &path), Some(whole));
            prop_assert_ne!(root_of_path(leaf(b"another"), index, size, &path), Some(whole));
            if index + 1 < size {
                prop_assert_ne!(root_of_path(hash, index + 1, size, &path), Some(whole));
            }
            prop_assert_ne!(root_of_path(hash, index, size, &path[..path.len().saturating_sub(1)]), Some(whole).filter(|_| size > 1));
        }
    }
}

//! Rows as a scan found them.

use std::fmt;

use sled::IVec;

/// A key and its value, as they lie in the store.
pub type Row = (Vec<u8>, Vec<u8>);

/// Rows in the order of their keys.
///
/// Their bytes are shared with the backend's cache, not copied: who reads a thousand rows hands them to another thread,
/// which has to bring them to itself anyway. sled's own type for that serves both backends.
#[derive(Clone, Default)]
pub struct Rows {
    rows: Vec<(IVec, IVec)>,
    /// Where keys begin within what the backend calls a key: behind this many bytes.
    skipped: usize,
}

impl Rows {
    /// Makes room for so many rows; the first `skipped` bytes of what is given for a key do not belong to it.
    pub(super) fn with_room_for(count: usize, skipped: usize) -> Self {
        Self { rows: Vec::with_capacity(count.min(ROOM_MAX)), skipped }
    }

    /// Adds a row at the end.
    pub(super) fn push(&mut self, key: impl Into<IVec>, value: impl Into<IVec>) {
        self.rows.push((key.into(), value.into()));
    }

    /// Counts them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Gives each key with its value.
    pub fn iter(&self) -> Iter<'_> {
        Iter { rows: self.rows.iter(), skipped: self.skipped }
    }

    /// Gives the last key.
    pub fn last_key(&self) -> Option<&[u8]> {
        self.rows.last().map(|(key, _)| key.get(self.skipped..).unwrap_or_default())
    }

    /// Copies each row to memory of its own.
    pub fn to_vec(&self) -> Vec<Row> {
        self.iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect()
    }
}

/// The most rows that room is made for before they come.
const ROOM_MAX: usize = 64;

/// Goes through rows in their order.
pub struct Iter<'a> {
    rows: std::slice::Iter<'a, (IVec, IVec)>,
    skipped: usize,
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.rows.next()?;
        Some((key.get(self.skipped..).unwrap_or_default(), value))
    }
}

impl<'a> IntoIterator for &'a Rows {
    type Item = (&'a [u8], &'a [u8]);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

/// Prints the type only.
impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_of_a_row_is_printed() {
        let mut rows = Rows::default();
        rows.push(b"key".as_slice(), b"value".as_slice());
        assert_eq!(format!("{rows:?}"), "Rows");
    }

    proptest! {
        #[test]
        fn rows_come_out_as_they_went_in(given in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..9), prop::collection::vec(any::<u8>(), 0..9)), 0..20)) {
            let mut rows = Rows::default();
            given.iter().for_each(|(key, value)| rows.push(key.as_slice(), value.as_slice()));
            prop_assert_eq!(rows.to_vec(), given.clone());
            prop_assert_eq!((rows.len(), rows.is_empty()), (given.len(), given.is_empty()));
            prop_assert_eq!(rows.last_key(), given.last().map(|(key, _)| key.as_slice()));
        }
    }
}

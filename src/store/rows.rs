//! Rows as a scan found them: one after the other in one piece of memory, so that a thousand rows cost no more allocations
//! than one.

use std::fmt;

/// A key and its value, as they lie in the store.
pub type Row = (Vec<u8>, Vec<u8>);

/// Rows in the order of their keys.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    bytes: Vec<u8>,
    /// Where each key and each value ends.
    ends: Vec<(usize, usize)>,
}

impl Rows {
    /// Adds a row at the end.
    pub fn push(&mut self, key: &[u8], value: &[u8]) {
        self.bytes.extend_from_slice(key);
        let end = self.bytes.len();
        self.bytes.extend_from_slice(value);
        self.ends.push((end, self.bytes.len()));
    }

    /// Counts them.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Gives each key with its value.
    pub fn iter(&self) -> Iter<'_> {
        Iter { rows: self, next: 0 }
    }

    /// Gives the last key.
    pub fn last_key(&self) -> Option<&[u8]> {
        self.len().checked_sub(1).map(|last| self.row(last).0)
    }

    /// Copies each row to memory of its own.
    pub fn to_vec(&self) -> Vec<Row> {
        self.iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect()
    }

    fn row(&self, number: usize) -> (&[u8], &[u8]) {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(_, end)| *end);
        let (key, value) = self.ends.get(number).copied().unwrap_or((start, start));
        (self.bytes.get(start..key).unwrap_or_default(), self.bytes.get(key..value).unwrap_or_default())
    }
}

/// Goes through rows in their order.
pub struct Iter<'a> {
    rows: &'a Rows,
    next: usize,
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let number = self.next;
        (number < self.rows.len()).then(|| {
            self.next += 1;
            self.rows.row(number)
        })
    }
}

impl<'a> IntoIterator for &'a Rows {
    type Item = (&'a [u8], &'a [u8]);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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
        rows.push(b"key", b"value");
        assert_eq!(format!("{rows:?}"), "Rows");
    }

    proptest! {
        #[test]
        fn rows_come_out_as_they_went_in(given in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..9), prop::collection::vec(any::<u8>(), 0..9)), 0..20)) {
            let mut rows = Rows::default();
            given.iter().for_each(|(key, value)| rows.push(key, value));
            prop_assert_eq!(rows.to_vec(), given.clone());
            prop_assert_eq!((rows.len(), rows.is_empty()), (given.len(), given.is_empty()));
            prop_assert_eq!(rows.last_key(), given.last().map(|(key, _)| key.as_slice()));
        }
    }
}

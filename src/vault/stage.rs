//! How far a rotation has come, as the keyring has it, and what each step changes in the keyring.
//!
//! ```text
//! Rest ──renew──► Copying ──change_over──► Clearing ──come_to_rest──► Rest
//!    │               │ move_instead
//!    └──renew──► Moving ──retire──► Rest
//! ```
//!
//! New keys have the highest ids: the current one, for what is written, and while rows are copied one above it, for the copies.
//! A copy's id is what tells it from a row that was written.

use rand::{CryptoRng, RngCore};

use super::keyring::Keyring;
use super::keys::{DataKey, IndexKey, KeyId, PetitionKey};
use super::tables;

/// How far a rotation has come. The numbers are those in the keyring's file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// None is under way.
    #[default]
    Rest = 0,
    /// Rows are moved one by one from under the old keys; a row of either generation counts.
    Moving = 1,
    /// Rows are copied to the new generation; those of the generation before count, and what was written since, no copy.
    Copying = 2,
    /// The old keys are gone. What lay under them is cleared away, and nobody reads it.
    Clearing = 3,
}

impl Stage {
    /// Reads the number in the keyring's file; `None` for one that there is not.
    pub(super) fn of(number: u8) -> Option<Self> {
        [Self::Rest, Self::Moving, Self::Copying, Self::Clearing].into_iter().find(|stage| *stage as u8 == number)
    }
}

impl Keyring {
    /// Tells whether a rotation has begun that has not ended.
    pub(super) fn is_rotating(&self) -> bool {
        self.stage != Stage::Rest
    }

    /// Gives the key of copies that are valid, while rows are copied.
    pub(super) fn copies(&self) -> Option<KeyId> {
        let last = self.data_keys.keys().next_back().copied();
        last.filter(|last| self.stage == Stage::Copying && *last > self.current)
    }

    /// Tells whether what is encrypted under this key is a copy, valid or void, that does not count.
    pub(super) fn is_copy(&self, id: KeyId) -> bool {
        self.stage == Stage::Copying && id > self.current
    }

    /// Lists the tags under which nothing lies in the store but what is being cleared away.
    pub(super) fn dead_half(&self) -> Vec<u8> {
        let dead = self.generation.wrapping_sub(1);
        let blind = tables::ALL.into_iter().filter(|table| !tables::ORDERED.contains(table));
        let cleared = blind.filter(|_| self.stage == Stage::Clearing);
        cleared.map(|table| tables::stored(table, dead).tag).collect()
    }

    /// Draws new keys beside those that there are, and makes them the current ones. Rows under the others are then to be
    /// copied.
    ///
    /// The index key stays where rows of the generation before are still to be moved: of a third one, they would know
    /// nothing. Then rows are moved one by one.
    pub(super) fn renew(&mut self, rng: &mut (impl RngCore + CryptoRng)) {
        self.current = self.add_data_key(rng);
        self.stage = Stage::Moving;
        if self.index_before.is_some() {
            return;
        }
        self.add_data_key(rng);
        self.stage = Stage::Copying;
        self.generation += 1;
        self.index_before = Some(std::mem::replace(&mut self.index_key, IndexKey::random(rng)));
        for keys in self.petitions.values_mut() {
            keys.before = Some(std::mem::replace(&mut keys.now, PetitionKey::random(rng)));
        }
    }

    /// Makes all copies void that there are: they lie where their rows would not be copied to now.
    pub(super) fn void_copies(&mut self, rng: &mut (impl RngCore + CryptoRng)) {
        if let Some(copies) = self.copies() {
            self.add_data_key(rng);
            self.data_keys.remove(&copies);
        }
    }

    /// Lets rows be moved one by one; there are no copies any more.
    pub(super) fn move_instead(&mut self) {
        self.stage = Stage::Moving;
    }

    /// Lets the copies take the place of the rows, and drops the keys of those.
    pub(super) fn change_over(&mut self) {
        self.retire(true);
        self.stage = Stage::Clearing;
    }

    /// Drops the keys that nothing lies under any more; `index` says whether that is so of the generation before too.
    pub(super) fn retire(&mut self, index: bool) {
        let current = self.current;
        self.data_keys.retain(|id, _| *id >= current);
        self.stage = Stage::Rest;
        if index {
            self.index_before = None;
            self.petitions.values_mut().for_each(|keys| keys.before = None);
        }
    }

    /// Ends a rotation whose rests are cleared away.
    pub(super) fn come_to_rest(&mut self) {
        self.stage = Stage::Rest;
    }

    fn add_data_key(&mut self, rng: &mut (impl RngCore + CryptoRng)) -> KeyId {
        let last = self.data_keys.keys().next_back().copied().unwrap_or(self.current);
        let id = KeyId(last.0.wrapping_add(1));
        self.data_keys.insert(id, DataKey::random(rng));
        id
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use super::super::keyring::PetitionKeys;
    use super::*;

    fn ids(keyring: &Keyring) -> Vec<u32> {
        keyring.data_keys.keys().map(|id| id.0).collect()
    }

    #[test]
    fn new_keys_stand_beside_the_old_ones_until_the_copies_take_over() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut keyring = Keyring::random(&mut rng);
        keyring.petitions.insert([1; 16], PetitionKeys { now: PetitionKey::random(&mut rng), before: None });
        let (index, petition) = (*keyring.index_key.bytes(), *keyring.petitions[&[1; 16]].now.bytes());
        assert_eq!((keyring.copies(), keyring.is_rotating()), (None, false));
        keyring.renew(&mut rng);
        assert_eq!((keyring.current, keyring.generation, keyring.stage), (KeyId(2), 1, Stage::Copying));
        assert_eq!((ids(&keyring), keyring.copies()), (vec![1, 2, 3], Some(KeyId(3))));
        assert!(keyring.is_copy(KeyId(3)) && !keyring.is_copy(KeyId(2)) && !keyring.is_copy(KeyId(1)));
        assert_eq!(keyring.index_before.as_ref().unwrap().bytes(), &index);
        assert_eq!(keyring.petitions[&[1; 16]].before.as_ref().unwrap().bytes(), &petition);
        assert!(keyring.index_key.bytes() != &index && keyring.petitions[&[1; 16]].now.bytes() != &petition);
        // Void ones are still known as copies, but nobody can read them.
        keyring.void_copies(&mut rng);
        assert_eq!((ids(&keyring), keyring.copies()), (vec![1, 2, 4], Some(KeyId(4))));
        assert!(keyring.is_copy(KeyId(3)));
        keyring.change_over();
        assert_eq!((ids(&keyring), keyring.stage, keyring.copies()), (vec![2, 4], Stage::Clearing, None));
        assert!(keyring.is_rotating() && !keyring.is_copy(KeyId(4)));
        assert!(keyring.index_before.is_none() && keyring.petitions[&[1; 16]].before.is_none());
        keyring.come_to_rest();
        assert!(!keyring.is_rotating());
        keyring.void_copies(&mut rng);
        assert_eq!(ids(&keyring), [2, 4], "outside a rotation there are none");
        keyring.renew(&mut rng);
        assert_eq!((ids(&keyring), keyring.current, keyring.generation), (vec![2, 4, 5, 6], KeyId(5), 2));
    }

    #[test]
    fn while_rows_of_the_generation_before_are_left_it_stays() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut keyring = Keyring::random(&mut rng);
        let index = *keyring.index_key.bytes();
        keyring.renew(&mut rng);
        keyring.move_instead();
        assert_eq!((keyring.copies(), keyring.stage), (None, Stage::Moving));
        keyring.retire(false);
        assert!(!keyring.is_rotating() && keyring.index_before.is_some());
        assert_eq!(ids(&keyring), [2, 3]);
        keyring.renew(&mut rng);
        assert_eq!((keyring.current, keyring.generation, keyring.stage), (KeyId(4), 1, Stage::Moving));
        assert_eq!(keyring.index_before.as_ref().unwrap().bytes(), &index);
        keyring.retire(true);
        assert!(keyring.index_before.is_none());
        assert_eq!(ids(&keyring), [4]);
    }

    #[test]
    fn a_number_that_is_no_stage_is_told() {
        for number in 0..=u8::MAX {
            let stage = Stage::of(number);
            assert_eq!(stage.map(|stage| stage as u8), (number < 4).then_some(number));
        }
    }
}

//! Closing a petition: the key that ties its pledges to people is destroyed, what was sealed goes, the totals stay.
//!
//! ```text
//! decide    one commit: the final count, the day, and that it is closed; nobody pledges or withdraws from here on
//! destroy   sync, then the keyring without the petition's key, written whole, the old one overwritten
//! sweep     rows that nobody can be found in any more, and the way back to those who sealed; sync
//! ```
//!
//! It can be broken off between any two steps: what was decided stands, [`super::Pledges::open`] destroys the key where it
//! is still there, and [`super::Pledges::sweep_closed`] goes on where it was.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::count_log::StoredReceipt;
use super::hearers::StoredHearer;
use super::imports::StoredMark;
use super::letters::Letters;
use super::record::StoredPledge;
use super::{LetterId, Pledges, hex};
use crate::campaign::{Day, PetitionId};
use crate::store::Table;
use crate::vault::{Record, RowKey, Vault, VaultError, Writer, tables};

/// Rows that are removed in one write: few enough for those who wait.
const AT_ONCE: usize = 64;

/// How a petition ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// The day.
    pub day: Day,
    /// Everyone whose pledge was for the wording that held then.
    pub total: u64,
    /// Whether nothing is left that leads to a person.
    pub swept: bool,
}

/// Why a petition was not closed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// There are sealed letters that were not taken out, or some went since.
    #[error("what is sealed now is not what was exported last")]
    NotExported,
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Names a set of letters: SHA-256 of their ids, sorted. Tells whether what was exported is what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported([u8; 32]);

impl Exported {
    /// Names the letters of these ids, in whatever order.
    pub fn of(ids: impl IntoIterator<Item = LetterId>) -> Self {
        let mut ids: Vec<LetterId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let mut hash = Sha256::new_with_prefix(b"klich exported v1\n");
        ids.iter().for_each(|id| hash.update(id.to_bytes()));
        Self(hash.finalize().into())
    }
}

/// Writes it in 64 hex digits.
impl fmt::Display for Exported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for Exported {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        super::unhex(text).map(Self).ok_or(())
    }
}

impl Pledges {
    /// Tells how the petition ended; `None` while it is open.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn closed(&self) -> Result<Option<Closed>, VaultError> {
        Ok(self.vault.read::<StoredClosing>(&closing_key(&self.vault, &self.petition))?.map(Closed::from))
    }

    /// Keeps that these letters were taken out, all that there were.
    pub fn note_export(&self, exported: Exported) -> Result<(), VaultError> {
        let key = self.export_key();
        self.vault.write(|writer| writer.put(&key, &StoredExport::V1(exported)))
    }

    /// Tells whether what is sealed now was taken out, all of it, that for other campaigns too. Blocks for the scan.
    pub fn is_exported(&self, letters: &Letters) -> Result<bool, VaultError> {
        let mut now = letters.all_ids()?;
        for shard in 0..LetterId::SHARDS {
            now.extend(self.imports.ids(shard)?);
        }
        let now = Exported::of(now);
        let last = self.vault.read::<StoredExport>(&self.export_key())?;
        Ok(now == Exported::of([]) || last.is_some_and(|StoredExport::V1(last)| last == now))
    }

    /// Decides that the petition is closed, and destroys its key, on the disk first; `also` is done in the write that
    /// decides. Blocks for a scan of the letters unless `without_export` says that they may go unread.
    ///
    /// What leads to people is still to be removed: [`Pledges::sweep_closed`]. Closed before, nothing happens.
    ///
    /// # Errors
    /// [`CloseError`].
    ///
    /// # Security
    /// From here on nobody can tell from a person's number which pledge was theirs, whoever has the vault's key. Copies that
    /// were made before, with their keyring, still can.
    pub fn close(
        &self,
        letters: &Letters,
        without_export: bool,
        today: Day,
        mut also: impl FnMut(&mut Writer<'_>) -> Result<(), VaultError>,
    ) -> Result<Closed, CloseError> {
        let key = closing_key(&self.vault, &self.petition);
        let closed = self.vault.write(|writer| {
            if let Some(before) = writer.get::<StoredClosing>(&key)? {
                return Ok(Closed::from(before));
            }
            // No letter comes between this look and the commit: whoever writes waits.
            if !without_export && !self.is_exported(letters)? {
                return Err(CloseError::NotExported);
            }
            let total = self.read_tally(writer)?.standing(&self.statement);
            writer.put(&key, &StoredClosing::V1 { day: today, total, swept: false })?;
            also(writer)?;
            Ok(Closed { day: today, total, swept: false })
        })?;
        // What was decided must not be lost once the key is.
        self.vault.sync_blocking()?;
        self.vault.close_petition(self.petition.as_str())?;
        Ok(closed)
    }

    /// Removes what a closed petition leaves: rows that nobody can be found in, and every sealed letter of its campaign but
    /// private messages. May be broken off anywhere and called again; says whether there was something to do. Blocks.
    pub fn sweep_closed(&self, letters: &Letters) -> Result<bool, VaultError> {
        let key = closing_key(&self.vault, &self.petition);
        if self.closed()?.is_none_or(|closed| closed.swept) {
            return Ok(false);
        }
        sweep::<StoredHearer>(&self.vault)?;
        sweep::<StoredReceipt>(&self.vault)?;
        sweep::<StoredPledge>(&self.vault)?;
        sweep::<StoredMark>(&self.vault)?;
        self.imports.remove_all(AT_ONCE)?;
        letters.remove_all_but_messages(AT_ONCE, |of| self.is_with(of))?;
        self.vault.write(|writer| {
            let Some(StoredClosing::V1 { day, total, .. }) = writer.get(&key)? else { return Ok(()) };
            writer.remove::<StoredExport>(&self.export_key());
            writer.put(&key, &StoredClosing::V1 { day, total, swept: true })
        })?;
        self.vault.sync_blocking()?;
        Ok(true)
    }

    /// Tells within a write whether the petition is closed; who writes then finds it so.
    pub fn is_closed_in(&self, writer: &mut Writer<'_>) -> Result<bool, VaultError> {
        Ok(writer.get::<StoredClosing>(&closing_key(&self.vault, &self.petition))?.is_some())
    }

    fn export_key(&self) -> RowKey {
        self.vault.row_key(tables::STATE, format!("exported {}", self.petition.as_str()).as_bytes())
    }
}

/// Tells whether a petition is closed.
pub(super) fn is_closed(vault: &Vault, petition: &PetitionId) -> Result<bool, VaultError> {
    Ok(vault.read::<StoredClosing>(&closing_key(vault, petition))?.is_some())
}

/// Gives what a row is found by; `None` where its petition is closed, so that there is nothing to find.
pub(super) fn if_open(key: Result<RowKey, VaultError>) -> Result<Option<RowKey>, VaultError> {
    match key {
        Err(VaultError::PetitionClosed) => Ok(None),
        key => key.map(Some),
    }
}

/// Removes every row that no key leads to, pass after pass until one finds none: a rotation may move some meanwhile.
fn sweep<R: Record>(vault: &Vault) -> Result<(), VaultError> {
    loop {
        let (mut found, mut after) = (false, None);
        loop {
            let rows = vault.page::<R>(after.as_ref(), AT_ONCE)?;
            let Some(last) = rows.last().map(|row| row.at.clone()) else { break };
            after = Some(last);
            let untied: Vec<RowKey> = rows.into_iter().map(|row| row.key).filter(|key| vault.is_untied(key)).collect();
            if untied.is_empty() {
                continue;
            }
            found = true;
            vault.write(|writer| {
                writer.note_erasure()?;
                untied.iter().for_each(|key| writer.remove::<R>(key));
                Ok::<_, VaultError>(())
            })?;
        }
        if !found {
            return Ok(());
        }
    }
}

fn closing_key(vault: &Vault, petition: &PetitionId) -> RowKey {
    vault.row_key(tables::STATE, format!("closed {}", petition.as_str()).as_bytes())
}

/// The record in the table `state`; row key: blind index of `closed PETITION`. There is none while the petition is open.
#[derive(Serialize, Deserialize)]
enum StoredClosing {
    V1 { day: Day, total: u64, swept: bool },
}

impl Record for StoredClosing {
    const TABLE: Table = tables::STATE;
}

impl From<StoredClosing> for Closed {
    fn from(StoredClosing::V1 { day, total, swept }: StoredClosing) -> Self {
        Self { day, total, swept }
    }
}

/// Which letters were taken out last. In the table `state`; row key: blind index of `exported PETITION`.
#[derive(Serialize, Deserialize)]
enum StoredExport {
    V1(Exported),
}

impl Record for StoredExport {
    const TABLE: Table = tables::STATE;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Arc;

    use super::super::{Checked, Mark, NewLetter, Sort, Taken, Wording};
    use super::*;
    use crate::campaign::{CampaignTag, Kind};
    use crate::seal::{Recipient, seal};
    use crate::telegram::{MessageId, UserId};
    use crate::text::Language;

    const DAY: Day = Day(20_000);
    const ALES: UserId = UserId(7_001);

    fn opened(vault: &Arc<Vault>, petition: &str) -> Pledges {
        Pledges::open(Arc::clone(vault), petition.parse().unwrap(), &Wording::everywhere("We stand."), DAY).unwrap()
    }

    fn tag(campaign: &str) -> CampaignTag {
        campaign.parse::<crate::campaign::CampaignId>().unwrap().tag()
    }

    fn take(letters: &Letters, vault: &Vault, message: i32, sort: Sort) -> LetterId {
        take_for(letters, vault, (message, sort), "harbour")
    }

    fn take_for(letters: &Letters, vault: &Vault, (message, sort): (i32, Sort), campaign: &str) -> LetterId {
        let recipient: Recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".parse().unwrap();
        let sealed = &seal(&[32; 1024], &[recipient]).unwrap();
        let (message, language) = (MessageId(message), Language::Belarusian);
        let campaign = tag(campaign);
        let new = NewLetter { user: ALES, message, sort, language, day: DAY, campaign, sealed };
        match vault.write(|writer| letters.take(writer, &new)).unwrap() {
            Taken::New(id) => id,
            _ => panic!("it is kept"),
        }
    }

    #[test]
    fn a_closed_petition_keeps_its_count_and_nothing_that_leads_to_people() {
        let vault = Vault::in_memory();
        let (ours, theirs) = (opened(&vault, "ours"), opened(&vault, "theirs"));
        let letters = Letters::new(Arc::clone(&vault));
        for user in 0..200 {
            ours.pledge(UserId(user), Kind::Sign, Language::Belarusian, DAY).unwrap();
            ours.hearers().begin(UserId(user), Language::Belarusian).unwrap();
        }
        for user in 0..3 {
            theirs.pledge(UserId(user), Kind::Sign, Language::Belarusian, DAY).unwrap();
        }
        let receipt = ours.receipt(UserId(5)).unwrap().unwrap();
        let tally = ours.tally().unwrap();
        let closed = ours.close(&letters, false, DAY, |_| Ok(())).unwrap();
        assert_eq!((closed.total, closed.swept), (200, false));
        assert!(ours.sweep_closed(&letters).unwrap() && !ours.sweep_closed(&letters).unwrap());
        assert_eq!((ours.standing().unwrap(), ours.tally().unwrap()), (200, tally));
        // Nobody is found, and nothing is written.
        assert!(ours.of(UserId(5)).unwrap().is_none() && ours.receipt(UserId(5)).unwrap().is_none());
        assert!(!ours.withdraw(UserId(5)).unwrap() && !ours.hearers().end(UserId(5)).unwrap());
        assert!(ours.pledge(UserId(5), Kind::Act, Language::Belarusian, DAY).is_err());
        assert!(!ours.ask(UserId(5)).unwrap() && ours.renew(UserId(5), Language::Belarusian).unwrap().is_none());
        assert_eq!(vault.page::<StoredPledge>(None, 500).unwrap().len(), 3, "those of another petition");
        assert!(vault.page::<StoredHearer>(None, 500).unwrap().is_empty());
        assert!(theirs.of(UserId(2)).unwrap().is_some() && theirs.withdraw(UserId(2)).unwrap());
        // The list of the count goes on: whoever has a receipt can check it.
        ours.log().close_days(DAY).unwrap();
        ours.log().close_days(Day(DAY.0 + 1)).unwrap();
        assert!(matches!(ours.log().check(&receipt).unwrap(), Checked::Listed(proof) if proof.root.pledges == 200));
        assert!(vault.erasure_waits().unwrap(), "what lies in the log is to become unreadable");
    }

    #[test]
    fn closing_one_of_two_leaves_what_was_sealed_and_brought_in_for_the_other() {
        let vault = Vault::in_memory();
        let letters = Letters::new(Arc::clone(&vault));
        let one = opened(&vault, "ours").with_letters_of(tag("one"), true);
        let two = opened(&vault, "theirs").with_letters_of(tag("two"), false);
        let (first, second) = ((1, Sort::Pledge), (2, Sort::Pledge));
        let (first, second) = (take_for(&letters, &vault, first, "one"), take_for(&letters, &vault, second, "two"));
        // A pledge to one petition takes the place of none to the other, and taking it back takes no other back.
        assert!(letters.sealed(first).unwrap().is_some() && letters.sealed(second).unwrap().is_some());
        let third = take_for(&letters, &vault, (3, Sort::Pledge), "two");
        vault.write(|writer| letters.withdraw(writer, ALES, |of| two.is_with(of))).unwrap();
        assert!(letters.find(first).unwrap().is_some() && letters.find(third).unwrap().is_none());
        let kept = take_for(&letters, &vault, (4, Sort::Comment), "two");
        let recipient: Recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".parse().unwrap();
        let sealed = seal(&[32; 1024], &[recipient]).unwrap();
        for pledges in [&one, &two] {
            let take =
                |writer: &mut Writer<'_>| pledges.imports().take(writer, &Mark::of("ann"), &[Kind::Sign], &sealed);
            assert!(vault.write(take).unwrap());
        }
        let own = |pledges: &Pledges| -> Vec<LetterId> {
            (0..LetterId::SHARDS).flat_map(|shard| pledges.imports().own_ids(shard).unwrap()).collect()
        };
        let (gone, stays) = (own(&one), own(&two));
        assert_eq!((gone.len(), stays.len()), (1, 1));
        assert!(!vault.write(|writer| two.imports().drop_one(writer, gone[0])).unwrap(), "another's");
        // All of it must have been exported; then only what is the closed one's goes.
        let all = [first, kept, gone[0], stays[0]];
        one.note_export(Exported::of([first, gone[0]])).unwrap();
        assert!(!one.is_exported(&letters).unwrap());
        one.note_export(Exported::of(all)).unwrap();
        one.close(&letters, false, DAY, |_| Ok(())).unwrap();
        one.sweep_closed(&letters).unwrap();
        let left: Vec<_> = letters.of(ALES).unwrap().into_iter().map(|letter| letter.id).collect();
        assert_eq!((left, own(&one), own(&two)), (vec![kept], vec![], stays));
        assert!(two.closed().unwrap().is_none());
    }

    #[test]
    fn what_was_not_exported_keeps_it_open_unless_it_is_said() {
        let vault = Vault::in_memory();
        let pledges = opened(&vault, "ours");
        let letters = Letters::new(Arc::clone(&vault));
        let close = |without| pledges.close(&letters, without, DAY, |_| Ok(()));
        let first = take(&letters, &vault, 1, Sort::Pledge);
        assert!(matches!(close(false), Err(CloseError::NotExported)));
        pledges.note_export(Exported::of([first])).unwrap();
        assert!(pledges.is_exported(&letters).unwrap());
        let message = take(&letters, &vault, 2, Sort::Message);
        assert!(matches!(close(false), Err(CloseError::NotExported)), "one came since");
        assert!(pledges.closed().unwrap().is_none());
        pledges.note_export(Exported::of([message, first])).unwrap();
        take(&letters, &vault, 3, Sort::Comment);
        assert!(matches!(close(false), Err(CloseError::NotExported)));
        close(true).unwrap();
        pledges.sweep_closed(&letters).unwrap();
        let left: Vec<_> = letters.of(ALES).unwrap().into_iter().map(|letter| letter.id).collect();
        assert_eq!(left, [message], "a private message is no pledge, and may be answered");
    }

    #[test]
    fn broken_off_between_any_two_steps_it_is_carried_through_at_the_next_start() {
        for steps in 0..3 {
            let vault = Vault::in_memory();
            let pledges = opened(&vault, "ours");
            let letters = Letters::new(Arc::clone(&vault));
            pledges.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
            pledges.hearers().begin(ALES, Language::Polish).unwrap();
            take(&letters, &vault, 1, Sort::Pledge);
            let decide = |writer: &mut Writer<'_>| {
                let key = closing_key(&vault, &pledges.petition);
                writer.put(&key, &StoredClosing::V1 { day: DAY, total: 1, swept: false })
            };
            vault.write(decide).unwrap();
            // Between deciding and destroying nobody changes the count any more.
            assert!(pledges.pledge(UserId(2), Kind::Sign, Language::Polish, DAY).is_err());
            assert!(!pledges.withdraw(ALES).unwrap());
            if steps > 0 {
                vault.close_petition("ours").unwrap();
            }
            if steps > 1 {
                sweep::<StoredHearer>(&vault).unwrap();
            }
            let again = opened(&vault, "ours");
            assert!(matches!(vault.petition_row_key(tables::PLEDGES, "ours", b""), Err(VaultError::PetitionClosed)));
            assert!(again.sweep_closed(&letters).unwrap());
            assert_eq!((again.standing().unwrap(), again.tally().unwrap().total), (1, 1));
            assert!(vault.page::<StoredPledge>(None, 9).unwrap().is_empty() && letters.all_ids().unwrap().is_empty());
        }
    }

    #[test]
    fn a_later_wording_does_not_change_a_final_count() {
        let vault = Vault::in_memory();
        let pledges = opened(&vault, "ours");
        pledges.pledge(ALES, Kind::Sign, Language::Polish, DAY).unwrap();
        pledges.close(&Letters::new(Arc::clone(&vault)), false, DAY, |_| Ok(())).unwrap();
        let other = Wording::everywhere("Other words.");
        let later = Pledges::open(Arc::clone(&vault), "ours".parse().unwrap(), &other, Day(DAY.0 + 9)).unwrap();
        assert_eq!((later.standing().unwrap(), later.statement().version), (1, 1));
    }
}

//! Who stands up: sign, withdraw, tally; the count that anybody can check; and sealed letters, which organisers alone can open.
//!
//! A pledge's row is found by the petition's own key, so that it can't be linked with the audience or with another
//! petition without the keyring, and it holds no account: only kinds, language, day, and which wording it is for.

mod announcement;
mod closing;
mod count_log;
mod hearers;
mod imports;
mod letter_id;
mod letters;
mod letters_of;
mod paper;
mod petitions;
mod picture;
mod pictures;
mod receipt;
mod record;
mod retention;
mod statement;
mod tree;
mod turn;

use std::sync::Arc;

pub use announcement::Announcement;
pub use closing::{CloseError, Closed, Exported};
pub use count_log::{Checked, CountLog, DayRoot, Line, Proof, hex};
pub use hearers::{Current, Hearer, Hearers};
pub use imports::{ImportTally, Imports, Mark};
pub use letter_id::{LetterId, NotALetterId};
pub use letters::{LETTERS_MAX, Letter, Letters, NewLetter, Sort, Taken};
pub use paper::{BATCH_MAX, Batch, PLACE_MAX, Paper, PaperError};
pub use picture::{CleanPicture, Coding, PICTURE_MAX};
pub use pictures::PICTURES_MAX;
pub use receipt::Receipt;
pub use record::{Pledge, Tally};
pub use statement::{Statement, Wording};
pub use tree::{Hash, TILE, root_of_path};

use crate::campaign::{CampaignTag, Day, Kind, PetitionId};
use crate::telegram::UserId;
use crate::text::Language;
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};
use closing::if_open;
use letters_of::LettersOf;
use record::{StoredPledge, StoredTally};

/// What a pledge came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The pledge as it stands now.
    pub pledge: Pledge,
    /// Whether this act opened it; false for a further kind or a repetition.
    pub new: bool,
    /// Everyone whose pledge is for the wording that holds now, this one included.
    pub total: u64,
}

/// The pledges of one petition. Cheap to clone.
#[derive(Clone)]
pub struct Pledges {
    vault: Arc<Vault>,
    petition: PetitionId,
    statement: Arc<Statement>,
    log: CountLog,
    hearers: Hearers,
    paper: Paper,
    imports: Imports,
    kept_days: u16,
    letters_of: LettersOf,
    /// The other petitions that people may have pledged to, for telling which pledge was their last.
    others: Arc<[PetitionId]>,
}

impl Pledges {
    /// Opens the petition with the wording of its statement, making its key where there is none. Blocks.
    ///
    /// Where the wording is another than before, a new version opens. A petition that is closed stays so: its key is
    /// destroyed here, should it still be there, and its wording stands as it did.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn open(vault: Arc<Vault>, petition: PetitionId, wording: &Wording, today: Day) -> Result<Self, VaultError> {
        let statement = if closing::is_closed(&vault, &petition)? {
            vault.close_petition(petition.as_str())?;
            Statement::kept(&vault, &petition)?.ok_or(VaultError::Incomplete)?
        } else {
            vault.open_petition(petition.as_str())?;
            Statement::open(&vault, &petition, wording, today)?
        };
        let statement = Arc::new(statement);
        let log = CountLog::new(Arc::clone(&vault), petition.clone());
        let hearers = Hearers::new(Arc::clone(&vault), petition.clone());
        let paper = Paper::new(Arc::clone(&vault), petition.clone());
        let imports = Imports::new(Arc::clone(&vault), petition.clone());
        let others = Arc::default();
        Ok(Self {
            vault,
            petition,
            statement,
            log,
            hearers,
            paper,
            imports,
            kept_days: 0,
            letters_of: LettersOf::Every,
            others,
        })
    }

    /// Lets only letters for this campaign go with the petition, those that name none with the `eldest`.
    #[must_use]
    pub fn with_letters_of(self, campaign: CampaignTag, eldest: bool) -> Self {
        Self { letters_of: LettersOf::Campaign { tag: campaign, untagged: eldest }, ..self }
    }

    /// Tells whether a letter that is for this campaign goes with the petition.
    pub fn is_with(&self, letter: Option<CampaignTag>) -> bool {
        self.letters_of.has(letter)
    }

    /// Gives the public list of the count.
    pub fn log(&self) -> &CountLog {
        &self.log
    }

    /// Gives those who want to hear how the count goes.
    pub fn hearers(&self) -> &Hearers {
        &self.hearers
    }

    /// Gives the signatures on paper.
    pub fn paper(&self) -> &Paper {
        &self.paper
    }

    /// Gives the pledges that were brought in from another list.
    pub fn imports(&self) -> &Imports {
        &self.imports
    }

    /// Gives the version of the statement that holds now.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// Tells whether a pledge is for the wording that holds now, in its language.
    pub fn is_current(&self, pledge: &Pledge) -> bool {
        pledge.version == self.statement.since(pledge.language)
    }

    /// Counts a person once; a further kind joins the pledge, a repetition changes nothing. A pledge for an earlier wording
    /// gives way to the new one.
    ///
    /// # Errors
    /// [`VaultError::PetitionClosed`], and those of the vault; so in [`Pledges::seal`].
    pub fn pledge(&self, user: UserId, kind: Kind, language: Language, today: Day) -> Result<Counted, VaultError> {
        self.vault.write(|writer| self.count(writer, user, language, today, |pledge| add(&mut pledge.kinds, kind)))
    }

    /// Counts a person who has sealed a pledge, within a larger write.
    pub fn seal(
        &self,
        writer: &mut Writer<'_>,
        user: UserId,
        language: Language,
        today: Day,
    ) -> Result<Counted, VaultError> {
        self.count(writer, user, language, today, |pledge| pledge.sealed = true)
    }

    /// Lets a pledge hold for the present wording too, in this language. Nothing where there is no pledge.
    pub fn renew(&self, user: UserId, language: Language) -> Result<Option<Counted>, VaultError> {
        self.vault.write(|writer| {
            if self.is_closed_in(writer)? {
                return Ok(None);
            }
            let Some(before) = self.read(writer, user)? else { return Ok(None) };
            let version = self.statement.since(language);
            let turn = self.turn_in(writer, user, before.turn)?;
            let pledge = match self.is_current(&before) {
                true => Pledge { turn, ..before.clone() },
                false => Pledge { language, version, asked: version, turn, ..before.clone() },
            };
            let total = self.put(writer, user, Some(&before), &pledge)?;
            Ok(Some(Counted { pledge, new: false, total }))
        })
    }

    /// Marks that a person is asked now whether their pledge holds for the present wording. Says whether they are to be
    /// asked: once a version.
    pub fn ask(&self, user: UserId) -> Result<bool, VaultError> {
        if self.statement.version == 1 {
            return Ok(false);
        }
        self.vault.write(|writer| {
            let Some(before) = self.read(writer, user)? else { return Ok(false) };
            let version = self.statement.since(before.language);
            if before.version == version || before.asked >= version {
                return Ok(false);
            }
            self.put(writer, user, Some(&before), &Pledge { asked: version, ..before.clone() })?;
            Ok(true)
        })
    }

    /// Lets a person be asked again: the question did not reach them.
    pub fn unask(&self, user: UserId) -> Result<(), VaultError> {
        self.vault.write(|writer| match self.read(writer, user)? {
            Some(before) => {
                let asked = before.version;
                self.put(writer, user, Some(&before), &Pledge { asked, ..before.clone() }).map(drop)
            }
            None => Ok(()),
        })
    }

    /// Tells whether every subscriber was asked about the present wording, as far as it concerns them.
    pub fn are_all_asked(&self) -> Result<bool, VaultError> {
        statement::are_all_asked(&self.vault, &self.petition)
    }

    /// Keeps that every subscriber was asked.
    pub fn all_asked(&self) -> Result<(), VaultError> {
        statement::all_asked(&self.vault, &self.petition, self.statement.version)
    }

    /// Finds a person's pledge.
    pub fn of(&self, user: UserId) -> Result<Option<Pledge>, VaultError> {
        let Some(key) = if_open(self.key(user))? else { return Ok(None) };
        Ok(self.vault.read::<StoredPledge>(&key)?.map(Pledge::from))
    }

    /// Gives the receipt of a person's pledge; one that was made before there were receipts gets its own now.
    pub fn receipt(&self, user: UserId) -> Result<Option<Receipt>, VaultError> {
        if let Some(receipt) = self.log.receipt_of(user)? {
            return Ok(Some(receipt));
        }
        let Some(key) = if_open(self.key(user))? else { return Ok(None) };
        self.vault.write(|writer| match writer.get::<StoredPledge>(&key)? {
            Some(_) => self.log.issue(writer, user),
            None => Ok(()),
        })?;
        self.log.receipt_of(user)
    }

    /// Takes a person's pledge back; the count falls. Says whether there was one.
    pub fn withdraw(&self, user: UserId) -> Result<bool, VaultError> {
        self.vault.write(|writer| self.erase(writer, user))
    }

    /// Takes a person's pledge back within a larger write, with its receipt and the wish to hear of the count. Where the
    /// petition is closed there is nobody's pledge any more.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<bool, VaultError> {
        if self.is_closed_in(writer)? {
            return Ok(false);
        }
        self.log.withdraw(writer, user)?;
        self.hearers.erase(writer, user)?;
        let Some(pledge) = self.read(writer, user)? else { return Ok(false) };
        writer.note_erasure()?;
        writer.remove::<StoredPledge>(&self.key(user)?);
        let mut tally = self.read_tally(writer)?;
        tally.take(&pledge);
        self.put_tally(writer, &tally)?;
        Ok(true)
    }

    /// Reads the totals. Constant time: they are kept with each change.
    pub fn tally(&self) -> Result<Tally, VaultError> {
        Ok(self.vault.read::<StoredTally>(&self.tally_key())?.map(Tally::from).unwrap_or_default())
    }

    /// Counts those whose pledge is for the wording that holds now; of a closed petition, the final count.
    pub fn standing(&self) -> Result<u64, VaultError> {
        if let Some(closed) = self.closed()? {
            return Ok(closed.total);
        }
        Ok(self.tally()?.standing(&self.statement))
    }

    fn count(
        &self,
        writer: &mut Writer<'_>,
        user: UserId,
        language: Language,
        today: Day,
        change: impl Fn(&mut Pledge),
    ) -> Result<Counted, VaultError> {
        if self.is_closed_in(writer)? {
            return Err(VaultError::PetitionClosed);
        }
        let before = self.read(writer, user)?;
        let kept = before.clone().filter(|pledge| self.is_current(pledge));
        let new = kept.is_none();
        let fresh = || Pledge::new(language, today, self.statement.since(language));
        let turn = self.turn_in(writer, user, before.as_ref().map_or(0, |before| before.turn))?;
        let mut pledge = Pledge { turn, ..kept.unwrap_or_else(fresh) };
        change(&mut pledge);
        let total = self.put(writer, user, before.as_ref(), &pledge)?;
        self.log.issue(writer, user)?;
        Ok(Counted { pledge, new, total })
    }

    /// Writes a pledge and counts it in the place of the one before. Gives the total.
    fn put(
        &self,
        writer: &mut Writer<'_>,
        user: UserId,
        before: Option<&Pledge>,
        pledge: &Pledge,
    ) -> Result<u64, VaultError> {
        let mut tally = self.read_tally(writer)?;
        if before != Some(pledge) {
            if let Some(before) = before {
                tally.take(before);
            }
            tally.add(pledge);
            writer.put(&self.key(user)?, &StoredPledge::from(pledge.clone()))?;
            self.put_tally(writer, &tally)?;
        }
        Ok(tally.standing(&self.statement))
    }

    fn read(&self, writer: &mut Writer<'_>, user: UserId) -> Result<Option<Pledge>, VaultError> {
        let Some(key) = if_open(self.key(user))? else { return Ok(None) };
        Ok(writer.get::<StoredPledge>(&key)?.map(Pledge::from))
    }

    fn read_tally(&self, writer: &mut Writer<'_>) -> Result<Tally, VaultError> {
        Ok(writer.get::<StoredTally>(&self.tally_key())?.map(Tally::from).unwrap_or_default())
    }

    fn put_tally(&self, writer: &mut Writer<'_>, tally: &Tally) -> Result<(), VaultError> {
        writer.put(&self.tally_key(), &StoredTally::from(tally.clone()))
    }

    fn key(&self, user: UserId) -> Result<RowKey, VaultError> {
        self.vault.petition_row_key(tables::PLEDGES, self.petition.as_str(), &user.to_bytes())
    }

    fn tally_key(&self) -> RowKey {
        self.vault.row_key(tables::TALLY, format!("petition {}", self.petition.as_str()).as_bytes())
    }
}

/// Reads 64 hex digits.
fn unhex(text: &str) -> Option<Hash> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, place) in bytes.iter_mut().zip(0..) {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

fn add(kinds: &mut Vec<Kind>, kind: Kind) {
    if !kinds.contains(&kind) {
        kinds.push(kind);
        kinds.sort();
    }
}

#[cfg(test)]
pub(crate) use picture::samples as picture_samples;

#[cfg(test)]
mod tests;

//! Sealed letters: what people sealed to the organisers, kept as it came, and the way back to whoever wrote it.
//!
//! klich can't open a letter. Organisers take it out under a [`LetterId`] that says nothing of its person; the account stands
//! in the vault alone, so that a reply finds its way, and goes with `/forget`.

mod stored;

use std::fmt;
use std::sync::Arc;

use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

pub(super) use self::stored::StoredLetter;
use self::stored::StoredOf;
use super::{LetterId, PICTURES_MAX};
use crate::campaign::{CampaignTag, Day};
use crate::seal::{PICTURE_SEALED_MAX, SEALED_MAX, SealedFile};
use crate::telegram::{MessageId, UserId};
use crate::text::Language;
use crate::vault::{Found, RowKey, Vault, VaultError, Writer, tables};

/// How many letters of one person are kept.
pub const LETTERS_MAX: usize = 64;

/// Rows read at a time.
const PAGE: usize = 256;

/// What a letter is, as far as its person told the bot: nobody can see into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// Not told.
    Untold,
    /// A pledge, counted.
    Pledge,
    /// A private message.
    Message,
    /// Words that were typed in the chat and sealed on arrival.
    Comment,
    /// A picture that was sent in the chat, cleaned and sealed on arrival.
    Picture,
}

impl Sort {
    /// Gives the word that `/mydata` shows.
    pub fn word(self) -> &'static str {
        match self {
            Self::Untold => "not told",
            Self::Pledge => "pledge",
            Self::Message => "message",
            Self::Comment => "comment typed in the chat",
            Self::Picture => "picture sent in the chat",
        }
    }
}

/// What is known of a letter without opening it.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its name towards organisers.
    pub id: LetterId,
    /// Who sent it.
    pub user: UserId,
    /// The message that it came in: the same message again is the same letter.
    pub message: MessageId,
    /// What it is.
    pub sort: Sort,
    /// How its person is spoken to.
    pub language: Language,
    /// The day it came.
    pub day: Day,
    /// Whether its text is there; a pledge that was replaced by a newer one keeps only the way back.
    pub held: bool,
    /// The mark of the last reply that was delivered.
    pub replied: Option<[u8; 16]>,
    /// The campaign that it is for; none for one of the time when a bot served one alone.
    pub campaign: Option<CampaignTag>,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letter")
    }
}

/// A letter as it comes.
pub struct NewLetter<'a> {
    /// Who sent it.
    pub user: UserId,
    /// The message that it came in.
    pub message: MessageId,
    /// What it is.
    pub sort: Sort,
    /// How its person is spoken to.
    pub language: Language,
    /// Today.
    pub day: Day,
    /// The campaign that it is for.
    pub campaign: CampaignTag,
    /// The sealed text.
    pub sealed: &'a SealedFile,
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is kept.
    New(LetterId),
    /// It was kept before: the update came twice.
    Again(LetterId),
    /// The person has [`LETTERS_MAX`] already, or [`super::PICTURES_MAX`] pictures, and this one is not kept.
    TooMany,
}

/// The letters of a campaign. Cheap to clone.
#[derive(Clone)]
pub struct Letters {
    pub(super) vault: Arc<Vault>,
    /// The campaign whose are those of the time when a bot served one alone, which name none.
    pub(super) untagged: Option<CampaignTag>,
}

impl Letters {
    /// Keeps letters in a vault.
    pub fn new(vault: Arc<Vault>) -> Self {
        Self { vault, untagged: None }
    }

    /// Takes letters that name no campaign to be for this one.
    #[must_use]
    pub fn with_untagged_of(self, campaign: CampaignTag) -> Self {
        Self { untagged: Some(campaign), ..self }
    }

    /// Keeps a letter within a larger write. A pledge takes the place of the person's earlier sealed pledge.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn take(&self, writer: &mut Writer<'_>, new: &NewLetter<'_>) -> Result<Taken, VaultError> {
        let of = self.of_key(new.user, new.message);
        if let Some(StoredOf::V1 { id, .. }) = writer.get(&of)? {
            return Ok(Taken::Again(id));
        }
        let before = self.of(new.user)?;
        if before.len() >= LETTERS_MAX {
            return Ok(Taken::TooMany);
        }
        if new.sort == Sort::Picture {
            let own = before.iter().filter(|letter| letter.sort == Sort::Picture).count();
            if own >= PICTURES_MAX || !self.count_picture(writer, true)? {
                return Ok(Taken::TooMany);
            }
        }
        if new.sort == Sort::Pledge {
            self.replace(writer, &before, Some(new.campaign))?;
        }
        let letter = Letter {
            id: LetterId::random(&mut OsRng),
            user: new.user,
            message: new.message,
            sort: new.sort,
            language: new.language,
            day: new.day,
            held: true,
            replied: None,
            campaign: Some(new.campaign),
        };
        writer.put(&of, &StoredOf::V1 { id: letter.id, message: new.message })?;
        writer.put_long(&self.text_key(letter.id), tables::LETTER_TEXTS, new.sealed.as_bytes())?;
        self.put(writer, &letter)?;
        Ok(Taken::New(letter.id))
    }

    /// Keeps what a person says that their letter is, within a larger write. Says whether it was untold until now.
    ///
    /// Somebody else's letter is none.
    pub fn tell(
        &self,
        writer: &mut Writer<'_>,
        user: UserId,
        id: LetterId,
        sort: Sort,
    ) -> Result<Option<bool>, VaultError> {
        let Some(letter) = self.read_in(writer, id)?.filter(|letter| letter.user == user && letter.held) else {
            return Ok(None);
        };
        if letter.sort != Sort::Untold {
            return Ok(Some(false));
        }
        if sort == Sort::Pledge {
            self.replace(writer, &self.of(user)?, letter.campaign)?;
        }
        self.put(writer, &Letter { sort, ..letter })?;
        Ok(Some(true))
    }

    /// Lists what is kept of a person, at most [`LETTERS_MAX`].
    pub fn of(&self, user: UserId) -> Result<Vec<Letter>, VaultError> {
        let prefix = self.vault.group_prefix(tables::LETTERS_OF, &user.to_bytes());
        let rows = self.vault.page_of_group::<StoredOf>(&prefix, None, PAGE)?;
        let found = rows.into_iter().map(|Found { record: StoredOf::V1 { id, .. }, .. }| self.find(id));
        let mut letters = found.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
        letters.sort_by_key(|letter| letter.message);
        // A row that moves to another key while it is read is seen twice.
        letters.dedup_by_key(|letter| letter.id);
        Ok(letters)
    }

    /// Finds a letter; `None` for one that is erased.
    pub fn find(&self, id: LetterId) -> Result<Option<Letter>, VaultError> {
        Ok(self.vault.read::<StoredLetter>(&self.key(id))?.map(Letter::from))
    }

    /// Reads a letter's sealed text; `None` for one that is erased or replaced.
    pub fn sealed(&self, id: LetterId) -> Result<Option<Vec<u8>>, VaultError> {
        self.vault.read_long(&self.text_key(id), tables::LETTER_TEXTS)
    }

    /// Lists the letters of a shard whose text is there and that are for these campaigns, in an order that tells nothing. Blocks
    /// for the scan.
    pub fn ids(&self, shard: u8, is_for: impl Fn(Option<CampaignTag>) -> bool) -> Result<Vec<LetterId>, VaultError> {
        let prefix = self.vault.group_prefix(tables::LETTERS, &[shard]);
        let (mut ids, mut after) = (Vec::new(), None);
        loop {
            let rows = self.vault.page_of_group::<StoredLetter>(&prefix, after.as_ref(), PAGE)?;
            let last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            let letters = rows.into_iter().map(|row| Letter::from(row.record));
            ids.extend(letters.filter(|letter| letter.held && is_for(letter.campaign)).map(|letter| letter.id));
            if last {
                ids.sort_unstable();
                ids.dedup();
                return Ok(ids);
            }
        }
    }

    /// Lists the letters of every shard whose text is there. Blocks for the scan.
    pub fn all_ids(&self) -> Result<Vec<LetterId>, VaultError> {
        let shards = (0..LetterId::SHARDS).map(|shard| self.ids(shard, |_| true)).collect::<Result<Vec<_>, _>>()?;
        Ok(shards.concat())
    }

    /// Removes every letter for these campaigns but private messages, so many in one write, pass after pass until one finds
    /// none. Says whether there were any. Blocks.
    pub(super) fn remove_all_but_messages(
        &self,
        at_once: usize,
        is_for: impl Fn(Option<CampaignTag>) -> bool,
    ) -> Result<bool, VaultError> {
        let mut any = false;
        loop {
            let (mut found, mut after) = (false, None);
            loop {
                let rows = self.vault.page::<StoredLetter>(after.as_ref(), at_once)?;
                let Some(last) = rows.last().map(|row| row.at.clone()) else { break };
                after = Some(last);
                let letters = rows.into_iter().map(|row| Letter::from(row.record));
                let gone: Vec<Letter> =
                    letters.filter(|letter| letter.sort != Sort::Message && is_for(letter.campaign)).collect();
                found |= !gone.is_empty();
                self.vault.write(|writer| gone.iter().try_for_each(|letter| self.remove(writer, letter)))?;
            }
            if !found {
                return Ok(any);
            }
            any = true;
        }
    }

    /// Keeps that a reply was delivered. Says whether its letter is still there.
    pub fn replied(&self, id: LetterId, mark: [u8; 16]) -> Result<bool, VaultError> {
        self.vault.write(|writer| {
            let Some(letter) = self.read_in(writer, id)? else { return Ok(false) };
            self.put(writer, &Letter { replied: Some(mark), ..letter })?;
            Ok(true)
        })
    }

    /// Erases a person's sealed pledges to these campaigns within a larger write: a pledge is taken back.
    pub fn withdraw(
        &self,
        writer: &mut Writer<'_>,
        user: UserId,
        is_for: impl Fn(Option<CampaignTag>) -> bool,
    ) -> Result<(), VaultError> {
        let is_pledge = |letter: &Letter| letter.sort == Sort::Pledge && is_for(letter.campaign);
        let mut pledges = self.of(user)?.into_iter().filter(is_pledge);
        pledges.try_for_each(|letter| self.remove(writer, &letter))
    }

    /// Erases everything of a person within a larger write, and with it the way back to them.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), VaultError> {
        self.of(user)?.into_iter().try_for_each(|letter| self.remove(writer, &letter))
    }

    /// Drops the texts of earlier pledges; the way back stays, for replies to what was taken out before.
    /// Those for another campaign are pledges to another petition.
    fn replace(
        &self,
        writer: &mut Writer<'_>,
        before: &[Letter],
        campaign: Option<CampaignTag>,
    ) -> Result<(), VaultError> {
        let campaign = campaign.or(self.untagged);
        let is_other = |letter: &Letter| {
            let before = letter.campaign.or(self.untagged);
            before.zip(campaign).is_some_and(|(before, campaign)| before != campaign)
        };
        let pledges = before.iter().filter(|letter| letter.sort == Sort::Pledge && letter.held);
        for letter in pledges.filter(|letter| !is_other(letter)) {
            writer.remove_long(&self.text_key(letter.id), tables::LETTER_TEXTS)?;
            self.put(writer, &Letter { held: false, ..letter.clone() })?;
        }
        Ok(())
    }

    pub(super) fn remove(&self, writer: &mut Writer<'_>, letter: &Letter) -> Result<(), VaultError> {
        writer.note_erasure()?;
        if letter.sort == Sort::Picture {
            self.count_picture(writer, false)?;
        }
        writer.remove_long(&self.text_key(letter.id), tables::LETTER_TEXTS)?;
        writer.remove::<StoredLetter>(&self.key(letter.id));
        writer.remove::<StoredOf>(&self.of_key(letter.user, letter.message));
        Ok(())
    }

    pub(super) fn put(&self, writer: &mut Writer<'_>, letter: &Letter) -> Result<(), VaultError> {
        writer.put(&self.key(letter.id), &StoredLetter::from(letter))
    }

    fn read_in(&self, writer: &mut Writer<'_>, id: LetterId) -> Result<Option<Letter>, VaultError> {
        Ok(writer.get::<StoredLetter>(&self.key(id))?.map(Letter::from))
    }

    fn key(&self, id: LetterId) -> RowKey {
        self.vault.grouped_row_key(tables::LETTERS, &[id.shard()], &id.to_bytes())
    }

    fn text_key(&self, id: LetterId) -> RowKey {
        self.vault.row_key(tables::LETTER_TEXTS, &id.to_bytes())
    }

    fn of_key(&self, user: UserId, message: MessageId) -> RowKey {
        self.vault.grouped_row_key(tables::LETTERS_OF, &user.to_bytes(), &message.0.to_be_bytes())
    }
}

// A sealed text fits what the vault keeps in parts.
const _: () = assert!(SEALED_MAX <= crate::vault::LONG_MAX && PICTURE_SEALED_MAX <= crate::vault::LONG_MAX);

#[cfg(test)]
mod tests;

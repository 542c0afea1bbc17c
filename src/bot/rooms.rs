//! What conversations work with.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use super::incoming::Person;
use super::served::Served;
use super::verifying::{Trust, verify_button};
use crate::alert::{Alert, Alerts};
use crate::audience::{Audience, Invitations, Sources};
use crate::audit::Audit;
use crate::broadcast::Broadcasts;
use crate::campaign::{Campaign, Day, Kind};
use crate::organisers::{Organisers, Right};
use crate::pledge::{Letters, Pledge, Pledges};
use crate::seal::Recipient;
use crate::telegram::{Button, Inbox, UserId};
use crate::text::{Html, Language, Message, Texts};
use crate::vault::{Vault, VaultError};

/// Destroys everything that is kept, keys first. Blocks, well under a second.
pub type Wipe = Box<dyn Fn() + Send + Sync>;

/// The rooms, the texts and the few facts of the configuration that conversations need. Cheap to clone; clones share what
/// the bot's name is and how it is wiped.
#[derive(Clone)]
pub struct Rooms {
    /// Subscribers.
    pub audience: Audience,
    /// Pledges of the campaign's petition.
    pub pledges: Pledges,
    /// What people sealed to the organisers.
    pub letters: Letters,
    /// To whom one seals; none where nothing sealed is taken.
    pub recipients: Vec<Recipient>,
    /// The Mini App's address, https and with a slash at its end; none where Telegram could not open it.
    pub page: Option<String>,
    /// Places that people come from.
    pub sources: Sources,
    /// Calls.
    pub alerts: Alerts,
    /// Calls on their way.
    pub broadcasts: Broadcasts,
    /// What organisers and operators did.
    pub audit: Audit,
    /// Facts and words of the campaign.
    pub campaign: Arc<Campaign>,
    /// Every campaign that the bot serves, the first one first; mostly one.
    pub served: Arc<[Served]>,
    /// Petitions that the store still has and no campaign any more: for showing and erasing what they hold of a person.
    pub former: Arc<[Pledges]>,
    /// Everything that the bot says.
    pub texts: Arc<Texts>,
    /// Invitations to circles.
    pub invitations: Invitations,
    /// By what people check the campaign.
    pub trust: Arc<Trust>,
    /// Accounts that see the desk, and what each may do there.
    pub organisers: Organisers,
    /// Whether people are reminded of the action day.
    pub reminders: bool,
    /// The bot's own name without `@`, once Telegram has told it: for sharing.
    pub username: Arc<OnceLock<String>>,
    /// Updates that wait or were set aside.
    pub inbox: Arc<Inbox>,
    /// Dialogues at the desk lie in it, and erasure goes through all of it.
    pub vault: Arc<Vault>,
    /// How many organisers wipe everything together; 0 for never from the desk.
    pub wipe_quorum: u32,
    /// Destroys everything, once they have agreed; set by whoever can.
    pub wipe: Arc<OnceLock<Wipe>>,
    /// The wall clock; a test gives its own.
    pub now: fn() -> Timestamp,
}

/// A person and the language that they are spoken to in.
#[derive(Clone, Copy)]
pub struct Reader {
    /// Who.
    pub user: UserId,
    /// How.
    pub language: Language,
}

impl Rooms {
    /// Finds how to speak to a person: in the language that they chose, else in their client's.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn reader(&self, person: &Person) -> Result<Reader, VaultError> {
        let mut known = self.audience.find(person.user)?;
        if known.is_none() {
            // They were away, and are here again.
            known = self.audience.take_back(person.user)?;
        }
        let chosen = known.map(|supporter| supporter.language);
        let language = chosen.unwrap_or_else(|| Language::from_tag(person.tag.as_deref().unwrap_or_default()));
        Ok(Reader { user: person.user, language })
    }

    /// Gives today's date where the campaign is.
    pub fn today(&self) -> Day {
        Day::from_timestamp((self.now)(), self.campaign.action_day().time_zone())
    }

    /// Writes a date out.
    pub fn date(&self, language: Language, date: jiff::civil::Date) -> String {
        let number = |value: i64| u64::try_from(value).unwrap_or_default();
        let (day, month, year) = (date.day().into(), date.month().into(), date.year().into());
        self.texts.plain(language, Message::Date { day: number(day), month: number(month), year: number(year) })
    }

    /// Writes out what a person has pledged: kinds, and that something is sealed.
    pub fn pledged(&self, language: Language, pledge: &Pledge) -> String {
        let sealed = pledge.sealed.then(|| self.texts.plain(language, Message::ButtonSealedPledge));
        let kinds = pledge.kinds.iter().map(|kind| self.kind(language, *kind));
        kinds.chain(sealed).collect::<Vec<_>>().join(", ")
    }

    /// Names a kind of support, as its button does.
    pub fn kind(&self, language: Language, kind: Kind) -> String {
        self.texts.plain(language, kind_label(kind))
    }

    /// Renders a message for a reader.
    pub fn html(&self, reader: Reader, message: Message<'_>) -> Html {
        self.texts.html(reader.language, message)
    }

    /// Renders a label or a pop-up for a reader.
    pub fn plain(&self, reader: Reader, message: Message<'_>) -> String {
        self.texts.plain(reader.language, message)
    }

    /// Makes the button that verifies an alert's text; `None` where nobody signed it, or there is no page.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn verify_button(
        &self,
        alert: &Alert,
        language: Language,
        text: &str,
    ) -> Result<Option<Button>, super::BotError> {
        // The page knows the keys of the first campaign: a call of another comes with its files.
        let is_first = self.named(&alert.campaign).is_some_and(|its| its.is_first());
        let page = self.page.as_deref().filter(|_| is_first);
        verify_button(&self.alerts, &self.texts, (page, is_first), alert, (language, text))
    }

    /// Tells whether an account sees the desk.
    pub fn is_organiser(&self, user: UserId) -> bool {
        self.organisers.roster().has(user)
    }
}

impl Rooms {
    /// Lists organisers whose account is not suspended, each as the bot speaks to them: English where their language is not
    /// known.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn organising_readers(&self) -> Result<Vec<Reader>, VaultError> {
        let active = self.organisers.active(self.today())?;
        active.into_iter().map(|user| self.reader_of(user)).collect()
    }

    /// Finds how the bot speaks to somebody unasked: English where their language is not known.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn reader_of(&self, user: UserId) -> Result<Reader, VaultError> {
        let chosen = self.audience.find(user)?.map(|supporter| supporter.language);
        Ok(Reader { user, language: chosen.unwrap_or(Language::English) })
    }

    /// Tells whether an organiser may do something at the desk today.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn may(&self, user: UserId, right: Right) -> Result<bool, VaultError> {
        self.organisers.may(user, right, self.today())
    }
}

/// Gives the text that names a kind of support.
pub(super) fn kind_label(kind: Kind) -> Message<'static> {
    match kind {
        Kind::Sign => Message::KindSign,
        Kind::Share => Message::KindShare,
        Kind::Act => Message::KindAct,
        Kind::Photo => Message::KindPhoto,
        Kind::Raise => Message::KindRaise,
    }
}

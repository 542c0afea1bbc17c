//! The campaigns that one bot serves, and the rooms as a conversation about one of them has them.
//!
//! [`Rooms::campaign`] and the pledges, sources and alerts beside it are those of the campaign that a conversation is about:
//! of the first one, unless a link, a button or an alert says otherwise. So a conversation needs to know of no other, and its
//! buttons keep to it: [`Answer::within`](super::Answer::within).
//!
//! Two are not like the others, and are mostly one and the same. The *first* is that which `klich.toml` names first: a
//! conversation begins with it, and page and Mini App are its. The *eldest* is that which people hear who were never asked:
//! what names no campaign, an old button or an old letter, is its, whether it is served or not, and never another's.

use std::sync::Arc;

use super::answer::BotError;
use super::rooms::Rooms;
use crate::alert::{AlertError, AlertId, Alerts};
use crate::audience::{Channel, Sources, Supporter};
use crate::campaign::{Campaign, CampaignTag, CircleId, CircleTag};
use crate::pledge::Pledges;
use crate::telegram::UserId;
use crate::vault::VaultError;

/// A campaign with what is kept of it alone. Cheap to clone.
#[derive(Clone)]
pub struct Served {
    /// Facts and words.
    pub campaign: Arc<Campaign>,
    /// Pledges of its petition.
    pub pledges: Pledges,
    /// Places that people come from.
    pub sources: Sources,
    /// Its calls.
    pub alerts: Alerts,
}

impl Rooms {
    /// Tells whether the bot serves this campaign and no other.
    pub fn is_alone(&self) -> bool {
        self.served.len() < 2
    }

    /// Tells whether the conversation is about the first campaign.
    pub fn is_first(&self) -> bool {
        self.served.first().is_none_or(|first| first.campaign.id() == self.campaign.id())
    }

    /// Tells whether the conversation is about the eldest campaign.
    fn is_eldest(&self) -> bool {
        self.audience.eldest().is_none_or(|eldest| eldest == self.campaign.id())
    }

    /// Tells whether people choose what they hear: where there are several, or one is left of several.
    pub fn are_chosen(&self) -> bool {
        !self.is_alone() || self.audience.knows_several()
    }

    /// Gives what buttons carry so that they keep to the campaign; `None` where the first one is the eldest, whose buttons carry
    /// nothing then.
    pub fn scope(&self) -> Option<CampaignTag> {
        (!(self.is_first() && self.is_eldest())).then(|| self.campaign.id().tag())
    }

    /// Gives the rooms for each campaign, the first one first.
    pub fn each(&self) -> impl Iterator<Item = Self> + '_ {
        self.served.iter().map(|served| self.about(served))
    }

    /// Gives the rooms for the campaign that a button names, the eldest where it names none; `None` for one that is not served.
    pub fn in_scope(&self, scope: Option<CampaignTag>) -> Option<Self> {
        match (scope, self.audience.eldest()) {
            (Some(tag), _) => self.find(|campaign| campaign.id().tag() == tag),
            (None, Some(eldest)) => self.find(|campaign| campaign.id() == eldest),
            (None, None) => self.served.first().map(|first| self.about(first)),
        }
    }

    /// Gives the rooms for the campaign of this id; `None` for one that is not served.
    pub fn named(&self, id: &str) -> Option<Self> {
        self.find(|campaign| campaign.id().as_str() == id)
    }

    /// Gives the rooms for the campaign of an alert that somebody names; `None` where it is not served any more, or nobody knows
    /// whose it was: nobody stands up for another one by its buttons.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn of_alert_named(&self, id: AlertId) -> Result<Option<Self>, BotError> {
        match self.alerts.find(id) {
            Ok(alert) => Ok(self.named(&alert.campaign)),
            Err(AlertError::Unknown) => Ok(self.in_scope(None).filter(|_| !self.are_chosen())),
            Err(error) => Err(error.into()),
        }
    }

    /// Tells whether a petition of theirs is closed and leaves something that is still to be removed, letters for its campaign
    /// among it.
    pub fn are_closing(&self) -> Result<bool, VaultError> {
        for served in self.served.iter() {
            if served.pledges.closed()?.is_some_and(|closed| !closed.swept) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Finds the circle of a tag, whichever campaign has it.
    pub fn circle_of(&self, tag: CircleTag) -> Option<&CircleId> {
        self.served.iter().find_map(|served| served.campaign.circle_of(tag))
    }

    /// Gives the rooms for the campaign that has a circle.
    pub fn of_circle(&self, tag: CircleTag) -> Option<Self> {
        self.find(|campaign| campaign.circle_of(tag).is_some())
    }

    /// Tells how subscribers hear the campaign.
    pub fn channel(&self) -> Result<Channel, VaultError> {
        self.audience.channel(self.campaign.id().as_str())
    }

    /// Tells whether somebody is on the list and hears the campaign.
    pub fn is_heard_by(&self, supporter: &Supporter) -> Result<bool, VaultError> {
        Ok(supporter.subscribed.is_some() && self.channel()?.is_heard_by(supporter.hears))
    }

    /// Gives the rooms for the campaign that somebody stood up for last, none where that is not served now; of two pledges whose
    /// order nobody kept, as two of one day from before there were turns, that which is named last.
    pub fn pledged_by(&self, user: UserId) -> Result<Option<Self>, VaultError> {
        let mut last = None;
        for rooms in self.each() {
            if let Some(pledge) = rooms.pledges.of(user)?
                && last.as_ref().is_none_or(|(order, _)| pledge.order() >= *order)
            {
                last = Some((pledge.order(), rooms));
            }
        }
        for former in self.former.iter() {
            let order = former.of(user)?.map(|pledge| pledge.order());
            last = last.filter(|(latest, _)| order.is_none_or(|order| order <= *latest));
        }
        Ok(last.map(|(_, rooms)| rooms))
    }

    /// Lets somebody hear of no count any more. Says whether they heard of one.
    pub fn end_counts(&self, user: UserId) -> Result<bool, VaultError> {
        let mut heard = false;
        // Of one that is not served now, too: it may come back.
        for pledges in self.served.iter().map(|served| &served.pledges).chain(self.former.iter()) {
            heard |= pledges.hearers().end(user)?;
        }
        Ok(heard)
    }

    fn find(&self, is: impl Fn(&Campaign) -> bool) -> Option<Self> {
        self.served.iter().find(|served| is(&served.campaign)).map(|served| self.about(served))
    }

    fn about(&self, served: &Served) -> Self {
        let Served { campaign, pledges, sources, alerts } = served.clone();
        let broadcasts = self.broadcasts.sending(alerts.clone());
        Self { campaign, pledges, sources, alerts, broadcasts, ..self.clone() }
    }
}

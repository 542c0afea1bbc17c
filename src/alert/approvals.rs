//! Approvals of alerts: given at the desk, by organisers who did not write what they approve.
//!
//! An approval is of everything that people will read, and of when and to whom it goes: where that changes, it is void. It
//! counts for as long as who gave it is an approver and not suspended. Signatures are another matter, and are asked for
//! besides: an approval protects against one organiser's account, not against the server.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Alert, AlertError, AlertFile, AlertId, Alerts, Kind, Refused, State};
use crate::organisers::{Organisers, Right, Role, Roster};
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Record, RowKey, Vault, Writer, tables};

/// What an approval is of: SHA-256 over everything that people will read, when it goes out and until when it holds, and to
/// whom. The alert's number is not in it, for that may be taken anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording([u8; 32]);

/// How far an alert is on its way to enough approvals.
#[derive(Clone, PartialEq, Eq)]
pub struct Approved {
    /// Whose approvals count.
    pub by: Vec<UserId>,
    /// Who could still approve it.
    pub missing: Vec<UserId>,
    /// How many it needs.
    pub required: usize,
}

impl Approved {
    /// Tells whether none is missing.
    pub fn is_enough(&self) -> bool {
        self.by.len() >= self.required
    }

    /// Tells whether as many are left as it needs.
    pub fn is_in_reach(&self) -> bool {
        self.by.len() + self.missing.len() >= self.required
    }
}

/// Prints the type only: it names people.
impl std::fmt::Debug for Approved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Approved")
    }
}

/// The record in the table `approvals`; row key: blind index of the alert's id. It goes when the alert ends.
#[derive(Clone, Serialize, Deserialize)]
enum StoredApprovals {
    V1(Approvals),
}

impl Record for StoredApprovals {
    const TABLE: Table = tables::APPROVALS;
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct Approvals {
    /// Who wrote one of its texts, or proposed it: their own approval does not count.
    wrote: Vec<UserId>,
    /// How many it needs, whatever the campaign asks for: one, where who proposed it is no approver.
    least: u8,
    /// What the approvals are of; none before it is proposed.
    of: Option<Wording>,
    approved: Vec<UserId>,
}

impl Alerts {
    /// Lets alerts be approved by organisers.
    #[must_use]
    pub fn approved_by(self, organisers: Organisers) -> Self {
        Self { organisers, ..self }
    }

    /// Tells what an approval of this alert is of, as it stands now.
    ///
    /// # Errors
    /// Those of the vault; so in every method here.
    pub fn wording(&self, alert: &Alert) -> Result<Wording, AlertError> {
        Ok(Wording::of(&self.file_of(alert)?, alert.of))
    }

    /// Tells how far an alert is on its way to enough approvals.
    pub fn approvals(&self, alert: &Alert) -> Result<Approved, AlertError> {
        let kept = self.vault.read::<StoredApprovals>(&self.approvals_key(alert.id))?;
        self.weigh(&kept.map(Approvals::from).unwrap_or_default())
    }

    /// Tells how many approvals a draft will need, if this organiser proposes it.
    pub fn approvals_for(&self, alert: &Alert, by: UserId) -> Result<Approved, AlertError> {
        let kept = self.vault.read::<StoredApprovals>(&self.approvals_key(alert.id))?;
        let mut kept = kept.map(Approvals::from).unwrap_or_default();
        kept.approved.clear();
        self.own(&mut kept, by);
        self.weigh(&kept)
    }

    /// Takes an organiser's approval of an alert that waits for it, within a larger write; with enough of them it goes on.
    /// The same one again changes nothing.
    ///
    /// # Errors
    /// [`AlertError::State`] where it does not wait for any, [`AlertError::OwnText`] from somebody who wrote it,
    /// [`AlertError::Changed`] where it is not what they have `seen`, [`AlertError::Refused`] where it expired.
    ///
    /// # Security
    /// The caller has checked that they may approve today.
    pub fn approve_in(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        (by, seen): (UserId, Wording),
        now: Timestamp,
    ) -> Result<Approved, AlertError> {
        let alert = self.get(writer, id)?;
        if alert.state != State::AwaitingApprovals {
            return Err(AlertError::State(alert.state));
        }
        if alert.expires <= now {
            return Err(Refused::Expired(alert.expires).into());
        }
        let mut kept = self.approvals_in(writer, id)?;
        if kept.wrote.contains(&by) {
            return Err(AlertError::OwnText);
        }
        let wording = Wording::of(&self.file_in(writer, &alert)?, alert.of);
        if wording != seen || kept.of != Some(seen) {
            return Err(AlertError::Changed);
        }
        if !kept.approved.contains(&by) {
            kept.approved.push(by);
            self.put_approvals(writer, id, &kept)?;
        }
        let approved = self.weigh(&kept)?;
        self.go_on(writer, alert)?;
        Ok(approved)
    }

    /// Keeps that an organiser wrote a text of an alert.
    pub(super) fn note_author(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        by: Option<UserId>,
    ) -> Result<(), AlertError> {
        let Some(by) = by else { return Ok(()) };
        let mut kept = self.approvals_in(writer, id)?;
        if kept.wrote.contains(&by) {
            return Ok(());
        }
        kept.wrote.push(by);
        self.put_approvals(writer, id, &kept)
    }

    /// Begins to ask for approvals of an alert as it stands now: earlier ones are void. Gives how many it needs.
    pub(super) fn propose(
        &self,
        writer: &mut Writer<'_>,
        alert: &Alert,
        by: Option<UserId>,
    ) -> Result<usize, AlertError> {
        let mut kept = self.approvals_in(writer, alert.id)?;
        (kept.approved, kept.least) = (Vec::new(), 0);
        if let Some(by) = by {
            self.own(&mut kept, by);
        }
        kept.of = Some(Wording::of(&self.file_in(writer, alert)?, alert.of));
        let required = self.required(&kept);
        if required > 0 || !kept.wrote.is_empty() {
            self.put_approvals(writer, alert.id, &kept)?;
        }
        Ok(required)
    }

    /// Lets go of the approvals of an alert that is a draft again. Who wrote it stays known.
    pub(super) fn void_approvals(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<(), AlertError> {
        let mut kept = self.approvals_in(writer, id)?;
        (kept.approved, kept.of, kept.least) = (Vec::new(), None, 0);
        if kept.wrote.is_empty() {
            writer.remove::<StoredApprovals>(&self.approvals_key(id));
            return Ok(());
        }
        self.put_approvals(writer, id, &kept)
    }

    /// Forgets what an alert that has ended had of approvals.
    pub(super) fn drop_approvals(&self, writer: &mut Writer<'_>, id: AlertId) {
        writer.remove::<StoredApprovals>(&self.approvals_key(id));
    }

    /// Refuses an alert that is about to go out and lacks approvals that count now.
    pub(super) fn is_approved(&self, alert: &Alert) -> Result<(), AlertError> {
        // What has begun had them; a recall says nothing, and a new attempt nothing new.
        if alert.state != State::Scheduled || matches!(alert.kind, Kind::Recall | Kind::Retry) {
            return Ok(());
        }
        let Some(kept) = self.vault.read::<StoredApprovals>(&self.approvals_key(alert.id))?.map(Approvals::from) else {
            // Reminders that nobody touched are the campaign's own, as its folder has them.
            let required = self.organisers.roster().approvals_required();
            let is_own = alert.kind == Kind::Reminder && alert.of.is_none();
            return if required == 0 || is_own { Ok(()) } else { Err(missing(0, required)) };
        };
        let approved = self.weigh(&kept)?;
        if !approved.is_enough() {
            return Err(missing(approved.by.len(), approved.required));
        }
        // The texts of a correction are the alert's by now, and those of a corrected alert were approved with that.
        let is_untouched = alert.of.is_none() && alert.revision == 0;
        if approved.required > 0 && is_untouched && kept.of != Some(self.wording(alert)?) {
            return Err(missing(0, approved.required));
        }
        Ok(())
    }

    /// Lets an alert that was to go out, and whose approvals do not count any more, wait for others. Says whether it does.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn ask_again(&self, id: AlertId) -> Result<bool, AlertError> {
        self.vault.write(|writer| {
            let mut alert = self.get(writer, id)?;
            if alert.state != State::Scheduled {
                return Ok(false);
            }
            let kept = self.approvals_in(writer, id)?;
            let wording = Wording::of(&self.file_in(writer, &alert)?, alert.of);
            if kept.of != Some(wording) && alert.of.is_none() {
                self.propose(writer, &alert, None)?;
            }
            alert.state = State::AwaitingApprovals;
            self.put(writer, &alert)?;
            Ok(true)
        })
    }

    /// Lets an alert go on that waits and has its approvals after all: an approver is no longer suspended, or the campaign
    /// asks for fewer. Says whether it does. Where none are asked for any more it stays, until it is proposed anew.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn settle_approved(&self, id: AlertId) -> Result<bool, AlertError> {
        self.vault.write(|writer| {
            let alert = self.get(writer, id)?;
            let kept = self.approvals_in(writer, id)?;
            let approved = self.weigh(&kept)?;
            if alert.state != State::AwaitingApprovals || approved.required == 0 || !approved.is_enough() {
                return Ok(false);
            }
            if kept.of != Some(Wording::of(&self.file_in(writer, &alert)?, alert.of)) {
                return Ok(false);
            }
            self.go_on(writer, alert)?;
            Ok(true)
        })
    }

    /// Lets an alert that waits go on as far as approvals and signatures let it, within a larger write.
    pub(super) fn go_on(&self, writer: &mut Writer<'_>, alert: Alert) -> Result<(), AlertError> {
        let approved = self.weigh(&self.approvals_in(writer, alert.id)?)?;
        let signed = self.signed_in(writer, alert.id)?;
        let signers = signed.map(|signed| self.rules.signers_of(&signed).len()).unwrap_or_default();
        match (approved.is_enough(), signers >= self.rules.quorum.required) {
            (false, _) => self.put(writer, &Alert { state: State::AwaitingApprovals, ..alert }),
            (true, false) => self.put(writer, &Alert { state: State::AwaitingSignatures, ..alert }),
            (true, true) => self.release(writer, alert),
        }
    }

    /// Lists what waits for approvals.
    pub fn await_approvals(&self) -> Result<Vec<Alert>, AlertError> {
        let mut alerts = self.all()?;
        alerts.retain(|alert| alert.state == State::AwaitingApprovals);
        Ok(alerts)
    }

    /// Tells in how many alerts that have not ended it is kept that somebody wrote or approved them.
    pub fn had_a_hand_in(&self, user: UserId) -> Result<usize, AlertError> {
        let mut count = 0;
        for alert in self.all()?.iter().filter(|alert| !alert.state.is_final()) {
            let kept = self.vault.read::<StoredApprovals>(&self.approvals_key(alert.id))?.map(Approvals::from);
            count += usize::from(kept.is_some_and(|kept| kept.wrote.contains(&user) || kept.approved.contains(&user)));
        }
        Ok(count)
    }

    /// Forgets somebody's approvals within a larger write, and, unless they are an organiser, that they wrote something.
    ///
    /// An organiser's authorship stays until the alert has ended: who could have it forgotten could approve their own text.
    pub fn forget_hand(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), AlertError> {
        let keeps = self.organisers.roster().has(user);
        for alert in self.all()?.iter().filter(|alert| !alert.state.is_final()) {
            let mut kept = self.approvals_in(writer, alert.id)?;
            let before = (kept.wrote.len(), kept.approved.len());
            kept.approved.retain(|by| *by != user);
            kept.wrote.retain(|by| keeps || *by != user);
            if before != (kept.wrote.len(), kept.approved.len()) {
                self.put_approvals(writer, alert.id, &kept)?;
            }
        }
        Ok(())
    }

    /// Makes an organiser one of those who wrote it.
    fn own(&self, kept: &mut Approvals, by: UserId) {
        if !kept.wrote.contains(&by) {
            kept.wrote.push(by);
        }
        // Who is a writer and no approver can't let anything out alone, whatever the campaign asks for.
        kept.least = u8::from(!self.organisers.roster().roles(by).has(Role::Approver));
    }

    fn required(&self, kept: &Approvals) -> usize {
        self.organisers.roster().approvals_required().max(usize::from(kept.least))
    }

    /// Counts the approvals that count now.
    fn weigh(&self, kept: &Approvals) -> Result<Approved, AlertError> {
        let (mut by, mut missing) = (Vec::new(), Vec::new());
        for user in self.organisers.roster().everyone() {
            if kept.wrote.contains(&user) || !self.organisers.still_counts(user, Right::Approve)? {
                continue;
            }
            if kept.approved.contains(&user) { by.push(user) } else { missing.push(user) }
        }
        Ok(Approved { by, missing, required: self.required(kept) })
    }

    fn approvals_in(&self, writer: &mut Writer<'_>, id: AlertId) -> Result<Approvals, AlertError> {
        Ok(writer.get::<StoredApprovals>(&self.approvals_key(id))?.map(Approvals::from).unwrap_or_default())
    }

    fn put_approvals(&self, writer: &mut Writer<'_>, id: AlertId, kept: &Approvals) -> Result<(), AlertError> {
        Ok(writer.put(&self.approvals_key(id), &StoredApprovals::V1(kept.clone()))?)
    }

    fn approvals_key(&self, id: AlertId) -> RowKey {
        self.vault.row_key(tables::APPROVALS, &id.to_bytes())
    }
}

impl Wording {
    fn of(file: &AlertFile, of: Option<AlertId>) -> Self {
        let manifest = AlertFile { sequence: 0, ..file.clone() }.manifest().to_text();
        let about = of.map(|of| of.to_string()).unwrap_or_default();
        let at = file.send_at.map(|at| at.as_second().to_string()).unwrap_or_default();
        let hash = Sha256::new().chain_update("klich approval v1\0").chain_update(manifest);
        Self(hash.chain_update(format!("\0{about}\0{at}")).finalize().into())
    }
}

impl From<StoredApprovals> for Approvals {
    fn from(StoredApprovals::V1(approvals): StoredApprovals) -> Self {
        approvals
    }
}

/// Makes the organisers of a room that asks nobody.
pub(super) fn nobody(vault: &Arc<Vault>) -> Organisers {
    Organisers::new(Arc::clone(vault), Roster::default())
}

fn missing(given: usize, required: usize) -> AlertError {
    Refused::Approvals { given, required }.into()
}

#[cfg(test)]
mod tests;

//! The ledger: one row a delivery, while it is of use; then only totals remain.

use jiff::Timestamp;

use super::record::{Broadcast, Delivery, Ending, StoredBroadcast, StoredDelivery};
use super::{Broadcasts, Step, is_over};
use crate::alert::{AlertId, State};
use crate::audience::Hours;
use crate::telegram::{MessageId, UserId};
use crate::vault::{RowKey, Stamp, VaultError, Writer, tables};

/// Ledger rows are kept this long after the broadcast's end: Telegram lets a bot delete messages under 48 hours old.
pub const LEDGER_HOURS: i64 = 47;

/// How many rows go at once.
const PAGE: usize = 500;

/// How many alerts back a reply is looked for.
const REPLY_ALERTS: usize = 50;

/// What a delivery's row needs to know of its subscriber, as it was read before the send.
#[derive(Clone, Copy)]
pub(super) struct AsRead {
    pub(super) stamp: Stamp,
    pub(super) disappear_after: Option<Hours>,
}

impl Broadcasts {
    /// Writes a step of a plan in one commit: ledger rows, departures, totals, cursor and claim. Not synced yet.
    ///
    /// A subscriber who left meanwhile gets no ledger row: only the count remains.
    ///
    /// `as_read` tells for each delivery how its subscriber was read; who is surely still the same is not read again.
    pub(super) fn write_step(
        &self,
        id: AlertId,
        broadcast: &Broadcast,
        step: &Step,
        as_read: &[Option<AsRead>],
    ) -> Result<(), VaultError> {
        self.vault.write(|writer| {
            for (delivery, as_read) in step.deliveries.iter().zip(as_read) {
                if delivery.ending == Ending::Unreachable {
                    let _ = self.audience.lose(writer, delivery.user, super::today())?;
                    continue;
                }
                // Nobody else writes for as long as this does.
                let still = as_read.filter(|as_read| self.audience.is_unchanged(as_read.stamp));
                let after = match still {
                    Some(as_read) => Some(as_read.disappear_after),
                    None => self.audience.find_in(writer, delivery.user)?.map(|supporter| supporter.disappear_after),
                };
                if let Some(after) = after {
                    self.put_delivery(writer, id, delivery, after)?;
                }
            }
            self.put_broadcast(writer, id, broadcast)
        })
    }

    pub(super) fn put_broadcast(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        broadcast: &Broadcast,
    ) -> Result<(), VaultError> {
        writer.put(&self.vault.row_key(tables::BROADCASTS, &id.to_bytes()), &StoredBroadcast::from(broadcast))
    }

    /// Tells whether a delivery to this person is in the ledger.
    pub(super) fn is_settled(&self, id: AlertId, user: UserId) -> Result<bool, VaultError> {
        Ok(self.delivery(id, user)?.is_some())
    }

    /// Finds the delivery of an alert to a person, while the ledger has it.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn delivery(&self, id: AlertId, user: UserId) -> Result<Option<Delivery>, VaultError> {
        Ok(self.vault.read::<StoredDelivery>(&self.ledger_key(id, user))?.map(Delivery::from))
    }

    /// Finds the alert that a message in a person's chat carried, while the ledger has it.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn alert_of(&self, user: UserId, message: MessageId) -> Result<Option<AlertId>, crate::alert::AlertError> {
        for alert in self.alerts.list()?.into_iter().filter(|alert| alert.of.is_none()).take(REPLY_ALERTS) {
            if self.delivery(alert.id, user)?.is_some_and(|delivery| delivery.message == Some(message)) {
                return Ok(Some(alert.id));
            }
        }
        Ok(None)
    }

    /// Lists what the ledgers hold of a person.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn deliveries_to(&self, user: UserId) -> Result<Vec<(AlertId, Delivery)>, crate::alert::AlertError> {
        let mut found = Vec::new();
        for alert in self.alerts.all()? {
            if let Some(delivery) = self.delivery(alert.id, user)? {
                found.push((alert.id, delivery));
            }
        }
        Ok(found)
    }

    /// Erases a person from every ledger within a larger write. The totals stay.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn erase(&self, writer: &mut Writer<'_>, user: UserId) -> Result<(), crate::alert::AlertError> {
        for alert in self.alerts.all()? {
            self.remove_delivery(writer, alert.id, user)?;
        }
        Ok(())
    }

    /// Removes the ledger rows of broadcasts that ended over [`LEDGER_HOURS`] ago. Blocks; resumable at any point.
    ///
    /// # Errors
    /// Those of the vault; what was removed stays removed.
    pub fn expire_ledgers(&self, now: Timestamp) -> Result<(), crate::alert::AlertError> {
        for alert in self.alerts.all()? {
            let Some(broadcast) = self.find(alert.id)? else {
                if alert.state == State::Cancelled {
                    self.alerts.drop_sealed(alert.id)?;
                }
                continue;
            };
            let ended = match (alert.state, broadcast.finished) {
                (State::Finished | State::Cancelled, Some(finished)) => finished,
                (State::Cancelled, None) => broadcast.started,
                _ => continue,
            };
            if !broadcast.ledger_gone && is_over(ended, now) && self.live.may_expire(alert.id) {
                self.alerts.drop_sealed(alert.id)?;
                self.remove_ledger(alert.id, broadcast, now)?;
            }
        }
        Ok(())
    }

    /// Removes rows but those whose messages the bot has yet to delete; with the last one the ledger is gone.
    fn remove_ledger(&self, id: AlertId, broadcast: Broadcast, now: Timestamp) -> Result<(), VaultError> {
        let prefix = self.ledger_prefix(id);
        let (mut after, mut kept) = (None, false);
        loop {
            let rows = self.vault.page_of_group::<StoredDelivery>(&prefix, after.as_ref(), PAGE)?;
            let last = rows.len() < PAGE;
            after = rows.last().map(|row| row.at.clone());
            let rows: Vec<_> = rows.into_iter().map(|row| (row.key, Delivery::from(row.record))).collect();
            let waits = |row: &Delivery| row.due.is_some_and(|due| !due.is_past_deleting(now));
            kept |= rows.iter().any(|(_, row)| waits(row));
            self.vault.write(|writer| {
                for (key, row) in rows.iter().filter(|(_, row)| !waits(row)) {
                    writer.remove::<StoredDelivery>(key);
                    self.forget_due(writer, id, row);
                }
                let ended = Broadcast { ledger_gone: true, ..broadcast.clone() };
                if last && !kept { self.put_broadcast(writer, id, &ended) } else { Ok(()) }
            })?;
            if last {
                self.live.expired(id, kept);
                return Ok(());
            }
        }
    }

    pub(super) fn ledger_key(&self, id: AlertId, user: UserId) -> RowKey {
        self.vault.grouped_row_key(tables::LEDGER, &id.to_bytes(), &user.to_bytes())
    }

    pub(super) fn ledger_prefix(&self, id: AlertId) -> RowKey {
        self.vault.group_prefix(tables::LEDGER, &id.to_bytes())
    }
}

//! Alerts that disappear: messages that the bot deletes when their time has come.
//!
//! A delivery to somebody who wants that has a row in the table `due`, in the group of the quarter of an hour in which it is
//! to be deleted. Passes go over the groups whose time has come; there is no timer a message, so a restart loses nothing
//! and memory holds one page. A row goes once its message is gone, or can't be deleted any more.
//!
//! # Security
//! The group's number is blinded like a row's: the disk tells how many messages are to be deleted together, not when, and
//! not whose. Which alert and which person stands in the encrypted record.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::record::{Delivery, StoredDelivery};
use super::work::{Engine, EngineError, WINDOW, blocking};
use super::{Broadcasts, Ending};
use crate::alert::AlertId;
use crate::audience::Hours;
use crate::store::Table;
use crate::telegram::{Outcome, Outgoing, UserId};
use crate::vault::{Found, Position, Record, RowKey, VaultError, Writer, tables};

/// A slot's length in seconds.
const SLOT: i64 = 15 * 60;

/// How many slots back a pass looks: 49 hours. What was due earlier, Telegram deletes no more.
const BACK: i64 = 49 * 60 * 60 / SLOT;

/// How many slots after its own a message can surely not be deleted any more: the latest is due 47 hours after delivery.
const TOO_OLD: i64 = 2 * 60 * 60 / SLOT;

/// How many rows are held at once.
const PAGE: usize = 256;

/// Between two passes. Short beside a slot, so that a changed clock matters little.
const BETWEEN: Duration = Duration::from_secs(20);

/// A quarter of an hour, counted from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot(i64);

impl Slot {
    /// Gives the slot of a moment.
    pub fn of(moment: Timestamp) -> Self {
        Self(moment.as_second().div_euclid(SLOT))
    }

    /// Gives when a message that was delivered then is to be deleted.
    ///
    /// Never before its time but for the longest choice, which must stay under Telegram's 48 hours with room to spare.
    pub fn due(delivered: Timestamp, after: Hours) -> Self {
        let seconds = delivered.as_second() + i64::from(after.get()) * 60 * 60;
        match after.get() {
            47 => Self(seconds.div_euclid(SLOT)),
            _ => Self((seconds + SLOT - 1).div_euclid(SLOT)),
        }
    }

    /// Gives its first moment.
    pub fn begins(self) -> Timestamp {
        Timestamp::from_second(self.0.saturating_mul(SLOT)).unwrap_or(Timestamp::MAX)
    }

    /// Tells whether a message that was due then can't be deleted any more.
    pub fn is_past_deleting(self, now: Timestamp) -> bool {
        Self::of(now).0 > self.0 + TOO_OLD
    }

    fn to_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

/// The record in the table `due`; row key: the slot's group, then the blind index of alert and user under its key.
#[derive(Serialize, Deserialize)]
enum StoredDue {
    V1 { alert: AlertId, user: UserId },
}

impl Record for StoredDue {
    const TABLE: Table = tables::DUE;
}

impl Broadcasts {
    /// Writes a delivery to the ledger, and when it is to be deleted.
    pub(super) fn put_delivery(
        &self,
        writer: &mut Writer<'_>,
        id: AlertId,
        delivery: &Delivery,
        after: Option<Hours>,
    ) -> Result<(), VaultError> {
        let mut delivery = delivery.clone();
        delivery.due = match (delivery.message, after) {
            (Some(_), Some(after)) => Some(Slot::due(Timestamp::now(), after)),
            _ => None,
        };
        if let Some(due) = delivery.due {
            writer.put(&self.due_key(due, id, delivery.user), &StoredDue::V1 { alert: id, user: delivery.user })?;
        }
        writer.put(&self.ledger_key(id, delivery.user), &StoredDelivery::from(&delivery))
    }

    /// Removes a delivery from the ledger together with its due row.
    pub(super) fn remove_delivery(&self, writer: &mut Writer<'_>, id: AlertId, user: UserId) -> Result<(), VaultError> {
        let key = self.ledger_key(id, user);
        if let Some(row) = writer.get::<StoredDelivery>(&key)? {
            self.forget_due(writer, id, &Delivery::from(row));
            writer.remove::<StoredDelivery>(&key);
        }
        Ok(())
    }

    /// Removes the due row of a delivery, if it has one.
    pub(super) fn forget_due(&self, writer: &mut Writer<'_>, id: AlertId, delivery: &Delivery) {
        if let Some(due) = delivery.due {
            writer.remove::<StoredDue>(&self.due_key(due, id, delivery.user));
        }
    }

    /// Settles due rows: their messages are gone, or can't be deleted any more.
    fn settle_due(&self, settled: &[(RowKey, AlertId, UserId)]) -> Result<(), VaultError> {
        self.vault.write(|writer| {
            for (key, id, user) in settled {
                writer.remove::<StoredDue>(key);
                let ledger = self.ledger_key(*id, *user);
                let Some(row) = writer.get::<StoredDelivery>(&ledger)?.map(Delivery::from) else { continue };
                // The row stays: that it was sent must be known until the broadcast is over.
                let row = Delivery { message: None, due: None, ..row };
                writer.put(&ledger, &StoredDelivery::from(&row))?;
            }
            Ok(())
        })
    }

    fn due_page(&self, slot: Slot, after: Option<&Position>) -> Result<Vec<Found<StoredDue>>, VaultError> {
        let prefix = self.vault.group_prefix(tables::DUE, &slot.to_bytes());
        // Most slots are empty: one row tells.
        let first = self.vault.page_of_group::<StoredDue>(&prefix, after, 1)?;
        if first.is_empty() { Ok(first) } else { self.vault.page_of_group(&prefix, after, PAGE) }
    }

    fn due_key(&self, slot: Slot, id: AlertId, user: UserId) -> RowKey {
        let name = [id.to_bytes().as_slice(), user.to_bytes().as_slice()].concat();
        self.vault.grouped_row_key(tables::DUE, &slot.to_bytes(), &name)
    }
}

/// Deletes what is due, again and again, until `shutdown`.
///
/// # Errors
/// Those of the vault.
pub(super) async fn keep_deleting(engine: Arc<Engine>, shutdown: CancellationToken) -> Result<(), EngineError> {
    while !shutdown.is_cancelled() {
        pass(&engine, Timestamp::now(), &shutdown).await?;
        shutdown.run_until_cancelled(tokio::time::sleep(BETWEEN)).await;
    }
    Ok(())
}

/// Deletes what is due by now, once. What fails in passing stays for the next pass. Gives how many are settled.
///
/// Safe to be cut off at any moment: to delete twice is the same as once.
pub(super) async fn pass(
    engine: &Arc<Engine>,
    now: Timestamp,
    shutdown: &CancellationToken,
) -> Result<usize, EngineError> {
    let Slot(last) = Slot::of(now);
    let mut count = 0;
    for slot in (last - BACK..=last).map(Slot) {
        let mut after = None;
        loop {
            let broadcasts = engine.broadcasts.clone();
            let rows = blocking(move || Ok(broadcasts.due_page(slot, after.as_ref())?)).await?;
            after = rows.last().map(|row| row.at.clone());
            if after.is_none() || shutdown.is_cancelled() {
                break;
            }
            let deletions = rows
                .into_iter()
                .map(|Found { key, record: StoredDue::V1 { alert, user }, .. }| delete(engine, key, alert, user));
            let window = engine.window.min(WINDOW);
            let ended: Vec<_> = futures::stream::iter(deletions).buffer_unordered(window).collect().await;
            let settled = ended.into_iter().filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
            count += settled.len();
            let broadcasts = engine.broadcasts.clone();
            blocking(move || Ok(broadcasts.settle_due(&settled)?)).await?;
        }
    }
    Ok(count)
}

/// Deletes one message; gives its row where that is settled.
async fn delete(
    engine: &Arc<Engine>,
    key: RowKey,
    alert: AlertId,
    user: UserId,
) -> Result<Option<(RowKey, AlertId, UserId)>, EngineError> {
    let delivery = engine.broadcasts.delivery(alert, user)?;
    let Some(message) = delivery.and_then(|delivery| delivery.message) else { return Ok(Some((key, alert, user))) };
    // In the broadcasts' lane: what a person was promised must not wait behind a long broadcast.
    let outcome = (engine.post)(Outgoing::Delete { chat: user.private_chat(), message }, Box::new(|| true)).await;
    Ok(match outcome {
        Some(Outcome::Delivered(_) | Outcome::Gone | Outcome::Unreachable | Outcome::Refused(_)) => {
            Some((key, alert, user))
        }
        Some(Outcome::Retry { .. } | Outcome::Uncertain | Outcome::Fatal) | None => None,
    })
}

/// Tells whether the row of an ending without a message is one whose message was deleted.
pub(super) fn was_deleted(delivery: &Delivery) -> bool {
    delivery.ending == Ending::Delivered && delivery.message.is_none()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Mutex;

    use futures::FutureExt as _;
    use jiff::SignedDuration;
    use proptest::prelude::*;
    use tokio::sync::mpsc;

    use super::*;
    use crate::alert::{Alerts, Rules};
    use crate::audience::Audience;
    use crate::broadcast::{Post, Rendered};
    use crate::campaign::Day;
    use crate::seal::Quorum;
    use crate::telegram::{ChatId, MessageId, Refusal};
    use crate::text::{Html, Language};
    use crate::vault::Vault;

    fn hours(hours: u8) -> Hours {
        Hours::new(hours).unwrap()
    }

    type Deleted = Arc<Mutex<Vec<(ChatId, MessageId)>>>;

    /// An engine whose deletions are kept, and end as `outcome` says.
    fn engine(outcome: Outcome) -> (Arc<Engine>, Deleted) {
        let vault = Vault::in_memory();
        let audience = Audience::new(Arc::clone(&vault));
        let alerts = Alerts::new(
            Arc::clone(&vault),
            Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: Vec::new() },
        );
        let deleted = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&deleted);
        let post: Post = Arc::new(move |outgoing, _| {
            if let Outgoing::Delete { chat, message } = outgoing {
                kept.lock().unwrap().push((chat, message));
            }
            let outcome = outcome.clone();
            async move { Some(outcome) }.boxed()
        });
        let engine = Engine {
            broadcasts: Broadcasts::new(vault, alerts, audience.clone()),
            audience,
            recall: Arc::clone(&post),
            post,
            render: Arc::new(|_, _, text| Rendered { text: Html::escape(text), keyboard: Arc::default() }),
            discreet: Arc::new(|_, _| Rendered { text: Html::escape("…"), keyboard: Arc::default() }),
            notices: mpsc::channel(1).0,
            window: 3,
        };
        (Arc::new(engine), deleted)
    }

    /// Delivers an alert to people who chose so, a message of their own number each.
    fn deliver(engine: &Engine, id: AlertId, people: &[(i64, Option<Hours>)]) {
        engine
            .broadcasts
            .vault
            .write(|writer| {
                for (user, after) in people {
                    let message = Some(MessageId(i32::try_from(*user).unwrap()));
                    let delivery = Delivery { message, ..Delivery::ended(UserId(*user), Ending::Delivered) };
                    engine.broadcasts.put_delivery(writer, id, &delivery, *after)?;
                }
                Ok::<_, VaultError>(())
            })
            .unwrap();
    }

    fn alert() -> AlertId {
        AlertId::random(&mut rand::rngs::OsRng)
    }

    fn later(hours: i64) -> Timestamp {
        Timestamp::now() + SignedDuration::from_hours(hours)
    }

    #[test]
    fn all_rows_are_of_one_length() {
        let vault = Vault::in_memory();
        for (user, slot) in [(1, 0), ((1_i64 << 52) - 1, i64::MAX / SLOT)] {
            let (alert, user) = (AlertId::from_bytes([7; 5]), UserId(user));
            let name = [alert.to_bytes().as_slice(), user.to_bytes().as_slice()].concat();
            let key = vault.grouped_row_key(tables::DUE, &Slot(slot).to_bytes(), &name);
            let sealed = crate::vault::measuring::seal(&vault, &key, &StoredDue::V1 { alert, user }).unwrap();
            assert_eq!(sealed.len(), 64 + 45);
        }
    }

    #[tokio::test]
    async fn each_message_goes_at_its_own_time_and_once() {
        let (engine, deleted) = engine(Outcome::Delivered(None));
        let id = alert();
        let people: Vec<_> = (1..=400).map(|user| (user, Some(hours(1)))).collect();
        deliver(&engine, id, &people);
        deliver(&engine, id, &[(1001, Some(hours(24))), (1002, Some(hours(47))), (1003, None)]);
        let never = CancellationToken::new();
        assert_eq!(pass(&engine, Timestamp::now(), &never).await.unwrap(), 0);
        assert_eq!(pass(&engine, later(2), &never).await.unwrap(), 400);
        assert_eq!(pass(&engine, later(3), &never).await.unwrap(), 0);
        assert_eq!(pass(&engine, later(47), &never).await.unwrap(), 2);
        let chats: Vec<i64> = deleted.lock().unwrap().iter().map(|(chat, _)| chat.0).collect();
        assert_eq!((chats.len(), chats.contains(&1003)), (402, false));
        let row = engine.broadcasts.delivery(id, UserId(1)).unwrap().unwrap();
        assert!(was_deleted(&row) && row.due.is_none());
        assert!(engine.broadcasts.delivery(id, UserId(1003)).unwrap().unwrap().message.is_some());
    }

    #[tokio::test]
    async fn what_fails_in_passing_stays_and_what_can_not_be_deleted_does_not() {
        let never = CancellationToken::new();
        let (engine, deleted) = engine(Outcome::Retry { after: Duration::ZERO });
        deliver(&engine, alert(), &[(1, Some(hours(1))), (2, Some(hours(1)))]);
        for _ in 0..2 {
            assert_eq!(pass(&engine, later(2), &never).await.unwrap(), 0);
        }
        assert_eq!(deleted.lock().unwrap().len(), 4);
        for outcome in
            [Outcome::Gone, Outcome::Unreachable, Outcome::Refused(Refusal { code: 400, reason: Refusal::TOO_OLD })]
        {
            let (engine, _) = self::engine(outcome);
            deliver(&engine, alert(), &[(1, Some(hours(1)))]);
            assert_eq!(pass(&engine, later(2), &never).await.unwrap(), 1);
        }
    }

    #[tokio::test]
    async fn a_clock_that_was_wrong_delays_and_loses_nothing() {
        let (engine, _) = engine(Outcome::Delivered(None));
        let never = CancellationToken::new();
        deliver(&engine, alert(), &[(1, Some(hours(1)))]);
        // The clock jumps ahead by a month: too far to look back. Then it is set right.
        assert_eq!(pass(&engine, later(30 * 24), &never).await.unwrap(), 0);
        assert_eq!(pass(&engine, later(-5), &never).await.unwrap(), 0);
        assert_eq!(pass(&engine, later(2), &never).await.unwrap(), 1);
    }

    #[tokio::test]
    async fn who_is_forgotten_leaves_no_due_row_and_an_old_ledger_waits_for_its_deletions() {
        let (engine, deleted) = engine(Outcome::Delivered(None));
        let broadcasts = &engine.broadcasts;
        broadcasts.audience.subscribe(UserId(1), Language::English, Day(1)).unwrap();
        let file =
            "kind = \"call\"\ncampaign = \"ours\"\nsequence = 1\nexpires = 2999-01-01T00:00:00Z\n[text]\nen = \"x\"";
        let file = crate::alert::AlertFile::parse(file).unwrap();
        let id = broadcasts.alerts.submit(&file, Timestamp::now()).unwrap();
        deliver(&engine, id, &[(1, Some(hours(1))), (2, Some(hours(47))), (3, None)]);
        let rows = || broadcasts.vault.page::<StoredDue>(None, 10).unwrap().len();
        assert_eq!(rows(), 2);
        broadcasts.vault.write(|writer| broadcasts.erase(writer, UserId(1))).unwrap();
        assert_eq!(rows(), 1);

        for act in [crate::alert::Act::Start, crate::alert::Act::Finish] {
            broadcasts.alerts.act(id, act).unwrap();
        }
        let mut broadcast = super::super::Broadcast::begin(3, Timestamp::now());
        broadcast.finished = Some(Timestamp::now() - SignedDuration::from_hours(1));
        broadcasts.vault.write(|writer| broadcasts.put_broadcast(writer, id, &broadcast)).unwrap();
        broadcasts.expire_ledgers(later(47)).unwrap();
        assert_eq!(rows(), 1, "the message of the second person is not deleted yet");
        assert!(broadcasts.delivery(id, UserId(3)).unwrap().is_none());
        assert_eq!(pass(&engine, later(47), &CancellationToken::new()).await.unwrap(), 1);
        assert_eq!(*deleted.lock().unwrap(), [(ChatId(2), MessageId(2))]);
        broadcasts.live.expired(id, false);
        broadcasts.expire_ledgers(later(47)).unwrap();
        assert!(broadcasts.find(id).unwrap().unwrap().ledger_gone);
    }

    proptest! {
        /// Never early but by a slot for the longest choice, never late by more than a slot.
        #[test]
        fn a_slot_is_near_its_time(delivered in 0_i64..4_000_000_000, which in 0_usize..3) {
            let after = Hours::CHOICES.into_iter().nth(which).unwrap();
            let wanted = delivered + i64::from(after.get()) * 3600;
            let begins = Slot::due(Timestamp::from_second(delivered).unwrap(), after).begins().as_second();
            if after.get() == 47 {
                prop_assert!(begins <= wanted && wanted - begins < SLOT);
            } else {
                prop_assert!(begins >= wanted && begins - wanted < SLOT);
            }
        }
    }
}

//! Corrections, recalls and retries: whether one makes sense now, and what each does to a row of the ledger.

use jiff::Timestamp;

use super::record::{Broadcast, Delivery, Ending, StoredBroadcast, StoredDelivery};
use super::{Broadcasts, Step, due};
use crate::alert::{Alert, AlertError, AlertFile, AlertId, Kind, Short};
use crate::audience::Supporter;
use crate::seal::Signature;
use crate::vault::{VaultError, Writer, tables};

impl Broadcasts {
    /// Corrects an alert in place, as [`crate::alert::Alerts::correct_signed`]; wake the engine afterwards.
    ///
    /// # Errors
    /// As there, and [`AlertError::LedgerGone`].
    pub fn correct_in(
        &self,
        writer: &mut Writer<'_>,
        of: AlertId,
        signed: (&AlertFile, &[Signature]),
        short: Short,
        now: Timestamp,
    ) -> Result<Alert, AlertError> {
        self.ledger_is_there(of)?;
        self.alerts.correct_signed(writer, of, signed, short, now)
    }

    /// Recalls an alert within a larger write; wake the engine afterwards.
    ///
    /// # Errors
    /// As [`crate::alert::Alerts::recall_in`], and [`AlertError::LedgerGone`].
    pub fn recall_in(&self, writer: &mut Writer<'_>, of: AlertId, now: Timestamp) -> Result<AlertId, AlertError> {
        self.ledger_is_there(of)?;
        self.alerts.recall_in(writer, of, now)
    }

    /// Sends an alert again to those whom it failed to reach, within a larger write; wake the engine afterwards.
    ///
    /// # Errors
    /// As [`crate::alert::Alerts::retry_in`], [`AlertError::LedgerGone`], [`AlertError::NothingFailed`].
    pub fn retry_in(&self, writer: &mut Writer<'_>, of: AlertId, now: Timestamp) -> Result<AlertId, AlertError> {
        self.ledger_is_there(of)?;
        let id = self.alerts.retry_in(writer, of, now)?;
        match self.find(of)? {
            Some(broadcast) if broadcast.totals.failed > 0 => Ok(id),
            _ => Err(AlertError::NothingFailed),
        }
    }

    /// Refuses what would work on rows that are gone.
    ///
    /// # Errors
    /// [`AlertError::LedgerGone`], or those of the vault.
    pub fn ledger_is_there(&self, of: AlertId) -> Result<(), AlertError> {
        match self.find(of)? {
            Some(broadcast) if broadcast.ledger_gone => Err(AlertError::LedgerGone),
            _ => Ok(()),
        }
    }

    /// Counts the rows that a correction, a recall or a retry has to come to. Blocks for the scan.
    pub(super) fn work_of(&self, sweep: &Alert, of: AlertId) -> Result<u64, VaultError> {
        let prefix = self.ledger_prefix(of);
        let (mut after, mut count) = (None, 0);
        loop {
            let rows = self.vault.page_of_group::<StoredDelivery>(&prefix, after.as_ref(), 256)?;
            let last = rows.len() < 256;
            after = rows.last().map(|row| row.at.clone());
            let wanted = rows.into_iter().filter(|row| wants(sweep, &Delivery::from(row.record.clone())));
            count += wanted.count() as u64;
            if last {
                return Ok(count);
            }
        }
    }

    /// Writes a step of a correction, a recall or a retry in one commit. Not synced yet.
    pub(super) fn write_swept(
        &self,
        sweep: &Alert,
        of: AlertId,
        broadcast: &Broadcast,
        step: &Step,
    ) -> Result<(), VaultError> {
        self.vault.write(|writer| {
            let mut moved = Vec::new();
            for ended in &step.deliveries {
                let key = self.ledger_key(of, ended.user);
                // Forgotten meanwhile: only the count remains.
                let Some(row) = writer.get::<StoredDelivery>(&key)?.map(Delivery::from) else { continue };
                let supporter = self.audience.find_in(writer, ended.user)?;
                if sweep.kind == Kind::Retry && row.ending == Ending::Failed {
                    moved.push(ended.ending);
                }
                if ended.ending == Ending::Unreachable {
                    self.audience.lose(writer, ended.user, super::today())?;
                    self.remove_delivery(writer, of, ended.user)?;
                    continue;
                }
                self.put_row(writer, sweep, of, row, ended, supporter.as_ref())?;
            }
            self.move_failed(writer, of, &moved)?;
            self.put_broadcast(writer, sweep.id, broadcast)
        })
    }

    fn put_row(
        &self,
        writer: &mut Writer<'_>,
        sweep: &Alert,
        of: AlertId,
        row: Delivery,
        ended: &Delivery,
        supporter: Option<&Supporter>,
    ) -> Result<(), VaultError> {
        let swept = Some(sweep.id);
        let done = ended.ending == Ending::Delivered;
        let row = match sweep.kind {
            Kind::Recall if done => {
                self.forget_due(writer, of, &row);
                Delivery { message: None, due: None, swept, ending: Ending::Delivered, ..row }
            }
            Kind::Correction if done => Delivery { revision: ended.revision, swept, ..row },
            Kind::Retry => {
                let row = Delivery { swept, ..ended.clone() };
                let after = supporter.and_then(|supporter| supporter.disappear_after);
                return self.put_delivery(writer, of, &row, after);
            }
            _ => Delivery { swept, ..row },
        };
        writer.put(&self.ledger_key(of, row.user), &StoredDelivery::from(&row))
    }

    /// Counts in the alert's own totals what became of those that had failed.
    fn move_failed(&self, writer: &mut Writer<'_>, of: AlertId, endings: &[Ending]) -> Result<(), VaultError> {
        if endings.is_empty() {
            return Ok(());
        }
        let key = self.vault.row_key(tables::BROADCASTS, &of.to_bytes());
        let Some(mut broadcast) = writer.get::<StoredBroadcast>(&key)?.map(Broadcast::from) else { return Ok(()) };
        for ending in endings {
            broadcast.totals.failed = broadcast.totals.failed.saturating_sub(1);
            broadcast.totals.add(*ending);
        }
        self.put_broadcast(writer, of, &broadcast)
    }
}

/// Decides whether a correction, a recall or a retry has anything to do with a row.
///
/// A row that the same one came to already is done, whether it went well or not.
pub(super) fn wants(sweep: &Alert, row: &Delivery) -> bool {
    if row.swept == Some(sweep.id) || due::was_deleted(row) {
        return false;
    }
    match sweep.kind {
        // Rows of the first version do not know their language: whoever runs the sweep finds it out.
        Kind::Correction => {
            let old = row.revision < sweep.revision && row.ending != Ending::Failed;
            old && row.language.is_none_or(|language| sweep.written.contains(&language))
        }
        Kind::Recall => row.ending != Ending::Failed,
        Kind::Retry => row.ending == Ending::Failed,
        Kind::Call | Kind::Update | Kind::Reminder => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::*;
    use crate::alert::State;
    use crate::telegram::{MessageId, UserId};
    use crate::text::Language;

    fn sweep(kind: Kind) -> Alert {
        Alert {
            id: AlertId::random(&mut rand::rngs::OsRng),
            kind,
            campaign: "ours".to_owned(),
            sequence: 2,
            expires: Timestamp::MAX,
            send_at: None,
            languages: BTreeSet::new(),
            circles: BTreeSet::new(),
            written: [Language::English].into(),
            state: State::Running,
            of: Some(AlertId::random(&mut rand::rngs::OsRng)),
            revision: 1,
            untold: false,
        }
    }

    fn row(ending: Ending, language: Language) -> Delivery {
        let message = (ending == Ending::Delivered).then_some(MessageId(1));
        Delivery { message, language: Some(language), ..Delivery::ended(UserId(1), ending) }
    }

    #[test]
    fn each_kind_wants_its_rows_and_none_twice() {
        use Ending::{Delivered, Failed, Uncertain};
        let table = [
            (Kind::Correction, row(Delivered, Language::English), true),
            (Kind::Correction, row(Delivered, Language::Polish), false),
            (Kind::Correction, row(Uncertain, Language::English), true),
            (Kind::Correction, row(Failed, Language::English), false),
            (Kind::Correction, Delivery { revision: 1, ..row(Delivered, Language::English) }, false),
            (Kind::Correction, Delivery { message: None, ..row(Delivered, Language::English) }, false),
            (Kind::Recall, row(Delivered, Language::Polish), true),
            (Kind::Recall, row(Uncertain, Language::Polish), true),
            (Kind::Recall, row(Failed, Language::Polish), false),
            (Kind::Recall, Delivery { message: None, ..row(Delivered, Language::Polish) }, false),
            (Kind::Retry, row(Failed, Language::Polish), true),
            (Kind::Retry, row(Uncertain, Language::Polish), false),
            (Kind::Retry, row(Delivered, Language::Polish), false),
        ];
        for (place, (kind, row, wanted)) in table.into_iter().enumerate() {
            let sweep = sweep(kind);
            assert_eq!(wants(&sweep, &row), wanted, "row {place}");
            assert!(!wants(&sweep, &Delivery { swept: Some(sweep.id), ..row }), "row {place} again");
        }
    }
}

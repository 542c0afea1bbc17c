//! A correction, a recall or a retry on its way: over the ledger of the alert that it works on, within a bounded window.
//!
//! It goes as a broadcast goes: rows are claimed before anything is done to them and settled after, so a crash leaves at
//! most a window of rows to look at again. To edit or delete twice is the same as once; what a retry may have sent before a
//! crash counts as uncertain. A row remembers which of them came to it last, so none is counted twice.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::StreamExt as _;
use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::FuturesUnordered;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::ahead::Ahead;
use super::doubt::{self, Doubt};
use super::plan::{Candidate, Plan, Step};
use super::reaches;
use super::record::{Broadcast, Delivery, Ending, StoredDelivery};
use super::rework::wants;
use super::trouble::Trouble;
use super::work::{Engine, EngineError, Rendered, Sent, WINDOW, Wanted, blocking};
use crate::alert::{Alert, AlertId, Kind, PauseReason, State};
use crate::audience::{Channel, Supporter};
use crate::telegram::{Outcome, Outgoing};
use crate::text::Language;
use crate::vault::{Found, Position, tables};

/// How many rows of the ledger are read at once.
const PAGE: usize = 256;

/// A correction, a recall or a retry in the hands of one task.
pub(super) struct Sweep {
    engine: Arc<Engine>,
    /// The correction, recall or retry itself.
    alert: Alert,
    /// What it works on.
    target: Alert,
    /// Its campaign, as subscribers hear it.
    channel: Channel,
    broadcast: Broadcast,
    plan: Plan<Delivery>,
    ahead: Ahead,
    position: Option<Position>,
    trouble: Trouble,
    /// The target's message in each language, none for a recall.
    rendered: BTreeMap<Language, Arc<Rendered>>,
    /// Whether the target is sealed.
    sealed: bool,
    halted: Arc<AtomicBool>,
    after_crash: bool,
    doubt: Doubt,
    pause: Option<PauseReason>,
}

impl Sweep {
    /// Takes one up where it stands: at its beginning, or where an earlier run was.
    pub(super) fn take_up(
        engine: Arc<Engine>,
        alert: Alert,
        target: AlertId,
        now: Timestamp,
    ) -> Result<Self, EngineError> {
        let broadcasts = &engine.broadcasts;
        let target = broadcasts.alerts.find(target)?;
        let mut broadcast = match broadcasts.find(alert.id)? {
            Some(broadcast) => broadcast,
            None => Broadcast::begin(broadcasts.work_of(&alert, target.id)?, now),
        };
        let after_crash = !std::mem::take(&mut broadcast.stopped_clean);
        if after_crash {
            broadcast.doubt_claims();
        }
        broadcast.claimed.clear();
        let mut rendered = BTreeMap::new();
        // Only those who had the first text see that it was corrected.
        let revision = if alert.kind == Kind::Correction { target.revision } else { 0 };
        let shown = Alert { revision, ..target.clone() };
        for language in target.written.iter().filter(|_| alert.kind != Kind::Recall) {
            let text = broadcasts.alerts.text(target.id, *language)?.unwrap_or_default();
            rendered.insert(*language, Arc::new((engine.render)(&shown, *language, &text)));
        }
        let sealed = broadcasts.alerts.sealed(target.id)?.is_some();
        let channel = engine.audience.channel(&target.campaign)?;
        Ok(Self {
            sealed,
            channel,
            plan: Plan::resume(&broadcast, engine.window),
            ahead: Ahead::new(engine.window.saturating_sub(WINDOW)),
            position: broadcast.cursor.clone(),
            engine,
            alert,
            target,
            broadcast,
            trouble: Trouble::default(),
            rendered,
            halted: Arc::default(),
            after_crash,
            doubt: Doubt::nobody(),
            pause: None,
        })
    }

    /// Goes over every row, or as far as it may: until pause, cancellation, trouble or `shutdown`.
    pub(super) async fn go(mut self, shutdown: CancellationToken) -> Result<(), EngineError> {
        let mut changed = self.engine.broadcasts.live.changed.subscribe();
        self.look_for_doubt().await?;
        self.look_for_a_stop(&shutdown)?;
        let mut sends = FuturesUnordered::new();
        let mut writing: Option<tokio::task::JoinHandle<Result<Step, EngineError>>> = None;
        loop {
            if self.alert.expires <= Timestamp::now() && !self.is_halted() {
                self.stop(PauseReason::Expired);
            }
            while !self.is_halted() && self.plan.wants_rows() {
                self.offer_rows().await?;
            }
            while !self.is_halted()
                && let Some(candidate) = self.plan.take_next()
            {
                match self.outgoing(&candidate.subscriber)? {
                    Some(outgoing) => sends.push(self.send(outgoing, candidate)),
                    // Nobody knows which message it was, if there was one.
                    None if candidate.subscriber.ending == Ending::Uncertain => {
                        self.end_row(&candidate.at, &candidate.subscriber, Ending::Uncertain);
                    }
                    None => self.plan.pass(&candidate.at),
                }
            }
            if writing.is_none()
                && let Some(step) = self.plan.step(self.ahead.open(), self.ahead.is_short())
            {
                self.ahead.write_begins();
                writing = Some(self.write(step));
            }
            if writing.is_none() && sends.is_empty() && (self.is_halted() || self.plan.is_done()) {
                return self.engine.finish(self.alert.id, self.broadcast, self.pause, self.plan.is_done());
            }
            tokio::select! {
                Some((candidate, outcome)) = sends.next(), if !sends.is_empty() => {
                    // What a stopping courier sends back may come before word of the stop: it was not done, not failed.
                    if shutdown.is_cancelled() {
                        self.halt();
                    }
                    self.take(&candidate, &outcome);
                }
                written = async { writing.as_mut().expect("only polled while a step is being written").await },
                    if writing.is_some() =>
                {
                    writing = None;
                    self.ahead.write_ended();
                    let step = written.map_err(|_| EngineError::Stopped)??;
                    self.engine.broadcasts.live.count(self.alert.id, step.deliveries.len());
                    self.plan.written(&step);
                    step.deliveries.iter().for_each(|delivery| self.doubt.settled(delivery.user));
                    if self.doubt.is_over() {
                        self.broadcast.doubts.clear();
                    }
                }
                () = self.ahead.short(), if writing.is_none() => {}
                Ok(()) = changed.changed(), if !self.is_halted() => self.look_for_a_stop(&shutdown)?,
                () = shutdown.cancelled(), if !self.is_halted() => self.halt(),
            }
        }
    }

    fn look_for_a_stop(&mut self, shutdown: &CancellationToken) -> Result<(), EngineError> {
        let alerts = &self.engine.broadcasts.alerts;
        let state = alerts.find(self.alert.id)?.state;
        // The texts were corrected meanwhile: the next run goes on with the new ones.
        let outdated = alerts.find(self.target.id)?.revision != self.target.revision;
        if shutdown.is_cancelled() || state != State::Running || outdated {
            self.halt();
        }
        Ok(())
    }

    fn stop(&mut self, reason: PauseReason) {
        self.pause.get_or_insert(reason);
        self.halt();
    }

    fn halt(&self) {
        self.halted.store(true, Ordering::Relaxed);
    }

    fn is_halted(&self) -> bool {
        self.halted.load(Ordering::Relaxed)
    }

    /// Finds out to whom an earlier run may have sent when it died; to edit or delete twice is the same as once.
    async fn look_for_doubt(&mut self) -> Result<(), EngineError> {
        if !self.after_crash || self.alert.kind != Kind::Retry {
            return Ok(());
        }
        let (engine, broadcast) = (Arc::clone(&self.engine), self.broadcast.clone());
        let (sweep, target) = (self.alert.clone(), self.target.id);
        self.doubt = blocking(move || {
            let page = |after: Option<&Position>| {
                let rows = page(&engine, target, after)?.into_iter();
                Ok(rows.map(|Found { at, key, record }| (at, key, Delivery::from(record).user)).collect())
            };
            let settled = |user| {
                let delivery = engine.broadcasts.delivery(target, user)?;
                Ok(delivery.is_none_or(|delivery| !wants(&sweep, &delivery)))
            };
            doubt::look(&engine.broadcasts.vault, tables::LEDGER, &broadcast, page, settled)
        })
        .await?;
        Ok(())
    }

    /// Reads the next page of the ledger into the plan.
    async fn offer_rows(&mut self) -> Result<(), EngineError> {
        let (engine, position, target) = (Arc::clone(&self.engine), self.position.clone(), self.target.id);
        let rows = blocking(move || page(&engine, target, position.as_ref())).await?;
        if rows.len() < PAGE {
            self.plan.complete();
        }
        for Found { at, record, .. } in rows {
            self.position = Some(at.clone());
            let row = Delivery::from(record);
            let (user, perhaps_sent) = (row.user, self.doubt.covers(row.user));
            let wanted = wants(&self.alert, &row);
            let candidate = wanted.then(|| Candidate { at: at.clone(), user, subscriber: row, perhaps_sent });
            self.plan.offer(at, candidate);
        }
        Ok(())
    }

    /// Makes what is to be done to a row; `None` where nothing can be.
    fn outgoing(&self, row: &Delivery) -> Result<Option<Outgoing>, EngineError> {
        let chat = row.user.private_chat();
        if self.alert.kind == Kind::Recall {
            // Also for those who have left: what endangers somebody must go wherever it still stands.
            return Ok(row.message.map(|message| Outgoing::Delete { chat, message }));
        }
        let Some((language, reader)) = self.language_of(row)? else { return Ok(None) };
        if self.alert.kind == Kind::Retry && self.sealed {
            return Ok((self.engine.for_one)(&self.target, &reader)?);
        }
        let Some(rendered) = self.rendered.get(&language) else { return Ok(None) };
        // A text that just stands in a discreet reader's chat hides too: pressing *Show* gives the new one.
        let neutral = reader.discreet.then(|| (self.engine.discreet)(&self.target, reader.language));
        let rendered = neutral.as_ref().unwrap_or(rendered);
        let (text, keyboard) = (rendered.text.clone(), Some(Arc::clone(&rendered.keyboard)));
        Ok(match (self.alert.kind, row.message) {
            (Kind::Retry, _) => Some(Outgoing::Message { chat, text, keyboard, reply_to: None, protect: false }),
            (_, Some(message)) => Some(Outgoing::Edit { chat, message, text, keyboard }),
            (_, None) => None,
        })
    }

    /// Finds the language of a row's message, and its reader: the one that it was delivered in, or for a new sending the
    /// reader's own.
    ///
    /// `None` for those who have left: they asked to hear nothing more, so nothing of theirs is edited or sent anew.
    fn language_of(&self, row: &Delivery) -> Result<Option<(Language, Supporter)>, EngineError> {
        let subscribed = |found: Option<Supporter>| found.filter(|found| found.subscribed.is_some());
        let Some(supporter) = subscribed(self.engine.audience.find(row.user)?) else { return Ok(None) };
        let reads = self.target.language_for(supporter.language);
        let language = match self.alert.kind {
            Kind::Retry => reads.filter(|_| reaches(&self.target, self.channel, &supporter.profile())),
            _ => row.language.or(reads).filter(|language| self.alert.written.contains(language)),
        };
        Ok(language.map(|language| (language, supporter)))
    }

    fn send(
        &self,
        outgoing: Outgoing,
        candidate: Candidate<Delivery>,
    ) -> BoxFuture<'static, (Candidate<Delivery>, Sent)> {
        let (halted, audience, user) =
            (Arc::clone(&self.halted), self.engine.audience.clone(), candidate.subscriber.user);
        let recall = self.alert.kind == Kind::Recall;
        let departure = self.ahead.waits();
        let leaving = Arc::clone(&departure);
        let wanted: Wanted = Box::new(move || {
            let stays = || audience.find(user).is_ok_and(|found| found.is_some_and(|found| found.subscribed.is_some()));
            let wanted = !halted.load(Ordering::Relaxed) && (recall || stays());
            if wanted {
                leaving.leaves();
            }
            wanted
        });
        let post = if recall { &self.engine.recall } else { &self.engine.post };
        let sent = post(outgoing, wanted);
        async move {
            let sent = sent.await.map_or(Sent::Left, Sent::Came);
            drop(departure);
            (candidate, sent)
        }
        .boxed()
    }

    /// Takes what became of one row.
    fn take(&mut self, candidate: &Candidate<Delivery>, outcome: &Sent) {
        let (at, row) = (&candidate.at, &candidate.subscriber);
        let retry = self.alert.kind == Kind::Retry;
        let (ending, message) = match outcome {
            Sent::Left | Sent::Came(Outcome::Retry { .. }) if self.is_halted() => return,
            Sent::Left => return self.plan.pass(at),
            Sent::Came(Outcome::Refused(_)) if self.pause == Some(PauseReason::Refused) => return,
            Sent::Came(Outcome::Delivered(message)) if retry && candidate.perhaps_sent => (Ending::Uncertain, *message),
            // Nothing stands there any more: nobody reads the old text, and there is nothing to delete.
            Sent::Came(Outcome::Delivered(_) | Outcome::Gone) if !retry => (Ending::Delivered, row.message),
            Sent::Came(Outcome::Delivered(message)) => (Ending::Delivered, *message),
            Sent::Came(Outcome::Unreachable | Outcome::Gone) => (Ending::Unreachable, None),
            Sent::Came(Outcome::Uncertain) => (Ending::Uncertain, row.message),
            Sent::Came(Outcome::Refused(_) | Outcome::Retry { .. }) => (Ending::Failed, row.message),
            Sent::Came(Outcome::Fatal) => return self.stop(PauseReason::Token),
        };
        if let Sent::Came(outcome) = outcome
            && let Some(reason) = self.reason_to_stop(outcome)
        {
            self.stop(reason);
            if reason == PauseReason::Refused {
                return;
            }
        }
        let row = Delivery { message, ..row.clone() };
        self.end_row(at, &row, ending);
    }

    fn end_row(&mut self, at: &Position, row: &Delivery, ending: Ending) {
        let language = match self.alert.kind {
            Kind::Retry => self.language_of(row).ok().flatten().map(|(language, _)| language),
            _ => row.language,
        };
        let ended = Delivery { ending, language, revision: self.target.revision, ..row.clone() };
        self.plan.ended(at, ended);
    }

    /// What a deletion is refused for is its message's age, never a content: it stops no recall.
    fn reason_to_stop(&mut self, outcome: &Outcome) -> Option<PauseReason> {
        match outcome {
            Outcome::Refused(_) if self.alert.kind == Kind::Recall => None,
            outcome => self.trouble.after(outcome),
        }
    }

    /// Puts a step on the disk, in the background.
    fn write(&mut self, step: Step) -> tokio::task::JoinHandle<Result<Step, EngineError>> {
        step.deliveries.iter().for_each(|delivery| self.broadcast.totals.add(delivery.ending));
        self.broadcast.cursor.clone_from(&step.cursor);
        self.broadcast.claimed.clone_from(&step.claimed);
        let engine = Arc::clone(&self.engine);
        let (alert, target, broadcast) = (self.alert.clone(), self.target.id, self.broadcast.clone());
        tokio::spawn(async move {
            let broadcasts = engine.broadcasts.clone();
            let step = blocking(move || {
                broadcasts.write_swept(&alert, target, &broadcast, &step)?;
                Ok(step)
            })
            .await?;
            engine.broadcasts.vault.sync().await?;
            Ok(step)
        })
    }
}

/// Reads a page of the ledger of `target`.
fn page(engine: &Engine, target: AlertId, after: Option<&Position>) -> Result<Vec<Found<StoredDelivery>>, EngineError> {
    let prefix = engine.broadcasts.ledger_prefix(target);
    Ok(engine.broadcasts.vault.page_of_group(&prefix, after, PAGE)?)
}

//! One broadcast on its way: rows in, sends out, endings to the disk, until it is done or told to stop.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::ahead::Ahead;
use super::doubt::{self, Doubt};
use super::ledger::AsRead;
use super::plan::{Candidate, Plan, Step};
use super::reaches;
use super::record::{Broadcast, Delivery, Ending};
use super::trouble::Trouble;
use super::work::{Engine, EngineError, Reader, Rendered, Sent, WINDOW, blocking};
use crate::alert::{Alert, PauseReason, State};
use crate::audience::{Channel, Supporter};
use crate::telegram::{Outcome, Outgoing, UserId};
use crate::text::Language;
use crate::vault::{Found, Position, tables};

/// How many rows of the audience are read at once.
const PAGE: usize = 256;

/// A broadcast in the hands of one task.
pub(super) struct Run {
    engine: Arc<Engine>,
    alert: Alert,
    /// Its campaign, as subscribers hear it.
    channel: Channel,
    broadcast: Broadcast,
    plan: Plan<Reader>,
    ahead: Ahead,
    /// The last row that was offered to the plan.
    position: Option<Position>,
    /// The generation that all rows lay in when this broadcast began, where no run was before this one: in its order each
    /// comes once, so that none is settled already.
    in_one_order: Option<u32>,
    /// How those were read whose endings are to be written.
    as_read: HashMap<UserId, AsRead>,
    trouble: Trouble,
    /// The alert's message in each language that it is written in.
    rendered: BTreeMap<Language, Arc<Rendered>>,
    /// What stands for it in discreet subscribers' chats, by their own language.
    discreet: BTreeMap<Language, Arc<Rendered>>,
    /// Whether it is sealed: then each member's message is their own.
    sealed: bool,
    /// Set once it shall send no more; sends on their way end and are written.
    halted: Arc<AtomicBool>,
    /// Whether an earlier run died in the middle of its sends.
    after_crash: bool,
    /// To whom it may have sent.
    doubt: Doubt,
    pause: Option<PauseReason>,
}

impl Run {
    /// Takes an alert up where it stands: at its beginning, or where an earlier run was.
    pub(super) fn take_up(engine: Arc<Engine>, alert: Alert, now: Timestamp) -> Result<Self, EngineError> {
        let broadcasts = &engine.broadcasts;
        let earlier = broadcasts.find(alert.id)?;
        let in_one_order = match &earlier {
            None => broadcasts.vault.only_generation(tables::AUDIENCE),
            Some(_) => None,
        };
        let mut broadcast = match earlier {
            Some(broadcast) => broadcast,
            None => Broadcast::begin(broadcasts.audience_of(&alert)?, now),
        };
        let after_crash = !std::mem::take(&mut broadcast.stopped_clean);
        if after_crash {
            broadcast.doubt_claims();
        }
        broadcast.claimed.clear();
        let plan = Plan::resume(&broadcast, engine.window);
        let ahead = Ahead::new(engine.window.saturating_sub(WINDOW));
        let position = broadcast.cursor.clone();
        let mut rendered = BTreeMap::new();
        // To those who have not seen the first text, a corrected one is the first.
        let shown = Alert { revision: 0, ..alert.clone() };
        for language in &alert.written {
            let text = broadcasts.alerts.text(alert.id, *language)?.unwrap_or_default();
            rendered.insert(*language, Arc::new((engine.render)(&shown, *language, &text)));
        }
        let notice = |language| (language, Arc::new((engine.discreet)(&alert, language)));
        let discreet = Language::ALL.into_iter().map(notice).collect();
        let sealed = broadcasts.alerts.sealed(alert.id)?.is_some();
        let channel = engine.audience.channel(&alert.campaign)?;
        Ok(Self {
            engine,
            channel,
            rendered,
            discreet,
            sealed,
            alert,
            broadcast,
            plan,
            ahead,
            position,
            in_one_order,
            as_read: HashMap::new(),
            trouble: Trouble::default(),
            halted: Arc::default(),
            after_crash,
            doubt: Doubt::nobody(),
            pause: None,
        })
    }

    /// Sends to everyone, or as far as it may: until pause, cancellation, expiry, trouble or `shutdown`.
    pub(super) async fn go(mut self, shutdown: CancellationToken) -> Result<(), EngineError> {
        let engine = Arc::clone(&self.engine);
        let mut changed = engine.broadcasts.live.changed.subscribe();
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
                match self.outgoing(&candidate.subscriber.supporter)? {
                    Some(outgoing) => {
                        let (channel, halted) = (self.channel, Arc::clone(&self.halted));
                        sends.push(engine.send(outgoing, candidate, channel, halted, self.ahead.waits()));
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
                    // What a stopping courier sends back may come before word of the stop: it was not sent, not failed.
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
                    engine.broadcasts.live.count(self.alert.id, step.deliveries.len());
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

    /// Reads where the alert stands and decides whether to go on.
    fn look_for_a_stop(&mut self, shutdown: &CancellationToken) -> Result<(), EngineError> {
        let Alert { state, revision, .. } = self.engine.broadcasts.alerts.find(self.alert.id)?;
        // Corrected on its way: the next run goes on with the new texts.
        if shutdown.is_cancelled() || state != State::Running || revision != self.alert.revision {
            self.halt();
        }
        Ok(())
    }

    /// Sends no more, for this reason.
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

    /// Makes what goes to a reader; `None` where nothing does.
    fn outgoing(&self, reader: &Supporter) -> Result<Option<Outgoing>, EngineError> {
        if self.sealed {
            return Ok((self.engine.for_one)(&self.alert, reader)?);
        }
        Ok(self.rendered(reader).map(|rendered| Outgoing::Message {
            chat: reader.chat(),
            text: rendered.text.clone(),
            keyboard: Some(Arc::clone(&rendered.keyboard)),
            reply_to: None,
            protect: false,
        }))
    }

    /// Gives the message for a reader: in their language, or the neutral line where they asked for that.
    fn rendered(&self, reader: &Supporter) -> Option<Arc<Rendered>> {
        let text = self.rendered.get(&self.alert.language_for(reader.language)?)?;
        if reader.discreet { self.discreet.get(&reader.language).cloned() } else { Some(Arc::clone(text)) }
    }

    /// Finds out to whom an earlier run may have sent when it died.
    async fn look_for_doubt(&mut self) -> Result<(), EngineError> {
        if !self.after_crash {
            return Ok(());
        }
        let (engine, broadcast, id) = (Arc::clone(&self.engine), self.broadcast.clone(), self.alert.id);
        self.doubt = blocking(move || {
            let page = |after: Option<&Position>| {
                let rows = engine.audience.page(after, PAGE)?;
                Ok(rows.into_iter().map(|Found { at, key, record }| (at, key, record.user)).collect())
            };
            let settled = |user| Ok(engine.broadcasts.is_settled(id, user)?);
            doubt::look(&engine.broadcasts.vault, tables::AUDIENCE, &broadcast, page, settled)
        })
        .await?;
        Ok(())
    }

    /// Reads the next page of the audience into the plan.
    async fn offer_rows(&mut self) -> Result<(), EngineError> {
        let (engine, position, id) = (Arc::clone(&self.engine), self.position.clone(), self.alert.id);
        let in_one_order = self.in_one_order;
        let rows = blocking(move || {
            let moment = engine.audience.moment();
            let rows = engine.audience.page(position.as_ref(), PAGE)?.into_iter();
            let rows = rows.map(|Found { at, record, .. }| {
                // Also of rows that no run came to: they may have lain elsewhere when one did.
                let is_settled =
                    in_one_order != Some(at.generation()) && engine.broadcasts.is_settled(id, record.user)?;
                let stamp = moment.stamp(&at);
                Ok((at, Reader { supporter: record, stamp }, is_settled))
            });
            rows.collect::<Result<Vec<_>, EngineError>>()
        })
        .await?;
        if rows.len() < PAGE {
            self.plan.complete();
        }
        for (at, reader, is_settled) in rows {
            self.position = Some(at.clone());
            let supporter = &reader.supporter;
            let user = supporter.user;
            let wanted = supporter.subscribed.is_some()
                && reaches(&self.alert, self.channel, &supporter.profile())
                && !is_settled;
            let perhaps_sent = self.doubt.covers(user);
            let candidate = wanted.then(|| Candidate { at: at.clone(), user, subscriber: reader, perhaps_sent });
            self.plan.offer(at, candidate);
        }
        Ok(())
    }

    /// Takes what became of one send.
    fn take(&mut self, candidate: &Candidate<Reader>, outcome: &Sent) {
        let Reader { supporter, stamp } = &candidate.subscriber;
        let (ending, message) = match outcome {
            // Halted before its turn came: surely not sent, and open for the next run.
            Sent::Left | Sent::Came(Outcome::Retry { .. }) if self.is_halted() => return,
            Sent::Left => {
                self.plan.pass(&candidate.at);
                return;
            }
            // It was this content's fault, not the subscriber's: they get it once that is mended.
            Sent::Came(Outcome::Refused(_)) if self.pause == Some(PauseReason::Refused) => return,
            Sent::Came(Outcome::Delivered(message)) if candidate.perhaps_sent => (Ending::Uncertain, *message),
            Sent::Came(Outcome::Delivered(message)) => (Ending::Delivered, *message),
            Sent::Came(Outcome::Unreachable | Outcome::Gone) => (Ending::Unreachable, None),
            Sent::Came(Outcome::Uncertain) => (Ending::Uncertain, None),
            Sent::Came(Outcome::Refused(_) | Outcome::Retry { .. }) => (Ending::Failed, None),
            Sent::Came(Outcome::Fatal) => {
                // Nothing was sent and nothing can be: the row stays open for the next run.
                self.stop(PauseReason::Token);
                return;
            }
        };
        if let Sent::Came(outcome) = outcome
            && let Some(reason) = self.trouble.after(outcome)
        {
            self.stop(reason);
            if reason == PauseReason::Refused {
                return;
            }
        }
        let language = self.alert.language_for(supporter.language);
        let revision = self.alert.revision;
        self.as_read.insert(supporter.user, AsRead { stamp: *stamp, disappear_after: supporter.disappear_after });
        let delivery = Delivery::ended(supporter.user, ending);
        self.plan.ended(&candidate.at, Delivery { message, language, revision, ..delivery });
    }

    /// Puts a step on the disk, in the background.
    fn write(&mut self, step: Step) -> tokio::task::JoinHandle<Result<Step, EngineError>> {
        step.deliveries.iter().for_each(|delivery| self.broadcast.totals.add(delivery.ending));
        self.broadcast.cursor.clone_from(&step.cursor);
        self.broadcast.claimed.clone_from(&step.claimed);
        let (engine, id, broadcast) = (Arc::clone(&self.engine), self.alert.id, self.broadcast.clone());
        let as_read: Vec<_> = step.deliveries.iter().map(|delivery| self.as_read.remove(&delivery.user)).collect();
        tokio::spawn(async move {
            let broadcasts = engine.broadcasts.clone();
            let step = blocking(move || {
                broadcasts.write_step(id, &broadcast, &step, &as_read)?;
                Ok(step)
            })
            .await?;
            engine.broadcasts.vault.sync().await?;
            Ok(step)
        })
    }
}

//! The dispatcher: from the inbox to the handler, in order within a chat, chats beside each other.

mod window;

use std::{any::Any, collections::BTreeMap, fmt, future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use serde_json::value::RawValue;
use teloxide::types::{Update, UpdateKind};
use tokio::{
    task::{JoinSet, spawn_blocking},
    time::{Instant, sleep_until, timeout_at},
};
use tokio_util::sync::CancellationToken;

use self::window::{Offer, Refill, Start, Window};
use super::{Inbox, InboxError, UpdateId, inbox::Failed, traffic::count};

/// Handlers that run at a time, at most.
const HANDLERS: usize = 96;
/// Rows read at a time.
const PAGE: usize = 256;

/// The stack in bytes that a thread needs to read an update, teloxide's recursion over nested messages included.
pub const HANDLER_STACK: usize = 8 << 20;
/// Updates that are nested deeper are let go: Telegram's own are not, and teloxide's reader takes much stack for each level.
const DEPTH_MAX: usize = 32;

/// Handles an update. It may be called again for one that it has handled already: at a crash, or when it failed.
pub trait Handler: Send + Sync + 'static {
    /// Does what the update asks for.
    ///
    /// # Errors
    /// [`HandlerError`]: the update is tried again later, and set aside after the fifth time.
    fn handle(&self, update: Update) -> BoxFuture<'_, Result<(), HandlerError>>;
}

impl<F, R> Handler for F
where
    F: Fn(Update) -> R + Send + Sync + 'static,
    R: Future<Output = Result<(), HandlerError>> + Send + 'static,
{
    fn handle(&self, update: Update) -> BoxFuture<'_, Result<(), HandlerError>> {
        self(update).boxed()
    }
}

/// Why a handler failed. Made from any error by `?`; that error's text must hold nothing of a person, as it is logged.
pub struct HandlerError(Box<dyn std::error::Error + Send + Sync>);

impl<E: std::error::Error + Send + Sync + 'static> From<E> for HandlerError {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Debug for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Runs a handler for every update in the inbox, at first for those that were there at the start.
///
/// Memory is bounded: of waiting updates only numbers are held, of one chat a few, the rest stays on the disk.
pub struct Dispatcher {
    inbox: Arc<Inbox>,
    handler: Arc<dyn Handler>,
    window: Window,
    /// The last update that was offered to the window.
    cursor: Option<UpdateId>,
    /// Whether there may be more behind the cursor.
    more: bool,
}

/// How a run of a handler ended.
enum End {
    Finished,
    /// There was nothing to handle, so nothing was answered.
    Skipped,
    Rest {
        attempts: u8,
    },
    /// Its chat is ahead of its pace.
    NotYet {
        until: Instant,
    },
}

impl Dispatcher {
    /// Makes a dispatcher; there must be one only for an inbox.
    pub fn new(inbox: Arc<Inbox>, handler: Arc<dyn Handler>) -> Self {
        Self { inbox, handler, window: Window::default(), cursor: None, more: true }
    }

    /// Dispatches until `shutdown`; then lets running handlers finish for up to `grace`. The rest stays in the inbox.
    ///
    /// # Errors
    /// [`InboxError`]: the disk fails, the process must end. Nothing that was acknowledged is lost.
    pub async fn run(mut self, shutdown: CancellationToken, grace: Duration) -> Result<(), InboxError> {
        let mut running: JoinSet<(u64, Result<End, InboxError>)> = JoinSet::new();
        let inbox = Arc::clone(&self.inbox);
        while !shutdown.is_cancelled() {
            self.fill().await?;
            while running.len() < HANDLERS {
                let Some(start) = self.window.start_next(Instant::now()) else { break };
                // Resting takes no place among the handlers: whoever writes much keeps nobody waiting.
                if let Some(until) = start.not_before.filter(|_| !self.inbox.is_flooded(start.chat)) {
                    self.window.rest(start.chat, until);
                    continue;
                }
                let (inbox, handler) = (Arc::clone(&self.inbox), Arc::clone(&self.handler));
                running.spawn(async move { (start.chat, run_one(&inbox, handler.as_ref(), start).await) });
            }
            let due = self.window.next_due();
            tokio::select! {
                () = shutdown.cancelled() => {}
                Some(ended) = running.join_next() => {
                    if let Ok((chat, end)) = ended {
                        self.settle(chat, end?);
                    }
                }
                lowest = inbox.news() => self.go_back_before(lowest),
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => self.window.wake(Instant::now()),
            }
        }
        drain(running, Instant::now() + grace).await
    }

    /// Reads from the disk what the window has room for.
    async fn fill(&mut self) -> Result<(), InboxError> {
        while self.window.has_room() {
            let Some(refill) = self.window.next_refill() else { break };
            self.refill(refill).await?;
        }
        while self.more && self.window.has_room() {
            let (page, next) = self.inbox.pending(self.cursor, PAGE).await?;
            self.more = next.is_some();
            for pending in page {
                if self.window.offer(pending.chat, pending.id) == Offer::Full {
                    self.more = true;
                    break;
                }
                self.cursor = Some(pending.id);
            }
        }
        Ok(())
    }

    /// Offers what was left of one chat, up to where everything was offered already.
    async fn refill(&mut self, refill: Refill) -> Result<(), InboxError> {
        let mut after = refill.from.0.checked_sub(1).map(UpdateId);
        loop {
            let (page, next) = self.inbox.pending(after, PAGE).await?;
            for pending in page.into_iter().filter(|pending| pending.chat == refill.chat) {
                if Some(pending.id) > self.cursor {
                    self.window.refilled(refill.chat);
                    return Ok(());
                }
                match self.window.offer(pending.chat, pending.id) {
                    Offer::Taken => {}
                    Offer::Left => return Ok(()),
                    Offer::Full => {
                        self.window.leave(Refill { chat: refill.chat, from: pending.id });
                        return Ok(());
                    }
                }
            }
            if next.is_none() || next > self.cursor {
                self.window.refilled(refill.chat);
                return Ok(());
            }
            after = next;
        }
    }

    fn go_back_before(&mut self, lowest: UpdateId) {
        self.more = true;
        if self.cursor >= Some(lowest) {
            self.cursor = lowest.0.checked_sub(1).map(UpdateId);
        }
    }

    fn settle(&mut self, chat: u64, end: End) {
        match end {
            End::Finished => self.window.finished(chat),
            End::Skipped => self.window.skipped(chat),
            End::Rest { attempts } => self.window.rest(chat, Instant::now() + rest_after(attempts)),
            End::NotYet { until } => self.window.rest(chat, until),
        }
    }
}

impl Start {
    /// How a run ends that did nothing: one that had no place in its chat's pace has none to give back.
    fn skipped(self) -> End {
        if self.not_before.is_some() { End::Finished } else { End::Skipped }
    }
}

/// Gives the rest after so many failed attempts: 1 s, 4 s, 16 s, 64 s.
fn rest_after(attempts: u8) -> Duration {
    Duration::from_secs(4_u64.saturating_pow(u32::from(attempts.saturating_sub(1))))
}

/// Runs the handler for one update and notes on the disk what came of it.
async fn run_one(inbox: &Arc<Inbox>, handler: &dyn Handler, start: Start) -> Result<End, InboxError> {
    let id = start.id;
    let Some(json) = inbox.load(id).await? else { return Ok(start.skipped()) };
    if inbox.is_flooded(start.chat) && is_let_go(inbox, start.chat, &json).await? {
        inbox.finish(id).await?;
        return Ok(start.skipped());
    }
    if let Some(until) = start.not_before {
        return Ok(End::NotYet { until });
    }
    let traffic = inbox.traffic();
    let started = Instant::now();
    inbox.handles(start.chat, Some(id));
    // Reading is inside too: a strange update must not take the process down.
    let attempt = AssertUnwindSafe(async {
        match read_update(&json) {
            Some(update) => handler.handle(update).await.map(|()| true),
            None => Ok(false),
        }
    });
    let outcome = attempt.catch_unwind().await;
    inbox.handles(start.chat, None);
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match outcome {
        Ok(Ok(known)) => {
            count(if known { &traffic.handled } else { &traffic.unknown });
            tracing::debug!(known, duration_ms, "handled an update");
            inbox.finish(id).await?;
            Ok(End::Finished)
        }
        Ok(Err(error)) => failed(inbox, id, &error.0).await,
        Err(panic) => failed(inbox, id, &Panicked::from(panic)).await,
    }
}

async fn failed(
    inbox: &Arc<Inbox>,
    id: UpdateId,
    error: &(dyn std::fmt::Display + Send + Sync),
) -> Result<End, InboxError> {
    match inbox.failed(id).await? {
        Failed::Again { attempts } => {
            tracing::warn!(attempts, %error, "a handler failed; its update is tried again");
            Ok(End::Rest { attempts })
        }
        Failed::SetAside => {
            tracing::error!(%error, "a handler failed for the last time; its update was set aside");
            Ok(End::Finished)
        }
        Failed::Gone => Ok(End::Finished),
    }
}

async fn is_let_go(inbox: &Arc<Inbox>, chat: u64, json: &str) -> Result<bool, InboxError> {
    let (inbox, json) = (Arc::clone(inbox), json.to_owned());
    spawn_blocking(move || inbox.lets_go(chat, &json)).await.map_err(|_| InboxError::Ending)
}

/// Reads an update of a kind that klich knows; others are let go.
pub fn read_update(json: &str) -> Option<Update> {
    if depth(json) > DEPTH_MAX {
        return None;
    }
    let read =
        |json: &str| serde_json::from_str(json).ok().filter(|u: &Update| !matches!(u.kind, UpdateKind::Error(_)));
    read(json).or_else(|| read(&number_first(json)?))
}

/// Puts an update's number before its other fields: teloxide reads it only so. Telegram writes it so, but a server in
/// between need not keep the order.
fn number_first(json: &str) -> Option<String> {
    let mut fields: BTreeMap<&str, &RawValue> = serde_json::from_str(json).ok()?;
    let number = fields.remove("update_id")?;
    let rest: String = fields.iter().map(|(name, value)| format!(",\"{name}\":{value}")).collect();
    Some(format!("{{\"update_id\":{number}{rest}}}"))
}

/// Counts how deep objects and lists lie in each other, without recursion.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Waits for running handlers until the deadline.
async fn drain(mut running: JoinSet<(u64, Result<End, InboxError>)>, deadline: Instant) -> Result<(), InboxError> {
    while let Ok(Some(ended)) = timeout_at(deadline, running.join_next()).await {
        if let Ok((_, end)) = ended {
            end?;
        }
    }
    let left = running.len();
    if left > 0 {
        tracing::warn!(left, "handlers did not end in time; their updates are handled at the next start");
    }
    running.shutdown().await;
    Ok(())
}

/// A handler panicked. What it said is not kept: it may hold something of a person.
struct Panicked;

impl From<Box<dyn Any + Send>> for Panicked {
    fn from(_: Box<dyn Any + Send>) -> Self {
        Self
    }
}

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panicked")
    }
}

#[cfg(test)]
mod tests;

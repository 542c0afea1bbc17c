//! The queue of updates: ids, confirmation by offset, the 24 hours that Telegram keeps them, and long polls.
//!
//! Source: Bot API, *getUpdates*.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::answer::Refusal;
use super::clock::{HOUR, Moment};
use super::faults::FaultKind;
use super::parameters::Request;
use super::server::Shared;

/// The id of the first update.
const FIRST: i64 = 700_000_001;
/// Kinds that a bot gets only if it asks for them by name.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// An update that waits to be confirmed.
#[derive(Clone)]
pub(crate) struct Queued {
    pub id: i64,
    at: Moment,
    /// Updates of one chat or person are delivered to a webhook one after another.
    pub lane: i64,
    /// The update as JSON, `update_id` inside.
    pub json: Arc<str>,
}

#[derive(Default)]
pub(crate) struct Queue {
    waiting: VecDeque<Queued>,
    /// Updates queued so far.
    pub count: u64,
    last: Option<i64>,
    /// An update of a smaller id came after one of a larger.
    unordered: bool,
    allowed: Option<HashSet<String>>,
    confirmed: Option<Queued>,
    /// Grows with each poll and each webhook: an older poll sees that it was replaced.
    turn: u64,
    replaced_by_webhook: bool,
}

impl Queue {
    /// Queues an update of a kind that the bot wants; gives its id.
    pub fn push(&mut self, kind: &str, lane: i64, content: &Value, now: Moment) -> Option<i64> {
        if !self.wants(kind) {
            return None;
        }
        let id = self.last.map_or(FIRST, |last| last + 1);
        self.insert(id, lane, format!("{{\"update_id\":{id},\"{kind}\":{content}}}"), now);
        Some(id)
    }

    /// Queues a whole update as it is; `json` must hold `id` as its `update_id`.
    pub fn insert(&mut self, id: i64, lane: i64, json: String, now: Moment) {
        self.unordered |= self.last.is_some_and(|last| id <= last);
        self.last = Some(self.last.map_or(id, |last| last.max(id)));
        self.count += 1;
        self.waiting.push_back(Queued { id, at: now, lane, json: json.into() });
    }

    pub fn next_id(&self) -> i64 {
        self.last.map_or(FIRST, |last| last + 1)
    }

    /// Remembers which kinds the bot wants from now on; an absent list changes nothing, an empty one means the default.
    pub fn allow(&mut self, kinds: Option<&Value>) {
        let Some(kinds) = kinds.and_then(Value::as_array) else { return };
        let kinds: HashSet<String> = kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        self.allowed = Some(kinds).filter(|kinds| !kinds.is_empty());
    }

    /// The kinds that were asked for, if any were.
    pub fn allowed(&self) -> Option<Vec<&str>> {
        let mut kinds: Vec<&str> = self.allowed.as_ref()?.iter().map(String::as_str).collect();
        kinds.sort_unstable();
        Some(kinds)
    }

    fn wants(&self, kind: &str) -> bool {
        match &self.allowed {
            Some(kinds) => kinds.contains(kind),
            None => !ON_REQUEST.contains(&kind),
        }
    }

    /// Confirms what `offset` says: everything below it, or all but the last ones where it is negative.
    pub fn confirm(&mut self, offset: i64) {
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let gone = self.waiting.len().saturating_sub(keep);
            self.waiting.drain(..gone);
        } else if offset > 0 {
            while self.waiting.front().is_some_and(|update| update.id < offset) {
                self.confirmed = self.waiting.pop_front();
            }
            if self.unordered {
                self.waiting.retain(|update| update.id >= offset);
            }
        }
    }

    /// Confirms one update.
    pub fn confirm_one(&mut self, id: i64) {
        if let Some(at) = self.waiting.iter().position(|update| update.id == id) {
            self.waiting.remove(at);
        }
    }

    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The updates that wait and are not yet 24 hours old.
    pub fn pending(&mut self, now: Moment) -> impl Iterator<Item = &Queued> {
        while self.waiting.front().is_some_and(|update| now.since(update.at) >= 24 * HOUR) {
            self.waiting.pop_front();
        }
        self.waiting.iter().filter(move |update| now.since(update.at) < 24 * HOUR)
    }

    pub fn pending_count(&mut self, now: Moment) -> usize {
        self.pending(now).count()
    }

    /// The last update that was confirmed, for a fault that delivers it again.
    pub fn last_confirmed(&self) -> Option<Queued> {
        self.confirmed.clone()
    }

    /// Begins a poll, which ends those before it.
    pub fn begin_poll(&mut self) -> u64 {
        self.turn += 1;
        self.replaced_by_webhook = false;
        self.turn
    }

    /// Ends every poll, as a new webhook does.
    pub fn end_polls(&mut self) {
        self.turn += 1;
        self.replaced_by_webhook = true;
    }

    fn still(&self, turn: u64) -> Result<(), Refusal> {
        if self.turn == turn {
            Ok(())
        } else if self.replaced_by_webhook {
            Err(Refusal::conflict("terminated by setWebhook request"))
        } else {
            Err(Refusal::conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running",
            ))
        }
    }
}

/// Answers `getUpdates`: at once where updates wait, else when one comes or `timeout` is over.
///
/// # Errors
/// 409 while a webhook is set, and where a newer poll has begun.
pub(crate) async fn poll(shared: &Shared, request: &Request) -> Result<String, Refusal> {
    let offset = request.integer("offset").unwrap_or(0);
    let limit = usize::try_from(request.integer("limit").unwrap_or(100).clamp(1, 100)).unwrap_or(100);
    let timeout = u64::try_from(request.integer("timeout").unwrap_or(0).clamp(0, 50)).unwrap_or(0);
    let turn = {
        let mut world = shared.world();
        if world.webhook.active() {
            return Err(Refusal::conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            ));
        }
        world.counters.totals.polls += 1;
        world.queue.allow(request.value("allowed_updates"));
        world.queue.confirm(offset);
        world.queue.begin_poll()
    };
    shared.news.notify_waiters();
    let end = tokio::time::Instant::now() + Duration::from_secs(timeout);
    loop {
        let news = shared.news.notified();
        {
            let mut world = shared.world();
            world.queue.still(turn)?;
            let mut batch: Vec<Queued> = world.queue.pending(shared.clock.now()).take(limit).cloned().collect();
            if !batch.is_empty() || timeout == 0 {
                if batch.len() > 1 && world.faults.meet(|kind| kind == FaultKind::Reorder, "getUpdates", None).is_some()
                {
                    batch.reverse();
                }
                if let Some(again) = world.queue.last_confirmed()
                    && world.faults.meet(|kind| kind == FaultKind::Duplicate, "getUpdates", None).is_some()
                {
                    batch.insert(0, again);
                }
                let items: Vec<&str> = batch.iter().map(|update| &*update.json).collect();
                return Ok(format!("[{}]", items.join(",")));
            }
        }
        tokio::select! {
            () = news => {}
            () = tokio::time::sleep_until(end) => return Ok("[]".into()),
            () = shared.stop.cancelled() => return Ok("[]".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn queue(count: i64) -> Queue {
        let mut queue = Queue::default();
        for n in 0..count {
            queue.push("message", 1, &json!({"message_id": n}), Moment(n));
        }
        queue
    }

    fn ids(queue: &mut Queue, now: Moment) -> Vec<i64> {
        queue.pending(now).map(|update| update.id - FIRST).collect()
    }

    #[test]
    fn an_offset_confirms_all_before_it() {
        let mut queue = queue(5);
        queue.confirm(FIRST + 2);
        assert_eq!(ids(&mut queue, Moment(9)), [2, 3, 4]);
        queue.confirm(0);
        assert_eq!(ids(&mut queue, Moment(9)), [2, 3, 4]);
        queue.confirm(-1);
        assert_eq!(ids(&mut queue, Moment(9)), [4]);
        queue.confirm(FIRST + 99);
        assert!(ids(&mut queue, Moment(9)).is_empty());
        assert_eq!(queue.push("message", 1, &json!({}), Moment(9)), Some(FIRST + 5));
    }

    #[test]
    fn updates_are_kept_for_24_hours() {
        let mut queue = queue(3);
        assert_eq!(ids(&mut queue, Moment(24 * HOUR + 1)), [2]);
    }

    #[test]
    fn only_wanted_kinds_are_queued() {
        let mut queue = Queue::default();
        assert!(queue.push("chat_member", 1, &json!({}), Moment(0)).is_none());
        queue.allow(Some(&json!(["message"])));
        assert!(queue.push("callback_query", 1, &json!({}), Moment(0)).is_none());
        queue.allow(None);
        assert!(queue.push("callback_query", 1, &json!({}), Moment(0)).is_none());
        queue.allow(Some(&json!([])));
        assert!(queue.push("callback_query", 1, &json!({}), Moment(0)).is_some());
    }

    #[test]
    fn the_newer_poll_wins() {
        let mut queue = Queue::default();
        let older = queue.begin_poll();
        let newer = queue.begin_poll();
        assert!(queue.still(newer).is_ok());
        assert_eq!(
            queue.still(older).unwrap_err().description,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        );
    }
}

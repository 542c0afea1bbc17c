//! The pace of each chat: one message a second with a short burst, and twenty a minute in a group.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use crate::telegram::ChatId;

/// Messages that pass at once before the interval counts.
const BURST: u32 = 4;
/// Between messages to a person.
const PRIVATE: Duration = Duration::from_secs(1);
/// Between messages to a group: with the burst, twenty in any minute.
const GROUP: Duration = Duration::from_millis(3760);
/// Chats that may be remembered before the idle ones are looked for.
const SWEEP: usize = 1024;

/// Paces each chat (GCRA). Chats that have been idle are forgotten, so memory follows the rate, not the audience.
#[derive(Default)]
pub(in crate::telegram) struct ChatPacer {
    chats: HashMap<ChatId, Chat>,
    sweep_at: usize,
}

#[derive(Clone, Copy)]
struct Chat {
    /// When the next message would be exactly on time.
    due: Instant,
    held_until: Option<Instant>,
}

impl ChatPacer {
    /// Takes the chat's next place and says when it is, `now` or later. Places are given in the order of asking.
    pub(in crate::telegram) fn reserve(&mut self, chat: ChatId, now: Instant) -> Instant {
        self.sweep(now);
        let interval = interval(chat);
        let entry = self.chats.entry(chat).or_insert(Chat { due: now, held_until: None });
        let earliest = entry.held_until.map_or(now, |until| until.max(now));
        let due = entry.due.max(earliest);
        let at = due.checked_sub(interval * (BURST - 1)).map_or(earliest, |at| at.max(earliest));
        entry.due = due + interval;
        at
    }

    /// Holds a chat until then.
    pub(in crate::telegram) fn hold(&mut self, chat: ChatId, until: Instant) {
        let entry = self.chats.entry(chat).or_insert(Chat { due: until, held_until: None });
        entry.held_until = entry.held_until.max(Some(until));
    }

    /// Says until when a chat is held, where it is.
    pub(in crate::telegram) fn held_until(&self, chat: ChatId, now: Instant) -> Option<Instant> {
        self.chats.get(&chat)?.held_until.filter(|until| *until > now)
    }

    /// Tells whether the chat got more than one message within its interval: a refusal may then be the chat's own.
    pub(in crate::telegram) fn is_busy(&self, chat: ChatId, now: Instant) -> bool {
        self.chats.get(&chat).is_some_and(|entry| entry.due > now + interval(chat))
    }

    fn sweep(&mut self, now: Instant) {
        if self.chats.len() < self.sweep_at.max(SWEEP) {
            return;
        }
        self.chats.retain(|_, chat| chat.due > now || chat.held_until.is_some_and(|until| until > now));
        self.chats.shrink_to(self.chats.len() * 2);
        self.sweep_at = self.chats.len() * 2;
    }
}

/// Groups have negative numbers.
fn interval(chat: ChatId) -> Duration {
    if chat.0 < 0 { GROUP } else { PRIVATE }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    const PERSON: ChatId = ChatId(7);

    #[test]
    fn a_short_burst_then_one_a_second() {
        let mut pacer = ChatPacer::default();
        let now = Instant::now();
        let waits: Vec<u64> = (0..7).map(|_| (pacer.reserve(PERSON, now) - now).as_secs()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 3]);
        assert_eq!(pacer.reserve(ChatId(8), now), now, "another chat does not wait");
    }

    #[test]
    fn a_group_gets_twenty_in_any_minute() {
        let mut pacer = ChatPacer::default();
        let now = Instant::now();
        let went: Vec<Instant> = (0..100).map(|_| pacer.reserve(ChatId(-5), now)).collect();
        for first in &went {
            let within = went.iter().filter(|at| **at >= *first && **at < *first + Duration::from_secs(60)).count();
            assert!(within <= 20, "{within}");
        }
    }

    #[test]
    fn a_held_chat_gets_nothing_before_its_time() {
        let mut pacer = ChatPacer::default();
        let now = Instant::now();
        let until = now + Duration::from_secs(30);
        pacer.reserve(PERSON, now);
        pacer.hold(PERSON, until);
        assert_eq!(pacer.reserve(PERSON, now), until);
        assert_eq!(pacer.held_until(PERSON, now), Some(until));
        assert_eq!(pacer.held_until(PERSON, until), None);
        assert_eq!(pacer.reserve(ChatId(8), now), now);
    }

    #[test]
    fn a_single_message_does_not_make_a_chat_busy() {
        let mut pacer = ChatPacer::default();
        let now = Instant::now();
        pacer.reserve(PERSON, now);
        assert!(!pacer.is_busy(PERSON, now + Duration::from_millis(50)));
        pacer.reserve(PERSON, now);
        assert!(pacer.is_busy(PERSON, now + Duration::from_millis(50)));
    }

    #[test]
    fn idle_chats_are_forgotten() {
        let mut pacer = ChatPacer::default();
        let start = Instant::now();
        for n in 0..100_000_u64 {
            // A thousand a second.
            pacer.reserve(ChatId(i64::try_from(n).unwrap()), start + Duration::from_millis(n));
        }
        assert!(pacer.chats.len() < 5000, "{}", pacer.chats.len());
    }
}

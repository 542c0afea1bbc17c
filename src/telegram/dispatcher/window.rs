//! Which updates wait in memory, and whose turn it is. Pure: numbers only, `now` as an argument.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use crate::telegram::UpdateId;

/// Updates in memory, at most.
const ROOM: usize = 65_536;
/// Updates of one chat in memory, at most; the rest of a flood stays on the disk.
const ROOM_OF_CHAT: usize = 64;
/// Updates of one chat that are handled at once before its pace counts, and the time between further ones: no answer
/// would leave sooner, as Telegram allows about one a second to a chat.
const BURST: u32 = 4;
const INTERVAL: Duration = Duration::from_secs(1);
/// Paces that may be remembered before the idle ones are looked for.
const SWEEP: usize = 1024;
/// A chat with fewer in memory is filled up from the disk again.
const REFILL_BELOW: usize = 16;

/// Keeps the order within a chat, and lets chats take turns.
#[derive(Default)]
pub(super) struct Window {
    chats: HashMap<u64, Chat>,
    ready: VecDeque<u64>,
    resting: BTreeMap<Instant, Vec<u64>>,
    refill: Vec<u64>,
    size: usize,
    paces: Paces,
}

/// An update whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub chat: u64,
    pub id: UpdateId,
    /// Where its chat is ahead of its pace: when it may be handled.
    pub not_before: Option<Instant>,
}

/// When the next update of each chat would be exactly on time (GCRA). Chats that have been idle are forgotten.
#[derive(Default)]
struct Paces {
    due: HashMap<u64, Instant>,
    sweep_at: usize,
}

#[derive(Default)]
struct Chat {
    waiting: BTreeSet<UpdateId>,
    running: Option<UpdateId>,
    resting: bool,
    /// The first update that was left on the disk because the chat had its share of memory.
    left: Option<UpdateId>,
}

/// What the window did with an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offer {
    /// It waits, or did already.
    Taken,
    /// It stays on the disk until its chat has room; the window will ask for it.
    Left,
    /// The window is full: offer it again later.
    Full,
}

/// A chat whose further updates must be offered again, from a number on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refill {
    pub chat: u64,
    pub from: UpdateId,
}

impl Window {
    /// Offers an update that is on the disk; any number of times.
    pub(super) fn offer(&mut self, chat: u64, id: UpdateId) -> Offer {
        if !self.has_room() {
            return Offer::Full;
        }
        let entry = self.chats.entry(chat).or_default();
        if entry.running == Some(id) || entry.waiting.contains(&id) {
            return Offer::Taken;
        }
        let behind = entry.left.is_some_and(|left| id >= left);
        if behind || entry.waiting.len() >= ROOM_OF_CHAT {
            entry.left = Some(entry.left.map_or(id, |left| left.min(id)));
            // Earlier than some that wait: those go back behind it, or the order would break.
            self.size -= entry.give_back();
            if entry.waiting.is_empty() && entry.running.is_none() && !self.refill.contains(&chat) {
                self.refill.push(chat);
            }
            return Offer::Left;
        }
        entry.waiting.insert(id);
        self.size += 1;
        if entry.waiting.len() == 1 && entry.running.is_none() && !entry.resting {
            self.ready.push_back(chat);
        }
        Offer::Taken
    }

    /// Tells whether anything more can be offered.
    pub(super) fn has_room(&self) -> bool {
        self.size < ROOM
    }

    /// Takes the first update of the chat that has waited longest for its turn. Where that is too soon, the update is to be
    /// put to [`Window::rest`], if it is not let go.
    pub(super) fn start_next(&mut self, now: Instant) -> Option<Start> {
        while let Some(chat) = self.ready.pop_front() {
            let Some(entry) = self.chats.get_mut(&chat) else { continue };
            if entry.running.is_some() || entry.resting {
                continue;
            }
            if let Some(id) = entry.waiting.pop_first() {
                self.size -= 1;
                entry.running = Some(id);
                return Some(Start { chat, id, not_before: self.paces.take(chat, now) });
            }
        }
        None
    }

    /// Ends an update's run; its chat goes behind the others.
    pub(super) fn finished(&mut self, chat: u64) {
        let Some(entry) = self.chats.get_mut(&chat) else { return };
        entry.running = None;
        if entry.left.is_some() && entry.waiting.len() < REFILL_BELOW && !self.refill.contains(&chat) {
            self.refill.push(chat);
        }
        if !entry.waiting.is_empty() {
            self.ready.push_back(chat);
        } else if entry.left.is_none() {
            self.chats.remove(&chat);
        }
    }

    /// Ends a run that did nothing: its place in the chat's pace is free again.
    pub(super) fn skipped(&mut self, chat: u64) {
        self.paces.give_back(chat);
        self.finished(chat);
    }

    /// Puts a run that failed back, first in its chat, which rests until then.
    pub(super) fn rest(&mut self, chat: u64, until: Instant) {
        let Some(entry) = self.chats.get_mut(&chat) else { return };
        if let Some(id) = entry.running.take() {
            entry.waiting.insert(id);
            self.size += 1;
            entry.resting = true;
            self.resting.entry(until).or_default().push(chat);
        }
    }

    /// Says when the next resting chat is due.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.resting.first_key_value().map(|(at, _)| *at)
    }

    /// Lets those go on that have rested.
    pub(super) fn wake(&mut self, now: Instant) {
        let later = self.resting.split_off(&(now + Duration::from_nanos(1)));
        for chat in std::mem::replace(&mut self.resting, later).into_values().flatten() {
            if let Some(entry) = self.chats.get_mut(&chat) {
                entry.resting = false;
                self.ready.push_back(chat);
            }
        }
    }

    /// Gives a chat that has room again for what was left on the disk. Its updates from there on are to be offered.
    pub(super) fn next_refill(&mut self) -> Option<Refill> {
        while let Some(chat) = self.refill.pop() {
            let from = self.chats.get_mut(&chat).and_then(|entry| entry.left.take());
            if let Some(from) = from {
                return Some(Refill { chat, from });
            }
        }
        None
    }

    /// Ends a refill: a chat of which nothing was left is forgotten.
    pub(super) fn refilled(&mut self, chat: u64) {
        if self.chats.get(&chat).is_some_and(|entry| entry.is_idle()) {
            self.chats.remove(&chat);
        }
    }

    /// Notes that a chat has more on the disk, from a number on.
    pub(super) fn leave(&mut self, refill: Refill) {
        let entry = self.chats.entry(refill.chat).or_default();
        entry.left = Some(entry.left.map_or(refill.from, |left| left.min(refill.from)));
        if !self.refill.contains(&refill.chat) {
            self.refill.push(refill.chat);
        }
    }
}

impl Paces {
    /// Takes a chat's place, or says when it will have one.
    fn take(&mut self, chat: u64, now: Instant) -> Option<Instant> {
        if self.due.len() >= self.sweep_at.max(SWEEP) {
            self.due.retain(|_, due| *due > now);
            self.due.shrink_to(self.due.len() * 2);
            self.sweep_at = self.due.len() * 2;
        }
        let due = self.due.get(&chat).map_or(now, |due| *due.max(&now));
        let not_before = due.checked_sub(INTERVAL * (BURST - 1)).filter(|at| *at > now);
        if not_before.is_none() {
            self.due.insert(chat, due + INTERVAL);
        }
        not_before
    }

    fn give_back(&mut self, chat: u64) {
        if let Some(due) = self.due.get_mut(&chat) {
            *due = due.checked_sub(INTERVAL).unwrap_or(*due);
        }
    }
}

impl Chat {
    /// Drops from memory what waits behind the first that was left on the disk; says how many.
    fn give_back(&mut self) -> usize {
        self.left.map_or(0, |left| self.waiting.split_off(&left).len())
    }

    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.running.is_none() && self.left.is_none() && !self.resting
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    thread_local! { static CALLS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) }; }

    /// Takes the next update at a time when every chat is within its pace.
    fn next(window: &mut Window) -> Option<(u64, UpdateId)> {
        CALLS.set(CALLS.get() + 1);
        let start = window.start_next(Instant::now() + INTERVAL * CALLS.get() as u32)?;
        assert_eq!(start.not_before, None);
        Some((start.chat, start.id))
    }

    #[test]
    fn a_chat_beyond_its_pace_waits_and_others_do_not() {
        let mut window = Window::default();
        let now = Instant::now();
        offer_all(&mut window, 1, 0..6);
        for id in 0..BURST {
            assert_eq!(window.start_next(now), Some(Start { chat: 1, id: UpdateId(id), not_before: None }));
            window.finished(1);
        }
        let late = window.start_next(now).unwrap();
        assert_eq!(late.not_before, Some(now + INTERVAL));
        window.rest(1, now + INTERVAL);
        offer_all(&mut window, 2, [100]);
        assert_eq!(window.start_next(now), Some(Start { chat: 2, id: UpdateId(100), not_before: None }));
        assert_eq!(window.start_next(now), None);
        window.wake(now + INTERVAL);
        assert_eq!(window.start_next(now + INTERVAL), Some(Start { chat: 1, id: UpdateId(BURST), not_before: None }));
        window.skipped(1);
        let next = Start { chat: 1, id: UpdateId(BURST + 1), not_before: None };
        assert_eq!(window.start_next(now + INTERVAL), Some(next), "what did nothing takes no place");
    }

    #[test]
    fn paces_of_idle_chats_are_forgotten() {
        let mut paces = Paces::default();
        let now = Instant::now();
        (0..100_000).for_each(|chat| assert_eq!(paces.take(chat, now + INTERVAL * (chat as u32 / 100)), None));
        assert!(paces.due.len() <= 2 * SWEEP);
    }

    fn offer_all(window: &mut Window, chat: u64, ids: impl IntoIterator<Item = u32>) -> Vec<Offer> {
        ids.into_iter().map(|id| window.offer(chat, UpdateId(id))).collect()
    }

    #[test]
    fn one_at_a_time_in_a_chat_and_in_order_though_they_come_out_of_it() {
        let mut window = Window::default();
        offer_all(&mut window, 1, [12, 10, 11, 10]);
        offer_all(&mut window, 2, [5]);
        assert_eq!(next(&mut window), Some((1, UpdateId(10))));
        assert_eq!(next(&mut window), Some((2, UpdateId(5))));
        assert_eq!(next(&mut window), None);
        assert_eq!(window.offer(1, UpdateId(10)), Offer::Taken, "it runs");
        window.finished(1);
        assert_eq!(next(&mut window), Some((1, UpdateId(11))));
        assert_eq!(next(&mut window), None);
    }

    #[test]
    fn chats_take_turns() {
        let mut window = Window::default();
        offer_all(&mut window, 1, 0..50);
        offer_all(&mut window, 2, 100..102);
        let mut order = Vec::new();
        for _ in 0..4 {
            let (chat, _) = next(&mut window).unwrap();
            order.push(chat);
            window.finished(chat);
        }
        assert_eq!(order, [1, 2, 1, 2]);
    }

    #[test]
    fn a_flood_of_one_chat_stays_on_the_disk_and_is_fetched_in_order() {
        let mut window = Window::default();
        let offers = offer_all(&mut window, 1, 0..1000);
        assert_eq!(offers.iter().filter(|offer| **offer == Offer::Taken).count(), ROOM_OF_CHAT);
        assert_eq!(window.offer(2, UpdateId(2000)), Offer::Taken);
        let mut handled = Vec::new();
        while let Some((chat, id)) = next(&mut window) {
            if chat == 1 {
                handled.push(id.0);
            }
            window.finished(chat);
            while let Some(Refill { chat, from }) = window.next_refill() {
                offer_all(&mut window, chat, from.0..1000);
                window.refilled(chat);
            }
        }
        assert_eq!(handled, (0..1000).collect::<Vec<u32>>());
        assert!(window.chats.is_empty());
        assert_eq!(window.size, 0);
    }

    #[test]
    fn an_early_update_that_comes_late_keeps_the_order_though_the_chat_is_full() {
        let mut window = Window::default();
        offer_all(&mut window, 1, 10..200);
        assert_eq!(window.offer(1, UpdateId(5)), Offer::Left);
        let mut handled = Vec::new();
        loop {
            while let Some(Refill { chat, from }) = window.next_refill() {
                offer_all(&mut window, chat, (from.0..200).filter(|id| *id == 5 || *id >= 10));
                window.refilled(chat);
            }
            let Some((chat, id)) = next(&mut window) else { break };
            handled.push(id.0);
            window.finished(chat);
        }
        assert_eq!(handled, std::iter::once(5).chain(10..200).collect::<Vec<u32>>());
    }

    #[test]
    fn a_failed_run_comes_first_again_after_its_rest() {
        let mut window = Window::default();
        let now = Instant::now();
        offer_all(&mut window, 1, [1, 2]);
        let (chat, _) = next(&mut window).unwrap();
        let due = now + Duration::from_secs(4);
        window.rest(chat, due);
        assert_eq!(next(&mut window), None);
        window.wake(now);
        assert_eq!(next(&mut window), None);
        assert_eq!(window.next_due(), Some(due));
        window.wake(due);
        assert_eq!(next(&mut window), Some((1, UpdateId(1))));
    }

    #[test]
    fn memory_has_a_bound() {
        let mut window = Window::default();
        let mut refused = 0;
        for chat in 0..70_000_u64 {
            refused += usize::from(window.offer(chat, UpdateId(u32::try_from(chat).unwrap())) == Offer::Full);
        }
        assert_eq!(refused, 70_000 - ROOM);
        let (chat, _) = next(&mut window).unwrap();
        window.finished(chat);
        assert!(window.has_room());
    }
}

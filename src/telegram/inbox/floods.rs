//! Who floods the inbox, and what of their updates need not be kept. Pure but for its counts.
//!
//! A chat of which [`FLOOD`] updates wait is in a flood until only [`CALM`] do. Of a flood, what asks for nothing that
//! lasts is let go, and of what does, the last of each kind is kept: the end is the same, and a million messages of one
//! person take no more than a few rows.

use std::collections::HashMap;

use crate::telegram::UpdateId;

/// So many updates of one chat that wait are a flood.
pub(super) const FLOOD: u32 = 24;
/// A flood ends where no more than so many wait.
const CALM: u32 = 8;
/// Chats that are counted, at most. What comes from others meanwhile is kept, all of it.
const CHATS: usize = 65_536;

/// What an update is worth while its chat is in a flood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// It asks for an answer only: it may go.
    Nothing,
    /// It changes what a later one of the same number sets anew: the later one is enough.
    Merges(u64),
    /// It is kept whatever comes.
    Everything,
}

/// Tells what updates are worth, and whom to tell that some were let go. Asked in a flood only.
pub trait Judge: Send + Sync + 'static {
    /// Says what an update is worth; may block.
    fn worth(&self, json: &str) -> Worth;

    /// Hears that a chat's updates are let go from now on: once a flood. Must not block.
    fn slowed(&self, json: &str);
}

/// Counts what waits of each chat.
#[derive(Default)]
pub(super) struct Floods {
    chats: HashMap<u64, Chat>,
}

#[derive(Default)]
struct Chat {
    waiting: u32,
    flood: Option<Flood>,
}

#[derive(Default)]
struct Flood {
    told: bool,
    /// The last update of each kind that may be merged.
    last: HashMap<u64, UpdateId>,
}

impl Floods {
    /// Counts an update that waits now.
    pub(super) fn add(&mut self, chat: u64) {
        if self.chats.len() >= CHATS && !self.chats.contains_key(&chat) {
            return;
        }
        let entry = self.chats.entry(chat).or_default();
        entry.waiting += 1;
        if entry.waiting >= FLOOD {
            entry.flood.get_or_insert_default();
        }
    }

    /// Counts an update that waits no more.
    pub(super) fn remove(&mut self, chat: u64) {
        let Some(entry) = self.chats.get_mut(&chat) else { return };
        entry.waiting = entry.waiting.saturating_sub(1);
        if entry.waiting <= CALM {
            entry.flood = None;
        }
        if entry.waiting == 0 {
            self.chats.remove(&chat);
        }
        if self.chats.capacity() > 1024 && self.chats.len() < self.chats.capacity() / 8 {
            self.chats.shrink_to_fit();
        }
    }

    /// Tells whether a chat is in a flood.
    pub(super) fn is_flooded(&self, chat: u64) -> bool {
        self.chats.get(&chat).is_some_and(|chat| chat.flood.is_some())
    }

    /// Notes that something of a chat was let go; says whether it is the first of this flood.
    pub(super) fn let_go(&mut self, chat: u64) -> bool {
        let flood = self.chats.get_mut(&chat).and_then(|chat| chat.flood.as_mut());
        flood.is_some_and(|flood| !std::mem::replace(&mut flood.told, true))
    }

    /// Notes an update that may be merged, and gives the one that it makes needless.
    pub(super) fn merge(&mut self, chat: u64, kind: u64, id: UpdateId) -> Option<UpdateId> {
        let flood = self.chats.get_mut(&chat)?.flood.as_mut()?;
        flood.last.insert(kind, id).filter(|before| *before < id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_begins_late_ends_early_and_is_told_once() {
        let mut floods = Floods::default();
        (1..FLOOD).for_each(|_| floods.add(1));
        assert!(!floods.is_flooded(1));
        floods.add(1);
        floods.add(2);
        assert!(floods.is_flooded(1) && !floods.is_flooded(2));
        assert!(floods.let_go(1));
        assert!(!floods.let_go(1) && !floods.let_go(2));
        (CALM + 1..FLOOD).for_each(|_| floods.remove(1));
        assert!(floods.is_flooded(1), "one more waits than is calm");
        floods.remove(1);
        assert!(!floods.is_flooded(1));
        (0..CALM).for_each(|_| floods.remove(1));
        floods.remove(2);
        floods.remove(2);
        assert!(floods.chats.is_empty());
    }

    #[test]
    fn of_a_flood_the_last_of_a_kind_is_kept() {
        let mut floods = Floods::default();
        assert_eq!(floods.merge(1, 5, UpdateId(1)), None, "no flood, nothing is merged");
        (0..FLOOD).for_each(|_| floods.add(1));
        assert_eq!(floods.merge(1, 5, UpdateId(50)), None);
        assert_eq!(floods.merge(1, 6, UpdateId(51)), None);
        assert_eq!(floods.merge(1, 5, UpdateId(52)), Some(UpdateId(50)));
        assert_eq!(floods.merge(1, 5, UpdateId(52)), None, "it came twice");
    }

    #[test]
    fn memory_has_a_bound() {
        let mut floods = Floods::default();
        (0..CHATS as u64 + 1000).for_each(|chat| floods.add(chat));
        assert_eq!(floods.chats.len(), CHATS);
        (0..FLOOD).for_each(|_| floods.add(CHATS as u64 + 5));
        assert!(!floods.is_flooded(CHATS as u64 + 5));
    }
}

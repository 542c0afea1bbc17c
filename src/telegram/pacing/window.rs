//! What counts against the rate at this moment, as far as it can be seen from here.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    time::Duration,
};

use tokio::time::Instant;

use super::Ticket;

/// How much a new round trip weighs in the usual one.
const WEIGHT: f64 = 1.0 / 16.0;
/// How many deviations below the usual round trip the shortest is expected.
const STRAY: f64 = 2.5;
/// When to look again where nothing but requests under way fills the window.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Requests of the last window.
///
/// The server counts a request when it arrives, which is known only within the round trip: it may have arrived as late
/// as its answer came, less what an answer takes at least. Counting from there makes a request that was held up on its
/// way hold its slot for longer, and costs nothing where the network is steady.
pub(super) struct Window {
    length: Duration,
    under_way: BTreeMap<Ticket, (Instant, bool)>,
    /// When each that came back stops to count, and whether it was prompt.
    back: BinaryHeap<Reverse<(Instant, bool)>>,
    /// How many of all were prompt.
    prompt: usize,
    usual: Option<RoundTrip>,
}

/// The usual round trip and how far it strays, in seconds.
#[derive(Clone, Copy)]
struct RoundTrip {
    mean: f64,
    deviation: f64,
}

impl Window {
    pub(super) fn new(length: Duration) -> Self {
        Self { length, under_way: BTreeMap::new(), back: BinaryHeap::new(), prompt: 0, usual: None }
    }

    /// Counts the requests in the window.
    pub(super) fn len(&self) -> usize {
        self.under_way.len() + self.back.len()
    }

    /// Counts those of them that were answered.
    pub(super) fn answered(&self) -> usize {
        self.back.len()
    }

    /// Counts those of them that were prompt.
    pub(super) fn prompt(&self) -> usize {
        self.prompt
    }

    pub(super) fn went(&mut self, ticket: Ticket, now: Instant, prompt: bool) {
        self.under_way.insert(ticket, (now, prompt));
        self.prompt += usize::from(prompt);
    }

    pub(super) fn stayed(&mut self, ticket: Ticket) {
        if let Some((_, prompt)) = self.under_way.remove(&ticket) {
            self.prompt -= usize::from(prompt);
        }
    }

    pub(super) fn came_back(&mut self, ticket: Ticket, now: Instant, usual: bool) {
        let Some((went, prompt)) = self.under_way.remove(&ticket) else { return };
        let took = now.saturating_duration_since(went);
        let least = self.least().unwrap_or_default().min(took);
        self.back.push(Reverse((now + self.length.saturating_sub(least), prompt)));
        if usual {
            self.learn(took.as_secs_f64());
        }
    }

    /// Forgets what does not count any more.
    pub(super) fn forget_before(&mut self, now: Instant) {
        while let Some(Reverse((_, prompt))) = self.back.peek().copied().filter(|Reverse((until, _))| *until <= now) {
            self.back.pop();
            self.prompt -= usize::from(prompt);
        }
        // Where answers take longer than the window, waiting for them would slow everything down for nothing.
        if self.least().is_some_and(|least| least >= self.length) {
            while let Some(first) = self.under_way.first_entry().filter(|first| first.get().0 + self.length <= now) {
                self.prompt -= usize::from(first.remove().1);
            }
        }
    }

    /// Gives the moment at which the next one stops to count; `now` is later than all that did.
    pub(super) fn next_release(&self, now: Instant) -> Instant {
        self.back.peek().map_or(now + LOOK_AGAIN, |Reverse((until, _))| *until)
    }

    /// Gives the shortest round trip to be expected.
    fn least(&self) -> Option<Duration> {
        self.usual.map(|usual| Duration::from_secs_f64((usual.mean - STRAY * usual.deviation).max(0.0)))
    }

    fn learn(&mut self, took: f64) {
        let Some(usual) = &mut self.usual else {
            // Careful until more is known: the first ones wait for their connection too.
            self.usual = Some(RoundTrip { mean: took, deviation: took / 2.0 });
            return;
        };
        usual.deviation += WEIGHT * ((took - usual.mean).abs() - usual.deviation);
        usual.mean += WEIGHT * (took - usual.mean);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// A window that knows round trips of 50 ms.
    fn steady(start: Instant) -> Window {
        let mut window = Window::new(SECOND);
        for n in 0..200 {
            window.went(Ticket(n), start, false);
            window.came_back(Ticket(n), start + ms(50), true);
        }
        window.forget_before(start + SECOND * 2);
        assert_eq!(window.len(), 0);
        window
    }

    #[test]
    fn a_usual_request_counts_for_the_window_from_when_it_went() {
        let start = Instant::now();
        let mut window = steady(start);
        let went = start + SECOND * 2;
        window.went(Ticket(500), went, true);
        window.came_back(Ticket(500), went + ms(50), true);
        assert_eq!((window.len(), window.prompt()), (1, 1));
        let release = window.next_release(went);
        assert!(release >= went + SECOND && release < went + SECOND + ms(2), "{:?}", release - went);
        window.forget_before(release);
        assert_eq!((window.len(), window.prompt()), (0, 0));
    }

    #[test]
    fn one_that_was_held_up_counts_for_longer_and_one_under_way_as_long_as_it_is() {
        let start = Instant::now();
        let mut window = steady(start);
        let went = start + SECOND * 2;
        window.went(Ticket(500), went, false);
        window.forget_before(went + SECOND * 3);
        assert_eq!(window.len(), 1);
        window.came_back(Ticket(500), went + ms(350), true);
        assert!(window.next_release(went) >= went + SECOND + ms(300));
    }

    #[test]
    fn one_that_was_not_sent_does_not_count() {
        let mut window = Window::new(SECOND);
        window.went(Ticket(1), Instant::now(), true);
        window.stayed(Ticket(1));
        assert_eq!((window.len(), window.prompt()), (0, 0));
    }

    #[test]
    fn a_slow_server_does_not_fill_the_window_with_what_is_under_way() {
        let mut window = Window::new(SECOND);
        let start = Instant::now();
        for n in 100..300 {
            window.went(Ticket(n), start, false);
            window.came_back(Ticket(n), start + SECOND * 3, true);
        }
        let later = start + SECOND * 10;
        window.went(Ticket(1), later, true);
        window.forget_before(later + SECOND);
        assert_eq!((window.len(), window.prompt()), (0, 0));
        window.came_back(Ticket(1), later + SECOND * 3, true);
        assert_eq!((window.len(), window.prompt()), (0, 0), "it has left the window already");
    }
}

//! The pace of the token: no more than the rate in any second, and nearly all of it.

use std::time::Duration;

use tokio::time::Instant;

use super::{adaptive::Adaptive, trial::Trial, window::Window};

/// The window in which no more than the rate arrives: a second, and a little for what can't be seen from here.
const WINDOW: Duration = Duration::from_millis(1003);
/// How far bulk may run ahead of its even spacing, at least: it makes up for a disk and timers that come late. The window
/// bounds what that lets through.
const CATCH_UP: Duration = Duration::from_millis(40);
/// And at most.
const CATCH_UP_MOST: Duration = Duration::from_millis(50);
/// The least where nothing but the spacing limits, and while a trial wants an even pace.
const CATCH_UP_EVEN: Duration = Duration::from_millis(10);
/// Above this rate nothing is counted one by one: the spacing alone limits.
const COUNTED_MAX: f64 = 2000.0;
/// When to look again whether a trial has ended.
const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// From this rate on a slot comes so soon that none is kept free.
const RESERVE_BELOW: f64 = 200.0;
/// How long an answer keeps slots free for the next ones.
const RESERVE_FOR: Duration = Duration::from_secs(5);

/// How a request is paced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::telegram) enum Urgency {
    /// At once where the second still has room: answers.
    Prompt,
    /// Evenly spaced, and leaving room for answers where some came lately: broadcasts.
    Bulk,
}

/// Whether a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::telegram) enum Turn {
    /// It may.
    Now,
    /// Not before that.
    At(Instant),
}

/// Names a request that has gone and not yet come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::telegram) struct Ticket(pub(super) u64);

/// Paces all requests of one token.
///
/// Two rules at once. A sliding window: never more than the rate, rounded up, within [`WINDOW`] as the server sees it.
/// And for bulk the generic cell rate algorithm with the window's own interval, so that a broadcast is spaced evenly and
/// a slot becomes free in every interval. Long-run bulk reaches the rate × 1 s / [`WINDOW`], less the network's jitter.
pub(in crate::telegram) struct Pacer {
    adaptive: Adaptive,
    window: Window,
    trial: Trial,
    next_ticket: u64,
    /// When the next one in even spacing is due.
    due: Option<Instant>,
    held_until: Option<Instant>,
    /// Slots of the window that bulk leaves to prompt requests, and until when.
    reserve: Option<(usize, Instant)>,
}

impl Pacer {
    /// Paces at `rate` a second, at least 1.
    pub(in crate::telegram) fn new(rate: u32) -> Self {
        Self {
            adaptive: Adaptive::new(f64::from(rate.max(1))),
            window: Window::new(WINDOW),
            trial: Trial::default(),
            next_ticket: 0,
            due: None,
            held_until: None,
            reserve: None,
        }
    }

    /// Gives the present rate, a second.
    pub(in crate::telegram) fn rate(&self) -> f64 {
        self.adaptive.rate()
    }

    /// Says whether a request may go now.
    pub(in crate::telegram) fn turn(&mut self, now: Instant, urgency: Urgency) -> Turn {
        self.window.forget_before(now);
        let held = self.held_until.filter(|until| *until > now);
        let full = self.full_until(urgency, now);
        let spaced = match urgency {
            Urgency::Prompt => None,
            Urgency::Bulk => self.due.and_then(|due| due.checked_sub(self.catch_up())).filter(|at| *at > now),
        };
        // A trial is looked at only when it would go: until then others may stop to count.
        let later = held.max(full).max(spaced).or_else(|| self.tried_until(urgency, now));
        later.map_or(Turn::Now, Turn::At)
    }

    /// Counts a request that goes now.
    pub(in crate::telegram) fn went(&mut self, now: Instant, urgency: Urgency) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        let prompt = urgency == Urgency::Prompt;
        if self.counts() {
            self.window.went(ticket, now, prompt);
            self.trial.went(ticket, now, self.window.len(), self.capacity());
        } else {
            // At a rate that is not counted there is nothing to try by.
            self.adaptive.proved(usize::MAX);
        }
        if prompt {
            let wanted = self.window.prompt() + 1;
            if self.reserve.is_none_or(|(kept, until)| wanted >= kept || until <= now) {
                self.reserve = Some((wanted, now + RESERVE_FOR));
            }
        }
        self.due = Some(self.due.map_or(now, |due| due.max(now)) + self.interval());
        self.adaptive.went();
        ticket
    }

    /// Notes that a request was answered now, or that nothing is known of it any more; `usual` where it took the time
    /// that requests take.
    pub(in crate::telegram) fn came_back(&mut self, ticket: Ticket, now: Instant, usual: bool) {
        self.window.came_back(ticket, now, usual);
        let proved = self.trial.ended(ticket, usual);
        if proved.is_some_and(|taken| self.adaptive.proved(taken)) {
            self.trial.end();
        }
    }

    /// Notes that a request was not sent after all.
    pub(in crate::telegram) fn stayed(&mut self, ticket: Ticket) {
        self.window.stayed(ticket);
        self.trial.ended(ticket, false);
    }

    /// Holds everything until then; a shorter hold does not end a longer one.
    pub(in crate::telegram) fn hold_all(&mut self, until: Instant) {
        self.held_until = self.held_until.max(Some(until));
    }

    /// Lowers the rate because the server refused a request, sent at `sent` and come back, for the whole token.
    pub(in crate::telegram) fn flooded(&mut self, now: Instant, sent: Instant) {
        self.window.forget_before(now);
        let accepted = self.window.answered().checked_sub(1).filter(|_| self.counts());
        if self.adaptive.flooded(now, sent, accepted) {
            self.trial.begin_at(self.capacity(), now);
        }
    }

    fn interval(&self) -> Duration {
        WINDOW.div_f64(self.trial.pace(self.rate()))
    }

    /// An interval where slots are far apart.
    fn catch_up(&self) -> Duration {
        let even = !self.counts() || self.trial.tries(self.capacity());
        self.interval().clamp(if even { CATCH_UP_EVEN } else { CATCH_UP }, CATCH_UP_MOST)
    }

    fn counts(&self) -> bool {
        self.rate() <= COUNTED_MAX
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and COUNTED_MAX")]
    fn capacity(&self) -> usize {
        self.rate().ceil() as usize
    }

    /// Gives the moment at which the window may have room again, where it has none.
    fn full_until(&self, urgency: Urgency, now: Instant) -> Option<Instant> {
        if !self.counts() {
            return None;
        }
        let kept = if urgency == Urgency::Bulk { self.kept_free(now) } else { 0 };
        let room = self.capacity().saturating_sub(kept).max(1);
        (self.window.len() >= room).then(|| self.window.next_release(now))
    }

    /// Gives the moment at which to look again, where a trial is under way that this request has to wait for.
    fn tried_until(&mut self, urgency: Urgency, now: Instant) -> Option<Instant> {
        let waits = self.counts() && !self.trial.allows(self.window.len(), self.capacity(), urgency, now);
        waits.then(|| now + LOOK_AGAIN)
    }

    /// Counts the slots that bulk leaves: as many as answers came lately and one more, a tenth of the rate at most.
    fn kept_free(&self, now: Instant) -> usize {
        if self.rate() >= RESERVE_BELOW {
            return 0;
        }
        let reserve = self.reserve.filter(|(_, until)| *until > now).map_or(0, |(kept, _)| kept);
        reserve.min((self.capacity() / 10).max(1)).saturating_sub(self.window.prompt())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// Sends as soon as allowed, each `late` behind its time, for `seconds`; gives when each went.
    fn run(pacer: &mut Pacer, start: Instant, urgency: Urgency, seconds: u64, late: Duration) -> Vec<Instant> {
        let (mut now, mut went) = (start, Vec::new());
        while now < start + Duration::from_secs(seconds) {
            match pacer.turn(now, urgency) {
                Turn::Now => {
                    let ticket = pacer.went(now, urgency);
                    pacer.came_back(ticket, now, true);
                    went.push(now);
                }
                Turn::At(at) => {
                    assert!(at > now, "a turn in the past would spin");
                    now = at + late;
                }
            }
        }
        went
    }

    fn most_in_a_second(went: &[Instant]) -> usize {
        let mut first = 0;
        let mut most = 0;
        for (last, at) in went.iter().enumerate() {
            while went[first] + Duration::from_secs(1) <= *at {
                first += 1;
            }
            most = most.max(last + 1 - first);
        }
        most
    }

    #[test]
    fn bulk_uses_the_rate_and_never_more_in_any_second() {
        for rate in [1, 5, 20, 30, 100, 1000] {
            for late in [0, 300, 1000] {
                let mut pacer = Pacer::new(rate);
                let went = run(&mut pacer, Instant::now(), Urgency::Bulk, 60, Duration::from_micros(late));
                assert!(most_in_a_second(&went) <= rate as usize, "{rate}/s, {late} µs late");
                let share = went.len() as f64 / (f64::from(rate) * 60.0);
                assert!(share >= 0.99, "{rate}/s, {late} µs late: {share}");
            }
        }
    }

    #[test]
    fn without_a_limit_that_matters_only_the_spacing_counts() {
        let mut pacer = Pacer::new(100_000);
        let went = run(&mut pacer, Instant::now(), Urgency::Bulk, 1, Duration::from_micros(50));
        assert!((97_000..=101_100).contains(&went.len()), "{}", went.len());
        assert_eq!(pacer.window.len(), 0);
    }

    #[test]
    fn answers_go_at_once_while_the_second_has_room() {
        let mut pacer = Pacer::new(30);
        let now = Instant::now();
        for _ in 0..30 {
            assert_eq!(pacer.turn(now, Urgency::Prompt), Turn::Now);
            let ticket = pacer.went(now, Urgency::Prompt);
            pacer.came_back(ticket, now, true);
        }
        assert_eq!(pacer.turn(now, Urgency::Prompt), Turn::At(now + WINDOW));
    }

    #[test]
    fn mixed_traffic_stays_below_the_rate() {
        let mut pacer = Pacer::new(30);
        let start = Instant::now();
        let mut went = Vec::new();
        for ms in 0..20_000_u64 {
            let now = start + Duration::from_millis(ms);
            // Answers in gusts of twelve every three seconds, bulk always.
            let wanted = if ms % 3000 < 12 { [Urgency::Prompt, Urgency::Bulk] } else { [Urgency::Bulk; 2] };
            for urgency in wanted {
                if pacer.turn(now, urgency) == Turn::Now {
                    let ticket = pacer.went(now, urgency);
                    pacer.came_back(ticket, now, true);
                    went.push(now);
                }
            }
        }
        assert!(most_in_a_second(&went) <= 30);
        assert!(went.len() > 500, "{}", went.len());
    }

    #[test]
    fn after_an_answer_the_next_finds_a_slot_free_though_bulk_runs() {
        let mut pacer = Pacer::new(30);
        let start = Instant::now();
        run(&mut pacer, start, Urgency::Bulk, 2, Duration::ZERO);
        let mut now = start + Duration::from_secs(2);
        let mut waited = Vec::new();
        for ms in 0..4000 {
            now += Duration::from_millis(1);
            if ms % 700 == 0 {
                let free = pacer.turn(now, Urgency::Prompt) == Turn::Now;
                waited.push(!free);
                let ticket = pacer.went(now, Urgency::Prompt);
                pacer.came_back(ticket, now, true);
            }
            if pacer.turn(now, Urgency::Bulk) == Turn::Now {
                let ticket = pacer.went(now, Urgency::Bulk);
                pacer.came_back(ticket, now, true);
            }
        }
        assert!(waited.iter().skip(1).all(|waited| !waited), "{waited:?}");
    }

    /// A network that delays each request by something between 50 ms and 80 ms, and once in a while by 300 ms.
    #[test]
    fn what_arrives_stays_below_the_rate_though_the_network_is_unsteady() {
        let mut pacer = Pacer::new(30);
        let start = Instant::now();
        let (mut now, mut arrived, mut under_way, mut n) = (start, Vec::new(), Vec::<(Instant, Ticket)>::new(), 0_u64);
        while now < start + Duration::from_secs(60) {
            now += Duration::from_millis(1);
            for (_, ticket) in under_way.extract_if(.., |(back, _)| *back <= now) {
                pacer.came_back(ticket, now, true);
            }
            if pacer.turn(now, Urgency::Bulk) == Turn::Now {
                let ticket = pacer.went(now, Urgency::Bulk);
                n += 1;
                let delay = if n % 97 == 0 { 300 } else { 50 + (n * 7919) % 31 };
                arrived.push(now + Duration::from_millis(delay));
                under_way.push((now + Duration::from_millis(delay + 1), ticket));
            }
        }
        arrived.sort_unstable();
        let over = most_in_a_second(&arrived).saturating_sub(30);
        assert_eq!(over, 0);
        assert!(arrived.len() as f64 > 0.95 * 30.0 * 60.0, "{}", arrived.len());
    }

    #[test]
    fn a_hold_holds_everything_and_only_grows() {
        let mut pacer = Pacer::new(30);
        let now = Instant::now();
        let (long, short) = (now + Duration::from_secs(7), now + Duration::from_secs(2));
        pacer.hold_all(long);
        pacer.hold_all(short);
        for urgency in [Urgency::Prompt, Urgency::Bulk] {
            assert_eq!(pacer.turn(now, urgency), Turn::At(long));
            assert_eq!(pacer.turn(long, urgency), Turn::Now);
        }
    }

    #[test]
    fn memory_is_bounded_by_the_rate() {
        let mut pacer = Pacer::new(1000);
        run(&mut pacer, Instant::now(), Urgency::Prompt, 10, Duration::ZERO);
        assert!(pacer.window.len() <= 1000);
        assert_eq!(pacer.window.prompt(), pacer.window.len());
    }
}

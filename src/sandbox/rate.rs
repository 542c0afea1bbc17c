//! Telegram's limits: so many sends a second for the bot, about one a second for a chat, twenty a minute for a group.
//!
//! Pure: every decision takes the moment. A limit that was hit holds until the `retry_after` that was answered is over.

use std::collections::VecDeque;

use super::clock::{Moment, SECOND};

/// Sends a second that a paid broadcast may reach.
const PAID: usize = 1000;
/// Sends a minute into one group.
const GROUP: u32 = 20;
/// Sends into one chat that pass at once before one a second counts.
const BURST: i64 = 5;

/// The limit of the whole bot: a sliding window of one second.
pub(crate) struct Limiter {
    /// Sends a second, `None` for no limit.
    pub per_second: Option<u32>,
    /// Percent above the limit that still pass, as Telegram's limit is not sharp.
    pub slack: u32,
    /// Whether chats have limits of their own.
    pub per_chat: bool,
    free: VecDeque<Moment>,
    paid: VecDeque<Moment>,
    held: Option<Moment>,
}

/// What one chat has used of its limit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bucket {
    /// Private chats: when the next send would be exactly on time. Groups: when the minute began.
    reference: Option<Moment>,
    count: u32,
    held: Option<Moment>,
}

/// A refused send: how long until it would pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait(pub i64);

impl Wait {
    /// Whole seconds as `retry_after` gives them, at least one.
    pub fn seconds(self) -> i64 {
        ((self.0 + SECOND - 1) / SECOND).max(1)
    }
}

impl Limiter {
    pub fn new(per_second: Option<u32>, slack: u32, per_chat: bool) -> Limiter {
        Limiter { per_second, slack, per_chat, free: VecDeque::new(), paid: VecDeque::new(), held: None }
    }

    /// Changes the limit while the sandbox runs; a hold of the old one ends.
    pub fn set(&mut self, per_second: Option<u32>) {
        self.per_second = per_second;
        self.held = None;
    }

    /// Decides on one send of the bot into the chat that `bucket` belongs to, and counts it if it passes.
    ///
    /// # Errors
    /// The time until it would pass; unless `absorbed`, everything waits that long from now on.
    pub fn admit(
        &mut self,
        bucket: &mut Bucket,
        group: bool,
        paid: bool,
        absorbed: bool,
        now: Moment,
    ) -> Result<(), Wait> {
        held(&mut self.held, now)?;
        held(&mut bucket.held, now)?;
        let limit =
            if paid { Some(PAID) } else { self.per_second.map(|n| n as usize * (100 + self.slack as usize) / 100) };
        let window = if paid { &mut self.paid } else { &mut self.free };
        while window.front().is_some_and(|first| now.since(*first) >= SECOND) {
            window.pop_front();
        }
        if let Some(limit) = limit
            && window.len() >= limit.max(1)
        {
            let wait = Wait(window.front().map_or(SECOND, |first| SECOND - now.since(*first)));
            if !absorbed {
                self.held = Some(now.plus(wait.seconds() * SECOND));
            }
            return Err(wait);
        }
        if self.per_chat {
            let next = if group { bucket.group(now) } else { bucket.private(now) };
            *bucket = next.inspect_err(|wait| {
                if !absorbed {
                    bucket.held = Some(now.plus(wait.seconds() * SECOND));
                }
            })?;
        }
        if limit.is_some() {
            window.push_back(now);
        }
        Ok(())
    }
}

impl Bucket {
    fn private(self, now: Moment) -> Result<Bucket, Wait> {
        let due = self.reference.unwrap_or(now).max(now);
        let early = due.since(now);
        if early > (BURST - 1) * SECOND {
            return Err(Wait(early - (BURST - 1) * SECOND));
        }
        Ok(Bucket { reference: Some(due.plus(SECOND)), ..self })
    }

    fn group(self, now: Moment) -> Result<Bucket, Wait> {
        match self.reference {
            Some(began) if now.since(began) < 60 * SECOND => {
                if self.count >= GROUP {
                    return Err(Wait(60 * SECOND - now.since(began)));
                }
                Ok(Bucket { count: self.count + 1, ..self })
            }
            _ => Ok(Bucket { reference: Some(now), count: 1, held: None }),
        }
    }
}

fn held(hold: &mut Option<Moment>, now: Moment) -> Result<(), Wait> {
    match *hold {
        Some(until) if until > now => Err(Wait(until.since(now))),
        _ => {
            *hold = None;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const START: Moment = Moment(1_000 * SECOND);

    #[test]
    fn the_bot_may_send_so_many_in_any_second() {
        let mut limiter = Limiter::new(Some(30), 0, true);
        for n in 0..30 {
            limiter.admit(&mut Bucket::default(), false, false, false, START.plus(n)).unwrap();
        }
        let wait = limiter.admit(&mut Bucket::default(), false, false, false, START.plus(100)).unwrap_err();
        assert_eq!(wait.seconds(), 1);
        limiter.admit(&mut Bucket::default(), false, false, false, START.plus(SECOND + 99)).unwrap_err();
        limiter.admit(&mut Bucket::default(), false, false, false, START.plus(SECOND + 101)).unwrap();
    }

    #[test]
    fn slack_is_a_share_of_the_limit() {
        let mut limiter = Limiter::new(Some(30), 10, true);
        let passed =
            (0..60).filter(|_| limiter.admit(&mut Bucket::default(), false, false, true, START).is_ok()).count();
        assert_eq!(passed, 33);
    }

    #[test]
    fn a_chat_takes_a_short_burst_and_then_one_a_second() {
        let mut limiter = Limiter::new(None, 0, true);
        let mut chat = Bucket::default();
        for _ in 0..5 {
            limiter.admit(&mut chat, false, false, true, START).unwrap();
        }
        assert_eq!(limiter.admit(&mut chat, false, false, true, START), Err(Wait(SECOND)));
        limiter.admit(&mut chat, false, false, true, START.plus(SECOND)).unwrap();
        limiter.admit(&mut chat, false, false, true, START.plus(SECOND)).unwrap_err();
        limiter.admit(&mut Bucket::default(), false, false, true, START).unwrap();
    }

    #[test]
    fn a_refusal_on_one_chat_holds_that_chat_alone() {
        let mut limiter = Limiter::new(Some(100), 0, true);
        let mut chat = Bucket::default();
        while limiter.admit(&mut chat, false, false, false, START).is_ok() {}
        limiter.admit(&mut chat, false, false, false, START.plus(SECOND - 1)).unwrap_err();
        limiter.admit(&mut Bucket::default(), false, false, false, START).unwrap();
        limiter.admit(&mut chat, false, false, false, START.plus(SECOND)).unwrap();
    }

    #[test]
    fn a_group_takes_twenty_a_minute() {
        let mut limiter = Limiter::new(None, 0, true);
        let mut group = Bucket::default();
        for _ in 0..20 {
            limiter.admit(&mut group, true, false, true, START).unwrap();
        }
        assert_eq!(limiter.admit(&mut group, true, false, true, START.plus(10 * SECOND)), Err(Wait(50 * SECOND)));
        limiter.admit(&mut group, true, false, true, START.plus(60 * SECOND)).unwrap();
    }

    #[test]
    fn a_paid_broadcast_has_a_limit_of_its_own() {
        let mut limiter = Limiter::new(Some(1), 0, true);
        let passed =
            (0..2000).filter(|_| limiter.admit(&mut Bucket::default(), false, true, true, START).is_ok()).count();
        assert_eq!(passed, 1000);
        limiter.admit(&mut Bucket::default(), false, false, true, START).unwrap();
    }
}

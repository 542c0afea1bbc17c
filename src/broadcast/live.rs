//! What is known of running broadcasts in memory only: their rate, and the bell that wakes the engine.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::alert::{AlertId, Alerts};

/// The rate is a mean over this long.
const SPAN: Duration = Duration::from_secs(5);

/// How long rows that can't expire yet are left alone.
const KEPT: Duration = Duration::from_secs(300);

/// Shared by the engine and those who ask.
#[derive(Default)]
pub(super) struct Live {
    /// Rises when an alert was added or changed.
    pub(super) changed: watch::Sender<u64>,
    rates: Mutex<HashMap<AlertId, Meter>>,
    /// By which rules alerts go out, where those have changed since the engine began.
    alerts: RwLock<Option<Alerts>>,
    /// When the rest of an expired ledger is looked at again: some rows wait for their messages to be deleted.
    kept: Mutex<HashMap<AlertId, Instant>>,
}

impl Live {
    /// Lets alerts go out by the rules of these from now on.
    pub(super) fn go_by(&self, alerts: Alerts) {
        *self.alerts.write().unwrap_or_else(PoisonError::into_inner) = Some(alerts);
        self.changed.send_modify(|count| *count += 1);
    }

    /// Gives the alerts with the rules that hold now; `first` where those never changed.
    pub(super) fn alerts(&self, first: &Alerts) -> Alerts {
        self.alerts.read().unwrap_or_else(PoisonError::into_inner).as_ref().unwrap_or(first).clone()
    }

    /// Counts sends that were written down.
    pub(super) fn count(&self, id: AlertId, sends: usize) {
        let mut rates = self.rates.lock().unwrap_or_else(PoisonError::into_inner);
        rates.entry(id).or_default().add(Instant::now(), sends);
    }

    /// Gives sends a second over the last seconds.
    pub(super) fn rate(&self, id: AlertId) -> f64 {
        let rates = self.rates.lock().unwrap_or_else(PoisonError::into_inner);
        rates.get(&id).map_or(0.0, |meter| meter.rate(Instant::now()))
    }

    /// Tells whether an expired ledger is due to be looked at.
    pub(super) fn may_expire(&self, id: AlertId) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&id).is_none_or(|since| since.elapsed() > KEPT)
    }

    /// Remembers whether rows of an expired ledger had to be kept.
    pub(super) fn expired(&self, id: AlertId, kept: bool) {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept {
            all.insert(id, Instant::now());
        } else {
            all.remove(&id);
        }
    }

    /// Forgets an alert that does not run any more.
    pub(super) fn end(&self, id: AlertId) {
        self.rates.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// Counts of recent moments, at most one a tenth of a second.
#[derive(Default)]
struct Meter {
    recent: VecDeque<(Instant, usize)>,
}

impl Meter {
    fn add(&mut self, now: Instant, sends: usize) {
        match self.recent.back_mut() {
            Some((at, count)) if now.duration_since(*at) < Duration::from_millis(100) => *count += sends,
            _ => self.recent.push_back((now, sends)),
        }
        while self.recent.front().is_some_and(|(at, _)| now.duration_since(*at) > SPAN) {
            self.recent.pop_front();
        }
    }

    fn rate(&self, now: Instant) -> f64 {
        let recent = self.recent.iter().filter(|(at, _)| now.duration_since(*at) <= SPAN);
        let (first, sends) = recent.fold((None, 0), |(first, sum), (at, sends)| (first.or(Some(*at)), sum + sends));
        let span = first.map_or(SPAN, |first| now.duration_since(first)).max(Duration::from_secs(1));
        sends as f64 / span.as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_seconds() {
        let start = Instant::now();
        let mut meter = Meter::default();
        for tenth in 0..100 {
            meter.add(start + Duration::from_millis(tenth * 100), 3);
        }
        let end = start + Duration::from_millis(9_900);
        assert!((meter.rate(end) - 30.0).abs() < 1.0, "{}", meter.rate(end));
        assert!(meter.rate(end + Duration::from_secs(60)) < 0.001);
        assert!(meter.recent.len() <= 52);
    }
}

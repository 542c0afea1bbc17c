//! The figures behind `/metrics`: what came in, what went out, how the disk and the process are. No label names anybody.

use std::fs;
use std::sync::Arc;

use crate::alert::State;
use crate::bot::{InForce, Rooms};
use crate::telegram::{Courier, TrafficFigures};
use crate::vault::SyncTimes;
use crate::web::metrics::{Figures, Kind, Page};

/// Makes the page's writer. It blocks: it reads the alerts that are on their way.
pub(super) fn figures(in_force: InForce, courier: Courier) -> Figures {
    Arc::new(move || {
        let (mut page, rooms) = (Page::default(), in_force.rooms());
        let traffic = courier.traffic();
        incoming(&mut page, &traffic.figures());
        page.about("klich_sends_total", Kind::Counter, "Requests to the Bot API by lane and what became of them.");
        for (lane, outcome, count) in traffic.sends() {
            page.value("klich_sends_total", &[("lane", lane), ("outcome", outcome)], count);
        }
        outgoing(&mut page, &traffic.figures(), courier.rate());
        broadcasts(&mut page, &rooms)?;
        syncs(&mut page, &rooms.vault.sync_times());
        process(&mut page);
        Some(page)
    })
}

fn incoming(page: &mut Page, figures: &TrafficFigures) {
    for (name, help, value) in [
        ("klich_updates_received_total", "Updates put on the disk.", figures.received),
        ("klich_updates_handled_total", "Updates whose handler has finished.", figures.handled),
        ("klich_updates_duplicate_total", "Updates that had come before.", figures.duplicates),
        ("klich_updates_unknown_total", "Updates of a kind or form that klich does not know.", figures.unknown),
        ("klich_updates_oversized_total", "Updates that were too long to keep.", figures.oversized),
        ("klich_updates_slowed_total", "Updates of floods that were let go or merged.", figures.slowed),
        ("klich_handler_failures_total", "Attempts of handlers that failed.", figures.failed_attempts),
    ] {
        page.single(name, Kind::Counter, help, value);
    }
    page.single("klich_inbox_updates", Kind::Gauge, "Updates that wait to be handled.", figures.inbox);
    page.single("klich_aside_updates", Kind::Gauge, "Updates set aside after five failures.", figures.set_aside);
}

fn outgoing(page: &mut Page, figures: &TrafficFigures, rate: f64) {
    page.single("klich_floods_total", Kind::Counter, "Attempts that were answered with 429.", figures.floods);
    page.single("klich_passing_failures_total", Kind::Counter, "Attempts that failed in passing.", figures.passing);
    page.single("klich_rate_limit", Kind::Gauge, "The present own limit, in requests a second.", rate);
}

fn broadcasts(page: &mut Page, rooms: &Rooms) -> Option<()> {
    const PEOPLE: &str = "klich_broadcast_people";
    const RATE: &str = "klich_broadcast_rate";
    let alerts = rooms.alerts.list().ok()?;
    let moving: Vec<_> =
        alerts.into_iter().filter(|alert| matches!(alert.state, State::Running | State::Paused(_))).collect();
    let mut progress = Vec::new();
    for alert in moving {
        progress.push((alert.id.to_string(), rooms.broadcasts.progress(alert.id).ok()?));
    }
    let running = progress.iter().filter(|(_, progress)| progress.state == State::Running).count();
    page.single("klich_broadcasts_running", Kind::Gauge, "Alerts that are going out.", running);
    page.about(PEOPLE, Kind::Gauge, "People of the alerts that are going out or paused, by how far they are.");
    for (id, progress) in &progress {
        for (state, count) in [
            ("delivered", progress.totals.delivered),
            ("unreachable", progress.totals.unreachable),
            ("failed", progress.totals.failed),
            ("uncertain", progress.totals.uncertain),
            ("remaining", progress.remaining),
        ] {
            page.value(PEOPLE, &[("alert", id), ("state", state)], count);
        }
    }
    page.about(RATE, Kind::Gauge, "Messages a second, lately.");
    for (id, progress) in &progress {
        page.value(RATE, &[("alert", id)], progress.rate);
    }
    Some(())
}

fn syncs(page: &mut Page, times: &SyncTimes) {
    const NAME: &str = "klich_sync_seconds";
    page.about(NAME, Kind::Histogram, "How long the syncs of the disk took.");
    for (bound, count) in &times.within {
        page.value("klich_sync_seconds_bucket", &[("le", &bound.to_string())], count);
    }
    page.value("klich_sync_seconds_bucket", &[("le", "+Inf")], times.count);
    page.value("klich_sync_seconds_sum", &[], times.total.as_secs_f64());
    page.value("klich_sync_seconds_count", &[], times.count);
}

/// Under the names that Prometheus' own libraries use. Left out where the system does not tell.
fn process(page: &mut Page) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kilobytes = |name| line(name)?.trim().trim_end_matches(" kB").parse::<u64>().ok();
    for (name, help, from) in [
        ("process_resident_memory_bytes", "Memory of the process.", "VmRSS"),
        ("process_resident_memory_peak_bytes", "The most that it has had.", "VmHWM"),
    ] {
        if let Some(size) = kilobytes(from) {
            page.single(name, Kind::Gauge, help, size * 1024);
        }
    }
    if let Some(threads) = line("Threads").and_then(|count| count.trim().parse::<u64>().ok()) {
        page.single("process_threads", Kind::Gauge, "Threads of the process.", threads);
    }
}

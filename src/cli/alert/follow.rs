//! `klich alert follow ID`: a bar on a terminal, lines elsewhere, JSON lines for machines.

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressStyle};

use super::super::output::Output;
use super::super::reach::{self, Reached};
use super::super::{Context, Failure};
use crate::control::reports::{AlertState, AlertStatus};
use crate::control::{ControlError, Request};

/// Watches an alert until it stands still. Finished is success; paused and cancelled are not.
pub(super) fn run(id: &str, context: &mut Context<'_>) -> Result<(), Failure> {
    let mut view = View::new(context.output.is_json());
    match reach::reach(context)? {
        Reached::Bot(client) => {
            let mut last = None;
            let mut shown = Ok(());
            let output = &mut context.output;
            client.follow(id, |status| {
                shown = view.show(&status, output);
                last = Some(status);
                if shown.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            view.end();
            shown?;
            last.map_or(Ok(()), |status| verdict(&status))
        }
        Reached::Store(office) => {
            let status: AlertStatus = Reached::Store(office).ask(Request::AlertStatus { id: id.to_owned() })?;
            view.show(&status, &mut context.output)?;
            view.end();
            if status.state.stands_still() {
                return verdict(&status);
            }
            Err(ControlError::again("no bot runs, so nothing moves", "start it with `klich run`").into())
        }
    }
}

fn verdict(status: &AlertStatus) -> Result<(), Failure> {
    let id = &status.id;
    match status.state {
        AlertState::Paused => {
            let what = match &status.reason {
                Some(reason) => format!("alert {id} is paused: {reason}"),
                None => format!("alert {id} is paused"),
            };
            Err(ControlError::again(what, format!("let it go on with `klich alert resume {id}`")).into())
        }
        AlertState::Cancelled => {
            Err(ControlError::failed(format!("alert {id} was cancelled"), "write another with `klich alert new FILE`")
                .into())
        }
        AlertState::Draft | AlertState::AwaitingSignatures | AlertState::AwaitingApprovals => {
            Err(ControlError::failed(format!("alert {id} is {}", status.state), "complete it first").into())
        }
        _ => Ok(()),
    }
}

/// How the reports are shown.
enum View {
    Json,
    Bar(ProgressBar),
    Lines { last: Option<(AlertState, u64)> },
}

impl View {
    fn new(json: bool) -> Self {
        if json {
            Self::Json
        } else if io::stderr().is_terminal() && io::stdout().is_terminal() {
            let bar = ProgressBar::new(0);
            let style = ProgressStyle::with_template("{msg}\n{wide_bar} {pos}/{len} {percent} %");
            Self::Bar(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style)))
        } else {
            Self::Lines { last: None }
        }
    }

    fn show(&mut self, status: &AlertStatus, output: &mut Output) -> io::Result<()> {
        match self {
            Self::Json => output.json_line(status),
            Self::Bar(bar) => {
                bar.set_length(status.audience);
                bar.set_position(status.audience.saturating_sub(status.remaining));
                bar.set_message(line(status));
                Ok(())
            }
            Self::Lines { last } => {
                // A line for every hundredth of the way.
                let now = Some((status.state, hundredths(status)));
                if std::mem::replace(last, now) == now { Ok(()) } else { output.line(&line(status)) }
            }
        }
    }

    fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.abandon();
        }
    }
}

fn hundredths(status: &AlertStatus) -> u64 {
    let done = status.audience.saturating_sub(status.remaining);
    done.saturating_mul(100).checked_div(status.audience).unwrap_or(100)
}

fn line(status: &AlertStatus) -> String {
    // What a correction or a recall does to a message is no delivery.
    let done = if status.of.is_some() { "done" } else { "delivered" };
    let mut line = format!(
        "{} {}: {} of {} {done}, {} unreachable, {} failed, {} uncertain",
        status.id, status.state, status.delivered, status.audience, status.unreachable, status.failed, status.uncertain
    );
    if status.state == AlertState::Running {
        line.push_str(&format!(", {:.1} a second", status.rate));
        if let Some(left) = time_left(status.remaining, status.rate) {
            line.push_str(&format!(", {left} left"));
        }
    }
    line
}

/// Guesses how long it still takes, at the present rate.
pub(in crate::cli) fn time_left(remaining: u64, rate: f64) -> Option<String> {
    if rate <= 0.0 || remaining == 0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = (remaining as f64 / rate).ceil() as u64;
    Some(match seconds {
        0..=99 => format!("{seconds} s"),
        100..=5999 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(state: AlertState, remaining: u64, rate: f64) -> AlertStatus {
        AlertStatus {
            id: "k7x2m9qa".to_owned(),
            state,
            reason: None,
            of: None,
            signatures: None,
            audience: 1000,
            delivered: 990_u64.saturating_sub(remaining),
            unreachable: 10,
            failed: 0,
            uncertain: 0,
            remaining,
            rate,
            approvals: None,
        }
    }

    #[test]
    fn tells_what_is_left_while_it_runs() {
        insta::assert_snapshot!(line(&status(AlertState::Running, 500, 25.0)),
            @"k7x2m9qa running: 490 of 1000 delivered, 10 unreachable, 0 failed, 0 uncertain, 25.0 a second, 20 s left");
        insta::assert_snapshot!(line(&status(AlertState::Finished, 0, 0.0)),
            @"k7x2m9qa finished: 990 of 1000 delivered, 10 unreachable, 0 failed, 0 uncertain");
    }

    #[test]
    fn guesses_time() {
        let left = time_left;
        assert_eq!(left(0, 1.0), None);
        assert_eq!(left(10, 0.0), None);
        assert_eq!(left(10, 0.3).as_deref(), Some("34 s"));
        assert_eq!(left(6000, 20.0).as_deref(), Some("5 min"));
        assert_eq!(left(1_000_000, 25.0).as_deref(), Some("11 h 6 min"));
    }

    #[test]
    fn only_a_finished_alert_is_success() {
        let code = |state| match verdict(&status(state, 0, 0.0)) {
            Ok(()) => 0,
            Err(Failure::One(error)) => error.code.exit_code(),
            Err(_) => 255,
        };
        assert_eq!([AlertState::Finished, AlertState::Cancelled, AlertState::Paused].map(code), [0, 1, 75]);
    }

    #[test]
    fn an_alert_for_nobody_is_complete() {
        assert_eq!(hundredths(&AlertStatus { audience: 0, ..status(AlertState::Finished, 0, 0.0) }), 100);
    }
}

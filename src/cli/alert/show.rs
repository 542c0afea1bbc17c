//! `klich alert list` and `klich alert status`, which pausing, resuming and cancelling end with too.

use super::super::output::{pairs, table};
use super::super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::{AlertList, AlertStatus};

/// Prints every alert, the newest first.
pub(super) fn list(context: &mut Context<'_>) -> Result<(), Failure> {
    let list: AlertList = reach::ask(context, Request::AlertList {})?;
    Ok(context.output.report(&list, list_text)?)
}

/// Asks what answers with an alert's state, and prints that.
pub(super) fn status(request: Request, context: &mut Context<'_>) -> Result<(), Failure> {
    let status: AlertStatus = reach::ask(context, request)?;
    Ok(context.output.report(&status, status_text)?)
}

fn list_text(list: &AlertList) -> String {
    if list.alerts.is_empty() {
        return "There is no alert yet. Write one: klich alert new FILE".to_owned();
    }
    let rows = list.alerts.iter().map(|alert| {
        let kind = match &alert.of {
            Some(of) => format!("{} of {of}", alert.kind),
            None => alert.kind.clone(),
        };
        let sequence = if alert.sequence == 0 { String::new() } else { alert.sequence.to_string() };
        let send_at = alert.send_at.map_or_else(String::new, |time| format!("{time:.0}"));
        vec![alert.id.clone(), sequence, kind, alert.state.to_string(), send_at, format!("{:.0}", alert.expires)]
    });
    table(&["id", "sequence", "kind", "state", "goes out", "expires"], &[1], rows)
}

fn status_text(status: &AlertStatus) -> String {
    let state = match &status.reason {
        Some(reason) => format!("{}: {reason}", status.state),
        None => status.state.to_string(),
    };
    let of = status.of.iter().map(|of| ("of alert", of.clone()));
    let rest = [
        ("state", state),
        ("audience", status.audience.to_string()),
        ("delivered", status.delivered.to_string()),
        ("unreachable", status.unreachable.to_string()),
        ("failed", status.failed.to_string()),
        ("uncertain", status.uncertain.to_string()),
        ("remaining", status.remaining.to_string()),
        ("messages a second", format!("{:.1}", status.rate)),
    ];
    let approvals =
        status.approvals.map(|approvals| ("approvals", format!("{} of {}", approvals.given, approvals.required)));
    pairs([("alert", status.id.clone())].into_iter().chain(of).chain(rest).chain(approvals))
}

//! `klich stats`: totals, never a person.

use super::output::{pairs, table};
use super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::{Masked, Stats};

/// Prints how many subscribers, pledges and alerts there are.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    let stats: Stats = reach::ask(context, Request::Stats {})?;
    Ok(context.output.report(&stats, text)?)
}

fn text(stats: &Stats) -> String {
    let totals = pairs([
        ("subscribers", stats.subscribers.to_string()),
        ("pledges", stats.pledges.to_string()),
        ("alerts", stats.alerts.to_string()),
    ]);
    let erased = [
        ("people who were forgotten", stats.erased.asked),
        ("people who could not be reached any more", stats.erased.unreachable),
        ("pledges whose time was over", stats.erased.pledges),
    ];
    let erased: Vec<_> =
        erased.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| (name, count.to_string())).collect();
    let erased = if erased.is_empty() { String::new() } else { format!("\n\nErased:\n{}", pairs(erased)) };
    let campaigns = match stats.by_campaign.is_empty() {
        true => String::new(),
        false => {
            let rows = stats
                .by_campaign
                .iter()
                .map(|(id, totals)| vec![id.clone(), Masked::shown(totals.subscribers), totals.pledges.to_string()]);
            format!("\n\n{}", table(&["campaign", "subscribers", "pledges"], &[1, 2], rows))
        }
    };
    let languages = groups("language", "subscribers", &stats.by_language);
    format!("{totals}{campaigns}{languages}{}{erased}", groups("came by the link", "people", &stats.sources))
}

/// Lays out groups below a blank line; nothing where there are none.
pub(super) fn groups(name: &str, people: &str, groups: &Masked) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let rows = groups.iter().map(|(group, count)| vec![group.to_owned(), Masked::shown(count)]);
    format!("\n\n{}", table(&[name, people], &[1], rows))
}

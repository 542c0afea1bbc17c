//! What the public page is given of the rooms: totals and days, and nothing of anybody.

use std::sync::Arc;

use crate::bot::Rooms;
use crate::bot::campaigns::CAMPAIGN_PREFIX;
use crate::cli::key_lists::KeyLists;
use crate::config::Config;
use crate::pledge::{self, CountLog, DayRoot, Receipt};
use crate::vault::VaultError;
use crate::web::public::{Checked, Facts, List, Look, Now, Part, Public, Root};

/// Makes the public side of the rooms' campaign; that of a further one lies below its id.
pub(super) fn public(config: &Config, rooms: &Arc<Rooms>, lists: &KeyLists) -> Arc<Public> {
    let keys = &lists.current;
    let has_keys = !(keys.signers.is_empty() && keys.recipients.is_empty());
    let facts = Facts {
        campaign: Arc::clone(&rooms.campaign),
        texts: Arc::clone(&rooms.texts),
        keys: has_keys.then(|| keys.fingerprint()),
        signed: config.organisers.signatures_required > 0,
        address: config.web.public_url.as_deref().map(|url| {
            let below = if rooms.is_first() { String::new() } else { format!("/{}", rooms.campaign.id()) };
            format!("{}{below}", url.trim_end_matches('/'))
        }),
        start: (!rooms.is_first()).then(|| format!("{CAMPAIGN_PREFIX}{}", rooms.campaign.id())),
    };
    Public::new(facts, list(rooms), look(Arc::clone(rooms)))
}

/// Lines of the list that are read at a time, in runs of 32.
const RUNS: u64 = 32;

fn list(rooms: &Arc<Rooms>) -> List {
    let (checking, reading) = (rooms.pledges.log().clone(), rooms.pledges.log().clone());
    let check = move |typed: &str| {
        let Some(receipt) = Receipt::parse(typed) else { return Some(Checked::Malformed) };
        Some(match checking.check(&receipt).ok()? {
            pledge::Checked::Unknown => Checked::Unknown,
            pledge::Checked::Today => Checked::Today,
            pledge::Checked::Withdrawn => Checked::Withdrawn,
            pledge::Checked::Listed(proof) => Checked::Listed {
                joined: proof.joined.date(),
                index: proof.index,
                line: proof.line.text(),
                root: shown(&proof.root),
                path: proof.path.iter().map(pledge::hex).collect(),
            },
        })
    };
    let part = move |number: u64| part(&reading, number).ok();
    List { check: Arc::new(check), part: Arc::new(part) }
}

/// Writes a part of the list as anybody reads it: its lines, and behind the last line of each day `# DAY LINES PLEDGES ROOT`.
fn part(log: &CountLog, number: u64) -> Result<Part, VaultError> {
    let mut text = String::new();
    // Up to the newest root: the lines behind it are of a day that is not over.
    let Some(newest) = log.newest()? else { return Ok(Part { text }) };
    let begin = number * RUNS * pledge::TILE;
    let end = newest.size.min(begin.saturating_add(RUNS * pledge::TILE));
    if begin >= end {
        return Ok(Part { text });
    }
    let mut lines = Vec::new();
    for run in number * RUNS..end.div_ceil(pledge::TILE) {
        lines.extend(log.lines(run)?);
    }
    let mut roots = log.roots_from(begin)?.into_iter().peekable();
    for (place, line) in (begin + 1..=end).zip(lines) {
        text.push_str(&line.text());
        text.push('\n');
        while let Some(root) = roots.next_if(|root| root.size <= place) {
            text.push_str(&format!(
                "# {} {} {} {}\n",
                root.day.iso(),
                root.size,
                root.pledges,
                pledge::hex(&root.root)
            ));
        }
    }
    Ok(Part { text })
}

fn shown(root: &DayRoot) -> Root {
    Root { day: root.day.date(), size: root.size, pledges: root.pledges, root: pledge::hex(&root.root) }
}

fn look(rooms: Arc<Rooms>) -> Look {
    Arc::new(move || Now {
        pledges: rooms.pledges.standing().ok(),
        bot: rooms.username.get().cloned(),
        day: rooms.campaign.action_day().next((rooms.now)()),
        root: rooms.pledges.log().newest().ok().flatten().as_ref().map(shown),
        closed: rooms.pledges.closed().ok().flatten().map(|closed| closed.day.date()),
        paper: rooms.pledges.paper().total().unwrap_or_default(),
        imported: rooms.pledges.imports().tally().map(|tally| tally.total).unwrap_or_default(),
    })
}

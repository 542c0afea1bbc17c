//! `klich alert new FILE`: a file to edit.

use std::path::Path;

use jiff::Timestamp;
use serde_json::json;

use super::super::failure::of_campaign;
use super::super::files::write_new;
use super::super::{Context, Failure, reach};
use super::example::{alert_file, correction_file};
use crate::campaign::Campaign;
use crate::config::{Config, ConfigError};
use crate::control::reports::AlertList;
use crate::control::{ControlError, Request};

/// Writes an alert file with the sequence that comes next.
pub(super) fn run(
    file: &Path,
    correction: bool,
    campaign: Option<&str>,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let config = context.load()?.config;
    let campaign = campaign_of(&config, campaign)?;
    let list: AlertList = reach::ask(context, Request::AlertList {})?;
    let last = list.last_sequences.get(campaign.id().as_str()).copied().unwrap_or(list.last_sequence);
    let sequence = last + 1;
    let text = if correction { correction_file } else { alert_file }(&campaign, sequence, Timestamp::now());
    if !write_new(file, text.as_bytes())? {
        let what = format!("{} is there already, and is not overwritten", file.display());
        return Err(ControlError::failed(what, "choose another name").into());
    }
    let report = json!({ "file": file.display().to_string(), "sequence": sequence });
    let name = file.display();
    Ok(context.output.report(&report, |_| {
        let then = if correction { "klich alert correct ID" } else { "klich alert send" };
        format!("Wrote {name}, sequence {sequence}.\nWrite its text, then: {then} {name}")
    })?)
}

/// Reads the campaign of this id, or the first.
fn campaign_of(config: &Config, id: Option<&str>) -> Result<Campaign, Failure> {
    let campaigns = Campaign::load_all(config.campaigns(), &config.base_dir)
        .map_err(|problems| ConfigError::new(problems.into_iter().map(of_campaign).collect()))?;
    let mut campaigns = campaigns.into_iter();
    let found = campaigns.find(|campaign| id.is_none_or(|id| campaign.id().as_str() == id));
    found.ok_or_else(|| {
        let next = "name one of those in klich.toml by the id in its campaign.toml";
        ControlError::usage("this bot serves no such campaign", next).into()
    })
}

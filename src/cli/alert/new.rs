//! `klich alert new FILE`: a file to edit.

use std::path::Path;

use jiff::Timestamp;
use rand::rngs::OsRng;
use serde_json::json;

use super::super::failure::of_campaign;
use super::super::files::write_new;
use super::super::{Context, Failure, reach};
use super::example::{alert_file, correction_file, sealed_file};
use crate::campaign::Campaign;
use crate::config::{Config, ConfigError};
use crate::control::reports::AlertList;
use crate::control::{ControlError, Request};
use crate::seal::Salt;

/// Writes an alert file with the sequence that comes next.
pub(super) fn run(
    file: &Path,
    correction: bool,
    circle: Option<&str>,
    campaign: Option<&str>,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let config = context.load()?.config;
    let campaign = campaign_of(&config, campaign)?;
    let list: AlertList = reach::ask(context, Request::AlertList {})?;
    let last = list.last_sequences.get(campaign.id().as_str()).copied().unwrap_or(list.last_sequence);
    let sequence = last + 1;
    let now = Timestamp::now();
    let text = match circle {
        Some(circle) => {
            let known = campaign.circles().iter().find(|known| known.as_str() == circle);
            let known = known.ok_or_else(|| {
                let next = "name one of `circles` in campaign.toml, or add it there";
                ControlError::usage(format!("the campaign `{}` has no circle `{circle}`", campaign.id()), next)
            })?;
            sealed_file(&campaign, known, &Salt::random(&mut OsRng), sequence, now)
        }
        None if correction => correction_file(&campaign, sequence, now),
        None => alert_file(&campaign, sequence, now),
    };
    if !write_new(file, text.as_bytes())? {
        let what = format!("{} is there already, and is not overwritten", file.display());
        return Err(ControlError::failed(what, "choose another name").into());
    }
    let report = json!({ "file": file.display().to_string(), "sequence": sequence });
    let name = file.display();
    Ok(context.output.report(&report, |_| {
        let then = match circle {
            Some(circle) => format!(
                "klich circles devices {circle} --out {circle}.devices\n\
                 klich alert sign {name} --key KEY\n\
                 klich alert seal {name} --circle {circle} --devices {circle}.devices --signature {name}.….minisig"
            ),
            None if correction => format!("klich alert correct ID {name}"),
            None => format!("klich alert send {name}"),
        };
        format!("Wrote {name}, sequence {sequence}.\nWrite its text, then: {then}")
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

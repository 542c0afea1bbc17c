//! `klich webapp export DIR`: the Mini App for a separate host, and the page in one file.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::failure::of_campaign;
use super::files::{make_folder, write_only_new};
use super::{Context, Failure, key_lists};
use crate::campaign::Campaign;
use crate::config::{Config, ConfigError};
use crate::web::{POLICY, Site};

#[derive(Debug, Subcommand)]
pub(super) enum WebappCommand {
    /// Write the page for a separate host, and one file for use without a network
    Export {
        /// The folder to write; nothing in it is overwritten
        dir: PathBuf,
    },
}

/// Does what is asked.
pub(super) fn run(command: &WebappCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    let WebappCommand::Export { dir } = command;
    let config = context.load()?.config;
    let campaign = campaign_of(&config)?;
    let lists = key_lists::key_lists(&config, campaign.id().as_str())?;
    let site = Site::new(&campaign, &lists.current, &lists.chain);
    make_folder(dir)?;
    let mut names = Vec::new();
    for (name, file) in site.files() {
        write_only_new(&dir.join(name), &file.bytes)?;
        names.push(name.to_owned());
    }
    let fingerprint = lists.current.fingerprint();
    let report = json!({ "dir": dir, "files": names, "keys": fingerprint.to_string(), "policy": POLICY });
    let count = names.len();
    Ok(context.output.report(&report, |_| {
        let mut text = format!(
            "Wrote {count} files to {}.\nFingerprint of the campaign's keys: {fingerprint}\n{}\n",
            dir.display(),
            fingerprint.words()
        );
        if lists.current.recipients.is_empty() {
            text.push_str("There are no recipients in klich.toml: the page takes nothing sealed, and only checks calls.\n");
        }
        text.push_str(&format!(
            "Serve the folder by https, with this header, and publish SHA256SUMS elsewhere:\n  Content-Security-Policy: {POLICY}\n\
             Give klich-offline.html by hand to those for whom much is at stake."
        ));
        text
    })?)
}

/// Reads the campaign.
pub(super) fn campaign_of(config: &Config) -> Result<Campaign, ConfigError> {
    Campaign::load(&config.campaign, &config.base_dir)
        .map_err(|problems| ConfigError::new(problems.into_iter().map(of_campaign).collect()))
}

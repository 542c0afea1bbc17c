//! The petition on paper: the statement in each language in which it was signed, and the names of those who agreed.

use std::collections::BTreeMap;

use super::super::webapp::campaign_of;
use super::super::{Context, Failure};
use crate::campaign::Campaign;
use crate::control::ControlError;
use crate::seal::{Pledge, statement_hash};
use crate::text::{Html, Language, Message, Texts};

const STYLE: &str = "body{font:12pt/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff}\
h1{font-size:20pt;line-height:1.2}blockquote{margin:1rem 0;padding-left:1rem;border-left:3pt solid #000}\
ol{columns:2;column-gap:2rem;padding-left:2.5rem}li{break-inside:avoid}section{margin-top:2rem}\
@page{size:A4;margin:20mm}@media print{body{margin:0;padding:0;max-width:none}section+section{break-before:page}}";

/// Makes the page. Only the name of a person who agreed stands in it; of all others only the number.
///
/// # Errors
/// [`crate::control::Code::Usage`] where there is no pledge, or the pledges are of several campaigns.
pub(super) fn page(pledges: &[&Pledge], context: &Context<'_>) -> Result<String, Failure> {
    let Some(first) = pledges.first() else {
        return Err(ControlError::usage("there is no pledge to print", "name the folder of sealed pledges").into());
    };
    if pledges.iter().any(|pledge| pledge.campaign != first.campaign) {
        let what = "there are pledges of several campaigns";
        return Err(ControlError::usage(what, "put those of each campaign into a folder of its own").into());
    }
    let campaign = campaign(&first.campaign, context)?;
    let texts = Texts::load();
    let mut groups: BTreeMap<&str, Vec<&Pledge>> = BTreeMap::new();
    for pledge in pledges {
        groups.entry(&pledge.statement).or_default().push(pledge);
    }
    let sections: Vec<String> = groups.iter().map(|(hash, group)| section(&campaign, &texts, hash, group)).collect();
    let title = Html::escape(&campaign.title(Language::English));
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        title.as_str(),
        sections.join("")
    ))
}

fn section(campaign: &Campaign, texts: &Texts, hash: &str, group: &[&Pledge]) -> String {
    let language =
        Language::ALL.into_iter().find(|language| statement_hash(&campaign.statement(*language).visible()) == hash);
    let escape = |text: &str| Html::escape(text).as_str().to_owned();
    let (statement, shown) = match language {
        Some(language) => (escape(&campaign.statement(language).visible()), language),
        // An earlier wording, of which only the hash is known here.
        None => (format!("SHA-256 {}", escape(hash)), Language::English),
    };
    let mut names: Vec<&str> =
        group.iter().filter(|pledge| pledge.may_print).map(|pledge| pledge.name.trim()).collect();
    names.sort_by_key(|name| name.to_lowercase());
    let items: String = names.iter().map(|name| format!("<li>{}</li>\n", escape(name))).collect();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let signed = texts.plain(shown, Message::PetitionSigned { count: count(group.len()) });
    let unnamed = group.len() - names.len();
    let rest = texts.plain(shown, Message::PetitionUnnamed { count: count(unnamed) });
    let rest = if unnamed > 0 && !names.is_empty() { format!("<p>{}</p>\n", escape(&rest)) } else { String::new() };
    format!(
        "<section lang=\"{}\">\n<h1>{}</h1>\n<blockquote>{statement}</blockquote>\n<p><strong>{}</strong></p>\n<ol>\n{items}</ol>\n{rest}</section>\n",
        shown.code(),
        escape(&campaign.title(shown)),
        escape(&signed)
    )
}

/// Gives the campaign of the pledges: that of klich.toml, where there is one here, or an embedded one.
fn campaign(id: &str, context: &Context<'_>) -> Result<Campaign, Failure> {
    let configured = context.load().ok().and_then(|loaded| campaign_of(&loaded.config).ok());
    if let Some(campaign) = configured.filter(|campaign| campaign.id().as_str() == id) {
        return Ok(campaign);
    }
    let embedded = Campaign::embedded(id).and_then(Result::ok);
    embedded.ok_or_else(|| {
        ControlError::usage(
            "the pledges are of a campaign that is not known here",
            "run it beside the klich.toml and the campaign's folder",
        )
        .into()
    })
}

//! Buttons that keep to a campaign: `c.TAG.` before what they ask for. Those of the eldest campaign carry nothing as long as it
//! is the first, so that a bot that serves one alone writes the same as ever; every button that carries nothing means the eldest.

use super::Press;
use crate::campaign::CampaignTag;

impl Press {
    /// Tells whether it is about the campaign of the conversation that it stands in.
    pub(in crate::bot) fn is_about_a_campaign(self) -> bool {
        match self {
            Self::Subscribe
            | Self::Languages
            | Self::Language(_)
            | Self::Demands
            | Self::AllDemands
            | Self::Demand(_)
            | Self::Day
            | Self::Support
            | Self::Pledge(_)
            | Self::PledgeFor(..)
            | Self::Renew(_)
            | Self::Seal
            | Self::Letter(..)
            | Self::Picture
            | Self::WithdrawAsk
            | Self::Withdraw
            | Self::Keep
            | Self::Receipt
            | Self::CountHear
            | Self::CountStop
            | Self::Count => true,
            Self::Desk(press) => press.is_about_a_campaign(),
            _ => false,
        }
    }
}

/// Writes a button's data within a campaign.
pub fn scoped(campaign: Option<CampaignTag>, press: Press) -> String {
    match campaign.filter(|_| press.is_about_a_campaign()) {
        Some(tag) => format!("c.{tag}.{press}"),
        None => press.to_string(),
    }
}

/// Reads a button's data: the campaign that it names, and what it asks for; `None` for anything that this version does not
/// write.
pub fn read_scoped(data: &str) -> Option<(Option<CampaignTag>, Press)> {
    let Some((tag, rest)) = data.strip_prefix("c.").and_then(|rest| rest.split_once('.')) else {
        return Press::parse(data).map(|press| (None, press));
    };
    let (tag, press) = (tag.parse().ok()?, Press::parse(rest)?);
    press.is_about_a_campaign().then_some((Some(tag), press))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::DATA_MAX;
    use super::*;
    use crate::campaign::{CampaignId, Kind};

    #[test]
    fn a_button_keeps_its_campaign_and_other_data_is_none() {
        let tag = "harbour".parse::<CampaignId>().unwrap().tag();
        let press = Press::PledgeFor(u32::MAX, Kind::Photo);
        let data = scoped(Some(tag), press);
        assert!(data.len() <= DATA_MAX && data.starts_with("c."), "{data}");
        assert_eq!(read_scoped(&data), Some((Some(tag), press)));
        assert_eq!(scoped(None, Press::Day), "day");
        // What is about the person and not about a campaign is never scoped.
        assert_eq!(scoped(Some(tag), Press::Stop), "stop");
        for data in
            [format!("c.{tag}.stop"), format!("c.{tag}"), "c.xyz.day".to_owned(), format!("c.{tag}.c.{tag}.day")]
        {
            assert_eq!(read_scoped(&data), None, "{data}");
        }
    }
}

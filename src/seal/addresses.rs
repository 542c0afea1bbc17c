//! Where the campaign is to be found: its bot, the bots that succeed it, its page, its keys. Signed, so that people find
//! the way after a block and no look-alike can point elsewhere.

use jiff::Timestamp;

use super::canonical::{Lines, NotCanonical, is_hash, is_id, number, time, write};
use super::manifest::in_seconds;

const TITLE: &str = "klich-addresses v1";

/// A campaign's addresses. Its one text:
///
/// ```text
/// klich-addresses v1
/// campaign: belarus-16-november
/// sequence: 3
/// expires: 2027-05-01T00:00:00Z
/// bot: @name
/// next-bot: @name             those to look for when the bot is gone, in this order
/// page: https://…
/// keys: sha256:…              of the key list, as KeyList::hash gives it
/// ```
///
/// It is signed and checked as an alert is: [`super::Quorum::check`] over [`AddressList::to_text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressList {
    /// The campaign's id.
    pub campaign: String,
    /// Rises with every list.
    pub sequence: u64,
    /// It is not to be believed after this; to the second.
    pub expires: Timestamp,
    /// The bot's username with its `@`.
    pub bot: String,
    /// The bots that succeed it.
    pub next_bots: Vec<String>,
    /// The Mini App's pages.
    pub pages: Vec<String>,
    /// The hash of the key list.
    pub keys: String,
}

impl AddressList {
    /// Gives the text that is signed.
    pub fn to_text(&self) -> String {
        let line = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let head = [
            line("campaign", &self.campaign),
            line("sequence", &self.sequence.to_string()),
            line("expires", &in_seconds(self.expires)),
            line("bot", &self.bot),
        ];
        let next = self.next_bots.iter().map(|bot| line("next-bot", bot));
        let pages = self.pages.iter().map(|page| line("page", page));
        write(TITLE, head.into_iter().chain(next).chain(pages).chain([line("keys", &self.keys)]))
    }

    /// Reads a text that must be in its one form.
    ///
    /// # Errors
    /// [`NotCanonical`].
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let lines = Lines::read(text, TITLE)?;
        let list = Self {
            campaign: lines.one("campaign")?.to_owned(),
            sequence: number(lines.one("sequence")?, "sequence")?,
            expires: time(lines.one("expires")?, "expires")?,
            bot: lines.one("bot")?.to_owned(),
            next_bots: lines.all("next-bot").map(str::to_owned).collect(),
            pages: lines.all("page").map(str::to_owned).collect(),
            keys: lines.one("keys")?.to_owned(),
        };
        if !is_id(&list.campaign) {
            return Err(NotCanonical::Line("campaign"));
        }
        if !is_bot(&list.bot) || !list.next_bots.iter().all(|bot| is_bot(bot)) {
            return Err(NotCanonical::Line("bot"));
        }
        if !list.pages.iter().all(|page| page.starts_with("https://") && page.chars().all(|c| c.is_ascii_graphic())) {
            return Err(NotCanonical::Line("page"));
        }
        if !is_hash(&list.keys) {
            return Err(NotCanonical::Line("keys"));
        }
        if list.to_text() == text { Ok(list) } else { Err(NotCanonical::Form) }
    }
}

/// Source: Telegram's usernames: 5 to 32 of letters, digits and underscores.
fn is_bot(name: &str) -> bool {
    name.strip_prefix('@').is_some_and(|name| {
        (5..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_list_reads_back_and_another_form_is_refused() {
        let list = AddressList {
            campaign: "ours".to_owned(),
            sequence: 3,
            expires: "2027-05-01T00:00:00Z".parse().unwrap(),
            bot: "@klich_bot".to_owned(),
            next_bots: vec!["@klich_two_bot".to_owned(), "@a_klich_bot".to_owned()],
            pages: vec!["https://page.example/app/".to_owned()],
            keys: format!("sha256:{}", crate::seal::sha256_hex("keys")),
        };
        let text = list.to_text();
        assert_eq!(AddressList::parse(&text), Ok(list));
        for (from, to) in
            [("@klich_bot", "klich_bot"), ("https://", "http://"), ("sha256:", "sha1:"), ("bot: ", "bot:  ")]
        {
            assert!(AddressList::parse(&text.replacen(from, to, 1)).is_err(), "{to}");
        }
    }
}

//! Whether a text is one that Telegram shows as it is meant: its length, its tags, its links.

use super::super::manifest::is_web_address;
use super::{Reader, limit};
use crate::text::{Html, holds_tags};

impl Reader<'_, '_> {
    pub(super) fn check_plain(&mut self, id: &str, text: String, limit: usize) -> Option<String> {
        if holds_tags(&text) {
            self.say(self.line_of(id), format!("`{id}` is shown as plain text and has a tag"), "Remove the tag");
            return None;
        }
        self.check_length(id, &text, limit).then_some(text)
    }

    pub(super) fn check_html(&mut self, id: &str, text: String, limit: usize) -> Option<Html> {
        let spans = text.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())).count();
        if spans > limit::SPANS {
            let what = format!("`{id}` has {spans} tags, and Telegram shows 100 in a message");
            self.say(self.line_of(id), what, format!("Leave {} at most", limit::SPANS));
            return None;
        }
        if !self.links_are_sound(id, &text) {
            return None;
        }
        match Html::checked(text) {
            Ok(html) => self.check_length(id, &html.visible(), limit).then_some(html),
            Err(error) => {
                self.say(self.line_of(id), format!("in `{id}` {error}"), "Mend the markup");
                None
            }
        }
    }

    /// Names every link that a chat can't open.
    fn links_are_sound(&mut self, id: &str, text: &str) -> bool {
        let links = text.split("<a href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link);
        let mut sound = true;
        for link in links {
            let short: String = link.chars().filter(|c| !c.is_control()).take(80).collect();
            let has_scheme = link.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.', '#']));
            let (what, next_step) = if is_web_address(link) {
                continue;
            } else if has_scheme {
                ("is no address that begins with https:// and names a host", "Mend the address")
            } else if self.source.holds(link) {
                (
                    "is a file of this folder, and a chat can't open it",
                    "Write the https:// address where it can be read",
                )
            } else {
                ("leads to a file that is not there", "Write an address that begins with https://")
            };
            let line = self.line_with(id, link);
            self.say(line, format!("in `{id}` the link `{short}` {what}"), next_step);
            sound = false;
        }
        sound
    }

    fn check_length(&mut self, id: &str, visible: &str, limit: usize) -> bool {
        let length = units(visible);
        if visible.trim().is_empty() {
            self.say(self.line_of(id), format!("`{id}` is empty"), "Write its text");
        } else if length > limit {
            let what = format!("a text of `{id}` has {length} characters");
            self.say(
                self.line_of(id),
                what,
                format!("Shorten it to {limit}, so that its messages keep Telegram's limits"),
            );
        }
        (1..=limit).contains(&length) && !visible.trim().is_empty()
    }
}

/// Counts as Telegram does. Source: Bot API, `MessageEntity`: lengths are in UTF-16 code units.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

//! Markup for Telegram's HTML parse mode: escaping, checking, measuring.

use std::fmt;

use thiserror::Error;

/// Text ready for Telegram's HTML parse mode: what a person typed is escaped in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Html(String);

/// Says why a text is not markup that Telegram takes. Holds no more of the text than a tag's name.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MarkupError {
    /// A `<` that begins no tag.
    #[error("a `<` begins no tag; write &lt; for the sign itself")]
    LooseBracket,
    /// A `>` that ends no tag.
    #[error("a `>` ends no tag; write &gt; for the sign itself")]
    LooseEnd,
    /// A `&` that begins no entity.
    #[error("a `&` begins none of &lt; &gt; &amp; &quot;; write &amp; for the sign itself")]
    LooseAmpersand,
    /// A tag that Telegram or klich does not know.
    #[error("the tag <{0}> is not one of b, i, u, s, a, code, pre, blockquote, tg-spoiler")]
    UnknownTag(String),
    /// Attributes where none belong, or a link without a safe address.
    #[error("the tag <{0}> has attributes that do not belong there (only <a href=\"https://…\"> has one)")]
    Attributes(String),
    /// Tags that do not close in the order in which they were opened.
    #[error("the tag <{0}> is not closed, or closed in the wrong place")]
    Unbalanced(String),
}

const TAGS: [&str; 9] = ["b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"];
const ENTITIES: [(&str, char); 4] = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];

impl Html {
    /// Escapes plain text.
    pub fn escape(plain: &str) -> Self {
        let mut out = String::with_capacity(plain.len());
        for c in plain.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                c => out.push(c),
            }
        }
        Self(out)
    }

    /// Takes text that is known to be well-formed HTML: a locale's or a campaign's own.
    pub fn trusted(html: String) -> Self {
        Self(html)
    }

    /// Takes text that claims to be HTML, after a check: Telegram's tags, closed in order, every other sign escaped.
    ///
    /// # Errors
    /// [`MarkupError`] names the first thing to mend.
    ///
    /// Source: Bot API, "Formatting options", HTML style.
    pub fn checked(html: String) -> Result<Self, MarkupError> {
        read(&html)?;
        Ok(Self(html))
    }

    /// Borrows the markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Gives what a reader sees: no tags, entities resolved. Telegram's limits count the code points of this.
    pub fn visible(&self) -> String {
        read(&self.0).unwrap_or_else(|_| self.0.clone())
    }

    /// Joins parts by `separator`.
    pub fn join<'a>(parts: impl IntoIterator<Item = &'a Html>, separator: &str) -> Self {
        Self(parts.into_iter().map(Html::as_str).collect::<Vec<_>>().join(separator))
    }
}

impl fmt::Debug for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Html")
    }
}

/// Tells whether plain text holds what looks like a tag, which a reader would see as it is.
pub fn holds_tags(plain: &str) -> bool {
    plain.split('<').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}

/// Walks the markup once: checks it and gives the visible text.
fn read(html: &str) -> Result<String, MarkupError> {
    let mut visible = String::with_capacity(html.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '<' => {
                let (tag, behind) = after.split_once('>').ok_or(MarkupError::LooseBracket)?;
                match tag.strip_prefix('/') {
                    Some(name) if open.last() == Some(&name) => drop(open.pop()),
                    Some(name) => return Err(MarkupError::Unbalanced(short(name))),
                    None => open.push(opened(tag)?),
                }
                behind
            }
            '>' => return Err(MarkupError::LooseEnd),
            '&' => {
                let (entity, sign) = ENTITIES
                    .into_iter()
                    .find(|(entity, _)| rest.starts_with(entity))
                    .ok_or(MarkupError::LooseAmpersand)?;
                visible.push(sign);
                rest.get(entity.len()..).unwrap_or_default()
            }
            c => {
                visible.push(c);
                after
            }
        };
    }
    open.last().map_or(Ok(visible), |name| Err(MarkupError::Unbalanced(short(name))))
}

/// Gives the name of an opening tag.
fn opened(tag: &str) -> Result<&str, MarkupError> {
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(MarkupError::LooseBracket);
    }
    if !TAGS.contains(&name) {
        return Err(MarkupError::UnknownTag(short(name)));
    }
    let fits = if name == "a" {
        attributes
            .strip_prefix("href=\"")
            .and_then(|address| address.strip_suffix('"'))
            .is_some_and(|address| address.starts_with("https://") && !address.contains('"'))
    } else {
        attributes.is_empty() && !tag.ends_with(' ')
    };
    if fits { Ok(name) } else { Err(MarkupError::Attributes(short(name))) }
}

fn short(name: &str) -> String {
    name.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn well_formed_markup_passes_and_shows_its_text() {
        let html = "<b>a <i>b</i></b> &lt;5 &amp; <a href=\"https://example.org/?a=1&amp;b=2\">c</a>";
        assert_eq!(Html::checked(html.to_owned()).unwrap().visible(), "a b <5 & c");
    }

    #[test]
    fn each_flaw_is_named() {
        let flaw = |html: &str| Html::checked(html.to_owned()).unwrap_err();
        assert_eq!(flaw("1 < 2"), MarkupError::LooseBracket);
        assert_eq!(flaw("<5>"), MarkupError::LooseBracket);
        assert_eq!(flaw("2 > 1"), MarkupError::LooseEnd);
        assert_eq!(flaw("a & b"), MarkupError::LooseAmpersand);
        assert_eq!(flaw("<script>"), MarkupError::UnknownTag("script".to_owned()));
        assert_eq!(flaw("<b onclick=\"\">x</b>"), MarkupError::Attributes("b".to_owned()));
        assert_eq!(flaw("<a href=\"javascript:x\">x</a>"), MarkupError::Attributes("a".to_owned()));
        assert_eq!(flaw("<b>x"), MarkupError::Unbalanced("b".to_owned()));
        assert_eq!(flaw("<b><i>x</b></i>"), MarkupError::Unbalanced("b".to_owned()));
        assert_eq!(flaw("x</b>"), MarkupError::Unbalanced("b".to_owned()));
    }

    proptest! {
        #[test]
        fn what_is_escaped_is_well_formed_and_comes_back(plain in any::<String>()) {
            let escaped = Html::escape(&plain);
            prop_assert_eq!(Html::checked(escaped.as_str().to_owned()), Ok(escaped.clone()));
            prop_assert_eq!(escaped.visible(), plain);
        }

        #[test]
        fn no_input_breaks_the_reader(html in "[<>/&;a-z \"=ä]{0,40}") {
            let _ = Html::checked(html);
        }
    }
}

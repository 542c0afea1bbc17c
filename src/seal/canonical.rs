//! Canonical texts: a title, then `key: value` lines, LF. One content has one text, so that a signature fits or does not.

/// Says why a text is not in its canonical form. Holds nothing of it but a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// The first line is another.
    #[error("it does not begin with the line `{0}`")]
    Title(&'static str),
    /// A line is missing or not as it must be.
    #[error("its line `{0}` is missing or not as it must be")]
    Line(&'static str),
    /// The content is right and the form is not: order, spaces, an unknown line, the end.
    #[error("it is not in the one form that it must have: lines in order, each ended by LF, nothing else")]
    Form,
}

/// The lines of a text by key, in their order.
pub(super) struct Lines<'a> {
    lines: Vec<(&'a str, &'a str)>,
}

impl<'a> Lines<'a> {
    /// Reads the lines below the title.
    pub(super) fn read(text: &'a str, title: &'static str) -> Result<Self, NotCanonical> {
        let rest =
            text.strip_prefix(title).and_then(|rest| rest.strip_prefix('\n')).ok_or(NotCanonical::Title(title))?;
        let lines = rest.lines().map(|line| line.split_once(": ").ok_or(NotCanonical::Form));
        Ok(Self { lines: lines.collect::<Result<_, _>>()? })
    }

    /// Gives the value of a key that stands once.
    pub(super) fn one(&self, key: &'static str) -> Result<&'a str, NotCanonical> {
        self.optional(key).ok_or(NotCanonical::Line(key))
    }

    /// Gives the value of a key, if it is there.
    pub(super) fn optional(&self, key: &str) -> Option<&'a str> {
        self.all(key).next()
    }

    /// Gives every value of a key.
    pub(super) fn all<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'a str> + use<'s, 'a> {
        self.lines.iter().filter(move |(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// Gives the values of keys that begin so, with the rest of the key.
    pub(super) fn starting<'s>(
        &'s self,
        start: &'static str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + use<'s, 'a> {
        self.lines.iter().filter_map(move |(name, value)| Some((name.strip_prefix(start)?, *value)))
    }
}

/// Puts a text together.
pub(super) fn write(title: &str, lines: impl IntoIterator<Item = (String, String)>) -> String {
    let mut text = format!("{title}\n");
    for (key, value) in lines {
        text.push_str(&format!("{key}: {value}\n"));
    }
    text
}

/// Reads a whole number as it is written canonically.
pub(super) fn number<T: std::str::FromStr + ToString>(value: &str, key: &'static str) -> Result<T, NotCanonical> {
    let number: T = value.parse().map_err(|_| NotCanonical::Line(key))?;
    if number.to_string() == value { Ok(number) } else { Err(NotCanonical::Line(key)) }
}

/// Reads a time in UTC, to the second.
pub(super) fn time(value: &str, key: &'static str) -> Result<jiff::Timestamp, NotCanonical> {
    value.parse().map_err(|_| NotCanonical::Line(key))
}

/// Tells whether a word is an id: 1 to 32 of a-z, 0-9 and `-`.
pub(super) fn is_id(word: &str) -> bool {
    (1..=32).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Tells whether a value is `sha256:` and 64 digits of hex in lower case.
pub(super) fn is_hash(value: &str) -> bool {
    value
        .strip_prefix("sha256:")
        .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))
}

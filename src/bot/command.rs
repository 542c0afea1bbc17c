//! The commands that a person can type.

/// A command with its argument. The list is the same in every language: Telegram allows ASCII only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `/start [payload]`: a deep link's payload says from which place somebody comes, or is an invitation.
    Start(Option<String>),
    /// `/subscribe`
    Subscribe,
    /// `/stop`
    Stop,
    /// `/language`
    Language,
    /// `/demands`
    Demands,
    /// `/day`
    Day,
    /// `/pledge [kind]`
    Pledge(Option<String>),
    /// `/mydata`
    MyData,
    /// `/forget`
    Forget,
    /// `/privacy`
    Privacy,
    /// `/verify [receipt]`
    Verify(Option<String>),
    /// `/help`
    Help,
    /// `/desk`, for organisers.
    Desk,
    /// Anything else that begins with a slash.
    Unknown,
}

impl Command {
    /// Reads a command with or without `@name_of_the_bot`; `None` for text that is none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.trim().strip_prefix('/')?.split_whitespace();
        let name = words.next().unwrap_or_default();
        let name = name.split('@').next().unwrap_or_default().to_ascii_lowercase();
        Some(match name.as_str() {
            "start" => Self::Start(words.next().map(str::to_owned)),
            "subscribe" => Self::Subscribe,
            "stop" => Self::Stop,
            "language" => Self::Language,
            "demands" => Self::Demands,
            "day" => Self::Day,
            "pledge" => Self::Pledge(words.next().map(str::to_ascii_lowercase)),
            "mydata" => Self::MyData,
            "forget" => Self::Forget,
            "privacy" => Self::Privacy,
            "verify" => Self::Verify(rest(words)),
            "help" => Self::Help,
            "desk" => Self::Desk,
            _ => Self::Unknown,
        })
    }
}

/// Joins what was typed behind a command; `None` where that is nothing.
fn rest<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let rest = words.collect::<Vec<_>>().join(" ");
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_read_as_people_type_them() {
        assert_eq!(Command::parse("/start src_leaflet"), Some(Command::Start(Some("src_leaflet".to_owned()))));
        assert_eq!(Command::parse("/verify  abc def "), Some(Command::Verify(Some("abc def".to_owned()))));
        assert_eq!(Command::parse("/start"), Some(Command::Start(None)));
        assert_eq!(Command::parse(" /Pledge@klich_bot  ACT now"), Some(Command::Pledge(Some("act".to_owned()))));
        assert_eq!(Command::parse("/pledge"), Some(Command::Pledge(None)));
        assert_eq!(Command::parse("/"), Some(Command::Unknown));
        assert_eq!(Command::parse("/підтрымаць"), Some(Command::Unknown));
        assert_eq!(Command::parse("stop"), None);
    }
}

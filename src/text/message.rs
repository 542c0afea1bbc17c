//! The catalogue: every text by its name, with the values it shows.

use super::Html;

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

            /// Gives the values by their Fluent names.
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
    // Which campaign is meant, and which ones a subscriber hears
    CampaignsWhich = "campaigns-which",
    CampaignsChoose = "campaigns-choose",
    CampaignsNone = "campaigns-none",
    CampaignsFurther { campaign: &'a str } = "campaigns-further",
    ButtonCampaigns = "button-campaigns",
    // How alerts reach a person
    Hearing { minutes: u64 } = "hearing",
    DiscreetNotice = "discreet-notice",
    DiscreetGone = "discreet-gone",
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
    ForgetCancelled = "forget-cancelled",
    ForgetDone = "forget-done",
    ForgetNothing = "forget-nothing",
    Privacy = "privacy",
    VerifyUnsigned = "verify-unsigned",
    Help = "help",
    HelpOrganiser = "help-organiser",
    // What is not understood
    CommandUnknown = "command-unknown",
    WordsNotKept = "words-not-kept",
    WaitALittle = "wait-a-little",
    FileNotKept = "file-not-kept",
    ButtonOld = "button-old",
    ButtonDone = "button-done",
    StopWords = "stop-words",
    // Labels of buttons
    ButtonSubscribe = "button-subscribe",
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
    ButtonHearing = "button-hearing",
    ButtonShow = "button-show",
    ButtonHide = "button-hide",
    ButtonOpenly = "button-openly",
    ButtonDiscreetly = "button-discreetly",
    ButtonStay = "button-stay",
    ButtonAfterHours { hours: u64 } = "button-after-hours",
    ButtonNews = "button-news",
    ButtonReminders = "button-reminders",
    // A call as a subscriber sees it
    AlertFootCall = "alert-foot-call",
    AlertFootNote = "alert-foot-note",
    AlertHeadCall = "alert-head-call",
    AlertHeadUpdate = "alert-head-update",
    AlertHeadCorrection = "alert-head-correction",
    AlertHeadReminder = "alert-head-reminder",
    // Calls that are signed
    ButtonVerify = "button-verify",
    ProofFiles = "proof-files",
    VerifySigned { required: u64, signers: u64 } = "verify-signed",
    VerifySignedNoPage { required: u64, signers: u64 } = "verify-signed-no-page",
    VerifyKeys { print: &'a str, words: &'a str } = "verify-keys",
    VerifyDoubt = "verify-doubt",
    VerifyAddresses { bot: &'a str, next: &'a str, pages: &'a str, until: &'a str, signers: u64 } = "verify-addresses",
    // Circles
    CircleAsk { circle: &'a str, campaign: &'a str } = "circle-ask",
    CircleJoined { circle: &'a str } = "circle-joined",
    CircleOver = "circle-over",
    CircleTooMany = "circle-too-many",
    CircleLeft = "circle-left",
    CirclesOfYours = "circles-of-yours",
    ButtonJoin = "button-join",
    ButtonLeaveCircle { circle: &'a str } = "button-leave-circle",
    DeskCircles { circles: &'a str } = "desk-circles",
    DeskInvitation { circle: &'a str, link: &'a str, until: &'a str } = "desk-invitation",
    DeskButtonCircles = "desk-button-circles",
    DeskButtonInvite { circle: &'a str } = "desk-button-invite",
    DeskAwaits { given: u64, required: u64, signers: &'a str } = "desk-awaits",
    DeskToSignCaption { id: &'a str, file: &'a str } = "desk-to-sign-caption",
    DeskSignatureTaken { id: &'a str, given: u64, required: u64 } = "desk-signature-taken",
    DeskSignaturesComplete { id: &'a str, given: u64, required: u64 } = "desk-signatures-complete",
    DeskSignatureForeign { key: &'a str } = "desk-signature-foreign",
    DeskSignatureTwice { signer: &'a str } = "desk-signature-twice",
    DeskSignatureOther = "desk-signature-other",
    DeskSignatureOldKind = "desk-signature-old-kind",
    DeskSignatureMalformed = "desk-signature-malformed",
    DeskSignatureOld { given: u64, last: u64 } = "desk-signature-old",
    DeskSignatureExpired = "desk-signature-expired",
    DeskSignatureNotAwaited = "desk-signature-not-awaited",
    DeskPausedOutrun { id: &'a str } = "desk-paused-outrun",
    DeskButtonSign = "desk-button-sign",
    DeskButtonToSign = "desk-button-to-sign",
    DeskButtonReopen = "desk-button-reopen",
    // Registered with Telegram
    BotDescription { campaign: &'a str } = "bot-description",
    BotShortDescription { campaign: &'a str } = "bot-short-description",
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
    DeskPausedExpired { id: &'a str } = "desk-paused-expired",
    DeskPausedToken { id: &'a str } = "desk-paused-token",
    DeskPausedLate { id: &'a str } = "desk-paused-late",
    // The life of an alert
    DeskWhen { zone: &'a str, example: &'a str } = "desk-when",
    DeskWhenUnclear { example: &'a str } = "desk-when-unclear",
    DeskGoesOut { time: &'a str } = "desk-goes-out",
    DeskGoesOutAtOnce = "desk-goes-out-at-once",
    DeskScheduled { id: &'a str, time: &'a str } = "desk-scheduled",
    DeskCorrectNote = "desk-correct-note",
    DeskConfirmCorrect { audience: &'a str, languages: &'a str, missing: &'a str } = "desk-confirm-correct",
    DeskConfirmDiscard = "desk-confirm-discard",
    DeskConfirmCancel { id: &'a str } = "desk-confirm-cancel",
    DeskConfirmRecall { id: &'a str, delivered: u64 } = "desk-confirm-recall",
    DeskConfirmRetry { id: &'a str, failed: u64 } = "desk-confirm-retry",
    DeskProgress { bar: &'a str, percent: u64, rate: &'a str, left: &'a str } = "desk-progress",
    DeskRework { id: &'a str, of: &'a str, kind: &'a str, state: &'a str, done: u64, audience: u64, unreachable: u64, failed: u64, uncertain: u64, remaining: u64 } = "desk-rework",
    DeskReworkFinished { id: &'a str, of: &'a str, kind: &'a str, done: u64, unreachable: u64, failed: u64, uncertain: u64 } = "desk-rework-finished",
    DeskTooOld = "desk-too-old",
    DeskButtonTest = "desk-button-test",
    DeskButtonWhen = "desk-button-when",
    DeskButtonAtOnce = "desk-button-at-once",
    DeskButtonSchedule = "desk-button-schedule",
    DeskButtonCancel = "desk-button-cancel",
    DeskButtonCorrect = "desk-button-correct",
    DeskButtonRecall = "desk-button-recall",
    DeskButtonRetry = "desk-button-retry",
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
    DeskButtonEdit = "desk-button-edit",
    // Wiping
    DeskButtonWipe = "desk-button-wipe",
    DeskButtonWipeNow = "desk-button-wipe-now",
    DeskWipeAsk { needed: u64, minutes: u64, votes: u64 } = "desk-wipe-ask",
    DeskWipeVoted { needed: u64, minutes: u64, votes: u64 } = "desk-wipe-voted",
    DeskWipeCalled { needed: u64, minutes: u64, votes: u64 } = "desk-wipe-called",
    DeskWiped = "desk-wiped",
    AlertKindCall = "alert-kind-call",
    AlertKindUpdate = "alert-kind-update",
    AlertKindCorrection = "alert-kind-correction",
    AlertKindReminder = "alert-kind-reminder",
    AlertKindRecall = "alert-kind-recall",
    AlertKindRetry = "alert-kind-retry",
    StateDraft = "state-draft",
    StateAwaitingSignatures = "state-awaiting-signatures",
    StateScheduled = "state-scheduled",
    StateRunning = "state-running",
    StatePaused = "state-paused",
    StateFinished = "state-finished",
    StateCancelled = "state-cancelled",
    // Sealed letters, replies to them, and a statement that has changed
    SealOffer = "seal-offer",
    SealOfferFile { keys: &'a str } = "seal-offer-file",
    SealNone = "seal-none",
    SealedPledge { total: u64 } = "sealed-pledge",
    SealedMessage = "sealed-message",
    SealedWhich = "sealed-which",
    SealedNewer = "sealed-newer",
    SealedDamaged = "sealed-damaged",
    SealedTooLong = "sealed-too-long",
    SealedOtherKey = "sealed-other-key",
    SealedTooMany = "sealed-too-many",
    CommentAsk = "comment-ask",
    CommentSealed = "comment-sealed",
    PledgeCountedComment { kinds: &'a str, total: u64 } = "pledge-counted-comment",
    CommentTooLong = "comment-too-long",
    ReplyCame = "reply-came",
    ReplyFile = "reply-file",
    StatementChanged { statement: &'a Html } = "statement-changed",
    StatementRenewed { total: u64 } = "statement-renewed",
    PrivacySealed = "privacy-sealed",
    SealedCopies = "sealed-copies",
    ButtonSeal = "button-seal",
    ButtonSealedPledge = "button-sealed-pledge",
    ButtonSealedMessage = "button-sealed-message",
    ButtonCountMe = "button-count-me",
    ButtonOnlyMessage = "button-only-message",
    ButtonOpenReply = "button-open-reply",
    ButtonRenew = "button-renew",
    // Supporters bring others
    ShareWish = "share-wish",
    ButtonCountHear = "button-count-hear",
    ButtonCountStop = "button-count-stop",
    CountHearing = "count-hearing",
    CountStopped = "count-stopped",
    CountNoPledge = "count-no-pledge",
    Milestone { goal: u64, total: u64 } = "milestone",
    MilestoneThanks { day: &'a str, total: u64 } = "milestone-thanks",
    DeskSources { list: &'a str } = "desk-sources",
    SourceOther = "source-other",
    // Receipts
    ButtonReceipt = "button-receipt",
    Receipt { receipt: &'a str } = "receipt",
    ReceiptListed { date: &'a str } = "receipt-listed",
    ReceiptToday = "receipt-today",
    ReceiptWithdrawn = "receipt-withdrawn",
    ReceiptUnknown = "receipt-unknown",
    ReceiptMalformed = "receipt-malformed",
    // The public page
    WebLanguages = "web-languages",
    WebPeople { count: u64 } = "web-people",
    WebGoal { goal: u64 } = "web-goal",
    WebMilestones = "web-milestones",
    WebReached = "web-reached",
    WebOpen = "web-open",
    WebQr = "web-qr",
    WebBotSoon = "web-bot-soon",
    WebDays { days: u64 } = "web-days",
    WebToday = "web-today",
    WebCalendar = "web-calendar",
    WebCalendarYearly = "web-calendar-yearly",
    WebDemands = "web-demands",
    WebStatement = "web-statement",
    WebKinds = "web-kinds",
    WebKindsNote = "web-kinds-note",
    WebBackground = "web-background",
    WebReal = "web-real",
    WebRealBot { bot: &'a str } = "web-real-bot",
    WebRealPage { address: &'a str } = "web-real-page",
    WebRealKeys = "web-real-keys",
    WebRealUnsigned = "web-real-unsigned",
    WebPrivacyText = "web-privacy-text",
    WebOwnSite = "web-own-site",
    WebOwnSiteText = "web-own-site-text",
    WebPicture = "web-picture",
    WebCount = "web-count",
    WebCountText = "web-count-text",
    WebCountRoot { date: &'a str, size: u64, total: u64 } = "web-count-root",
    WebCountNone = "web-count-none",
    WebCountList = "web-count-list",
    WebReceipt = "web-receipt",
    WebReceiptCheck = "web-receipt-check",
    WebReceiptProof { date: &'a str } = "web-receipt-proof",
    // The petition on paper
    PetitionSigned { count: u64 } = "petition-signed",
    PetitionUnnamed { count: u64 } = "petition-unnamed",
}

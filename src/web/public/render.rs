//! The page and the frame, written out.

use std::sync::LazyLock;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::code::{Code, code};
use super::markup::paragraphs;
use super::view::{Checked, Facts, Now, Place, Root};
use crate::campaign::Kind;
use crate::text::{Language, Message, Texts};

const PAGE_STYLE: &str = include_str!("templates/page.css");
const FRAME_STYLE: &str = include_str!("templates/embed.css");
/// The most of the call that a link's preview shows, in characters.
const DESCRIPTION_MAX: usize = 200;

/// What a browser may do on the page: take its one style and the icon, and nothing else. No script, no form, no frame.
pub static PAGE_POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src {}; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        hash(PAGE_STYLE)
    )
});

/// As [`PAGE_POLICY`], but any site may show it.
pub static FRAME_POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'; frame-ancestors http: https:",
        hash(FRAME_STYLE)
    )
});

/// Source: Content Security Policy Level 3, `hash-source`.
fn hash(style: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style.as_bytes())))
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    language: Language,
    languages: &'a [Language],
    lang: &'a str,
    dir: &'a str,
    /// The way to the root: the page stands at `/` and at `/<lang>/`.
    up: &'a str,
    style: &'a str,
    address: Option<&'a str>,
    title: String,
    description: String,
    call: String,
    count: Option<u64>,
    people: String,
    goal: Option<u64>,
    goal_text: String,
    milestones: Vec<(u64, bool)>,
    closed: Option<String>,
    /// What is counted apart from the pledges, a sentence each.
    apart: Vec<String>,
    bot: &'a str,
    link: Option<String>,
    screen_code: Option<Code>,
    paper_code: Option<Code>,
    day_title: String,
    day_iso: String,
    day_date: String,
    countdown: String,
    day_text: String,
    demands: Vec<(String, String)>,
    statement: String,
    kinds: Vec<String>,
    real_bot: Option<String>,
    real_page: Option<String>,
    keys: Option<(String, String)>,
    signed: bool,
    root: Option<(String, String)>,
    background: String,
    texts: &'a Texts,
}

impl Page<'_> {
    fn say(&self, message: Message<'_>) -> String {
        self.texts.plain(self.language, message)
    }
}

/// Writes the page in one language; `up` leads from where it stands to the root.
pub fn page(facts: &Facts, now: &Now, language: Language, up: &str) -> String {
    let campaign = &facts.campaign;
    let petition = campaign.petition();
    let count = now.pledges;
    let link = |place| now.link(facts, place);
    let draw = |place| now.link(facts, place).and_then(|link| code(&link));
    let bot_at = now.bot.as_ref().map(|bot| format!("@{bot}"));
    let demands = campaign.demands().iter().map(|id| {
        let demand = campaign.demand(language, id);
        (demand.title, paragraphs(&demand.text))
    });
    let page = Page {
        language,
        languages: &Language::ALL,
        lang: language.code(),
        dir: language.direction(),
        up,
        style: PAGE_STYLE,
        address: facts.address.as_deref(),
        title: campaign.title(language),
        description: shortened(&campaign.call(language).visible()),
        call: paragraphs(&campaign.call(language)),
        count,
        people: facts.say(language, Message::WebPeople { count: count.unwrap_or_default() }),
        goal: petition.goal,
        goal_text: facts.say(language, Message::WebGoal { goal: petition.goal.unwrap_or_default() }),
        milestones: petition.milestones.iter().map(|mark| (*mark, count.is_some_and(|count| count >= *mark))).collect(),
        closed: now.closed.map(|day| facts.say(language, Message::WebClosed { date: &facts.date(language, day) })),
        apart: apart(facts, now, language),
        bot: now.bot.as_deref().unwrap_or_default(),
        link: link(Place::Page),
        screen_code: draw(Place::Page),
        paper_code: draw(Place::Leaflet),
        day_title: campaign.day_title(language),
        day_iso: now.day.date.to_string(),
        day_date: facts.date(language, now.day.date),
        countdown: facts.countdown(language, &now.day),
        day_text: paragraphs(&campaign.day_text(language)),
        demands: demands.collect(),
        statement: paragraphs(&campaign.statement(language)),
        kinds: petition.kinds.iter().map(|kind| facts.say(language, label(*kind))).collect(),
        real_bot: bot_at.as_deref().map(|bot| facts.say(language, Message::WebRealBot { bot })),
        real_page: facts.address.as_deref().map(|address| {
            let address = format!("{address}/");
            facts.say(language, Message::WebRealPage { address: &address })
        }),
        keys: facts.keys.map(|keys| (keys.words(), keys.to_string())),
        signed: facts.signed,
        root: now.root.as_ref().map(|root| (root_line(facts, language, root), root.root.clone())),
        background: paragraphs(&campaign.background(language)),
        texts: &facts.texts,
    };
    // It fails only where writing to a string fails.
    page.render().unwrap_or_default()
}

/// Says what is counted apart from the pledges.
fn apart(facts: &Facts, now: &Now, language: Language) -> Vec<String> {
    let paper = (now.paper > 0).then(|| facts.say(language, Message::WebPaper { count: now.paper }));
    let imported = (now.imported > 0).then(|| facts.say(language, Message::WebImported { count: now.imported }));
    paper.into_iter().chain(imported).collect()
}

fn root_line(facts: &Facts, language: Language, root: &Root) -> String {
    let date = facts.date(language, root.day);
    facts.say(language, Message::WebCountRoot { date: &date, size: root.size, total: root.pledges })
}

#[derive(Template)]
#[template(path = "embed.html")]
struct Frame<'a> {
    lang: &'a str,
    dir: &'a str,
    style: &'a str,
    title: String,
    count: Option<u64>,
    people: String,
    goal: Option<u64>,
    goal_text: String,
    day_iso: String,
    day_date: String,
    countdown: String,
    link: Option<String>,
    open: String,
}

/// Writes the frame for other sites.
pub fn frame(facts: &Facts, now: &Now, language: Language) -> String {
    let petition = facts.campaign.petition();
    let frame = Frame {
        lang: language.code(),
        dir: language.direction(),
        style: FRAME_STYLE,
        title: facts.campaign.title(language),
        count: now.pledges,
        people: facts.say(language, Message::WebPeople { count: now.pledges.unwrap_or_default() }),
        goal: petition.goal,
        goal_text: facts.say(language, Message::WebGoal { goal: petition.goal.unwrap_or_default() }),
        day_iso: now.day.date.to_string(),
        day_date: facts.date(language, now.day.date),
        countdown: facts.countdown(language, &now.day),
        link: now.link(facts, Place::Frame),
        open: facts.say(language, Message::WebOpen),
    };
    frame.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct Answer<'a> {
    lang: &'a str,
    dir: &'a str,
    style: &'a str,
    title: String,
    heading: String,
    label: String,
    check: String,
    said: Option<String>,
    proof_title: String,
    proof: Option<String>,
    back: String,
}

/// Writes the page that checks receipts, with what the last one came to.
pub fn receipt(facts: &Facts, language: Language, checked: Option<&Checked>) -> String {
    let said = checked.map(|checked| match checked {
        Checked::Malformed => facts.say(language, Message::ReceiptMalformed),
        Checked::Unknown => facts.say(language, Message::ReceiptUnknown),
        Checked::Today => facts.say(language, Message::ReceiptToday),
        Checked::Withdrawn => facts.say(language, Message::ReceiptWithdrawn),
        Checked::Listed { joined, .. } => {
            facts.say(language, Message::ReceiptListed { date: &facts.date(language, *joined) })
        }
    });
    let (proof_title, proof) = match checked {
        Some(Checked::Listed { index, line, root, path, .. }) => {
            let date = facts.date(language, root.day);
            let mut proof = format!("line {index} of {}\n{line}\n", root.size);
            proof.extend(path.iter().map(|hash| format!("{hash}\n")));
            proof.push_str(&format!("root {}", root.root));
            (facts.say(language, Message::WebReceiptProof { date: &date }), Some(proof))
        }
        _ => (String::new(), None),
    };
    let answer = Answer {
        lang: language.code(),
        dir: language.direction(),
        style: PAGE_STYLE,
        title: facts.campaign.title(language),
        heading: facts.say(language, Message::WebCount),
        label: facts.say(language, Message::WebReceipt),
        check: facts.say(language, Message::WebReceiptCheck),
        said,
        proof_title,
        proof,
        back: facts.campaign.title(language),
    };
    answer.render().unwrap_or_default()
}

/// Gives the text that names a kind of support.
fn label(kind: Kind) -> Message<'static> {
    match kind {
        Kind::Sign => Message::KindSign,
        Kind::Share => Message::KindShare,
        Kind::Act => Message::KindAct,
        Kind::Photo => Message::KindPhoto,
        Kind::Raise => Message::KindRaise,
    }
}

/// Cuts a text at a word, on one line.
fn shortened(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() >= DESCRIPTION_MAX {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

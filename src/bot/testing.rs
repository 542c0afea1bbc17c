//! Rooms in memory and people in them, for the tests of conversations.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::Timestamp;
use teloxide::dptree::deps;
use teloxide::types::Update;

use super::incoming::{AttachedFile, Incoming, Person, Sent};
use super::verifying::Trust;
use super::{Rooms, Served, schema};
use crate::alert::{Alerts, Rules};
use crate::audience::{Audience, Invitations, Sources};
use crate::audit::Audit;
use crate::broadcast::Broadcasts;
use crate::campaign::{Campaign, Day};
use crate::organisers::{Organisers, Roster};
use crate::pledge::{Letters, Pledges, Wording};
use crate::seal::{KeyList, Quorum};
use crate::telegram::{Button, FileId, Inbox, MessageId, Outgoing, UserId};
use crate::text::Texts;
use crate::vault::Vault;

/// An age identity that opens nothing but these tests.
pub const IDENTITY: &str = include_str!("../../tests/vectors/seal/organiser.key");
/// Its public key.
pub const RECIPIENT: &str = "age168vz60hmduxjppkdx0fxu74857h0vng0seaawsez32wpnf4f29jslwd4h2";

/// The organiser's account.
pub const ORGANISER: i64 = 9_000;

/// Rooms of the default campaign over a vault in memory; it is the week before the action day.
pub fn rooms() -> Arc<Rooms> {
    rooms_with(Quorum::default())
}

/// Rooms whose campaign asks for signatures.
pub fn rooms_with(quorum: Quorum) -> Arc<Rooms> {
    rooms_at(quorum, before_the_day)
}

/// Rooms with a clock.
pub fn rooms_at(quorum: Quorum, now: fn() -> Timestamp) -> Arc<Rooms> {
    Arc::new(build(Vault::in_memory(), quorum, now, None))
}

/// Rooms of these organisers, with a clock.
pub fn rooms_of<const N: usize>(organisers: [i64; N], now: fn() -> Timestamp) -> Arc<Rooms> {
    let rooms = build(Vault::in_memory(), Quorum::default(), now, None);
    Arc::new(organised_by(rooms, Roster::of(organisers.map(UserId))))
}

/// Rooms whose organisers have roles, with a clock.
pub fn rooms_by(roster: Roster, quorum: Quorum, now: fn() -> Timestamp) -> Arc<Rooms> {
    Arc::new(organised_by(build(Vault::in_memory(), quorum, now, None), roster))
}

/// The same rooms after a restart with other organisers.
fn organised_by(rooms: Rooms, roster: Roster) -> Rooms {
    let organisers = Organisers::new(Arc::clone(&rooms.vault), roster);
    let alerts = rooms.alerts.approved_by(organisers.clone());
    let broadcasts = Broadcasts::new(Arc::clone(&rooms.vault), alerts.clone(), rooms.audience.clone());
    let approved =
        |served: &Served| Served { alerts: served.alerts.clone().approved_by(organisers.clone()), ..served.clone() };
    let served = rooms.served.iter().map(approved).collect();
    Rooms { organisers, alerts, broadcasts, served, ..rooms }
}

/// Rooms that take what is sealed to [`RECIPIENT`], with a page or without.
pub fn rooms_sealing(page: Option<&str>) -> Arc<Rooms> {
    let rooms = build(Vault::in_memory(), Quorum::default(), before_the_day, None);
    Arc::new(Rooms { recipients: vec![RECIPIENT.parse().unwrap()], page: page.map(str::to_owned), ..rooms })
}

/// Rooms over a vault that somebody else looks at.
pub fn rooms_over(vault: Arc<Vault>) -> Arc<Rooms> {
    Arc::new(build(vault, Quorum::default(), before_the_day, None))
}

/// The same rooms after a restart with another statement in every language.
pub fn with_other_statement(rooms: &Rooms) -> Arc<Rooms> {
    let wording = Wording::everywhere("We stand by each other.");
    Arc::new(build(Arc::clone(&rooms.vault), Quorum::default(), before_the_day, Some(&wording)))
}

fn before_the_day() -> Timestamp {
    "2026-11-09T09:00:00Z".parse().unwrap()
}

fn build(vault: Arc<Vault>, quorum: Quorum, now: fn() -> Timestamp, wording: Option<&Wording>) -> Rooms {
    let campaign = Arc::new(Campaign::embedded("belarus-16-november").unwrap().unwrap());
    build_for(vault, quorum, now, wording, &[campaign])
}

/// Another campaign: the default one's texts under other names.
pub fn harbour() -> Arc<Campaign> {
    let base = tempfile::tempdir().unwrap();
    let folder = base.path().join("harbour");
    std::fs::create_dir(&folder).unwrap();
    for (name, bytes) in Campaign::embedded_files("belarus-16-november") {
        let text = String::from_utf8(bytes).unwrap();
        let text =
            text.replace("\"belarus-16-november\"", "\"harbour\"").replace("release-the-detained", "open-the-gate");
        let text = text.replace("title = Belarus, 16 November: unions are no crime", "title = Harbour & dock");
        std::fs::write(folder.join(name), text).unwrap();
    }
    Arc::new(Campaign::load("harbour", base.path()).unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// Rooms of several campaigns, the first one first.
pub fn rooms_for(campaigns: &[Arc<Campaign>]) -> Arc<Rooms> {
    rooms_for_over(Vault::in_memory(), campaigns)
}

/// Rooms of several campaigns over a vault, as after a restart.
pub fn rooms_for_over(vault: Arc<Vault>, campaigns: &[Arc<Campaign>]) -> Arc<Rooms> {
    Arc::new(build_for(vault, Quorum::default(), before_the_day, None, campaigns))
}

fn build_for(
    vault: Arc<Vault>,
    quorum: Quorum,
    now: fn() -> Timestamp,
    wording: Option<&Wording>,
    campaigns: &[Arc<Campaign>],
) -> Rooms {
    let organisers = Organisers::new(Arc::clone(&vault), Roster::of([UserId(ORGANISER)]));
    let ids: Vec<_> = campaigns.iter().map(|campaign| campaign.id().clone()).collect();
    let audience = Audience::new(Arc::clone(&vault)).serving(&ids).unwrap().unwrap();
    let eldest = audience.eldest().unwrap().tag();
    let serve = |campaign: &Arc<Campaign>| Served {
        alerts: alerts_of(&vault, &quorum, campaign, campaigns).approved_by(organisers.clone()),
        pledges: {
            let served = serve(&vault, &quorum, now, wording, campaign, campaigns);
            served.pledges.with_letters_of(campaign.id().tag(), campaign.id().tag() == eldest)
        },
        ..serve(&vault, &quorum, now, wording, campaign, campaigns)
    };
    let served: Vec<Served> = campaigns.iter().map(serve).collect();
    let Served { campaign, pledges, sources, alerts } = served[0].clone();
    let keys = KeyList::first(campaign.id().as_str(), quorum.required, &[], &quorum.signers);
    Rooms {
        trust: Arc::new(Trust { keys, addresses: None }),
        invitations: Invitations::new(Arc::clone(&vault)),
        broadcasts: Broadcasts::new(Arc::clone(&vault), alerts.clone(), audience.clone()),
        pledges,
        letters: Letters::new(Arc::clone(&vault)).with_untagged_of(eldest),
        recipients: Vec::new(),
        page: None,
        audit: Audit::new(Arc::clone(&vault)),
        audience,
        sources,
        served: served.into(),
        former: Arc::new([]),
        alerts,
        campaign,
        texts: Arc::new(Texts::load()),
        organisers,
        reminders: true,
        username: Arc::default(),
        inbox: Inbox::new(Arc::clone(&vault)).unwrap(),
        vault,
        wipe_quorum: 2,
        wipe: Arc::default(),
        now,
    }
}

fn serve(
    vault: &Arc<Vault>,
    quorum: &Quorum,
    now: fn() -> Timestamp,
    wording: Option<&Wording>,
    campaign: &Arc<Campaign>,
    all: &[Arc<Campaign>],
) -> Served {
    let today = Day::from_timestamp(now(), campaign.action_day().time_zone());
    let own = Wording::of(campaign);
    let petition = campaign.petition().id.clone();
    Served {
        campaign: Arc::clone(campaign),
        pledges: Pledges::open(Arc::clone(vault), petition, wording.unwrap_or(&own), today)
            .unwrap()
            .in_turn_with(&all.iter().map(|campaign| campaign.petition().id.clone()).collect::<Vec<_>>()),
        sources: Sources::new(Arc::clone(vault), campaign.id().clone(), campaign.sources()),
        alerts: alerts_of(vault, quorum, campaign, all),
    }
}

fn alerts_of(vault: &Arc<Vault>, quorum: &Quorum, campaign: &Campaign, all: &[Arc<Campaign>]) -> Alerts {
    let rules = Rules {
        campaign: campaign.id().as_str().to_owned(),
        quorum: quorum.clone(),
        circles: campaign.circles().to_vec(),
    };
    let beside: Arc<[String]> = all.iter().map(|campaign| campaign.id().to_string()).collect();
    Alerts::new(Arc::clone(vault), rules).beside(beside)
}

/// A person at their phone, without a Telegram between.
pub struct Phone {
    /// What they talk to.
    pub rooms: Arc<Rooms>,
    user: i64,
    tag: &'static str,
}

impl Phone {
    /// Gives a person a phone that speaks a language.
    pub fn new(rooms: &Arc<Rooms>, user: i64, tag: &'static str) -> Self {
        Self { rooms: Arc::clone(rooms), user, tag }
    }

    /// Types something.
    pub async fn say(&self, text: &str) -> Vec<Outgoing> {
        self.message(serde_json::json!({ "text": text })).await
    }

    /// Replies to a message of the bot.
    pub async fn reply(&self, text: &str, message: i32, markup: serde_json::Value) -> Vec<Outgoing> {
        let mut to = serde_json::json!({
            "message_id": message, "date": 1, "text": "…",
            "chat": { "id": self.user, "type": "private", "first_name": "A" },
            "from": { "id": 1, "is_bot": true, "first_name": "klich" },
        });
        if !markup.is_null() {
            to["reply_markup"] = markup;
        }
        self.message(serde_json::json!({ "text": text, "reply_to_message": to })).await
    }

    /// Presses a button with this data.
    pub async fn press(&self, data: &str) -> Vec<Outgoing> {
        let from = self.from();
        let chat = serde_json::json!({ "id": self.user, "type": "private", "first_name": "A" });
        self.update(serde_json::json!({
            "update_id": 1,
            "callback_query": {
                "id": "77", "from": from, "chat_instance": "1", "data": data,
                "message": { "message_id": 50, "date": 1, "chat": chat, "text": "…" },
            },
        }))
        .await
    }

    /// Lets the page hand data over, as a message of this number.
    pub async fn hand(&self, message: i32, data: &str, button: &str) -> Vec<Outgoing> {
        let data = serde_json::json!({ "data": data, "button_text": button });
        self.message(serde_json::json!({ "message_id": message, "web_app_data": data })).await
    }

    /// Attaches a file that was fetched, as a message of this number.
    pub async fn attach(&self, message: i32, bytes: &[u8]) -> Vec<Outgoing> {
        let sent = Sent {
            person: Person { user: UserId(self.user), tag: Some(self.tag.to_owned()) },
            message: MessageId(message),
            reply_to: None,
            file: Some(AttachedFile { id: FileId("1".into()), size: bytes.len(), bytes: Some(bytes.into()) }),
            picture: None,
        };
        self.dispatch(Incoming::Sent(sent)).await
    }

    /// Sends a photo that was fetched, as a message of this number.
    pub async fn picture(&self, message: i32, bytes: &[u8]) -> Vec<Outgoing> {
        let sent = Sent {
            person: Person { user: UserId(self.user), tag: Some(self.tag.to_owned()) },
            message: MessageId(message),
            reply_to: None,
            file: None,
            picture: Some(AttachedFile { id: FileId("1".into()), size: bytes.len(), bytes: Some(bytes.into()) }),
        };
        self.dispatch(Incoming::Sent(sent)).await
    }

    /// Sends any update.
    pub async fn update(&self, update: serde_json::Value) -> Vec<Outgoing> {
        // teloxide reads an update only with its number first, as Telegram writes it.
        let mut fields = update.as_object().unwrap().clone();
        let number = fields.remove("update_id").unwrap();
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!(",\"{name}\":{value}")).collect();
        let update: Update = serde_json::from_str(&format!("{{\"update_id\":{number}{}}}", fields.concat())).unwrap();
        self.dispatch(Incoming::read(&update)).await
    }

    async fn dispatch(&self, incoming: Incoming) -> Vec<Outgoing> {
        let routed = schema().dispatch(deps![Arc::clone(&self.rooms), incoming]).await;
        match routed {
            ControlFlow::Break(answer) => answer.unwrap().outgoing,
            ControlFlow::Continue(_) => Vec::new(),
        }
    }

    async fn message(&self, more: serde_json::Value) -> Vec<Outgoing> {
        let mut message = serde_json::json!({
            "message_id": 40, "date": 1, "from": self.from(),
            "chat": { "id": self.user, "type": "private", "first_name": "A" },
        });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.update(serde_json::json!({ "update_id": 1, "message": message })).await
    }

    fn from(&self) -> serde_json::Value {
        serde_json::json!({ "id": self.user, "is_bot": false, "first_name": "Аляксей <b>", "language_code": self.tag })
    }
}

/// Writes an answer out as a person would see it: texts, then buttons with what they ask for.
pub fn transcript(outgoing: &[Outgoing]) -> String {
    let mut out = String::new();
    for one in outgoing {
        let (verb, text, keyboard) = match one {
            Outgoing::Message { text, keyboard, .. } => ("says", text.as_str(), keyboard.as_deref()),
            Outgoing::Edit { text, keyboard, .. } => ("shows", text.as_str(), keyboard.as_deref()),
            Outgoing::Offer { text, .. } => ("offers", text.as_str(), None),
            Outgoing::Document { caption, keyboard, .. } => ("gives", caption.as_str(), keyboard.as_deref()),
            Outgoing::Photo { caption, .. } => ("pictures", caption.as_str(), None),
            Outgoing::RemoveButtons { .. } => ("settles", "", None),
            Outgoing::Delete { .. } => ("deletes", "", None),
            Outgoing::AnswerPress { text, .. } => ("answers", text.as_deref().unwrap_or_default(), None),
        };
        out.push_str(&format!("[{verb}] {text}\n"));
        if let Outgoing::Offer { apps, .. } = one {
            apps.iter().for_each(|app| out.push_str(&format!("  [{} ⇒ {}]\n", app.label, app.url)));
        }
        for row in keyboard.map(|keyboard| keyboard.0.as_slice()).unwrap_or_default() {
            let row: Vec<String> = row
                .iter()
                .map(|button| match button {
                    Button::Press { label, data } => format!("({label} = {data})"),
                    Button::Link { label, url } => format!("({label} → {url})"),
                    Button::App { label, url } => format!("({label} ⇒ {url})"),
                })
                .collect();
            out.push_str(&format!("  {}\n", row.join(" ")));
        }
    }
    out
}

/// Finds the data of the first button whose data begins so.
pub fn data_of(outgoing: &[Outgoing], begins: &str) -> Option<String> {
    outgoing.iter().rev().find_map(|one| {
        let (Outgoing::Message { keyboard, .. } | Outgoing::Edit { keyboard, .. }) = one else { return None };
        keyboard.as_ref()?.0.iter().flatten().find_map(|button| match button {
            Button::Press { data, .. } if data.starts_with(begins) => Some(data.clone()),
            _ => None,
        })
    })
}

//! What the lengths of rows tell: nothing of a person's language, circles, kinds of support or words, in whatever table.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use rand::rngs::OsRng;

use super::testing::{self, Phone};
use crate::alert::{self, Act, AlertFile, Alerts, Rules};
use crate::audience::{Hours, Interests};
use crate::campaign::{CircleId, Day, Kind};
use crate::pledge::{NewLetter, Sort};
use crate::seal::{Letter, Message, SealedFile, seal};
use crate::store::Store;
use crate::store::memory::MemoryStore;
use crate::telegram::{MessageId, RawUpdate, UpdateId, UserId};
use crate::text::Language;
use crate::vault::{Keyring, KeyringFile, Vault, tables};

/// Circles of the campaign.
const CIRCLES: [&str; 8] = ["a", "harbour", "north", "choir-of-the-old-town", "b", "c", "d", "rail"];

/// What a person chooses, and what is written to them.
#[derive(Debug, Clone)]
struct Life {
    user: i64,
    language: Language,
    circles: BTreeSet<usize>,
    kinds: BTreeSet<usize>,
    disappear_after: Option<Hours>,
    discreet: bool,
    interests: Interests,
    day: i32,
    message: i32,
    words: String,
    alert: Written,
}

/// An alert.
#[derive(Debug, Clone)]
struct Written {
    kind: alert::Kind,
    languages: BTreeSet<usize>,
    circles: BTreeSet<usize>,
    sequence: u64,
    text: (usize, String),
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

fn words(longest: usize) -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{1,40}x",
        prop::collection::vec(prop::char::range('а', 'я'), 1..longest)
            .prop_map(|letters| letters.into_iter().collect())
    ]
}

fn written() -> impl Strategy<Value = Written> {
    let kind = prop::sample::select(vec![alert::Kind::Call, alert::Kind::Update]);
    let languages = prop::collection::btree_set(0..Language::ALL.len(), 0..=Language::ALL.len());
    let circles = prop::collection::btree_set(0..CIRCLES.len(), 0..=CIRCLES.len());
    let text = (0..Language::ALL.len(), words(1500));
    (kind, languages, circles, 1..u64::from(u32::MAX), text)
        .prop_map(|(kind, languages, circles, sequence, text)| Written { kind, languages, circles, sequence, text })
}

fn life() -> impl Strategy<Value = Life> {
    let hours = prop::option::of(prop::sample::select(Hours::CHOICES.to_vec()));
    let who = (1_i64..1 << 52, language(), prop::collection::btree_set(0..CIRCLES.len(), 0..=CIRCLES.len()));
    let wants = (hours, any::<bool>(), any::<(bool, bool)>());
    let does = (prop::collection::btree_set(0..Kind::ALL.len(), 1..=Kind::ALL.len()), 1..30_000, 1..i32::MAX);
    (who, wants, does, words(100), written()).prop_map(|(who, wants, does, words, alert)| Life {
        user: who.0,
        language: who.1,
        circles: who.2,
        disappear_after: wants.0,
        discreet: wants.1,
        interests: Interests { updates: wants.2.0, reminders: wants.2.1 },
        kinds: does.0,
        day: does.1,
        message: does.2,
        words,
        alert,
    })
}

fn circle(number: usize) -> CircleId {
    CIRCLES[number].parse().unwrap()
}

impl Written {
    fn file(&self) -> AlertFile {
        AlertFile {
            kind: self.kind,
            campaign: "belarus-16-november".to_owned(),
            sequence: self.sequence,
            expires: Timestamp::MAX,
            send_at: None,
            languages: self.languages.iter().map(|number| Language::ALL[*number]).collect(),
            circles: self.circles.iter().map(|number| circle(*number)).collect(),
            text: BTreeMap::from([(Language::ALL[self.text.0], self.text.1.clone())]),
            salt: None,
        }
    }
}

impl Life {
    /// Lives it, and gives the lengths of all rows that are left on the disk, by table.
    async fn live(&self) -> BTreeMap<&'static str, Vec<usize>> {
        let store = Arc::new(MemoryStore::new());
        let below: Arc<dyn Store> = Arc::clone(&store) as _;
        let vault = Vault::open(below, Keyring::random(&mut OsRng), KeyringFile::nowhere()).unwrap();
        let rooms = testing::rooms_over(Arc::clone(&vault));
        let (user, day, message) = (UserId(self.user), Day(self.day), MessageId(self.message));
        rooms.audience.subscribe(user, self.language, day).unwrap();
        rooms.audience.set_disappear_after(user, self.disappear_after).unwrap();
        rooms.audience.set_discreet(user, self.discreet).unwrap();
        rooms.audience.set_interests(user, |interests| *interests = self.interests).unwrap();
        for number in &self.circles {
            vault.write(|writer| rooms.audience.join_circle(writer, user, circle(*number).tag())).unwrap();
        }
        let invited = circle(self.alert.text.0 % CIRCLES.len()).tag();
        vault.write(|writer| rooms.invitations.make(writer, invited, day)).unwrap();
        for number in &self.kinds {
            rooms.pledges.pledge(user, Kind::ALL[*number], self.language, day).unwrap();
        }
        rooms.pledges.hearers().begin(user, self.language).unwrap();
        let sealed = self.sealed();
        let (sort, language) = (Sort::Message, self.language);
        let new =
            NewLetter { user, message, sort, language, day, campaign: rooms.campaign.id().tag(), sealed: &sealed };
        vault.write(|writer| rooms.letters.take(writer, &new)).unwrap();
        // Somebody else can't be reached any more, whom everything was told of.
        let lost = UserId(self.user + 1);
        rooms.audience.subscribe(lost, self.language, day).unwrap();
        for number in &self.circles {
            vault.write(|writer| rooms.audience.join_circle(writer, lost, circle(*number).tag())).unwrap();
        }
        vault.write(|writer| rooms.audience.clone().keeping_unreachable(30).lose(writer, lost, day)).unwrap();
        // Whether anybody at all is in a circle is told by a row of totals.
        let third = UserId(self.user + 2);
        rooms.audience.subscribe(third, self.language, day).unwrap();
        vault.write(|writer| rooms.audience.join_circle(writer, third, circle(0).tag())).unwrap();
        // An alert goes out, and its text is shown to whoever is discreet.
        let rules = Rules {
            campaign: "belarus-16-november".to_owned(),
            quorum: Default::default(),
            circles: (0..CIRCLES.len()).map(circle).collect(),
        };
        let alerts = Alerts::new(Arc::clone(&vault), rules);
        let alert = alerts.submit(&self.alert.file(), (rooms.now)()).unwrap();
        alerts.act(alert, Act::Start).unwrap();
        Phone::new(&rooms, self.user, "en").press(&format!("show.{alert}")).await;
        // Of what they wrote, something waits.
        rooms.inbox.take(vec![self.update()]).await.unwrap();
        let mut sizes = sizes(&store);
        // Of three lengths, besides what age adds: a stanza of random length.
        assert!(sizes.insert(tables::LETTER_TEXTS.name, vec![1]).is_some_and(|rows| !rows.is_empty()));
        sizes
    }

    fn sealed(&self) -> SealedFile {
        let message = Message { body: self.words.clone(), language: self.language.code().into(), ..Message::default() };
        let padded = Letter::Message(message).to_padded().unwrap();
        seal(padded.as_bytes(), &[testing::RECIPIENT.parse().unwrap()]).unwrap()
    }

    fn update(&self) -> RawUpdate {
        let (user, code, text) = (self.user, self.language.code(), &self.words);
        let json = format!(
            r#"{{"update_id":7,"message":{{"message_id":{},"from":{{"id":{user},"first_name":"A","language_code":"{code}"}},"chat":{{"id":{user},"type":"private"}},"text":"{text}"}}}}"#,
            self.message
        );
        let update = RawUpdate::parse(&json).unwrap();
        assert_eq!(update.id, UpdateId(7));
        update
    }
}

fn sizes(store: &MemoryStore) -> BTreeMap<&'static str, Vec<usize>> {
    let mut sizes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for stored in tables::all_stored() {
        let rows = store.scan(stored, None, usize::MAX).unwrap();
        let of_table = sizes.entry(stored.name).or_default();
        of_table.extend(rows.iter().map(|(key, value)| 1000 * key.len() + value.len()));
        of_table.sort_unstable();
    }
    sizes
}

fn live(life: &Life) -> BTreeMap<&'static str, Vec<usize>> {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(life.live())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn two_lives_leave_rows_of_the_same_lengths(one in life(), other in life()) {
        // Whether an alert is for the person decides whether its text is shown, and so how many rows there are.
        let for_all = |mut life: Life| {
            life.alert.languages.clear();
            life.alert.circles.clear();
            life.alert.kind = alert::Kind::Call;
            live(&life)
        };
        prop_assert_eq!(for_all(one.clone()), for_all(other.clone()));
        let but_shown = |life: &Life| {
            let mut sizes = live(life);
            sizes.remove(tables::SHOWN.name);
            sizes
        };
        prop_assert_eq!(but_shown(&one), but_shown(&other));
    }
}

/// The tables that [`Life::live`] fills, and why the others need not be.
#[test]
fn every_table_is_thought_of() {
    let life = Life {
        user: 5,
        language: Language::English,
        circles: [0].into(),
        kinds: [0].into(),
        disappear_after: None,
        discreet: true,
        interests: Interests::default(),
        day: 20_000,
        message: 7,
        words: "words".into(),
        alert: Written {
            kind: alert::Kind::Call,
            languages: BTreeSet::new(),
            circles: BTreeSet::new(),
            sequence: 1,
            text: (0, "Come.".into()),
        },
    };
    let filled: BTreeSet<_> =
        live(&life).into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(name, _)| name).collect();
    let elsewhere = [
        (tables::LEDGER, "broadcast/record.rs holds its rows to one length"),
        (tables::DUE, "broadcast/record.rs too"),
        (tables::BROADCASTS, "totals and places; nothing of a person"),
        (tables::ASIDE, "rows of the inbox, moved as they are"),
        (tables::DIALOGUES, "bot/desk/watch.rs holds them to one length"),
        (tables::AUDIT, "audit/record.rs holds its entries to one length"),
        (tables::SIGNATURES, "alert/signatures/kept.rs holds them to one length"),
        (tables::APPROVALS, "of organisers: how many have approved, nothing of a supporter"),
        (tables::ORGANISERS, "of organisers: how many there are, nothing of a supporter"),
        (tables::CIRCLE_DEVICES, "one key a row, each as long as every other"),
        (tables::CIRCLE_DECOYS, "keys that nobody has"),
        (tables::SEALED, "what organisers sealed on their own machines, as long as they made it"),
        (tables::SEALED_HEADERS, "headers of age, each as long as every other"),
        (tables::PAPER, "places and counts, nothing of a person"),
        (tables::IMPORTED, "an id and at most five kinds: within the shortest step"),
        (tables::IMPORT_MARKS, "an empty row each"),
        (tables::PICTURES_AWAITED, "a day each"),
        (tables::KEY_LISTS, "public"),
        (tables::COUNT_TREE, "public"),
    ];
    let elsewhere: BTreeSet<_> = elsewhere.iter().map(|(table, _)| table.name).collect();
    let all: BTreeSet<_> = tables::ALL.iter().map(|table| table.name).collect();
    let unknown: Vec<_> = all.iter().filter(|name| !filled.contains(*name) && !elsewhere.contains(*name)).collect();
    assert!(unknown.is_empty(), "let `live` fill these tables, or say why not: {unknown:?}");
}

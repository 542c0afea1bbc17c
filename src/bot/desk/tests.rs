//! Organisers of several roles at the desk, in memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

use super::super::button::{Deed, Matter};
use super::*;
use crate::alert::{AlertId, State};
use crate::audit::{Chain, Number};
use crate::bot::testing::{Phone, data_of, rooms_by, transcript};
use crate::organisers::{Role, Roles, Roster};
use crate::seal::Quorum;
use crate::telegram::Outgoing;
use crate::text::Language;

const ANN: i64 = 9_001;
const BEN: i64 = 9_002;
const CYD: i64 = 9_003;
const WIM: i64 = 9_011;
const ADA: i64 = 9_012;
const OLE: i64 = 9_013;
const EVE: i64 = 666;

fn day() -> Timestamp {
    "2026-11-09T09:00:00Z".parse().unwrap()
}

/// A writer, two approvers, an operator, and one approval that is asked for.
fn by_roles() -> Arc<Rooms> {
    let roster = Roster::default()
        .and(Role::Writer, [UserId(WIM)])
        .and(Role::Approver, [UserId(ADA), UserId(BEN)])
        .and(Role::Operator, [UserId(OLE)])
        .approved_by(1);
    started(rooms_by(roster, Quorum::default(), day))
}

/// Three with every role.
fn three(approvals: usize, now: fn() -> Timestamp) -> Arc<Rooms> {
    let roster = Roster::of([ANN, BEN, CYD].map(UserId)).approved_by(approvals);
    started(rooms_by(roster, Quorum::default(), now))
}

fn started(rooms: Arc<Rooms>) -> Arc<Rooms> {
    crate::bot::telling::begin(&rooms).unwrap();
    rooms
}

/// Writes a call in English and gives its id.
async fn writes(writer: &Phone, text: &str) -> AlertId {
    let draft = writer.press("desk.begin.call").await;
    let write = data_of(&draft, "desk.write.").unwrap();
    let id: AlertId = write.split('.').nth(2).unwrap().parse().unwrap();
    writer.press(&format!("desk.write.{id}.en")).await;
    writer.say(text).await;
    id
}

async fn proposes(writer: &Phone, id: AlertId) -> Vec<Outgoing> {
    let question = writer.press(&format!("desk.send-ask.{id}")).await;
    writer.press(&data_of(&question, "desk.send.").unwrap()).await
}

fn state(rooms: &Rooms, id: AlertId) -> State {
    rooms.alerts.find(id).unwrap().state
}

/// Tells whether a press came to nothing but a pop-up.
fn is_pop_up(outgoing: &[Outgoing]) -> bool {
    matches!(outgoing, [Outgoing::AnswerPress { text: Some(_), alert: true, .. }])
}

#[tokio::test]
async fn a_writer_proposes_an_approver_reads_every_language_and_it_goes_out() {
    let rooms = by_roles();
    let [wim, ada] = [WIM, ADA].map(|user| Phone::new(&rooms, user, "en"));
    let id = writes(&wim, "Come to the gate.").await;
    wim.press(&format!("desk.write.{id}.be")).await;
    wim.say("Прыходзьце да брамы.").await;
    let waits = transcript(&proposes(&wim, id).await);
    assert!(waits.contains("Approvals: 0 of 1") && waits.contains("Not yet: 1, 3"), "{waits}");
    assert!(!waits.contains("desk.approve"), "who wrote it is not asked");
    assert_eq!(state(&rooms, id), State::AwaitingApprovals);
    let forged = wim.press(&format!("desk.approve-ask.{id}")).await;
    assert!(is_pop_up(&forged), "{}", transcript(&forged));
    // What the approver sees is what subscribers will see, in each language.
    let asked = ada.press(&format!("desk.approve-ask.{id}")).await;
    let alert = rooms.alerts.find(id).unwrap();
    for (language, text) in [(Language::English, "Come to the gate."), (Language::Belarusian, "Прыходзьце да брамы.")]
    {
        let sent = crate::bot::calls::render((&rooms.texts, &rooms.campaign), &alert, language, text, None);
        let shown = asked.iter().any(|one| matches!(one, Outgoing::Message { text, .. } if *text == sent.text));
        assert!(shown, "{}", transcript(&asked));
    }
    let once = data_of(&asked, "desk.approve.").unwrap();
    let approved = ada.press(&once).await;
    assert!(transcript(&approved).contains("scheduled"), "{}", transcript(&approved));
    assert_eq!(state(&rooms, id), State::Scheduled);
    assert!(is_pop_up(&ada.press(&once).await), "the button works once");
    assert!(matches!(rooms.audit.verify().unwrap(), Chain::Whole { entries: 2, .. }));
}

#[tokio::test]
async fn a_change_between_reading_and_pressing_voids_the_button() {
    let rooms = three(1, day);
    let [ann, ben] = [ANN, BEN].map(|user| Phone::new(&rooms, user, "en"));
    let id = writes(&ann, "Come.").await;
    proposes(&ann, id).await;
    let once = data_of(&ben.press(&format!("desk.approve-ask.{id}")).await, "desk.approve.").unwrap();
    let asked = ann.press(&format!("desk.reopen-ask.{id}")).await;
    ann.press(&data_of(&asked, "desk.reopen.").unwrap()).await;
    ann.press(&format!("desk.write.{id}.en")).await;
    ann.say("Stay at home.").await;
    proposes(&ann, id).await;
    let late = ben.press(&once).await;
    assert!(transcript(&late).contains("changed meanwhile"), "{}", transcript(&late));
    assert_eq!(state(&rooms, id), State::AwaitingApprovals);
    // Nor does a question to send let out what somebody else wrote after it was asked.
    let id = writes(&ann, "Come.").await;
    let send = data_of(&ann.press(&format!("desk.send-ask.{id}")).await, "desk.send.").unwrap();
    ben.press(&format!("desk.write.{id}.en")).await;
    ben.say("Go home.").await;
    assert!(transcript(&ann.press(&send).await).contains("changed meanwhile"));
    assert_eq!(state(&rooms, id), State::Draft);
}

#[tokio::test]
async fn an_approver_rejects_and_it_is_a_draft_again() {
    let rooms = three(2, day);
    let [ann, ben, cyd] = [ANN, BEN, CYD].map(|user| Phone::new(&rooms, user, "en"));
    let id = writes(&ann, "Come.").await;
    proposes(&ann, id).await;
    let once = data_of(&ben.press(&format!("desk.approve-ask.{id}")).await, "desk.approve.").unwrap();
    assert!(transcript(&ben.press(&once).await).contains("Approvals: 1 of 2"));
    let asked = cyd.press(&format!("desk.reject-ask.{id}")).await;
    cyd.press(&data_of(&asked, "desk.reject.").unwrap()).await;
    assert_eq!(state(&rooms, id), State::Draft);
    proposes(&ann, id).await;
    let page = transcript(&ben.press(&format!("desk.alert.{id}")).await);
    assert!(page.contains("Approvals: 0 of 2"), "{page}");
}

/// What cannot be approved by as many as it needs is not proposed: it would wait for ever.
#[tokio::test]
async fn a_draft_that_too_few_could_approve_is_not_proposed() {
    let rooms = three(2, day);
    let [ann, ben, cyd] = [ANN, BEN, CYD].map(|user| Phone::new(&rooms, user, "en"));
    let id = writes(&ann, "Come.").await;
    ben.press(&format!("desk.write.{id}.pl")).await;
    ben.say("Chodźcie.").await;
    let asked = cyd.press(&format!("desk.send-ask.{id}")).await;
    assert!(data_of(&asked, "desk.send.").is_none() && transcript(&asked).contains("Too few others"));
}

/// Every button of the desk, pressed by everyone who may not: nothing but a pop-up, and nothing happens.
#[tokio::test]
async fn nobody_does_at_the_desk_what_their_roles_do_not_let_them() {
    let rooms = by_roles();
    let wim = Phone::new(&rooms, WIM, "en");
    let [draft, waits] = [writes(&wim, "One.").await, writes(&wim, "Two.").await];
    proposes(&wim, waits).await;
    let mut presses = vec![
        DeskPress::Home,
        DeskPress::New,
        DeskPress::Alerts,
        DeskPress::Chart,
        DeskPress::Organisers,
        DeskPress::Circles,
        DeskPress::Wipe,
        DeskPress::WipeNow(1),
    ];
    presses.extend(Kind::NEW.map(DeskPress::Begin));
    for id in [draft, waits] {
        presses.extend(Deed::ALL.iter().flat_map(|deed| [DeskPress::Ask(*deed, id), DeskPress::Do(*deed, id, 7)]));
        presses.extend([
            DeskPress::Draft(id),
            DeskPress::Write(id, Language::Polish),
            DeskPress::Preview(id),
            DeskPress::Test(id),
            DeskPress::When(id),
            DeskPress::At(id, 1_800_000_000),
            DeskPress::AtOnce(id),
            DeskPress::Correct(id),
            DeskPress::ToSign(id),
            DeskPress::Alert(id),
            DeskPress::Pause(id),
        ]);
    }
    for matter in Matter::ALL {
        presses.extend([DeskPress::AskAbout(matter, Number(1)), DeskPress::DoAbout(matter, Number(1), 7)]);
    }
    let entries = rooms.audit.count().unwrap();
    let mut refused = 0;
    for (user, role) in
        [(EVE, None), (WIM, Some(Role::Writer)), (ADA, Some(Role::Approver)), (OLE, Some(Role::Operator))]
    {
        let roles = role.map_or_else(Roles::default, |role| Roles::default().with(role));
        let phone = Phone::new(&rooms, user, "en");
        for press in presses.iter().filter(|press| !roles.may(rights::needed(**press))) {
            let answer = phone.press(&format!("desk.{press}")).await;
            assert!(is_pop_up(&answer), "{role:?} {press}: {}", transcript(&answer));
            refused += 1;
        }
    }
    assert!(refused > 60, "{refused}");
    assert_eq!(rooms.audit.count().unwrap(), entries, "nothing was done");
    assert_eq!((state(&rooms, draft), state(&rooms, waits)), (State::Draft, State::AwaitingApprovals));
}

/// Single-use buttons are of whom they were shown to: the same data from another organiser's phone does nothing.
#[tokio::test]
async fn the_button_of_another_organiser_does_nothing() {
    let rooms = three(1, day);
    let [ann, ben, cyd] = [ANN, BEN, CYD].map(|user| Phone::new(&rooms, user, "en"));
    let id = writes(&ann, "Come.").await;
    let send = data_of(&ann.press(&format!("desk.send-ask.{id}")).await, "desk.send.").unwrap();
    assert!(is_pop_up(&ben.press(&send).await));
    ann.press(&send).await;
    let approve = data_of(&ben.press(&format!("desk.approve-ask.{id}")).await, "desk.approve.").unwrap();
    assert!(is_pop_up(&cyd.press(&approve).await) && is_pop_up(&ann.press(&approve).await));
    let lost = data_of(&ann.press("desk.lost-ask.2").await, "desk.lost.").unwrap();
    assert!(is_pop_up(&cyd.press(&lost).await));
    assert_eq!(state(&rooms, id), State::AwaitingApprovals);
    assert_eq!(rooms.organisers.active(rooms.today()).unwrap().len(), 3);
}

#[tokio::test]
async fn a_lost_account_is_suspended_until_two_others_confirm_it() {
    let rooms = three(1, day);
    let [ann, ben, cyd] = [ANN, BEN, CYD].map(|user| Phone::new(&rooms, user, "en"));
    let id = writes(&ann, "Come.").await;
    proposes(&ann, id).await;
    let approve = data_of(&ben.press(&format!("desk.approve-ask.{id}")).await, "desk.approve.").unwrap();
    let list = ann.press("desk.organisers").await;
    assert!(transcript(&list).contains("organiser 1 (you)"), "{}", transcript(&list));
    assert!(data_of(&list, "desk.lost-ask.1").is_none(), "not one's own");
    let lost = data_of(&ann.press("desk.lost-ask.2").await, "desk.lost.").unwrap();
    assert!(transcript(&ann.press(&lost).await).contains("suspended, reported as lost. Confirmed: 0 of 2"));
    assert!(is_pop_up(&ann.press(&lost).await), "once");
    // For Ben the desk does nothing, and says so calmly, whatever he presses or types.
    let told = transcript(&ben.say("/desk").await);
    assert!(told.contains("Your account is suspended") && told.contains("organiser 2"), "{told}");
    for data in [approve.as_str(), "desk.home", "desk.new", "desk.wipe", "desk.organisers", "desk.lost-ask.1"] {
        assert!(transcript(&ben.press(data).await).contains("suspended at the desk"), "{data}");
    }
    assert_eq!(state(&rooms, id), State::AwaitingApprovals);
    let page = transcript(&cyd.press(&format!("desk.alert.{id}")).await);
    assert!(page.contains("Not yet: 3"), "{page}");
    // One account puts out one other at a time.
    let other = data_of(&ann.press("desk.lost-ask.3").await, "desk.lost.").unwrap();
    assert!(transcript(&ann.press(&other).await).contains("First it has to be settled"));
    for phone in [&cyd, &ann] {
        let vouch = data_of(&phone.press("desk.vouch-ask.2").await, "desk.vouch.").unwrap();
        phone.press(&vouch).await;
    }
    assert!(transcript(&ben.say("/desk").await).contains("Desk"));
    let words: Vec<_> = rooms.audit.list(None, 4).unwrap().iter().map(|entry| entry.act.word()).collect();
    assert_eq!(words, ["lifted", "vouched", "vouched", "reported-lost"]);
}

#[tokio::test]
async fn a_suspended_word_for_wiping_counts_for_nothing() {
    let rooms = three(0, day);
    let wiped = Arc::new(AtomicI64::new(0));
    let counter = Arc::clone(&wiped);
    assert!(
        rooms
            .wipe
            .set(Box::new(move || {
                counter.fetch_add(1, Ordering::Relaxed);
            }))
            .is_ok()
    );
    let [ann, ben, cyd] = [ANN, BEN, CYD].map(|user| Phone::new(&rooms, user, "en"));
    let vote = async |phone: &Phone| {
        let asked = phone.press("desk.wipe").await;
        phone.press(&data_of(&asked, "desk.wipe-now.").unwrap()).await
    };
    vote(&ben).await;
    let lost = data_of(&ann.press("desk.lost-ask.2").await, "desk.lost.").unwrap();
    ann.press(&lost).await;
    assert!(transcript(&vote(&ann).await).contains("1 of 2"));
    assert_eq!(wiped.load(Ordering::Relaxed), 0);
    vote(&cyd).await;
    assert_eq!(wiped.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn sixty_silent_days_suspend_and_asking_to_be_forgotten_lifts_nothing() {
    static NOW: AtomicI64 = AtomicI64::new(1_794_214_800);
    const DAY: i64 = 24 * 60 * 60;
    let rooms = three(0, || Timestamp::from_second(NOW.load(Ordering::Relaxed)).unwrap());
    let [ann, ben, cyd] = [ANN, BEN, CYD].map(|user| Phone::new(&rooms, user, "en"));
    NOW.fetch_add(59 * DAY, Ordering::Relaxed);
    // Whatever somebody sends is a sign of life, not only what they do at the desk.
    ben.say("/help").await;
    cyd.press("day").await;
    NOW.fetch_add(DAY, Ordering::Relaxed);
    assert!(transcript(&ann.say("/desk").await).contains("silent for 60 days"));
    assert_eq!(suspend_silent(&rooms).unwrap(), 1);
    assert_eq!(suspend_silent(&rooms).unwrap(), 0, "it is told once");
    assert_eq!(rooms.audit.list(None, 1).unwrap()[0].act.word(), "fell-silent");
    let asked = ann.say("/forget").await;
    let forgotten = transcript(&ann.press(&data_of(&asked, "forget.").unwrap()).await);
    assert!(forgotten.contains("that your account is suspended"), "{forgotten}");
    assert!(transcript(&ann.say("/desk").await).contains("Your account is suspended"));
    let shown = ann.say("/mydata").await;
    assert!(shown.iter().any(|one| matches!(one, Outgoing::Document { .. })), "{}", transcript(&shown));
    assert!(transcript(&ben.say("/desk").await).contains("Desk"));
}

#[tokio::test]
async fn with_two_organisers_only_the_command_line_lifts() {
    let rooms = started(rooms_by(Roster::of([ANN, BEN].map(UserId)), Quorum::default(), day));
    let [ann, ben] = [ANN, BEN].map(|user| Phone::new(&rooms, user, "en"));
    let lost = data_of(&ann.press("desk.lost-ask.2").await, "desk.lost.").unwrap();
    let list = ann.press(&lost).await;
    assert!(data_of(&list, "desk.vouch-ask.").is_none(), "{}", transcript(&list));
    assert!(transcript(&ben.say("/desk").await).contains("klich organisers lift"));
    let forged = data_of(&ann.press("desk.vouch-ask.2").await, "desk.vouch.").unwrap();
    assert!(transcript(&ann.press(&forged).await).contains("too few organisers"));
    assert_eq!(rooms.organisers.active(rooms.today()).unwrap(), [UserId(ANN)]);
}

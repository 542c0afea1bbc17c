//! Approvals of alerts over a vault in memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::alert::{Act, PauseReason, Rules, Short};
use crate::campaign::Day;
use crate::seal::{Quorum, SigningKey};
use crate::text::Language;

const ANN: UserId = UserId(1);
const BEN: UserId = UserId(2);
const CYD: UserId = UserId(3);
/// A writer and nothing else.
const WIM: UserId = UserId(7);

fn now() -> Timestamp {
    "2026-11-15T00:00:00Z".parse().unwrap()
}

fn room_of(vault: &Arc<Vault>, required: usize, quorum: Quorum) -> Alerts {
    let rules = Rules { campaign: "ours".to_owned(), quorum, circles: Vec::new() };
    let roster = Roster::of([ANN, BEN, CYD]).and(Role::Writer, [WIM]).approved_by(required);
    Alerts::new(Arc::clone(vault), rules).approved_by(Organisers::new(Arc::clone(vault), roster))
}

fn room(required: usize) -> Alerts {
    room_of(&Vault::in_memory(), required, Quorum::default())
}

fn file(kind: &str, sequence: u64, text: &str) -> AlertFile {
    let source = format!(
        "kind = \"{kind}\"\ncampaign = \"ours\"\nsequence = {sequence}\nexpires = 2026-11-17T00:00:00Z\n[text]\nen = \"{text}\""
    );
    AlertFile::parse(&source).or_else(|_| AlertFile::parse_correction(&source)).unwrap()
}

impl Alerts {
    fn written(&self, text: &str, by: UserId) -> AlertId {
        let expires = "2026-11-17T00:00:00Z".parse().unwrap();
        let id = self.begin_draft(Kind::Call, expires).unwrap();
        self.write_draft(id, Language::English, text, Some(by)).unwrap();
        id
    }

    fn proposes(&self, id: AlertId, by: UserId) -> State {
        self.vault.write(|writer| self.submit_draft(writer, id, Some(by))).unwrap().state
    }

    fn seen(&self, id: AlertId) -> Wording {
        self.wording(&self.find(id).unwrap()).unwrap()
    }

    fn approve(&self, id: AlertId, by: UserId) -> Result<usize, AlertError> {
        let seen = self.seen(id);
        Ok(self.vault.write(|writer| self.approve_in(writer, id, (by, seen), now()))?.by.len())
    }

    fn state(&self, id: AlertId) -> State {
        self.find(id).unwrap().state
    }

    fn taken(&self, file: &AlertFile) -> AlertId {
        self.vault.write(|writer| self.submit_in(writer, file, &[], Short::Refuse, now())).unwrap().id
    }
}

#[test]
fn it_goes_out_with_enough_approvals_of_others_and_not_before() {
    let alerts = room(2);
    let id = alerts.written("Come.", ANN);
    assert_eq!(alerts.proposes(id, ANN), State::AwaitingApprovals);
    assert!(matches!(alerts.approve(id, ANN), Err(AlertError::OwnText)));
    assert_eq!(alerts.approve(id, BEN).unwrap(), 1);
    assert_eq!(alerts.approve(id, BEN).unwrap(), 1, "the same one counts once");
    let standing = alerts.approvals(&alerts.find(id).unwrap()).unwrap();
    assert_eq!((standing.by, standing.missing, standing.required), (vec![BEN], vec![CYD], 2));
    assert_eq!(alerts.state(id), State::AwaitingApprovals);
    assert!(alerts.act(id, Act::Start).is_err() && alerts.act(id, Act::Submit).is_err());
    assert_eq!(alerts.approve(id, CYD).unwrap(), 2);
    assert_eq!(alerts.state(id), State::Scheduled);
    alerts.may_go_out(&alerts.find(id).unwrap()).unwrap();
    assert!(matches!(alerts.approve(id, CYD), Err(AlertError::State(State::Scheduled))));
    alerts.act(id, Act::Start).unwrap();
    alerts.act(id, Act::Finish).unwrap();
    assert_eq!(alerts.had_a_hand_in(BEN).unwrap(), 0);
}

#[test]
fn whoever_wrote_a_text_of_it_or_proposed_it_does_not_count() {
    let alerts = room(1);
    let id = alerts.written("Come.", ANN);
    alerts.write_draft(id, Language::Polish, "Chodźcie.", Some(BEN)).unwrap();
    assert_eq!(alerts.proposes(id, WIM), State::AwaitingApprovals);
    assert!(matches!(alerts.approve(id, ANN), Err(AlertError::OwnText)));
    assert!(matches!(alerts.approve(id, BEN), Err(AlertError::OwnText)));
    // Being forgotten makes nobody another.
    alerts.vault.write(|writer| alerts.forget_hand(writer, ANN)).unwrap();
    assert!(matches!(alerts.approve(id, ANN), Err(AlertError::OwnText)));
    assert_eq!(alerts.approve(id, CYD).unwrap(), 1);
    assert_eq!(alerts.state(id), State::Scheduled);
}

#[test]
fn a_change_voids_what_was_approved() {
    let alerts = room(2);
    let id = alerts.written("Come.", ANN);
    alerts.proposes(id, ANN);
    let seen = alerts.seen(id);
    alerts.approve(id, BEN).unwrap();
    alerts.vault.write(|writer| alerts.reopen(writer, id)).unwrap();
    alerts.write_draft(id, Language::English, "Stay.", Some(ANN)).unwrap();
    alerts.proposes(id, ANN);
    assert_eq!(alerts.approvals(&alerts.find(id).unwrap()).unwrap().by, []);
    let old = alerts.vault.write(|writer| alerts.approve_in(writer, id, (CYD, seen), now()));
    assert!(matches!(old, Err(AlertError::Changed)), "what was looked at is not what it says now");
    alerts.approve(id, BEN).unwrap();
    alerts.approve(id, CYD).unwrap();
    // Even where the text on the disk is changed behind the room's back.
    alerts
        .vault
        .write(|writer| writer.put_long(&alerts.text_key(id, Language::English), tables::ALERT_TEXTS, b"Go home."))
        .unwrap();
    let refused = alerts.may_go_out(&alerts.find(id).unwrap());
    assert!(matches!(refused, Err(AlertError::Refused(Refused::Approvals { given: 0, required: 2 }))));
}

#[test]
fn who_is_a_writer_only_lets_nothing_out_alone() {
    let alerts = room(0);
    let id = alerts.written("Come.", WIM);
    assert_eq!(alerts.proposes(id, WIM), State::AwaitingApprovals);
    assert!(matches!(alerts.approve(id, WIM), Err(AlertError::OwnText)));
    alerts.approve(id, ANN).unwrap();
    assert_eq!(alerts.state(id), State::Scheduled);
    let own = alerts.written("Come.", ANN);
    assert_eq!(alerts.proposes(own, ANN), State::Scheduled, "as ever, where no approvals are asked for");
}

#[test]
fn a_file_waits_too_and_the_same_one_again_is_the_same_alert() {
    let alerts = room(1);
    let call = file("call", 3, "Come.");
    let id = alerts.taken(&call);
    assert_eq!((alerts.state(id), alerts.taken(&call)), (State::AwaitingApprovals, id));
    alerts.approve(id, ANN).unwrap();
    assert_eq!(alerts.state(id), State::Scheduled);
    alerts.act(id, Act::Start).unwrap();
    // A correction needs its own, and changes nothing before.
    let fix = file("correction", 4, "Stay.");
    let made = alerts.vault.write(|writer| alerts.correct_signed(writer, id, (&fix, &[]), Short::Refuse, now()));
    let made = made.unwrap();
    assert_eq!(made.state, State::AwaitingApprovals);
    assert_eq!(alerts.text(id, Language::English).unwrap().unwrap(), "Come.");
    alerts.approve(made.id, BEN).unwrap();
    assert_eq!(alerts.text(id, Language::English).unwrap().unwrap(), "Stay.");
    assert_eq!(alerts.state(made.id), State::Scheduled);
    alerts.may_go_out(&alerts.find(made.id).unwrap()).unwrap();
    // What is on its way goes on, and a recall needs nobody.
    alerts.act(id, Act::Pause(PauseReason::Asked)).unwrap();
    alerts.act(id, Act::Resume).unwrap();
    alerts.may_go_out(&alerts.find(id).unwrap()).unwrap();
    let recall = alerts.vault.write(|writer| alerts.recall_in(writer, id, now())).unwrap();
    alerts.may_go_out(&alerts.find(recall).unwrap()).unwrap();
}

#[test]
fn signatures_are_asked_for_besides_in_any_order() {
    let key = SigningKey::generate();
    let quorum = Quorum { signers: vec![key.public()], required: 1 };
    let alerts = room_of(&Vault::in_memory(), 1, quorum);
    let sign = |file: &AlertFile| {
        let manifest = file.manifest();
        vec![key.sign(&manifest.to_text(), &manifest.trusted_comment())]
    };
    let call = file("call", 1, "Come.");
    let submit = |signatures: &[_], short| {
        alerts.vault.write(|writer| alerts.submit_in(writer, &call, signatures, short, now()))
    };
    assert!(matches!(submit(&[], Short::Refuse), Err(AlertError::Refused(Refused::Signatures(_)))));
    let id = submit(&sign(&call), Short::Refuse).unwrap().id;
    assert_eq!(alerts.state(id), State::AwaitingApprovals, "signed, and not yet approved");
    alerts.approve(id, ANN).unwrap();
    assert_eq!(alerts.state(id), State::Scheduled);
    // The other way round.
    let id = alerts.written("Stay.", ANN);
    alerts.proposes(id, ANN);
    let to_sign = alerts.to_sign(id, now()).unwrap();
    alerts.approve(id, BEN).unwrap();
    assert_eq!(alerts.state(id), State::AwaitingSignatures);
    alerts.vault.write(|writer| alerts.sign_in(writer, id, &sign(&to_sign), now())).unwrap();
    assert_eq!(alerts.state(id), State::Scheduled);
    alerts.may_go_out(&alerts.find(id).unwrap()).unwrap();
}

#[test]
fn an_approval_counts_while_its_giver_may_give_it() {
    let vault = Vault::in_memory();
    let alerts = room_of(&vault, 1, Quorum::default());
    let id = alerts.written("Come.", ANN);
    alerts.proposes(id, ANN);
    alerts.approve(id, BEN).unwrap();
    assert_eq!(alerts.state(id), State::Scheduled);
    // Before its time has come, Ben's phone is gone.
    let report = |writer: &mut Writer<'_>| alerts.organisers.report(writer, CYD, BEN, Day(1));
    vault.write(report).unwrap().unwrap();
    assert!(alerts.may_go_out(&alerts.find(id).unwrap()).is_err());
    assert!(alerts.ask_again(id).unwrap() && !alerts.ask_again(id).unwrap());
    assert!(!alerts.settle_approved(id).unwrap());
    vault.write(|writer| alerts.organisers.lift(writer, BEN, Day(1))).unwrap();
    assert!(alerts.settle_approved(id).unwrap() && alerts.state(id) == State::Scheduled);
    vault.write(report).unwrap().unwrap();
    alerts.ask_again(id).unwrap();
    assert_eq!(alerts.approve(id, CYD).unwrap(), 1);
    assert_eq!(alerts.state(id), State::Scheduled);
    // And a campaign that asks for more than it did.
    let stricter = room_of(&vault, 2, Quorum::default());
    assert!(stricter.may_go_out(&stricter.find(id).unwrap()).is_err());
    stricter.ask_again(id).unwrap();
    assert!(!stricter.approvals(&stricter.find(id).unwrap()).unwrap().is_in_reach());
    // What was taken before it asked for any.
    let before = room_of(&vault, 0, Quorum::default());
    let old = before.taken(&file("call", 9, "Old."));
    assert!(stricter.may_go_out(&stricter.find(old).unwrap()).is_err());
    stricter.ask_again(old).unwrap();
    assert_eq!(stricter.approve(old, ANN).unwrap(), 1);
}

#[test]
fn a_reminder_that_somebody_rewrote_needs_approvals_and_others_do_not() {
    let alerts = room(1);
    let campaign = crate::campaign::Campaign::embedded("belarus-16-november").unwrap().unwrap();
    alerts.keep_reminders(&campaign, "2026-11-10T12:00:00Z".parse().unwrap()).unwrap();
    let [one, other] = [0, 1].map(|place| alerts.list().unwrap()[place].id);
    alerts.may_go_out(&alerts.find(other).unwrap()).unwrap();
    alerts.write_draft(one, Language::English, "Tomorrow.", Some(ANN)).unwrap();
    assert_eq!(alerts.state(one), State::AwaitingApprovals);
    assert!(alerts.find(one).unwrap().is_coming_reminder());
    alerts.approve(one, BEN).unwrap();
    assert_eq!(alerts.state(one), State::Scheduled);
    alerts.may_go_out(&alerts.find(one).unwrap()).unwrap();
    // Rewritten once more, it waits once more; what nobody approves in time goes.
    alerts.write_draft(one, Language::English, "Today.", Some(CYD)).unwrap();
    assert_eq!(alerts.state(one), State::AwaitingApprovals);
    assert_eq!(alerts.keep_reminders(&campaign, "2026-11-15T12:00:00Z".parse().unwrap()).unwrap(), 0);
    assert_eq!(alerts.keep_reminders(&campaign, "2026-11-16T22:00:00Z".parse().unwrap()).unwrap(), 1);
    assert_eq!(alerts.state(one), State::Cancelled);
}

/// What was written once reads back for ever.
#[test]
fn a_record_lies_on_the_disk_as_it_always_did() {
    let kept = Approvals { wrote: vec![ANN], least: 1, of: Some(Wording([9; 32])), approved: vec![BEN, CYD] };
    let bytes = postcard::to_stdvec(&StoredApprovals::V1(kept)).unwrap();
    assert_eq!(bytes, [&[0, 1, 2, 1, 1][..], &[9; 32], &[2, 4, 6]].concat());
}

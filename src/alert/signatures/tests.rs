//! Signatures of alerts over a vault in memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::kept::read;
use super::*;
use crate::alert::{Act, Kind, Rules};
use crate::seal::SigningKey;
use crate::text::Language;
use crate::vault::Vault;

fn now() -> Timestamp {
    "2026-11-15T00:00:00Z".parse().unwrap()
}

fn room(keys: &[SigningKey], required: usize) -> Alerts {
    let quorum = Quorum { signers: keys.iter().map(SigningKey::public).collect(), required };
    Alerts::new(Vault::in_memory(), Rules { campaign: "ours".to_owned(), quorum, circles: Vec::new() })
}

fn keys(count: usize) -> Vec<SigningKey> {
    (0..count).map(|_| SigningKey::generate()).collect()
}

fn file(kind: &str, sequence: u64, texts: &str) -> AlertFile {
    let source = format!(
        "kind = \"{kind}\"\ncampaign = \"ours\"\nsequence = {sequence}\nexpires = 2026-11-17T00:00:00Z\n[text]\n{texts}"
    );
    AlertFile::parse(&source).or_else(|_| AlertFile::parse_correction(&source)).unwrap()
}

fn by(keys: &[SigningKey], who: &[usize], file: &AlertFile) -> Vec<Signature> {
    let manifest = file.manifest();
    who.iter().map(|key| keys[*key].sign(&manifest.to_text(), &manifest.trusted_comment())).collect()
}

impl Alerts {
    fn submit_signed(
        &self,
        file: &AlertFile,
        signatures: &[Signature],
        short: Short,
        now: Timestamp,
    ) -> Result<AlertId, AlertError> {
        self.vault.write(|writer| self.submit_in(writer, file, signatures, short, now)).map(|alert| alert.id)
    }

    fn correct_now(
        &self,
        of: AlertId,
        file: &AlertFile,
        signatures: &[Signature],
        short: Short,
    ) -> Result<AlertId, AlertError> {
        self.vault
            .write(|writer| self.correct_signed(writer, of, (file, signatures), short, now()))
            .map(|alert| alert.id)
    }

    fn sign(&self, id: AlertId, signatures: &[Signature], now: Timestamp) -> Result<Standing, AlertError> {
        self.vault.write(|writer| self.sign_in(writer, id, signatures, now))
    }
}

fn refused<T: fmt::Debug>(result: Result<T, AlertError>) -> Refused {
    match result {
        Err(AlertError::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

#[test]
fn below_enough_signatures_nothing_is_kept_or_it_waits() {
    let keys = keys(3);
    let (alerts, call) = (room(&keys[..2], 2), file("call", 3, "en = \"Come.\""));
    let submit = |who: &[usize], short| alerts.submit_signed(&call, &by(&keys, who, &call), short, now());
    let missing = |given| Refused::Signatures(Refusal::Missing { given, required: 2 });
    assert_eq!(refused(submit(&[], Short::Refuse)), missing(0));
    assert_eq!(refused(submit(&[1], Short::Refuse)), missing(1));
    assert!(matches!(refused(submit(&[0, 2], Short::Wait)), Refused::Signatures(Refusal::ForeignKey(_))));
    assert!(matches!(refused(submit(&[0, 0], Short::Wait)), Refused::Signatures(Refusal::SameSigner(_))));
    assert_eq!((alerts.all().unwrap().len(), alerts.last_sequence().unwrap()), (0, 0));
    let id = submit(&[1], Short::Wait).unwrap();
    assert_eq!(alerts.find(id).unwrap().state, State::AwaitingSignatures);
    assert!(alerts.may_go_out(&alerts.find(id).unwrap()).is_err());
    assert_eq!(submit(&[0], Short::Refuse).unwrap(), id, "the same file again brings what is missing");
    let alert = alerts.find(id).unwrap();
    assert_eq!((alert.state, alerts.standing(id).unwrap().signers.len()), (State::Scheduled, 2));
    alerts.may_go_out(&alert).unwrap();
    assert!(matches!(submit(&[0, 1], Short::Refuse), Err(AlertError::Refused(Refused::OldSequence { .. }))));
}

#[test]
fn what_is_kept_is_held_against_what_was_signed() {
    let keys = keys(2);
    let (alerts, call) = (room(&keys, 1), file("call", 1, "en = \"Come.\""));
    let id = alerts.submit_signed(&call, &by(&keys, &[0], &call), Short::Refuse, now()).unwrap();
    let alert = alerts.find(id).unwrap();
    alerts.may_go_out(&alert).unwrap();
    // Another expiry, audience or number than was signed, and another text.
    let later = Alert { expires: now() + jiff::SignedDuration::from_hours(900), ..alert.clone() };
    let some = Alert { languages: [Language::Polish].into(), ..alert.clone() };
    for changed in [later, some, Alert { sequence: 2, ..alert.clone() }, Alert { kind: Kind::Update, ..alert.clone() }]
    {
        assert!(alerts.may_go_out(&changed).is_err());
    }
    alerts
        .vault
        .write(|writer| writer.put_long(&alerts.text_key(id, Language::English), tables::ALERT_TEXTS, b"Stay at home."))
        .unwrap();
    assert_eq!(refused(alerts.may_go_out(&alert)), Refused::Signatures(Refusal::OtherWords("en".to_owned())));
    assert!(alerts.proof(&alert, Language::English, "Stay at home.").unwrap().is_none());
    // A signer who is none any more.
    let without =
        Alerts { rules: Rules { quorum: room(&keys[1..], 1).rules.quorum, ..alerts.rules.clone() }, ..alerts };
    assert!(matches!(refused(without.may_go_out(&alert)), Refused::Signatures(Refusal::Missing { given: 0, .. })));
}

#[test]
fn a_correction_needs_signatures_of_its_own_and_covers_its_texts() {
    let keys = keys(1);
    let (alerts, call) = (room(&keys, 1), file("call", 1, "en = \"One\"\nbe = \"Раз\""));
    let of = alerts.submit_signed(&call, &by(&keys, &[0], &call), Short::Refuse, now()).unwrap();
    alerts.act(of, Act::Start).unwrap();
    let fix = file("correction", 2, "en = \"Two\"");
    assert!(matches!(alerts.correct_now(of, &fix, &[], Short::Refuse), Err(AlertError::Refused(_))));
    let id = alerts.correct_now(of, &fix, &[], Short::Wait).unwrap();
    assert_eq!(alerts.text(of, Language::English).unwrap().as_deref(), Some("One"), "nothing changes yet");
    let [signature] = by(&keys, &[0], &fix).try_into().unwrap();
    assert_eq!(alerts.signed_by(&signature).unwrap(), id);
    assert!(alerts.sign(id, std::slice::from_ref(&signature), now()).unwrap().is_enough());
    assert_eq!(alerts.text(of, Language::English).unwrap().as_deref(), Some("Two"));
    let (alert, correction) = (alerts.find(of).unwrap(), alerts.find(id).unwrap());
    assert_eq!((correction.state, alert.revision), (State::Scheduled, 1));
    alerts.may_go_out(&alert).unwrap();
    alerts.may_go_out(&correction).unwrap();
    let number = |language, text: &str| {
        let call = alerts.proof(&alert, language, text).unwrap().unwrap();
        call.parse_manifest().unwrap().sequence
    };
    assert_eq!((number(Language::English, "Two"), number(Language::Belarusian, "Раз")), (2, 1));
    assert_eq!(number(Language::English, "One"), 1, "what was read before can still be checked");
    assert_eq!(alerts.signed_by(&signature).unwrap(), id);
    assert!(alerts.sign(id, &[signature], now()).unwrap().is_enough(), "handed in once more it is no mistake");
}

#[test]
fn a_number_that_was_passed_is_taken_anew_and_signed_anew() {
    let keys = keys(1);
    let alerts = room(&keys, 1);
    let (first, second) = (file("call", 1, "en = \"One\""), file("call", 2, "en = \"Two\""));
    let waits = alerts.submit_signed(&first, &[], Short::Wait, now()).unwrap();
    let sent = alerts.submit_signed(&second, &by(&keys, &[0], &second), Short::Refuse, now()).unwrap();
    alerts.act(sent, Act::Start).unwrap();
    let late = alerts.sign(waits, &by(&keys, &[0], &first), now());
    assert_eq!(refused(late), Refused::OldSequence { given: 1, last: 2 });
    let anew = alerts.to_sign(waits, now()).unwrap();
    assert_eq!((anew.sequence, anew.text.len()), (3, 1));
    assert_eq!(alerts.to_sign(waits, now()).unwrap().sequence, 3, "looking again takes no other number");
    assert!(alerts.sign(waits, &by(&keys, &[0], &anew), now()).unwrap().is_enough());
    // One that is signed and waits for its time while a newer one goes out is outrun.
    let third = alerts.find(waits).unwrap();
    assert!(!alerts.is_outrun(&third).unwrap());
    let fourth = file("call", 4, "en = \"Four\"");
    let fourth = alerts.submit_signed(&fourth, &by(&keys, &[0], &fourth), Short::Refuse, now()).unwrap();
    alerts.act(fourth, Act::Start).unwrap();
    assert!(alerts.is_outrun(&third).unwrap());
    let expired: Timestamp = "2026-11-17T00:00:00Z".parse().unwrap();
    let fifth = alerts.submit_signed(&file("call", 5, "en = \"V\""), &[], Short::Wait, now()).unwrap();
    assert!(matches!(refused(alerts.to_sign(fifth, expired)), Refused::Expired(_)));
    assert!(matches!(refused(alerts.sign(fifth, &[], expired)), Refused::Expired(_)));
}

#[test]
fn what_can_not_be_read_counts_as_not_signed() {
    assert!(read(b"").is_none() && read(b"{\"V9\":{}}").is_none());
    assert_eq!(format!("{:?}", read(br#"{"V1":{"manifest":"x","signatures":[]}}"#)), "None");
}

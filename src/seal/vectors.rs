//! What Debian's age 1.1.1 and minisign 0.11 wrote, and klich reads; and the reverse, where they are installed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{
    CircleCall, DeviceKey, DeviceList, DeviceTag, Identities, Known, Letter, Manifest, Package, Quorum, Refusal,
    SealedFile, Signature, SignerKey, SigningKey, admit, seal,
};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/seal").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

fn identities(name: &str) -> Identities {
    Identities::read(text(name).as_bytes(), Known(None)).unwrap()
}

fn signer(name: &str) -> SignerKey {
    text(name).parse().unwrap()
}

#[test]
fn klich_opens_what_age_sealed() {
    let binary = SealedFile::read(&std::fs::read(path("pledge.age")).unwrap()).unwrap();
    let armoured = SealedFile::read(text("pledge-armoured.age").as_bytes()).unwrap();
    assert_eq!((binary.recipients(), armoured.recipients()), (1, 2));
    for (key, sealed) in [("organiser.key", &binary), ("organiser.key", &armoured), ("device.key", &armoured)] {
        let plaintext = identities(key).open(sealed).unwrap();
        assert_eq!(plaintext, text("pledge.json").into_bytes());
        let Letter::Pledge(pledge) = Letter::read(&plaintext).unwrap() else { panic!("a pledge was sealed") };
        assert!(
            pledge.name == "Ann" && pledge.may_print && pledge.statement == super::statement_hash("We stand together.")
        );
    }
}

#[test]
fn klich_verifies_what_minisign_signed() {
    let manifest = Manifest::parse(&text("call.manifest")).unwrap();
    let signatures = ["ann", "ben"].map(|who| Signature::read(&text(&format!("call.{who}.minisig"))).unwrap());
    let quorum = Quorum { signers: vec![signer("ann.pub"), signer("ben.pub")], required: 2 };
    let now = "2026-11-16T12:00:00Z".parse().unwrap();
    let signers = admit(&manifest, &signatures, "belarus-16-november", &quorum, 6, now).unwrap();
    assert_eq!(signers, quorum.signers);
    assert_eq!(manifest.check_text("en", "Come."), Ok(()));
    let legacy = Signature::read(&text("call.legacy.minisig")).unwrap();
    assert_eq!(quorum.check(&text("call.manifest"), &[legacy]), Err(Refusal::NotPrehashed));
}

#[test]
fn klich_signs_with_minisigns_keys_and_minisign_agrees() {
    let key = SigningKey::read(&text("ann.key"), None).unwrap();
    assert_eq!(key.public(), signer("ann.pub"));
    let signature = key.sign(&text("call.manifest"), "campaign:belarus-16-november sequence:7");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("call.minisig");
    std::fs::write(&file, signature.to_file()).unwrap();
    let verify = Command::new("minisign")
        .args(["-V", "-q", "-P", key.public().as_str(), "-m"])
        .arg(path("call.manifest"))
        .arg("-x")
        .arg(&file)
        .stdout(Stdio::null())
        .status();
    // Where the tool is not installed, the vectors above have to do.
    assert!(verify.is_err() || verify.unwrap().success());
}

#[test]
fn age_opens_what_klich_sealed() {
    let recipient =
        text("organiser.key").lines().find_map(|line| line.strip_prefix("# public key: ").map(str::to_owned));
    let sealed = seal(b"{}  ", &[recipient.unwrap().parse().unwrap()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("binary", sealed.as_bytes().to_vec()), ("armour", sealed.to_armour().into_bytes())] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let opened = Command::new("age").arg("-d").arg("-i").arg(path("organiser.key")).arg(&file).output();
        assert!(opened.is_err() || opened.unwrap().stdout == b"{}  ", "{name}");
    }
}

#[test]
fn what_klich_sealed_for_a_circle_is_read_as_age_has_opened_it() {
    let package = Package::parse(&text("circle/call.sealed")).unwrap();
    let device: DeviceKey = text("circle/device.key")
        .lines()
        .find_map(|line| line.strip_prefix("# public key: "))
        .unwrap()
        .parse()
        .unwrap();
    let list = DeviceList::parse(&text("circle/medics.devices")).unwrap();
    assert!(list.devices.contains(&device) && package.sealed.headers.len() == list.devices.len());
    let tag = DeviceTag::of(&package.sealed.payload, &device);
    let (_, header) = package.sealed.headers.iter().find(|(of, _)| *of == tag).unwrap();
    let file = header.with_payload(&package.sealed.payload);
    assert_eq!(file, std::fs::read(path("circle/member.age")).unwrap());
    let opened = identities("circle/device.key").open(&SealedFile::read(&file).unwrap()).unwrap();
    assert_eq!(opened, text("circle/opened.json").into_bytes());
    let call = CircleCall::read(&opened).unwrap();
    let quorum = Quorum { signers: vec![signer("ann.pub")], required: 1 };
    let now = "2026-11-16T12:00:00Z".parse().unwrap();
    admit(&call.manifest, &call.signatures, "belarus-16-november", &quorum, 6, now).unwrap();
    assert_eq!((call.check_texts(), call.texts["en"].as_str()), (Ok(()), "Bandages to the bridge at 18."));
    assert!(call.manifest == package.manifest && call.signatures == package.signatures);
}

#[test]
fn age_opens_every_header_that_klich_makes_now() {
    let list = DeviceList::parse(&text("circle/medics.devices")).unwrap();
    let sealed = super::SealedToMany::seal(b"{}  ", &list.devices).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut opened = 0;
    for (_, header) in &sealed.headers {
        let file = folder.path().join("member.age");
        std::fs::write(&file, header.with_payload(&sealed.payload)).unwrap();
        // Where the tool is not installed, the vector above has to do.
        let Ok(age) = Command::new("age").arg("-d").arg("-i").arg(path("circle/device.key")).arg(&file).output() else {
            return;
        };
        opened += usize::from(age.stdout == b"{}  ");
    }
    assert_eq!(opened, 1, "the one for this device");
}

//! How long organisers wait for ten thousand sealed pledges: taken out of the store, and opened on their own machine; and
//! for an alert that is sealed to ten thousand devices of a circle.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use klich::campaign::{CampaignId, Day};
use klich::pledge::{Letters, NewLetter, Sort, Taken};
use klich::seal::{DeviceList, Letter, Pledge, Recipient, seal, statement_hash};
use klich::telegram::{MessageId, UserId};
use klich::text::Language;
use klich::vault::VaultError;
use serde_json::json;

use crate::home;
use crate::table::Figure;

/// Whose keys a pledge is sealed to: two organisers, and the one who opens. Theirs is tried last.
const RECIPIENTS: usize = 3;

const COUNT: i64 = 10_000;

/// Openings, of which the middle one counts.
const ROUNDS: usize = 3;

pub fn measure() -> Vec<Figure> {
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let recipients = init(home.path());
    let began = Instant::now();
    fill(home.path(), &recipients);
    let sealed = began.elapsed();
    let exported = timed(home.path(), &["pledges", "export", "sealed"]);
    let again = timed(home.path(), &["pledges", "export", "sealed"]);
    let opened: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let table = format!("table-{round}.csv");
            timed(home.path(), &["pledges", "open", "sealed", "--identity", "key-2", "--csv", &table]).as_secs_f64()
        })
        .collect();
    let rows = std::fs::read_to_string(home.path().join("table-0.csv")).unwrap().lines().count() - 1;
    assert_eq!(i64::try_from(rows).unwrap(), COUNT, "all are opened");
    let seconds = crate::table::middle(opened.clone());
    vec![Figure {
        id: "open",
        what: "`klich pledges open` of 10,000 pledges, each sealed to three keys, the opener's last".to_owned(),
        reach: "≤ 5 s".to_owned(),
        measured: format!("{seconds:.1} s"),
        met: seconds <= 5.0,
        details: json!({ "seconds": opened, "sealed_and_stored": sealed.as_secs_f64(), "exported": exported.as_secs_f64(), "exported_again": again.as_secs_f64() }),
    }]
}

/// Seals an alert to ten thousand devices, as `klich alert seal` does: it reads list and alert, checks the signature, seals, and
/// writes the package. It runs on one core.
pub fn measure_circle() -> Vec<Figure> {
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    timed(home.path(), &["init", "."]);
    timed(home.path(), &["keys", "new-signer", "ann", "--no-passphrase"]);
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
    let text = "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = 1\nexpires = 2999-01-01T00:00:00Z\n\
                salt = \"00112233445566778899aabbccddeeff\"\n[audience]\ncircles = [\"medics\"]\n[text]\n\
                en = \"Bandages to the bridge at 18.\"\n";
    write("call.toml", text);
    let devices = (0..COUNT).map(|_| Recipient::of_nobody());
    write("medics.devices", &DeviceList::new("belarus-16-november", "medics", devices).to_text());
    timed(home.path(), &["alert", "sign", "call.toml", "--key", "ann", "--output", "ann.minisig"]);
    let words = ["alert", "seal", "call.toml", "--circle", "medics", "--devices", "medics.devices"];
    let signed = ["--signature", "ann.minisig", "--signer", "ann.pub"];
    let sealed: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let output = format!("{round}.sealed");
            let more = ["--output", output.as_str()];
            timed(home.path(), &[words.as_slice(), &signed, &more].concat()).as_secs_f64()
        })
        .collect();
    let package = std::fs::read_to_string(home.path().join("0.sealed")).unwrap();
    let headers = package.lines().filter(|line| line.starts_with("header: ")).count();
    assert_eq!(i64::try_from(headers).unwrap(), COUNT, "each device has a header");
    let seconds = crate::table::middle(sealed.clone());
    vec![Figure {
        id: "circle",
        what: "`klich alert seal` to 10,000 devices of a circle, on one core".to_owned(),
        reach: "≤ 2 s".to_owned(),
        measured: format!("{seconds:.2} s"),
        met: seconds <= 2.0,
        details: json!({ "seconds": sealed, "package_bytes": package.len() }),
    }]
}

/// Makes a home and the organisers' keys.
fn init(home: &Path) -> Vec<Recipient> {
    timed(home, &["init", "."]);
    let key = |nth: usize| {
        timed(home, &["keys", "new-organiser", &format!("key-{nth}"), "--no-passphrase"]);
        let file = std::fs::read_to_string(home.join(format!("key-{nth}.pub"))).unwrap();
        file.trim().lines().last().unwrap().parse().unwrap()
    };
    (0..RECIPIENTS).map(key).collect()
}

/// Seals pledges as devices do, and puts them into the store as the bot does.
fn fill(home: &Path, recipients: &[Recipient]) {
    let vault = home::open(home);
    let letters = Letters::new(vault.clone());
    for nth in 0..COUNT {
        let letter = Letter::Pledge(Pledge {
            campaign: "belarus-16-november".into(),
            statement: statement_hash("We stand."),
            day: "2026-11-16".into(),
            language: "be".into(),
            kinds: vec!["sign".into()],
            name: format!("Person {nth}"),
            note: "I can drive people on the day.".into(),
            ..Pledge::default()
        });
        let sealed = &seal(letter.to_padded().unwrap().as_bytes(), recipients).unwrap();
        let (user, message) = (UserId(1_000_000 + nth), MessageId(1));
        let (sort, language, day) = (Sort::Pledge, Language::Belarusian, Day(20_000));
        let campaign = "belarus-16-november".parse::<CampaignId>().unwrap().tag();
        let new = NewLetter { user, message, sort, language, day, campaign, sealed };
        let taken = vault.write(|writer| letters.take(writer, &new)).map_err(|error: VaultError| error).unwrap();
        assert!(matches!(taken, Taken::New(_)));
    }
    vault.sync_blocking().unwrap();
}

/// Runs klich in a home and tells how long it took.
fn timed(home: &Path, words: &[&str]) -> Duration {
    let began = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_klich"));
    let done = command.current_dir(home).args(words).stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    began.elapsed()
}

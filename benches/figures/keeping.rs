//! How long a backup, a restore and a wipe take, through the real binary, and how much memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use klich::sandbox::Options;
use serde_json::json;

use crate::home::{Api, Home};
use crate::process::memory_if_running;
use crate::table::{Figure, megabytes};

const SUBSCRIBERS: u32 = 1_000_000;

/// What memory is compared with.
const FEWER: u32 = 100_000;

/// The pace that klich.toml comes with.
const RATE: u32 = 25;

/// What memory may grow by between these two.
const GROWTH: f64 = 32.0;

pub fn measure() -> Vec<Figure> {
    let (few, many) = (kept(FEWER), kept(SUBSCRIBERS));
    let grown = [many.backup.most - few.backup.most, many.bot - few.bot, many.restore.most - few.restore.most];
    let details = json!({ "100000": few.told(), "1000000": many.told() });
    let seconds = |id, what: &str, of: &Run, most: f64| Figure {
        id,
        what: what.to_owned(),
        reach: format!("≤ {most:.0} s"),
        measured: format!("{:.1} s", of.seconds),
        met: of.seconds <= most,
        details: details.clone(),
    };
    vec![
        seconds("backup", "`klich backup` of 1,000,000 subscribers while the bot runs", &many.backup, 30.0),
        seconds("restore", "`klich restore` of it, every record opened", &many.restore, 30.0),
        Figure {
            id: "keeping-memory",
            what: "memory meanwhile: of `klich backup`, of what the bot takes more for it, of `klich restore`"
                .to_owned(),
            reach: format!("flat: ≤ +{GROWTH:.0} MB from 100,000 to 1,000,000"),
            measured: format!(
                "{:.0}, {:.0} and {:.0} MB ({:+.0}, {:+.0} and {:+.0} MB)",
                many.backup.most, many.bot, many.restore.most, grown[0], grown[1], grown[2]
            ),
            met: grown.iter().all(|grown| *grown <= GROWTH),
            details: details.clone(),
        },
        Figure {
            measured: format!("{:.2} s", many.wipe.seconds),
            ..seconds("wipe", "`klich wipe` at that size", &many.wipe, 1.0)
        },
    ]
}

/// How long a command ran, and how much memory it had at most, in MB.
struct Run {
    seconds: f64,
    most: f64,
}

struct Kept {
    backup: Run,
    /// What the bot had at most while it was taken, against before.
    bot: f64,
    restore: Run,
    wipe: Run,
    backup_mb: f64,
    store_mb: f64,
}

impl Kept {
    fn told(&self) -> serde_json::Value {
        json!({ "backup_s": self.backup.seconds, "backup_memory_mb": self.backup.most, "bot_more_memory_mb": self.bot,
            "restore_s": self.restore.seconds, "restore_memory_mb": self.restore.most, "wipe_s": self.wipe.seconds,
            "backup_mb": self.backup_mb, "store_mb": self.store_mb })
    }
}

fn kept(count: u32) -> Kept {
    let home = Home::with_subscribers(count);
    run(home.folder(), &["keys", "new-organiser", "key", "--no-passphrase"], || ());
    let public = fs::read_to_string(home.folder().join("key.pub")).unwrap();
    let recipient = public.trim().lines().last().unwrap().to_owned();

    let api = Api::start(Options::default(), 0);
    // The store was not closed when it was filled.
    home.start(&api, RATE).stop();
    let bot = home.start(&api, RATE);
    std::thread::sleep(Duration::from_secs(2));
    let (idle, mut most) = (bot.memory(), 0);
    let backup =
        run(home.folder(), &["backup", "backup.age", "--recipient", &recipient], || most = most.max(bot.memory()));
    bot.stop();
    api.stop();

    // Into another home that has the same key and no store.
    let other = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    run(other.path(), &["init", "."], || ());
    fs::remove_dir_all(other.path().join("data")).unwrap();
    for name in ["secrets/vault.key", "key", "backup.age"] {
        fs::copy(home.folder().join(name), other.path().join(name)).unwrap();
    }
    let backup_mb = megabytes(fs::metadata(other.path().join("backup.age")).unwrap().len());
    let restore = run(other.path(), &["restore", "backup.age", "--identity", "key"], || ());
    let wipe = run(other.path(), &["wipe", "--yes"], || ());
    assert!(!other.path().join("data/db").exists(), "it is gone");
    Kept {
        backup,
        bot: megabytes(most.saturating_sub(idle)),
        restore,
        wipe,
        backup_mb,
        store_mb: megabytes(home.store_size()),
    }
}

/// Runs klich in a home, and looks at its memory meanwhile.
fn run(home: &Path, words: &[&str], mut look: impl FnMut()) -> Run {
    let began = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_klich"));
    command.current_dir(home).args(words).env_clear().stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut most = 0;
    let (status, seconds) = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break (status, began.elapsed().as_secs_f64());
        }
        most = most.max(memory_if_running(child.id(), "VmHWM").unwrap_or_default());
        look();
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{words:?}");
    Run { seconds, most: megabytes(most) }
}

//! What encryption costs: the vault against the same store in clear, and against matrix-sdk-store-encryption.
//!
//! That crate is not in klich's tree: `benches/peer` is built and run as a process of its own. All take turns, round by
//! round, and the figures are ratios within a round.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use klich::store::{StoreUrl, Table};
use klich::vault::{self, Record, RootKey, Vault, VaultError, measuring, tables};
use serde_json::json;

use crate::process::{Sender, obey, obey_anew};
use crate::sample::Sample;
use crate::table::{Figure, middle};

/// Records in a store, a round.
const RECORDS: i64 = 50_000;

/// Records in a commit, which a sync follows.
const AT_ONCE: i64 = 250;

/// Records read at a time.
const PAGE: usize = 1024;

/// Records that are sealed without a store, a round.
const SEALED: i64 = 200_000;

/// Rounds of each, in turns, after one that only warms up.
const ROUNDS: usize = 7;

/// The cache of klich's own store, in bytes.
const CACHE: u64 = 4 << 20;

impl Record for Sample {
    const TABLE: Table = tables::AUDIENCE;
}

pub fn measure() -> Vec<Figure> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let ours = |what: &str| Sender::vault(what, &folder.path().join(what));
    let stored = rounds([ours("store"), ours("store-in-clear")], Sender::make_anew);
    let scanned = rounds([ours("scan"), ours("scan-in-clear")], |_| {});
    let peer = build_peer();
    let theirs = |what: &str| {
        let mut command = Command::new(&peer);
        command.args([what, &SEALED.to_string()]);
        Sender::start(command)
    };
    let sealers =
        [ours("seal"), ours("open"), theirs("encrypt_value"), theirs("encrypt_value_data"), theirs("decrypt_value")];
    let sealed = rounds(sealers, |_| {});
    let (size, peers_size) = (sealed_size(), peers_size(&peer));

    let (store, scan) = (ratio(&stored, 0, 1), ratio(&scanned, 0, 1));
    let (value, raw, open) = (ratio(&sealed, 2, 0), ratio(&sealed, 3, 0), ratio(&sealed, 4, 1));
    let rate = |rounds: &[Vec<f64>], who: usize, count: i64| {
        count as f64 / middle(rounds.iter().map(|round| round[who]).collect()) / 1000.0
    };
    let part = size as f64 / peers_size as f64;
    vec![
        Figure {
            id: "vault-store",
            what: "sealing and storing records of 200 bytes, 250 a commit with its sync, against sled in clear"
                .to_owned(),
            reach: "≤ 1.25 ×".to_owned(),
            measured: format!(
                "{store:.2} ×: {:.0} k/s, in clear {:.0} k/s",
                rate(&stored, 0, RECORDS),
                rate(&stored, 1, RECORDS)
            ),
            met: store <= 1.25,
            details: json!({ "records": RECORDS, "rounds_in_seconds": stored }),
        },
        Figure {
            id: "vault-scan",
            what: "scanning and opening them, against a scan of sled in clear that reads the same records".to_owned(),
            reach: "≤ 1.4 ×".to_owned(),
            measured: format!(
                "{scan:.2} ×: {:.0} k/s, in clear {:.0} k/s",
                rate(&scanned, 0, RECORDS),
                rate(&scanned, 1, RECORDS)
            ),
            met: scan <= 1.4,
            details: json!({ "records": RECORDS, "rounds_in_seconds": scanned }),
        },
        Figure {
            id: "vault-seal",
            what: "sealing a record of 200 bytes, its blind row key included, against matrix-sdk-store-encryption"
                .to_owned(),
            reach: "≥ 2 × as fast as its `encrypt_value`, no slower than its `encrypt_value_data`".to_owned(),
            measured: format!(
                "{value:.2} × and {raw:.2} × as fast: {:.0} k/s, `encrypt_value` {:.0} k/s, `encrypt_value_data` {:.0} k/s (opening {open:.2} × `decrypt_value`)",
                rate(&sealed, 0, SEALED),
                rate(&sealed, 2, SEALED),
                rate(&sealed, 3, SEALED)
            ),
            met: value >= 2.0 && raw >= 1.0,
            details: json!({ "records": SEALED, "rounds_of_seal_open_encrypt_value_encrypt_value_data_decrypt_value_in_seconds": sealed }),
        },
        Figure {
            id: "vault-size",
            what: "bytes of such a record, sealed, against its `encrypt_value`".to_owned(),
            reach: "< a third".to_owned(),
            measured: format!("{part:.2} of it: {size}, and {peers_size} on average"),
            met: part < 1.0 / 3.0,
            details: json!({ "klich": size, "encrypt_value": peers_size }),
        },
    ]
}

/// Lets all take their turns, each after `prepare`, and gives the seconds of each in each round.
fn rounds<const N: usize>(mut senders: [Sender; N], prepare: impl Fn(&mut Sender)) -> Vec<Vec<f64>> {
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for _ in 0..=ROUNDS {
        senders.iter_mut().for_each(&prepare);
        rounds.push(senders.iter_mut().map(|sender| sender.round().0.as_secs_f64()).collect());
    }
    rounds.remove(0);
    rounds
}

/// Gives the middle one of the rounds' ratios.
fn ratio(rounds: &[Vec<f64>], of: usize, to: usize) -> f64 {
    middle(rounds.iter().map(|round| round[of] / round[to]).collect())
}

fn build_peer() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peer/Cargo.toml");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peer");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--locked", "--quiet", "--manifest-path"]).arg(manifest);
    assert!(command.arg("--target-dir").arg(&target).status().unwrap().success(), "the peer is built");
    target.join("release/klich-peer")
}

fn peers_size(peer: &Path) -> usize {
    let said = Command::new(peer).arg("size").output().unwrap();
    String::from_utf8(said.stdout).unwrap().trim().parse().unwrap()
}

fn sealed_size() -> usize {
    let vault = Vault::in_memory();
    let sample = Sample::new(0);
    assert_eq!(sample.bytes().len(), 200);
    measuring::seal(&vault, &vault.row_key(tables::AUDIENCE, &id(0)), &sample).unwrap().len()
}

fn id(nth: i64) -> [u8; 8] {
    (1_000_000_000 + nth).to_be_bytes()
}

/// Does one side of a comparison whenever it is told to; a store that is filled is made before each round.
pub fn run(what: &str, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    match what {
        "store" => {
            let mut folders = each_folder(folder);
            obey_anew(|| make_vault(&folders.next().unwrap()), |vault| fill(vault));
        }
        "store-in-clear" => {
            let (mut folders, keys) = (each_folder(folder), row_keys());
            obey_anew(|| Clear::make(&folders.next().unwrap()), |store| store.fill(&keys));
        }
        "scan" => {
            let vault = make_vault(folder);
            fill(&vault);
            obey(|| {
                let (mut count, mut after) = (0, None);
                loop {
                    let page = vault.page::<Sample>(after.as_ref(), PAGE).unwrap();
                    let Some(last) = page.last() else { break };
                    count += page.len();
                    after = Some(last.at.clone());
                    black_box(&page);
                }
                assert_eq!(i64::try_from(count).unwrap(), RECORDS);
            });
        }
        "scan-in-clear" => {
            let store = Clear::make(folder);
            store.fill(&row_keys());
            obey(|| assert_eq!(i64::try_from(store.scan()).unwrap(), RECORDS));
        }
        "seal" => {
            let vault = Vault::in_memory();
            obey(|| {
                for nth in 0..SEALED {
                    let key = vault.row_key(tables::AUDIENCE, &id(nth));
                    black_box(measuring::seal(&vault, &key, &Sample::new(nth)).unwrap());
                }
            });
        }
        "open" => {
            let vault = Vault::in_memory();
            let key = vault.row_key(tables::AUDIENCE, &id(0));
            let sealed = measuring::seal(&vault, &key, &Sample::new(0)).unwrap();
            obey(|| {
                for _ in 0..SEALED {
                    let key = vault.row_key(tables::AUDIENCE, &id(0));
                    black_box(measuring::open::<Sample>(&vault, &key, black_box(sealed.clone())).unwrap());
                }
            });
        }
        other => panic!("{other} is no side of a comparison"),
    }
}

fn each_folder(folder: &Path) -> impl Iterator<Item = PathBuf> {
    (0..=ROUNDS).map(|round| folder.join(round.to_string()))
}

fn make_vault(folder: &Path) -> Arc<Vault> {
    std::fs::create_dir_all(folder).unwrap();
    let (url, key) = (StoreUrl::Sled(folder.join("data")), folder.join("key"));
    vault::create(&url, &key).unwrap();
    vault::open_at(&url, &RootKey::load(&key).unwrap()).unwrap()
}

fn fill(vault: &Vault) {
    for first in (0..RECORDS).step_by(AT_ONCE as usize) {
        let write = vault.write(|writer| {
            for nth in first..first + AT_ONCE {
                writer.put(&vault.row_key(tables::AUDIENCE, &id(nth)), &Sample::new(nth))?;
            }
            Ok::<_, VaultError>(())
        });
        write.unwrap();
        vault.sync_blocking().unwrap();
    }
}

/// Makes row keys of the length and in the disorder of the vault's.
fn row_keys() -> Vec<[u8; 17]> {
    let mut state = 1_u128;
    let keys = (0..RECORDS).map(|_| {
        state = state
            .wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645)
            .wrapping_add(0x5851_F42D_4C95_7F2D_1405_7B7E_F767_814F);
        let mut key = [2; 17];
        key[1..].copy_from_slice(&(state ^ (state >> 64)).to_be_bytes());
        key
    });
    keys.collect()
}

/// sled with nothing around it, and the same records in clear; synced as klich syncs its own.
struct Clear {
    db: sled::Db,
    log: std::fs::File,
}

impl Clear {
    fn make(folder: &Path) -> Self {
        let db = sled::Config::new().path(folder).cache_capacity(CACHE).open().unwrap();
        Self { db, log: std::fs::File::open(folder.join("db")).unwrap() }
    }

    fn fill(&self, keys: &[[u8; 17]]) {
        for (first, keys) in (0..).step_by(AT_ONCE as usize).zip(keys.chunks(AT_ONCE as usize)) {
            let mut batch = sled::Batch::default();
            for (nth, key) in (first..).zip(keys) {
                batch.insert(key.as_slice(), Sample::new(nth).bytes());
            }
            self.db.apply_batch(batch).unwrap();
            self.db.flush().unwrap();
            self.log.sync_data().unwrap();
        }
    }

    fn scan(&self) -> usize {
        let mut count = 0;
        for row in self.db.iter() {
            let (key, value) = row.unwrap();
            black_box((key.to_vec(), postcard::from_bytes::<Sample>(&value).unwrap()));
            count += 1;
        }
        count
    }
}

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use super::super::conformance;
use super::*;

mod agreement;
mod closing;
mod damage;
mod lost_rows;

const T: Table = Table { tag: 7, name: "t" };
const CHURNED: Table = Table { tag: 8, name: "churned" };
const CACHE: u64 = 8 << 20;

fn open(folder: &Path) -> SledStore {
    SledStore::open(folder, CACHE).unwrap()
}

fn put(store: &SledStore, number: u32) {
    let mut batch = Batch::new();
    batch.put(T, number.to_be_bytes(), [number as u8; 200]);
    assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
}

/// A store of 3000 rows, closed.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    (0..3000).for_each(|number| put(&store, number));
    store.sync().unwrap();
    drop(store);
    wait_until_closed(folder.path());
    folder
}

/// Waits for sled's threads: they may still change files for a moment after a store is dropped, and hold its lock as long.
fn wait_until_closed(folder: &Path) {
    let log = fs::File::open(folder.join("db")).unwrap();
    rustix::fs::flock(&log, rustix::fs::FlockOperation::LockExclusive).unwrap();
}

/// Every file but the two that tell how the store was closed.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect()
}

fn copy_folder(from: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("blobs")).unwrap();
    for (name, bytes) in files(from) {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn assert_refused_unharmed(folder: &Path) -> StoreError {
    let before = files(folder);
    let error = SledStore::open(folder, CACHE).err().expect("a damaged store is refused");
    let after = files(folder);
    let changed: Vec<_> =
        before.keys().chain(after.keys()).filter(|name| before.get(*name) != after.get(*name)).collect();
    assert!(changed.is_empty(), "a refused open changes no file: {changed:?}, {error}");
    assert!(!folder.join("rehearsal").exists());
    error
}

#[test]
fn sled_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::cell::Cell::new(0);
    conformance::run(|| {
        made.set(made.get() + 1);
        Box::new(open(&folder.path().join(made.get().to_string())))
    });
}

#[test]
fn sled_conforms_when_reopened() {
    let folder = tempfile::tempdir().unwrap();
    conformance::run_reopening(|| Box::new(open(folder.path())));
}

#[test]
fn a_second_open_is_told_that_it_is_in_use() {
    let folder = filled();
    let store = open(folder.path());
    assert!(matches!(SledStore::open(folder.path(), CACHE), Err(StoreError::InUse)));
    assert!(matches!(SledStore::open_existing(folder.path(), CACHE), Err(StoreError::InUse)));
    put(&store, 1);
}

#[test]
fn sleds_own_lock_error_is_in_use_too() {
    let folder = filled();
    let _held = open(folder.path());
    let error = sled::Config::new().path(folder.path()).open().err().unwrap();
    assert!(matches!(StoreError::from(error), StoreError::InUse));
}

#[test]
fn open_existing_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("data");
    assert!(matches!(SledStore::open_existing(&missing, CACHE), Err(StoreError::Missing)));
    assert!(matches!(SledStore::open_existing(folder.path(), CACHE), Err(StoreError::Missing)));
    assert!(!missing.exists());
    assert!(files(folder.path()).is_empty());
}

#[test]
fn a_making_that_was_interrupted_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    opening::prepare(folder.path()).unwrap();
    drop(open(folder.path()));
    wait_until_closed(folder.path());
    fs::write(folder.path().join("new"), b"").unwrap();
    fs::write(folder.path().join("db"), b"").unwrap();
    for name in files(folder.path()).into_keys().filter(|name| name.starts_with("snap.")) {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    let store = open(folder.path());
    put(&store, 1);
    assert!(!folder.path().join("new").exists());
}

#[test]
fn an_unfinished_snapshot_is_removed() {
    let folder = filled();
    fs::write(folder.path().join("snap.FFFFFFFFFFFFFFFF.generating"), b"half").unwrap();
    let store = open(folder.path());
    assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000);
    assert!(files(folder.path()).keys().all(|name| !name.ends_with(".generating")));
}

#[test]
fn a_damaged_snapshot_is_built_again_from_the_log() {
    let folder = filled();
    drop(open(folder.path()));
    wait_until_closed(folder.path());
    let mut snapshots = 0;
    for (name, mut bytes) in files(folder.path()) {
        if name.starts_with("snap.") {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0xff;
            fs::write(folder.path().join(name), bytes).unwrap();
            snapshots += 1;
        }
    }
    assert!(snapshots > 0, "sled has written a snapshot");
    let store = open(folder.path());
    assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000);
}

#[test]
fn a_damaged_log_is_refused_and_left_alone() {
    type Damage = (&'static str, fn(&mut Vec<u8>));
    let damages: [Damage; 5] = [
        ("cut", |log| log.truncate(log.len() / 2)),
        ("cut to a stump", |log| log.truncate(1000)),
        ("emptied", Vec::clear),
        ("noise", |log| log.iter_mut().enumerate().for_each(|(n, byte)| *byte = (n * 31 % 251) as u8)),
        ("zeros", |log| log.fill(0)),
    ];
    for (name, damage) in damages {
        let folder = filled();
        let path = folder.path().join("db");
        let mut log = fs::read(&path).unwrap();
        damage(&mut log);
        fs::write(&path, log).unwrap();
        // Within one tick of the system's clock, the time of the file would still be that of the close.
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(1);
        fs::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
        let error = assert_refused_unharmed(folder.path());
        assert!(matches!(error, StoreError::Damaged(_)), "{name}: {error:?}");
        assert!(error.to_string().contains("restore"), "{name}");
        // Without a snapshot sled would take what is left for the whole.
        for name in files(folder.path()).into_keys().filter(|name| name.starts_with("snap.")) {
            fs::remove_file(folder.path().join(name)).unwrap();
        }
        if name != "cut" {
            assert_refused_unharmed(folder.path());
        }
    }
}

#[test]
fn a_store_whose_making_was_interrupted_is_made_anew() {
    let conf = fs::read(filled().path().join("conf")).unwrap();
    for (name, bytes) in [("conf", &conf[..conf.len() - 4]), ("conf", b"x"), ("db", b"torn"), ("snap.00", b"torn")] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("new"), b"").unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let store = open(folder.path());
        put(&store, 0);
        drop(store);
        assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 1, "{name}");
    }
}

#[test]
fn a_changed_conf_loses_nothing() {
    let sound = filled();
    let conf = fs::read(sound.path().join("conf")).unwrap();
    let mut cases = vec![Vec::new(), b"noise".to_vec(), vec![0xff; conf.len()], vec![0; conf.len()]];
    cases.extend((0..conf.len()).step_by(7).map(|at| {
        let mut changed = conf.clone();
        changed[at] ^= 0x11;
        changed
    }));
    for case in cases {
        let folder = copy_folder(sound.path());
        fs::write(folder.path().join("conf"), &case).unwrap();
        let before = files(folder.path());
        match SledStore::open(folder.path(), CACHE) {
            Ok(store) => assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000),
            Err(error) => {
                assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
                assert!(files(folder.path()) == before);
            }
        }
    }
}

#[test]
fn records_of_the_greatest_length_never_become_blobs() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    for first in (0..1000_u32).step_by(50) {
        let mut batch = Batch::new();
        for number in first..first + 50 {
            let mut value = number.to_be_bytes().repeat(super::super::VALUE_MAX / 4);
            value[7] = 1;
            batch.put(T, number.to_be_bytes(), value);
        }
        assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
    }
    store.sync().unwrap();
    assert_eq!(fs::read_dir(folder.path().join("blobs")).unwrap().count(), 0);
    drop(store);
    assert_eq!(fs::read_dir(folder.path().join("blobs")).unwrap().count(), 0);
    assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 1000);
}

#[test]
fn a_folder_without_klichs_rows_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = sled::Config::new().path(folder.path()).open().unwrap();
    foreign.insert(b"hello", b"world").unwrap();
    drop(foreign);
    wait_until_closed(folder.path());
    assert!(matches!(assert_refused_unharmed(folder.path()), StoreError::Damaged(_)));
}

#[test]
fn commits_sync_by_themselves_after_so_many_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut most = 0;
    for number in 0..2000 {
        put(&store, number);
        most = most.max(store.unsynced.load(Ordering::Acquire));
    }
    assert!(most < SYNC_EVERY);
    const { assert!(2000 * 200 > 2 * SYNC_EVERY, "enough is written to cross the bound") };
    store.sync().unwrap();
    assert_eq!(store.unsynced.load(Ordering::Acquire), 0);
}

#[test]
fn after_a_failed_sync_nothing_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    put(&store, 1);
    store.broken.store(true, Ordering::Release);
    let mut batch = Batch::new();
    batch.put(T, b"k", b"v");
    assert!(matches!(store.commit(&batch), Err(StoreError::Disk(_))));
    assert!(matches!(store.sync(), Err(StoreError::Disk(_))));
    assert_eq!(store.get(T, b"k").unwrap(), None);
}

#[test]
fn a_panic_in_sled_is_an_error() {
    let result: Result<(), StoreError> = guarded(|| std::panic::resume_unwind(Box::new("sled")));
    assert!(matches!(result, Err(StoreError::Damaged(_))));
}

#[test]
fn errors_of_the_disk_keep_their_kind() {
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::PermissionDenied] {
        let error = StoreError::from(sled::Error::Io(io::Error::from(kind)));
        assert!(matches!(error, StoreError::Disk(inner) if inner.kind() == kind));
    }
}

#[test]
fn a_file_where_the_folder_should_be_is_a_disk_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    fs::write(&path, b"not a folder").unwrap();
    assert!(matches!(SledStore::open(&path, CACHE), Err(StoreError::Disk(_))));
    assert_eq!(fs::read(&path).unwrap(), b"not a folder");
}

/// Not a test of its own: what [`what_was_acknowledged_survives_a_kill`] runs and kills.
#[test]
#[ignore = "run by another test, as a process of its own"]
fn writes_until_killed() {
    let Some(folder) = std::env::var_os("KLICH_TEST_STORE") else { return };
    let store = open(Path::new(&folder));
    let first = store.scan(T, None, usize::MAX).unwrap().len() as u32;
    let mut output = std::io::stdout();
    for number in first..u32::MAX {
        put(&store, number);
        // Enough is overwritten for segments of the log to be freed and filled anew.
        let mut batch = Batch::new();
        (0..20).for_each(|nth| {
            batch.put(CHURNED, ((number * 37 + nth) % 400).to_be_bytes(), vec![number as u8; 2000]);
        });
        assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
        store.sync().unwrap();
        writeln!(output, "acknowledged {number}").unwrap();
        output.flush().unwrap();
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut last = None;
    for round in 1..=4_usize {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::sled::tests::writes_until_killed", "--ignored", "--nocapture"])
            .env("KLICH_TEST_STORE", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut heard = 0;
        let acknowledged = |line: &String| line.rsplit_once("acknowledged ").and_then(|(_, n)| n.parse::<u32>().ok());
        while heard < 40 * round {
            let line = lines.next().expect("the writer goes on until it is killed").unwrap();
            if let Some(number) = acknowledged(&line) {
                last = Some(number);
                heard += 1;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        last = lines.map_while(Result::ok).filter_map(|line| acknowledged(&line)).last().or(last);

        let store = open(folder.path());
        let rows = store.scan(T, None, usize::MAX).unwrap();
        assert!(rows.len() as u32 > last.unwrap(), "every acknowledged row is there");
        for (number, (key, value)) in (0_u32..).zip(&rows) {
            assert_eq!(key, number.to_be_bytes());
            assert_eq!(value, [number as u8; 200]);
        }
    }
}

//! Logs as a close, a kill and a loss of their end leave them.

use super::*;

fn is_whole(folder: &Path) -> bool {
    let log = File::open(folder.join("db")).unwrap();
    let newest = snapshot::Snapshots::find(folder).unwrap().newest();
    log::is_whole(&log, newest, &Watermark::marks(folder).unwrap()).unwrap()
}

/// Opens a store of 3000 rows after damage; tells whether it was not refused.
fn opens_with_every_row_or_is_refused_unharmed(folder: &Path, how: &str) -> bool {
    let before = files(folder);
    match SledStore::open(folder, CACHE) {
        Ok(store) => {
            let rows = store.scan(T, None, usize::MAX).map(|rows| rows.len());
            assert_eq!(rows.ok(), Some(3000), "{how}");
            true
        }
        Err(error) => {
            assert!(matches!(error, StoreError::Damaged(_)), "{how}: {error:?}");
            assert!(files(folder) == before, "{how}: a refused open changes no file");
            false
        }
    }
}

#[test]
fn a_clean_close_is_noted_and_a_changed_log_is_not_taken_for_one() {
    let folder = filled();
    let noted = fs::read(folder.path().join("closed")).unwrap();
    let store = open(folder.path());
    assert!(!folder.path().join("closed").exists());
    put(&store, 1);
    drop(store);
    wait_until_closed(folder.path());
    assert_ne!(fs::read(folder.path().join("closed")).unwrap(), noted);
    fs::write(folder.path().join("closed"), [0xff, 0xfe]).unwrap();
    assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
}

/// What a kill leaves: no note of a clean close, and a log that can be read up to its last sync. No copy is needed then.
#[test]
fn a_log_is_whole_up_to_its_last_sync_or_it_is_rehearsed() {
    let folder = filled();
    let is_whole = || is_whole(folder.path());
    assert!(is_whole());
    fs::remove_file(folder.path().join("closed")).unwrap();
    assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
    assert!(is_whole(), "another start changes nothing of that");
    let log = fs::read(folder.path().join("db")).unwrap();
    for place in [64, log::SEGMENT + 64] {
        let mut changed = log.clone();
        changed[place] ^= 1;
        fs::write(folder.path().join("db"), changed).unwrap();
        assert!(!is_whole(), "{place}");
    }
    fs::write(folder.path().join("db"), log).unwrap();
    assert!(is_whole());
    for synced in [u64::MAX, 0] {
        fs::write(folder.path().join("synced"), synced.to_be_bytes()).unwrap();
        assert!(!is_whole(), "the row that was synced last is not there");
    }
}

/// What a kill and then damage to the disk may leave: a file whose last part is gone. The segments that are left may be whole, and
/// may hold the number of the last sync.
#[test]
fn a_log_that_was_cut_short_after_a_kill_loses_no_row_in_silence() {
    let mut looked_whole = 0;
    for _ in 0..4 {
        let sound = filled();
        fs::remove_file(sound.path().join("closed")).unwrap();
        let log = fs::read(sound.path().join("db")).unwrap();
        for eighths in 3..8 {
            let folder = copy_folder(sound.path());
            let path = folder.path().join("db");
            fs::write(&path, &log[..log.len() * eighths / 8]).unwrap();
            looked_whole += usize::from(is_whole(folder.path()));
            opens_with_every_row_or_is_refused_unharmed(folder.path(), &format!("{eighths} of 8"));
        }
    }
    println!("{looked_whole} of 20 looked whole");
}

#[test]
fn a_store_whose_synced_file_has_no_length_yet_is_opened_and_gets_it() {
    let folder = filled();
    let synced = folder.path().join("synced");
    let noted = fs::read(&synced).unwrap();
    assert_eq!(noted.len(), 16);
    let log = fs::metadata(folder.path().join("db")).unwrap().len();
    assert!((1..=log).contains(&u64::from_be_bytes(noted[8..].try_into().unwrap())));
    fs::write(&synced, &noted[..8]).unwrap();
    fs::remove_file(folder.path().join("closed")).unwrap();
    assert!(is_whole(folder.path()));
    let store = open(folder.path());
    assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000);
    put(&store, 1);
    store.sync().unwrap();
    assert_eq!(fs::read(&synced).unwrap().len(), 16);
}

/// An older version's, or one that was damaged: without the length nobody knows whether the end of the file is lost.
#[test]
fn a_log_that_was_cut_short_beside_a_short_synced_file_is_refused_unharmed() {
    let sound = filled();
    fs::remove_file(sound.path().join("closed")).unwrap();
    let log = fs::read(sound.path().join("db")).unwrap();
    let synced = fs::read(sound.path().join("synced")).unwrap();
    for (length, eighths) in [(8, 3), (8, 4), (8, 5), (8, 6), (9, 5), (15, 6)] {
        let folder = copy_folder(sound.path());
        fs::write(folder.path().join("synced"), &synced[..length]).unwrap();
        assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
        let folder = copy_folder(sound.path());
        fs::write(folder.path().join("synced"), &synced[..length]).unwrap();
        fs::write(folder.path().join("db"), &log[..log.len() * eighths / 8]).unwrap();
        opens_with_every_row_or_is_refused_unharmed(folder.path(), &format!("{length}, {eighths} of 8"));
    }
}

#[test]
fn a_lost_end_can_be_accepted_by_deleting_the_watermark() {
    let folder = filled();
    fs::write(folder.path().join("synced"), u64::MAX.to_be_bytes()).unwrap();
    fs::remove_file(folder.path().join("closed")).unwrap();
    let error = assert_refused_unharmed(folder.path());
    assert!(error.to_string().contains("`synced`"));
    fs::remove_file(folder.path().join("synced")).unwrap();
    assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
}

/// A store of 3000 rows in a log of which much was freed: the next start fills that with zeros.
fn churned() -> tempfile::TempDir {
    let folder = filled();
    let store = open(folder.path());
    (3000..15_000).for_each(|number| put(&store, number));
    store.sync().unwrap();
    for number in 3000..15_000 {
        let mut batch = Batch::new();
        batch.remove(T, u32::to_be_bytes(number));
        assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
    }
    (0..3000).for_each(|number| put(&store, number));
    store.sync().unwrap();
    drop(store);
    wait_until_closed(folder.path());
    folder
}

fn free_segments(folder: &Path) -> usize {
    let found = log::headers(&File::open(folder.join("db")).unwrap()).unwrap();
    found.into_iter().filter(|found| *found == log::Header::None).count()
}

/// What a disk does to a log: it turns segments to zeros, shows what lay in their place before, exchanges them, flips bits.
fn damages(log: &[u8], earlier: &[u8]) -> Vec<(String, Vec<u8>)> {
    let segments = log.len().div_ceil(log::SEGMENT);
    let range = |place: usize| place * log::SEGMENT..((place + 1) * log::SEGMENT).min(log.len());
    let mut damages = Vec::new();
    for first in 0..segments {
        let mut damage = |how: &str, change: &dyn Fn(&mut Vec<u8>)| {
            let mut changed = log.to_vec();
            change(&mut changed);
            if changed != log {
                damages.push((format!("{first}: {how}"), changed));
            }
        };
        damage("zeros", &|log| log[range(first)].fill(0));
        damage("no header", &|log| log[range(first)][..20].fill(0));
        damage("zeros in the second half", &|log| log[range(first)][log::SEGMENT / 2..].fill(0));
        damage("a bit", &|log| log[first * log::SEGMENT + 70_000 + 997 * first] ^= 4);
        if let Some(old) = earlier.get(range(first)) {
            damage("an older one", &|log| log[range(first)].copy_from_slice(old));
        }
        let second = (first + 3) % segments;
        if range(first).len() == range(second).len() {
            damage("exchanged with another", &|changed| {
                changed[range(first)].copy_from_slice(&log[range(second)]);
                changed[range(second)].copy_from_slice(&log[range(first)]);
            });
        }
    }
    damages
}

/// Damages the log in every way, as a disk does, which changes no time: each time the store is refused as it was, or every row is
/// there. Gives how often it was refused.
fn assert_damage_is_refused_unharmed_or_costs_no_row(folder: &Path, earlier: &[u8], state: &str) -> usize {
    let log = fs::read(folder.join("db")).unwrap();
    let closed = fs::metadata(folder.join("db")).unwrap().modified().unwrap();
    let mut refused = 0;
    for (how, changed) in damages(&log, earlier) {
        let copy = copy_folder(folder);
        fs::write(copy.path().join("db"), changed).unwrap();
        File::options().write(true).open(copy.path().join("db")).unwrap().set_modified(closed).unwrap();
        let opened = opens_with_every_row_or_is_refused_unharmed(copy.path(), &format!("{state}: {how}"));
        refused += usize::from(!opened);
    }
    refused
}

/// Whether the log is opened without a copy.
fn is_trusted(folder: &Path) -> bool {
    is_whole(folder) && {
        let newest = snapshot::Snapshots::find(folder).unwrap().newest();
        Segments::agree(folder, &File::open(folder.join("db")).unwrap(), newest).unwrap()
    }
}

#[test]
fn a_damaged_log_is_refused_unharmed_or_costs_no_row() {
    let folder = churned();
    let earlier = fs::read(folder.path().join("db")).unwrap();
    drop(open(folder.path()));
    wait_until_closed(folder.path());
    let store = open(folder.path());
    (0..3000).for_each(|number| put(&store, number));
    drop(store);
    wait_until_closed(folder.path());
    assert!(is_trusted(folder.path()));
    assert!(assert_damage_is_refused_unharmed_or_costs_no_row(folder.path(), &earlier, "closed") > 0);
    fs::remove_file(folder.path().join("closed")).unwrap();
    assert!(assert_damage_is_refused_unharmed_or_costs_no_row(folder.path(), &earlier, "killed") > 0);
}

/// As a kill leaves it: right after a start, when what was freed is zeros, and later, when a part of that is used again.
#[test]
fn a_log_with_free_segments_is_trusted_and_its_damage_is_noticed() {
    let folder = churned();
    let earlier = fs::read(folder.path().join("db")).unwrap();
    let store = open(folder.path());
    let free = free_segments(folder.path());
    assert!(free > 2, "{free} are free after the start");
    // Not down to the last ones: sled may take one more by itself.
    for fewer in [0, 1] {
        while free_segments(folder.path()) + fewer > free {
            (0..20).for_each(|number| put(&store, number));
            store.sync().unwrap();
        }
        let killed = copy_folder(folder.path());
        assert!(!killed.path().join("closed").exists() && free_segments(killed.path()) > 0);
        assert!(is_trusted(killed.path()), "no copy is needed for what is free");
        assert!(assert_damage_is_refused_unharmed_or_costs_no_row(killed.path(), &earlier, "killed, some free") > 0);
        fs::remove_file(killed.path().join("segments")).unwrap();
        assert!(!is_trusted(killed.path()));
        assert_eq!(open(killed.path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
    }
}

/// Whoever has gone through the first half of damage does not go on as if it were none.
#[test]
fn a_segment_that_loses_its_header_and_then_the_rest_is_noticed() {
    let sound = churned();
    let segments = fs::read(sound.path().join("db")).unwrap().len().div_ceil(log::SEGMENT);
    for segment in 0..segments {
        let folder = copy_folder(sound.path());
        fs::remove_file(folder.path().join("closed")).unwrap();
        let path = folder.path().join("db");
        let zero = |length: usize| {
            let log = File::options().write(true).open(&path).unwrap();
            std::os::unix::fs::FileExt::write_all_at(&log, &vec![0; length], (segment * log::SEGMENT) as u64).unwrap();
        };
        zero(20);
        let Ok(store) = SledStore::open(folder.path(), CACHE) else { continue };
        drop(store);
        wait_until_closed(folder.path());
        fs::remove_file(folder.path().join("closed")).unwrap();
        if fs::metadata(&path).unwrap().len() >= ((segment + 1) * log::SEGMENT) as u64 {
            zero(log::SEGMENT);
        }
        opens_with_every_row_or_is_refused_unharmed(folder.path(), &segment.to_string());
    }
}

/// What a wipe beside a command that had the store must come to.
#[test]
fn a_store_whose_files_were_removed_leaves_none_and_opens_no_new_one() {
    let folder = filled();
    let store = open(folder.path());
    put(&store, 1);
    assert!(remove_files(folder.path()).is_empty());
    put(&store, 2);
    let _ = store.sync();
    drop(store);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{:?}", files(folder.path()).keys());
    assert!(matches!(SledStore::open_existing(folder.path(), CACHE), Err(StoreError::Missing)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A disk that has no room for the note has taken the rows all the same.
#[test]
fn a_note_of_the_segments_that_fails_is_no_failed_sync() {
    let folder = filled();
    let store = open(folder.path());
    store.beside.lock().unwrap().segments.fill_disk(folder.path());
    for _ in 0..10 {
        (0..3000).for_each(|number| put(&store, number));
        store.sync().unwrap();
    }
    drop(store);
    wait_until_closed(folder.path());
    assert!(!folder.path().join("closed").exists(), "the next start looks through it");
    assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
}

/// sled may hold a lock for ever then, as a bot saw that met a damaged page: whoever waits for it never ends.
#[test]
fn after_a_panic_in_sled_nobody_calls_it_and_it_is_not_closed() {
    let folder = filled();
    let store = open(folder.path());
    let before = store.get(T, &1_u32.to_be_bytes()).unwrap();
    assert!(before.is_some());
    let panicked: Result<(), _> = opening::quietly(|| store.guarded(|| panic!("as sled does")));
    assert!(matches!(panicked, Err(StoreError::Damaged(_))));
    assert!(matches!(store.get(T, &1_u32.to_be_bytes()), Err(StoreError::Damaged(_))));
    assert!(matches!(store.scan(T, None, 1), Err(StoreError::Damaged(_))));
    let mut batch = Batch::new();
    batch.put(T, 1_u32.to_be_bytes(), [1]);
    assert!(matches!(store.commit(&batch), Err(StoreError::Damaged(_))));
    assert!(store.sync().is_err());
    drop(store);
    assert!(!folder.path().join("closed").exists());
}

/// A wipe while a start looks through the log, which takes a moment for a large one.
#[test]
fn a_store_that_is_removed_while_it_is_opened_is_not_made_anew() {
    for pause in 0..30 {
        let folder = filled();
        let opened = std::thread::scope(|scope| {
            let opening = scope.spawn(|| SledStore::open_existing(folder.path(), CACHE));
            std::thread::sleep(std::time::Duration::from_millis(pause));
            assert!(remove_files(folder.path()).is_empty());
            opening.join().unwrap()
        });
        if let Err(error) = &opened {
            assert!(matches!(error, StoreError::Missing | StoreError::Damaged(_) | StoreError::Disk(_)), "{error:?}");
        }
        drop(opened);
        let left: Vec<_> = files(folder.path()).into_keys().collect();
        assert!(!left.contains(&"db".to_owned()), "after {pause} ms: {left:?}");
    }
}

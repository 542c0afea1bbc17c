//! Logs as a close, a kill and a loss of their end leave them.

use super::*;

fn is_whole(folder: &Path) -> bool {
    let log = File::open(folder.join("db")).unwrap();
    let newest = snapshot::Snapshots::find(folder).unwrap().newest();
    log::is_whole(&log, newest, &Watermark::marks(folder).unwrap()).unwrap()
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
            let before = files(folder.path());
            match SledStore::open(folder.path(), CACHE) {
                Ok(store) => assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000, "{eighths}"),
                Err(error) => {
                    assert!(matches!(error, StoreError::Damaged(_)), "{eighths}: {error:?}");
                    assert!(files(folder.path()) == before, "{eighths}: a refused open changes no file");
                }
            }
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
        let before = files(folder.path());
        match SledStore::open(folder.path(), CACHE) {
            Ok(store) => assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000, "{length}, {eighths}"),
            Err(_) => assert!(files(folder.path()) == before, "{length}, {eighths}: a refused open changes no file"),
        }
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

fn free_segments(folder: &Path) -> Vec<usize> {
    log::without_header(&File::open(folder.join("db")).unwrap()).unwrap()
}

/// A disk that forgets turns segments to zeros, one or two of them: that looks like segments that sled has no use for.
fn assert_zeros_are_refused_unharmed_or_cost_no_row(folder: &Path, states: &str) -> usize {
    let log = fs::read(folder.join("db")).unwrap();
    let segments = log.len().div_ceil(log::SEGMENT);
    let closed = fs::metadata(folder.join("db")).unwrap().modified().unwrap();
    let (mut refused, mut opened) = (0, 0);
    for first in 0..segments {
        for second in first..segments.min(first + 2) {
            let copy = copy_folder(folder);
            let mut changed = log.clone();
            for place in [first, second] {
                let end = ((place + 1) * log::SEGMENT).min(log.len());
                changed[place * log::SEGMENT..end].fill(0);
            }
            if changed == log {
                continue;
            }
            fs::write(copy.path().join("db"), changed).unwrap();
            // The disk changes no time.
            File::options().write(true).open(copy.path().join("db")).unwrap().set_modified(closed).unwrap();
            let before = files(copy.path());
            match SledStore::open(copy.path(), CACHE) {
                Ok(store) => {
                    opened += 1;
                    assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000, "{states}: {first}, {second}");
                }
                Err(error) => {
                    refused += 1;
                    assert!(matches!(error, StoreError::Damaged(_)), "{states}: {first}, {second}: {error:?}");
                    let same = files(copy.path()) == before;
                    assert!(same, "{states}: {first}, {second}: a refused open changes no file");
                }
            }
        }
    }
    println!("{states}: {segments} segments, {} free: {refused} refused, {opened} opened", free_segments(folder).len());
    refused
}

#[test]
fn a_segment_that_turned_to_zeros_is_refused_unharmed_or_costs_no_row() {
    let folder = churned();
    assert!(assert_zeros_are_refused_unharmed_or_cost_no_row(folder.path(), "closed, none free") > 0);
    fs::remove_file(folder.path().join("closed")).unwrap();
    assert!(is_whole(folder.path()));
    assert!(assert_zeros_are_refused_unharmed_or_cost_no_row(folder.path(), "killed, none free") > 0);

    // As a kill leaves it: right after a start, and once some of the free ones are used again.
    let store = open(folder.path());
    let free = free_segments(folder.path()).len();
    assert!(free > 2, "{free} are free after the start");
    for fewer in [0, 2] {
        while free_segments(folder.path()).len() + fewer > free {
            (0..20).for_each(|number| put(&store, number));
            store.sync().unwrap();
        }
        let killed = copy_folder(folder.path());
        assert!(!killed.path().join("closed").exists() && is_whole(killed.path()));
        let log = File::open(killed.path().join("db")).unwrap();
        assert!(!free_segments(killed.path()).is_empty());
        assert!(FreeSegments::explain(killed.path(), &log).unwrap(), "no copy is needed for those that are free");
        assert!(assert_zeros_are_refused_unharmed_or_cost_no_row(killed.path(), "killed, some free") > 0);
        fs::remove_file(killed.path().join("free")).unwrap();
        assert!(!FreeSegments::explain(killed.path(), &log).unwrap());
        assert_eq!(open(killed.path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
    }
}

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

/// What a kill and then a disk that forgets leave: a segment of zeros looks like one that sled has no use for.
#[test]
fn a_segment_that_turned_to_zeros_after_a_kill_is_refused_unharmed_or_costs_no_row() {
    let killed = filled();
    // Rows come and go, so that segments are freed; each start fills them with zeros, and they are used again.
    for round in 0_u32..3 {
        let store = open(killed.path());
        (3000..15_000).for_each(|number| put(&store, number + round));
        store.sync().unwrap();
        drop(store);
        wait_until_closed(killed.path());
        let store = open(killed.path());
        for number in 3000..15_100 {
            let mut batch = Batch::new();
            batch.remove(T, u32::to_be_bytes(number));
            assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
        }
        (0..3000).for_each(|number| put(&store, number));
        store.sync().unwrap();
        drop(store);
        wait_until_closed(killed.path());
        fs::remove_file(killed.path().join("closed")).unwrap();
    }
    let log = fs::read(killed.path().join("db")).unwrap();
    let segments = log.len().div_ceil(log::SEGMENT);
    let free = log::without_header(&File::open(killed.path().join("db")).unwrap()).unwrap();
    assert!(is_whole(killed.path()));
    assert_eq!(open(copy_folder(killed.path()).path()).scan(T, None, usize::MAX).unwrap().len(), 3000);
    let (mut refused, mut opened) = (0, 0);
    for first in 0..segments {
        for second in first..segments.min(first + 3) {
            let folder = copy_folder(killed.path());
            let mut changed = log.clone();
            for place in [first, second] {
                let end = ((place + 1) * log::SEGMENT).min(log.len());
                changed[place * log::SEGMENT..end].fill(0);
            }
            if changed == log {
                continue;
            }
            fs::write(folder.path().join("db"), changed).unwrap();
            let before = files(folder.path());
            match SledStore::open(folder.path(), CACHE) {
                Ok(store) => {
                    opened += 1;
                    assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000, "{first}, {second}");
                }
                Err(error) => {
                    refused += 1;
                    assert!(matches!(error, StoreError::Damaged(_)), "{first}, {second}: {error:?}");
                    assert!(files(folder.path()) == before, "{first}, {second}: a refused open changes no file");
                }
            }
        }
    }
    println!("{segments} segments, {} of them free: {refused} refused, {opened} opened", free.len());
    assert!(refused >= segments - free.len() - 2, "{refused} of {segments}");
}

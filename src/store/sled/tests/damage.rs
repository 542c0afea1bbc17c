//! Changed bytes and lost blocks within the log: refused, or nothing is missing.

use super::*;

/// Damages the log of `sound` in one place and opens it, 60 times, and on until more than ten were refused: how much of a log is
/// live is a matter of when sled wrote it anew.
fn damage_until_refused(sound: &Path, damage: fn(&mut [u8], usize)) {
    let rows = open(copy_folder(sound).path()).scan(T, None, usize::MAX).unwrap();
    assert_eq!(rows.len(), 3000);
    let length = fs::metadata(sound.join("db")).unwrap().len() as usize;
    let (mut refused, mut tried) = (0, 0);
    while tried < 60 || refused <= 10 {
        assert!(tried < 1200, "{refused} of {tried} were refused: next to nothing of the log is live");
        let folder = copy_folder(sound);
        let path = folder.path().join("db");
        let mut log = fs::read(&path).unwrap();
        // By the golden ratio, so that however many they are they lie about evenly.
        damage(&mut log, ((tried as f64 * 0.618_033_988_75).fract() * length as f64) as usize);
        fs::write(&path, log).unwrap();
        let before = files(folder.path());
        match SledStore::open(folder.path(), CACHE) {
            Ok(store) => assert!(store.scan(T, None, usize::MAX).unwrap() == rows),
            Err(error) => {
                assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
                assert!(files(folder.path()) == before);
                refused += 1;
            }
        }
        tried += 1;
    }
    println!("{refused} of {tried} were refused");
}

fn change_a_byte(log: &mut [u8], at: usize) {
    log[at] ^= 0x40;
}

fn lose_a_block(log: &mut [u8], at: usize) {
    let start = at / 4096 * 4096;
    let end = log.len().min(start + 4096);
    log[start..end].fill(0);
}

#[test]
fn damage_within_the_log_never_loses_a_row_in_silence() {
    let sound = filled();
    damage_until_refused(sound.path(), change_a_byte);
    damage_until_refused(sound.path(), lose_a_block);
}

#[test]
fn damage_behind_a_snapshot_never_loses_a_row_in_silence() {
    let sound = filled();
    let store = open(sound.path());
    (0..3000).for_each(|number| put(&store, number));
    drop(store);
    wait_until_closed(sound.path());
    assert!(files(sound.path()).keys().any(|name| name.starts_with("snap.")));
    damage_until_refused(sound.path(), change_a_byte);
    damage_until_refused(sound.path(), lose_a_block);
}

/// What a power cut may leave: sled had handed these rows to the system, but nothing says that the disk had them.
#[test]
fn a_tear_behind_the_last_sync_ends_the_log_there() {
    let sound = filled();
    let length = fs::metadata(sound.path().join("db")).unwrap().len() as usize;
    let mut shortened = 0;
    for nth in 1..8 {
        let folder = copy_folder(sound.path());
        let path = folder.path().join("db");
        let mut log = fs::read(&path).unwrap();
        lose_a_block(&mut log, length * nth / 8);
        fs::write(&path, log).unwrap();
        fs::write(folder.path().join("synced"), 1_u64.to_be_bytes()).unwrap();
        let Ok(store) = SledStore::open(folder.path(), CACHE) else { continue };
        let rows = store.scan(T, None, usize::MAX).unwrap();
        for (number, (key, _)) in (0_u32..).zip(&rows) {
            assert_eq!(key, number.to_be_bytes(), "the rows that are there are the first ones");
        }
        shortened += usize::from(rows.len() < 3000);
        drop(store);
        assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), rows.len());
    }
    assert!(shortened > 0, "some of the blocks are live");
}

/// sled fills freed segments with zeros while it starts, and does not sync that: of each, a power cut may leave any part.
#[test]
fn a_start_that_was_cut_while_it_freed_segments_is_gone_through_again() {
    let sound = filled();
    let store = open(sound.path());
    for number in 0..700_u32 {
        let mut batch = Batch::new();
        (0..10).for_each(|nth| {
            batch.put(CHURNED, ((number * 37 + nth * 13) % 700).to_be_bytes(), number.to_be_bytes().repeat(300));
        });
        assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
    }
    store.sync().unwrap();
    drop(store);
    wait_until_closed(sound.path());
    // As a power cut leaves it: not closed, and without a snapshot whose name had not reached the disk.
    for name in files(sound.path()).into_keys().filter(|name| name.starts_with("snap.")) {
        fs::remove_file(sound.path().join(name)).unwrap();
    }
    fs::remove_file(sound.path().join("closed")).unwrap();
    let before = fs::read(sound.path().join("db")).unwrap();
    let started = copy_folder(sound.path());
    drop(open(started.path()));
    wait_until_closed(started.path());
    let after = fs::read(started.path().join("db")).unwrap();
    let is_zero = |bytes: &[u8]| bytes.iter().all(|byte| *byte == 0);
    let freed: Vec<usize> = (0..before.len() / log::SEGMENT)
        .map(|nth| nth * log::SEGMENT)
        // sled may give the end of the file back to the disk.
        .filter(|at| after.get(*at..at + log::SEGMENT).is_some_and(is_zero) && !is_zero(&before[*at..][..log::SEGMENT]))
        .collect();
    assert!(!freed.is_empty(), "something was freed");
    for nth in 0..24 {
        let folder = copy_folder(sound.path());
        let mut torn = before.clone();
        let sectors = freed.iter().flat_map(|at| (*at..at + log::SEGMENT).step_by(512)).enumerate();
        for (number, at) in sectors {
            // From the beginning up to a point, or here and there.
            let from_the_beginning = number % 1024 <= nth * 128;
            let here_and_there = (number * 7919 + nth * 31) % 24 < nth;
            if if nth < 8 { from_the_beginning } else { here_and_there } {
                torn[at..at + 512].fill(0);
            }
        }
        fs::write(folder.path().join("db"), &torn).unwrap();
        assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 3000, "{nth}");
    }
}

//! Changed bytes and lost blocks within the log: refused, or nothing is missing.

use super::*;

/// Damages the log of `sound` in 60 places and opens it each time; gives how often it was refused.
fn refusals(sound: &Path, damage: fn(&mut [u8], usize)) -> usize {
    let mut refused = 0;
    let length = fs::metadata(sound.join("db")).unwrap().len() as usize;
    for nth in 0..60 {
        let folder = copy_folder(sound);
        let path = folder.path().join("db");
        let mut log = fs::read(&path).unwrap();
        damage(&mut log, (length - 1) * nth / 59);
        fs::write(&path, log).unwrap();
        let before = files(folder.path());
        match SledStore::open(folder.path(), CACHE) {
            Ok(store) => assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000),
            Err(error) => {
                assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
                assert!(files(folder.path()) == before);
                refused += 1;
            }
        }
    }
    refused
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
    assert!(refusals(sound.path(), change_a_byte) > 10, "some of the bytes are live");
    assert!(refusals(sound.path(), lose_a_block) > 10, "some of the blocks are live");
}

#[test]
fn damage_behind_a_snapshot_never_loses_a_row_in_silence() {
    let sound = filled();
    let store = open(sound.path());
    (0..3000).for_each(|number| put(&store, number));
    drop(store);
    assert!(files(sound.path()).keys().any(|name| name.starts_with("snap.")));
    assert!(refusals(sound.path(), change_a_byte) > 10, "some of the bytes are live");
    assert!(refusals(sound.path(), lose_a_block) > 10, "some of the blocks are live");
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
            assert_eq!(key.as_slice(), number.to_be_bytes(), "the rows that are there are the first ones");
        }
        shortened += usize::from(rows.len() < 3000);
        drop(store);
        assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), rows.len());
    }
    assert!(shortened > 0, "some of the blocks are live");
}

//! The total over all rows, and what others may have put into the folder.

use super::*;

/// What sled does where it overlooks a part of its log, done by hand: a row goes, and the total stays.
#[test]
fn a_row_that_was_lost_in_silence_is_noticed() {
    let folder = filled();
    let sled = sled::Config::new().path(folder.path()).open().unwrap();
    sled.remove(place(T, &1234_u32.to_be_bytes())).unwrap();
    drop(sled);
    wait_until_closed(folder.path());
    fs::remove_file(folder.path().join("closed")).unwrap();
    // Not whole, so that it is read from end to end.
    fs::write(folder.path().join("synced"), 1_u64.to_be_bytes()).unwrap();
    let error = assert_refused_unharmed(folder.path());
    assert!(error.to_string().contains("in the middle"), "{error}");
    // The operator goes on with what is left.
    fs::remove_file(folder.path().join("synced")).unwrap();
    let store = open(folder.path());
    put(&store, 1);
    drop(store);
    wait_until_closed(folder.path());
    fs::remove_file(folder.path().join("closed")).unwrap();
    fs::write(folder.path().join("synced"), 1_u64.to_be_bytes()).unwrap();
    assert_eq!(open(folder.path()).scan(T, None, usize::MAX).unwrap().len(), 2999);
}

/// Whoever may write into the folder, but not read what klich reads, leads it nowhere else by its own small files.
#[test]
fn links_and_pipes_in_the_place_of_small_files_are_refused_and_what_they_lead_to_is_left_alone() {
    for name in ["synced", "closed"] {
        let folder = filled();
        let secret = folder.path().join("secret");
        fs::write(&secret, b"klich-key").unwrap();
        fs::remove_file(folder.path().join(name)).unwrap();
        std::os::unix::fs::symlink(&secret, folder.path().join(name)).unwrap();
        assert!(matches!(SledStore::open(folder.path(), CACHE), Err(StoreError::Disk(_))), "{name}");
        assert_eq!(fs::read(&secret).unwrap(), b"klich-key", "{name}");
        fs::remove_file(folder.path().join(name)).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            folder.path().join(name),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        assert!(matches!(SledStore::open(folder.path(), CACHE), Err(StoreError::Disk(_))), "{name}");
    }
}

#[test]
fn a_store_of_the_first_format_gets_its_total() {
    let folder = filled();
    let sled = sled::Config::new().path(folder.path()).open().unwrap();
    sled.insert(opening::FORMAT_KEY, &[1]).unwrap();
    sled.remove(b"\0total").unwrap();
    drop(sled);
    let store = open(folder.path());
    assert_eq!(store.scan(T, None, usize::MAX).unwrap().len(), 3000);
    assert_eq!(store.tree().get(opening::FORMAT_KEY).unwrap().unwrap(), opening::FORMAT);
    assert_eq!(total::Total::noted(store.tree()).unwrap(), Some(total::Total::of(store.tree()).unwrap()));
    store.tree().insert(opening::FORMAT_KEY, &[3]).unwrap();
    drop(store);
    assert!(matches!(SledStore::open(folder.path(), CACHE), Err(StoreError::Newer)));
}

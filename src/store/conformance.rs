//! What every backend must do, as one suite: a backend's tests call [`run`], and [`run_reopening`] where it persists.
//!
//! A failed check panics with what was expected; it holds no data but its own.

#![allow(clippy::missing_panics_doc, reason = "panicking is what a suite does")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Batch, Committed, Store, StoreError, Table, VALUE_MAX};

const A: Table = Table { tag: 1, name: "a" };
const B: Table = Table { tag: 2, name: "b" };
const LAST: Table = Table { tag: 255, name: "last" };

/// Runs every check, each on a fresh empty store from `make`.
pub fn run(make: impl Fn() -> Box<dyn Store>) {
    let checks: [fn(&dyn Store); 17] = [
        an_empty_store_has_nothing,
        rows_come_in_key_order,
        after_is_exclusive_and_need_not_exist,
        limits_are_kept,
        a_cursor_goes_on_where_it_stopped,
        a_key_may_be_a_prefix_of_another,
        tables_are_apart,
        a_removed_row_is_gone,
        the_later_write_counts,
        the_later_write_counts_among_many,
        a_batch_is_all_or_nothing,
        expectations_are_compared,
        a_stretch_must_be_vacant,
        expectations_alone_write_nothing,
        a_long_value_is_refused_whole,
        odd_bytes_are_bytes,
        concurrent_commits_count_exactly,
    ];
    for check in checks {
        check(make().as_ref());
    }
}

/// Checks that what was synced is there when the store is opened again: `open` opens the same place each time.
pub fn run_reopening(open: impl Fn() -> Box<dyn Store>) {
    for round in 0_u8..3 {
        let store = open();
        assert_eq!(scan(&*store, A, None, 100).len(), usize::from(round), "rows of earlier rounds");
        apply(&*store, Batch::new().put(A, [round], [round; 100]));
        sync(&*store);
    }
    let store = open();
    apply(&*store, Batch::new().remove(A, [1]));
    sync(&*store);
    drop(store);
    let store = open();
    assert_eq!(scan(&*store, A, None, 100), vec![(vec![0], vec![0; 100]), (vec![2], vec![2; 100])]);
}

fn an_empty_store_has_nothing(store: &dyn Store) {
    assert_eq!(get(store, A, b"x"), None);
    assert!(scan(store, A, None, 10).is_empty());
    assert!(scan(store, A, Some(b"x"), 10).is_empty());
    apply(store, &mut Batch::new());
    apply(store, Batch::new().remove(A, b"x"));
    sync(store);
    assert!(scan(store, A, None, 10).is_empty());
}

fn rows_come_in_key_order(store: &dyn Store) {
    let mut batch = Batch::new();
    for n in [5_u16, 1, 300, 255, 256, 0] {
        batch.put(A, n.to_be_bytes(), n.to_string());
    }
    apply(store, &mut batch);
    let values: Vec<_> = scan(store, A, None, 10).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, ["0", "1", "5", "255", "256", "300"].map(|text| text.as_bytes().to_vec()));
}

fn after_is_exclusive_and_need_not_exist(store: &dyn Store) {
    apply(store, Batch::new().put(A, b"b", b"1").put(A, b"d", b"2"));
    assert_eq!(keys(store, A, Some(b"b")), [b"d".to_vec()]);
    assert_eq!(keys(store, A, Some(b"a")), [b"b".to_vec(), b"d".to_vec()]);
    assert_eq!(keys(store, A, Some(b"c")), [b"d".to_vec()]);
    assert_eq!(keys(store, A, Some(b"")), [b"b".to_vec(), b"d".to_vec()]);
    assert!(keys(store, A, Some(b"d")).is_empty());
    assert!(keys(store, A, Some(&[255; 40])).is_empty());
}

fn limits_are_kept(store: &dyn Store) {
    let mut batch = Batch::new();
    for n in 0_u16..100 {
        batch.put(A, n.to_be_bytes(), b"v");
    }
    apply(store, &mut batch);
    for limit in [0, 1, 99, 100, 101, usize::MAX] {
        assert_eq!(scan(store, A, None, limit).len(), limit.min(100));
    }
    let mut seen = 0;
    let mut after: Option<Vec<u8>> = None;
    loop {
        let page = scan(store, A, after.as_deref(), 7);
        let Some((last, _)) = page.last() else { break };
        seen += page.len();
        after = Some(last.clone());
    }
    assert_eq!(seen, 100, "paging meets every row once");
}

fn a_cursor_goes_on_where_it_stopped(store: &dyn Store) {
    let key = |n: u16| n.to_be_bytes().to_vec();
    let mut batch = Batch::new();
    for n in 0..300 {
        batch.put(A, key(n), b"v").put(B, key(n), b"other");
    }
    apply(store, &mut batch);
    let mut cursor = store.cursor(A, Some(&key(9)));
    let mut seen = Vec::new();
    for limit in [1, 0, 7, 100, 1, 64] {
        let rows = cursor.next(limit).expect("reads");
        assert_eq!(rows.len(), limit);
        seen.extend(rows.to_vec());
        // What is written behind it is seen or not; what was there and stays is.
        let last = u16::try_from(9 + seen.len()).expect("few");
        apply(store, Batch::new().remove(A, key(last)).put(A, [&key(last + 200), b"new".as_slice()].concat(), b"n"));
    }
    seen.extend(cursor.next(usize::MAX).expect("reads").to_vec());
    seen.retain(|(_, value)| value == b"v");
    let expected: Vec<_> = (10..300).map(|n| (key(n), b"v".to_vec())).collect();
    assert_eq!(seen, expected, "each row once, in order, of this table alone");
}

fn a_key_may_be_a_prefix_of_another(store: &dyn Store) {
    apply(store, Batch::new().put(A, b"ab", b"2").put(A, b"a", b"1").put(A, b"a\0", b"3").put(A, b"", b"0"));
    assert_eq!(keys(store, A, None), [b"".to_vec(), b"a".to_vec(), b"a\0".to_vec(), b"ab".to_vec()]);
    assert_eq!(keys(store, A, Some(b"a")), [b"a\0".to_vec(), b"ab".to_vec()]);
    apply(store, Batch::new().remove(A, b"a"));
    assert_eq!(get(store, A, b"ab"), Some(b"2".to_vec()));
    assert_eq!(get(store, A, b"a"), None);
}

fn tables_are_apart(store: &dyn Store) {
    apply(store, Batch::new().put(A, b"k", b"a").put(B, b"k", b"b").put(LAST, b"k", b"l").put(LAST, [255; 9], b"m"));
    assert_eq!(get(store, A, b"k"), Some(b"a".to_vec()));
    assert_eq!(get(store, B, b"k"), Some(b"b".to_vec()));
    assert_eq!(keys(store, A, None).len(), 1);
    assert_eq!(keys(store, B, None).len(), 1);
    assert_eq!(keys(store, LAST, None).len(), 2);
    apply(store, Batch::new().remove(A, b"k"));
    assert_eq!(get(store, B, b"k"), Some(b"b".to_vec()));
    assert!(keys(store, A, None).is_empty());
}

fn a_removed_row_is_gone(store: &dyn Store) {
    apply(store, Batch::new().put(A, b"k", b"v"));
    apply(store, Batch::new().remove(A, b"k"));
    apply(store, Batch::new().remove(A, b"k"));
    assert_eq!(get(store, A, b"k"), None);
    assert!(keys(store, A, None).is_empty());
    apply(store, Batch::new().put(A, b"k", b"w"));
    assert_eq!(get(store, A, b"k"), Some(b"w".to_vec()));
}

fn the_later_write_counts(store: &dyn Store) {
    apply(store, Batch::new().put(A, b"k", b"1").put(A, b"k", b"2").remove(A, b"l").put(A, b"l", b"3"));
    apply(store, Batch::new().put(A, b"m", b"4").remove(A, b"m"));
    assert_eq!(get(store, A, b"k"), Some(b"2".to_vec()));
    assert_eq!(get(store, A, b"l"), Some(b"3".to_vec()));
    assert_eq!(get(store, A, b"m"), None);
    let mut batch = Batch::new();
    batch.expect_holds(A, b"k", b"2").put(A, b"k", b"5").put(A, b"k", b"6").put(A, b"n", b"7").remove(A, b"n");
    apply(store, &mut batch);
    assert_eq!(get(store, A, b"k"), Some(b"6".to_vec()));
    assert_eq!(get(store, A, b"n"), None);
}

fn the_later_write_counts_among_many(store: &dyn Store) {
    let key = |n: u16| n.to_be_bytes();
    for round in 0_u8..2 {
        let mut batch = Batch::new();
        for n in 0..500 {
            match n % 4 {
                0 => batch.put(A, key(n), [round]),
                1 => batch.put(A, key(n), [9]).put(A, key(n), [round; 2]),
                2 => batch.remove(A, key(n)).put(A, key(n), [round; 3]),
                _ => batch.put(A, key(n), [9]).remove(A, key(n)),
            };
        }
        apply(store, &mut batch);
        let expected = (0..500).filter(|n| n % 4 < 3).map(|n| (key(n).to_vec(), vec![round; usize::from(n % 4) + 1]));
        assert_eq!(scan(store, A, None, usize::MAX), expected.collect::<Vec<_>>());
    }
}

fn a_batch_is_all_or_nothing(store: &dyn Store) {
    apply(store, Batch::new().put(A, b"old", b"1"));
    let mut batch = Batch::new();
    batch.put(A, b"new", b"2").remove(A, b"old").put(B, b"new", b"3").expect_absent(A, b"old");
    refuse(store, &batch);
    assert_eq!(keys(store, A, None), [b"old".to_vec()]);
    assert!(keys(store, B, None).is_empty());
    let mut large = Batch::new();
    for n in 0_u16..2000 {
        large.put(if n % 2 == 0 { A } else { B }, n.to_be_bytes(), [7; 300]);
    }
    apply(store, &mut large);
    assert_eq!(keys(store, A, None).len() + keys(store, B, None).len(), 2001);
}

fn expectations_are_compared(store: &dyn Store) {
    apply(store, Batch::new().expect_absent(A, b"k").put(A, b"k", b"1"));
    refuse(store, Batch::new().expect_absent(A, b"k").put(A, b"k", b"2"));
    refuse(store, Batch::new().expect_holds(A, b"k", b"2").put(A, b"k", b"2"));
    refuse(store, Batch::new().expect_holds(A, b"k", b"").put(A, b"k", b"2"));
    refuse(store, Batch::new().expect_holds(A, b"gone", b"").put(A, b"k", b"2"));
    refuse(store, Batch::new().expect_holds(A, b"k", b"1").expect_absent(A, b"k").put(A, b"k", b"2"));
    apply(store, Batch::new().expect_absent(B, b"k").put(B, b"l", b"3"));
    assert_eq!(get(store, A, b"k"), Some(b"1".to_vec()));
    apply(store, Batch::new().expect_holds(A, b"k", b"1").expect_absent(A, b"l").put(A, b"k", b"2").remove(A, b"l"));
    assert_eq!(get(store, A, b"k"), Some(b"2".to_vec()));
    apply(store, Batch::new().expect_holds(A, b"k", b"2").remove(A, b"k"));
    assert_eq!(get(store, A, b"k"), None);
}

fn a_stretch_must_be_vacant(store: &dyn Store) {
    let vacant = |table, first: &[u8], last: &[u8], key: &[u8]| {
        let mut batch = Batch::new();
        batch.expect_vacant(table, first, last).put(table, key, b"new");
        batch
    };
    apply(store, Batch::new().put(A, b"f", b"1").put(B, b"m", b"2"));
    for (first, last) in [(b"f", b"f"), (b"e", b"f"), (b"f", b"g"), (b"a", b"z")] {
        refuse(store, &vacant(A, first, last, b"x"));
    }
    assert_eq!(scan(store, A, None, 10).len(), 1);
    // Neither rows beside it count, nor those of another table.
    apply(store, &mut vacant(A, b"g", b"z", b"n"));
    refuse(store, &vacant(A, b"g", b"z", b"o"));
    apply(store, &mut vacant(A, b"a", b"ezzz", b"b"));
    // What is taken away and put back, in a stretch and beside it.
    apply(store, vacant(A, b"p", b"q", b"p").remove(A, b"n").put(A, b"q", b"3"));
    let keys: Vec<_> = scan(store, A, None, 10).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, [b"b", b"f", b"p", b"q"]);
    // A stretch that ends before it begins has no rows.
    apply(store, &mut vacant(A, b"q", b"p", b"f"));
}

fn expectations_alone_write_nothing(store: &dyn Store) {
    let mut absent = Batch::new();
    absent.expect_absent(A, b"k");
    assert!(absent.is_empty());
    assert_eq!(absent.len(), 0);
    apply(store, &mut absent);
    apply(store, Batch::new().put(A, b"k", b"1"));
    refuse(store, &absent);
}

fn a_long_value_is_refused_whole(store: &dyn Store) {
    apply(store, Batch::new().put(A, b"k", vec![1; VALUE_MAX]));
    for batch in [
        Batch::new().put(A, b"x", b"1").put(A, b"k", vec![2; VALUE_MAX + 1]),
        Batch::new().put(A, b"x", b"1").put(A, [7; 256], b"v"),
    ] {
        let error = store.commit(batch).expect_err("over the limit");
        assert!(matches!(error, StoreError::TooLong { .. }));
        assert!(error.to_string().contains("4096") || error.to_string().contains("255"));
    }
    assert_eq!(get(store, A, b"k"), Some(vec![1; VALUE_MAX]));
    assert_eq!(get(store, A, b"x"), None);
    apply(store, Batch::new().put(A, [7; 255], b""));
    assert_eq!(get(store, A, &[7; 255]), Some(Vec::new()));
}

fn odd_bytes_are_bytes(store: &dyn Store) {
    let odd: [&[u8]; 6] = [&[0], &[0, 0], &[0, 255], &[255], &[255, 0], &[255, 255, 255, 255]];
    let mut batch = Batch::new();
    for key in odd {
        batch.put(A, key, key).put(LAST, key, key);
    }
    apply(store, &mut batch);
    for table in [A, LAST] {
        assert_eq!(keys(store, table, None), odd.map(<[u8]>::to_vec));
        for key in odd {
            assert_eq!(get(store, table, key), Some(key.to_vec()));
        }
    }
}

fn concurrent_commits_count_exactly(store: &dyn Store) {
    const THREADS: u64 = 4;
    const EACH: u64 = 50;
    apply(store, Batch::new().put(A, b"count", 0_u64.to_be_bytes()));
    let refused = AtomicUsize::new(0);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let refused = &refused;
            scope.spawn(move || {
                for n in 0..EACH {
                    loop {
                        let before = get(store, A, b"count").expect("the counter is never removed");
                        let number = u64::from_be_bytes(before.as_slice().try_into().expect("the counter has 8 bytes"));
                        let mut batch = Batch::new();
                        batch.expect_holds(A, b"count", before).put(A, b"count", (number + 1).to_be_bytes());
                        batch.put(B, (thread * EACH + n).to_be_bytes(), b"done");
                        match store.commit(&batch).expect("commits") {
                            Committed::Applied => break,
                            Committed::Refused => refused.fetch_add(1, Ordering::Relaxed),
                        };
                    }
                }
            });
        }
    });
    assert_eq!(get(store, A, b"count"), Some((THREADS * EACH).to_be_bytes().to_vec()));
    assert_eq!(scan(store, B, None, usize::MAX).len() as u64, THREADS * EACH);
}

fn apply(store: &dyn Store, batch: &mut Batch) {
    assert_eq!(store.commit(batch).expect("commits"), Committed::Applied);
}

fn refuse(store: &dyn Store, batch: &Batch) {
    assert_eq!(store.commit(batch).expect("commits"), Committed::Refused);
}

fn get(store: &dyn Store, table: Table, key: &[u8]) -> Option<Vec<u8>> {
    store.get(table, key).expect("reads")
}

fn scan(store: &dyn Store, table: Table, after: Option<&[u8]>, limit: usize) -> Vec<super::Row> {
    store.scan(table, after, limit).expect("scans").to_vec()
}

fn keys(store: &dyn Store, table: Table, after: Option<&[u8]>) -> Vec<Vec<u8>> {
    scan(store, table, after, usize::MAX).into_iter().map(|(key, _)| key).collect()
}

fn sync(store: &dyn Store) {
    store.sync().expect("syncs");
}

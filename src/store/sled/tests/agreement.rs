//! sled holds what the store in memory holds, whatever is done to both.

use proptest::prelude::*;

use super::super::super::memory::MemoryStore;
use super::*;

#[derive(Debug, Clone)]
enum Step {
    Put(u8, Vec<u8>, Vec<u8>),
    Remove(u8, Vec<u8>),
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let key = || prop::collection::vec(prop_oneof![Just(0_u8), Just(1), Just(254), Just(255)], 0..4);
    let tag = || prop_oneof![Just(1_u8), Just(2), Just(254), Just(255)];
    let step = prop_oneof![
        6 => (tag(), key(), prop::collection::vec(any::<u8>(), 0..300)).prop_map(|(t, k, v)| Step::Put(t, k, v)),
        3 => (tag(), key()).prop_map(|(t, k)| Step::Remove(t, k)),
        1 => Just(Step::Reopen),
    ];
    prop::collection::vec(step, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn sled_agrees_with_memory(steps in steps(), after in prop::collection::vec(any::<u8>(), 0..3), limit in 0_usize..20) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path());
        let memory = MemoryStore::new();
        for (nth, step) in steps.into_iter().enumerate() {
            let mut batch = Batch::new();
            match step {
                Step::Put(tag, key, value) => {
                    let table = Table { tag, name: "t" };
                    // Every other one through a transaction.
                    if nth % 2 == 0 {
                        match memory.get(table, &key).unwrap() {
                            Some(found) => batch.expect_holds(table, key.clone(), found),
                            None => batch.expect_absent(table, key.clone()),
                        };
                    }
                    batch.put(table, key, value);
                }
                Step::Remove(tag, key) => { batch.remove(Table { tag, name: "t" }, key); }
                Step::Reopen => {
                    drop(store);
                    store = open(folder.path());
                }
            }
            prop_assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
            prop_assert_eq!(memory.commit(&batch).unwrap(), Committed::Applied);
        }
        prop_assert_eq!(total::Total::noted(store.tree()).unwrap(), Some(total::Total::of(store.tree()).unwrap()));
        for tag in [1, 2, 254, 255] {
            let table = Table { tag, name: "t" };
            prop_assert_eq!(store.scan(table, None, usize::MAX).unwrap(), memory.scan(table, None, usize::MAX).unwrap());
            prop_assert_eq!(store.scan(table, Some(&after), limit).unwrap(), memory.scan(table, Some(&after), limit).unwrap());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Where a batch is large, two threads look up what it replaces.
    #[test]
    fn the_total_follows_large_batches(
        batches in prop::collection::vec(prop::collection::vec((any::<u8>(), prop::option::weighted(0.8, any::<u8>())), 50..200), 1..6)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let memory = MemoryStore::new();
        for (nth, writes) in batches.into_iter().enumerate() {
            let mut batch = Batch::new();
            for (key, value) in &writes {
                match value {
                    Some(value) => batch.put(T, [*key], [*value; 40]),
                    None => batch.remove(T, [*key]),
                };
            }
            // Of some rows it is known what they hold: nothing in this stretch, and what was read of these.
            batch.put(CHURNED, [nth as u8, 1], [1]).expect_vacant(CHURNED, [nth as u8], [nth as u8, 255]);
            for (key, _) in writes.iter().step_by(10) {
                match memory.get(T, &[*key]).unwrap() {
                    Some(found) => batch.expect_holds(T, [*key], found),
                    None => batch.expect_absent(T, [*key]),
                };
            }
            prop_assert_eq!(store.commit(&batch).unwrap(), Committed::Applied);
            prop_assert_eq!(memory.commit(&batch).unwrap(), Committed::Applied);
            prop_assert_eq!(total::Total::noted(store.tree()).unwrap(), Some(total::Total::of(store.tree()).unwrap()));
        }
        prop_assert_eq!(store.scan(T, None, usize::MAX).unwrap(), memory.scan(T, None, usize::MAX).unwrap());
    }
}

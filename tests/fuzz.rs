//! The corpora of the fuzz targets, replayed: what once broke a parser, or is a form that it takes, stays in them.

use std::fs;
use std::path::Path;

use klich::fuzzing;

/// A corpus' name and the target that it feeds.
type Target = (&'static str, fn(&[u8]));

/// Every target by the name of its corpus.
const TARGETS: [Target; 16] = [
    ("envelope", fuzzing::envelope),
    ("keyring", fuzzing::keyring),
    ("root_key", fuzzing::root_key),
    ("backup", fuzzing::backup),
    ("button", fuzzing::button),
    ("deep_link", fuzzing::deep_link),
    ("alert_file", fuzzing::alert_file),
    ("sealed", fuzzing::sealed),
    ("control", fuzzing::control),
    ("link", fuzzing::link),
    ("lists", fuzzing::lists),
    ("typed", fuzzing::typed),
    ("update", fuzzing::update),
    ("answer", fuzzing::answer),
    ("store_log", fuzzing::store_log),
    ("store_segments", fuzzing::store_segments),
];

#[test]
fn every_input_of_the_corpora_is_taken_without_a_panic() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (name, target) in TARGETS {
        assert!(fuzz.join("fuzz_targets").join(name).with_extension("rs").exists(), "{name} has no target");
        let inputs = fs::read_dir(fuzz.join("corpus").join(name)).unwrap();
        let inputs: Vec<_> = inputs.map(|input| fs::read(input.unwrap().path()).unwrap()).collect();
        assert!(inputs.len() >= 3, "{name} has a corpus");
        for input in inputs {
            target(&input);
            // And whatever is near it.
            for length in 0..input.len().min(64) {
                target(&input[..length]);
            }
        }
    }
    assert_eq!(fs::read_dir(fuzz.join("fuzz_targets")).unwrap().count(), TARGETS.len(), "every target is replayed");
}

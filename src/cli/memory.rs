//! What the system refused to the memory that keys are in, in plain words.

use crate::config::Problem;
use crate::vault::memory::{Weakness, weaknesses};

/// Gives a warning for each thing that the system refused to this process so far.
pub fn warnings() -> Vec<Problem> {
    weaknesses().into_iter().map(warning).collect()
}

fn warning(weakness: Weakness) -> Problem {
    let (what, next) = match weakness {
        Weakness::Swappable => (
            "the system does not let klich lock its keys into memory: they may be written to swap",
            "allow it 8 MiB: LimitMEMLOCK=8M in the unit, memlock in compose.yaml, `ulimit -l 8192` in a shell; or turn \
             swap off",
        ),
        Weakness::OpenToDebuggers => (
            "the system does not let klich keep other programs of the same user out of its memory",
            "give klich a user of its own, under which nothing else runs",
        ),
        Weakness::Dumped => (
            "the system does not let klich turn core dumps off: after a crash its keys may lie on the disk",
            "turn them off: LimitCORE=0 in the unit, `ulimit -c 0` in a shell",
        ),
    };
    Problem::warning(what, next)
}

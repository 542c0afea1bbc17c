//! A wall clock for the bot that a test can set ahead; the machine's own is left alone.

use std::path::PathBuf;
use std::process::Command;

use super::world::World;

/// The clock of one home's programs.
pub struct Clock {
    file: PathBuf,
}

impl Clock {
    /// Gives every further program of a world this clock; it shows the right time at first.
    #[track_caller]
    pub fn of(world: &World) -> Self {
        let (library, file) = (world.home.path("clock.so"), world.home.path("clock"));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/clock.c");
        let built =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).args([source, "-ldl"]).status();
        assert!(built.is_ok_and(|status| status.success()), "a C compiler is needed, as for the build");
        world.set("LD_PRELOAD", library.to_str().unwrap());
        world.set("KLICH_TEST_CLOCK", file.to_str().unwrap());
        let clock = Self { file };
        clock.set_ahead(0);
        clock
    }

    /// Sets it ahead of the right time, at once, also for programs that run.
    pub fn set_ahead(&self, seconds: i64) {
        let new = self.file.with_extension("new");
        std::fs::write(&new, seconds.to_string()).unwrap();
        std::fs::rename(new, &self.file).unwrap();
    }
}

//! The composition root: build, run, drain, stop.

mod attempts;
mod closing;
mod house;
mod locked;
mod logging;
mod metrics;
mod office;
mod parent;
mod public;
mod reload;
mod retention;
mod rotation;
mod run;
mod setup;
mod wiping;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use rustix::fs::Mode;

use crate::bot::InForce;
use crate::cli::{self, DemoArgs, Failure, Rooms};
use crate::config::{Config, Loaded};
use crate::control::{ControlError, Office};
use crate::vault::{self, RootKey};

/// Does what the arguments say, the program's name first, and gives the exit code.
pub fn dispatch(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    logging::keep_panics_short();
    // The keys and the token are in memory: no core file, and no debugger of the same user.
    vault::memory::protect();
    // Whatever this process makes is its owner's alone, the store's own files included.
    rustix::process::umask(Mode::from_raw_mode(0o077));
    cli::execute(arguments, &House)
}

/// Runs the bot with a configuration that is at hand, as `klich run` does with the one that it has read.
///
/// # Errors
/// Why it did not start, or had to end.
pub fn run(loaded: Loaded) -> Result<(), Failure> {
    let log = logging::start();
    run::run(loaded, log)
}

/// The rooms of this process.
struct House;

impl Rooms for House {
    fn open_office(&self, config: &Config, key: RootKey) -> Result<Arc<dyn Office>, ControlError> {
        let rooms = house::open(config, &key)?;
        Ok(Arc::new(office::OpenOffice::new(InForce::new(rooms), None, None)))
    }

    fn settle_restored(&self, config: &Config, vault: Arc<vault::Vault>) -> Result<Vec<String>, ControlError> {
        house::settle_restored(config, vault)
    }

    fn run(&self, loaded: Loaded) -> Result<(), Failure> {
        run(loaded)
    }

    fn demo(&self, args: &DemoArgs) -> Result<(), Failure> {
        cli::demo::run(args)
    }
}

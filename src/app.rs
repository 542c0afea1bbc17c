//! The composition root: build, run, drain, stop.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::{self, DemoArgs, Failure, Rooms};
use crate::config::{Config, Loaded};
use crate::control::{ControlError, Office};

/// Does what the arguments say, the program's name first, and gives the exit code.
pub fn dispatch(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    cli::execute(arguments, &House)
}

/// The rooms of this process.
struct House;

impl Rooms for House {
    fn open_office(&self, config: &Config) -> Result<Arc<dyn Office>, ControlError> {
        let key = cli::keys::root_key(config)?;
        let (url, _) = cli::keys::store_of(config)?;
        let _vault = crate::vault::open_at(&url, &key).map_err(|error| cli::keys::trouble(&error, config))?;
        Err(ControlError::failed("the office is not built in", "start the bot"))
    }

    fn run(&self, _loaded: Loaded) -> Result<(), Failure> {
        Err(ControlError::failed("the bot is not built in", "wait for it").into())
    }

    fn demo(&self, args: &DemoArgs) -> Result<(), Failure> {
        cli::demo::run(args)
    }
}

//! `klich demo`: the whole campaign at once, without a token or a network.
//!
//! A `stage` is raised: a sandbox in this process, the real bot as a child with a temporary home, and a crowd. Then either the `page`
//! is served until Ctrl-C, or the `script` plays the story in the terminal and checks every step.

mod alerts;
mod child;
mod crash;
mod home;
mod page;
mod script;
mod stage;
mod voice;

use std::io;
use std::time::Duration;

use clap::Args;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::Failure;
use crate::control::ControlError;
use crate::sandbox::PeopleError;

/// More made-up people than this take too long to greet.
const MOST: u32 = 20_000;

/// What the demo is asked.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DemoArgs {
    /// The port of the page with the phones, on loopback; 0 for any
    #[arg(long, default_value_t = 8080, value_name = "PORT")]
    pub port: u16,
    /// Simulated supporters who answer the call
    #[arg(long, default_value_t = 200, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(10..=i64::from(MOST)))]
    pub supporters: u32,
    /// Play the story in the terminal, check each step, and exit
    #[arg(long)]
    pub script: bool,
    /// Whether a machine reads what is said.
    #[arg(skip)]
    pub json: bool,
}

/// Why the demo ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Something listens there already.
    #[error("port {0} on this machine is in use")]
    PortTaken(u16),
    /// The port can't be had for another reason.
    #[error("port {port} can't be had: {source}")]
    Port {
        /// Which.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// The temporary home can't be made or written.
    #[error("the temporary home can't be written: {0}")]
    Home(#[source] io::Error),
    /// A child did not do what it should.
    #[error(transparent)]
    Child(#[from] child::ChildError),
    /// The made-up people could not do something.
    #[error("the made-up people: {0}")]
    People(#[from] PeopleError),
    /// Something took too long.
    #[error("{0} took too long")]
    Slow(&'static str),
    /// Something that was there is gone.
    #[error("{0} is gone")]
    Lost(&'static str),
    /// The system gives no runtime or no signals.
    #[error("the system: {0}")]
    System(#[source] io::Error),
    /// It was told to stop.
    #[error("stopped before the end")]
    Stopped,
    /// Checks of the script failed; each was told.
    #[error("{0} of the checks failed")]
    Checks(usize),
}

impl From<DemoError> for Failure {
    fn from(error: DemoError) -> Self {
        let what = error.to_string();
        match error {
            DemoError::PortTaken(port) => {
                let other = port.checked_add(1).unwrap_or(8080);
                ControlError::configuration(
                    what,
                    format!("choose another one: `klich demo --port {other}`, or 0 for any"),
                )
            }
            DemoError::Port { .. } => ControlError::configuration(what, "choose a port above 1023, or 0 for any"),
            DemoError::Home(_) => {
                ControlError::failed(what, "make room in the system's temporary folder, or set TMPDIR to another one")
            }
            DemoError::Checks(_) => ControlError::failed(what, "the lines marked ✗ say which; please report them"),
            DemoError::Stopped => ControlError::failed(what, "start it again"),
            _ => ControlError::failed(what, "start it again; if it comes back, report it with the lines above"),
        }
        .into()
    }
}

/// Runs the demo to its end.
///
/// # Errors
/// What kept it from running, or which checks of the script failed.
pub fn run(args: &DemoArgs) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(DemoError::System)?;
    // On this thread, which holds standard output.
    let done = runtime.block_on(async {
        let mut stop = Stop::listen()?;
        if args.script {
            tokio::select! { done = script::play(args) => done, () = stop.told() => Err(DemoError::Stopped) }
        } else {
            page::serve(args, stop).await
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(2));
    Ok(done?)
}

/// Whatever tells a program in a terminal to end.
pub(crate) struct Stop([Signal; 3]);

impl Stop {
    fn listen() -> Result<Self, DemoError> {
        let on = |kind| signal(kind).map_err(DemoError::System);
        Ok(Self([on(SignalKind::interrupt())?, on(SignalKind::terminate())?, on(SignalKind::hangup())?]))
    }

    async fn told(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {}, _ = hangup.recv() => {} }
    }
}

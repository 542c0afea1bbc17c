//! The command line: a file a command.
//!
//! A command forms a request. Where a bot runs, its control socket answers; where none does, [`Rooms`] open the store
//! and answer in this process. Exit codes: 0 done, 1 failed, 2 usage, 75 try again later, 78 configuration.

pub mod address_lists;
mod alert;
mod aside;
mod audit;
mod backup;
pub mod check;
mod circles;
pub mod demo;
mod desk;
mod failure;
mod files;
mod import;
mod init;
pub mod key_lists;
mod key_passphrase;
pub mod key_pin;
pub mod keys;
pub mod memory;
mod organiser_keys;
mod organisers;
mod output;
pub mod passphrase;
mod pledges;
mod reach;
mod reload;
mod restore;
mod rotate;
mod run;
mod sandbox;
mod stats;
mod status;
mod terminal;
mod unlock;
mod webapp;
mod wipe;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

pub use self::demo::DemoArgs;
pub use self::failure::Failure;
use self::output::Output;
use crate::config::{Config, Loaded};
use crate::control::{ControlError, Office};
use crate::vault::{Home, RootKey, Vault};

/// What the rooms behind the command line do for it.
pub trait Rooms {
    /// Opens the store of a bot that does not run, and answers requests as the bot would.
    ///
    /// # Errors
    /// As [`keys::trouble`] tells them: [`crate::control::Code::Again`] where another process has the store.
    fn open_office(&self, config: &Config, key: RootKey) -> Result<Arc<dyn Office>, ControlError>;

    /// Settles a store that was restored and lies beside its place: what was going out stands still. Gives the alerts' ids.
    ///
    /// # Errors
    /// As [`Rooms::open_office`].
    fn settle_restored(&self, config: &Config, vault: Arc<Vault>) -> Result<Vec<String>, ControlError>;

    /// Runs the bot until it is told to stop.
    ///
    /// # Errors
    /// Why it did not start, or had to end.
    fn run(&self, loaded: Loaded) -> Result<(), Failure>;

    /// Runs the demo.
    ///
    /// # Errors
    /// Why it did not start, or what its script found wrong.
    fn demo(&self, args: &DemoArgs) -> Result<(), Failure>;
}

/// klich calls supporters to days of action and keeps who they are encrypted.
#[derive(Debug, Parser)]
#[command(name = "klich", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 done, 1 failed, 2 usage, 75 try again later, 78 configuration.")]
struct Cli {
    /// The configuration; relative paths in it start at its folder
    #[arg(long, global = true, value_name = "FILE", default_value = "klich.toml")]
    config: PathBuf,
    /// Print JSON, for machines
    #[arg(long, global = true)]
    json: bool,
    /// The passphrase of the vault, or `-` for standard input, for commands that open it. Else most ask on the terminal;
    /// `check` and `status` do without
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show everything at once: no token, no network
    Demo(DemoArgs),
    /// Make klich.toml, keys and a campaign to edit; overwrites nothing
    Init(init::InitArgs),
    /// Find every problem of configuration, campaign, keys and permissions at once
    Check(check::CheckArgs),
    /// Run the bot
    Run,
    /// Let the bot that runs take klich.toml and campaigns in anew
    Reload,
    /// Give a locked bot its passphrase
    Unlock,
    /// Show whether the bot runs, and how it is
    Status,
    /// Show how many subscribers, pledges and alerts there are
    Stats,
    /// Watch and steer everything on a full screen
    Desk,
    /// Write, send and steer alerts
    #[command(subcommand)]
    Alert(alert::AlertCommand),
    /// Count pledges; open and answer what is sealed
    #[command(subcommand)]
    Pledges(pledges::PledgesCommand),
    /// Bring in pledges that were collected elsewhere, sealed on the way; a test run unless --write is given
    Import(import::ImportArgs),
    /// See, retry or drop updates that could not be handled
    #[command(subcommand)]
    Aside(aside::AsideCommand),
    /// See what organisers and operators did
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Organisers at the desk: roles and suspended accounts, by number
    #[command(subcommand)]
    Organisers(organisers::OrganisersCommand),
    /// Circles: how many people are in each, and invitations
    #[command(subcommand)]
    Circles(circles::CirclesCommand),
    /// Renew the store's keys; make keys of organisers and signers, and show the campaign's
    #[command(subcommand)]
    Keys(organiser_keys::KeysCommand),
    /// Write the Mini App for a separate host
    #[command(subcommand)]
    Webapp(webapp::WebappCommand),
    /// Copy everything to a sealed file, while the bot runs
    Backup(backup::BackupArgs),
    /// Bring a backup back to where there is no store
    Restore(restore::RestoreArgs),
    /// Destroy the keys, then everything that is kept; there is no way back
    Wipe(wipe::WipeArgs),
    /// Run a Bot API of our own, for rehearsals and benches
    Sandbox(sandbox::SandboxArgs),
}

/// What every command has at hand.
struct Context<'a> {
    config: PathBuf,
    rooms: &'a dyn Rooms,
    output: Output,
    passphrase: passphrase::Source,
}

impl Context<'_> {
    fn load(&self) -> Result<Loaded, Failure> {
        Ok(Config::load(&self.config)?)
    }

    /// Finds the store's place, and so the bot that runs: no other mistake in the configuration may keep anybody from it.
    fn home(&self) -> Result<Home, Failure> {
        Ok(self.whereabouts(&["store.url"])?.1)
    }

    /// Reads the configuration, of which only `needed` must be sound, and finds the store's place.
    fn whereabouts(&self, needed: &[&str]) -> Result<(Config, Home), Failure> {
        let mut reading = Config::read(&self.config, std::env::vars_os());
        let is_sound = needed.iter().all(|key| reading.is_sound(key));
        let config = match reading.config.take_if(|_| is_sound) {
            Some(config) => config,
            None => reading.into_loaded()?.config,
        };
        let (_, home) = keys::store_of(&config)?;
        Ok((config, home))
    }
}

/// Reads the arguments, the program's name first, does what they say, tells what went wrong, and gives the exit code.
pub fn execute(arguments: impl IntoIterator<Item = OsString>, rooms: &dyn Rooms) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return misuse(&error, arguments.iter().any(|argument| argument == "--json")),
    };
    let mut context = Context {
        config: cli.config,
        rooms,
        output: Output::new(cli.json),
        passphrase: passphrase::Source::of(cli.passphrase_file),
    };
    if context.passphrase.is_named()
        && let Some(refused) = takes_no_passphrase(&cli.command)
    {
        return Failure::from(refused).tell(&mut context.output);
    }
    let done = match cli.command {
        Command::Demo(args) => rooms.demo(&DemoArgs { json: context.output.is_json(), ..args }),
        Command::Init(args) => init::run(&args, &mut context),
        Command::Check(args) => check::run(&args, &mut context),
        Command::Run => run::run(&context),
        Command::Reload => reload::run(&mut context),
        Command::Unlock => unlock::run(&mut context),
        Command::Status => status::run(&mut context),
        Command::Stats => stats::run(&mut context),
        Command::Desk => desk::run(&mut context),
        Command::Alert(command) => alert::run(&command, &mut context),
        Command::Pledges(command) => pledges::run(&command, &mut context),
        Command::Import(args) => import::run(&args, &mut context),
        Command::Aside(command) => aside::run(&command, &mut context),
        Command::Audit(command) => audit::run(&command, &mut context),
        Command::Organisers(command) => organisers::run(command, &mut context),
        Command::Circles(command) => circles::run(&command, &mut context),
        Command::Keys(command) => organiser_keys::run(&command, &mut context),
        Command::Webapp(command) => webapp::run(&command, &mut context),
        Command::Backup(args) => backup::run(&args, &mut context),
        Command::Restore(args) => restore::run(&args, &mut context),
        Command::Wipe(args) => wipe::run(&args, &mut context),
        Command::Sandbox(args) => sandbox::run(&args, &mut context),
    };
    match done.and_then(|()| context.output.flush().map_err(Failure::from)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(&mut context.output),
    }
}

/// Refuses a passphrase that would be left unused.
fn takes_no_passphrase(command: &Command) -> Option<ControlError> {
    let next = match command {
        Command::Run => "start it without one: it waits, locked, for `klich unlock --passphrase-file FILE`",
        Command::Demo(_) | Command::Sandbox(_) | Command::Wipe(_) | Command::Reload => {
            "leave it out: nothing here is locked"
        }
        _ => return None,
    };
    Some(ControlError::usage("this command takes no passphrase", next))
}

/// Tells what is wrong with the arguments, or prints the help that they ask for.
fn misuse(error: &clap::Error, json: bool) -> ExitCode {
    if error.exit_code() == 0 || error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // A closed pipe is no failure of ours.
        let _ = error.print();
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    }
    let text = error.render().to_string();
    let (what, more) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
    let what = what.strip_prefix("error: ").unwrap_or(what).split_whitespace().collect::<Vec<_>>().join(" ");
    let tip = more.lines().find_map(|line| line.trim().strip_prefix("tip: "));
    let usage = more.lines().find_map(|line| line.strip_prefix("Usage: "));
    let next = match (tip, usage) {
        (Some(tip), _) => tip.to_owned(),
        (None, Some(usage)) => format!("write `{usage}`; `--help` explains it"),
        (None, None) => "see `klich --help`".to_owned(),
    };
    Failure::from(ControlError::usage(what, next)).tell(&mut Output::new(json))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }
}

//! The real programs, as children: the bot that runs, and the command line that steers it.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use std::{env, io};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

/// Tells the bot that its standard input is held by who started it.
const PARENT: &str = "KLICH_PARENT";
/// How long a start may take.
const START: Duration = Duration::from_secs(30);
/// How long a stopped bot may drain.
const DRAIN: Duration = Duration::from_secs(12);
/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a child did not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum ChildError {
    /// The program can't be started.
    #[error("klich can't start itself as a child; is the program still where it was?")]
    Start(#[source] io::Error),
    /// A command failed.
    #[error("`klich {command}` failed (exit code {code}): {said}")]
    Failed {
        /// Its first words.
        command: String,
        /// Exit code, -1 for a signal.
        code: i32,
        /// The end of its standard error.
        said: String,
    },
    /// A command or the bot took too long.
    #[error("`klich {0}` took too long")]
    Slow(String),
    /// A command's answer is not JSON.
    #[error("`klich {command} --json` gave no JSON")]
    NoJson {
        /// Its first words.
        command: String,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// The bot ended by itself.
    #[error("the bot ended by itself (exit code {code}); its last lines:\n{said}")]
    Died {
        /// Exit code, -1 for a signal.
        code: i32,
        /// The end of its standard error.
        said: String,
    },
    /// The file for the bot's standard error can't be had.
    #[error("the bot's log in the temporary home can't be written")]
    Log(#[source] io::Error),
}

/// How children are started: which home, and which Bot API.
#[derive(Clone)]
pub struct Launcher {
    program: PathBuf,
    home: PathBuf,
    environment: Vec<(&'static str, String)>,
}

impl Launcher {
    /// Starts children of this same program in `home`, with these settings on top of its `klich.toml`.
    ///
    /// # Errors
    /// Where the program does not know its own path.
    pub fn new(home: &Path, environment: Vec<(&'static str, String)>) -> Result<Self, ChildError> {
        let program = env::current_exe().map_err(ChildError::Start)?;
        Ok(Self { program, home: home.to_owned(), environment })
    }

    /// Runs a command to its end and gives its standard output.
    ///
    /// # Errors
    /// [`ChildError::Failed`] where it exits with anything but 0.
    pub async fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Result<String, ChildError> {
        let named = name(arguments);
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = timeout(PATIENCE, command.output()).await.map_err(|_| ChildError::Slow(named.clone()))?;
        let output = output.map_err(ChildError::Start)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = last_lines(&String::from_utf8_lossy(&output.stderr), 6);
        Err(ChildError::Failed { command: named, code: code(output.status), said })
    }

    /// Runs a command with `--json` and reads its answer.
    ///
    /// # Errors
    /// As [`Launcher::run`], and [`ChildError::NoJson`].
    pub async fn json<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Result<Value, ChildError> {
        let mut all: Vec<&OsStr> = arguments.iter().map(AsRef::as_ref).collect();
        all.push(OsStr::new("--json"));
        let answer = self.run(&all).await?;
        serde_json::from_str(&answer).map_err(|source| ChildError::NoJson { command: name(arguments), source })
    }

    /// Starts the bot; does not wait until it is ready.
    ///
    /// # Errors
    /// Where it can't be started.
    pub fn start_bot(&self) -> Result<Bot, ChildError> {
        let log = self.home.join("bot.log");
        let open = OpenOptions::new().create(true).append(true).mode(0o600).open(&log);
        let stderr = open.map_err(ChildError::Log)?;
        let mut command = self.command(&["run"]);
        // The pipe closes however the demo ends, and the bot ends with it.
        command.env(PARENT, "demo").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(stderr);
        // Of its own group: Ctrl-C is for the demo, which then stops the bot in order.
        let child = command.kill_on_drop(true).process_group(0).spawn().map_err(ChildError::Start)?;
        Ok(Bot { child, log, launcher: self.clone() })
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("KLICH_")) {
            command.env_remove(name);
        }
        command.current_dir(&self.home).envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.arg("--config").arg(self.home.join("klich.toml")).args(arguments);
        command
    }
}

/// The running bot.
pub struct Bot {
    child: Child,
    log: PathBuf,
    launcher: Launcher,
}

impl Bot {
    /// Waits until the bot answers on its control socket.
    ///
    /// # Errors
    /// [`ChildError::Died`] where it ends before, [`ChildError::Slow`] where it takes too long.
    pub async fn ready(&mut self) -> Result<(), ChildError> {
        let end = Instant::now() + START;
        while Instant::now() < end {
            self.alive()?;
            // The socket first: connecting costs nothing, a command does.
            let socket = self.launcher.home.join("data/control.sock");
            if tokio::net::UnixStream::connect(&socket).await.is_ok() && self.launcher.json(&["status"]).await.is_ok() {
                return Ok(());
            }
            sleep(Duration::from_millis(20)).await;
        }
        Err(ChildError::Slow("run".to_owned()))
    }

    /// Fails where the bot has ended.
    ///
    /// # Errors
    /// [`ChildError::Died`] with its last lines.
    pub fn alive(&mut self) -> Result<(), ChildError> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(self.died(status)),
            Err(e) => Err(ChildError::Start(e)),
        }
    }

    /// Kills it as a power cut would: no drain, no farewell.
    ///
    /// # Errors
    /// Where the system refuses.
    pub async fn kill(mut self) -> Result<(), ChildError> {
        self.child.kill().await.map_err(ChildError::Start)
    }

    /// Asks it to end (SIGTERM) and waits; gives its exit code. A bot that does not drain in time is killed.
    ///
    /// # Errors
    /// [`ChildError::Slow`] where it had to be killed.
    pub async fn stop(mut self) -> Result<i32, ChildError> {
        if let Some(id) = self.child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw) {
            // It may have ended meanwhile: then there is nothing to signal.
            let _ = kill_process(id, Signal::TERM);
        }
        match timeout(DRAIN, self.child.wait()).await {
            Ok(status) => Ok(code(status.map_err(ChildError::Start)?)),
            Err(_) => {
                self.child.kill().await.map_err(ChildError::Start)?;
                Err(ChildError::Slow("run (to end)".to_owned()))
            }
        }
    }

    /// Gives the end of its log.
    pub fn last_words(&self) -> String {
        last_lines(&fs::read_to_string(&self.log).unwrap_or_default(), 12)
    }

    fn died(&self, status: ExitStatus) -> ChildError {
        ChildError::Died { code: code(status), said: self.last_words() }
    }
}

fn code(status: ExitStatus) -> i32 {
    status.code().unwrap_or(-1)
}

fn name<S: AsRef<OsStr>>(arguments: &[S]) -> String {
    arguments.iter().take(2).map(|word| word.as_ref().to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines.iter().skip(lines.len().saturating_sub(count)).copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept() {
        assert_eq!(last_lines("a\nb\nc\n", 2), "b\nc");
        assert_eq!(last_lines("", 2), "");
        assert_eq!(name(&["alert", "send", "x.toml"]), "alert send");
    }
}

//! A temporary home, the real binary in it, and what it answers.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use klich::control::{Client, Request};
use klich::sandbox::Sandbox;
use serde_json::Value;

use super::world::{ORGANISER, until};

/// A token of the right form that opens nothing.
pub const TOKEN: &str = "1000001:SANDBOX-TOKEN-NOT-A-SECRET-0000000";

/// A folder of its own for one test, gone afterwards.
pub struct Home {
    folder: tempfile::TempDir,
    variables: RefCell<Vec<(String, String)>>,
}

impl Home {
    /// Makes an empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), variables: RefCell::default() }
    }

    /// Makes a home by `klich init`, with a token and a free port: `klich check` finds no error in it.
    pub fn new() -> Self {
        let home = Self::empty();
        home.run(["init", "."]).succeeds();
        home.write("secrets/bot-token", TOKEN);
        home.chmod("secrets/bot-token", 0o600);
        let port = free_port();
        home.variable("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"))
    }

    /// Sets a variable for every run in this home.
    pub fn variable(self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// Sets a variable for every further run in this home.
    pub fn set(&self, name: &str, value: impl Into<String>) {
        let mut variables = self.variables.borrow_mut();
        variables.retain(|(known, _)| known != name);
        variables.push((name.to_owned(), value.into()));
    }

    /// Takes a variable away for every further run in this home.
    pub fn unset(&self, name: &str) {
        self.variables.borrow_mut().retain(|(known, _)| known != name);
    }

    /// Lets the bot of this home talk to a sandbox, at a pace that does not hold tests up, without a web server.
    pub fn at(self, sandbox: &Sandbox) -> Self {
        self.write("secrets/bot-token", sandbox.token());
        self.variable("KLICH_TELEGRAM__API_URL", sandbox.url())
            .variable("KLICH_TELEGRAM__PAID_BROADCAST", "true")
            .variable("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "1000")
            .variable("KLICH_ORGANISERS__IDS", format!("[{ORGANISER}]"))
            .variable("KLICH_WEB__LISTEN", "")
            // In November they would come between everything that a test waits for.
            .variable("KLICH_ORGANISERS__REMINDERS", "false")
    }

    /// Starts the bot and waits until it answers at its socket.
    #[track_caller]
    pub fn start_bot(&self) -> Process {
        let mut bot = self.spawn(["run"]);
        let socket = self.path("data/control.sock");
        until("the bot answers", || {
            if let Some(code) = bot.ended() {
                panic!("the bot ended with {code:?}: {}", bot.stderr());
            }
            let asked = Client::connect(&socket).map(|client| client.map(|client| client.ask(&Request::Status {})));
            matches!(asked, Ok(Some(Ok(_))))
        });
        bot
    }

    /// Starts klich here, with its output in files that [`Process::stderr`] and [`Process::stdout`] read.
    pub fn spawn<I, S>(&self, arguments: I) -> Process
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let [out, log] = [(); 2].map(|()| tempfile::NamedTempFile::new().unwrap());
        let mut command = self.command();
        command.args(arguments).stdout(out.reopen().unwrap()).stderr(log.reopen().unwrap());
        Process { child: command.spawn().unwrap(), out, log, store: self.path("data") }
    }

    /// Gives the path of a file in this home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Replaces text in klich.toml that must be there.
    pub fn edit(&self, from: &str, to: &str) {
        let text = self.read("klich.toml");
        assert!(text.contains(from), "klich.toml does not hold {from}");
        self.write("klich.toml", &text.replace(from, to));
    }

    /// Sets a file's mode.
    pub fn chmod(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Gives a file's mode.
    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.path(name)).unwrap().permissions().mode() & 0o777
    }

    /// Lists every file and folder with its bytes, to see whether something was changed.
    pub fn contents(&self) -> Vec<(PathBuf, Option<Vec<u8>>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                    found.push((path, None));
                } else {
                    found.push((path.clone(), fs::read(path).ok()));
                }
            }
        }
        found.sort();
        found
    }

    /// Runs klich here to its end.
    pub fn run<I, S>(&self, arguments: I) -> Run
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut command = self.command();
        command.args(arguments);
        let output = command.output().unwrap();
        Run {
            said: format!("{command:?}"),
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts klich here and lets it run.
    pub fn start<I, S>(&self, arguments: I) -> Running
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut command = self.command();
        let errors = tempfile::tempfile().unwrap();
        command.args(arguments).stdout(Stdio::piped()).stderr(errors.try_clone().unwrap());
        Running { child: command.spawn().unwrap(), errors }
    }

    /// Makes a command that runs klich here, with nothing of this process's environment but the path.
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klich"));
        command.current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.envs(self.variables.borrow().iter().map(|(name, value)| (name, value)));
        command
    }
}

/// A run that has ended.
pub struct Run {
    said: String,
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Takes a run whose standard error was kept aside.
    pub fn of(code: i32, err: String) -> Self {
        Self { said: "klich".to_owned(), code: Some(code), out: String::new(), err }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\nstdout: {}\nstderr: {}", self.said, self.out, self.err);
        self
    }

    /// Asserts exit code 0.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.exits(0)
    }

    /// Asserts what standard output holds.
    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        assert!(self.out.contains(text), "{}\nno {text:?} in stdout: {}\nstderr: {}", self.said, self.out, self.err);
        self
    }

    /// Asserts that standard error holds `klich: …WHAT…` and then `next: …NEXT…`.
    #[track_caller]
    pub fn complains(self, what: &str, next: &str) -> Self {
        let lines: Vec<_> = self.err.lines().collect();
        let told = lines.windows(2).any(|pair| {
            pair[0].starts_with("klich: ")
                && pair[0].contains(what)
                && pair[1].starts_with("next: ")
                && pair[1].contains(next)
        });
        assert!(told, "{}\nno complaint {what:?}, {next:?} in stderr: {}", self.said, self.err);
        self
    }

    /// Asserts that nothing stands on standard error.
    #[track_caller]
    pub fn quietly(self) -> Self {
        assert_eq!(self.err, "", "{}", self.said);
        self
    }

    /// Gives the one line of JSON on standard output.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {}", self.out))
    }
}

/// A run that goes on; killed at the end of the test.
pub struct Running {
    child: Child,
    errors: File,
}

impl Running {
    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Reads the first line of standard output.
    pub fn first_line(&mut self) -> String {
        let out = self.child.stdout.as_mut().unwrap();
        let mut line = Vec::new();
        let mut byte = [0];
        while out.read(&mut byte).unwrap() == 1 && byte[0] != b'\n' {
            line.push(byte[0]);
        }
        String::from_utf8(line).unwrap()
    }

    /// Asserts that it has not ended.
    #[track_caller]
    pub fn still_runs(&mut self) {
        if let Some(status) = self.child.try_wait().unwrap() {
            panic!("it has ended with {status}: {}", self.errors());
        }
    }

    /// Gives what it has written to standard error so far.
    pub fn errors(&mut self) -> String {
        let mut text = String::new();
        self.errors.seek(SeekFrom::Start(0)).unwrap();
        self.errors.read_to_string(&mut text).unwrap();
        text
    }

    /// Asks it to end, by SIGINT, and gives its exit code.
    pub fn interrupt(mut self) -> Option<i32> {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A klich that runs beside the test; killed at its end.
pub struct Process {
    child: Child,
    out: tempfile::NamedTempFile,
    log: tempfile::NamedTempFile,
    /// Where its store is, if the test has not moved it.
    store: PathBuf,
}

impl Process {
    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has said on standard error so far.
    pub fn stderr(&self) -> String {
        fs::read_to_string(self.log.path()).unwrap()
    }

    /// What it has said on standard output so far.
    pub fn stdout(&self) -> String {
        fs::read_to_string(self.out.path()).unwrap()
    }

    /// Its exit code, once it has ended; -1 for one that was killed.
    pub fn ended(&mut self) -> Option<i32> {
        self.child.try_wait().unwrap().map(|status| status.code().unwrap_or(-1))
    }

    /// Waits until it ends, and gives its exit code.
    #[track_caller]
    pub fn ends(&mut self) -> i32 {
        until("klich ends", || self.ended().is_some());
        self.ended().unwrap()
    }

    /// Kills it as a power cut would: nothing of it is asked.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Kills it, and gives what it had said on standard error and output.
    pub fn kill_and_read(mut self) -> (String, String) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        (self.stderr(), self.stdout())
    }

    /// Lets it crash as a program does that aborts, and gives how it ended.
    pub fn crashes(mut self) -> ExitStatus {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::ABORT).unwrap();
        self.child.wait().unwrap()
    }

    /// Asks it to stop, by SIGTERM.
    pub fn ask_to_stop(&self) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    }

    /// Asks it to stop, by SIGTERM, and gives its exit code.
    #[track_caller]
    pub fn terminate(&mut self) -> i32 {
        self.ask_to_stop();
        self.ends()
    }

    /// Asks it to stop, and asserts that it does so in order: nobody holds the store any more, and it is closed.
    #[track_caller]
    pub fn stops(mut self) {
        let was_open = self.stderr().contains("klich is running");
        let code = self.terminate();
        assert_eq!(code, 0, "{}", self.stderr());
        let store = |name: &str| self.store.join(name).exists();
        assert!(!was_open || store("closed") || !store("db"), "the store was not closed: {}", self.stderr());
    }

    /// Asserts that standard error holds `klich: …WHAT…` and then `next: …NEXT…`.
    #[track_caller]
    pub fn complains(&self, what: &str, next: &str) {
        complaint(&self.stderr(), what, next);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the bot said:\n{}", self.stderr());
        }
    }
}

#[track_caller]
fn complaint(stderr: &str, what: &str, next: &str) {
    let lines: Vec<_> = stderr.lines().collect();
    let told = lines.windows(2).any(|pair| {
        pair[0].starts_with("klich: ")
            && pair[0].contains(what)
            && pair[1].starts_with("next: ")
            && pair[1].contains(next)
    });
    assert!(told, "no complaint {what:?}, {next:?} in stderr: {stderr}");
}

/// Gives a port that nothing listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Tells whether a path is there, even as a dangling link.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

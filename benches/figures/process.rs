//! Processes that are measured: what this program does where it was started as one of them, and what the system says of them.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{bare, engine, home, vault};

/// What this program is called with, to be one of those that are measured.
const FILL: &str = "--fill-home";
const BARE: &str = "--bare-teloxide";
const ENGINE: &str = "--engine";
const UNLIMITED: &str = "--bot-without-limit";
const VAULT: &str = "--vault";

/// Does what this process was started for, where it was started by this program itself.
pub fn is_a_child() -> bool {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |text: &String| text.parse().unwrap();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [FILL, folder, _] => home::fill(Path::new(folder), number(&arguments[2])),
        [BARE, url, token, _] => bare::run(url, token, number(&arguments[3])),
        [ENGINE, url, token, folder] => engine::run(url, token, Path::new(folder)),
        [UNLIMITED] => engine::run_bot(),
        [VAULT, what, folder] => vault::run(what, Path::new(folder)),
        _ => return false,
    }
    true
}

/// Prepares to start this program as another one, with nothing of this process's environment.
fn myself(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments).env_clear().env("KLICH_LOG", "error");
    command
}

/// Fills a home from a process of its own, and kills that, so the store was never closed.
pub fn fill(folder: &Path, count: u32) {
    let mut filler =
        myself(&[FILL, folder.to_str().unwrap(), &count.to_string()]).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(filler.stdout.take().unwrap()).read_line(&mut said).unwrap();
    filler.kill().unwrap();
    filler.wait().unwrap();
    assert_eq!(said, "filled\n");
}

/// Prepares the bot in the folder that it will be started in, without any limit of its own.
pub fn bot_without_limit() -> Command {
    myself(&[UNLIMITED])
}

/// A process that does its work whenever it is told to.
pub struct Sender {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Sender {
    /// Starts teloxide with nothing around it.
    pub fn bare(url: &str, token: &str, count: u32) -> Self {
        Self::start(myself(&[BARE, url, token, &count.to_string()]))
    }

    /// Starts klich's engine, courier and vault over a home.
    pub fn engine(url: &str, token: &str, folder: &Path) -> Self {
        Self::start(myself(&[ENGINE, url, token, folder.to_str().unwrap()]))
    }

    /// Starts a store, sealed or plain, in a folder.
    pub fn vault(what: &str, folder: &Path) -> Self {
        Self::start(myself(&[VAULT, what, folder.to_str().unwrap()]))
    }

    /// Starts any program that says `ready`, and `done` for each `go`.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (asks, answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut sender = Self { child, asks, answers };
        sender.hears("ready");
        sender
    }

    /// Lets it do its work; gives how long that took and how much processor time.
    pub fn round(&mut self) -> (Duration, Duration) {
        let used = processor_time(self.child.id());
        let began = Instant::now();
        self.asks.write_all(b"go\n").unwrap();
        self.hears("done");
        (began.elapsed(), processor_time(self.child.id()) - used)
    }

    /// Lets it make anew what its next work is done on; see [`obey_anew`].
    pub fn make_anew(&mut self) {
        self.asks.write_all(b"anew\n").unwrap();
        self.hears("ready");
    }

    fn hears(&mut self, word: &str) {
        let mut said = String::new();
        self.answers.read_line(&mut said).unwrap();
        assert_eq!(said.trim(), word);
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other end of a [`Sender`]: says that it is ready, and lets `work` run as often as it is told to.
pub fn obey(mut work: impl FnMut()) {
    println!("ready");
    for line in std::io::stdin().lines() {
        assert_eq!(line.unwrap(), "go");
        work();
        println!("done");
    }
}

/// As [`obey`], where the work is done on something that is made and let go of between the rounds.
pub fn obey_anew<T>(mut make: impl FnMut() -> T, work: impl Fn(&T)) {
    let mut made = None;
    println!("ready");
    for line in std::io::stdin().lines() {
        match line.unwrap().as_str() {
            "anew" => {
                drop(made.take());
                made = Some(make());
                println!("ready");
            }
            "go" => {
                work(made.as_ref().unwrap());
                println!("done");
            }
            other => panic!("{other} is nothing to do"),
        }
    }
}

/// Reads the processor time of a process, of all its threads.
pub fn processor_time(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // What follows the name; Linux tells user and system time in hundredths of a second on every machine.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

/// Reads a line of `/proc/PID/status`, in bytes.
pub fn memory(process: u32, name: &str) -> u64 {
    memory_if_running(process, name).unwrap()
}

/// The same of a process that may have ended.
pub fn memory_if_running(process: u32, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10)
}

//! A home with many subscribers, the real binary in it, and what the system says of its process.
#![allow(dead_code)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use klich::audience::Audience;
use klich::campaign::Day;
use klich::sandbox::{Options, Sandbox, UserId as PersonId};
use klich::store::StoreUrl;
use klich::telegram::UserId;
use klich::text::Language;
use klich::vault::{self, RootKey, Vault};
use rustix::process::{Pid, Signal, kill_process};
use tokio::runtime::Runtime;

/// The first subscriber's number; the others follow.
const FIRST: i64 = 1_000_000;

/// Subscribers a write.
const AT_ONCE: u32 = 250;

/// What is waited for at most. Whatever takes longer is broken, not slow.
const PATIENCE: Duration = Duration::from_secs(300);

/// The language that no subscriber has.
pub const UNSPOKEN: Language = Language::Turkish;

/// What this program is called with to fill a home, as a process of its own that can be killed.
const FILL: &str = "--fill-home";

/// Does what this process was started for, where that is to fill a home; call it first in `main`.
pub fn fill_if_asked() {
    let mut arguments = std::env::args().skip_while(|argument| argument != FILL).skip(1);
    if let (Some(folder), Some(count)) = (arguments.next(), arguments.next()) {
        let _vault = subscribe(Path::new(&folder), count.parse().unwrap());
        println!("filled");
        loop {
            std::thread::park();
        }
    }
}

/// Writes so many subscribers, in all languages but [`UNSPOKEN`], through the audience.
fn subscribe(home: &Path, count: u32) -> Arc<Vault> {
    let root = RootKey::load(&home.join("secrets/vault.key")).unwrap();
    let vault = vault::open_at(&StoreUrl::Sled(home.join("data")), &root).unwrap();
    let audience = Audience::new(vault.clone());
    let mut languages = Language::ALL.into_iter().filter(|language| *language != UNSPOKEN).cycle();
    for first in (0..count).step_by(AT_ONCE as usize) {
        let numbers = first..count.min(first + AT_ONCE);
        let people: Vec<_> = numbers.map(|n| UserId(FIRST + i64::from(n))).zip(languages.by_ref()).collect();
        audience.subscribe_many(&people, Day(20_000)).unwrap();
    }
    vault.sync_blocking().unwrap();
    assert_eq!(audience.counts().unwrap().total(), u64::from(count));
    vault
}

/// A folder that `klich init` has filled, beside the build and so on a disk; gone at the end.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// Makes a home with so many subscribers. Who wrote them was killed, so the store was never closed.
    pub fn with_subscribers(count: u32) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let home = Self { folder };
        assert!(home.command(&["init", "."]).stdout(Stdio::null()).status().unwrap().success());
        let mut filler = Command::new(std::env::current_exe().unwrap())
            .arg(FILL)
            .arg(home.folder.path())
            .arg(count.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(filler.stdout.take().unwrap()).read_line(&mut said).unwrap();
        filler.kill().unwrap();
        filler.wait().unwrap();
        assert_eq!(said, "filled\n");
        home
    }

    /// Gives the path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gives the bytes that its store takes on the disk.
    pub fn store_size(&self) -> u64 {
        fs::read_dir(self.path("data")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
    }

    /// Sends an alert file here through the running bot, and gives the alert's id.
    pub fn send(&self, alert: &str) -> String {
        fs::write(self.path("alert.toml"), alert).unwrap();
        let sent = self.command(&["--json", "alert", "send", "alert.toml"]).output().unwrap();
        assert!(sent.status.success());
        let sent: serde_json::Value = serde_json::from_slice(&sent.stdout).unwrap();
        sent["id"].as_str().unwrap().to_owned()
    }

    /// Waits until an alert is finished.
    pub fn follow(&self, alert: &str) {
        assert!(self.command(&["alert", "follow", alert]).stdout(Stdio::null()).status().unwrap().success());
    }

    /// Prepares a run of klich here, with nothing of this process's environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klich"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Starts the bot here and waits for its first poll.
    pub fn start(&self, api: &Api, rate: u32) -> Bot {
        self.start_serving(api, rate, 0)
    }

    /// As [`Home::start`], with its web server at a port.
    pub fn start_serving(&self, api: &Api, rate: u32, port: u16) -> Bot {
        let token = self.path("secrets/bot-token");
        fs::write(&token, api.sandbox.token()).unwrap();
        fs::set_permissions(&token, fs::Permissions::from_mode(0o600)).unwrap();
        let mut command = self.command(&["run"]);
        command
            .env("KLICH_TELEGRAM__API_URL", api.sandbox.url())
            .env("KLICH_TELEGRAM__MESSAGES_PER_SECOND", rate.to_string())
            .env("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"))
            .env("KLICH_LOG", "error")
            .stdout(Stdio::null());
        let people = api.sandbox.people();
        people.reset_stats();
        let began = Instant::now();
        let mut bot = Bot { child: command.spawn().unwrap(), to_first_poll: Duration::ZERO };
        wait_until("the first poll", || {
            assert_eq!(bot.child.try_wait().unwrap(), None, "klich run has ended");
            people.stats().polls > 0
        });
        bot.to_first_poll = began.elapsed();
        bot
    }
}

/// The Bot API of our own, in this process.
pub struct Api {
    pub sandbox: Sandbox,
    runtime: Runtime,
}

impl Api {
    /// Starts it with as many people as a home has subscribers.
    pub fn start(options: Options, people: u32) -> Self {
        let runtime = Runtime::new().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        if people > 0 {
            sandbox.people().add_many(PersonId(FIRST), people, None).unwrap();
        }
        Self { sandbox, runtime }
    }

    /// Stops it.
    pub fn stop(self) {
        self.runtime.block_on(self.sandbox.stop());
    }
}

/// A running bot; killed where it is dropped.
pub struct Bot {
    child: Child,
    /// From the start of the process to its first `getUpdates`.
    pub to_first_poll: Duration,
}

impl Bot {
    /// Reads a line of `/proc/PID/status`, in bytes.
    pub fn memory(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap().trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
    }

    /// Reads the processor time that it has used, of all its threads.
    pub fn processor_time(&self) -> Duration {
        processor_time(&self.child.id().to_string())
    }

    /// Asks it to end by SIGTERM, and gives how long that took.
    pub fn stop(mut self) -> Duration {
        let began = Instant::now();
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success(), "a clean stop exits with 0");
        began.elapsed()
    }

    /// Ends it by SIGKILL.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the processor time of a process; `self` is this one, the sandbox in it included.
pub fn processor_time(process: &str) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // What follows the name; Linux tells user and system time in hundredths of a second on every machine.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

/// Looks every millisecond.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Writes bytes in MB, as `ps` and the figures do: 2^20.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / f64::from(1 << 20))
}

/// Writes seconds.
pub fn seconds(duration: Duration) -> String {
    format!("{:.2}", duration.as_secs_f64())
}

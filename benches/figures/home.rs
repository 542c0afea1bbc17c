//! A home with many subscribers, the sandbox, and the real binary between them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use klich::audience::Audience;
use klich::campaign::Day;
use klich::sandbox::{Options, People, Sandbox, UserId as PersonId};
use klich::store::StoreUrl;
use klich::telegram::UserId;
use klich::text::Language;
use klich::vault::{self, RootKey, Vault};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::process::{self, memory, processor_time};

/// The first subscriber's number; the others follow.
pub const FIRST: i64 = 1_000_000;

/// A home with as many subscribers or more is made once only.
const MANY: u32 = 100_000;

/// Where homes lie: beside the build, and so on a disk.
const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// Subscribers a write.
const AT_ONCE: u32 = 250;

/// What is waited for at most. Whatever takes longer is broken, not slow.
const PATIENCE: Duration = Duration::from_secs(600);

/// The language that no subscriber has.
pub const UNSPOKEN: Language = Language::Turkish;

/// Opens the vault of a home.
pub fn open(home: &Path) -> Arc<Vault> {
    let root = RootKey::load(&home.join("secrets/vault.key")).unwrap();
    vault::open_at(&StoreUrl::Sled(home.join("data")), &root).unwrap()
}

/// Writes so many subscribers, in all languages but [`UNSPOKEN`], through the audience; says so and waits to be killed.
pub fn fill(home: &Path, count: u32) {
    let vault = open(home);
    let audience = Audience::new(Arc::clone(&vault));
    let mut languages = Language::ALL.into_iter().filter(|language| *language != UNSPOKEN).cycle();
    for first in (0..count).step_by(AT_ONCE as usize) {
        let numbers = first..count.min(first + AT_ONCE);
        let people: Vec<_> = numbers.map(|n| UserId(FIRST + i64::from(n))).zip(languages.by_ref()).collect();
        audience.subscribe_many(&people, Day(20_000)).unwrap();
    }
    vault.sync_blocking().unwrap();
    assert_eq!(audience.counts().unwrap().total(), u64::from(count));
    println!("filled");
    loop {
        std::thread::park();
    }
}

/// A folder that `klich init` has filled, beside the build and so on a disk; gone at the end.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// Makes a home with so many subscribers. Who wrote them was killed, so the store was never closed.
    ///
    /// One with very many is made once for each build of this program, kept, and copied.
    pub fn with_subscribers(count: u32) -> Self {
        if count < MANY {
            return Self::filled(count);
        }
        let (of_this, of_others) = (format!("filled-{count}-{}", made_at()), format!("filled-{count}-"));
        let kept = Path::new(TEMPORARY).join(&of_this);
        if !kept.exists() {
            let names = fs::read_dir(TEMPORARY).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            for name in names.filter(|name| name.starts_with(&of_others)) {
                fs::remove_dir_all(Path::new(TEMPORARY).join(name)).unwrap();
            }
            fs::rename(Self::filled(count).folder.keep(), &kept).unwrap();
        }
        let home = Self { folder: tempfile::tempdir_in(TEMPORARY).unwrap() };
        copy(&kept, home.folder());
        home
    }

    fn filled(count: u32) -> Self {
        let home = Self { folder: tempfile::tempdir_in(TEMPORARY).unwrap() };
        assert!(home.command(&["init", "."]).stdout(Stdio::null()).status().unwrap().success());
        process::fill(home.folder(), count);
        home
    }

    /// Gives its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gives the bytes that its store takes on the disk.
    pub fn store_size(&self) -> u64 {
        fs::read_dir(self.path("data")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
    }

    /// Sends an update through the running bot, in these languages or, where there are none, in all; gives its id.
    pub fn send(&self, sequence: u32, languages: &[Language]) -> String {
        let codes: Vec<&str> = languages.iter().map(|language| language.code()).collect();
        let text = codes.first().unwrap_or(&"en");
        let alert = format!(
            "kind = \"update\"\ncampaign = \"belarus-16-november\"\nsequence = {sequence}\nexpires = 2099-01-01T00:00:00Z\n\
             audience.languages = {codes:?}\ntext.{text} = \"A measurement, and no call: number {sequence}.\"\n"
        );
        fs::write(self.path("alert.toml"), alert).unwrap();
        self.json(&["alert", "send", "alert.toml"])["id"].as_str().unwrap().to_owned()
    }

    /// Waits until an alert is finished, and tells how it stands then.
    pub fn follow(&self, alert: &str) -> Value {
        assert!(self.command(&["alert", "follow", alert]).stdout(Stdio::null()).status().unwrap().success());
        self.json(&["alert", "status", alert])
    }

    /// Runs a command and reads what it tells.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let told =
            self.command(&[["--json"].as_slice(), arguments].concat()).stderr(Stdio::inherit()).output().unwrap();
        assert!(told.status.success(), "{arguments:?}");
        serde_json::from_slice(&told.stdout).unwrap()
    }

    /// Prepares a run of klich here, with nothing of this process's environment.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klich"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Starts the bot here and waits for its first poll.
    pub fn start(&self, api: &Api, rate: u32) -> Bot {
        let mut command = self.command(&["run"]);
        command.env("KLICH_TELEGRAM__MESSAGES_PER_SECOND", rate.to_string());
        self.spawn(command, api)
    }

    /// The same with the public page at a port.
    pub fn start_serving(&self, api: &Api, rate: u32, port: u16) -> Bot {
        let mut command = self.command(&["run"]);
        command.env("KLICH_TELEGRAM__MESSAGES_PER_SECOND", rate.to_string());
        self.spawn_at(command, api, &format!("127.0.0.1:{port}"))
    }

    /// The same without any limit of its own.
    pub fn start_without_limit(&self, api: &Api) -> Bot {
        let mut command = process::bot_without_limit();
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        self.spawn(command, api)
    }

    fn spawn(&self, command: Command, api: &Api) -> Bot {
        self.spawn_at(command, api, "")
    }

    fn spawn_at(&self, mut command: Command, api: &Api, listen: &str) -> Bot {
        let token = self.path("secrets/bot-token");
        fs::write(&token, api.sandbox.token()).unwrap();
        fs::set_permissions(&token, fs::Permissions::from_mode(0o600)).unwrap();
        command
            .env("KLICH_TELEGRAM__API_URL", api.sandbox.url())
            .env("KLICH_WEB__LISTEN", listen)
            .env("KLICH_ORGANISERS__REMINDERS", "false")
            .env("KLICH_LOG", "error")
            .stdout(Stdio::null());
        let polls = || api.people.stats().polls;
        let before = polls();
        let started = Instant::now();
        let mut bot = Bot { child: command.spawn().unwrap(), started, to_first_poll: Duration::ZERO };
        wait_until("the first poll", || {
            assert_eq!(bot.child.try_wait().unwrap(), None, "the bot has ended");
            polls() > before
        });
        bot.to_first_poll = started.elapsed();
        bot
    }
}

/// The Bot API of our own, in this process.
pub struct Api {
    pub sandbox: Sandbox,
    pub people: People,
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
        Self { people: sandbox.people(), sandbox, runtime }
    }

    /// As [`Api::start`] with a limit a second, so many percent of slack, and 50 ms until each answer.
    pub fn with_limit(rate: u32, rate_slack: u32, people: u32) -> Self {
        let latency = Duration::from_millis(50);
        let options = Options { rate: Some(rate), rate_slack, latency, history: 0, ..Options::default() };
        Self::start(options, people)
    }

    /// Waits until so many messages were accepted since the counters were reset.
    pub fn until_accepted(&self, count: u64) {
        wait_until("messages", || self.people.stats().accepted >= count);
    }

    /// Runs a future to its end.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Stops it; asserts that no request broke a rule of the Bot API.
    pub fn stop(self) {
        assert_eq!(self.people.problems(), []);
        self.runtime.block_on(self.sandbox.stop());
    }
}

/// A running bot; killed where it is dropped.
pub struct Bot {
    child: Child,
    /// When the process was started.
    pub started: Instant,
    /// From then to its first `getUpdates`.
    pub to_first_poll: Duration,
}

impl Bot {
    /// Reads what it has in memory now, in bytes.
    pub fn memory(&self) -> u64 {
        memory(self.child.id(), "VmRSS")
    }

    /// Reads the processor time that it has used, of all its threads.
    pub fn processor_time(&self) -> Duration {
        processor_time(self.child.id())
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

/// Tells when this program was built, in seconds.
fn made_at() -> u64 {
    let modified = std::env::current_exe().unwrap().metadata().unwrap().modified().unwrap();
    modified.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

/// Copies a folder's files, with their permissions, and the folders in it; waits until they are on the disk, which would
/// be busy with them otherwise.
fn copy(from: &Path, to: &Path) {
    fs::set_permissions(to, from.metadata().unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).unwrap();
            fs::File::open(&to).unwrap().sync_all().unwrap();
        }
    }
}

/// Looks every millisecond.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

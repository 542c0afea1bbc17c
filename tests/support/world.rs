//! A sandbox, a home whose bot talks to it, and the people in it.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::time::{Duration, Instant};

use klich::control::{Client, Request};
use klich::sandbox::{NewUser, Options, People, Sandbox, UserId};
use serde_json::Value;
use tokio::runtime::Runtime;

use super::home::{Home, Process};
use super::phone::Phone;

/// Long enough for a machine that does much else; nothing waits that long where all is well.
pub const LONG: Duration = Duration::from_secs(60);

/// The organiser's account in every world.
pub const ORGANISER: i64 = 9_000_000_017;

/// Waits until something is so.
#[track_caller]
pub fn until(what: &str, mut reached: impl FnMut() -> bool) {
    let end = Instant::now() + LONG;
    while !reached() {
        assert!(Instant::now() < end, "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Gives the number that a test's chances come from: `KLICH_TEST_SEED`, or a new one. It is printed.
pub fn seed() -> u64 {
    let given = std::env::var("KLICH_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(rand::random::<u64>);
    println!("KLICH_TEST_SEED={seed}");
    seed
}

/// A Bot API of our own, and a home whose `klich run` uses it.
pub struct World {
    pub home: Home,
    pub people: People,
    sandbox: Option<Sandbox>,
    runtime: Runtime,
}

impl World {
    /// Makes a home for a sandbox without limits; the bot's web server is off and its pace far above what tests need.
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    /// Makes a world whose sandbox is as given, but for the limits.
    pub fn with(options: Options) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let options = Options { local: true, chat_limits: false, rate: Some(1000), ..options };
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        let home = Home::new().at(&sandbox);
        Self { home, people: sandbox.people(), sandbox: Some(sandbox), runtime }
    }

    /// Sets a variable for every further run.
    pub fn set(&self, name: &str, value: impl Into<String>) {
        self.home.set(name, value);
    }

    /// Makes another home for the same sandbox.
    pub fn another_home(&self) -> Home {
        Home::new().at(self.sandbox())
    }

    /// The sandbox that the bot talks to.
    pub fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().expect("it is there until the end")
    }

    /// Starts the bot and waits until it answers.
    #[track_caller]
    pub fn start(&self) -> Process {
        self.home.start_bot()
    }

    /// Runs a future to its end.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Adds a person with a phone.
    #[track_caller]
    pub fn person(&self, id: i64, name: &str, language: &str) -> Phone<'_> {
        let user = NewUser { id: Some(UserId(id)), ..NewUser::named(name, language) };
        self.people.add(user).unwrap();
        Phone::new(self, id)
    }

    /// Adds the organiser, who has started the bot.
    #[track_caller]
    pub fn organiser(&self, language: &str) -> Phone<'_> {
        let phone = self.person(ORGANISER, "Organisatorin", language);
        phone.says("/start");
        phone
    }

    /// Adds people with numbers of this range and lets each of them subscribe; returns once all are.
    #[track_caller]
    pub fn subscribers(&self, ids: Range<i64>, language: &str) {
        let before = self.subscribed();
        let count = ids.end - ids.start;
        self.people.add_many(UserId(ids.start), u32::try_from(count).unwrap(), Some(language)).unwrap();
        for id in ids {
            self.people.say(id, "/subscribe").unwrap();
        }
        until("all are subscribed", || self.subscribed() == before + count as u64);
        until("all are answered", || self.status()["inbox"] == 0);
    }

    /// Counts subscribers.
    pub fn subscribed(&self) -> u64 {
        self.ask(Request::Stats {})["subscribers"].as_u64().unwrap()
    }

    /// Asks the running bot how it is.
    pub fn status(&self) -> Value {
        self.ask(Request::Status {})
    }

    /// Waits until the running bot's inbox is empty, for as long as it gets emptier.
    #[track_caller]
    pub fn until_nothing_waits(&self) {
        let mut left = u64::MAX;
        while left > 0 {
            let before = left;
            until("the inbox gets emptier", || {
                left = self.status()["inbox"].as_u64().unwrap();
                left < before
            });
        }
    }

    /// Asks the running bot how an alert stands.
    pub fn alert(&self, id: &str) -> Value {
        self.ask(Request::AlertStatus { id: id.to_owned() })
    }

    /// Waits until an alert is in a state, and gives how it stands then.
    #[track_caller]
    pub fn alert_is(&self, id: &str, state: &str) -> Value {
        let mut status = Value::Null;
        until(&format!("the alert is {state}"), || {
            status = self.alert(id);
            status["state"] == state
        });
        status
    }

    #[track_caller]
    fn ask(&self, request: Request) -> Value {
        let client = Client::connect(&self.home.path("data/control.sock")).unwrap().expect("the bot runs");
        client.ask(&request).unwrap()
    }

    /// Sends an alert file's text by the command line and gives its id.
    #[track_caller]
    pub fn send_alert(&self, text: &str) -> String {
        self.home.write("alerts/next.toml", text);
        let sent = self.home.run(["alert", "send", "alerts/next.toml", "--json"]).succeeds().json();
        sent["id"].as_str().unwrap().to_owned()
    }

    /// Counts how often each of these people has got a message that holds a text.
    pub fn got(&self, ids: Range<i64>, text: &str) -> BTreeMap<i64, usize> {
        let count = |id| {
            let chat = self.people.chat(id).unwrap();
            chat.from_bot().filter(|message| message.text.contains(text)).count()
        };
        ids.map(|id| (id, count(id))).collect()
    }

    /// Looks for bytes in every file of the store.
    pub fn store_holds(&self, bytes: &[u8]) -> bool {
        let files = self.home.contents().into_iter().filter(|(path, _)| path.starts_with(self.home.path("data")));
        files.filter_map(|(_, held)| held).any(|held| held.windows(bytes.len()).any(|window| window == bytes))
    }

    /// Asserts that no request of the bot broke a rule of the Bot API.
    #[track_caller]
    pub fn was_proper(&self) {
        assert_eq!(self.people.problems(), []);
    }

    /// Gives the bytes of a file that somebody was sent.
    pub fn file(&self, file_id: &str) -> Vec<u8> {
        let url = format!("{}/sandbox/files/{file_id}", self.sandbox().url());
        self.wait(async {
            let client = reqwest::Client::builder().no_proxy().build().unwrap();
            let answer = client.get(url).send().await.unwrap().error_for_status().unwrap();
            answer.bytes().await.unwrap().to_vec()
        })
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(sandbox) = self.sandbox.take() {
            self.runtime.block_on(sandbox.stop());
        }
    }
}

/// Writes an alert file that goes out at once and expires next year.
pub fn alert_file(sequence: u32, texts: &[(&str, &str)]) -> String {
    let texts: String = texts.iter().map(|(language, text)| format!("{language} = '''{text}'''\n")).collect();
    format!(
        "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = {sequence}\nexpires = {}\n[text]\n{texts}",
        in_a_day()
    )
}

/// Gives the time a day from now as a file holds it.
pub fn in_a_day() -> String {
    in_seconds(86_400)
}

/// Gives the time so many seconds from now as a file holds it.
pub fn in_seconds(seconds: i64) -> String {
    let time = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Reads what may be asked of a process by its number: its arguments.
pub fn arguments_of(process: &Process) -> Vec<u8> {
    fs::read(format!("/proc/{}/cmdline", process.id())).unwrap()
}

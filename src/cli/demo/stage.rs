//! The stage of the demo: a sandbox in this process, the real bot as a child, a temporary home, and the people.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep};

use super::DemoError;
use super::alerts::{self, Kind};
use super::child::{Bot, ChildError, Launcher};
use super::home::TemporaryHome;
use crate::control::reports::{AlertList, AlertStatus, Stats, Tally};
use crate::control::{Client, Request};
use crate::sandbox::crowd::{self, Crowd};
use crate::sandbox::{self, MessageView, NewUser, People, Sandbox, UserId};
use crate::telegram::CourierOptions;
use crate::text::{Language, Message, Texts};

/// Gives a port of this machine that nothing listens on; the bot keeps it over its restarts.
fn free_port() -> std::io::Result<u16> {
    Ok(std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn web_url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// The campaign that is shown.
const CAMPAIGN: &str = "belarus-16-november";
/// Decides who the crowd is: always the same people.
const SEED: u64 = 16_112_020;
/// How long an alert may be under way.
pub(super) const BROADCAST: Duration = Duration::from_secs(60);

/// The supporter whose phone is shown.
pub const SUPPORTER: i64 = 7_016_112_020;
/// Her names.
pub const SUPPORTER_NAMES: (&str, &str) = ("Алеся", "Каліноўская");
/// The organiser whose phone is shown.
pub const ORGANISER: i64 = 7_033_420_016;
/// Her names.
pub const ORGANISER_NAMES: (&str, &str) = ("Olga", "Rudnik");

/// Everything that plays together.
pub struct Stage {
    /// What people do and see.
    pub people: People,
    /// The made-up supporters.
    pub crowd: Arc<Crowd>,
    /// The bot's texts, to compare with.
    pub texts: Texts,
    /// Starts commands.
    pub launcher: Launcher,
    /// How often the bot was started.
    pub starts: u32,
    // Before the home, which is removed when it is dropped.
    bot: Option<Bot>,
    home: TemporaryHome,
    sandbox: Sandbox,
    /// The port of the campaign's own pages.
    web_port: u16,
    pub(super) sequence: u64,
    /// How many messages of a broadcast may be under way at once.
    pub(super) window: u64,
}

impl Stage {
    /// Builds the stage up to the started bot: home, sandbox, `klich init`, people. `pages` gives the page for a data folder
    /// and the address of the campaign's own pages.
    ///
    /// # Errors
    /// [`DemoError::PortTaken`], and whatever a child says.
    pub async fn raise(
        port: u16,
        supporters: usize,
        per_second: u32,
        pages: impl FnOnce(PathBuf, &str) -> Option<Router>,
    ) -> Result<Self, DemoError> {
        let home = TemporaryHome::create().map_err(DemoError::Home)?;
        let web_port = free_port().map_err(DemoError::System)?;
        let options = sandbox::Options {
            port,
            // Drawn anew, so that no page that somebody prepared can speak as this bot.
            token: format!("1000001:{:032x}abc", rand::random::<u128>()),
            rate: Some(per_second),
            pages: pages(home.data(), &web_url(web_port)),
            ..sandbox::Options::default()
        };
        let sandbox = Sandbox::start(options).await.map_err(|source| match source.kind() {
            std::io::ErrorKind::AddrInUse => DemoError::PortTaken(port),
            _ => DemoError::Port { port, source },
        })?;
        let window = CourierOptions::new(per_second).under_way() as u64;
        let environment = vec![
            ("KLICH_TELEGRAM__API_URL", sandbox.url()),
            ("KLICH_TELEGRAM__TOKEN", sandbox.token().to_owned()),
            ("KLICH_TELEGRAM__MESSAGES_PER_SECOND", per_second.to_string()),
            ("KLICH_ORGANISERS__IDS", format!("[{ORGANISER}]")),
            ("KLICH_WEB__LISTEN", format!("127.0.0.1:{web_port}")),
            ("KLICH_WEB__PUBLIC_URL", web_url(web_port)),
            // In November the campaign's reminders would come between.
            ("KLICH_ORGANISERS__REMINDERS", "false".to_owned()),
        ];
        let launcher = Launcher::new(home.path(), environment)?;
        launcher.run(&["init".as_ref(), home.path().as_os_str()]).await?;
        let people = sandbox.people();
        let texts = Texts::load();
        add(&people, SUPPORTER, SUPPORTER_NAMES, Language::Belarusian)?;
        add(&people, ORGANISER, ORGANISER_NAMES, Language::English)?;
        let crowd = Crowd::gather(&people, crowd::plan(SEED, supporters), &texts)?;
        let mut stage =
            Self { people, crowd, texts, launcher, starts: 0, home, sandbox, web_port, bot: None, sequence: 0, window };
        stage.start_bot().await?;
        Ok(stage)
    }

    /// Names the page's address.
    pub fn url(&self) -> String {
        format!("{}/", self.sandbox.url())
    }

    /// Names the address of the campaign's own pages.
    pub fn public_url(&self) -> String {
        format!("{}/", web_url(self.web_port))
    }

    /// Names the data folder.
    pub fn data(&self) -> PathBuf {
        self.home.data()
    }

    /// Starts the bot and waits until it takes updates.
    ///
    /// # Errors
    /// What the bot says.
    pub async fn start_bot(&mut self) -> Result<(), DemoError> {
        let mut bot = self.launcher.start_bot()?;
        let ready = bot.ready().await;
        self.bot = Some(bot);
        ready?;
        self.starts += 1;
        Ok(())
    }

    /// Fails where the bot should run and does not.
    ///
    /// # Errors
    /// [`ChildError::Died`].
    pub fn bot_alive(&mut self) -> Result<(), DemoError> {
        Ok(self.bot.as_mut().map_or(Ok(()), Bot::alive)?)
    }

    /// Kills the bot: no drain.
    ///
    /// # Errors
    /// Where the system refuses.
    pub async fn kill_bot(&mut self) -> Result<(), DemoError> {
        if let Some(bot) = self.bot.take() {
            bot.kill().await?;
        }
        Ok(())
    }

    /// Sends SIGTERM, waits, and gives the exit code; 0 where none runs.
    ///
    /// # Errors
    /// Where it does not end in time.
    pub async fn stop_bot(&mut self) -> Result<i32, DemoError> {
        match self.bot.take() {
            Some(bot) => Ok(bot.stop().await?),
            None => Ok(0),
        }
    }

    /// Ends everything; the temporary home goes with it.
    pub async fn end(mut self) {
        // At the end nobody can do anything about a bot that was slow: it is gone either way.
        let _ = self.stop_bot().await;
        self.sandbox.stop().await;
    }

    /// Runs a command with `--json` and reads its report.
    ///
    /// # Errors
    /// What the command says.
    pub async fn report<T: DeserializeOwned>(&self, arguments: &[&str]) -> Result<T, DemoError> {
        let value = self.launcher.json(arguments).await?;
        serde_json::from_value(value)
            .map_err(|source| ChildError::NoJson { command: arguments.join(" "), source }.into())
    }

    /// Asks the running bot over its control socket, as the commands do; cheaper than a command where one asks all the time.
    ///
    /// # Errors
    /// [`DemoError::Lost`] where no bot answers.
    pub async fn ask<T: DeserializeOwned + Send + 'static>(&self, request: Request) -> Result<T, DemoError> {
        let socket = self.home.data().join("control.sock");
        let asked = tokio::task::spawn_blocking(move || {
            let report = Client::connect(&socket).ok()??.ask(&request).ok()?;
            serde_json::from_value(report).ok()
        });
        asked.await.ok().flatten().ok_or(DemoError::Lost("the bot's answer"))
    }

    /// `klich stats`.
    ///
    /// # Errors
    /// What the command says.
    pub async fn stats(&self) -> Result<Stats, DemoError> {
        self.report(&["stats"]).await
    }

    /// `klich pledges tally`.
    ///
    /// # Errors
    /// What the command says.
    pub async fn tally(&self) -> Result<Tally, DemoError> {
        self.report(&["pledges", "tally"]).await
    }

    /// `klich alert status`.
    ///
    /// # Errors
    /// What the command says.
    pub async fn status(&self, id: &str) -> Result<AlertStatus, DemoError> {
        self.report(&["alert", "status", id]).await
    }

    /// Writes an alert file and has `klich alert send` send it; gives its id.
    ///
    /// # Errors
    /// What the command says.
    pub async fn send(&mut self, kind: Kind) -> Result<String, DemoError> {
        let file = self.write_alert(kind).await?;
        let answer = self.launcher.json(&["alert".as_ref(), "send".as_ref(), file.as_os_str()]).await?;
        Ok(answer.get("id").and_then(|id| id.as_str()).unwrap_or_default().to_owned())
    }

    /// Writes an alert file with the next free number.
    pub(super) async fn write_alert(&mut self, kind: Kind) -> Result<PathBuf, DemoError> {
        // Alerts from the desk take numbers too.
        let list: AlertList = self.report(&["alert", "list"]).await?;
        self.sequence = list.last_sequence + 1;
        let path = self.home.path().join(format!("alert-{}.toml", self.sequence));
        let text = alerts::file(kind, CAMPAIGN, self.sequence, Timestamp::now());
        fs::write(&path, text).map_err(DemoError::Home)?;
        Ok(path)
    }

    /// Waits until an alert stands still; gives where it stands then.
    ///
    /// # Errors
    /// [`DemoError::Slow`] where it is under way for too long.
    pub async fn finished(&self, id: &str) -> Result<AlertStatus, DemoError> {
        let end = Instant::now() + BROADCAST;
        while Instant::now() < end {
            let status = self.status(id).await?;
            if status.state.stands_still() {
                return Ok(status);
            }
            sleep(Duration::from_millis(60)).await;
        }
        Err(DemoError::Slow("an alert"))
    }

    /// Lists the people of the crowd who are subscribed now, by what they did themselves, with their languages.
    pub fn listeners(&self) -> Vec<(i64, Language)> {
        let members = self.crowd.members().into_iter();
        members.filter(|member| self.listens(member.id)).map(|member| (member.id, member.language)).collect()
    }

    /// Tells whether one of the crowd still listens: neither blocked the bot nor vanished nor stopped.
    pub fn listens(&self, id: i64) -> bool {
        let reachable = self.people.chat(id).is_ok_and(|chat| !chat.user.blocked && !chat.user.deactivated);
        reachable && !self.crowd.has_stopped(id)
    }

    /// Counts how often a person's phone shows an alert in a language.
    pub fn copies(&self, id: i64, kind: Kind, language: Language) -> u64 {
        let text = alerts::text(kind, language);
        self.messages(id).iter().filter(|message| message.text.contains(&text)).count() as u64
    }

    /// Lists what the bot has said to a person.
    pub fn messages(&self, id: i64) -> Vec<MessageView> {
        self.people.chat(id).map(|chat| chat.from_bot().cloned().collect()).unwrap_or_default()
    }

    /// Tells whether a text is this message in this language, whatever its values: it begins as the message does up to its first value.
    pub fn says(&self, text: &str, language: Language, message: Message<'_>) -> bool {
        let rendered = self.texts.html(language, message).visible();
        let start = rendered.split(|c: char| c == VALUE || c.is_ascii_digit()).next().unwrap_or_default().trim_end();
        !start.is_empty() && text.starts_with(start)
    }
}

/// Stands for a value in [`Stage::says`].
pub const VALUE: char = '\u{1}';
/// The same as a text.
pub const VALUE_TEXT: &str = "\u{1}";

fn add(people: &People, id: i64, (first, last): (&str, &str), language: Language) -> Result<(), DemoError> {
    let last_name = Some(last.to_owned());
    people.add(NewUser { id: Some(UserId(id)), last_name, ..NewUser::named(first, language.code()) })?;
    Ok(())
}

//! The stage of the demo: a sandbox in this process, the real bot as a child, a temporary home, and the people.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep, timeout_at};

use super::DemoError;
use super::alerts::{self, Kind};
use super::child::{Bot, ChildError, Launcher};
use super::home::TemporaryHome;
use crate::broadcast::WINDOW;
use crate::control::reports::{AlertList, AlertState, AlertStatus, Stats, Tally};
use crate::control::{Client, Request};
use crate::sandbox::crowd::{self, Crowd};
use crate::sandbox::{self, MessageView, NewUser, People, Sandbox, UserId};
use crate::text::{Language, Message, Texts};

/// The campaign that is shown.
const CAMPAIGN: &str = "belarus-16-november";
/// Decides who the crowd is: always the same people.
const SEED: u64 = 16_112_020;
/// How long an alert may be under way.
const BROADCAST: Duration = Duration::from_secs(60);

/// How long someone's leaving may take to be known on both sides.
const LEAVING: Duration = Duration::from_secs(3);

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
    sequence: u64,
}

/// What became of a broadcast that a kill interrupted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crash {
    /// People of the crowd who had it when the bot was killed.
    pub before: u64,
    /// People of the crowd who should get it.
    pub audience: u64,
    /// Of them, those who have it in the end.
    pub reached: u64,
    /// Those who have it more than once.
    pub doubles: u64,
    /// Copies above one, all together.
    pub extra: u64,
    /// What the bot itself says to be uncertain.
    pub uncertain: u64,
}

impl Crash {
    /// Gives those who never got it.
    pub fn missing(&self) -> u64 {
        self.audience.saturating_sub(self.reached)
    }

    /// Says what broke the promise: nobody left out, and twice only what is counted as uncertain and was in flight.
    ///
    /// # Errors
    /// The broken promise in words.
    pub fn verdict(&self) -> Result<(), String> {
        let window = WINDOW as u64;
        if self.missing() > 0 {
            return Err(format!("{} of {} were left out", self.missing(), self.audience));
        }
        if self.extra > self.uncertain || self.uncertain > window {
            return Err(format!(
                "{} extra copies, {} counted as uncertain, {window} may be in flight",
                self.extra, self.uncertain
            ));
        }
        Ok(())
    }
}

impl Stage {
    /// Builds the stage up to the started bot: home, sandbox, `klich init`, people. `pages` gives the page for a data folder.
    ///
    /// # Errors
    /// [`DemoError::PortTaken`], and whatever a child says.
    pub async fn raise(
        port: u16,
        supporters: usize,
        per_second: u32,
        pages: impl FnOnce(PathBuf) -> Option<Router>,
    ) -> Result<Self, DemoError> {
        let home = TemporaryHome::create().map_err(DemoError::Home)?;
        let options =
            sandbox::Options { port, rate: Some(per_second), pages: pages(home.data()), ..sandbox::Options::default() };
        let sandbox = Sandbox::start(options).await.map_err(|source| match source.kind() {
            std::io::ErrorKind::AddrInUse => DemoError::PortTaken(port),
            _ => DemoError::Port { port, source },
        })?;
        let environment = vec![
            ("KLICH_TELEGRAM__API_URL", sandbox.url()),
            ("KLICH_TELEGRAM__TOKEN", sandbox.token().to_owned()),
            ("KLICH_TELEGRAM__MESSAGES_PER_SECOND", per_second.to_string()),
            ("KLICH_ORGANISERS__IDS", format!("[{ORGANISER}]")),
            ("KLICH_WEB__LISTEN", String::new()),
        ];
        let launcher = Launcher::new(home.path(), environment)?;
        launcher.run(&["init".as_ref(), home.path().as_os_str()]).await?;
        let people = sandbox.people();
        let texts = Texts::load();
        add(&people, SUPPORTER, SUPPORTER_NAMES, Language::Belarusian)?;
        add(&people, ORGANISER, ORGANISER_NAMES, Language::English)?;
        let crowd = Crowd::gather(&people, crowd::plan(SEED, supporters), &texts)?;
        let mut stage = Self { people, crowd, texts, launcher, starts: 0, home, sandbox, bot: None, sequence: 0 };
        stage.start_bot().await?;
        Ok(stage)
    }

    /// Names the page's address.
    pub fn url(&self) -> String {
        format!("{}/", self.sandbox.url())
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
    async fn write_alert(&mut self, kind: Kind) -> Result<PathBuf, DemoError> {
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

    /// Sends an alert, kills the bot when a third of the crowd has it, starts it again, and counts in the sandbox what came. `told` hears
    /// how far it is, by the numbers so far.
    ///
    /// # Errors
    /// What a child says.
    pub async fn crash(&mut self, kind: Kind, mut told: impl FnMut(&'static str, Crash)) -> Result<Crash, DemoError> {
        let expected = self.listeners();
        let had: Vec<u64> = expected.iter().map(|(id, language)| self.copies(*id, kind, *language)).collect();
        let mut crash = Crash { audience: expected.len() as u64, ..Crash::default() };
        told("sending", crash);
        let file = self.write_alert(kind).await?;
        let sequence = self.sequence;
        let launcher = self.launcher.clone();
        let sending =
            tokio::spawn(async move { launcher.json(&["alert".as_ref(), "send".as_ref(), file.as_os_str()]).await });
        self.until_served(&expected, &had, kind, crash.audience / 3).await?;
        self.kill_bot().await?;
        crash.before = self.count(&expected, &had, kind).reached;
        told("killed", crash);
        // Whether the command still got its answer does not matter: the list tells whether the alert was taken.
        let _ = sending.await;
        self.start_bot().await?;
        let list: AlertList = self.report(&["alert", "list"]).await?;
        let id = list.alerts.iter().find(|alert| alert.sequence == sequence).map(|alert| alert.id.clone());
        let id = id.ok_or(DemoError::Lost("the alert that was under way at the kill"))?;
        let mut end = Instant::now() + BROADCAST;
        loop {
            let status = self.status(&id).await?;
            crash = Crash { before: crash.before, uncertain: status.uncertain, ..self.count(&expected, &had, kind) };
            // Someone who is leaving at this moment is off the bot's list a little earlier than off ours.
            if status.state == AlertState::Finished && (crash.missing() == 0 || Instant::now() > end) {
                return Ok(crash);
            }
            if status.state == AlertState::Finished {
                end = end.min(Instant::now() + LEAVING);
            } else if status.state.stands_still() || Instant::now() > end {
                return Err(DemoError::Slow("an alert after the kill"));
            }
            told("resumed", crash);
            sleep(Duration::from_millis(60)).await;
        }
    }

    /// Waits until that many have got the alert.
    async fn until_served(
        &self,
        expected: &[(i64, Language)],
        had: &[u64],
        kind: Kind,
        enough: u64,
    ) -> Result<(), DemoError> {
        let mut events = self.people.events();
        let mut waiting: HashMap<i64, (Language, u64)> =
            expected.iter().zip(had).map(|((id, language), had)| (*id, (*language, *had))).collect();
        let end = Instant::now() + BROADCAST;
        let mut served = 0;
        while served < enough {
            match timeout_at(end, events.recv()).await {
                Ok(Ok(event)) => {
                    let new = |(language, had): &(Language, u64)| self.copies(event.user, kind, *language) > *had;
                    if waiting.get(&event.user).is_some_and(new) {
                        waiting.remove(&event.user);
                        served += 1;
                    }
                }
                // Too much at once: counting anew is quick enough for that.
                Ok(Err(RecvError::Lagged(_))) => served = self.count(expected, had, kind).reached,
                _ => return Err(DemoError::Slow("the start of an alert")),
            }
        }
        Ok(())
    }

    /// Counts who has got the alert, of those who still listen.
    fn count(&self, expected: &[(i64, Language)], had: &[u64], kind: Kind) -> Crash {
        let mut counted = Crash::default();
        for ((id, language), had) in expected.iter().zip(had).filter(|((id, _), _)| self.listens(*id)) {
            counted.audience += 1;
            let new = self.copies(*id, kind, *language).saturating_sub(*had);
            counted.reached += u64::from(new > 0);
            counted.doubles += u64::from(new > 1);
            counted.extra += new.saturating_sub(1);
        }
        counted
    }

    /// Lists the people of the crowd who are subscribed now, by what they did themselves, with their languages.
    pub fn listeners(&self) -> Vec<(i64, Language)> {
        let members = self.crowd.members().into_iter();
        members.filter(|member| self.listens(member.id)).map(|member| (member.id, member.language)).collect()
    }

    fn listens(&self, id: i64) -> bool {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_crash_is_judged_by_what_was_promised() {
        let good = Crash { before: 60, audience: 200, reached: 200, doubles: 3, extra: 3, uncertain: 40 };
        assert_eq!(good.verdict(), Ok(()));
        assert!(Crash { reached: 199, ..good }.verdict().is_err());
        assert!(Crash { extra: 41, ..good }.verdict().is_err());
        assert!(Crash { uncertain: WINDOW as u64 + 1, ..good }.verdict().is_err());
    }
}

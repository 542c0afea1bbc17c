//! Answers what the command line asks: in the running bot over the control socket, or in the command itself.

mod letters;

use std::io::Write;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use rand::rngs::OsRng;
use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Handle;

use super::logging::LogTail;
use super::retention;
use super::rotation::Rotations;
use super::wiping::Wiper;
use crate::alert::{Act, Alert, AlertError, AlertFile, AlertId, Mistake, PauseReason, Refused, Short, Standing, State};
use crate::audit::{self, By};
use crate::bot::{Post, Rooms, calls};
use crate::campaign::Day;
use crate::control::reports::{
    AlertEntry, AlertList, AlertStatus, Aside, AsideDone, AuditChain, AuditEntry, AuditList, BotState, Circles,
    DESK_ALERTS, DeskAlert, DeskReport, DeskTraffic, Erased, Fetched, Invited, Masked, Preview, Reworked, Rotation,
    Sent, Shown, Signatures, Stats, Status, Tally, Tested, Unlocked,
};
use crate::control::{ControlError, Office, Request};
use crate::seal::{Refusal, Signature};
use crate::telegram::{Button, Outcome, Outgoing};
use crate::text::Language;
use crate::vault::{BackupError, VaultError, Writer};

/// Gives the courier's present limit, in requests a second.
pub type Rate = Box<dyn Fn() -> f64 + Send + Sync>;

/// The office over the rooms.
pub struct RoomsOffice {
    rooms: Arc<Rooms>,
    /// When the bot started; none where no bot runs.
    since: Option<Timestamp>,
    /// The last lines of the log; none where no bot runs.
    log: OnceLock<LogTail>,
    /// The courier's present limit; none where no bot runs.
    rate: OnceLock<Rate>,
    /// Destroys everything; none where no bot runs, for the command line does it then.
    wiper: Option<Arc<Wiper>>,
    /// The way to organisers; none before the bot can send, and where no bot runs.
    post: OnceLock<(Post, Handle)>,
    rotations: Arc<Rotations>,
}

impl RoomsOffice {
    /// Opens the office.
    pub(super) fn new(rooms: Arc<Rooms>, since: Option<Timestamp>, wiper: Option<Arc<Wiper>>) -> Self {
        let rotations = Arc::new(Rotations::new(Arc::clone(&rooms.vault)));
        Self { rooms, since, wiper, log: OnceLock::new(), rate: OnceLock::new(), post: OnceLock::new(), rotations }
    }

    /// Gives what renews the keys, for the task that carries it through.
    pub(super) fn rotations(&self) -> Arc<Rotations> {
        Arc::clone(&self.rotations)
    }

    /// Lets the office show the end of the log.
    pub fn open_log(&self, log: LogTail) {
        let _ = self.log.set(log);
    }

    /// Lets the office tell how fast may be sent.
    pub fn open_rate(&self, rate: Rate) {
        let _ = self.rate.set(rate);
    }

    /// Lets the office write to organisers. Needs a Tokio runtime, and to be asked from a blocking thread of it.
    pub fn open_post(&self, post: Post) {
        let _ = self.post.set((post, Handle::current()));
    }
}

impl Office for RoomsOffice {
    fn answer(&self, request: Request) -> Result<Value, ControlError> {
        if let Some(answer) = self.wiper.as_ref().and_then(|wiper| wiper.answer(&request, &self.rooms.campaign)) {
            return answer;
        }
        match request {
            Request::Wipe {} => {
                Err(ControlError::failed("no bot runs that could wipe itself", "run `klich wipe`, which does it then"))
            }
            Request::Status {} => report(&self.status()?),
            // It is open: there is nothing to compare a passphrase with, and nothing to do.
            Request::Unlock { .. } => report(&Unlocked { state: self.state() }),
            Request::Stats {} => report(&self.stats()?),
            Request::Desk {} => report(&self.desk()?),
            Request::PledgesTally {} => report(&self.tally()?),
            Request::PledgesList { shard } => report(&letters::list(&self.rooms, shard)?),
            Request::PledgesFetch { ids } => report(&letters::fetch(&self.rooms, &ids)?),
            Request::PledgesDeliver { id, reply, again } => {
                report(&letters::deliver(&self.rooms, self.post.get(), &id, &reply, again)?)
            }
            Request::KeysRotate {} => report(&self.rotate()?),
            Request::KeysRotation {} => report(&self.rotations.report()),
            Request::AsideList {} => report(&self.aside()?),
            Request::AsideRetry {} => report(&self.retry_aside()?),
            Request::AsideDrop {} => report(&self.drop_aside()?),
            Request::AlertSend { file, signatures, wait } => report(&self.send(&file, &signatures, wait)?),
            Request::AlertSign { id, signatures } => report(&self.sign(parse(&id)?, &signatures)?),
            Request::AlertFetch { id } => report(&self.fetch(parse(&id)?)?),
            Request::CirclesList {} => report(&self.circles()?),
            Request::CirclesInvite { circle, count, days } => report(&self.invite(&circle, count, days)?),
            Request::AlertList {} => report(&self.list()?),
            Request::AlertStatus { id } | Request::AlertFollow { id } => report(&self.alert(parse(&id)?)?),
            Request::AlertPause { id } => report(&self.act(&id, Act::Pause(PauseReason::Asked))?),
            Request::AlertResume { id } => report(&self.act(&id, Act::Resume)?),
            Request::AlertCorrect { id, file, signatures, wait } => {
                report(&self.correct(&id, &file, &signatures, wait)?)
            }
            Request::AlertRecall { id } => report(&self.recall(&id)?),
            Request::AlertRetry { id } => report(&self.retry(&id)?),
            Request::AlertTest { file } => report(&self.test(&file)?),
            Request::AlertPreview { file } => report(&self.preview(&file)?),
            Request::Retention {} => report(&retention::due(&self.rooms).map_err(|error| vault_error(&error))?),
            Request::Backup {} => Err(ControlError::usage("a backup is no report", "run `klich backup FILE`")),
            Request::AuditList { before } => report(&self.audit(before)?),
            Request::AuditVerify {} => report(&self.verify_audit()?),
            Request::AlertCancel { id } => report(&self.act(&id, Act::Cancel)?),
        }
    }

    fn stream(&self, request: Request, out: &mut dyn Write) -> Result<Value, ControlError> {
        if let Some(answer) = self.wiper.as_ref().filter(|wiper| wiper.is_wiped()) {
            return answer.answer(&request, &self.rooms.campaign).unwrap_or(Ok(Value::Null));
        }
        match request {
            Request::Backup {} => self.copy(out).map(|()| Value::Null),
            _ => Err(ControlError::usage("this is no stream", "ask for a report")),
        }
    }
}

impl RoomsOffice {
    fn copy(&self, out: &mut dyn Write) -> Result<(), ControlError> {
        let rooms = &self.rooms;
        // First, so that the backup tells of itself.
        self.note(audit::Act::BackedUp)?;
        rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        rooms.vault.copy(out).map(drop).map_err(|error| match error {
            BackupError::Busy => ControlError::again(error.to_string(), "try again in a moment"),
            BackupError::Vault(error) => vault_error(&error),
            BackupError::Write(source) => ControlError::failed(
                format!("the backup can't be written: {source}"),
                "see that there is room where it is written; nothing was left behind",
            ),
            error => ControlError::failed(error.to_string(), "see klich's log"),
        })
    }

    fn status(&self) -> Result<Status, ControlError> {
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        let broadcasts = alerts.iter().filter(|alert| alert.state == State::Running).count();
        let figures = self.rooms.inbox.traffic().figures();
        Ok(Status {
            running: self.since.is_some(),
            state: self.state(),
            since: self.since,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            campaign: self.rooms.campaign.id().as_str().to_owned(),
            inbox: Some(figures.inbox),
            broadcasts: Some(broadcasts as u64),
            set_aside: Some(figures.set_aside),
            rotation: Some(self.rotations.report()).filter(|rotation| rotation.rotating),
        })
    }

    /// Begins to renew the keys; where no bot runs that would carry it through, does all of it.
    fn rotate(&self) -> Result<Rotation, ControlError> {
        self.rotations.begin(&self.rooms, By::CommandLine).map_err(|error| vault_error(&error))?;
        if self.since.is_none() {
            self.rotations.carry_through(|| false).map_err(|error| vault_error(&error))?;
        }
        Ok(self.rotations.report())
    }

    fn state(&self) -> BotState {
        if self.since.is_some() { BotState::Running } else { BotState::Stopped }
    }

    fn stats(&self) -> Result<Stats, ControlError> {
        let counts = self.rooms.audience.counts().map_err(|error| vault_error(&error))?;
        let tally = self.rooms.pledges.tally().map_err(|error| vault_error(&error))?;
        let erased = self.rooms.audience.erased().map_err(|error| vault_error(&error))?;
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        let sources = self.rooms.sources.counts().map_err(|error| vault_error(&error))?;
        let other = (sources.other > 0).then_some(("other", sources.other));
        Ok(Stats {
            subscribers: counts.total(),
            by_language: Masked::of(counts.by_language().map(|(language, count)| (language.code(), count))),
            pledges: tally.total,
            alerts: alerts.iter().filter(|alert| alert.sequence > 0).count() as u64,
            sources: Masked::of(sources.by_source.iter().map(|(source, count)| (source.as_str(), *count)).chain(other)),
            erased: Erased { asked: erased.asked, unreachable: erased.unreachable, pledges: erased.pledges },
        })
    }

    fn desk(&self) -> Result<DeskReport, ControlError> {
        let newest = self.rooms.alerts.list().map_err(alert_error)?.into_iter().take(DESK_ALERTS);
        let mut alerts = Vec::new();
        for alert in newest {
            let status = self.status_of(&alert)?;
            alerts.push(DeskAlert { kind: alert.kind.word().to_owned(), status });
        }
        let figures = self.rooms.inbox.traffic().figures();
        let rate = self.rate.get().map_or(0.0, |rate| rate());
        let traffic = DeskTraffic { handled: figures.handled, sent: figures.delivered, floods: figures.floods, rate };
        Ok(DeskReport {
            status: self.status()?,
            stats: self.stats()?,
            tally: self.tally()?,
            alerts,
            traffic,
            log: self.log.get().map(LogTail::lines).unwrap_or_default(),
        })
    }

    fn aside(&self) -> Result<Aside, ControlError> {
        let summary = self.rooms.inbox.aside().map_err(|error| vault_error(&error))?;
        let by_kind = summary.iter().map(|(kind, count)| (kind.name().to_owned(), *count)).collect();
        Ok(Aside { total: summary.values().sum(), by_kind })
    }

    fn retry_aside(&self) -> Result<AsideDone, ControlError> {
        self.note(audit::Act::AsideRetried)?;
        let updates = self.rooms.inbox.retry_aside().map_err(|error| vault_error(&error))?;
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        Ok(AsideDone { updates })
    }

    fn drop_aside(&self) -> Result<AsideDone, ControlError> {
        self.note(audit::Act::AsideDropped)?;
        let updates = self.rooms.inbox.drop_aside().map_err(|error| vault_error(&error))?;
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        Ok(AsideDone { updates })
    }

    fn tally(&self) -> Result<Tally, ControlError> {
        let tally = self.rooms.pledges.tally().map_err(|error| vault_error(&error))?;
        Ok(Tally {
            total: tally.total,
            by_kind: Masked::of(
                tally.by_kind.iter().map(|(kind, count)| (kind.code(), *count)).chain([("sealed", tally.sealed)]),
            ),
            by_statement: match self.rooms.pledges.statement().version {
                1 => Masked::default(),
                _ => Masked::of(tally.versions().into_iter().map(|(version, count)| (version.to_string(), count))),
            },
            by_language: Masked::of(tally.by_language.iter().map(|(language, count)| (language.code(), *count))),
        })
    }

    /// Takes an alert; it is on the disk when this returns.
    fn send(&self, file: &str, signatures: &[String], wait: bool) -> Result<Sent, ControlError> {
        let signatures = read_signatures(signatures)?;
        let file = AlertFile::parse(file).map_err(|mistakes| mistaken(&mistakes))?;
        let id = self.write(|rooms, writer, now| {
            let alert = rooms.alerts.submit_in(writer, &file, &signatures, short(wait), now)?;
            Ok((alert.id, Some(audit::Act::submission(&alert, now))))
        })?;
        self.taken(id)
    }

    /// Takes signatures of an alert that waits.
    fn sign(&self, id: AlertId, signatures: &[String]) -> Result<Sent, ControlError> {
        let signatures = read_signatures(signatures)?;
        self.write(|rooms, writer, now| {
            rooms.alerts.sign_in(writer, id, &signatures, now)?;
            Ok(((), Some(audit::Act::Signed(id))))
        })?;
        self.taken(id)
    }

    fn taken(&self, id: AlertId) -> Result<Sent, ControlError> {
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        self.rooms.broadcasts.wake();
        Ok(Sent { id: id.to_string(), signatures: self.signatures_of(id)? })
    }

    /// Gives what is to be signed of an alert that waits.
    fn fetch(&self, id: AlertId) -> Result<Fetched, ControlError> {
        let file = self.rooms.alerts.to_sign(id, Timestamp::now()).map_err(alert_error)?;
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        Ok(Fetched { file: file.to_toml(), manifest: file.manifest().to_text() })
    }

    fn circles(&self) -> Result<Circles, ControlError> {
        let rooms = &self.rooms;
        let counts = rooms.audience.counts().map_err(|error| vault_error(&error))?;
        let open = rooms.invitations.open(rooms.today()).map_err(|error| vault_error(&error))?;
        let mut circles = Circles::default();
        for circle in rooms.campaign.circles() {
            let (name, tag) = (circle.as_str().to_owned(), circle.tag());
            let members = counts.those(|profile| profile.circles.contains(&tag));
            circles.members.insert(name.clone(), Masked::group(members));
            circles.invitations.insert(name, open.get(&tag).copied().unwrap_or_default());
        }
        Ok(circles)
    }

    /// Makes invitations; they are on the disk when this returns.
    fn invite(&self, circle: &str, count: u16, days: u16) -> Result<Invited, ControlError> {
        let rooms = &self.rooms;
        let known = rooms.campaign.circles().iter().find(|known| known.as_str() == circle);
        let Some(known) = known else {
            return Err(ControlError::usage(
                "the campaign has no such circle",
                "name one of `circles` in campaign.toml, or add it there",
            ));
        };
        let until = Day(rooms.today().0.saturating_add(i32::from(days)));
        let codes = self.write(|rooms, writer, _| {
            let make = |_| rooms.invitations.make(writer, known.tag(), until);
            let codes = (0..count).map(make).collect::<Result<Vec<_>, _>>()?;
            Ok((codes, Some(audit::Act::CircleInvited)))
        })?;
        rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        let link = |payload: String| match rooms.username.get() {
            Some(bot) => format!("https://t.me/{bot}?start={payload}"),
            None => payload,
        };
        let links = codes.into_iter().map(|code| link(code.payload())).collect();
        Ok(Invited { circle: circle.to_owned(), until: until.iso(), links })
    }

    /// Tells an alert's signatures where the campaign asks for them.
    fn signatures_of(&self, id: AlertId) -> Result<Option<Signatures>, ControlError> {
        if !self.rooms.alerts.rules().asks_for_signatures() {
            return Ok(None);
        }
        let Standing { signers, required } = self.rooms.alerts.standing(id).map_err(alert_error)?;
        let signers: Vec<String> = signers.iter().map(ToString::to_string).collect();
        Ok(Some(Signatures { given: signers.len(), required, signers }))
    }

    fn correct(&self, id: &str, file: &str, signatures: &[String], wait: bool) -> Result<Reworked, ControlError> {
        let signatures = read_signatures(signatures)?;
        let of = parse(id)?;
        let file = AlertFile::parse_correction(file).map_err(|mistakes| mistaken(&mistakes))?;
        let id = self.write(|rooms, writer, now| {
            let id = rooms.broadcasts.correct_in(writer, of, (&file, &signatures), short(wait), now)?;
            let act = if wait { audit::Act::Awaited(id) } else { audit::Act::Corrected(of) };
            Ok((id, Some(act)))
        })?;
        Ok(Reworked { signatures: self.signatures_of(id)?, ..self.begun(id, of)? })
    }

    fn recall(&self, id: &str) -> Result<Reworked, ControlError> {
        let of = parse(id)?;
        let id = self.write(|rooms, writer, now| {
            Ok((rooms.broadcasts.recall_in(writer, of, now)?, Some(audit::Act::Recalled(of))))
        })?;
        self.begun(id, of)
    }

    fn retry(&self, id: &str) -> Result<Reworked, ControlError> {
        let of = parse(id)?;
        let id = self.write(|rooms, writer, now| {
            Ok((rooms.broadcasts.retry_in(writer, of, now)?, Some(audit::Act::Retried(of))))
        })?;
        self.begun(id, of)
    }

    /// Does something to alerts, and keeps in the same write that the command line did it.
    fn write<T>(
        &self,
        mut act: impl FnMut(&Rooms, &mut Writer<'_>, Timestamp) -> Result<(T, Option<audit::Act>), AlertError>,
    ) -> Result<T, ControlError> {
        let (rooms, now) = (&self.rooms, Timestamp::now());
        let done = rooms.vault.write(|writer| {
            let (done, act) = act(rooms, writer, now)?;
            if let Some(act) = act {
                rooms.audit.record(writer, By::CommandLine, act, now)?;
            }
            Ok(done)
        });
        done.map_err(alert_error)
    }

    fn note(&self, act: audit::Act) -> Result<(), ControlError> {
        let noted = self.rooms.audit.note(By::CommandLine, act, Timestamp::now());
        noted.map_err(|error| vault_error(&error))
    }

    fn audit(&self, before: Option<u64>) -> Result<AuditList, ControlError> {
        let entries = self.rooms.audit.list(before, audit::LIST_MAX).map_err(|error| match error {
            VaultError::Incomplete | VaultError::Unreadable | VaultError::UnknownRecord => ControlError::failed(
                "the log is broken",
                "run `klich check`: it names the first entry that does not hold",
            ),
            error => vault_error(&error),
        })?;
        let entry = |entry: audit::Entry| AuditEntry {
            number: entry.number,
            at: entry.at,
            by: entry.by,
            act: entry.act.word().to_owned(),
            alert: entry.act.alert().map(|alert| alert.to_string()),
            hash: entry.digest.to_string(),
        };
        Ok(AuditList { entries: entries.into_iter().map(entry).collect() })
    }

    fn verify_audit(&self) -> Result<AuditChain, ControlError> {
        Ok(self.rooms.audit.verify().map_err(|error| vault_error(&error))?.into())
    }

    /// Puts what was begun on the disk and tells the engine.
    fn begun(&self, id: AlertId, of: AlertId) -> Result<Reworked, ControlError> {
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        self.rooms.broadcasts.wake();
        Ok(Reworked { id: id.to_string(), of: of.to_string(), signatures: None })
    }

    /// Sends an alert to each organiser, in their language.
    fn test(&self, file: &str) -> Result<Tested, ControlError> {
        let (file, rooms) = (to_look_at(file)?, &self.rooms);
        let Some((post, runtime)) = self.post.get() else {
            return Err(ControlError::again("no bot runs, so nothing can be sent", "start it with `klich run`"));
        };
        let alert = Alert::draft_of(&file, AlertId::random(&mut OsRng));
        let mut tested = Tested { delivered: 0, failed: 0 };
        for user in &rooms.organisers {
            let chosen = rooms.audience.find(*user).map_err(|error| vault_error(&error))?;
            let reads = chosen.map_or(Language::English, |supporter| supporter.language);
            let Some(language) = alert.language_for(reads) else { continue };
            let text = file.text.get(&language).map(String::as_str).unwrap_or_default();
            let rendered = calls::render((&rooms.texts, &rooms.campaign), &alert, language, text, None);
            let outgoing = Outgoing::Message {
                chat: user.private_chat(),
                text: rendered.text,
                keyboard: Some(rendered.keyboard),
                reply_to: None,
                protect: false,
            };
            match runtime.block_on(post(outgoing)) {
                Outcome::Delivered(_) => tested.delivered += 1,
                _ => tested.failed += 1,
            }
        }
        if rooms.organisers.is_empty() {
            return Err(ControlError::configuration(
                "there is no organiser to send it to",
                "set `organisers.ids` in klich.toml and restart the bot",
            ));
        }
        Ok(tested)
    }

    /// Shows an alert in each language, as subscribers would see it.
    fn preview(&self, file: &str) -> Result<Preview, ControlError> {
        let (file, rooms) = (to_look_at(file)?, &self.rooms);
        let alert = Alert::draft_of(&file, AlertId::random(&mut OsRng));
        let shown = |(language, text): (&Language, &String)| {
            let rendered = calls::render((&rooms.texts, &rooms.campaign), &alert, *language, text, None);
            let label = |button: &Button| match button {
                Button::Press { label, .. } | Button::Link { label, .. } | Button::App { label, .. } => label.clone(),
            };
            let buttons = rendered.keyboard.0.iter().map(|row| row.iter().map(label).collect()).collect();
            (language.code().to_owned(), Shown { text: rendered.text.visible(), buttons })
        };
        Ok(Preview { languages: file.text.iter().map(shown).collect() })
    }

    fn list(&self) -> Result<AlertList, ControlError> {
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        let entry = |alert: crate::alert::Alert| AlertEntry {
            id: alert.id.to_string(),
            sequence: alert.sequence,
            kind: alert.kind.word().to_owned(),
            state: alert.state.into(),
            of: alert.of.map(|of| of.to_string()),
            send_at: alert.send_at,
            expires: alert.expires,
        };
        let last_sequence = self.rooms.alerts.last_sequence().map_err(alert_error)?;
        Ok(AlertList { last_sequence, alerts: alerts.into_iter().map(entry).collect() })
    }

    fn alert(&self, id: AlertId) -> Result<AlertStatus, ControlError> {
        self.status_of(&self.rooms.alerts.find(id).map_err(alert_error)?)
    }

    fn status_of(&self, alert: &Alert) -> Result<AlertStatus, ControlError> {
        let progress = self.rooms.broadcasts.progress_of(alert).map_err(|error| vault_error(&error))?;
        let reason = match progress.state {
            State::Paused(reason) => Some(why(reason).to_owned()),
            _ => None,
        };
        let waits = progress.state == State::AwaitingSignatures;
        Ok(AlertStatus {
            signatures: if waits { self.signatures_of(alert.id)? } else { None },
            id: alert.id.to_string(),
            state: progress.state.into(),
            reason,
            of: alert.of.map(|of| of.to_string()),
            audience: progress.audience,
            delivered: progress.totals.delivered,
            unreachable: progress.totals.unreachable,
            failed: progress.totals.failed,
            uncertain: progress.totals.uncertain,
            remaining: progress.remaining,
            rate: (progress.rate * 10.0).round() / 10.0,
        })
    }

    fn act(&self, id: &str, act: Act) -> Result<AlertStatus, ControlError> {
        let id = parse(id)?;
        self.write(|rooms, writer, _| Ok((rooms.alerts.act_in(writer, id, act)?, audit::Act::steering(act, id))))?;
        self.rooms.broadcasts.wake();
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        self.alert(id)
    }
}

fn short(wait: bool) -> Short {
    if wait { Short::Wait } else { Short::Refuse }
}

fn read_signatures(texts: &[String]) -> Result<Vec<Signature>, ControlError> {
    let read = texts.iter().map(|text| Signature::read(text)).collect::<Result<Vec<_>, _>>();
    read.map_err(|error| ControlError::usage(error.to_string(), "name the .minisig file that the signer made"))
}

fn mistaken(mistakes: &[Mistake]) -> ControlError {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    ControlError::usage(
        format!("the alert file is not right: {}", lines.join("; ")),
        "correct the file and send it again; nothing was sent",
    )
}

/// Reads an alert or a correction that is only looked at.
fn to_look_at(file: &str) -> Result<AlertFile, ControlError> {
    AlertFile::parse(file)
        .or_else(|mistakes| AlertFile::parse_correction(file).map_err(|_| mistakes))
        .map_err(|mistakes| mistaken(&mistakes))
}

fn why(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::Asked => "an organiser asked",
        PauseReason::Refused => "Telegram refused its content",
        PauseReason::Failing => "more than a fifth of the last sends failed",
        PauseReason::Expired => "it expired",
        PauseReason::Token => "Telegram does not take the bot's token any more",
        PauseReason::Late => "its hour had passed by more than six",
        PauseReason::Outrun => "an alert with a newer number went out first; send it anew with a higher one",
    }
}

fn parse(id: &str) -> Result<AlertId, ControlError> {
    id.parse().map_err(|error: crate::alert::NotAnId| ControlError::usage(error.to_string(), "see `klich alert list`"))
}

pub(super) fn report(report: &impl Serialize) -> Result<Value, ControlError> {
    serde_json::to_value(report).map_err(|_| ControlError::failed("the report can't be written", "report this mistake"))
}

fn alert_error(error: AlertError) -> ControlError {
    match error {
        AlertError::Unknown => ControlError::failed("there is no such alert", "see `klich alert list`"),
        AlertError::Refused(refused @ Refused::Signatures(Refusal::Missing { .. })) => ControlError::failed(
            refused.to_string(),
            "have it signed with `klich alert sign`, or give --wait to let it wait for signatures; nothing was sent",
        ),
        AlertError::Refused(refused @ Refused::Signatures(_)) => ControlError::failed(
            refused.to_string(),
            "see that file and signatures belong together: `klich alert manifest FILE` prints what must be signed; \
             nothing was sent",
        ),
        AlertError::Refused(refused) => {
            ControlError::failed(refused.to_string(), "correct the file and send it again; nothing was sent")
        }
        AlertError::Rework => ControlError::usage(error.to_string(), "see `klich alert list`"),
        AlertError::LedgerGone => ControlError::failed(error.to_string(), "write an alert that says what has changed"),
        AlertError::State(_) | AlertError::Recalled | AlertError::NothingFailed => {
            ControlError::failed(error.to_string(), "see `klich alert status ID`")
        }
        AlertError::Empty | AlertError::TooLong(_) => ControlError::usage(error.to_string(), "correct the text"),
        AlertError::Vault(error) => vault_error(&error),
    }
}

pub(super) fn vault_error(error: &VaultError) -> ControlError {
    ControlError::failed(error.to_string(), "see klich's log; if the disk is full, make room and start klich again")
}

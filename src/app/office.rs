//! Answers what the command line asks: in the running bot over the control socket, or in the command itself.

mod alerts;
mod circles;
mod closing;
mod imports;
mod letters;
mod organisers;
mod paper;
mod sealed;
mod totals;

use std::io::Write;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Handle;

use self::alerts::{alert_error, parse};
use super::closing::Closings;
use super::logging::LogTail;
use super::reload::Reloader;
use super::retention;
use super::rotation::Rotations;
use super::wiping::Wiper;
use crate::alert::{Act, AlertError, PauseReason};
use crate::audit::{self, By};
use crate::bot::{InForce, Post, Rooms};
use crate::cli::keys;
use crate::control::reports::{
    Aside, AsideDone, AuditChain, AuditEntry, AuditList, LetterIds, Reloaded, Rotation, Unlocked,
};
use crate::control::{ControlError, Office, Request};
use crate::telegram::Readiness;
use crate::vault::{BackupError, VaultError, Writer};

/// Gives the courier's present limit, in requests a second.
pub type Rate = Box<dyn Fn() -> f64 + Send + Sync>;

/// An office that is open for as long as the process runs: each request is answered with the rooms that are in force.
pub struct OpenOffice {
    in_force: InForce,
    desk: Arc<Furniture>,
}

/// What an office has at hand beside the rooms, for as long as the process runs.
pub struct Furniture {
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
    /// Takes the configuration in anew; none where no bot runs.
    reloader: OnceLock<Arc<Reloader>>,
    /// Whether updates come in; none where no bot runs.
    readiness: OnceLock<Readiness>,
    rotations: Arc<Rotations>,
    closings: Arc<Closings>,
}

/// The office over the rooms, for one request.
pub struct RoomsOffice {
    rooms: Arc<Rooms>,
    desk: Arc<Furniture>,
}

impl Deref for RoomsOffice {
    type Target = Furniture;

    fn deref(&self) -> &Furniture {
        &self.desk
    }
}

impl OpenOffice {
    /// Opens the office.
    pub(super) fn new(in_force: InForce, since: Option<Timestamp>, wiper: Option<Arc<Wiper>>) -> Self {
        let rotations = Arc::new(Rotations::new(Arc::clone(&in_force.rooms().vault)));
        let closings = Arc::new(Closings::new(Arc::clone(&rotations)));
        let (log, rate, post) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (reloader, readiness) = (OnceLock::new(), OnceLock::new());
        let desk = Furniture { since, wiper, log, rate, post, reloader, readiness, rotations, closings };
        Self { in_force, desk: Arc::new(desk) }
    }

    /// Gives what closes the petition, for the task that carries it through.
    pub(super) fn closings(&self) -> Arc<Closings> {
        Arc::clone(&self.desk.closings)
    }

    /// Gives what renews the keys, for the task that carries it through.
    pub(super) fn rotations(&self) -> Arc<Rotations> {
        Arc::clone(&self.desk.rotations)
    }

    /// Lets the office show the end of the log.
    pub fn open_log(&self, log: LogTail) {
        let _ = self.desk.log.set(log);
    }

    /// Lets the office tell how fast may be sent.
    pub fn open_rate(&self, rate: Rate) {
        let _ = self.desk.rate.set(rate);
    }

    /// Lets the office write to organisers. Needs a Tokio runtime, and to be asked from a blocking thread of it.
    pub fn open_post(&self, post: Post) {
        let _ = self.desk.post.set((post, Handle::current()));
    }

    /// Lets the office take the configuration in anew.
    pub(super) fn open_reload(&self, reloader: Arc<Reloader>) {
        let _ = self.desk.reloader.set(reloader);
    }

    /// Lets the office tell whether updates come in.
    pub(super) fn open_intake(&self, readiness: Readiness) {
        let _ = self.desk.readiness.set(readiness);
    }

    fn now(&self) -> RoomsOffice {
        RoomsOffice { rooms: self.in_force.rooms(), desk: Arc::clone(&self.desk) }
    }
}

impl Office for OpenOffice {
    fn answer(&self, request: Request) -> Result<Value, ControlError> {
        self.now().answer(request)
    }

    fn stream(&self, request: Request, out: &mut dyn Write) -> Result<Value, ControlError> {
        self.now().stream(request, out)
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
            Request::Reload {} => report(&self.reload()?),
            Request::Status {} => report(&self.status()?),
            // It is open: there is nothing to compare a passphrase with, and nothing to do.
            Request::Unlock { .. } => report(&Unlocked { state: self.state() }),
            Request::Stats {} => report(&self.stats()?),
            Request::Desk {} => report(&self.desk()?),
            Request::PledgesTally { campaign } => report(&self.tally(campaign.as_deref())?),
            Request::PledgesList { shard, campaign } => report(&self.letters(shard, campaign.as_deref())?),
            Request::PledgesFetch { ids } => report(&letters::fetch(&self.rooms, &ids)?),
            Request::PledgesDeliver { id, reply, again } => {
                report(&letters::deliver(&self.rooms, self.post.get(), &id, &reply, again)?)
            }
            Request::ImportKnown { marks } => report(&self.import_known(&marks)?),
            Request::ImportTake { pledges, first } => report(&self.import(&pledges, first)?),
            Request::ImportDrop { id } => report(&self.drop_imported(&id)?),
            Request::PaperList {} => report(&self.paper()?),
            Request::PaperAdd { place, count, date } => report(&self.add_paper(&place, count, date.as_deref())?),
            Request::PaperUndo { number } => report(&self.undo_paper(number)?),
            Request::PledgesExported { letters } => report(&self.exported(&letters)?),
            Request::PledgesClosing { campaign } => report(&self.closing(campaign.as_deref())?),
            Request::PledgesClose { without_export, campaign } => {
                report(&self.close(without_export, campaign.as_deref())?)
            }
            Request::KeysRotate {} => report(&self.rotate()?),
            Request::KeysRotation {} => report(&self.rotation()?),
            Request::AsideList {} => report(&self.aside()?),
            Request::AsideRetry {} => report(&self.retry_aside()?),
            Request::AsideDrop {} => report(&self.drop_aside()?),
            Request::AlertSend { file, signatures, wait } => report(&self.send(&file, &signatures, wait)?),
            Request::AlertSign { id, signatures } => report(&self.sign(parse(&id)?, &signatures)?),
            Request::AlertFetch { id } => report(&self.fetch(parse(&id)?)?),
            Request::OrganisersList {} => report(&self.organisers()?),
            Request::OrganisersLift { number } => report(&self.lift(number)?),
            Request::CirclesList {} => report(&self.circles()?),
            Request::CirclesInvite { circle, count, days } => report(&self.invite(&circle, count, days)?),
            Request::CirclesDevices { circle, after } => report(&self.devices(&circle, after.as_deref())?),
            Request::SealedBegin { manifest, signatures, payload } => {
                report(&self.begin_sealed(&manifest, &signatures, &payload)?)
            }
            Request::SealedHeaders { id, headers } => report(&self.add_headers(parse(&id)?, &headers)?),
            Request::SealedSend { id } => report(&self.send_sealed(parse(&id)?)?),
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
            BackupError::Write(source) if source.kind() == std::io::ErrorKind::BrokenPipe => ControlError::failed(
                "whoever reads the backup has ended before it was whole",
                "what they have is no backup: see why they ended, then try again",
            ),
            BackupError::Write(source) => ControlError::failed(
                format!("the backup can't be written: {source}"),
                "see that there is room where it is written; nothing was left behind",
            ),
            error => ControlError::failed(error.to_string(), "see klich's log"),
        })
    }

    /// Takes the configuration in anew, or tells what is wrong with it.
    fn reload(&self) -> Result<Reloaded, ControlError> {
        match self.reloader.get() {
            Some(reloader) => Ok(reloader.reload()),
            None => Err(ControlError::again(
                "no bot runs, so there is nothing to take in",
                "start it with `klich run`: it reads everything then",
            )),
        }
    }

    /// Lists the letters of a shard, of one campaign or of all.
    fn letters(&self, shard: u8, campaign: Option<&str>) -> Result<LetterIds, ControlError> {
        let whose = campaign.map(|id| self.whose(Some(id))).transpose()?;
        letters::list(&self.rooms, shard, whose.as_ref())
    }

    /// Gives the rooms of the campaign that is named; of the first where none is.
    fn whose(&self, campaign: Option<&str>) -> Result<Rooms, ControlError> {
        let found = campaign.map_or_else(|| Some((*self.rooms).clone()), |id| self.rooms.named(id));
        found.ok_or_else(|| {
            ControlError::usage(
                format!("{}: none is called so", self.serves()),
                "correct the campaign and try again; nothing was done",
            )
        })
    }

    /// Begins to renew the keys; where no bot runs that would carry it through, does all of it.
    fn rotate(&self) -> Result<Rotation, ControlError> {
        self.rotations.begin(&self.rooms, By::CommandLine).map_err(|error| vault_error(&error))?;
        if self.since.is_none() {
            self.rotations.carry_through(|| false).map_err(|error| vault_error(&error))?;
        }
        self.rotation()
    }

    fn rotation(&self) -> Result<Rotation, ControlError> {
        let rotation = self.rotations.report();
        // Without keys none seems to be under way.
        self.rooms.vault.refuse_destroyed().map_err(|error| vault_error(&error))?;
        Ok(rotation)
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
            by: entry.by.to_string(),
            act: entry.act.word().to_owned(),
            alert: entry.act.alert().map(|alert| alert.to_string()),
            organiser: entry.act.organiser().map(|audit::Number(number)| number),
            hash: entry.digest.to_string(),
        };
        Ok(AuditList { entries: entries.into_iter().map(entry).collect() })
    }

    fn verify_audit(&self) -> Result<AuditChain, ControlError> {
        Ok(self.rooms.audit.verify().map_err(|error| vault_error(&error))?.into())
    }
}

pub(super) fn report(report: &impl Serialize) -> Result<Value, ControlError> {
    serde_json::to_value(report).map_err(|_| ControlError::failed("the report can't be written", "report this mistake"))
}

pub(super) fn vault_error(error: &VaultError) -> ControlError {
    match error {
        VaultError::Wiped(at) => keys::was_wiped(*at),
        VaultError::UnknownRecord => ControlError::configuration(
            "a record is not of a version that this klich knows",
            "run the klich that wrote it, or a newer one",
        ),
        error => ControlError::failed(
            error.to_string(),
            "see klich's log; if the disk is full, make room and start klich again",
        ),
    }
}

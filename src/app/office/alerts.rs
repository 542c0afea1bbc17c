//! Alerts from the command line: taken, signed, looked at, steered, put right.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rand::rngs::OsRng;

use super::{RoomsOffice, vault_error};
use crate::alert::{Act, Alert, AlertError, AlertFile, AlertId, Mistake, PauseReason, Refused, Short, Standing, State};
use crate::audit;
use crate::bot::{Rooms, calls};
use crate::control::ControlError;
use crate::control::reports::{
    AlertEntry, AlertList, AlertStatus, Approvals, Fetched, Preview, Reworked, Sent, Shown, Signatures, Tested,
};
use crate::seal::{Refusal, Signature};
use crate::telegram::{Button, Outcome, Outgoing};
use crate::text::Language;

impl RoomsOffice {
    /// Takes an alert; it is on the disk when this returns.
    pub(super) fn send(&self, file: &str, signatures: &[String], wait: bool) -> Result<Sent, ControlError> {
        let signatures = read_signatures(signatures)?;
        let file = AlertFile::parse(file).map_err(|mistakes| mistaken(&mistakes))?;
        let whose = self.of(&file)?;
        let id = self.write(|_, writer, now| {
            let alert = whose.alerts.submit_in(writer, &file, &signatures, short(wait), now)?;
            Ok((alert.id, Some(audit::Act::submission(&alert, now))))
        })?;
        self.taken(id)
    }

    /// Takes signatures of an alert that waits.
    pub(super) fn sign(&self, id: AlertId, signatures: &[String]) -> Result<Sent, ControlError> {
        let signatures = read_signatures(signatures)?;
        self.write(|rooms, writer, now| {
            rooms.alerts.sign_in(writer, id, &signatures, now)?;
            Ok(((), Some(audit::Act::Signed(id))))
        })?;
        self.taken(id)
    }

    /// Gives the rooms of the campaign that a file is of.
    fn of(&self, file: &AlertFile) -> Result<Rooms, ControlError> {
        self.rooms.named(&file.campaign).ok_or_else(|| {
            ControlError::failed(
                format!("{}, the file is for another: set `campaign` in it", self.serves()),
                "correct the file and send it again; nothing was sent",
            )
        })
    }

    /// Says which campaigns there are.
    pub(super) fn serves(&self) -> String {
        let ids: Vec<String> = self.rooms.served.iter().map(|served| format!("`{}`", served.campaign.id())).collect();
        match ids.as_slice() {
            [one] => format!("this bot serves the campaign {one}"),
            _ => format!("this bot serves the campaigns {}", ids.join(", ")),
        }
    }

    fn taken(&self, id: AlertId) -> Result<Sent, ControlError> {
        self.settle()?;
        Ok(Sent { id: id.to_string(), signatures: self.signatures_of(id)?, approvals: self.approvals_of(id)? })
    }

    /// Gives what is to be signed of an alert that waits.
    pub(super) fn fetch(&self, id: AlertId) -> Result<Fetched, ControlError> {
        let file = self.rooms.alerts.to_sign(id, Timestamp::now()).map_err(alert_error)?;
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        Ok(Fetched { file: file.to_toml(), manifest: file.manifest().to_text() })
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

    /// Tells an alert's approvals while it waits for some.
    fn approvals_of(&self, id: AlertId) -> Result<Option<Approvals>, ControlError> {
        let alert = self.rooms.alerts.find(id).map_err(alert_error)?;
        if alert.state != State::AwaitingApprovals {
            return Ok(None);
        }
        let approved = self.rooms.alerts.approvals(&alert).map_err(alert_error)?;
        Ok(Some(Approvals { given: approved.by.len(), required: approved.required }))
    }

    pub(super) fn correct(
        &self,
        id: &str,
        file: &str,
        signatures: &[String],
        wait: bool,
    ) -> Result<Reworked, ControlError> {
        let signatures = read_signatures(signatures)?;
        let of = parse(id)?;
        let file = AlertFile::parse_correction(file).map_err(|mistakes| mistaken(&mistakes))?;
        let whose = self.of(&file)?;
        let id = self.write(|_, writer, now| {
            let correction = whose.broadcasts.correct_in(writer, of, (&file, &signatures), short(wait), now)?;
            Ok((correction.id, Some(audit::Act::submission(&correction, now))))
        })?;
        let approvals = self.approvals_of(id)?;
        Ok(Reworked { signatures: self.signatures_of(id)?, approvals, ..self.begun(id, of)? })
    }

    pub(super) fn recall(&self, id: &str) -> Result<Reworked, ControlError> {
        let of = parse(id)?;
        let id = self.write(|rooms, writer, now| {
            Ok((rooms.broadcasts.recall_in(writer, of, now)?, Some(audit::Act::Recalled(of))))
        })?;
        self.begun(id, of)
    }

    pub(super) fn retry(&self, id: &str) -> Result<Reworked, ControlError> {
        let of = parse(id)?;
        let id = self.write(|rooms, writer, now| {
            Ok((rooms.broadcasts.retry_in(writer, of, now)?, Some(audit::Act::Retried(of))))
        })?;
        self.begun(id, of)
    }

    fn begun(&self, id: AlertId, of: AlertId) -> Result<Reworked, ControlError> {
        self.settle()?;
        Ok(Reworked { id: id.to_string(), of: of.to_string(), signatures: None, approvals: None })
    }

    /// Sends an alert to each organiser, in their language.
    pub(super) fn test(&self, file: &str) -> Result<Tested, ControlError> {
        let (file, rooms) = (to_look_at(file)?, &self.rooms);
        let Some((post, runtime)) = self.post.get() else {
            return Err(ControlError::again("no bot runs, so nothing can be sent", "start it with `klich run`"));
        };
        let alert = Alert::draft_of(&file, AlertId::random(&mut OsRng));
        let mut tested = Tested { delivered: 0, failed: 0 };
        let readers = rooms.organising_readers().map_err(|error| vault_error(&error))?;
        for reader in readers {
            let Some(language) = alert.language_for(reader.language) else { continue };
            let text = file.text.get(&language).map(String::as_str).unwrap_or_default();
            let rendered = calls::render(rooms, &alert, language, text, None);
            let outgoing = Outgoing::Message {
                chat: reader.user.private_chat(),
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
        if rooms.organisers.roster().everyone().next().is_none() {
            return Err(ControlError::configuration(
                "there is no organiser to send it to",
                "set `organisers.ids` in klich.toml and restart the bot",
            ));
        }
        Ok(tested)
    }

    /// Shows an alert in each language, as subscribers would see it.
    pub(super) fn preview(&self, file: &str) -> Result<Preview, ControlError> {
        let (file, rooms) = (to_look_at(file)?, &self.rooms);
        let alert = Alert::draft_of(&file, AlertId::random(&mut OsRng));
        let shown = |(language, text): (&Language, &String)| {
            let rendered = calls::render(rooms, &alert, *language, text, None);
            let label = |button: &Button| match button {
                Button::Press { label, .. } | Button::Link { label, .. } | Button::App { label, .. } => label.clone(),
            };
            let buttons = rendered.keyboard.0.iter().map(|row| row.iter().map(label).collect()).collect();
            (language.code().to_owned(), Shown { text: rendered.text.visible(), buttons })
        };
        let expired = Some(file.expires).filter(|expires| *expires <= (rooms.now)());
        Ok(Preview { languages: file.text.iter().map(shown).collect(), expired })
    }

    pub(super) fn list(&self) -> Result<AlertList, ControlError> {
        let alerts = self.rooms.alerts.list().map_err(alert_error)?;
        let alone = self.rooms.is_alone();
        let entry = |alert: crate::alert::Alert| AlertEntry {
            id: alert.id.to_string(),
            sequence: alert.sequence,
            kind: alert.kind.word().to_owned(),
            state: alert.state.into(),
            of: alert.of.map(|of| of.to_string()),
            send_at: alert.send_at,
            expires: alert.expires,
            campaign: (!alone).then_some(alert.campaign),
        };
        let last_sequence = self.rooms.alerts.last_sequence().map_err(alert_error)?;
        let mut last_sequences = BTreeMap::new();
        for served in self.rooms.served.iter().filter(|_| !alone) {
            let last = served.alerts.last_sequence().map_err(alert_error)?;
            last_sequences.insert(served.campaign.id().to_string(), last);
        }
        Ok(AlertList { last_sequence, last_sequences, alerts: alerts.into_iter().map(entry).collect() })
    }

    pub(super) fn alert(&self, id: AlertId) -> Result<AlertStatus, ControlError> {
        self.status_of(&self.rooms.alerts.find(id).map_err(alert_error)?)
    }

    pub(super) fn status_of(&self, alert: &Alert) -> Result<AlertStatus, ControlError> {
        let progress = self.rooms.broadcasts.progress_of(alert).map_err(|error| vault_error(&error))?;
        let reason = match progress.state {
            State::Paused(reason) => Some(why(reason).to_owned()),
            State::Running if self.since.is_none() => Some("no bot runs, so nothing moves".to_owned()),
            State::Running if alert.of.is_none() && self.rooms.named(&alert.campaign).is_none() => {
                Some("its campaign is not served now, so it waits".to_owned())
            }
            _ => None,
        };
        let waits = progress.state.waits();
        Ok(AlertStatus {
            sealed: self.sealed_for(alert.id)?,
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
            approvals: self.approvals_of(alert.id)?,
        })
    }

    pub(super) fn act(&self, id: &str, act: Act) -> Result<AlertStatus, ControlError> {
        let id = parse(id)?;
        self.write(|rooms, writer, _| Ok((rooms.alerts.act_in(writer, id, act)?, audit::Act::steering(act, id))))?;
        self.settle()?;
        self.alert(id)
    }

    /// Puts what was done on the disk and tells the engine.
    pub(super) fn settle(&self) -> Result<(), ControlError> {
        self.rooms.vault.sync_blocking().map_err(|error| vault_error(&error))?;
        self.rooms.broadcasts.wake();
        Ok(())
    }
}

fn short(wait: bool) -> Short {
    if wait { Short::Wait } else { Short::Refuse }
}

pub(super) fn read_signatures(texts: &[String]) -> Result<Vec<Signature>, ControlError> {
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

pub(super) fn parse(id: &str) -> Result<AlertId, ControlError> {
    id.parse().map_err(|error: crate::alert::NotAnId| ControlError::usage(error.to_string(), "see `klich alert list`"))
}

pub(super) fn alert_error(error: AlertError) -> ControlError {
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
        AlertError::Sealed => ControlError::failed(error.to_string(), "recall it, and send another"),
        AlertError::LedgerGone => ControlError::failed(error.to_string(), "write an alert that says what has changed"),
        AlertError::State(_)
        | AlertError::Recalled
        | AlertError::NothingFailed
        | AlertError::OwnText
        | AlertError::Changed => ControlError::failed(error.to_string(), "see `klich alert status ID`"),
        AlertError::Empty | AlertError::TooLong(_) => ControlError::usage(error.to_string(), "correct the text"),
        AlertError::Vault(error) => vault_error(&error),
    }
}

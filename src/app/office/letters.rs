//! Sealed letters on their way out to organisers, and replies on their way back: nobody learns who wrote.

use sha2::{Digest as _, Sha256};
use tokio::runtime::Handle;

use super::vault_error;
use crate::audit::{Act, By};
use crate::bot::{Post, Rooms, replying};
use crate::control::ControlError;
use crate::control::reports::{Bringing, Brought, LetterIds, SealedLetters};
use crate::pledge::LetterId;
use crate::seal::SealedFile;
use crate::telegram::Outcome;

/// How much one answer holds at most, in bytes of the letters' own form; one letter fits in any case.
const ANSWER_MAX: usize = 512 << 10;

/// Lists the letters of a shard, and what was brought in: of one campaign or of all.
pub(super) fn list(rooms: &Rooms, shard: u8, whose: Option<&Rooms>) -> Result<LetterIds, ControlError> {
    if shard >= LetterId::SHARDS {
        let what = format!("there is no shard {shard}");
        return Err(ControlError::usage(what, "run the same version on both ends: after an upgrade, restart the bot"));
    }
    let is_for = |of| whose.is_none_or(|whose| whose.pledges.is_with(of));
    let mut ids = rooms.letters.ids(shard, is_for).map_err(|error| vault_error(&error))?;
    let imported = match whose {
        None => rooms.pledges.imports().ids(shard),
        Some(whose) => whose.pledges.imports().own_ids(shard),
    };
    ids.extend(imported.map_err(|error| vault_error(&error))?);
    Ok(LetterIds { ids: ids.iter().map(ToString::to_string).collect() })
}

/// Gives letters, as many as fit.
pub(super) fn fetch(rooms: &Rooms, ids: &[String]) -> Result<SealedLetters, ControlError> {
    let mut answer = SealedLetters::default();
    let mut length = 0;
    record(rooms, Act::SealedExported)?;
    for id in ids {
        let sealed = rooms.letters.sealed(parse(id)?).map_err(|error| vault_error(&error))?;
        let sealed = sealed.and_then(|bytes| SealedFile::read_picture(&bytes).ok()).map(|sealed| sealed.to_wire());
        length += sealed.as_ref().map_or(0, String::len);
        if length > ANSWER_MAX && !answer.letters.is_empty() {
            break;
        }
        answer.letters.insert(id.clone(), sealed);
    }
    Ok(answer)
}

/// Brings a reply to whoever wrote a letter, once.
pub(super) fn deliver(
    rooms: &Rooms,
    post: Option<&(Post, Handle)>,
    id: &str,
    reply: &str,
    again: bool,
) -> Result<Brought, ControlError> {
    let letter = rooms.letters.find(parse(id)?).map_err(|error| vault_error(&error))?;
    let sealed = SealedFile::read(reply.as_bytes()).map_err(|error| {
        ControlError::usage(format!("the reply to {id}: {error}"), "make it with `klich pledges reply`")
    })?;
    let Some((post, runtime)) = post else {
        return Err(ControlError::again("no bot runs, so nothing can be sent", "start it with `klich run`"));
    };
    let told = |outcome, as_file| Brought { id: id.to_owned(), outcome, as_file };
    let Some(letter) = letter else { return Ok(told(Bringing::Gone, false)) };
    let mark = mark(&sealed);
    if letter.replied == Some(mark) && !again {
        return Ok(told(Bringing::Before, false));
    }
    let (outgoing, as_file) = replying::reply(rooms, &letter, &sealed).map_err(|error| vault_error(&error))?;
    let outcome = match runtime.block_on(post(outgoing)) {
        Outcome::Delivered(_) | Outcome::Gone => Bringing::Delivered,
        Outcome::Uncertain => Bringing::Uncertain,
        Outcome::Unreachable => Bringing::Unreachable,
        Outcome::Refused(_) => Bringing::Refused,
        Outcome::Retry { .. } | Outcome::Fatal => Bringing::NotSent,
    };
    if matches!(outcome, Bringing::Delivered | Bringing::Uncertain) {
        rooms.letters.replied(letter.id, mark).map_err(|error| vault_error(&error))?;
        record(rooms, Act::ReplyDelivered)?;
    }
    Ok(told(outcome, as_file))
}

/// Writes down that something was done at the command line.
fn record(rooms: &Rooms, act: Act) -> Result<(), ControlError> {
    let recorded = rooms.audit.note(By::CommandLine, act, (rooms.now)());
    recorded.and_then(|()| rooms.vault.sync_blocking()).map_err(|error| vault_error(&error))
}

/// What tells whether the same reply was brought before.
fn mark(sealed: &SealedFile) -> [u8; 16] {
    let hash: [u8; 32] = Sha256::digest(sealed.as_bytes()).into();
    *hash.first_chunk().expect("32 bytes have 16")
}

pub(super) fn parse(id: &str) -> Result<LetterId, ControlError> {
    id.parse().map_err(|error: crate::pledge::NotALetterId| {
        ControlError::usage(error.to_string(), "name the files as `klich pledges export` did")
    })
}

//! What a person's update is worth while they send more than anybody can answer.
//!
//! What changes something that is kept of them is worth the last of its kind: of a hundred *pledge* and *withdraw*, the last
//! of each gives the same end. What only asks for an answer may go. Organisers are never slowed.

use tokio::sync::mpsc;

use super::answer::{Answer, Answered};
use super::button::{Press, scoped};
use super::command::Command;
use super::in_force::InForce;
use super::incoming::{Incoming, RepliedTo, Sent};
use super::rooms::{Reader, Rooms};
use super::{explaining, sealing};
use crate::campaign::Kind;
use crate::telegram::{Judge, Keyboard, UserId, Worth, read_update};
use crate::text::Message;

/// Kinds of updates of which the last is enough.
#[repr(u8)]
enum Lasting {
    Subscribe,
    Stop,
    Language,
    ShowPledge,
    WithdrawAsk,
    Withdraw,
    Keep,
    MyData,
    ForgetAsk,
    Forget,
    ForgetCancel,
    Left,
    Renew,
    /// With the kind of support behind it.
    Pledge,
}

/// Kinds beyond [`Lasting`]: from which number on, and how many.
const FIRST_OTHER: u64 = 100;
const OTHERS: u64 = 251;

/// Sealed letters: from which number on, and how many. The same one again is one.
const FIRST_SEALED: u64 = 400;
const SEALED: u64 = 64;

/// Judges updates with the rooms at hand.
pub struct FloodJudge {
    in_force: InForce,
    slowed: mpsc::Sender<Slowed>,
}

/// Somebody whose updates are let go from now on.
pub struct Slowed(Reader);

impl FloodJudge {
    /// Makes a judge; whoever has to be told comes out at `slowed`, and is not told where that is full.
    pub fn new(in_force: InForce, slowed: mpsc::Sender<Slowed>) -> Self {
        Self { in_force, slowed }
    }
}

fn reply(rooms: &Rooms, user: UserId, reply: Option<&RepliedTo>) -> Worth {
    let Some(reply) = reply else { return Worth::Nothing };
    let rooms = match explaining::alert_of(rooms, user, reply) {
        Ok(None) => return Worth::Nothing,
        // What can't be read counts: nothing of value may go.
        Ok(Some(alert)) => match rooms.of_alert_named(alert) {
            Ok(Some(rooms)) => rooms,
            Ok(None) => return Worth::Nothing,
            Err(_) => rooms.clone(),
        },
        Err(_) => rooms.clone(),
    };
    match (rooms.campaign.petition().kinds.first(), rooms.scope()) {
        (Some(kind), None) => pledge(*kind),
        (Some(kind), scope) => other(&scoped(scope, Press::Pledge(*kind))),
        (None, _) => Worth::Nothing,
    }
}

impl Judge for FloodJudge {
    fn worth(&self, json: &str) -> Worth {
        let Some(update) = read_update(json) else { return Worth::Nothing };
        let (rooms, incoming) = (self.in_force.rooms(), Incoming::read(&update));
        if incoming.user().is_some_and(|user| rooms.is_organiser(user)) {
            return Worth::Everything;
        }
        match incoming {
            Incoming::Commanded(commanded) => command(&commanded.command),
            Incoming::Pressed(pressed) => match (pressed.press, pressed.campaign) {
                (Some(asked), None) if rooms.scope().is_none() || !asked.is_about_a_campaign() => press(&asked),
                // Of another campaign: never merged with the same act in the first.
                (Some(asked), _) if press(&asked) != Worth::Nothing => other(&scoped(pressed.campaign, asked)),
                _ => Worth::Nothing,
            },
            Incoming::Said(said) if rooms.texts.is_stop_word(&said.text) => lasting(Lasting::Stop),
            Incoming::Said(said) if sealing::is_sealed(said.text.as_bytes()) => sealed(said.text.as_bytes()),
            Incoming::Handed(handed) => sealed(handed.data.as_bytes()),
            Incoming::Sent(Sent { file: Some(file), reply_to: None, .. }) => sealed(file.id.0.as_bytes()),
            Incoming::Said(said) => reply(&rooms, said.person.user, said.reply_to.as_ref()),
            Incoming::Sent(sent) => reply(&rooms, sent.person.user, sent.reply_to.as_ref()),
            Incoming::Left(_) => lasting(Lasting::Left),
            Incoming::Nothing => Worth::Nothing,
        }
    }

    fn slowed(&self, json: &str) {
        let Some(update) = read_update(json) else { return };
        let person = match Incoming::read(&update) {
            Incoming::Commanded(commanded) => commanded.person,
            Incoming::Pressed(pressed) => pressed.person,
            Incoming::Said(said) => said.person,
            Incoming::Sent(sent) => sent.person,
            Incoming::Handed(handed) => handed.person,
            Incoming::Left(_) | Incoming::Nothing => return,
        };
        if let Ok(reader) = self.in_force.rooms().reader(&person) {
            let _ = self.slowed.try_send(Slowed(reader));
        }
    }
}

/// Asks somebody to wait.
///
/// # Errors
/// None; as every conversation.
pub fn wait_a_little(rooms: &Rooms, Slowed(reader): &Slowed) -> Answered {
    let text = rooms.html(*reader, Message::WaitALittle);
    Ok(Answer::say(reader.user.private_chat(), text, Keyboard::default()))
}

fn command(command: &Command) -> Worth {
    match command {
        Command::Subscribe => lasting(Lasting::Subscribe),
        Command::Stop => lasting(Lasting::Stop),
        Command::Forget => lasting(Lasting::ForgetAsk),
        Command::MyData => lasting(Lasting::MyData),
        Command::Pledge(None) => lasting(Lasting::ShowPledge),
        Command::Pledge(Some(kind)) => Kind::from_code(kind).map_or(Worth::Nothing, pledge),
        _ => Worth::Nothing,
    }
}

fn press(press: &Press) -> Worth {
    match press {
        Press::Subscribe => lasting(Lasting::Subscribe),
        Press::Stop => lasting(Lasting::Stop),
        Press::Language(_) => lasting(Lasting::Language),
        Press::Support => lasting(Lasting::ShowPledge),
        Press::Pledge(kind) | Press::PledgeFor(_, kind) | Press::PledgeTo(_, kind) => pledge(*kind),
        Press::Renew(_) => lasting(Lasting::Renew),
        Press::Letter(id, _) => sealed(&id.to_bytes()),
        Press::WithdrawAsk => lasting(Lasting::WithdrawAsk),
        Press::Withdraw => lasting(Lasting::Withdraw),
        Press::Keep => lasting(Lasting::Keep),
        Press::Cancel => lasting(Lasting::ForgetCancel),
        Press::Forget(_) => lasting(Lasting::Forget),
        // Each setting and each alert for itself, in a bounded number of kinds.
        Press::Hear(_)
        | Press::HearCampaign(..)
        | Press::Hide(_)
        | Press::CountHear
        | Press::CountStop
        | Press::PictureCancel => other(&press.to_string()),
        _ => Worth::Nothing,
    }
}

/// One of a bounded number of kinds, by its data.
fn other(data: &str) -> Worth {
    let sum = data.bytes().fold(0_u64, |sum, byte| (sum * 31 + u64::from(byte)) % OTHERS);
    Worth::Merges(FIRST_OTHER + sum)
}

fn pledge(kind: Kind) -> Worth {
    let place = Kind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
    Worth::Merges(Lasting::Pledge as u64 + place as u64)
}

fn sealed(bytes: &[u8]) -> Worth {
    Worth::Merges(FIRST_SEALED + u64::from(crc32fast::hash(bytes)) % SEALED)
}

fn lasting(kind: Lasting) -> Worth {
    Worth::Merges(kind as u64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use std::sync::Arc;

    use super::*;
    use crate::bot::testing;

    fn said(user: i64, text: &str) -> String {
        format!(
            r#"{{"update_id":1,"message":{{"message_id":1,"date":1,"text":"{text}",
            "from":{{"id":{user},"is_bot":false,"first_name":"A","language_code":"pl"}},
            "chat":{{"id":{user},"type":"private","first_name":"A"}}}}}}"#
        )
    }

    #[test]
    fn what_lasts_is_kept_and_what_asks_only_is_not() {
        let (slowed, mut heard) = mpsc::channel(1);
        let rooms = testing::rooms();
        let judge = FloodJudge::new(InForce::new(Arc::clone(&rooms)), slowed);
        let worth = |text: &str| judge.worth(&said(5, text));
        let lasting = ["/subscribe", "/stop", "/forget", "/mydata", "/pledge", "/pledge sign", "/pledge act"];
        let kinds: BTreeSet<u64> = lasting
            .iter()
            .map(|text| match worth(text) {
                Worth::Merges(kind) => kind,
                other => panic!("{text}: {other:?}"),
            })
            .collect();
        assert_eq!(kinds.len(), lasting.len(), "each of its own kind");
        assert_eq!(worth("stop"), worth("/stop"));
        for text in ["/help", "/start", "/demands", "hello", "/pledge nonsense", "/desk", "/nonsense"] {
            assert_eq!(worth(text), Worth::Nothing, "{text}");
        }
        // Of what is sealed each letter counts, the same one once.
        let handed = |data: &str| {
            let json = said(5, "x")
                .replace("\"text\":\"x\"", &format!("\"web_app_data\":{{\"data\":\"{data}\",\"button_text\":\"b\"}}"));
            judge.worth(&json)
        };
        assert!(matches!(handed("k1.AAAA"), Worth::Merges(_)) && handed("k1.AAAA") == handed("k1.AAAA"));
        assert_ne!(handed("k1.AAAA"), handed("k1.AAAB"));
        assert_eq!(handed("k1.AAAA"), worth("k1.AAAA"), "pasted or handed over");
        let organiser = testing::ORGANISER;
        assert_eq!(judge.worth(&said(organiser, "hello")), Worth::Everything);
        assert_eq!(judge.worth("nonsense"), Worth::Nothing);
        judge.slowed(&said(5, "hello"));
        judge.slowed(&said(6, "one too many for the channel"));
        let answer = wait_a_little(&rooms, &heard.try_recv().unwrap()).unwrap();
        assert_eq!(answer.outgoing.len(), 1);
        assert!(heard.try_recv().is_err());
    }
}

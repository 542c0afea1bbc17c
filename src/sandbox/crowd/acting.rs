//! One person's next move, decided by what the phone shows.

use std::collections::{BTreeSet, VecDeque};

use super::plan::{Answer, Member};
use crate::sandbox::{ChatView, MessageView, People};
use crate::text::{Language, Message, Texts};

/// Something that a person does once the phone shows what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Move {
    /// Presses *Start*.
    Start,
    /// Presses the newest button with this verb.
    Press(&'static str),
    /// Replies to the call.
    Reply,
    /// Types this.
    Say(String),
    /// Blocks the bot.
    Block,
    /// Loses the account.
    Vanish,
    /// Waits for a call.
    AwaitCall,
}

/// What has to be seen before the next move.
enum Wait {
    Nothing,
    /// The answer to this press.
    Answer(String),
    /// A message of the bot after this one.
    Message(i64),
}

/// A person on the way.
pub(super) struct Acting {
    pub member: Member,
    pub subscribed: bool,
    /// Codes of what was pledged and stands.
    pub pledged: BTreeSet<String>,
    moves: VecDeque<Move>,
    wait: Wait,
}

impl Acting {
    pub fn new(member: Member, texts: &Texts) -> Self {
        let kinds = ["act", "share", "photo", "raise"];
        let choice = usize::try_from(member.id).unwrap_or_default() % kinds.len();
        let kind = kinds.get(choice).copied().unwrap_or("act");
        let mut moves = VecDeque::from([Move::Start, Move::Press("subscribe")]);
        if member.answer == Answer::Vanish {
            moves.push_back(Move::Vanish);
        } else {
            moves.push_back(Move::AwaitCall);
        }
        moves.extend(match member.answer {
            Answer::Button => vec![Move::Press("call")],
            Answer::Choose => vec![Move::Press("support"), Move::Press("pledge")],
            Answer::Reply => vec![Move::Reply],
            Answer::Again => vec![Move::Reply, Move::Reply, Move::Press("call")],
            Answer::Command => vec![Move::Say(format!("/pledge {kind}"))],
            Answer::Withdraw => vec![
                Move::Press("call"),
                Move::Say("/pledge".to_owned()),
                Move::Press("withdraw-ask"),
                Move::Press("withdraw"),
            ],
            Answer::Stop => vec![Move::Say(stop_word(texts, member.language))],
            Answer::Block => vec![Move::Block],
            Answer::Vanish | Answer::Silence => vec![],
        });
        Self { member, subscribed: false, pledged: BTreeSet::new(), moves, wait: Wait::Nothing }
    }

    /// Tells whether nothing is left to do.
    pub fn done(&self) -> bool {
        self.moves.is_empty() && matches!(self.wait, Wait::Nothing)
    }

    /// Makes the next move if its time has come; tells whether one was made.
    pub fn go_on(&mut self, people: &People, chat: &ChatView) -> bool {
        if !self.seen(chat) {
            return false;
        }
        let mut acted = false;
        while matches!(self.wait, Wait::Nothing) {
            let Some(next) = self.moves.pop_front() else { break };
            match self.make(&next, people, chat) {
                Some(wait) => {
                    self.wait = wait;
                    acted |= next != Move::AwaitCall;
                }
                None => {
                    self.moves.push_front(next);
                    break;
                }
            }
        }
        acted
    }

    /// Tells whether what was waited for has come.
    fn seen(&mut self, chat: &ChatView) -> bool {
        let seen = match &self.wait {
            Wait::Nothing => return true,
            Wait::Answer(id) => chat.answers.iter().any(|answer| answer.callback_query_id == *id),
            Wait::Message(after) => chat.from_bot().any(|message| message.message_id > *after),
        };
        if seen {
            self.wait = Wait::Nothing;
            // The first two moves are Start and Subscribe: both are over once the third is next.
            self.subscribed |= !self.moves.iter().any(|left| matches!(left, Move::Start | Move::Press("subscribe")));
        }
        seen
    }

    /// Makes a move; `None` where the phone does not yet show what it needs or does not let it happen.
    fn make(&mut self, next: &Move, people: &People, chat: &ChatView) -> Option<Wait> {
        let id = self.member.id;
        match next {
            Move::Start => people.start(id, None).ok().map(|sent| Wait::Message(sent.0)),
            Move::AwaitCall => call(chat).map(|_| Wait::Nothing),
            Move::Press(verb) => {
                let (message, data) = self.button(chat, verb)?;
                let press = people.press(id, message, &data).ok()?;
                match *verb {
                    "call" | "pledge" => drop(self.pledged.insert(data.rsplit('.').next()?.to_owned())),
                    "withdraw" => self.pledged.clear(),
                    _ => {}
                }
                Some(Wait::Answer(press))
            }
            Move::Reply => {
                let sent = people.reply(id, call(chat)?.message_id, self.member.words).ok()?;
                self.pledged.insert("sign".to_owned());
                Some(Wait::Message(sent.0))
            }
            Move::Say(text) => {
                let sent = people.say(id, text).ok()?;
                if let Some(kind) = text.strip_prefix("/pledge ") {
                    self.pledged.insert(kind.to_owned());
                }
                Some(Wait::Message(sent.0))
            }
            Move::Block => people.block(id).ok().map(|()| Wait::Nothing),
            // Not before the confirmation has come: else the bot would find out at once.
            Move::Vanish if chat.from_bot().count() < 2 => None,
            Move::Vanish => people.deactivate(id).ok().map(|()| Wait::Nothing),
        }
    }

    /// Finds the newest message with a button of this verb, and one of its buttons: always the same one for the same person.
    fn button(&self, chat: &ChatView, verb: &str) -> Option<(i64, String)> {
        chat.from_bot().rev().find_map(|message| {
            let fitting: Vec<&str> = message.buttons().into_iter().filter(|data| has_verb(data, verb)).collect();
            let choice = usize::try_from(self.member.id).ok()?.checked_rem(fitting.len())?;
            fitting.get(choice).map(|data| (message.message_id, (*data).to_owned()))
        })
    }
}

/// Gives the word for *stop* that people of a language use: their own where they have one beside the English one.
pub(super) fn stop_word(texts: &Texts, language: Language) -> String {
    let words = texts.plain(language, Message::StopWords);
    let words: Vec<&str> = words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    let own = words.iter().find(|word| !word.eq_ignore_ascii_case("stop")).or(words.first());
    own.copied().unwrap_or("stop").to_owned()
}

/// Finds the newest call: a message under which one can pledge.
fn call(chat: &ChatView) -> Option<&MessageView> {
    chat.from_bot().rev().find(|message| message.buttons().iter().any(|data| has_verb(data, "call")))
}

fn has_verb(data: &str, verb: &str) -> bool {
    data.split('.').next() == Some(verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_the_first_word() {
        assert!(has_verb("withdraw", "withdraw") && has_verb("call.k7x2.sign", "call"));
        assert!(!has_verb("withdraw-ask", "withdraw") && !has_verb("", "call"));
    }
}

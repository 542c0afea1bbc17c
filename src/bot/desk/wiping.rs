//! Wiping everything from the desk: several organisers have to agree within ten minutes. No one of them can, nor whoever
//! took over the account of one.

use jiff::{SignedDuration, Timestamp};
use rand::Rng as _;
use serde::{Deserialize, Serialize};

use super::super::answer::{Answer, Answered, BotError};
use super::super::button::DeskPress;
use super::super::rooms::{Reader, Rooms};
use super::overview::desk;
use crate::alert::AlertError;
use crate::audit::{Act, By};
use crate::organisers::Right;
use crate::store::Table;
use crate::telegram::{Keyboard, MessageId, Outgoing, UserId};
use crate::text::{Language, Message, Texts};
use crate::vault::{Record, RowKey, VaultError, Writer, tables};

/// For how long an organiser's word counts.
const COUNTS: SignedDuration = SignedDuration::from_mins(10);

/// An organiser's word: who gave it, and the second.
type Vote = (UserId, i64);

/// The record in the table `state`; row key: blind index of `wipe votes`.
#[derive(Serialize, Deserialize)]
enum StoredVotes {
    V1(Vec<Vote>),
}

impl Record for StoredVotes {
    const TABLE: Table = tables::STATE;
}

/// The record in the table `dialogues`; row key: blind index of `wipe` and the user's number.
#[derive(Serialize, Deserialize)]
enum StoredQuestion {
    V1 { once: u32 },
}

impl Record for StoredQuestion {
    const TABLE: Table = tables::DIALOGUES;
}

/// Tells whether organisers can wipe at all: there must be enough of them.
pub(super) fn is_offered(rooms: &Rooms) -> Result<bool, VaultError> {
    let voters = rooms.organisers.who_may(Right::Wipe, rooms.today())?.len();
    Ok(rooms.wipe_quorum > 0 && usize::try_from(rooms.wipe_quorum).is_ok_and(|needed| voters >= needed))
}

/// Asks an organiser whether they want it.
pub(super) fn ask(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    if !is_offered(rooms)? {
        return Err(AlertError::Unknown.into());
    }
    let once = rand::rngs::OsRng.r#gen();
    let key = question_key(rooms, reader.user);
    rooms.vault.write(|writer| writer.put(&key, &StoredQuestion::V1 { once }))?;
    let votes = counting(rooms, &votes(rooms)?)?.len() as u64;
    let question = Message::DeskWipeAsk { needed: rooms.wipe_quorum.into(), minutes: minutes(), votes };
    let keyboard = Keyboard(vec![
        vec![desk(rooms, reader, Message::DeskButtonWipeNow, DeskPress::WipeNow(once))],
        vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)],
    ]);
    Ok(Answer::silence().and_show(reader.user.private_chat(), place, rooms.html(reader, question), keyboard))
}

/// Takes an organiser's word, if this is the press that the question waits for, and tells every other one. With enough of
/// them everything is destroyed before this returns.
pub(super) fn agree(rooms: &Rooms, reader: Reader, once: u32, place: Option<MessageId>) -> Answered {
    if !is_offered(rooms)? {
        return Err(AlertError::Unknown.into());
    }
    let (question, votes_key, now) = (question_key(rooms, reader.user), votes_key(rooms), (rooms.now)());
    let votes = rooms.vault.write(|writer| {
        let StoredQuestion::V1 { once: asked } = writer.get(&question)?.ok_or(AlertError::Unknown)?;
        if asked != once {
            return Err(BotError::from(AlertError::Unknown));
        }
        writer.remove::<StoredQuestion>(&question);
        let before = writer.get::<StoredVotes>(&votes_key)?.map_or_else(Vec::new, |StoredVotes::V1(votes)| votes);
        let mut votes = counting(rooms, &before)?;
        votes.retain(|(user, _)| *user != reader.user);
        votes.push((reader.user, now.as_second()));
        writer.put(&votes_key, &StoredVotes::V1(votes.clone()))?;
        rooms.audit.record(writer, By::Organiser(reader.user), Act::WipeVoted, now)?;
        Ok(votes.len() as u64)
    })?;
    let needed = u64::from(rooms.wipe_quorum);
    if votes >= needed
        && let Some(wipe) = rooms.wipe.get()
    {
        wipe();
        return Ok(Answer::silence());
    }
    let voted = Message::DeskWipeVoted { needed, minutes: minutes(), votes };
    let back = Keyboard(vec![vec![desk(rooms, reader, Message::DeskButtonBack, DeskPress::Home)]]);
    let mut answer = Answer::silence().and_show(reader.user.private_chat(), place, rooms.html(reader, voted), back);
    for other in rooms.organising_readers()?.into_iter().filter(|other| other.user != reader.user) {
        let called = rooms.html(other, Message::DeskWipeCalled { needed, minutes: minutes(), votes });
        let ask = || vec![super::overview::more(desk(rooms, other, Message::DeskButtonWipe, DeskPress::Wipe))];
        let rows = rooms.may(other.user, Right::Wipe)?.then(ask).into_iter().collect();
        answer = answer.and_say(other.user.private_chat(), called, Keyboard(rows));
    }
    Ok(answer)
}

/// What organisers hear after a wipe.
#[derive(Default)]
pub struct Farewells {
    /// That everything is destroyed.
    pub whole: Vec<Outgoing>,
    /// That something is left.
    pub in_part: Vec<Outgoing>,
}

/// Writes to every organiser what became of a wipe, each in their language: to be made ready before it, and sent after.
pub fn farewells(rooms: &Rooms) -> Farewells {
    let everyone = rooms.organisers.roster().everyone();
    // Where not even this can be read, nobody's language is known.
    let language = |user| rooms.reader_of(user).map_or(Language::English, |reader| reader.language);
    Farewells::to(everyone.map(|user| Reader { user, language: language(user) }), &rooms.texts)
}

impl Farewells {
    /// Writes to these.
    pub fn to(readers: impl Iterator<Item = Reader>, texts: &Texts) -> Self {
        let mut farewells = Self::default();
        for Reader { user, language } in readers {
            let say =
                |message| Answer::say(user.private_chat(), texts.html(language, message), Keyboard::default()).outgoing;
            farewells.whole.extend(say(Message::DeskWiped));
            farewells.in_part.extend(say(Message::DeskWipedInPart));
        }
        farewells
    }
}

/// Forgets a person's word and the question put to them.
pub(super) fn erase(rooms: &Rooms, writer: &mut Writer<'_>, user: UserId) -> Result<(), BotError> {
    writer.remove::<StoredQuestion>(&question_key(rooms, user));
    let key = votes_key(rooms);
    let Some(StoredVotes::V1(mut votes)) = writer.get(&key)? else { return Ok(()) };
    let before = votes.len();
    votes.retain(|(of, _)| *of != user);
    if votes.len() < before {
        writer.put(&key, &StoredVotes::V1(votes))?;
    }
    Ok(())
}

/// Tells whether a person's word, or a question to them, is kept.
pub(super) fn holds(rooms: &Rooms, user: UserId) -> Result<bool, BotError> {
    let question = rooms.vault.read::<StoredQuestion>(&question_key(rooms, user))?;
    Ok(question.is_some() || votes(rooms)?.iter().any(|(of, _)| *of == user))
}

/// Leaves the words that count now: of operators who are not suspended, each once, given within the last ten minutes.
fn counting(rooms: &Rooms, votes: &[Vote]) -> Result<Vec<Vote>, VaultError> {
    let (now, voters) = ((rooms.now)(), rooms.organisers.who_may(Right::Wipe, rooms.today())?);
    let counts = |at: i64| {
        Timestamp::from_second(at).is_ok_and(|at| (SignedDuration::ZERO..=COUNTS).contains(&now.duration_since(at)))
    };
    Ok(votes.iter().copied().filter(|(user, at)| voters.contains(user) && counts(*at)).collect())
}

fn votes(rooms: &Rooms) -> Result<Vec<Vote>, VaultError> {
    let stored = rooms.vault.read::<StoredVotes>(&votes_key(rooms))?;
    Ok(stored.map_or_else(Vec::new, |StoredVotes::V1(votes)| votes))
}

fn minutes() -> u64 {
    COUNTS.as_mins().unsigned_abs()
}

fn votes_key(rooms: &Rooms) -> RowKey {
    rooms.vault.row_key(tables::STATE, b"wipe votes")
}

fn question_key(rooms: &Rooms, user: UserId) -> RowKey {
    rooms.vault.row_key(tables::DIALOGUES, &[b"wipe".as_slice(), &user.to_bytes()].concat())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

    use super::*;
    use crate::bot::testing::{ORGANISER, Phone, data_of, rooms_of, transcript};

    const OTHERS: [i64; 2] = [ORGANISER + 1, ORGANISER + 2];

    fn at(rooms: &Arc<Rooms>) -> [Phone; 3] {
        [ORGANISER, OTHERS[0], OTHERS[1]].map(|user| Phone::new(rooms, user, "en"))
    }

    /// Asks and agrees; gives what the bot says then.
    async fn agree(phone: &Phone) -> Vec<Outgoing> {
        let asked = phone.press("desk.wipe").await;
        phone.press(&data_of(&asked, "desk.wipe-now.").unwrap()).await
    }

    fn counted(rooms: &Arc<Rooms>) -> Arc<AtomicUsize> {
        let wiped = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&wiped);
        assert!(
            rooms
                .wipe
                .set(Box::new(move || {
                    counter.fetch_add(1, Ordering::Relaxed);
                }))
                .is_ok()
        );
        wiped
    }

    #[tokio::test]
    async fn two_different_organisers_wipe_and_everyone_is_told_of_the_first() {
        let rooms = rooms_of([ORGANISER, OTHERS[0], OTHERS[1]], || "2026-11-09T09:00:00Z".parse().unwrap());
        let wiped = counted(&rooms);
        let [ann, ben, _] = at(&rooms);
        let home = ann.say("/desk").await;
        assert!(data_of(&home, "desk.wipe").is_some());
        let said = agree(&ann).await;
        let told: Vec<i64> = said.iter().filter_map(|one| Some(one.chat()?.0)).collect();
        assert!(OTHERS.iter().all(|other| told.contains(other)), "{}", transcript(&said));
        assert!(transcript(&said).contains("1 of 2"));
        // The same person again does not count twice, and neither does the same button.
        let again = ann.press("desk.wipe").await;
        let button = data_of(&again, "desk.wipe-now.").unwrap();
        ann.press(&button).await;
        let old = ann.press(&button).await;
        assert!(transcript(&old).starts_with("[answers]"), "{}", transcript(&old));
        assert_eq!(wiped.load(Ordering::Relaxed), 0);
        agree(&ben).await;
        assert_eq!(wiped.load(Ordering::Relaxed), 1);
        assert!(matches!(rooms.audit.verify().unwrap(), crate::audit::Chain::Whole { entries: 3, .. }));
    }

    #[tokio::test]
    async fn a_word_counts_for_ten_minutes_and_only_from_an_organiser() {
        static NOW: AtomicI64 = AtomicI64::new(1_794_214_800);
        let clock = || Timestamp::from_second(NOW.load(Ordering::Relaxed)).unwrap();
        let rooms = rooms_of([ORGANISER, OTHERS[0], OTHERS[1]], clock);
        let wiped = counted(&rooms);
        let [ann, ben, _] = at(&rooms);
        agree(&ann).await;
        NOW.fetch_add(601, Ordering::Relaxed);
        let said = agree(&ben).await;
        assert!(transcript(&said).contains("1 of 2") && wiped.load(Ordering::Relaxed) == 0);
        let eve = Phone::new(&rooms, 666, "en");
        for data in ["desk.wipe", "desk.wipe-now.1"] {
            assert!(transcript(&eve.press(data).await).starts_with("[answers]"));
        }
        NOW.fetch_add(600, Ordering::Relaxed);
        agree(&ann).await;
        assert_eq!(wiped.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn too_few_organisers_are_not_offered_it_and_a_word_goes_with_who_is_forgotten() {
        let alone = crate::bot::testing::rooms();
        let ann = Phone::new(&alone, ORGANISER, "en");
        assert!(data_of(&ann.say("/desk").await, "desk.wipe").is_none());
        assert!(transcript(&ann.press("desk.wipe").await).starts_with("[answers]"));

        let rooms = rooms_of([ORGANISER, OTHERS[0], OTHERS[1]], || "2026-11-09T09:00:00Z".parse().unwrap());
        let wiped = counted(&rooms);
        let [ann, ben, _] = at(&rooms);
        agree(&ann).await;
        ann.press("desk.wipe").await;
        assert!(holds(&rooms, UserId(ORGANISER)).unwrap());
        rooms.vault.write(|writer| erase(&rooms, writer, UserId(ORGANISER))).unwrap();
        assert!(!holds(&rooms, UserId(ORGANISER)).unwrap());
        agree(&ben).await;
        assert_eq!(wiped.load(Ordering::Relaxed), 0);
        let Farewells { whole, in_part } = farewells(&rooms);
        assert_eq!((whole.len(), in_part.len()), (3, 3));
    }
}

//! Who the made-up people are and what each of them will do. Pure: the same seed gives the same crowd.

use std::fmt;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::names;
use crate::text::Language;

/// The first account number of the crowd: beyond 32 bits, as new accounts of Telegram have them.
const FIRST_ID: i64 = 7_100_000_000;

/// What a person does once a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// Presses the pledge button under the call.
    Button,
    /// Looks at the other ways to stand up, and chooses one.
    Choose,
    /// Replies to the call in words.
    Reply,
    /// Replies twice and presses too; counts once.
    Again,
    /// Types `/pledge` with a kind.
    Command,
    /// Presses, then thinks better of it and withdraws.
    Withdraw,
    /// Writes *stop* in their own language.
    Stop,
    /// Blocks the bot; Telegram tells it.
    Block,
    /// Lost the account before the call: the bot finds out only when it sends.
    Vanish,
    /// Does nothing.
    Silence,
}

impl Answer {
    /// Shares of a hundred.
    const SHARES: [(Self, usize); 10] = [
        (Self::Button, 14),
        (Self::Choose, 12),
        (Self::Reply, 18),
        (Self::Again, 6),
        (Self::Command, 12),
        (Self::Withdraw, 6),
        (Self::Stop, 6),
        (Self::Block, 4),
        (Self::Vanish, 3),
        (Self::Silence, 19),
    ];

    /// Tells whether a pledge stands in the end.
    pub fn pledges(self) -> bool {
        matches!(self, Self::Button | Self::Choose | Self::Reply | Self::Again | Self::Command)
    }

    /// Tells whether the person is still subscribed in the end.
    pub fn stays(self) -> bool {
        !matches!(self, Self::Stop | Self::Block | Self::Vanish)
    }
}

/// One made-up person. `Debug` prints the type only, as for real people.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// The account's number.
    pub id: i64,
    /// First name.
    pub first_name: &'static str,
    /// Last name, with a number of its own so that no two people are called the same.
    pub last_name: String,
    /// What their client is set to.
    pub language: Language,
    /// What they do.
    pub answer: Answer,
    /// What they type where their answer has words.
    pub words: &'static str,
}

impl Member {
    /// Gives both names.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Member")
    }
}

/// Plans `count` people: languages in turn, Belarusian first; answers by fixed shares, each at least once from ten people on.
pub fn plan(seed: u64, count: usize) -> Vec<Member> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut answers = answers(count);
    answers.shuffle(&mut random);
    let turn = languages();
    let mut id = FIRST_ID;
    answers
        .into_iter()
        .zip(turn.into_iter().cycle())
        .enumerate()
        .map(|(number, (answer, language))| {
            id += random.gen_range(1..9_000);
            let people = names::of(language);
            let first_name = people.first.choose(&mut random).copied().unwrap_or("Somebody");
            let last_name = people.last.choose(&mut random).copied().unwrap_or("Somebody");
            Member {
                id,
                first_name,
                last_name: format!("{last_name}-{}", number + 1),
                language,
                answer,
                words: people.words,
            }
        })
        .collect()
}

/// Every language, the people's own first.
fn languages() -> Vec<Language> {
    let mut all = Language::ALL.to_vec();
    all.sort_by_key(|language| *language != Language::Belarusian);
    all
}

/// Deals answers by their shares. Rounding goes to silence.
fn answers(count: usize) -> Vec<Answer> {
    let mut dealt: Vec<Answer> = Answer::SHARES.iter().map(|(answer, _)| *answer).collect();
    for (answer, share) in Answer::SHARES {
        dealt.extend(std::iter::repeat_n(answer, (count * share / 100).saturating_sub(1)));
    }
    dealt.resize(count, Answer::Silence);
    dealt
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_crowd() {
        assert!(plan(1, 200) == plan(1, 200));
        assert!(plan(1, 200) != plan(2, 200));
    }

    #[test]
    fn everyone_is_someone_else() {
        let crowd = plan(7, 3_000);
        assert_eq!(crowd.iter().map(|member| member.id).collect::<BTreeSet<_>>().len(), 3_000);
        assert_eq!(crowd.iter().map(Member::name).collect::<BTreeSet<_>>().len(), 3_000);
        assert!(crowd.iter().all(|member| member.id > i64::from(u32::MAX)));
    }

    #[test]
    fn all_languages_and_all_answers_are_there() {
        for count in [10, 11, 200, 1_000] {
            let crowd = plan(3, count);
            assert_eq!(crowd.len(), count);
            let answers: BTreeSet<_> = crowd.iter().map(|member| member.answer).collect();
            assert_eq!(answers.len(), Answer::SHARES.len(), "{count}");
        }
        let mut spread: BTreeMap<Language, usize> = BTreeMap::new();
        for member in plan(3, 200) {
            *spread.entry(member.language).or_default() += 1;
        }
        assert_eq!(spread.len(), 11);
        assert!(spread.values().all(|count| (18..=19).contains(count)));
    }

    #[test]
    fn small_crowds_are_possible() {
        assert!(plan(3, 0).is_empty());
        assert_eq!(plan(3, 4).len(), 4);
    }

    #[test]
    fn shares_make_a_hundred() {
        assert_eq!(Answer::SHARES.iter().map(|(_, share)| share).sum::<usize>(), 100);
        let crowd = plan(3, 200);
        let pledges = crowd.iter().filter(|member| member.answer.pledges()).count();
        assert_eq!(pledges, 2 * (26 + 18 + 6 + 12));
    }

    #[test]
    fn names_and_words_are_long_enough_not_to_turn_up_by_chance() {
        for member in plan(5, 500) {
            assert!(member.name().len() >= 12 && member.words.len() >= 12);
        }
    }

    #[test]
    fn debug_names_nobody() {
        assert_eq!(format!("{:?}", plan(1, 1)), "[Member]");
    }
}

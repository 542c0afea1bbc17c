//! The list of supporters over a vault in memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;

const ALES: UserId = UserId(7_001);
const DAY: Day = Day(20_000);

fn audience() -> Audience {
    Audience::new(Vault::in_memory())
}

#[test]
fn a_person_is_on_the_list_once_however_often_they_press() {
    let audience = audience();
    assert_eq!(audience.subscribe(ALES, Language::Belarusian, DAY).unwrap(), Subscription::New);
    assert_eq!(audience.subscribe(ALES, Language::Polish, DAY).unwrap(), Subscription::Already);
    let counts = audience.counts().unwrap();
    assert_eq!(counts.total(), 1);
    assert_eq!(counts.of(Language::Belarusian), 1);
}

#[test]
fn many_at_once_are_counted_as_one_by_one() {
    let audience = audience();
    audience.subscribe(UserId(1), Language::Polish, DAY).unwrap();
    audience.set_language(UserId(2), Language::Lithuanian).unwrap();
    let twice = UserId(3);
    let people = [UserId(1), UserId(2), twice, twice, UserId(4)].map(|user| (user, Language::English));
    assert_eq!(audience.subscribe_many(&people, Day(DAY.0 + 1)).unwrap(), 3);
    assert_eq!(audience.subscribe_many(&people, DAY).unwrap(), 0);
    let counts = audience.counts().unwrap();
    let of = |language| counts.of(language);
    assert_eq!((of(Language::Polish), of(Language::Lithuanian), of(Language::English)), (1, 1, 2));
    assert_eq!(audience.find(UserId(1)).unwrap().unwrap().subscribed, Some(DAY));
    assert_eq!(audience.find(UserId(2)).unwrap().unwrap().language, Language::Lithuanian);
}

#[test]
fn leaving_leaves_nothing() {
    let audience = audience();
    audience.subscribe(ALES, Language::Belarusian, DAY).unwrap();
    assert!(audience.leave(ALES).unwrap());
    assert!(!audience.leave(ALES).unwrap());
    assert!(audience.find(ALES).unwrap().is_none());
    assert!(audience.page(None, 10).unwrap().is_empty());
    assert_eq!(audience.counts().unwrap().total(), 0);
}

#[test]
fn a_language_chosen_before_subscribing_is_kept_and_counted_only_with_the_subscription() {
    let audience = audience();
    audience.set_language(ALES, Language::Lithuanian).unwrap();
    assert_eq!(audience.counts().unwrap().total(), 0);
    audience.subscribe(ALES, Language::English, DAY).unwrap();
    assert_eq!(audience.counts().unwrap().of(Language::Lithuanian), 1);
    audience.set_language(ALES, Language::Polish).unwrap();
    let counts = audience.counts().unwrap();
    assert_eq!((counts.total(), counts.of(Language::Polish), counts.of(Language::Lithuanian)), (1, 1, 0));
}

#[test]
fn rows_of_the_first_version_still_open() {
    let audience = audience();
    let key = audience.key(ALES);
    let old = StoredSupporter::V1 { user: ALES, language: Language::Polish, subscribed: Some(DAY) };
    audience.vault.write(|writer| writer.put(&key, &old)).unwrap();
    let found = audience.find(ALES).unwrap().unwrap();
    assert!(found == Supporter { subscribed: Some(DAY), ..Supporter::new(ALES, Language::Polish) });
}

#[test]
fn what_is_chosen_outlives_other_choices_and_goes_with_the_row() {
    let audience = audience();
    let day = Hours::new(24);
    assert!(day.is_some() && Hours::new(2).is_none());
    assert!(!audience.set_disappear_after(ALES, day).unwrap(), "there is no row, and none is made");
    audience.set_language(ALES, Language::Polish).unwrap();
    assert!(audience.set_disappear_after(ALES, day).unwrap());
    audience.subscribe(ALES, Language::English, DAY).unwrap();
    audience.set_language(ALES, Language::German).unwrap();
    let found = audience.find(ALES).unwrap().unwrap();
    assert_eq!((found.disappear_after, found.language, found.subscribed), (day, Language::German, Some(DAY)));
    audience.leave(ALES).unwrap();
    audience.subscribe(ALES, Language::English, DAY).unwrap();
    assert_eq!(audience.find(ALES).unwrap().unwrap().disappear_after, None);
}

#[test]
fn people_are_counted_by_what_they_want_and_the_circles_they_are_in() {
    let audience = audience();
    let circles = ["medics", "port"].map(|name| name.parse::<crate::campaign::CircleId>().unwrap().tag());
    let join = |user, circle| audience.vault.write(|writer| audience.join_circle(writer, user, circle)).unwrap();
    assert!(!join(ALES, circles[0]), "whoever is not known joins nothing");
    for user in [ALES, UserId(2), UserId(3)] {
        audience.subscribe(user, Language::Belarusian, DAY).unwrap();
    }
    assert!(audience.set_interests(ALES, |interests| interests.updates = false).unwrap());
    assert!(join(ALES, circles[0]) && join(ALES, circles[0]) && join(ALES, circles[1]) && join(UserId(2), circles[1]));
    let counts = || audience.counts().unwrap();
    let (news, port) = (
        |counts: Counts| counts.those(|profile| profile.interests.updates),
        |counts: Counts| counts.those(|profile| profile.circles.contains(&circles[1])),
    );
    assert_eq!((counts().total(), news(counts()), port(counts())), (3, 2, 2));
    audience.set_language(ALES, Language::Polish).unwrap();
    assert_eq!((counts().total(), counts().of(Language::Polish), port(counts())), (3, 1, 2));
    audience.leave(ALES).unwrap();
    assert_eq!((counts().total(), news(counts()), port(counts())), (2, 2, 1));
    audience.subscribe(ALES, Language::Belarusian, DAY).unwrap();
    let again = audience.find(ALES).unwrap().unwrap();
    assert!(again.circles.is_empty() && again.interests == Interests::default(), "a circle is left with the list");
    audience.leave(UserId(2)).unwrap();
    assert_eq!(port(counts()), 0);
}

#[test]
fn nobody_is_in_more_circles_than_fit_their_row() {
    let audience = audience();
    audience.subscribe(ALES, Language::Belarusian, DAY).unwrap();
    let tag = |n: usize| format!("circle-{n}").parse::<crate::campaign::CircleId>().unwrap().tag();
    let join = |n| audience.vault.write(|writer| audience.join_circle(writer, ALES, tag(n))).unwrap();
    assert!((0..CIRCLES_MAX).all(join) && !join(CIRCLES_MAX) && join(0));
    assert_eq!(audience.find(ALES).unwrap().unwrap().circles.len(), CIRCLES_MAX);
}

#[test]
fn counts_of_the_first_version_still_open() {
    let audience = audience();
    let old = StoredCounts::V1 { by_language: [(Language::Polish, 7)].into() };
    audience.vault.write(|writer| writer.put(&audience.counts_key(), &old)).unwrap();
    assert_eq!(audience.counts().unwrap().of(Language::Polish), 7);
    audience.subscribe(ALES, Language::Polish, DAY).unwrap();
    assert_eq!(audience.counts().unwrap().total(), 8);
}

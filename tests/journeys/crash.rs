//! The real binary is killed again and again while a crowd acts: at the end everything that was done counts, once.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use klich::audience::Audience;
use klich::campaign::{Campaign, Day, Kind};
use klich::pledge::{Pledges, Wording};
use klich::sandbox::{ChatView, Options};
use klich::store::StoreUrl;
use klich::telegram::UserId;
use klich::vault::{self, RootKey};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};

use crate::support::{LONG, Process, World, alert_file, free_port, seed, until};

/// The first person's number.
const FIRST: i64 = 1000;
/// What everyone is called with, so that there is something to reply to.
const CALL: &str = "Come to the square";

#[test]
fn killed_while_people_act_by_polling_everything_counts_once() {
    kill(&World::new(), 8, 60, false);
}

#[test]
fn killed_while_people_act_by_webhook_everything_counts_once() {
    kill(&webhook_world(), 8, 60, true);
}

#[test]
#[ignore = "minutes: script/crash runs it"]
fn killed_fifty_times_by_polling_everything_counts_once() {
    kill(&World::new(), 50, 300, false);
}

#[test]
#[ignore = "minutes: script/crash runs it"]
fn killed_fifty_times_by_webhook_everything_counts_once() {
    kill(&webhook_world(), 50, 300, true);
}

fn webhook_world() -> World {
    World::with(Options { webhook_retry: Duration::from_millis(50), ..Options::default() })
}

fn kill(world: &World, kills: usize, people: u32, webhook: bool) {
    let mut random = StdRng::seed_from_u64(seed());
    world.people.add_many(FIRST.into(), people, Some("en")).unwrap();
    if webhook {
        let port = free_port();
        world.set("KLICH_TELEGRAM__UPDATES", "webhook");
        world.set("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"));
        world.set("KLICH_WEB__PUBLIC_URL", format!("http://127.0.0.1:{port}"));
    }
    let bot = world.start();
    let ids = FIRST..FIRST + i64::from(people);
    let mut crowd: Vec<Person> = ids.clone().map(Person::new).collect();
    crowd.iter_mut().for_each(|person| person.does(world, Deed::Subscribe));
    until("everyone has subscribed", || crowd.iter_mut().all(|person| person.is_answered(world)));
    let alert = world.send_alert(&alert_file(1, &[("en", CALL)]));
    world.alert_is(&alert, "finished");

    let mut bot = Some(bot);
    for _ in 0..kills {
        // One in four while it starts; the others while it works.
        let moment = if random.gen_ratio(1, 4) { random.gen_range(0..150) } else { random.gen_range(150..900) };
        let end = Instant::now() + Duration::from_millis(moment);
        while Instant::now() < end {
            crowd.iter_mut().for_each(|person| person.lives(world, &mut random));
            std::thread::sleep(Duration::from_millis(3));
        }
        bot.take().unwrap().kill();
        bot = Some(start(world));
    }
    let asked = Instant::now();
    until("everyone is answered", || crowd.iter_mut().all(|person| person.is_answered(world)));
    until("Telegram has nothing left", || world.people.stats().pending_updates == 0);
    until("nothing is left to do", || {
        asked.elapsed() < LONG && world.home.run(["status", "--json"]).json()["inbox"] == 0
    });
    assert_eq!(world.status()["set_aside"], 0);
    bot.unwrap().stops();
    compare(world, &crowd, 0, kills);
    world.was_proper();
}

/// Starts the bot and does not wait for it.
pub(super) fn start(world: &World) -> Process {
    world.home.spawn(["run"])
}

/// Holds what is kept against what the crowd did; `beside` people have subscribed besides.
pub(super) fn compare(world: &World, crowd: &[Person], beside: u64, kills: usize) {
    let root = RootKey::load(&world.home.path("secrets/vault.key")).unwrap();
    let vault = vault::open_at(&StoreUrl::Sled(world.home.path("data")), &root).unwrap();
    let campaign = Campaign::load("belarus-16-november", Path::new(".")).unwrap();
    let pledges =
        Pledges::open(vault.clone(), campaign.petition().id.clone(), &Wording::of(&campaign), Day(0)).unwrap();
    let audience = Audience::new(vault);
    let (mut total, mut by_kind, mut subscribed) = (0, BTreeMap::new(), 0);
    let (mut deeds, mut answers, mut unanswered) = (0, 0, 0);
    for person in crowd {
        let kept = pledges.of(UserId(person.id)).unwrap().map(|pledge| pledge.kinds).unwrap_or_default();
        assert_eq!(kept, person.kinds, "{}", person.id);
        let is_kept = audience.find(UserId(person.id)).unwrap().is_some_and(|kept| kept.subscribed.is_some());
        assert_eq!(is_kept, person.subscribed, "{}", person.id);
        total += u64::from(!kept.is_empty());
        kept.iter().for_each(|kind| *by_kind.entry(*kind).or_default() += 1_u64);
        subscribed += u64::from(is_kept);
        let view = world.people.chat(person.id).unwrap();
        // A withdrawal changes the message that asked for it.
        let said = said(&view);
        deeds += person.deeds;
        answers += said;
        unanswered += person.messages_due.saturating_sub(said);
    }
    let tally = pledges.tally().unwrap();
    assert_eq!((tally.total, tally.by_kind), (total, by_kind));
    assert_eq!(audience.counts().unwrap().total(), subscribed + beside);
    assert_eq!(unanswered, 0);
    let due: usize = crowd.iter().map(|person| person.messages_due).sum();
    println!(
        "{kills} kills, {deeds} deeds of {} people: {total} pledges, {subscribed} subscribers as they should be; \
         {} answers came twice, none is missing",
        crowd.len(),
        answers - due
    );
}

/// Counts the bot's messages that answer somebody: calls come unasked.
fn said(view: &ChatView) -> usize {
    view.from_bot().filter(|message| !message.text.contains(CALL)).count()
}

/// What a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Subscribe,
    Stop,
    Type(Kind),
    /// To the call.
    Reply,
    /// The button under the call.
    Press,
    /// `/pledge`, whose answer has the button to withdraw.
    Show,
    /// That button.
    AskToWithdraw,
    /// The button of its answer.
    Withdraw,
}

/// A person, what they have done, and what they wait for.
pub(super) struct Person {
    id: i64,
    kinds: Vec<Kind>,
    subscribed: bool,
    waits: Option<Waits>,
    last: Option<Deed>,
    rests_until: Instant,
    deeds: usize,
    /// New messages that the deeds so far ask for.
    messages_due: usize,
}

struct Waits {
    /// Messages of the bot before, where a further one is the answer.
    messages: Option<usize>,
    /// The press that has to be answered.
    press: Option<String>,
    /// What a changed message has to say, one of these.
    shows: Option<[&'static str; 2]>,
}

/// The second where a kill came between the deed and its answer: handled anew, there is nothing to withdraw.
const WITHDRAWN: [&str; 2] = ["Your pledge is withdrawn", "You have made no pledge"];

impl Person {
    pub(super) fn new(id: i64) -> Self {
        let rests_until = Instant::now();
        let (kinds, deeds, messages_due) = (Vec::new(), 0, 0);
        Self { id, kinds, subscribed: false, waits: None, last: None, rests_until, deeds, messages_due }
    }

    /// Puts themselves on the list.
    pub(super) fn subscribes(&mut self, world: &World) {
        self.does(world, Deed::Subscribe);
    }

    /// Does the next thing, unless an answer or a rest is waited for.
    pub(super) fn lives(&mut self, world: &World, random: &mut StdRng) {
        if self.rests_until > Instant::now() || !self.is_answered(world) {
            return;
        }
        // What was answered twice looks like the answer to the next thing: the button itself is waited for.
        let view = world.people.chat(self.id).unwrap();
        let has = |data: &str| view.from_bot().any(|message| message.buttons().contains(&data));
        match self.last {
            Some(Deed::Show) if !self.kinds.is_empty() && !has("withdraw-ask") => return,
            Some(Deed::AskToWithdraw) if !has("withdraw") => return,
            _ => {}
        }
        // Slower than a flood: a chat gets about one message a second.
        self.rests_until = Instant::now() + Duration::from_millis(random.gen_range(700..2500));
        let deed = match self.last {
            Some(Deed::Show) if !self.kinds.is_empty() => Deed::AskToWithdraw,
            Some(Deed::AskToWithdraw) => Deed::Withdraw,
            _ => {
                let typed = Deed::Type(*Kind::ALL.choose(random).unwrap());
                let all = [Deed::Subscribe, Deed::Stop, typed, typed, Deed::Reply, Deed::Press, Deed::Show, Deed::Show];
                *all.choose(random).unwrap()
            }
        };
        self.does(world, deed);
    }

    fn does(&mut self, world: &World, deed: Deed) {
        let view = world.people.chat(self.id).unwrap();
        let messages = Some(said(&view));
        let call = view.from_bot().find(|message| message.text.contains(CALL));
        let press = |begins: &str| {
            let fits = |data: &&str| *data == begins || (begins == "call." && data.starts_with(begins));
            let found = view
                .from_bot()
                .rev()
                .find_map(|message| Some((message.message_id, message.buttons().into_iter().find(fits)?.to_owned())));
            let (message, data) = found.unwrap_or_else(|| panic!("no button {begins}"));
            Some(world.people.press(self.id, message, &data).unwrap())
        };
        let mut waits = Waits { messages, press: None, shows: None };
        let say = |text: &str| world.people.say(self.id, text).unwrap();
        match deed {
            Deed::Subscribe => drop(say("/subscribe")),
            Deed::Stop => drop(say("/stop")),
            Deed::Type(kind) => drop(say(&format!("/pledge {}", kind.code()))),
            Deed::Reply => drop(world.people.reply(self.id, call.unwrap().message_id, "I am with you").unwrap()),
            Deed::Press => waits.press = press("call."),
            Deed::Show => drop(say("/pledge")),
            Deed::AskToWithdraw => waits.press = press("withdraw-ask"),
            Deed::Withdraw => {
                waits = Waits { messages: None, press: press("withdraw"), shows: Some(WITHDRAWN) };
            }
        }
        match deed {
            Deed::Subscribe => self.subscribed = true,
            Deed::Stop => self.subscribed = false,
            Deed::Type(kind) => self.adds(kind),
            Deed::Reply | Deed::Press => self.adds(Kind::ALL[0]),
            Deed::Withdraw => self.kinds.clear(),
            Deed::Show | Deed::AskToWithdraw => {}
        }
        self.messages_due += usize::from(waits.messages.is_some());
        self.waits = Some(waits);
        self.last = Some(deed);
        self.deeds += 1;
    }

    fn adds(&mut self, kind: Kind) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
            self.kinds.sort();
        }
    }

    /// Tells whether nothing is waited for any more.
    pub(super) fn is_answered(&mut self, world: &World) -> bool {
        let Some(waits) = &self.waits else { return true };
        if waits.is_over(&world.people.chat(self.id).unwrap()) {
            self.waits = None;
        }
        self.waits.is_none()
    }
}

impl Waits {
    fn is_over(&self, view: &ChatView) -> bool {
        self.messages.is_none_or(|before| said(view) > before)
            && self.press.as_ref().is_none_or(|press| view.answers.iter().any(|a| a.callback_query_id == *press))
            && self
                .shows
                .is_none_or(|texts| view.from_bot().any(|message| texts.iter().any(|text| message.text.contains(text))))
    }
}

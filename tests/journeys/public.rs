use std::process::{Command, Stdio};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use crate::support::{Clock, World, free_port, until};

const CAMPAIGN: &str = "campaigns/belarus-16-november/campaign.toml";

/// What the bot serves, and where.
struct Site<'a> {
    world: &'a World,
    at: String,
    client: reqwest::Client,
}

impl<'a> Site<'a> {
    /// Gives a world's bot a port for its web server.
    fn of(world: &'a World) -> Self {
        let at = format!("127.0.0.1:{}", free_port());
        world.set("KLICH_WEB__LISTEN", &at);
        Self { world, at: format!("http://{at}"), client: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    #[track_caller]
    fn get(&self, path: &str) -> String {
        self.world.wait(async {
            let answer = self.client.get(format!("{}{path}", self.at)).send().await.unwrap();
            answer.error_for_status().unwrap().text().await.unwrap()
        })
    }

    fn check(&self, language: &str, receipt: &str) -> String {
        self.world.wait(async {
            let asked = self.client.post(format!("{}/{language}/receipt", self.at)).form(&[("receipt", receipt)]);
            asked.send().await.unwrap().error_for_status().unwrap().text().await.unwrap()
        })
    }

    fn count(&self) -> Value {
        serde_json::from_str(&self.get("/count.json")).unwrap()
    }
}

/// Sets milestones and an action day that was yesterday or is long gone by the clocks of a zone where it is past noon now.
fn sets(world: &World, milestones: &str, days: i32) -> bool {
    let now = Timestamp::now();
    let ahead = 13 - i32::from(TimeZone::UTC.to_datetime(now).hour());
    let zone = match ahead {
        0 => "Etc/GMT".to_owned(),
        1.. => format!("Etc/GMT-{ahead}"),
        _ => format!("Etc/GMT+{}", -ahead),
    };
    let day = TimeZone::get(&zone).unwrap().to_datetime(now).date().saturating_add(days.days());
    let written = world.home.read(CAMPAIGN);
    let lines = written.lines().map(|line| match line.split(" = ").next().unwrap() {
        "milestones" => format!("milestones = {milestones}"),
        "month" => format!("month = {}", day.month()),
        "day" => format!("day = {}", day.day()),
        "time_zone" => format!("time_zone = \"{zone}\""),
        _ => line.to_owned(),
    });
    let lines: Vec<String> = lines.collect();
    world.home.write(CAMPAIGN, &lines.join("\n"));
    (day.month(), day.day()) != (2, 29)
}

/// A link names a place; the share button has a ready text; the page follows what people do.
#[test]
fn supporters_come_by_a_link_pledge_and_bring_others() {
    let world = World::new();
    let site = Site::of(&world);
    let _bot = world.start();
    for id in 100..105 {
        let phone = world.person(id, "Ales", "be");
        phone.says("/start src_poster");
        // Once more is once more opened; who is known by then is not counted again.
        phone.says("/subscribe");
        phone.says("/start src_poster");
    }
    world.person(105, "Ala", "pl").says("/start src_leaflet");
    world.person(106, "Ola", "en").says("/start src_made-up");
    let stats = world.home.run(["stats", "--json"]).succeeds().json();
    assert_eq!(stats["sources"], json!({"poster": 5, "leaflet": null, "other": null}));
    world.home.run(["stats"]).succeeds().prints("poster");
    let olga = world.organiser("en");
    assert!(olga.says("/desk").text.contains("poster: 5") && olga.gets("leaflet: <5").text.contains("other: <5"));

    assert_eq!(site.count()["total"], 0);
    assert!(site.get("/uk/").contains("https://t.me/klich_sandbox_bot?start=src_page"));
    let ala = world.person(110, "Ala", "pl");
    let thanked = ala.says("/pledge sign");
    assert!(thanked.text.contains("powiedz o tym trzem osobom"), "{}", thanked.text);
    let markup = thanked.reply_markup.as_ref().unwrap().to_string();
    // The link that is shared names the button, and nobody.
    assert!(
        markup.contains("t.me/share/url?url=https%3A%2F%2Ft.me%2Fklich_sandbox_bot%3Fstart%3Dsrc_share&text="),
        "{markup}"
    );
    assert!(!markup.contains("110"));
    until("the page has the pledge", || site.count()["total"] == 1);
    assert!(site.get("/pl/").contains("Poparcie wyraża 1 osoba"));
    let badge = site.get("/pl/badge.svg");
    assert!(badge.contains("Poparcie wyraża 1 osoba"));
    ala.presses(&ala.presses(&ala.says("/pledge"), "withdraw-ask"), "withdraw");
    until("the count falls", || site.count()["total"] == 0);
    world.was_proper();
}

/// Each milestone once, to those who pledged and asked; a stop and a start between do not repeat it.
#[test]
fn milestones_and_thanks_come_once_to_those_who_asked() {
    let world = World::new();
    if !sets(&world, "[3, 5]", -1) {
        return;
    }
    let bot = world.start();
    let (ala, ben) = (world.person(100, "Ala", "en"), world.person(101, "Ben", "de"));
    for phone in [&ala, &ben] {
        let thanked = phone.says("/pledge sign");
        phone.presses(&thanked, "count-hear");
    }
    // Yesterday was the day, and it is past noon: thanks come first of all.
    ala.gets("people stood up.");
    ben.gets("Danke.");
    let data = ala.says("/mydata").document.unwrap();
    let data = world.file(data["file_id"].as_str().unwrap());
    let data: Value = serde_json::from_slice(&data).unwrap();
    assert_eq!(data["pledge"]["hears_how_the_count_goes"], true, "{data}");
    let cyd = world.person(102, "Cyd", "be");
    cyd.says("/pledge act");
    ala.gets("A milestone is reached: 3");
    bot.kill();
    let bot = world.start();
    ben.gets("Eine Etappe ist erreicht: 3");
    ben.presses(&ben.gets("Eine Etappe ist erreicht: 3"), "count-stop");
    for id in 103..105 {
        world.person(id, "Ola", "en").says("/pledge sign");
    }
    ala.gets("A milestone is reached: 5");
    bot.stops();
    let _bot = world.start();
    world.person(105, "Ola", "en").says("/pledge sign");
    let told = |id: i64, text: &str| world.got(id..id + 1, text)[&id];
    assert_eq!((told(100, "reached: 3"), told(100, "reached: 5"), told(100, "stood up.")), (1, 1, 1));
    assert_eq!((told(101, "erreicht: 3"), told(101, "erreicht: 5"), told(102, "рубеж")), (1, 0, 0));
    world.was_proper();
}

/// From the pledge to a root that anybody computes: the chat, the page, the list, and a program that knows nothing of klich.
#[test]
fn a_receipt_is_found_in_the_list_that_anybody_can_check() {
    let world = World::new();
    let site = Site::of(&world);
    let clock = Clock::of(&world);
    let _bot = world.start();
    let receipt_of = |id: i64| {
        let phone = world.person(id, "Ala", "en");
        let shown = phone.presses(&phone.says("/pledge sign"), "receipt");
        shown.text.lines().find(|line| line.len() == 27 && line.matches('-').count() == 3).unwrap().to_owned()
    };
    let receipts: Vec<String> = (100..140).map(receipt_of).collect();
    let ben = world.person(200, "Ben", "en");
    assert!(ben.says(&format!("/verify {}", receipts[0])).text.contains("after midnight"));
    assert!(site.check("de", &receipts[0]).contains("nach Mitternacht"));
    assert_eq!((site.get("/count.txt"), site.count()["root"].clone()), (String::new(), Value::Null));

    clock.set_ahead(86_400);
    until("the day is over", || site.count()["root"]["lines"] == 40);
    assert!(ben.says(&format!("/verify {}", receipts[0])).text.contains("joined the public list"));
    let page = site.check("en", &receipts[7]);
    let list = site.get("/count.txt");
    let root = site.count()["root"]["root"].as_str().unwrap().to_owned();
    assert!(page.contains(&root) && list.contains(&root) && site.get("/be/").contains(&root));

    // One withdraws, one erases everything: a line more for each, and nothing of theirs is found any more.
    let ala = crate::support::Phone::new(&world, 100);
    ala.presses(&ala.presses(&ala.says("/pledge"), "withdraw-ask"), "withdraw");
    let bea = crate::support::Phone::new(&world, 101);
    bea.presses(&bea.says("/forget"), "forget.");
    assert!(!world.store_holds(receipts[1].as_bytes()));
    clock.set_ahead(2 * 86_400);
    until("another day is over", || site.count()["root"]["lines"] == 42);
    assert_eq!(site.count()["root"]["pledges"], 38);
    let later = site.get("/count.txt");
    assert!(later.starts_with(list.as_str()), "the list is only added to");
    assert!(site.check("en", &receipts[1]).contains("was withdrawn"));
    assert!(site.check("en", "000000-000000-000000-000000").contains("not in the count"));
    let checked = |list: &str| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/count.py");
        let mut python = Command::new("python3")
            .args([script, receipts[1].as_str(), "release-the-detained"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut python.stdin.take().unwrap(), list.as_bytes()).unwrap();
        let done = python.wait_with_output().unwrap();
        (done.status.success(), String::from_utf8(done.stdout).unwrap())
    };
    let (holds, said) = checked(&later);
    assert!(holds && said.matches(" holds").count() == 2 && said.matches("line ").count() == 2, "{said}");
    // Another line in the first day, or one less, is found.
    let (first, rest) = later.split_once('\n').unwrap();
    assert!(!checked(rest).0);
    assert!(!checked(&format!("{first}\n{}\n{rest}", first.replace(['0', '1'], "f"))).0);
    world.was_proper();
}

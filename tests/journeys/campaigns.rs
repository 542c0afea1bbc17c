//! Two campaigns beside each other: each with its own calls, pledges, page and numbers.

mod eldest;
mod former;
mod gone;
mod turns;

use std::fs;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use klich::campaign::Campaign;
use serde_json::{Value, json};

use crate::support::{World, alert_file, free_port, until};

const FIRST: &str = "belarus-16-november";
/// Somebody's age key.
const RECIPIENT: &str = "age168vz60hmduxjppkdx0fxu74857h0vng0seaawsez32wpnf4f29jslwd4h2";

/// Lays a second campaign beside the first.
fn lay_harbour(world: &World) {
    fs::create_dir(world.home.path("campaigns/harbour")).unwrap();
    for (name, bytes) in Campaign::embedded_files(FIRST) {
        let text = String::from_utf8(bytes).unwrap();
        let text =
            text.replace("\"belarus-16-november\"", "\"harbour\"").replace("release-the-detained", "open-the-gate");
        let text = text.replace("title = Belarus, 16 November: unions are no crime", "title = Harbour and dock");
        world.home.write(&format!("campaigns/harbour/{name}"), &text);
    }
    world.home.edit("more_campaigns = []", "more_campaigns = [\"campaigns/harbour\"]");
}

fn call_of(campaign: &str, sequence: u32, text: &str) -> String {
    alert_file(sequence, &[("en", text)]).replace(FIRST, campaign)
}

fn tally(world: &World, campaign: &str) -> Value {
    world.home.run(["pledges", "tally", "--campaign", campaign, "--json"]).succeeds().json()["total"].clone()
}

#[test]
fn a_second_campaign_is_taken_in_and_each_is_heard_by_those_who_chose_it() {
    let world = World::new();
    let port = free_port();
    world.set("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"));
    let bot = world.start();
    // Before there was a choice: subscribed and pledged to what there is.
    let ales = world.person(51, "Ales", "en");
    ales.says("/subscribe");
    ales.says("/pledge sign");
    assert!(!world.home.run(["stats", "--json"]).succeeds().out.contains("by_campaign"));
    lay_harbour(&world);
    let taken = world.home.run(["reload", "--json"]).succeeds().json();
    assert_eq!(taken["changed"], json!(["more_campaigns"]));

    let vola = world.person(52, "Vola", "en");
    let welcome = vola.says("/start c_harbour");
    assert!(welcome.text.contains("Harbour and dock"), "{}", welcome.text);
    vola.presses(&welcome, "c.");
    let janka = world.person(53, "Janka", "en");
    janka.says("/subscribe");
    let choice = janka.gets("Which campaigns do you hear?");
    let other = choice.buttons().into_iter().find(|data| data.ends_with(".on")).unwrap().to_owned();
    janka.presses(&choice, &other);

    // Numbers are each campaign's own.
    let ours = world.send_alert(&call_of(FIRST, 1, "For the first."));
    let theirs = world.send_alert(&call_of("harbour", 1, "For the harbour."));
    world.home.write("alerts/next.toml", &call_of("nowhere", 2, "x"));
    world
        .home
        .run(["alert", "send", "alerts/next.toml"])
        .exits(1)
        .complains("`harbour`, the file is for another", "nothing was sent");
    for (id, audience) in [(&ours, 2), (&theirs, 2)] {
        assert_eq!(world.alert_is(id, "finished")["audience"], audience);
    }
    let got = |text: &str| world.got(51..54, text).into_values().collect::<Vec<_>>();
    assert_eq!((got("For the first."), got("For the harbour.")), (vec![1, 0, 1], vec![0, 1, 1]));
    assert!(janka.gets("For the harbour.").text.contains("· Harbour and dock"));

    // A reply stands up for the campaign of its call, and buttons keep to it.
    let call = janka.gets("For the harbour.");
    assert!(janka.replies(&call, "I am with you").text.contains("Thank you"));
    let more = vola.presses(&vola.gets("For the harbour."), "c.");
    assert!(more.buttons().iter().all(|data| data.starts_with("c.")), "{:?}", more.buttons());
    assert_eq!((tally(&world, FIRST), tally(&world, "harbour")), (json!(1), json!(1)));
    world.home.run(["pledges", "tally", "--campaign", "nowhere"]).exits(2).complains("none is called so", "campaign");
    let stats = world.home.run(["stats", "--json"]).succeeds().json();
    assert_eq!(stats["pledges"], 2);
    assert_eq!(stats["by_campaign"]["harbour"], json!({ "subscribers": null, "pledges": 1 }));
    let list = world.home.run(["alert", "list", "--json"]).succeeds().json();
    assert_eq!(list["last_sequences"], json!({ FIRST: 1, "harbour": 1 }));
    world.home.run(["alert", "new", "alerts/more.toml", "--campaign", "harbour"]).succeeds().prints("sequence 2");

    // Each has its page.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let get = |path: &str| {
        world.wait(async {
            let answer = client.get(format!("http://127.0.0.1:{port}{path}")).send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        })
    };
    let page = get("/harbour/en/").1;
    assert!(page.contains("Harbour and dock") && page.contains("?start=c_harbour_src_page"), "{page}");
    assert!(get("/en/").1.contains("unions are no crime") && get("/harbour").1.contains("Harbour and dock"));
    let count = || serde_json::from_str::<Value>(&get("/harbour/count.json").1).unwrap();
    until("the page follows the count", || count()["total"] == 1);
    assert_eq!(count()["petition"], "open-the-gate");
    assert_eq!((get("/nowhere/en/").0, get("/harbour/xx/").0), (404, 404));

    // A restart changes nothing; who leaves one still hears the other.
    bot.stops();
    let bot = world.start();
    let settings = janka.presses(&janka.says("/help"), "hearing");
    let choice = janka.presses(&settings, "campaigns");
    assert!(choice.buttons().iter().all(|data| data.ends_with(".off")), "{:?}", choice.buttons());
    let first = choice.buttons().first().unwrap().to_string();
    janka.presses(&choice, &first);
    let next = world.send_alert(&call_of(FIRST, 2, "Once more for the first."));
    assert_eq!(world.alert_is(&next, "finished")["delivered"], 1);
    assert_eq!(got("Once more for the first."), vec![1, 0, 0]);
    // A correction is of its alert's campaign.
    let correction = call_of(FIRST, 3, "x").replace("kind = \"call\"", "kind = \"correction\"");
    world.home.write("alerts/next.toml", &correction);
    world.home.run(["alert", "correct", &theirs, "alerts/next.toml"]).exits(1);

    // Gone from the file: its page and its calls are, its people are not asked anything, and its buttons count for none.
    world.home.edit("more_campaigns = [\"campaigns/harbour\"]", "more_campaigns = []");
    world.home.run(["reload"]).succeeds();
    assert_eq!(get("/harbour/en/").0, 404);
    let before = tally(&world, FIRST);
    assert!(vola.forges(&format!("call.{theirs}.sign")).text.contains("no longer"));
    vola.replies(&vola.gets("For the harbour."), "I stand with the harbour");
    assert_eq!(tally(&world, FIRST), before, "nothing of another campaign counts for this one");
    assert!(!vola.forges("c.00000000.day").text.is_empty());
    let question = vola.says("/forget");
    assert!(vola.presses(&question, "forget.").text.contains("erased"));
    bot.stops();
    world.was_proper();
}

#[test]
fn reminders_and_drafts_are_each_campaigns_own() {
    let world = World::new();
    lay_harbour(&world);
    world.set("KLICH_ORGANISERS__REMINDERS", "true");
    world.set("KLICH_ORGANISERS__RECIPIENTS", format!("[\"{RECIPIENT}\"]"));
    // In three days, by the clocks of UTC: the reminder of the day before is still to come.
    let day = match TimeZone::UTC.to_datetime(Timestamp::now()).date().saturating_add(3.days()) {
        leap if (leap.month(), leap.day()) == (2, 29) => leap.saturating_add(1.days()),
        day => day,
    };
    let written = world.home.read("campaigns/harbour/campaign.toml");
    let lines = written.lines().map(|line| match line.split(" = ").next().unwrap() {
        "month" => format!("month = {}", day.month()),
        "day" => format!("day = {}", day.day()),
        "time_zone" => "time_zone = \"UTC\"".to_owned(),
        _ => line.to_owned(),
    });
    let lines: Vec<String> = lines.collect();
    world.home.write("campaigns/harbour/campaign.toml", &lines.join("\n"));
    let bot = world.start();
    let listed = || world.home.run(["alert", "list", "--json"]).succeeds().json()["alerts"].as_array().unwrap().clone();
    let of_harbour = |alert: &Value, key: &str, word: &str| alert[key] == word && alert["campaign"] == "harbour";
    until("its reminders lie ready", || {
        listed().iter().filter(|alert| of_harbour(alert, "kind", "reminder")).count() == 2
    });

    let organiser = world.organiser("en");
    let desk = organiser.says("/desk");
    let which = organiser.presses(&desk, "desk.new");
    assert!(which.text.contains("Which campaign?"), "{}", which.text);
    let second = which.buttons()[1].to_owned();
    let kinds = organiser.presses(&which, &second);
    let draft = organiser.presses(&kinds, "c.");
    assert!(draft.text.contains("Harbour and dock"), "{}", draft.text);
    assert_eq!(listed().iter().filter(|alert| of_harbour(alert, "state", "draft")).count(), 1);

    // Words after a pledge are sealed for the campaign that was pledged to, and taken out by it.
    let vola = world.person(52, "Vola", "en");
    vola.presses(&vola.says("/start c_harbour"), "c.");
    vola.says("/pledge sign");
    vola.says("We stand at the gate.");
    let written = |campaign: &str| {
        let folder = format!("out-{campaign}");
        world.home.run(["pledges", "export", &folder, "--campaign", campaign, "--json"]).succeeds().json()["written"]
            .clone()
    };
    assert_eq!((written(FIRST), written("harbour")), (json!(0), json!(1)));
    bot.stops();
    world.was_proper();
}

//! The campaign that everybody heard before there was a choice: retired, further on, and back again. Nobody's consent moves.

use serde_json::{Value, json};

use super::{FIRST, call_of, lay_harbour, tally};
use crate::support::{World, free_port, until};

const OURS: &str = "campaign = \"campaigns/belarus-16-november\"";
const HARBOUR: &str = "campaign = \"campaigns/harbour\"";
const NONE_BESIDE: &str = "more_campaigns = []";
const HARBOUR_BESIDE: &str = "more_campaigns = [\"campaigns/harbour\"]";
const OURS_BESIDE: &str = "more_campaigns = [\"campaigns/belarus-16-november\"]";

#[test]
fn the_eldest_is_retired_and_nobody_hears_or_stands_up_for_what_they_did_not_choose() {
    let world = World::new();
    let port = free_port();
    world.set("KLICH_WEB__LISTEN", format!("127.0.0.1:{port}"));
    let bot = world.start();
    let ales = world.person(51, "Ales", "en");
    let welcome = ales.says("/start");
    ales.presses(&welcome, "subscribe");
    let thanks = ales.says("/pledge sign");
    bot.stops();
    lay_harbour(&world);
    let bot = world.start();
    let (vola, janka) = (world.person(52, "Vola", "en"), world.person(53, "Janka", "en"));
    vola.presses(&vola.says("/start c_harbour"), "c.");
    janka.says("/subscribe");
    let choice = janka.gets("Which campaigns do you hear?");
    let other = choice.buttons().into_iter().find(|data| data.ends_with(".on")).unwrap().to_owned();
    janka.presses(&choice, &other);
    let ours = world.send_alert(&call_of(FIRST, 1, "For the eldest."));
    world.alert_is(&ours, "finished");
    let call = ales.gets("For the eldest.");
    // Not while it runs; a restart does it.
    world.home.edit(OURS, HARBOUR);
    world.home.edit(HARBOUR_BESIDE, NONE_BESIDE);
    world.home.run(["reload"]).exits(78).prints("can't be changed while klich runs").prints("restart klich");
    bot.stops();
    // Not with what was the eldest's: its people would become another's.
    let own = world.home.read("campaigns/harbour/campaign.toml");
    world.home.write("campaigns/harbour/campaign.toml", &own.replace("open-the-gate", "release-the-detained"));
    let refused = world.home.run(["run"]).exits(78);
    refused.complains("`release-the-detained` was the campaign `belarus-16-november`'s", "give it another name");
    world.home.write("campaigns/harbour/campaign.toml", &own);
    let bot = world.start();

    // Its buttons, its call, and a reply to it count for no other campaign; a kind that is typed is asked about.
    let data = |message: &klich::sandbox::MessageView| -> Vec<String> {
        message.buttons().into_iter().map(str::to_owned).collect()
    };
    let about_none = ["privacy", "hearing"];
    for button in [data(&welcome), data(&thanks), data(&call)].concat() {
        if !about_none.contains(&button.as_str()) {
            assert!(ales.forges(&button).text.contains("no longer"), "{button}");
        }
    }
    ales.replies(&call, "I stand with you");
    assert!(ales.says("/pledge act").text.contains("Which campaign?"));
    assert_eq!(tally(&world, "harbour"), 0);
    // It is heard by those who chose it, and by those who are new.
    let zoya = world.person(54, "Zoya", "en");
    let welcome = zoya.says("/start");
    assert!(welcome.text.contains("Harbour and dock"), "{}", welcome.text);
    zoya.presses(&welcome, "c.");
    let heard = |sequence, text: &str| {
        let id = world.send_alert(&call_of("harbour", sequence, text));
        world.alert_is(&id, "finished");
        world.got(51..55, text).into_values().collect::<Vec<_>>()
    };
    assert_eq!(heard(1, "For the harbour."), [0, 1, 1, 1]);
    let stats = world.home.run(["stats", "--json"]).succeeds().json();
    assert_eq!((&stats["subscribers"], &stats["by_campaign"]["harbour"]["pledges"]), (&json!(4), &json!(0)));
    assert!(stats["by_campaign"][FIRST].is_null(), "{stats}");
    // Who heard the eldest alone chooses.
    let settings = ales.presses(&ales.says("/help"), "hearing");
    let choice = ales.presses(&settings, "campaigns");
    assert!(choice.text.contains("You hear none of them now"), "{}", choice.text);
    ales.presses(&choice, "campaign.");
    assert_eq!(heard(2, "Once more for the harbour."), [1, 1, 1, 1]);
    // The page is the first one's, and so are links without a name.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let get = |path: &str| {
        world.wait(async {
            let answer = client.get(format!("http://127.0.0.1:{port}{path}")).send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        })
    };
    let page = get("/en/").1;
    assert!(page.contains("Harbour and dock") && page.contains("?start=src_page"), "{page}");
    let count = || serde_json::from_str::<Value>(&get("/count.json").1).unwrap();
    assert_eq!(count()["petition"], "open-the-gate");
    assert_eq!(get(&format!("/{FIRST}/en/")).0, 404);
    // A draft of the desk is the harbour's.
    let organiser = world.organiser("en");
    let kinds = organiser.presses(&organiser.says("/desk"), "desk.new");
    let draft = organiser.presses(&kinds, "c.");
    assert!(draft.text.contains("Harbour and dock"), "{}", draft.text);
    bot.stops();

    // It comes back further on: its people hear it as ever and nobody else does, and its old buttons are its again.
    world.home.edit(NONE_BESIDE, OURS_BESIDE);
    let bot = world.start();
    let id = world.send_alert(&call_of(FIRST, 2, "For the eldest again."));
    world.alert_is(&id, "finished");
    let got = world.got(51..55, "For the eldest again.").into_values().collect::<Vec<_>>();
    assert_eq!(got, [1, 0, 1, 0]);
    assert!(ales.gets("For the eldest again.").buttons().iter().any(|data| data.starts_with("c.")));
    let more = call.buttons().into_iter().find(|data| data.starts_with("call.")).unwrap().to_owned();
    ales.forges(&more);
    until("it is counted once, as before", || tally(&world, FIRST) == 1);
    janka.forges(&more);
    until("it counts for the eldest", || tally(&world, FIRST) == 2);
    assert_eq!(tally(&world, "harbour"), 0);
    ales.says("/stop");
    assert_eq!(world.subscribed(), 3);
    bot.stops();
    world.was_proper();
}

#[test]
fn a_new_one_is_named_first_and_those_who_were_there_hear_what_they_heard() {
    let world = World::new();
    let bot = world.start();
    let ales = world.person(51, "Ales", "en");
    let welcome = ales.says("/start");
    ales.presses(&welcome, "subscribe");
    bot.stops();
    lay_harbour(&world);
    world.home.edit(OURS, HARBOUR);
    world.home.edit(HARBOUR_BESIDE, OURS_BESIDE);
    let bot = world.start();
    let vola = world.person(52, "Vola", "en");
    vola.presses(&vola.says("/start"), "c.");
    for (campaign, text) in [("harbour", "For the harbour."), (FIRST, "For the eldest.")] {
        let id = world.send_alert(&call_of(campaign, 1, text));
        world.alert_is(&id, "finished");
    }
    let got = |text: &str| world.got(51..53, text).into_values().collect::<Vec<_>>();
    assert_eq!((got("For the harbour."), got("For the eldest.")), (vec![0, 1], vec![1, 0]));
    ales.says("/pledge sign");
    assert_eq!((tally(&world, "harbour"), tally(&world, FIRST)), (json!(0), json!(1)));
    bot.stops();
    // One alone that takes the place of one that was always alone has its people, as ever.
    let other = World::new();
    let bot = other.start();
    other.person(51, "Ales", "en").says("/subscribe");
    bot.stops();
    lay_harbour(&other);
    other.home.edit(OURS, HARBOUR);
    other.home.edit(HARBOUR_BESIDE, NONE_BESIDE);
    let bot = other.start();
    let id = other.send_alert(&call_of("harbour", 1, "For the harbour."));
    assert_eq!(other.alert_is(&id, "finished")["delivered"], 1);
    bot.stops();
    world.was_proper();
    other.was_proper();
}

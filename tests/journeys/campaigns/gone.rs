//! What is under way for a campaign that is taken off: it is not taken off under a call, and what was delivered can be deleted.

use serde_json::json;

use super::{FIRST, call_of, lay_harbour, tally};
use crate::support::{World, until};

#[test]
fn a_campaign_stays_while_its_call_goes_out_and_the_call_can_be_recalled_when_it_is_gone() {
    let world = World::new();
    let bot = world.start();
    let people: Vec<_> = (51..66).map(|id| world.person(id, "Ales", "en")).collect();
    people.iter().for_each(|ales| drop(ales.says("/subscribe")));
    bot.stops();
    // The eldest stands second now, and sends slowly.
    lay_harbour(&world);
    world.home.edit("campaign = \"campaigns/belarus-16-november\"", "campaign = \"campaigns/harbour\"");
    let (beside, none) = ("more_campaigns = [\"campaigns/belarus-16-november\"]", "more_campaigns = []");
    world.home.edit("more_campaigns = [\"campaigns/harbour\"]", beside);
    world.set("KLICH_TELEGRAM__PAID_BROADCAST", "false");
    world.set("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "2");
    let bot = world.start();
    let id = world.send_alert(&call_of(FIRST, 1, "Come to the gate."));
    until("it goes out", || world.alert(&id)["delivered"].as_u64().unwrap() > 1);
    world.home.edit(beside, none);
    world.home.run(["reload"]).exits(75).prints("is going out").prints(&format!("klich alert pause {id}"));
    world.home.run(["alert", "pause", &id]).succeeds();
    world.home.run(["reload"]).succeeds();
    let reached = || world.got(51..66, "Come to the gate.").values().sum::<usize>();
    let before = reached();
    assert!((2..15).contains(&before), "{before}");
    let recall = world.home.run(["alert", "recall", &id, "--yes", "--json"]).succeeds().json();
    let recall = recall["id"].as_str().unwrap().to_owned();
    world.alert_is(&recall, "finished");
    assert_eq!(reached(), 0, "nobody has it any more");
    // A call that the store does not know counts for none of them, and a kind alone is asked about.
    let ales = &people[0];
    assert!(ales.forges("call.zzzzzzzz.sign").text.contains("no longer"));
    assert!(ales.says("/pledge act").text.contains("Which campaign?"));
    assert_eq!(tally(&world, "harbour"), json!(0));
    bot.stops();
}

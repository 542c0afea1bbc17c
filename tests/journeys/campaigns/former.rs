//! Petitions that no campaign of the bot has any more: what was decided about them, and what was set for all, still holds.

use std::sync::Arc;

use klich::audience::Audience;
use klich::campaign::{Campaign, Day};
use klich::pledge::{Letters, Pledges, Wording};
use klich::store::StoreUrl;
use klich::vault::{self, RootKey, Vault};
use serde_json::json;

use super::{FIRST, RECIPIENT, lay_harbour, tally};
use crate::support::{Clock, World, until};

const BESIDE: &str = "more_campaigns = [\"campaigns/harbour\"]";
const ALONE: &str = "more_campaigns = []";

/// Opens the store of a bot that does not run.
fn open(world: &World) -> Arc<Vault> {
    let root = RootKey::load(&world.home.path("secrets/vault.key")).unwrap();
    vault::open_at(&StoreUrl::Sled(world.home.path("data")), &root).unwrap()
}

/// A bot with two campaigns that was stopped, and somebody who has pledged to each and written to it.
fn two_with_letters(world: &World) {
    lay_harbour(world);
    world.set("KLICH_ORGANISERS__RECIPIENTS", format!("[\"{RECIPIENT}\"]"));
    let bot = world.start();
    let (ales, vola) = (world.person(51, "Ales", "en"), world.person(52, "Vola", "en"));
    ales.says("/pledge sign");
    assert!(ales.says("We stand.").text.contains("sealed"));
    vola.presses(&vola.says("/start c_harbour"), "c.");
    vola.gets("Which campaigns do you hear?");
    vola.says("/pledge sign");
    assert!(vola.says("We stand at the gate.").text.contains("sealed"));
    bot.stops();
}

#[test]
fn one_that_was_closed_and_taken_off_before_it_was_swept_leaves_nothing_that_leads_to_people() {
    let world = World::new();
    two_with_letters(&world);
    {
        // As a kill leaves it that comes between the decision and the rest.
        let vault = open(&world);
        let campaign = Campaign::load("campaigns/harbour", &world.home.path("")).unwrap();
        let (petition, wording) = (campaign.petition().id.clone(), Wording::of(&campaign));
        let pledges = Pledges::open(Arc::clone(&vault), petition, &wording, Day(20_000)).unwrap();
        let pledges = pledges.with_letters_of(campaign.id().tag(), false);
        let closed = pledges.close(&Letters::new(Arc::clone(&vault)), true, Day(20_000), |_| Ok(())).unwrap();
        assert_eq!((closed.total, closed.swept), (1, false));
    }
    world.home.edit(BESIDE, ALONE);
    let bot = world.start();
    let mut exports = 0;
    let mut written = |campaign: &[&str]| {
        exports += 1;
        let folder = format!("out-{exports}");
        let arguments = ["pledges", "export", &folder, "--json"].into_iter().chain(campaign.iter().copied());
        world.home.run(arguments).succeeds().json()["written"].as_u64().unwrap()
    };
    until("its letter is gone", || written(&[]) == 1);
    until("the keys are renewed", || world.status()["rotation"].is_null());
    bot.stops();
    assert!(Pledges::unswept(&open(&world)).unwrap().is_empty());
    // Served again, it is closed, and all of that was done; what is the first one's is there.
    world.home.edit(ALONE, BESIDE);
    let closed = world.home.run(["pledges", "close", "--campaign", "harbour", "--yes", "--json"]).succeeds().json();
    assert_eq!((&closed["before"], &closed["swept"], &closed["total"]), (&json!(true), &json!(true), &json!(1)));
    assert_eq!((written(&["--campaign", FIRST]), written(&["--campaign", "harbour"])), (1, 0));
    assert_eq!(tally(&world, FIRST), 1);
    world.was_proper();
}

#[test]
fn what_was_pledged_to_one_that_is_taken_off_goes_when_its_time_is_over() {
    let world = World::new();
    let clock = Clock::of(&world);
    world.set("KLICH_RETENTION__PLEDGE_DAYS", "60");
    two_with_letters(&world);
    world.home.edit(BESIDE, ALONE);
    let due = || world.home.run(["check", "--retention", "--json"]).succeeds().quietly().json();
    clock.set_ahead(61 * 86_400);
    // A pledge and a letter to each.
    assert_eq!(due(), json!({ "unreachable": 0, "pledges": 4 }));
    let bot = world.start();
    until("all of it has gone", || due()["pledges"] == 0);
    bot.stops();
    assert_eq!(Audience::new(open(&world)).erased().unwrap().pledges, 4);
    world.home.edit(ALONE, BESIDE);
    let bot = world.start();
    let vola = crate::support::Phone::new(&world, 52);
    let which = vola.says("/pledge");
    let harbour = which.buttons()[1].to_owned();
    assert!(vola.presses(&which, &harbour).buttons().iter().any(|data| data.ends_with("pledge.sign")), "none stands");
    assert_eq!(tally(&world, "harbour"), 1, "the count stays");
    bot.stops();
    world.was_proper();
}

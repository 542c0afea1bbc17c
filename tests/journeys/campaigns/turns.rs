//! Of two campaigns that somebody stands up for, words are for that which came last, on one day too.

use super::{FIRST, RECIPIENT, call_of, lay_harbour};
use crate::support::{Phone, World};

/// Stands up for the campaign that is named in this place, in a kind.
fn stands_up(phone: Phone<'_>, place: usize, kind: &str) {
    let which = phone.says("/pledge");
    let data = which.buttons()[place].to_owned();
    let ways = phone.presses(&which, &data);
    let kind = ways.buttons().into_iter().find(|data| data.ends_with(kind)).unwrap().to_owned();
    assert!(phone.presses(&ways, &kind).text.contains("Thank you"), "{kind}");
}

#[test]
fn words_are_for_the_campaign_that_was_stood_up_for_last() {
    let world = World::new();
    lay_harbour(&world);
    world.set("KLICH_ORGANISERS__RECIPIENTS", format!("[\"{RECIPIENT}\"]"));
    let bot = world.start();
    let vola = world.person(52, "Vola", "en");
    vola.presses(&vola.says("/start c_harbour"), "c.");
    let choice = vola.gets("Which campaigns do you hear?");
    let other = choice.buttons().into_iter().find(|data| data.ends_with(".on")).unwrap().to_owned();
    vola.presses(&choice, &other);
    // How many letters there are for each, the first one first.
    let mut exports = 0;
    let mut sealed = || {
        exports += 1;
        [FIRST, "harbour"].map(|campaign| {
            let folder = format!("out-{campaign}-{exports}");
            let export = world.home.run(["pledges", "export", &folder, "--campaign", campaign, "--json"]);
            export.succeeds().json()["written"].as_u64().unwrap()
        })
    };
    let writes = |words: &str| assert!(vola.says(words).text.contains("sealed"), "{words}");

    stands_up(vola, 1, "pledge.sign");
    stands_up(vola, 0, "pledge.sign");
    writes("For the first, though the harbour is named last.");
    assert_eq!(sealed(), [1, 0]);
    // A further kind is the last thing that was done, and the same once more, too.
    stands_up(vola, 1, "pledge.act");
    writes("For the harbour.");
    assert_eq!(sealed(), [1, 1]);
    bot.stops();
    let bot = world.start();
    writes("For the harbour, after a restart.");
    assert_eq!(sealed(), [1, 2]);
    // A reply to a call stands up for the campaign of the call.
    let id = world.send_alert(&call_of(FIRST, 1, "For the first."));
    world.alert_is(&id, "finished");
    assert!(vola.replies(&vola.gets("For the first."), "I am with you").text.contains("Thank you"));
    writes("And more for the first.");
    assert_eq!(sealed(), [3, 2]);
    // What is taken back is no pledge any more: the other one is the last.
    let data = vola.says("/mydata");
    assert!(data.document.is_some());
    let which = vola.says("/pledge");
    let first = which.buttons()[0].to_owned();
    let stands = vola.presses(&which, &first);
    vola.presses(&vola.presses(&stands, "withdraw-ask"), "withdraw");
    writes("For the harbour again.");
    assert_eq!(sealed(), [3, 3]);
    bot.stops();
    world.was_proper();
}

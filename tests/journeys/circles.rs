//! Circles: invited by links that work once, joined with consent, called, left, forgotten.

use serde_json::json;

use crate::support::{Phone, World, alert_file};

fn world() -> World {
    let world = World::new();
    let file = "campaigns/belarus-16-november/campaign.toml";
    let toml = world.home.read(file);
    world.home.write(file, &format!("circles = [\"medics\", \"port\"]\n{toml}"));
    world.set("KLICH_CAMPAIGN", "campaigns/belarus-16-november");
    world
}

fn payload(link: &str) -> String {
    let (_, payload) = link.split_once("?start=").unwrap();
    assert!(payload.len() <= 64);
    payload.to_owned()
}

#[test]
fn an_invitation_lets_one_person_in_and_only_the_circle_hears_its_call() {
    let world = world();
    let _bot = world.start();
    world.subscribers(300..302, "en");
    world.home.run(["circles", "invite", "nobody"]).exits(2).complains("no such circle", "campaign.toml");
    let invited = world.home.run(["circles", "invite", "medics", "--count", "2", "--days", "3", "--json"]).json();
    let links: Vec<String> =
        invited["links"].as_array().unwrap().iter().map(|l| l.as_str().unwrap().to_owned()).collect();
    assert!(links.len() == 2 && links[0] != links[1] && links[0].starts_with("https://t.me/"));
    for link in &links {
        assert!(!world.store_holds(&payload(link).as_bytes()[2..]), "no link lies readable on the disk");
    }
    let comes = |id: i64, payload: &str| {
        let phone = Phone::new(&world, id);
        let before = phone.view().from_bot().count();
        world.people.start(id, Some(payload)).unwrap();
        let view = phone.sees("an answer", |view| view.from_bot().count() > before);
        view.from_bot().nth(before).unwrap().clone()
    };
    let ala = world.person(100, "Ala", "en");
    let asked = comes(100, &payload(&links[0]));
    assert!(asked.text.contains("medics") && asked.text.contains("need do nothing"), "{}", asked.text);
    assert_eq!(world.subscribed(), 2, "coming by a link joins nothing");
    let joined = ala.presses(&asked, "join.");
    assert!(joined.text.contains("in the circle"), "{}", joined.text);
    assert_eq!(world.subscribed(), 3);
    // It works once, for nobody else and not again.
    world.person(101, "Eve", "en");
    assert!(comes(101, &payload(&links[0])).text.contains("has been used"));
    assert!(comes(101, "c_AAAAAAAAAAAAAAAAAAAAAA").text.contains("has been used"));
    let list = world.home.run(["circles", "list", "--json"]).json();
    assert_eq!(
        (&list["members"]["medics"], &list["members"]["port"]),
        (&json!(null), &json!(0)),
        "under 5 is not told"
    );
    assert_eq!(list["invitations"]["medics"], 1);

    let call = alert_file(1, &[("en", "For medics.")]).replace("[text]", "[audience]\ncircles = [\"medics\"]\n[text]");
    let id = world.send_alert(&call);
    world.alert_is(&id, "finished");
    ala.gets("For medics.");
    assert_eq!(world.got(300..302, "For medics.").values().sum::<usize>(), 0);

    // /mydata names the circle and has the way out.
    world.people.say(100, "/mydata").unwrap();
    let ways = ala.gets("The circles that you are in");
    let left = ala.presses(&ways, "leave-circle.");
    assert!(left.text.contains("not in this circle any more"), "{}", left.text);
    let call = call.replace("sequence = 1", "sequence = 2").replace("For medics.", "Once more.");
    let id = world.send_alert(&call);
    let status = world.alert_is(&id, "finished");
    assert_eq!(status["audience"], 0);
    world.was_proper();
}

#[test]
fn an_organiser_invites_at_the_desk_and_sees_counts_alone() {
    let world = world();
    let _bot = world.start();
    let desk = world.organiser("en");
    let home = desk.says("/desk");
    let circles = desk.presses(&home, "desk.circles");
    assert!(circles.text.contains("medics: 0 (+ 0)"), "{}", circles.text);
    let given = desk.presses(&circles, "desk.invite.");
    let link = given.text.lines().find(|line| line.contains("?start=c_")).unwrap().trim().to_owned();
    world.person(100, "Ala", "en");
    world.people.start(100, Some(&payload(&link))).unwrap();
    let ala = Phone::new(&world, 100);
    let asked = ala.gets("invited to the circle");
    ala.presses(&asked, "join.");
    let list = desk.presses(&desk.presses(&desk.says("/desk"), "desk.circles"), "desk.home");
    let circles = desk.presses(&list, "desk.circles");
    assert!(circles.text.contains("medics: <5 (+ 0)"), "{}", circles.text);
    // A stranger's press of an organiser's button invites nobody.
    assert!(ala.forges(&given_button(&circles)).show_alert);
    world.was_proper();
}

fn given_button(message: &klich::sandbox::MessageView) -> String {
    message.buttons().into_iter().find(|data| data.starts_with("desk.invite.")).unwrap().to_owned()
}

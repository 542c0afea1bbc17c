//! What is sealed to the organisers: from a supporter's device to the files that organisers open, and the reply back.

use std::fs;

use klich::sandbox::MessageView;
use klich::seal::{
    Bucket, Identities, Known, Letter, Message, Pledge, Reply, SealedFile, SignerKey, pad, seal, statement_hash,
};
use klich::text::Language;
use serde_json::{Value, json};

use crate::support::{Phone, Process, World, alert_file};

const ALES: i64 = 5_123_456_789;
const CAMPAIGN: &str = "belarus-16-november";
const PAGE: &str = "https://page.example";

/// A world whose campaign has an organiser's key, and a signer's.
struct Sealing {
    world: World,
    recipient: String,
    signer: SignerKey,
}

impl Sealing {
    fn new() -> Self {
        let world = World::new();
        let key = |command: &str, name: &str| {
            world.home.run(["keys", command, name, "--no-passphrase"]).succeeds();
            world.home.read(&format!("{name}.pub")).trim().lines().last().unwrap().to_owned()
        };
        let (recipient, signer) = (key("new-organiser", "olga"), key("new-signer", "ann"));
        world.set("KLICH_ORGANISERS__RECIPIENTS", format!("[\"{recipient}\"]"));
        world.set("KLICH_ORGANISERS__SIGNERS", format!("[\"{signer}\"]"));
        world.set("KLICH_WEB__PUBLIC_URL", PAGE);
        Self { world, signer: signer.parse().unwrap(), recipient }
    }

    fn seal(&self, text: &str) -> SealedFile {
        seal(text.as_bytes(), &[self.recipient.parse().unwrap()]).unwrap()
    }

    fn seal_letter(&self, letter: &Letter) -> SealedFile {
        self.seal(&letter.to_padded().unwrap())
    }

    fn tally(&self) -> Value {
        self.world.home.run(["pledges", "tally", "--json"]).succeeds().quietly().json()
    }

    fn export(&self) -> Value {
        self.world.home.run(["pledges", "export", "sealed", "--json"]).succeeds().json()
    }

    fn open(&self) -> Vec<Value> {
        let opened = self.world.home.run(["pledges", "open", "sealed", "--identity", "olga", "--json"]);
        opened.succeeds().json()["letters"].as_array().unwrap().clone()
    }
}

/// A supporter's device: its key for replies.
struct Device {
    own: Identities,
    key: klich::seal::DeviceKey,
}

impl Device {
    fn new(world: &World) -> Self {
        world.home.run(["keys", "new-organiser", "device", "--no-passphrase"]).succeeds();
        let key = world.home.read("device.pub").trim().lines().last().unwrap().parse().unwrap();
        let own = Identities::read(world.home.read("device").as_bytes(), Known(None)).unwrap();
        Self { own, key }
    }
}

fn pledge(device: &Device, name: &str) -> Letter {
    Letter::Pledge(Pledge {
        campaign: CAMPAIGN.into(),
        statement: statement_hash("the words on the page"),
        device: Some(device.key.clone()),
        day: "2026-11-16".into(),
        language: "be".into(),
        kinds: vec!["sign".into()],
        name: name.into(),
        ..Pledge::default()
    })
}

fn message(body: &str) -> Letter {
    let (campaign, day, language) = (CAMPAIGN.into(), "2026-11-16".into(), "be".into());
    Letter::Message(Message { campaign, day, language, body: body.into(), ..Message::default() })
}

/// Hands data over as the page does that was opened by the keyboard's button of this place.
fn hand_over(world: &World, phone: &Phone<'_>, place: usize, data: &str) -> MessageView {
    let keyboard = phone.view().keyboard.expect("a keyboard is shown");
    let button = &keyboard["keyboard"][place][0];
    assert!(button["web_app"]["url"].as_str().unwrap().starts_with("https://page.example/app/#p="));
    let before = phone.view().from_bot().count();
    world.people.web_app_data(phone.id, data, button["text"].as_str().unwrap()).unwrap();
    phone.sees("an answer", |view| view.from_bot().count() > before).last().unwrap().clone()
}

#[test]
fn a_sealed_pledge_reaches_the_organisers_and_their_reply_the_device() {
    let scene = Sealing::new();
    let world = &scene.world;
    let bot = world.start();
    let device = Device::new(world);
    let ales = world.person(ALES, "Алесь Непаўторны", "be");
    ales.says("/subscribe");
    let ask = ales.says("/pledge");
    let offer = ales.presses(&ask, "seal");
    assert!(offer.text.contains("Што Telegram усё роўна бачыць"), "{}", offer.text);
    let sealed = scene.seal_letter(&pledge(&device, "Алесь Непаўторны"));
    let thanks = hand_over(world, &ales, 0, &sealed.to_wire());
    assert!(thanks.text.contains("Ваша запячатаная падтрымка ўлічана"), "{}", thanks.text);
    // Once more, and beside it a pledge by button: one person counts once.
    hand_over(world, &ales, 0, &scene.seal_letter(&pledge(&device, "Алесь Н.")).to_wire());
    ales.says("/pledge act");
    hand_over(world, &ales, 1, &scene.seal_letter(&message("Я магу везці людзей.")).to_wire());
    let counted = json!({ "total": 1, "by_kind": { "act": null, "sealed": null }, "by_language": { "be": null } });
    assert_eq!(scene.tally(), counted);
    let statement = ales.says("/pledge");
    assert!(statement.text.contains("Запячатаная падтрымка"), "{}", statement.text);
    // What lies on the disk is neither the words nor the sealed text as it came.
    for bytes in ["Непаўторны".as_bytes(), "age-encryption.org".as_bytes(), &sealed.as_bytes()[60..100]] {
        assert!(!world.store_holds(bytes));
    }

    let exported = scene.export();
    assert_eq!((&exported["written"], &exported["there"]), (&json!(2), &json!(0)));
    let names: Vec<String> = fs::read_dir(world.home.path("sealed"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.iter().all(|name| name.len() == 20 && world.home.mode(&format!("sealed/{name}")) == 0o600));
    assert_eq!(scene.export()["written"], 0, "what is there stays");
    let letters = scene.open();
    let of = |sort: &str| letters.iter().find(|letter| letter["sort"] == sort).unwrap();
    assert_eq!(of("pledge")["name"], "Алесь Н.", "the newest");
    assert_eq!(of("message")["note"], "Я магу везці людзей.");
    bot.stops();
    assert_eq!((scene.export()["written"].clone(), scene.tally()), (json!(0), counted), "the same from the store");

    // The reply finds its way by the letter's name alone.
    let file = format!("sealed/{}", of("pledge")["file"].as_str().unwrap());
    world.home.write("answer.txt", "Дзякуй! Пабачымся.");
    let reply = ["pledges", "reply", &file, "--identity", "olga", "--text", "answer.txt", "--key", "ann"];
    world.home.run(reply).succeeds().prints("klich pledges deliver");
    let reply = file.replace(".age", ".reply.age");
    world.home.run(["pledges", "deliver", &reply]).exits(75).complains("no bot runs", "klich run");
    let bot = world.start();
    world.home.run(["pledges", "deliver", &reply]).succeeds().prints("delivered, as a button");
    let came = ales.gets("Арганізатары вам адказалі");
    let url = came.reply_markup.unwrap()["inline_keyboard"][0][0]["web_app"]["url"].as_str().unwrap().to_owned();
    let (page, fragment) = url.split_once("#r=").unwrap();
    assert_eq!(page, "https://page.example/app/");
    let sealed = SealedFile::read(format!("k1.{}", fragment.split('&').next().unwrap()).as_bytes()).unwrap();
    let signers = std::slice::from_ref(&scene.signer);
    let (read, _) = Reply::open(&sealed, &device.own, &device.key, CAMPAIGN, signers).unwrap();
    assert_eq!(read.body, "Дзякуй! Пабачымся.");
    world.home.run(["pledges", "deliver", &reply]).succeeds().prints("delivered before");
    world.home.write("answer.txt", &"Доўгі адказ. ".repeat(200));
    let long = file.replace(".age", ".long.age");
    let write = ["pledges", "reply", &file, "--identity", "olga", "--text", "answer.txt", "--key", "ann", "--output"];
    world.home.run(write.into_iter().chain([long.as_str()])).succeeds().prints("goes as a file");
    world.home.run(["pledges", "deliver", &long]).exits(2).complains("a letter's id", "ID.reply.age");
    fs::rename(world.home.path(&long), world.home.path(&reply)).unwrap();
    world.home.run(["pledges", "deliver", &reply]).succeeds().prints("delivered, as a file");
    let given = ales.sees("a file", |view| view.from_bot().any(|message| message.document.is_some()));
    let document = given.from_bot().rev().find_map(|message| message.document.clone()).unwrap();
    let bytes = world.file(document["file_id"].as_str().unwrap());
    assert!(Reply::open(&SealedFile::read(&bytes).unwrap(), &device.own, &device.key, CAMPAIGN, signers).is_ok());

    let log = world.home.run(["audit", "list", "--json"]).succeeds().out;
    assert!(log.contains("sealed-exported") && log.contains("reply-delivered"), "{log}");

    // Whoever is forgotten leaves no letter and no way back.
    let forget = ales.says("/forget");
    assert!(forget.text.contains("Копіі, якія арганізатары ўжо забралі"), "{}", forget.text);
    ales.presses(&forget, "forget.");
    world.home.run(["pledges", "deliver", &reply, "--again"]).exits(1).prints("there is no such letter any more");
    let pruned = world.home.run(["pledges", "export", "sealed", "--prune", "--json"]).succeeds().json();
    assert_eq!(pruned["gone"].as_array().unwrap().len(), 2);
    assert_eq!(fs::read_dir(world.home.path("sealed")).unwrap().count(), 0);
    bot.stops();
    world.was_proper();
}

#[test]
fn a_sealed_file_may_be_pasted_or_attached_and_what_it_is_the_person_says() {
    let scene = Sealing::new();
    let world = &scene.world;
    let bot = world.start();
    let (maja, jonas) = (world.person(61, "Maja", "pl"), world.person(62, "Jonas", "lt"));
    let armour = scene.seal_letter(&message("Pomogę.")).to_armour();
    let asked = maja.says(&format!("Proszę:\n{}", armour.replace("-----", "—").replace('\n', "\n ")));
    assert!(asked.text.contains("Nie widzę, co jest w środku"), "{}", asked.text);
    assert!(maja.presses(&asked, "letter.").text.contains("się liczy"), "the first button counts");
    assert_eq!(scene.tally()["by_kind"], json!({ "sealed": null }));
    jonas.says("/start");
    let attach = |bytes: &[u8], name: &str| {
        let before = jonas.view().from_bot().count();
        world.people.document(62, name, bytes, "").unwrap();
        jonas.sees("an answer", |view| view.from_bot().count() > before).last().unwrap().clone()
    };
    let asked = attach(scene.seal_letter(&message("Padėsiu.")).as_bytes(), "x.age");
    assert!(asked.text.contains("Nematau, kas viduje"), "{}", asked.text);
    let button = asked.buttons()[1].to_owned();
    assert!(jonas.presses(&asked, &button).text.contains("Priimta, užantspauduota"));
    for (bytes, said) in [
        (b"age-encryption.org/v9\nx".to_vec(), "naujesnė versija"),
        (b"age-encryption.org/v1\n-> X25519 x".to_vec(), "nepilnas"),
        (b"GIF89a".to_vec(), "/help"),
        (vec![b'x'; 100_000], "/help"),
    ] {
        assert!(attach(&bytes, "y.age").text.contains(said), "{said}");
    }
    // A file that can't be fetched for now is fetched later.
    let fault = klich::sandbox::Fault::new(klich::sandbox::FaultKind::Status).times(1);
    world.people.fault(klich::sandbox::Fault { method: Some("getFile".into()), ..fault });
    assert!(attach(scene.seal_letter(&message("Dar.")).as_bytes(), "z.age").text.contains("Nematau"));
    assert_eq!(scene.export()["written"], 3);
    let mut notes: Vec<String> =
        scene.open().iter().map(|letter| letter["note"].as_str().unwrap().to_owned()).collect();
    notes.sort();
    assert_eq!(notes, ["Dar.", "Padėsiu.", "Pomogę."]);
    assert_eq!(scene.tally()["total"], 1);
    bot.stops();
    world.was_proper();
}

#[test]
fn words_in_the_chat_are_sealed_on_arrival_and_deleted() {
    let scene = Sealing::new();
    let world = &scene.world;
    let bot = world.start();
    let ales = world.person(ALES, "Алесь", "be");
    ales.says("/subscribe");
    let id = world.send_alert(&alert_file(1, &[("be", "Сёння разам.")]));
    let call = ales.gets("Сёння разам.");
    world.alert_is(&id, "finished");
    let thanks = ales.replies(&call, "Мой брат сядзіць на Валадарцы");
    assert!(thanks.text.contains("Цяпер вашы словы запячатаныя"), "{}", thanks.text);
    let thanks = ales.says("І яшчэ адно слова");
    assert!(thanks.text.contains("Telegram іх бачыў"), "{}", thanks.text);
    let view = ales.sees("the words are gone", |view| {
        view.messages.iter().filter(|message| message.from == "user" && message.deleted).count() == 2
    });
    let words = |message: &&MessageView| message.text.contains("Валадарцы") || message.text.contains("яшчэ адно");
    assert_eq!(view.messages.iter().filter(words).count(), 0);
    assert!(!world.store_holds("Валадарцы".as_bytes()));
    bot.stops();
    scene.export();
    let mut letters: Vec<_> =
        scene.open().iter().map(|letter| (letter["sort"].clone(), letter["note"].clone())).collect();
    letters.sort_by_key(|(_, note)| note.to_string());
    let expected = [json!("Мой брат сядзіць на Валадарцы"), json!("І яшчэ адно слова")];
    assert!(letters.iter().all(|(sort, note)| sort == "comment" && expected.contains(note)) && letters.len() == 2);
    world.was_proper();
}

#[test]
fn without_a_key_to_seal_to_nothing_sealed_is_taken() {
    let scene = Sealing::new();
    let world = &scene.world;
    world.home.unset("KLICH_ORGANISERS__RECIPIENTS");
    let bot = world.start();
    let ala = world.person(63, "Ala", "en");
    assert!(!ala.says("/pledge").buttons().contains(&"seal"));
    let sealed = scene.seal(&pad("{}", Bucket::B1024).unwrap());
    world.people.forge_web_app_data(63, &sealed.to_wire(), "Sealed pledge").unwrap();
    ala.gets("takes nothing sealed now");
    assert!(ala.says(&sealed.to_armour()).text.contains("takes nothing sealed now"));
    assert!(ala.says("Just words").text.contains("We kept nothing"));
    assert_eq!((scene.tally()["total"].clone(), scene.export()["written"].clone()), (json!(0), json!(0)));
    bot.stops();
    // With a key that is none, it does not run at all.
    world.set("KLICH_ORGANISERS__RECIPIENTS", format!("[\"{}\"]", scene.recipient.replace("age1", "age1q")));
    world.home.run(["run"]).exits(78);
}

#[test]
fn a_changed_statement_asks_again_once_and_counts_who_says_yes() {
    let scene = Sealing::new();
    let world = &scene.world;
    let stop = |bot: Process| bot.stops();
    let bot = world.start();
    let (ales, maja, jonas) =
        (world.person(ALES, "Алесь", "be"), world.person(61, "Maja", "pl"), world.person(62, "J", "be"));
    for phone in [&ales, &maja] {
        phone.says("/subscribe");
    }
    for phone in [&ales, &maja, &jonas] {
        phone.says("/pledge sign");
    }
    let old = ales.says("/pledge raise");
    stop(bot);
    // Only the Belarusian wording changes.
    let file = format!("campaigns/{CAMPAIGN}/be.ftl");
    let text = world.home.read(&file).replace("Мы салідарныя", "Мы цалкам салідарныя");
    world.home.write(&file, &text);
    let bot = world.start();
    let asked = ales.gets("Заява змянілася");
    assert!(asked.text.contains("Мы цалкам салідарныя"), "{}", asked.text);
    let tally = scene.tally();
    assert_eq!((&tally["total"], &tally["by_statement"]), (&json!(3), &json!({ "1": null })));
    let thanks = ales.presses(&asked, "renew.2");
    assert!(thanks.text.contains("датычыцца і новых слоў"), "{}", thanks.text);
    assert_eq!(scene.tally()["by_statement"], json!({ "1": null, "2": null }));
    // Who has left hears of it when they come back; a restart asks nobody again.
    stop(bot);
    let bot = world.start();
    jonas.says("/day");
    jonas.gets("Заява змянілася");
    maja.says("/help");
    let asked =
        |phone: &Phone<'_>| phone.view().from_bot().filter(|message| message.text.contains("змянілася")).count();
    assert_eq!((asked(&jonas), asked(&maja), asked(&ales)), (1, 0, 0), "hers was put in the place of the question");
    assert!(old.buttons().iter().all(|data| !data.starts_with("statement.")));
    // The hash of the new words is what the page will seal.
    let campaign = klich::campaign::Campaign::load(&format!("campaigns/{CAMPAIGN}"), &world.home.path(".")).unwrap();
    assert!(campaign.statement(Language::Belarusian).visible().contains("цалкам"));
    stop(bot);
    world.was_proper();
}

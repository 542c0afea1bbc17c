//! Alerts that are sealed for a circle: from members' devices through the organiser's own machine and the bot, and opened.

use std::fs;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use klich::sandbox::MessageView;
use klich::seal::{CircleCall, DeviceKey, Identities, Known, Quorum, SealedFile, SignerKey, admit};
use serde_json::{Value, json};

use crate::support::{Phone, World, until};

const CAMPAIGN: &str = "belarus-16-november";
const PAGE: &str = "https://page.example/app/";
const FILE: &str = "bridge.toml";
const WORDS: &str = "Bandages to the bridge at 18.";

/// A world with two circles, a signer, and a page.
fn world() -> (World, Quorum) {
    let world = World::new();
    let file = "campaigns/belarus-16-november/campaign.toml";
    let toml = world.home.read(file);
    world.home.write(file, &format!("circles = [\"medics\", \"port\"]\n{toml}"));
    world.set("KLICH_CAMPAIGN", "campaigns/belarus-16-november");
    world.set("KLICH_WEB__PUBLIC_URL", "https://page.example");
    for name in ["ann", "eve"] {
        world.home.run(["keys", "new-signer", name, "--no-passphrase"]).succeeds();
    }
    let signer: SignerKey = world.home.read("ann.pub").trim().lines().last().unwrap().parse().unwrap();
    world.set("KLICH_ORGANISERS__SIGNERS", json!([signer.as_str()]).to_string());
    world.set("KLICH_ORGANISERS__SIGNATURES_REQUIRED", "1");
    (world, Quorum { signers: vec![signer], required: 1 })
}

/// A member's device: its key for a circle.
struct Device {
    file: String,
    own: Identities,
    key: DeviceKey,
}

impl Device {
    fn new(world: &World, name: &str) -> Self {
        world.home.run(["keys", "new-organiser", name, "--no-passphrase"]).succeeds();
        let key = world.home.read(&format!("{name}.pub")).trim().lines().last().unwrap().parse().unwrap();
        let own = Identities::read(world.home.read(name).as_bytes(), Known(None)).unwrap();
        Self { file: name.to_owned(), own, key }
    }

    fn wire(&self, circle: &str) -> String {
        format!("d1.{circle}.{}", self.key.as_str())
    }
}

/// Lets somebody join a circle by a link of their own, and gives the offer of sealed calls that follows.
fn joins<'a>(world: &'a World, id: i64, name: &str, circle: &str) -> (Phone<'a>, MessageView) {
    let invited = world.home.run(["circles", "invite", circle, "--json"]).json();
    let (_, payload) = invited["links"][0].as_str().unwrap().split_once("?start=").unwrap();
    let phone = world.person(id, name, "en");
    world.people.start(id, Some(payload)).unwrap();
    let asked = phone.gets("invited to the circle");
    world.people.press(id, asked.message_id, join_button(&asked)).unwrap();
    let offer = phone.gets("Sealed calls for");
    (phone, offer)
}

fn join_button(asked: &MessageView) -> &str {
    asked.buttons().into_iter().find(|data| data.starts_with("join.")).unwrap()
}

/// Hands a key over as the page does that was opened by the keyboard's button.
fn gives(world: &World, phone: &Phone<'_>, data: &str) -> MessageView {
    let keyboard = phone.view().keyboard.expect("a keyboard is shown");
    let button = &keyboard["keyboard"][0][0];
    assert!(button["web_app"]["url"].as_str().unwrap().starts_with(&format!("{PAGE}#p=circle&n=medics&l=en&s=1")));
    let before = phone.view().from_bot().count();
    world.people.web_app_data(phone.id, data, button["text"].as_str().unwrap()).unwrap();
    phone.sees("an answer", |view| view.from_bot().count() > before).last().unwrap().clone()
}

fn devices(world: &World) -> Vec<String> {
    let report = world.home.run(["circles", "devices", "medics", "--json"]).succeeds().json();
    report["devices"].as_array().unwrap().iter().map(|key| key.as_str().unwrap().to_owned()).collect()
}

/// Writes an alert for the circle, lets Ann sign it, and seals it to the devices of now. Gives the package's name.
fn sealed(world: &World, name: &str, text: &str) -> String {
    world.home.run(["alert", "new", name, "--circle", "medics"]).succeeds();
    let file = world.home.read(name).replace("# en = \"…\"", &format!("en = {}", json!(text)));
    world.home.write(name, &file);
    let (list, signature, package) =
        (format!("{name}.devices"), format!("{name}.ann.minisig"), format!("{name}.sealed"));
    world.home.run(["alert", "sign", name, "--key", "ann", "--output", &signature]).succeeds();
    world.home.run(["circles", "devices", "medics", "--out", &list]).succeeds();
    let words = ["alert", "seal", name, "--circle", "medics", "--devices", &list, "--signature", &signature];
    world.home.run(words).succeeds().prints("Sealed to 5 devices");
    package
}

/// Gives the age file that a button under a message carries.
fn carried(message: &MessageView) -> Option<Vec<u8>> {
    let url = message.reply_markup.as_ref()?["inline_keyboard"][0][0]["web_app"]["url"].as_str()?;
    let packed = url.strip_prefix(&format!("{PAGE}#c="))?.split('&').next()?;
    Some(URL_SAFE_NO_PAD.decode(packed).unwrap())
}

/// Opens what came as the page does: the signature first.
fn opened(device: &Device, file: &[u8], quorum: &Quorum) -> Option<CircleCall> {
    let plaintext = device.own.open(&SealedFile::read(file).unwrap()).ok()?;
    let call = CircleCall::read(&plaintext).unwrap();
    admit(&call.manifest, &call.signatures, CAMPAIGN, quorum, 0, jiff::Timestamp::now()).unwrap();
    call.check_texts().unwrap();
    Some(call)
}

#[test]
fn what_is_sealed_for_a_circle_opens_on_its_devices_and_the_bot_learns_no_word() {
    let (world, quorum) = world();
    let _bot = world.start();
    let (phones, keys) = (["ala", "bob"], ["ala-key", "bob-key"]);
    let [ala_key, bob_key] = keys.map(|name| Device::new(&world, name));
    let (ala, offer) = joins(&world, 100, phones[0], "medics");
    assert!(offer.text.contains("What Telegram sees") && offer.text.contains("need not do this"), "{}", offer.text);
    let (bob, _) = joins(&world, 101, phones[1], "medics");
    let (cyd, _) = joins(&world, 102, "Cyd", "medics");
    assert!(gives(&world, &ala, &bob_key.wire("medics")).text.contains("key is kept"));
    assert!(gives(&world, &ala, &ala_key.wire("medics")).text.contains("key is kept"), "the last one counts");
    // Where the client can't hand it over, the page shows it to be pasted.
    assert!(bob.says(&bob_key.wire("medics")).text.contains("key is kept"));
    let page = bob.presses(&bob.says("/help"), "hearing");
    bob.presses(&page, "hear.discreet.on");
    assert!(!world.store_holds(ala_key.key.as_str().as_bytes()), "keys lie encrypted");

    // The list has keys and no names; being short, it is filled up with keys that nobody has.
    world.home.run(["circles", "devices", "nobody"]).exits(2).complains("no such circle", "campaign.toml");
    let list = devices(&world);
    assert!(
        list.len() == 5 && [&ala_key, &bob_key].iter().all(|device| list.contains(&device.key.as_str().to_owned()))
    );
    assert_eq!(devices(&world), list, "the filling is the same every time");

    let package = sealed(&world, FILE, WORDS);
    // The file with the words goes to no server, whatever is asked.
    for words in [vec!["alert", "send", FILE], vec!["alert", "preview", FILE], vec!["alert", "test", FILE]] {
        world.home.run(words).exits(2).complains("no server may read it", "klich alert seal");
    }
    let text = world.home.read(&package);
    assert!(text.starts_with("klich-sealed v1\n") && !text.contains("bridge"));
    let sent = world.home.run(["alert", "send", &package, "--json"]).succeeds().json();
    let id = sent["id"].as_str().unwrap();
    let to = json!({ "circle": "medics", "devices": 5, "reached": 2, "keyless": null });
    assert_eq!(sent["sealed"], to);
    let status = world.alert_is(id, "finished");
    assert_eq!((&status["sealed"], &status["audience"], &status["delivered"]), (&to, &json!(2), &json!(2)));

    let line = ala.gets("something sealed for you");
    let file = carried(&line).unwrap();
    let call = opened(&ala_key, &file, &quorum).unwrap();
    assert_eq!((call.texts["en"].as_str(), call.manifest.circles.len()), (WORDS, 1));
    assert!(opened(&bob_key, &file, &quorum).is_none(), "each has a header of their own");
    // Plain age opens it as well, where it is installed.
    fs::write(world.home.path("came.age"), &file).unwrap();
    let mut age = Command::new("age");
    age.args(["-d", "-i"]).arg(world.home.path(&ala_key.file)).arg(world.home.path("came.age"));
    let age = age.stderr(Stdio::null()).output();
    assert!(age.is_err() || String::from_utf8(age.unwrap().stdout).unwrap().contains(WORDS));
    // Who wants neutral lines gets one; who has given no key gets nothing.
    let line = bob.sees("a line", |view| view.from_bot().any(|message| carried(message).is_some()));
    let line = line.from_bot().find(|message| carried(message).is_some()).unwrap().clone();
    assert_eq!(line.text, "You have a new message.");
    assert_eq!(opened(&bob_key, &carried(&line).unwrap(), &quorum).unwrap().texts["en"], WORDS);
    assert!(cyd.view().from_bot().all(|message| carried(message).is_none() && message.document.is_none()));
    for hidden in [WORDS.as_bytes(), "age-encryption.org".as_bytes()] {
        assert!(!world.store_holds(hidden));
    }

    // Its number is used; the words can't be corrected here; it can be recalled.
    world.home.run(["alert", "send", &package]).exits(1).complains("is not above", "");
    world.home.run(["alert", "new", "fix.toml", "--correction"]).succeeds();
    let fix = world.home.read("fix.toml").replace("# en = \"…\"", "en = \"No.\"");
    world.home.write("fix.toml", &fix);
    let correct = ["alert", "correct", id, "fix.toml", "--wait"];
    world.home.run(correct).exits(1).complains("the alert is sealed", "recall it, and send another");
    let recall = world.home.run(["alert", "recall", id, "--yes", "--json"]).succeeds().json();
    world.alert_is(recall["id"].as_str().unwrap(), "finished");
    until("nothing stands any more", || {
        [&ala, &bob].iter().all(|phone| phone.view().from_bot().all(|m| m.deleted || carried(m).is_none()))
    });

    // What no button can carry comes as a file, with the way to the page under it.
    let long: String = (0..60).map(|n| format!("Stand {n} by the river. ")).collect();
    let package = sealed(&world, "long.toml", long.trim());
    let sent = world.home.run(["alert", "send", &package, "--json"]).succeeds().json();
    world.alert_is(sent["id"].as_str().unwrap(), "finished");
    let view = ala.sees("a file", |view| view.from_bot().any(|message| message.document.is_some()));
    let message = view.from_bot().find(|message| message.document.is_some()).unwrap();
    assert_eq!(
        message.reply_markup.as_ref().unwrap()["inline_keyboard"][0][0]["web_app"]["url"],
        format!("{PAGE}#p=verify&l=en")
    );
    let document = message.document.as_ref().unwrap();
    assert_eq!(document["file_name"], "sealed-2.age");
    let bytes = world.file(document["file_id"].as_str().unwrap());
    assert_eq!(opened(&ala_key, &bytes, &quorum).unwrap().texts["en"], long.trim());
    world.was_proper();
}

#[test]
fn what_is_not_right_is_refused_before_it_is_sealed_and_before_it_is_sent() {
    let (world, _) = world();
    let bot = world.start();
    joins(&world, 100, "Ala", "medics");
    let package = sealed(&world, FILE, WORDS);
    let seal = |circle: &str, devices: &str, signature: Option<&str>, more: &[&str]| {
        let mut words = vec!["alert", "seal", FILE, "--circle", circle, "--devices", devices];
        words.extend(signature.iter().flat_map(|signature| ["--signature", *signature]));
        world.home.run([words.as_slice(), more].concat())
    };
    let (list, ann) = ("bridge.toml.devices", "bridge.toml.ann.minisig");
    seal("medics", list, None, &[]).exits(1).complains("0 of 1 signatures", "klich alert sign");
    world.home.run(["alert", "sign", FILE, "--key", "eve", "--output", "eve.minisig"]).succeeds();
    seal("medics", list, Some("eve.minisig"), &[]).exits(1).complains("none of this campaign's signers", "");
    seal("port", list, Some(ann), &[]).exits(2).complains("is not for the circle `port`", "");
    let other = world.home.read(list).replace("circle: medics", "circle: port");
    world.home.write("port.devices", &other);
    seal("medics", "port.devices", Some(ann), &[]).exits(2).complains("of the circle `port`", "klich circles devices");
    seal("medics", FILE, Some(ann), &[]).exits(2).complains("does not begin with the line", "");
    seal("medics", list, Some(ann), &[]).exits(1).complains("is there already", "");
    seal("medics", list, Some(ann), &["--output", "again.sealed"]).succeeds();
    let saltless: String =
        world.home.read(FILE).lines().filter(|l| !l.starts_with("salt")).map(|l| format!("{l}\n")).collect();
    world.home.write("saltless.toml", &saltless);
    let words = ["alert", "seal", "saltless.toml", "--circle", "medics", "--devices", list];
    world.home.run(words).exits(2).complains("has no `salt`", "klich alert new");

    // The bot checks the same again: it takes nothing whose signatures are not enough, and nothing that was changed.
    let text = world.home.read(&package);
    let (manifest, rest) = text.split_once("\nsignature: ").unwrap();
    let (signature, rest) = rest.split_once('\n').unwrap();
    let eve = base64::engine::general_purpose::STANDARD.encode(world.home.read("eve.minisig"));
    for (name, changed, exit, told) in [
        ("unsigned", format!("{manifest}\n{rest}"), 1, "0 of 1 signatures"),
        ("foreign", format!("{manifest}\nsignature: {eve}\n{rest}"), 1, "none of this campaign's signers"),
        ("cut", text[..text.len() - 40].to_owned(), 2, "header"),
        ("twice", format!("{manifest}\nsignature: {signature}\nsignature: {signature}\n{rest}"), 1, "signed twice"),
    ] {
        world.home.write(name, &changed);
        world.home.run(["alert", "send", name]).exits(exit).complains(told, "");
    }
    world.home.run(["alert", "send", &package, "--wait"]).exits(2).complains("this is a sealed alert", "");
    // Sent while no bot runs, it goes out once one does.
    bot.stops();
    world.home.run(["alert", "send", &package]).succeeds().prints("goes out once `klich run` does");
    let _bot = world.start();
    let list = world.home.run(["alert", "list", "--json"]).json();
    let id = list["alerts"][0]["id"].as_str().unwrap().to_owned();
    let status = world.alert_is(&id, "finished");
    assert_eq!((&status["sealed"]["reached"], &status["delivered"]), (&json!(0), &json!(0)));
    world.was_proper();
}

#[test]
fn a_device_key_goes_with_the_membership() {
    let (world, _) = world();
    let _bot = world.start();
    let device = Device::new(&world, "device");
    let (ala, _) = joins(&world, 100, "Ala", "medics");
    let eve = world.person(666, "Eve", "en");
    eve.says("/subscribe");
    assert!(eve.says(&device.wire("medics")).text.contains("not in this circle"));
    for damaged in ["d1.medics", "d1.medics.age1qqqq", "d1.Medics.x"] {
        assert!(gives(&world, &ala, damaged).text.contains("no key of a device"), "{damaged}");
    }
    let holds = || devices(&world).contains(&device.key.as_str().to_owned());
    assert!(!holds());
    gives(&world, &ala, &device.wire("medics"));
    assert!(holds());
    let given = |phone: &Phone<'_>| -> Value {
        phone.says("/mydata");
        let ways = phone.gets("The circles that you are in");
        assert!(ways.buttons().iter().any(|data| data.starts_with("circle-key.")));
        let view = phone.view();
        let file = view.from_bot().filter_map(|message| message.document.as_ref()).next_back().unwrap();
        serde_json::from_slice(&world.file(file["file_id"].as_str().unwrap())).unwrap()
    };
    assert_eq!(given(&ala)["supporter"]["keys_of_devices_for_circles"]["medics"], device.key.as_str());
    // The button there offers it anew.
    let ways = ala.gets("The circles that you are in");
    let before = ala.view().from_bot().count();
    let anew = ways.buttons().into_iter().find(|data| data.starts_with("circle-key.")).unwrap().to_owned();
    world.people.press(100, ways.message_id, &anew).unwrap();
    ala.sees("the offer again", |view| view.from_bot().count() > before);
    ala.presses(&ways, "leave-circle.");
    assert!(!holds(), "who leaves the circle leaves with their key");

    let (bob, _) = joins(&world, 101, "Bob", "medics");
    gives(&world, &bob, &device.wire("medics"));
    assert!(holds());
    let ask = bob.says("/forget");
    bob.presses(&ask, "forget.");
    assert!(!holds(), "who is forgotten is forgotten whole");
    let (cyd, _) = joins(&world, 102, "Cyd", "medics");
    gives(&world, &cyd, &device.wire("medics"));
    cyd.says("/stop");
    assert!(!holds());
    world.was_proper();
}

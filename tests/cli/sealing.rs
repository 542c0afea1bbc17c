//! Keys, signatures, sealed letters and the page, from the command line.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use klich::sandbox::{Options, Sandbox};
use klich::seal::{Letter, Message, Pledge, SealedFile, seal, statement_hash};

use crate::support::Home;

const ALERT: &str = "kind = \"call\"\ncampaign = \"belarus-16-november\"\nsequence = 7\n\
     expires = 2099-01-01T00:00:00Z\n[text]\nen = \"Come.\"\n";

fn key(home: &Home, command: &str, name: &str) -> String {
    home.run(["keys", command, name, "--no-passphrase"]).succeeds().prints("Fingerprint:").prints("In words:");
    assert_eq!((home.mode(name), home.mode(&format!("{name}.pub"))), (0o600, 0o600));
    home.read(&format!("{name}.pub")).trim().lines().last().unwrap().to_owned()
}

#[test]
fn keys_are_protected_unless_one_says_otherwise() {
    let home = Home::empty();
    home.run(["keys", "new-signer", "ann"]).exits(78).complains("no terminal", "--passphrase-file");
    home.write("short", "eleven char\n");
    home.chmod("short", 0o600);
    home.run(["keys", "new-organiser", "olga", "--passphrase-file", "short"])
        .exits(2)
        .complains("", "12 letters or more");
    home.write("words", "correct horse battery staple\n");
    home.chmod("words", 0o600);
    home.run(["keys", "new-organiser", "olga", "--passphrase-file", "words"]).succeeds();
    assert!(home.read("olga").starts_with("-----BEGIN AGE ENCRYPTED FILE-----"));
    home.run(["keys", "new-organiser", "olga", "--no-passphrase"])
        .exits(1)
        .complains("olga is there already", "another");
    // Sealed to it, opened with the passphrase, and not without.
    let letter =
        Letter::Message(Message { day: "2026-11-16".into(), body: "\u{1b}[2JHello".into(), ..Message::default() });
    let recipient = home.read("olga.pub").trim().parse().unwrap();
    let sealed = seal(letter.to_padded().unwrap().as_bytes(), &[recipient]).unwrap();
    home.write("in.age", &sealed.to_armour());
    let open = ["pledges", "open", "in.age", "--identity", "olga"];
    home.run(open).exits(2).complains("passphrase", "");
    let shown = home.run(open.into_iter().chain(["--passphrase-file", "words"])).succeeds().prints("Hello");
    assert!(!shown.out.contains('\u{1b}'));
}

#[test]
fn calls_are_signed_and_each_reason_against_them_is_told() {
    let home = Home::empty();
    home.write("call.toml", ALERT);
    let [ann, ben, _] = ["ann", "ben", "other"].map(|name| key(&home, "new-signer", name));
    for name in ["ann", "ben", "other"] {
        home.run(["alert", "sign", "call.toml", "--key", name, "--output", &format!("{name}.minisig")]).succeeds();
    }
    home.run(["alert", "manifest", "call.toml"])
        .succeeds()
        .prints("klich-alert v1\ncampaign: belarus-16-november\nsequence: 7\n");
    let verify = |files: &[&str]| {
        let mut words = vec!["alert", "verify", "call.toml", "--signer", &ann, "--signer", &ben, "--required", "2"];
        files.iter().for_each(|file| words.extend(["--signature", *file]));
        home.run(words)
    };
    verify(&["ann.minisig", "ben.minisig"]).succeeds().prints("Signed by 2, 2 needed");
    verify(&["ann.minisig"]).exits(1).complains("1 of 2 signatures are there", "alert manifest");
    verify(&["ann.minisig", "ann.minisig"]).exits(1).complains("signed twice", "");
    verify(&["ann.minisig", "other.minisig"]).exits(1).complains("none of this campaign's signers", "");
    home.write("bad.minisig", "untrusted comment: nothing");
    verify(&["bad.minisig"]).exits(2).complains("not what minisign writes", ".minisig");
    home.write("call.toml", &ALERT.replace("Come.", "Come!"));
    verify(&["ann.minisig", "ben.minisig"]).exits(1).complains("over another text", "");
    home.write("call.toml", &ALERT.replace("2099", "2020"));
    home.run(["alert", "sign", "call.toml", "--key", "ann", "--output", "late.minisig"]).succeeds();
    home.run(["alert", "verify", "call.toml", "--signer", "ann.pub", "--signature", "late.minisig"])
        .exits(1)
        .complains("it expired at 2020-01-01", "");
}

#[test]
fn pledges_are_opened_filtered_and_printed() {
    let home = Home::empty();
    let recipient: klich::seal::Recipient = key(&home, "new-organiser", "olga").parse().unwrap();
    let campaign = klich::campaign::Campaign::embedded("belarus-16-november").unwrap().unwrap();
    let statement = statement_hash(&campaign.statement(klich::text::Language::Polish).visible());
    let pledge = |name: &str, may_print: bool| {
        Letter::Pledge(Pledge {
            campaign: "belarus-16-november".into(),
            statement: statement.clone(),
            day: "2026-11-16".into(),
            language: "pl".into(),
            kinds: vec!["sign".into()],
            name: name.into(),
            town: "Gdańsk".into(),
            may_print,
            ..Pledge::default()
        })
    };
    let sealed = |letter: &Letter| -> SealedFile {
        seal(letter.to_padded().unwrap().as_bytes(), std::slice::from_ref(&recipient)).unwrap()
    };
    std::fs::create_dir(home.path("in")).unwrap();
    for (name, letter) in [("a", pledge("<Żaneta>", true)), ("b", pledge("=Wiktor", false)), ("c", pledge("", false))]
    {
        std::fs::write(home.path(&format!("in/{name}.age")), sealed(&letter).as_bytes()).unwrap();
    }
    home.write("in/d.age", "no sealed text at all");
    let open = ["pledges", "open", "in", "--identity", "olga"];
    let with = |more: &[&str]| home.run(open.iter().copied().chain(more.iter().copied())).succeeds();
    with(&[]).prints("Żaneta").prints("3 shown of 3 opened; 1 not opened").prints("d.age: this holds no sealed text");
    with(&["--language", "be"]).prints("0 shown of 3");
    with(&["--kind", "sign", "--only", "pledges"]).prints("3 shown");
    with(&["--csv", "t.csv", "--petition", "p.html"]).prints("Wrote p.html");
    assert_eq!((home.mode("t.csv"), home.mode("p.html")), (0o600, 0o600));
    assert!(home.read("t.csv").contains("\"'=Wiktor\""));
    let page = home.read("p.html");
    assert!(
        page.contains("&lt;Żaneta&gt;") && page.contains("Podpisały 3 osoby") && page.contains("jeszcze 2 osoby"),
        "{page}"
    );
    assert!(!page.contains("Wiktor") && !page.contains("Gdańsk"), "only who agreed is named");
    home.run(open.into_iter().chain(["--csv", "t.csv"])).exits(1).complains("is there already", "");
}

#[test]
fn the_page_is_exported_with_the_campaigns_keys() {
    let home = Home::new();
    let recipient = key(&home, "new-organiser", "olga");
    home.edit("recipients = []", &format!("recipients = [\"{recipient}\"]"));
    home.run(["webapp", "export", "site"])
        .succeeds()
        .prints("klich-offline.html")
        .prints("frame-ancestors https://web.telegram.org");
    assert!(home.read("site/campaign.js").contains(&recipient));
    assert!(home.read("site/klich-offline.html").contains(&recipient));
    home.run(["webapp", "export", "site"]).exits(1).complains("is there already", "another");
    home.edit(&recipient, &recipient.replace("age1", "age1q"));
    home.run(["webapp", "export", "other"]).exits(78);
}

/// Asks the bot's own server, with nothing between.
fn ask(port: &str, path: &str, more: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(port).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{more}\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    (String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase(), answer[end + 4..].to_vec())
}

#[test]
fn the_bot_serves_the_page_with_its_exact_headers() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start(Options::default())).unwrap();
    let home = Home::new().at(&sandbox);
    let address = format!("127.0.0.1:{}", crate::support::free_port());
    let home = home.variable("KLICH_WEB__LISTEN", address.clone());
    let bot = home.start_bot();
    let (head, page) = ask(&address, "/app/", "");
    for line in [
        "http/1.1 200 ok",
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; base-uri 'none'; \
         form-action 'none'; frame-ancestors https://web.telegram.org; require-trusted-types-for 'script'; trusted-types 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
        "cross-origin-opener-policy: same-origin",
    ] {
        assert!(head.lines().any(|found| found == line), "{line}\n{head}");
    }
    assert_eq!(page, std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/webapp/dist/index.html")).unwrap());
    let (head, packed) = ask(&address, "/app/app.js", "accept-encoding: gzip, br\r\n");
    assert!(head.contains("content-encoding: gzip") && packed.starts_with(&[0x1f, 0x8b]) && packed.len() < 25_000);
    assert!(ask(&address, "/app/campaign.js", "").1.starts_with(b"export default {"));
    assert!(ask(&address, "/app", "").0.contains("location: /app/"));
    assert!(ask(&address, "/app/../Cargo.toml", "").0.starts_with("http/1.1 404"));
    assert!(ask(&address, "/app/%2e%2e%2fCargo.toml", "").0.starts_with("http/1.1 404"));
    let (health, _) = ask(&address, "/healthz", "");
    assert!(health.contains("content-security-policy: default-src 'none'; frame-ancestors 'none'"), "{health}");
    bot.stops();
}

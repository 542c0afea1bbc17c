#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use proptest::prelude::*;

use super::*;

const SIGNER: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

struct Home(tempfile::TempDir);

impl Home {
    fn new(text: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("klich.toml"), text).unwrap();
        Self(home)
    }

    fn read(&self, variables: &[(&str, &str)]) -> Reading {
        let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        Config::read(&self.0.path().join("klich.toml"), variables)
    }
}

fn config(text: &str, variables: &[(&str, &str)]) -> Config {
    let reading = Home::new(text).read(variables);
    assert_eq!(reading.problems, []);
    reading.into_loaded().unwrap().config
}

/// Each problem as `severity line what → next`.
fn problems(text: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let reading = Home::new(text).read(variables);
    assert_eq!(reading.problems.iter().any(Problem::is_error), {
        let home = Home::new(text);
        home.read(variables).into_loaded().is_err()
    });
    let line = |problem: &Problem| problem.line.map_or_else(String::new, |line| format!(" {line}"));
    let severity = |problem: &Problem| if problem.is_error() { "error" } else { "warning" };
    reading.problems.iter().map(|p| format!("{}{}: {} → {}", severity(p), line(p), p.what, p.next)).collect()
}

#[test]
fn an_empty_file_gives_the_defaults_beside_it() {
    let home = Home::new("");
    let config = home.read(&[]).into_loaded().unwrap().config;
    assert_eq!(config.campaign, "belarus-16-november");
    assert_eq!(config.telegram.token_file, home.0.path().join("secrets/bot-token"));
    assert_eq!(config.vault.key_file, home.0.path().join("secrets/vault.key"));
    assert_eq!(config.store.url, format!("sled:{}/data", home.0.path().display()));
    assert_eq!(config.telegram.api_url, TELEGRAM_API);
    assert_eq!(config.telegram.messages_per_second, 25);
    assert_eq!(config.web.listen.unwrap().to_string(), "127.0.0.1:8080");
}

#[test]
fn the_environment_overrides_the_file_and_the_file_the_defaults() {
    let text = "campaign = \"campaigns/ours\"\n[telegram]\nmessages_per_second = 20\nupdates = \"polling\"\n\
                [organisers]\nids = [1, 2]\n[web]\nlisten = \"\"\n";
    let from_file = config(text, &[]);
    assert!(from_file.campaign == "campaigns/ours");
    assert_eq!((from_file.telegram.messages_per_second, from_file.web.listen), (20, None));

    let both = config(
        text,
        &[
            ("KLICH_TELEGRAM__MESSAGES_PER_SECOND", "11"),
            ("KLICH_TELEGRAM__API_URL", "http://127.0.0.1:8081/"),
            ("KLICH_TELEGRAM__TOKEN", "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_"),
            ("KLICH_ORGANISERS__IDS", "[7]"),
            ("KLICH_WEB__LISTEN", "localhost:9000"),
            ("KLICH_LOG", "debug"),
            ("HOME", "/nowhere"),
        ],
    );
    assert_eq!(both.telegram.messages_per_second, 11);
    assert_eq!(both.telegram.api_url, "http://127.0.0.1:8081");
    assert_eq!(both.organisers.ids, [7]);
    assert_eq!(both.web.listen.unwrap().to_string(), "127.0.0.1:9000");
    assert!(both.token().is_ok());
}

#[test]
fn each_way_to_unlock_is_known() {
    for (word, unlock) in
        [("key-file", Unlock::KeyFile), ("credential", Unlock::Credential), ("passphrase", Unlock::Passphrase)]
    {
        assert_eq!(config(&format!("[vault]\nunlock = \"{word}\""), &[]).vault.unlock, unlock);
        assert_eq!(config("", &[("KLICH_VAULT__UNLOCK", word)]).vault.unlock, unlock);
    }
}

#[test]
fn numbers_and_words_in_text_variables_stay_text() {
    let variables = [("KLICH_CAMPAIGN", "2020"), ("KLICH_TELEGRAM__TOKEN_FILE", "true")];
    let config = config("", &variables);
    assert_eq!(config.campaign, "2020");
    assert!(config.telegram.token_file.ends_with("true"));
}

#[test]
fn everything_wrong_is_told_at_once_with_its_place() {
    let text = "campagin = \"x\"\n[telegram]\nmessages_per_second = \"many\"\ntokenfile = \"x\"\napi_url = \"ftp://x\"\n\
                [valt]\n[organisers]\nids = [1, -5, 1]\n";
    insta::assert_snapshot!(problems(text, &[("KLICH_WEB__LISTEN", "8080"), ("KLICH_WEB__PORT", "1")]).join("\n"), @r#"
    error 1: there is no key `campagin` → did you mean `campaign`?
    error 3: `telegram.messages_per_second` is of the wrong kind → write a whole number
    error 4: there is no key `telegram.tokenfile` → did you mean `telegram.token_file`?
    error 5: `telegram.api_url` is not a web address → write one that begins with https://
    error 6: there is no section [valt] → did you mean [vault]?
    error 8: `organisers.ids` holds a number that is no account's → write the positive ids of people, not of groups
    error 8: `organisers.ids` names someone twice → write each id once
    error: KLICH_WEB__PORT is not a setting → unset it; settings are named KLICH_SECTION__KEY
    error: KLICH_WEB__LISTEN is not an address and a port → write "127.0.0.1:8080", or "" for none
    "#);
}

#[test]
fn single_mistakes() {
    for (text, expected) in [
        ("[telegram]\nmessages_per_second = 0", "is 0"),
        ("[telegram]\nmessages_per_second = 1001", "from 1 to 1000"),
        ("[telegram]\nmessages_per_second = 31", "paid_broadcast = true"),
        ("[telegram]\napi_url = \"http://example.org\"", "plain http to another machine"),
        ("[telegram]\napi_url = \"https://me:hunter2@example.org\"", "without them"),
        ("[telegram]\nupdates = \"push\"", "\"polling\", \"webhook\""),
        ("[telegram]\nupdates = \"webhook\"", "`web.public_url` is empty, and a webhook needs it"),
        (
            "[telegram]\nupdates = \"webhook\"\n[web]\nlisten = \"\"\npublic_url = \"https://k.example\"",
            "`web.listen` is empty",
        ),
        ("[telegram]\nupdates = \"webhook\"\n[web]\npublic_url = \"http://127.0.0.1:1\"", "is not https"),
        ("[telegram]\npaid_broadcast = 1", "true or false"),
        ("[telegram]\ntoken_file = \" \"", "name a file"),
        ("[vault]\nunlock = \"password\"", "write one of \"key-file\", \"credential\", \"passphrase\""),
        ("[store]\nurl = \"data\"", "as in \"sled:data\""),
        ("[store]\nurl = \"postgres://me:hunter2@db/x\"", "not in this version"),
        ("[organisers]\nids = [\"1\"]", "list of whole numbers"),
        ("[organisers]\nids = 1979-05-27", "list of whole numbers"),
        ("[organisers]\nsigners = [\"RWQ\"]", "begin with RW"),
        ("[organisers]\nrecipients = [\"AGE-SECRET-KEY-1\"]", "begin with age1"),
        ("[organisers]\nsignatures_required = 1", "there are 0 signers"),
        ("[organisers]\nsignatures_required = -1", "0 for none"),
        ("[organisers]\napprovers = [3, 3]", "names someone twice"),
        ("[organisers]\napprovers = [0]", "no account's"),
        ("[organisers]\noperators = \"all\"", "list of whole numbers"),
        ("[organisers]\napprovals_required = -1", "0 for none"),
        ("[organisers]\nids = [1]\napprovers = [2]\napprovals_required = 3", "is 3, but there are 2 approvers"),
        ("[organisers]\nids = [1, 2]\napprovals_required = 2", "no writer has so many others"),
        ("[organisers]\nwriters = [1]", "there are no approvers"),
        ("campaign = \"../\0\"", "not TOML"),
        ("campaign = \" \"", "or a folder such as"),
        ("messages_per_second = 3", "it belongs in [telegram]"),
        ("vault = 3", "is a section"),
        ("[web]\napi_url = \"https://x\"", "it belongs in [telegram]"),
        ("[telegram]\ntoken = \"123456789:hunter2\"", "does not belong in this file"),
        ("[telegram\n", "not TOML"),
    ] {
        let told = problems(text, &[]);
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(told[0].starts_with("error") && told[0].contains(expected), "{text}: {told:?}");
        assert!(!told[0].contains("hunter2"), "{told:?}");
    }
}

#[test]
fn what_is_allowed_but_should_be_known_is_a_warning() {
    let text = format!("[organisers]\nsigners = [\"{SIGNER}\"]\nsignatures_required = 1\n");
    let told = problems(&text, &[("KLICH_PORT", "tcp://10.0.0.1:80")]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told.iter().all(|told| told.starts_with("warning")), "{told:?}");
}

#[test]
fn keys_to_seal_to_are_taken() {
    let told = problems(&format!("[organisers]\nrecipients = [\"{RECIPIENT}\"]"), &[]);
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_wrong_number_of_signatures_is_never_taken_for_none() {
    let reading = Home::new("[organisers]\nsignatures_required = 2").read(&[]);
    assert_eq!(reading.config.unwrap().organisers.signatures_required, 2);
}

#[test]
fn faster_than_telegram_is_allowed_elsewhere_or_for_stars() {
    config("[telegram]\nmessages_per_second = 900\napi_url = \"http://localhost:8081\"", &[]);
    config("[telegram]\nmessages_per_second = 900\npaid_broadcast = true", &[]);
}

#[test]
fn a_webhook_may_be_rehearsed_on_loopback() {
    let text = "[telegram]\nupdates = \"webhook\"\napi_url = \"http://[::1]:8081\"\n[web]\npublic_url = \"http://127.0.0.1:1/\"";
    assert_eq!(config(text, &[]).web.public_url.unwrap(), "http://127.0.0.1:1");
}

#[test]
fn a_missing_file_names_the_next_step() {
    let home = tempfile::tempdir().unwrap();
    let error = Config::read(&home.path().join("klich.toml"), []).into_loaded().unwrap_err();
    assert!(error.to_string().contains("klich init"), "{error}");
}

#[test]
fn doubtful_keys_are_known() {
    let reading = Home::new("[vault]\nkey_file = 3").read(&[]);
    assert!(!reading.is_sound("vault.key_file"));
    assert!(reading.is_sound("store.url"));
    let healed = Home::new("[vault]\nkey_file = 3").read(&[("KLICH_VAULT__KEY_FILE", "k")]);
    assert!(!healed.problems.is_empty() && healed.is_sound("vault.key_file"));
}

#[test]
fn debug_shows_no_person_and_no_secret() {
    let text = format!("[organisers]\nids = [424242]\nsigners = [\"{SIGNER}\"]\n");
    let config = config(&text, &[("KLICH_TELEGRAM__TOKEN", "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_")]);
    let printed = format!("{config:?}");
    assert!(!printed.contains("424242") && !printed.contains("AAFake") && !printed.contains("RWQ"), "{printed}");
}

#[test]
fn tokens_come_from_a_file_too() {
    let home = Home::new("[telegram]\ntoken_file = \"t\"");
    let read = || home.read(&[]).into_loaded().unwrap().config.token();
    assert!(read().unwrap_err().next.contains("@BotFather"));
    std::fs::write(home.0.path().join("t"), "hunter2").unwrap();
    let error = read().unwrap_err();
    assert!(!format!("{error:?}").contains("hunter2"));
    std::fs::write(home.0.path().join("t"), "\n").unwrap();
    assert!(read().unwrap_err().what.contains("empty"));
    std::fs::write(home.0.path().join("t"), "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_\n").unwrap();
    assert!(read().is_ok());
}

proptest! {
    /// Whatever stands in the file and in the environment: a configuration or a problem, never a crash.
    #[test]
    fn nothing_crashes_it(
        lines in proptest::collection::vec("(\\[?[a-z_.]{0,12}\\]?|campaign|ids|\\[web\\]|listen|\\[organisers\\])( = (\"\\PC{0,12}\"|-?[0-9]{1,20}|\\[[0-9, ]*\\]))?", 0..8),
        name in "KLICH_[A-Z_]{0,20}|KLICH_WEB__LISTEN|KLICH_ORGANISERS__IDS",
        value in "\\PC{0,20}",
    ) {
        let reading = Home::new(&lines.join("\n")).read(&[(&name, &value)]);
        let told = reading.problems.iter().any(Problem::is_error);
        prop_assert_eq!(reading.into_loaded().is_err(), told);
    }
}

#[test]
fn the_page_is_https_alone() {
    let page = |url: &str| format!("[web]\npage_url = \"{url}\"\n");
    assert_eq!(
        config(&page("https://page.example/app/"), &[]).web.page_url.as_deref(),
        Some("https://page.example/app")
    );
    assert_eq!(config(&page(""), &[]).web.page_url, None);
    assert!(problems(&page("http://127.0.0.1/app"), &[])[0].contains("is not https"));
    assert!(problems(&page("page.example"), &[])[0].contains("is not a web address"));
}

use std::fs;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;

use crate::support::{Home, TOKEN};

/// The problems as `severity: what`, with the home's path cut off.
fn problems(home: &Home) -> Vec<String> {
    let run = home.run(["check", "--json"]);
    let report = run.json();
    let problems = report["problems"].as_array().unwrap();
    let is_error = |problem: &&serde_json::Value| problem["severity"] == "error";
    assert_eq!(report["ok"], !problems.iter().any(|problem| is_error(&problem)));
    assert_eq!(run.code, Some(if report["ok"] == true { 0 } else { 78 }), "{}", run.out);
    assert!(!run.out.contains(TOKEN) && !run.out.contains("klich-key-v1"));
    for problem in problems {
        assert!(!problem["next"].as_str().unwrap().is_empty());
        assert!(problem.get("file").is_some() && problem.get("line").is_some());
    }
    let text = |problem: &serde_json::Value| {
        format!("{}: {}", problem["severity"].as_str().unwrap(), problem["what"].as_str().unwrap())
    };
    problems.iter().map(text).collect()
}

#[track_caller]
fn has(problems: &[String], text: &str) {
    assert!(problems.iter().any(|problem| problem.contains(text)), "no {text:?} in {problems:#?}");
}

#[test]
fn a_new_home_with_a_token_has_no_error() {
    let home = Home::new();
    let found = problems(&home);
    assert_eq!(found.len(), 1, "{found:#?}");
    has(&found, "warning: the key lies on the same file system as the store");
    home.run(["check"]).succeeds().quietly().prints("1 warning, no error: klich can run.");
}

#[test]
fn recipients_without_a_page_to_seal_on_are_warned_of() {
    let home = Home::new();
    let key = age::x25519::Identity::generate().to_public().to_string();
    home.edit("recipients = []", &format!("recipients = [\"{key}\"]"));
    let no_page = "there are recipients, and no https page";
    has(&problems(&home), no_page);
    for (section, told) in [
        ("[web]\npage_url = \"https://page.example/app\"", false),
        ("[web]\npublic_url = \"https://klich.example\"", false),
        ("[web]\npublic_url = \"http://127.0.0.1:8080\"", true),
    ] {
        let before = home.read("klich.toml");
        home.write(
            "klich.toml",
            &before.replace("\npublic_url = \"\"", "").replace("\npage_url = \"\"", "").replace("[web]", section),
        );
        let found = problems(&home);
        assert_eq!(found.iter().any(|problem| problem.contains(no_page)), told, "{section}: {found:#?}");
        home.write("klich.toml", &before);
    }
}

#[test]
fn a_new_home_lacks_the_token_only() {
    let home = Home::new();
    fs::remove_file(home.path("secrets/bot-token")).unwrap();
    has(&problems(&home), "error: there is no token of the bot");
    home.run(["check"]).exits(78).prints("@BotFather").prints("1 error, 1 warning.");
}

#[test]
fn everything_is_told_at_once() {
    let home = Home::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let home = home.variable("KLICH_WEB__LISTEN", taken.local_addr().unwrap().to_string());
    home.edit("messages_per_second = 25", "messages_per_second = 5000");
    home.edit("ids = []", "idz = []");
    home.write("secrets/bot-token", "not a token");
    home.chmod("secrets/bot-token", 0o644);
    home.chmod("secrets/vault.key", 0o640);
    home.chmod("data", 0o755);
    home.chmod("klich.toml", 0o666);
    home.write("campaigns/belarus-16-november/campaign.toml", "id = 3\n");
    let found = problems(&home);
    for text in [
        "`telegram.messages_per_second` is 5000",
        "there is no key `organisers.idz`",
        "the file does not hold a token",
        "warning: others may read the bot's token",
        "error: the key file",
        "warning: others may enter the folder of the store",
        "warning: others may write the configuration",
        "nothing can listen on 127.0.0.1:",
    ] {
        has(&found, text);
    }
    let report = home.run(["check", "--json"]).json();
    let campaign = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|problem| problem["file"].as_str().is_some_and(|file| file.contains("campaign.toml")));
    assert!(campaign.count() > 1, "{report}");
    let line = |what: &str| {
        let found = report["problems"].as_array().unwrap();
        found.iter().find(|problem| problem["what"].as_str().unwrap().contains(what)).unwrap()["line"].as_u64()
    };
    let expected = home.read("klich.toml").lines().position(|line| line.starts_with("idz")).unwrap() + 1;
    assert_eq!(line("organisers.idz"), Some(expected as u64));
}

#[test]
fn a_key_of_another_store_is_named_and_nothing_changed() {
    let home = Home::new();
    let other = Home::new();
    fs::copy(other.path("secrets/vault.key"), home.path("secrets/vault.key")).unwrap();
    let before = home.contents();
    has(&problems(&home), "does not fit the store");
    assert!(before == home.contents(), "something was changed");
}

#[test]
fn missing_and_damaged_parts_are_named() {
    for (name, text) in [
        ("secrets/vault.key", "there is no key file"),
        ("data/keyring", "there is no keyring"),
        ("campaigns", "campaigns/belarus-16-november"),
        ("data", "there is no store"),
    ] {
        let home = Home::new();
        let path = home.path(name);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap()
        } else {
            fs::remove_file(path).unwrap()
        }
        let run = home.run(["check"]).exits(78);
        assert!(run.out.contains(text), "{name}: {}", run.out);
    }
    let home = Home::new();
    home.write("data/keyring", "rubbish");
    let before = home.contents();
    assert!(problems(&home).iter().any(|problem| problem.contains("keyring") || problem.contains("fit")));
    assert!(before == home.contents(), "something was changed");
}

#[test]
fn what_others_may_write_is_named() {
    let home = Home::new();
    home.chmod("campaigns/belarus-16-november/en.ftl", 0o664);
    has(&problems(&home), "others may write the campaign's files");
    home.chmod("campaigns/belarus-16-november/en.ftl", 0o644);
    assert!(!problems(&home).iter().any(|problem| problem.contains("others may")));
    home.chmod("", 0o777);
    has(&problems(&home), "others may write into the folder of the configuration");
}

#[test]
fn a_running_bot_is_not_disturbed() {
    let home = Home::new();
    // Something that answers the socket, as a bot does; its port may be taken then.
    let _socket = UnixListener::bind(home.path("data/control.sock")).unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let home = home.variable("KLICH_WEB__LISTEN", taken.local_addr().unwrap().to_string());
    let found = problems(&home);
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn the_credential_of_systemd_is_found() {
    let home = Home::new().variable("KLICH_VAULT__UNLOCK", "credential");
    home.run(["check"]).succeeds().prints("not checked: the key").prints("the key lies on the same file system");
    home.run(["stats"]).exits(78).complains("systemd gave no credentials", "LoadCredential");
    home.run(["status"]).succeeds().prints("no; start it with `klich run`");
    home.write("credentials/vault-key", &home.read("secrets/vault.key"));
    home.chmod("credentials/vault-key", 0o440);
    std::fs::remove_file(home.path("secrets/vault.key")).unwrap();
    assert_eq!(problems(&home), [""; 0]);
    home.run(["check"]).succeeds().prints("Nothing that was checked is wrong.");
    let folder = home.path("credentials").display().to_string();
    let home = home.variable("CREDENTIALS_DIRECTORY", folder);
    assert_eq!(problems(&home), [""; 0]);
    home.run(["check"]).succeeds().prints("Nothing is wrong.");
}

#[test]
fn what_the_store_was_not_made_with_is_named() {
    let home = Home::new();
    home.edit("unlock = \"key-file\"", "unlock = \"passphrase\"");
    has(&problems(&home), "which a passphrase opens");
    home.write("passphrase", "kupala night 1863");
    home.chmod("passphrase", 0o600);
    home.edit("unlock = \"passphrase\"", "unlock = \"key-file\"");
    let run = home.run(["stats", "--passphrase-file", "passphrase"]).exits(2);
    run.complains("a passphrase is given", "vault.unlock");
}

#[test]
fn a_vault_with_a_passphrase_is_checked_as_far_as_that_goes() {
    let home = Home::empty();
    for (name, text) in [("right", "kupala night 1863"), ("wrong", "kupala night 1864")] {
        home.write(name, text);
        home.chmod(name, 0o600);
    }
    let passphrase = klich::vault::Passphrase::new(b"kupala night 1863".to_vec().into()).unwrap();
    let url = klich::store::StoreUrl::Sled(home.path("data"));
    klich::vault::create_with_passphrase(&url, &passphrase, klich::vault::Cost::LEAST).unwrap();
    home.run(["init", "--unlock", "passphrase", "--passphrase-file", "right"]).succeeds();
    home.write("secrets/bot-token", TOKEN);
    home.chmod("secrets/bot-token", 0o600);
    let home = home.variable("KLICH_WEB__LISTEN", "");
    let before = home.contents();
    home.run(["check", "--passphrase-file", "wrong"]).exits(78).prints("error: the passphrase is wrong");
    assert!(before == home.contents(), "something was changed");
    let run = home.run(["check", "--json"]).succeeds();
    assert!(run.json()["not_checked"][0].as_str().unwrap().contains("--passphrase-file"), "{}", run.out);
    home.run(["check"]).succeeds().prints("not checked: whether the passphrase").prints("Nothing that was checked");
    home.run(["check", "--passphrase-file", "right"]).succeeds().prints("Nothing is wrong.");
    fs::remove_file(home.path("data/keyring")).unwrap();
    home.run(["check"]).exits(78).prints("there is no keyring");
}

/// A system that allows no locked memory. Root is above that limit, so it is run without that right, where it can be taken.
#[test]
fn keys_that_may_be_swapped_out_are_told() {
    let home = Home::new();
    let run = |command: &str, before: &[&str]| {
        let script = format!("ulimit -l 0; exec \"$0\" {command}");
        let words = before.iter().copied().chain(["sh", "-c", &script, env!("CARGO_BIN_EXE_klich")]);
        let words: Vec<&str> = words.collect();
        let output =
            std::process::Command::new(words[0]).args(&words[1..]).current_dir(home.path("")).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let mut without_right =
        &["env", "KLICH_WEB__LISTEN=", "setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock"][..];
    if run("--version", without_right).is_empty() {
        without_right = &without_right[..2];
    }
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let rights = status.lines().find_map(|line| line.strip_prefix("CapEff:")).unwrap().trim();
    let is_above_limits = u64::from_str_radix(rights, 16).unwrap() & (1 << 14) != 0;
    if is_above_limits && without_right.len() == 2 {
        println!("note: this machine does not let root be held to a limit");
        return;
    }
    let told = run("check", without_right);
    assert!(told.contains("warning: the system does not let klich lock its keys into memory"), "{told}");
    assert!(told.contains("LimitMEMLOCK") && told.contains("no error: klich can run."), "{told}");
}

#[test]
fn another_process_that_holds_the_store_is_named() {
    let home = Home::new();
    // The lock that a starting bot has before it answers.
    let log = fs::File::options().read(true).write(true).open(home.path("data/db")).unwrap();
    rustix::fs::flock(&log, rustix::fs::FlockOperation::NonBlockingLockExclusive).unwrap();
    has(&problems(&home), "in use by another process");
    home.run(["stats"]).exits(75).complains("in use by another process", "try again");
    home.run(["alert", "list", "--json"]).exits(75).prints("{\"error\":{\"code\":\"again\"");
}

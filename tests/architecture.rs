//! Which room may know which: reads the source, leaves test code and comments out, and follows every path to a room.
//!
//! Arrows run one way: `main → app → {cli, bot, web, control, sandbox} → {alert, broadcast, pledge, audience, organisers} →
//! {telegram, vault} → store`; `campaign`, `text` and `config` are leaves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms from the top to the bottom; each may use everything below it, and the leaves.
const LEVELS: [&[&str]; 5] = [
    &["app", "fuzzing"],
    &["cli", "bot", "web", "control", "sandbox"],
    &["alert", "broadcast", "pledge", "audience", "organisers", "audit"],
    &["telegram", "vault"],
    &["store"],
];

/// Rooms that know no other, but for what [`SIDEWAYS`] lists.
const LEAVES: [&str; 5] = ["campaign", "seal", "text", "config", "drawing"];

/// Arrows within a level, each with its reason.
const SIDEWAYS: [(&str, &str, &str); 9] = [
    ("cli", "control", "commands steer a running bot"),
    ("cli", "web", "`klich webapp export` writes what is served"),
    ("cli", "sandbox", "`klich sandbox` and `klich demo` run it"),
    ("audit", "alert", "what was done was mostly done to an alert"),
    ("alert", "organisers", "who approved an alert counts for as long as they may"),
    ("broadcast", "alert", "an alert is what goes out"),
    ("broadcast", "audience", "subscribers are whom it goes out to"),
    ("telegram", "vault", "the inbox lies in it"),
    ("campaign", "text", "a campaign has texts"),
];

/// Rooms that must know less than their level may.
const BLIND: [(&str, &[&str], &str); 3] = [
    ("sandbox", &["text"], "it stands for Telegram, which knows nothing of klich; its crowd speaks languages"),
    ("vault", &["store"], "it keeps records and does not know what they are"),
    (
        "web",
        &["telegram", "campaign", "seal", "text", "drawing"],
        "it hands posts to the listener, tells health, and makes a campaign's page",
    ),
];

/// Words that one room, or a few, may use: crates behind a room's door.
const BEHIND_DOORS: [(&str, &[&str]); 10] = [
    ("sled::", &["store"]),
    ("chacha20poly1305", &["vault"]),
    ("hkdf::", &["vault"]),
    ("teloxide::payloads", &["telegram"]),
    ("teloxide::requests", &["telegram"]),
    ("teloxide::", &["telegram", "bot"]),
    ("resvg", &["drawing"]),
    ("askama", &["web"]),
    ("icalendar", &["web"]),
    ("tracing_subscriber", &["app"]),
];

/// A source file without its tests and comments.
struct Source {
    path: PathBuf,
    room: String,
    code: String,
}

#[test]
fn arrows_run_one_way() {
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for source in sources() {
        for to in rooms_named_in(&source) {
            arrows += 1;
            if let Some(reason) = forbidden(&source.room, &to) {
                wrong.push(format!("{} uses {to}: {reason}", source.path.display()));
            }
        }
    }
    assert!(arrows > 100, "the paths are found: {arrows}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn crates_stay_behind_the_doors_of_their_rooms() {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources() {
        for (word, rooms) in BEHIND_DOORS {
            let named = source.code.match_indices(word).any(|(at, _)| {
                // A word of its own: `"sled:data"` is an address, `self::sled::` a module of the store.
                !source.code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
            });
            if named {
                used.insert(word);
                if !rooms.contains(&source.room.as_str()) {
                    wrong.push(format!("{} names {word}, which only {rooms:?} may", source.path.display()));
                }
            }
        }
        let only = ["teloxide::types", "teloxide::dptree"];
        let others = source
            .code
            .split("teloxide::")
            .skip(1)
            .any(|rest| !only.iter().any(|known| format!("teloxide::{rest}").starts_with(known)));
        if source.room == "bot" && others {
            wrong.push(format!("{} takes more of teloxide than types and dptree", source.path.display()));
        }
        if source.room != "main" && source.code.contains("anyhow") {
            wrong.push(format!("{} names anyhow, which only main.rs may", source.path.display()));
        }
    }
    assert!(used.contains("sled::") && used.contains("teloxide::payloads"), "the words are found: {used:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_rules_are_about_rooms_that_there_are() {
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    let named = LEVELS.iter().flat_map(|level| level.iter()).chain(LEAVES.iter());
    let known: BTreeSet<&str> = named.copied().collect();
    let unknown: Vec<_> =
        rooms.iter().filter(|room| !known.contains(room.as_str()) && *room != "main" && *room != "lib").collect();
    assert!(unknown.is_empty(), "{unknown:?} stand in no level");
    // Where a sideways arrow is not used any more, the exception goes.
    let mut used: BTreeMap<(String, String), usize> = BTreeMap::new();
    for source in sources() {
        for to in rooms_named_in(&source) {
            *used.entry((source.room.clone(), to)).or_default() += 1;
        }
    }
    for (from, to, reason) in SIDEWAYS {
        assert!(used.contains_key(&(from.to_owned(), to.to_owned())), "{from} → {to} ({reason}) is not used");
    }
}

#[test]
fn a_forbidden_arrow_would_be_found() {
    for (from, to) in [
        ("store", "vault"),
        ("vault", "telegram"),
        ("telegram", "audience"),
        ("audience", "pledge"),
        ("alert", "broadcast"),
        ("bot", "app"),
        ("text", "campaign"),
        ("config", "store"),
        ("sandbox", "telegram"),
        ("control", "cli"),
    ] {
        assert!(forbidden(from, to).is_some(), "{from} → {to}");
    }
    let source = |path: &str, code: &str| Source {
        path: path.into(),
        room: room_of(Path::new(path)),
        code: without_tests_and_comments(code),
    };
    let found = |path: &str, code: &str| rooms_named_in(&source(path, code)).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(found("src/store/a.rs", "use crate::vault::Key;"), "vault");
    assert_eq!(found("src/store/a.rs", "use crate::{alert::Alert, text::{A, B}, vault};"), "alert text vault");
    assert_eq!(found("src/store/a/b.rs", "use super::super::super::bot::X;"), "bot");
    assert_eq!(found("src/store/mod.rs", "use super::bot::X;"), "bot");
    assert_eq!(found("src/store/a/b.rs", "use super::super::bot::X;"), "", "a module of the room itself");
    assert_eq!(found("src/store/a.rs", "fn f() { crate::bot::g() }"), "bot");
    assert_eq!(
        found(
            "src/store/a.rs",
            "/// See [`crate::bot`].\n// crate::bot\n#[cfg(test)]\nmod tests {\n    use crate::bot::X;\n}\n"
        ),
        ""
    );
}

/// Says why an arrow may not be; `None` where it may.
fn forbidden(from: &str, to: &str) -> Option<&'static str> {
    if from == to || from == "main" || from == "lib" {
        return None;
    }
    if let Some((_, allowed, reason)) = BLIND.iter().find(|(room, ..)| *room == from) {
        return (!allowed.contains(&to)).then_some(*reason);
    }
    if SIDEWAYS.iter().any(|(a, b, _)| (*a, *b) == (from, to)) {
        return None;
    }
    if LEAVES.contains(&from) {
        return Some("a leaf knows no other room");
    }
    let level = |room: &str| LEVELS.iter().position(|level| level.contains(&room));
    match (level(from), level(to)) {
        (Some(_), None) if LEAVES.contains(&to) => None,
        (Some(from), Some(to)) if from < to => None,
        (Some(from), Some(to)) if from == to => Some("they stand side by side, and no exception is written down"),
        (Some(_), Some(_)) => Some("the arrow runs upwards"),
        _ => Some("there is no such room"),
    }
}

/// Finds the rooms that a file names: `crate::room`, `crate::{room::…, room}`, `super::…` up to the crate's root.
fn rooms_named_in(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in source.code.match_indices("crate::") {
        let rest = &source.code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_words(group)),
            None => found.extend(word(rest)),
        }
    }
    let depth = depth_of(&source.path);
    for (at, _) in source.code.match_indices("super::") {
        let before = &source.code[..at];
        if before.ends_with("::") {
            continue;
        }
        let mut rest = &source.code[at..];
        let mut ups = 0;
        while let Some(further) = rest.strip_prefix("super::") {
            (rest, ups) = (further, ups + 1);
        }
        if ups >= depth {
            found.extend(rest.strip_prefix('{').map_or_else(|| word(rest).into_iter().collect(), first_words));
        }
    }
    found.remove(&source.room);
    // Macros and items of the root are no rooms.
    found.retain(|name| LEAVES.contains(&name.as_str()) || LEVELS.iter().any(|level| level.contains(&name.as_str())));
    found
}

/// The first word of each path in `a::b, c, d::{e, f}}…`.
fn first_words(group: &str) -> Vec<String> {
    let (mut words, mut nesting, mut begins) = (Vec::new(), 0, true);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => nesting += 1,
            '}' if nesting == 0 => break,
            '}' => nesting -= 1,
            ',' if nesting == 0 => begins = true,
            letter if begins && letter.is_alphanumeric() => {
                words.extend(word(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    (!word.is_empty()).then_some(word)
}

/// How many `super` lead from a file's module to the crate's root.
fn depth_of(path: &Path) -> usize {
    let inside = path.components().skip_while(|part| part.as_os_str() != "src").skip(1).count();
    if path.ends_with("mod.rs") { inside - 1 } else { inside }
}

fn room_of(path: &Path) -> String {
    let first = path.components().skip_while(|part| part.as_os_str() != "src").nth(1).unwrap();
    Path::new(first.as_os_str()).file_stem().unwrap().to_str().unwrap().to_owned()
}

/// Reads every source file that is not a test's.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut files, mut folders) = (Vec::new(), vec![root.join("src")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path.clone(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    let tests: Vec<PathBuf> = files.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let is_test = |path: &Path| tests.iter().any(|test| path == test.with_extension("rs") || path.starts_with(test));
    files.retain(|(path, _)| !is_test(path));
    let source = |(path, text): (PathBuf, String)| {
        let path = path.strip_prefix(root).unwrap().to_owned();
        Source { room: room_of(&path), code: without_tests_and_comments(&text), path }
    };
    files.into_iter().map(source).collect()
}

/// Finds the modules that a file declares for tests only, as paths without extension.
fn test_modules(path: &Path, text: &str) -> Vec<PathBuf> {
    let is_root = ["mod.rs", "lib.rs", "main.rs"].iter().any(|name| path.ends_with(name));
    let folder = if is_root { path.parent().unwrap().to_owned() } else { path.with_extension("") };
    let lines: Vec<&str> = text.lines().collect();
    let declared = lines.windows(2).filter(|pair| pair[0].trim() == "#[cfg(test)]").filter_map(|pair| {
        let name = pair[1].trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')?;
        Some(folder.join(name))
    });
    declared.collect()
}

/// Cuts out comments, and what stands under `#[cfg(test)]` as far as rustfmt shows its end.
fn without_tests_and_comments(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let indent = line.len() - line.trim_start().len();
            let closing = format!("{}}}", " ".repeat(indent));
            // The item's own line; a block goes on to the brace at the same depth.
            let mut item = lines.next().unwrap_or_default();
            while item.trim_start().starts_with("#[") {
                item = lines.next().unwrap_or_default();
            }
            if item.ends_with('{') {
                let _ = lines.by_ref().find(|line| *line == closing);
            }
            continue;
        }
        let line = line.trim_start();
        if !line.starts_with("//") {
            code.push_str(line.split(" // ").next().unwrap_or_default());
            code.push('\n');
        }
    }
    code
}

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;

use tempfile::TempDir;

use super::*;

const MANIFEST: &str = r#"id = "harbour"

[action_day]
month = 5
day = 1
since = 2024
time_zone = "America/Lima"

[petition]
id = "open-the-gate"
kinds = ["act", "sign"]
external_url = "https://harbour.example/petition?from=bot"

[[demands]]
id = "water"

[[demands]]
id = "rest"
"#;

const ENGLISH: &str = r#"title = Harbour & dock
call = Come to the <b>gate</b>.
background = The gate was shut.
statement = Open the gate.
day-title = Day of the gate
day-text =
    Bring water.

    Bring {"{"}songs{"}"}.
share-text = Come along:
demand-water = Water for all.
    .title = Water
demand-rest = A pause for all.
    .title = Rest
"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let base = tempfile::tempdir().unwrap();
    fs::create_dir(base.path().join("camp")).unwrap();
    for (name, text) in files {
        fs::write(base.path().join("camp").join(name), text).unwrap();
    }
    base
}

fn problems(manifest: &str, english: &str) -> Vec<String> {
    let base = folder(&[("campaign.toml", manifest), ("en.ftl", english)]);
    let problems = Campaign::load("camp", base.path()).err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_embedded_campaign_is_whole_in_every_language() {
    assert_eq!(Campaign::embedded_ids(), ["belarus-16-november"]);
    let campaign = Campaign::embedded("belarus-16-november").unwrap().unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    assert_eq!(campaign.id().as_str(), "belarus-16-november");
    assert_eq!(campaign.demands().len(), 6);
    assert_eq!(campaign.petition().kinds, Kind::ALL);
    assert_eq!(campaign.petition().external_url, None);
    assert_eq!(campaign.action_day().time_zone().iana_name(), Some("Europe/Minsk"));
    let mut languages: Vec<_> = campaign.languages().collect();
    languages.sort();
    assert_eq!(languages, Language::ALL, "a language has no file");
}

#[test]
fn the_files_of_the_embedded_campaign_make_the_same_from_a_folder() {
    let files = Campaign::embedded_files("belarus-16-november");
    let base = tempfile::tempdir().unwrap();
    fs::create_dir(base.path().join("mine")).unwrap();
    for (name, bytes) in &files {
        fs::write(base.path().join("mine").join(name), bytes).unwrap();
    }
    let campaign = Campaign::load("mine", base.path()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let embedded = Campaign::embedded("belarus-16-november").unwrap().unwrap_or_else(|problems| panic!("{problems:?}"));
    for language in Language::ALL {
        assert_eq!(campaign.title(language), embedded.title(language));
        assert_eq!(campaign.day_text(language), embedded.day_text(language));
    }
    assert!(Campaign::embedded_files("other").is_empty());
    assert!(Campaign::embedded("../belarus-16-november").is_none());
}

#[test]
fn a_campaign_of_another_kind_loads_from_a_folder() {
    let lithuanian = ENGLISH.replace("Water for all.", "Vandens visiems.");
    let base = folder(&[("campaign.toml", MANIFEST), ("en.ftl", ENGLISH), ("lt.ftl", &lithuanian), ("notes.txt", "x")]);
    let campaign = Campaign::load("camp", base.path()).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(campaign.id().as_str(), "harbour");
    assert_eq!(campaign.title(Language::English), "Harbour & dock");
    assert_eq!(campaign.call(Language::English).as_str(), "Come to the <b>gate</b>.");
    assert_eq!(campaign.day_text(Language::English).as_str(), "Bring water.\n\nBring {songs}.");
    assert_eq!(campaign.petition().kinds, [Kind::Act, Kind::Sign]);
    assert_eq!(campaign.petition().external_url.as_deref(), Some("https://harbour.example/petition?from=bot"));
    let water = campaign.find_demand("water").unwrap();
    assert_eq!(campaign.demand(Language::Lithuanian, water).text.as_str(), "Vandens visiems.");
    // Turkish has no file.
    assert_eq!(campaign.demand(Language::Turkish, water).text.as_str(), "Water for all.");
    assert_eq!(campaign.find_demand("bread"), None);
    assert_eq!(campaign.demand(Language::English, &"bread".parse().unwrap()).title, "bread");
    let absolute = base.path().join("camp");
    assert!(Campaign::load(absolute.to_str().unwrap(), Path::new("/nowhere")).is_ok());
}

#[test]
fn goal_milestones_and_sources_are_read_and_doubted() {
    let with = |more: &str, above: &str| {
        let petition = MANIFEST.replace("kinds =", &format!("{more}\nkinds ="));
        format!("{above}\n{petition}")
    };
    let base = folder(&[
        ("campaign.toml", &with("goal = 500\nmilestones = [10, 100]", "sources = [\"poster\", \"gate-3\"]")),
        ("en.ftl", ENGLISH),
    ]);
    let campaign = Campaign::load("camp", base.path()).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(
        (campaign.petition().goal, campaign.petition().milestones.as_slice()),
        (Some(500), [10, 100].as_slice())
    );
    assert_eq!(campaign.sources().iter().map(SourceId::as_str).collect::<Vec<_>>(), ["poster", "gate-3"]);
    for (more, above, line, key) in [
        ("goal = 0", "", 12, "goal"),
        ("goal = \"many\"", "", 12, "goal"),
        ("milestones = [100, 10]", "", 12, "milestones"),
        ("milestones = [10, 10]", "", 12, "milestones"),
        ("milestones = [-1]", "", 12, "milestones"),
    ] {
        let found = problems(&with(more, above), ENGLISH);
        let expected = format!("camp/campaign.toml:{line}: `{key}` is not what it should be.");
        assert!(found.iter().any(|problem| problem.starts_with(&expected)), "{more} {above}: {found:?}");
    }
    let unfit = problems(&with("", "sources = [\"Poster\", \"gate\", \"a b\"]"), ENGLISH);
    assert!(
        unfit.len() == 2 && unfit[1].contains(":1: `sources` has a name that no link or button can carry: \"a b\"")
    );
    assert!(
        problems(&with("", "sources = [\"a\", \"a\"]"), ENGLISH).iter().any(|p| p.contains("a source stands twice"))
    );
}

#[test]
fn every_mistake_is_named_at_once_with_its_line() {
    let manifest = MANIFEST
        .replace("month = 5", "month = 13")
        .replace("America/Lima", "America/Lime")
        .replace("\"sign\"]", "\"sing\"]")
        .replace("https://harbour.example", "http://harbour.example")
        .replace("id = \"rest\"", "id = \"water\"\ncolour = 1");
    let english = ENGLISH
        .replace("<b>gate</b>", "<b>gate")
        .replace("Day of the gate", "Day of the <i>gate</i>")
        .replace("statement = Open the gate.\n", "")
        .replace("share-text = Come along:", &format!("share-text = {}", "ä".repeat(201)));
    let expected = [
        "camp/campaign.toml:4: `month` is not what it should be. Write a number from 1 to 12.",
        "camp/campaign.toml:7: `time_zone` is not what it should be.",
        "camp/campaign.toml:11: there is no kind \"sing\".",
        "camp/campaign.toml:12: `external_url` is not what it should be.",
        "camp/campaign.toml:19: nothing is called `colour` here.",
        "camp/campaign.toml:18: the demand `water` stands twice.",
        "camp/en.ftl:2: in `call` the tag <b> is not closed",
        "camp/en.ftl:13: the text `statement` is missing.",
        "camp/en.ftl:4: `day-title` is shown as plain text and has a tag.",
        "camp/en.ftl:9: a text of `share-text` has 201 characters.",
        "camp/en.ftl:12: no text is called `demand-rest`.",
    ];
    let found = problems(&manifest, &english);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\n{expected}");
        assert_eq!(found.lines().count(), 1);
    }
}

#[test]
fn each_mistake_alone_is_named() {
    let cases = [
        (MANIFEST.replace("month = 5", "month 5"), ENGLISH.to_owned(), "camp/campaign.toml:4: this is not TOML"),
        (MANIFEST.replace("id = \"harbour\"", ""), ENGLISH.to_owned(), "camp/campaign.toml:1: `id` is missing"),
        (MANIFEST.replace("harbour\"", "Harbour\""), ENGLISH.to_owned(), "camp/campaign.toml:1: `id` is not"),
        (
            MANIFEST.replace("day = 1", "day = 31").replace("= 5", "= 6"),
            ENGLISH.to_owned(),
            "camp/campaign.toml:5: not every",
        ),
        (MANIFEST.replace("day = 1\n", ""), ENGLISH.to_owned(), "camp/campaign.toml:3: `day` is missing"),
        (MANIFEST.replace("[\"act\", \"sign\"]", "[]"), ENGLISH.to_owned(), "camp/campaign.toml:11: `kinds` is not"),
        (
            MANIFEST.replace("\"sign\"", "\"act\""),
            ENGLISH.to_owned(),
            "camp/campaign.toml:11: the kind \"act\" stands twice",
        ),
        (
            MANIFEST.replace("[petition]", "[petitions]"),
            ENGLISH.to_owned(),
            "camp/campaign.toml:9: nothing is called `petitions`",
        ),
        (MANIFEST.replace("harbour.example", "harbour"), ENGLISH.to_owned(), "camp/campaign.toml:12: `external_url`"),
        (MANIFEST.to_owned(), ENGLISH.replace("title = H", "titel = H"), "camp/en.ftl:14: the text `title` is missing"),
        (MANIFEST.to_owned(), format!("{ENGLISH}extra = x\n"), "camp/en.ftl:15: no text is called `extra`"),
        (MANIFEST.to_owned(), format!("{ENGLISH}title = x\n"), "camp/en.ftl:15: `title` stands twice"),
        (MANIFEST.to_owned(), ENGLISH.replace("    .title = Rest\n", ""), "camp/en.ftl:13: `demand-rest` has no title"),
        (
            MANIFEST.to_owned(),
            ENGLISH.replace("Come along:", "{ $name }"),
            "camp/en.ftl:10: `share-text` has a variable",
        ),
        (MANIFEST.to_owned(), ENGLISH.replace("Come along:", "{\"\"}"), "camp/en.ftl:10: `share-text` is empty"),
        (MANIFEST.to_owned(), ENGLISH.replace("Come along:", "a { b"), "camp/en.ftl:10: Fluent cannot read this"),
        (
            MANIFEST.to_owned(),
            ENGLISH.replace("Water for all", "A & B"),
            "camp/en.ftl:11: in `demand-water` a `&` begins",
        ),
    ];
    for (manifest, english, expected) in cases {
        let found = problems(&manifest, &english);
        assert!(found.iter().any(|problem| problem.starts_with(expected)), "{expected}\n{found:#?}");
    }
}

#[test]
fn demands_that_fit_no_message_together_are_named() {
    let mut manifest = MANIFEST.to_owned();
    let mut english = ENGLISH.to_owned();
    for number in 0..7 {
        manifest.push_str(&format!("\n[[demands]]\nid = \"more-{number}\"\n"));
        english.push_str(&format!("demand-more-{number} = {}\n    .title = More\n", "ä".repeat(600)));
    }
    let found = problems(&manifest, &english);
    assert!(matches!(found.as_slice(), [one] if one.contains("do not fit one message")), "{found:#?}");
}

#[test]
fn what_is_missing_or_unreadable_is_named() {
    let only = |base: &TempDir, id: &str| -> Vec<String> {
        Campaign::load(id, base.path()).err().unwrap().iter().map(ToString::to_string).collect()
    };
    let base = folder(&[]);
    let found = only(&base, "camp");
    assert!(found.len() == 2 && found[0].starts_with("camp/campaign.toml: the file is missing"), "{found:#?}");
    assert!(found[1].starts_with("camp/en.ftl: the file is missing"), "{found:#?}");
    let found = only(&base, "nothing-here");
    assert!(matches!(found.as_slice(), [one] if one.contains("belarus-16-november")), "{found:#?}");

    let base = folder(&[("campaign.toml", MANIFEST), ("en.ftl", ENGLISH), ("xx.ftl", "")]);
    fs::write(base.path().join("camp/fr.ftl"), b"title = x\ncall = \xff\n").unwrap();
    let found = only(&base, "camp");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("camp/fr.ftl:2: this is not UTF-8"), "{found:#?}");
    assert!(found[1].starts_with("camp/xx.ftl:1: klich speaks no language `xx`"), "{found:#?}");

    let base = folder(&[("campaign.toml", &"#".repeat(300_000)), ("en.ftl", ENGLISH)]);
    assert!(only(&base, "camp")[0].contains("cannot be read"));
}

#[test]
fn files_of_other_systems_are_read() {
    let base =
        folder(&[("campaign.toml", MANIFEST), ("en.ftl", &format!("\u{feff}{}", ENGLISH.replace('\n', "\r\n")))]);
    let campaign = Campaign::load("camp", base.path()).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(campaign.day_text(Language::English).as_str(), "Bring water.\n\nBring {songs}.");
}

#[test]
fn reminders_have_usual_hours_where_there_are_texts_and_can_be_set_or_off() {
    let base = folder(&[("campaign.toml", MANIFEST), ("en.ftl", ENGLISH)]);
    let campaign = Campaign::load("camp", base.path()).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(Reminder::ALL.iter().all(|reminder| campaign.reminder_time(*reminder).is_none()), "it has no texts");

    let english = format!("{ENGLISH}reminder-week-before = In a week.\nreminder-morning = Today.\n");
    let polish = format!("{ENGLISH}reminder-morning = Dziś.\n");
    let manifest = format!("circles = [\"medics\", \"port\"]\n{MANIFEST}\n[reminders]\nmorning = \"09:30\"\n");
    let base = folder(&[("campaign.toml", &manifest), ("en.ftl", &english), ("pl.ftl", &polish)]);
    let campaign = Campaign::load("camp", base.path()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let time = |reminder| campaign.reminder_time(reminder).map(|time| time.to_string());
    assert_eq!(Reminder::ALL.map(time), [Some("18:00:00".to_owned()), None, Some("09:30:00".to_owned())]);
    let texts = campaign.reminder_texts(Reminder::Morning);
    assert_eq!(texts.into_values().collect::<Vec<_>>(), ["Today.", "Dziś."]);
    assert_eq!(campaign.reminder_texts(Reminder::WeekBefore).len(), 1);
    let [medics, port] = campaign.circles() else { panic!("two circles") };
    assert_eq!((campaign.circle_of(port.tag()), campaign.circle_of(medics.tag())), (Some(port), Some(medics)));
}

#[test]
fn mistakes_in_reminders_and_circles_are_named() {
    let wrong =
        |more: &str, above: &str| problems(&format!("{above}\n{MANIFEST}\n[reminders]\n{more}\n"), ENGLISH).join("\n");
    assert!(wrong("morning = \"25:00\"", "").contains("`morning` is not what it should be"));
    assert!(wrong("evening = \"20:00\"", "").contains("nothing is called `evening` here"));
    assert!(wrong("day_before = \"20:00\"", "").contains("its text `reminder-day-before` is missing"));
    assert_eq!(wrong("day_before = \"off\"", ""), "");
    assert!(wrong("", "circles = [\"A b\"]").contains("`circles` has a name that no link or button can carry"));
    assert!(wrong("", "circles = [\"port\", \"port\"]").contains("a circle stands twice"));
    let long = format!("{ENGLISH}reminder-morning = {}\n", "x".repeat(1001));
    assert!(problems(MANIFEST, &long).join("\n").contains("Shorten it to 1000"));
}

#[test]
fn braces_within_braces_are_refused_before_they_take_the_stack() {
    let nested = |depth: usize| format!("{}\"x\"{}", "{ ".repeat(depth), " }".repeat(depth));
    for (text, lines) in [(nested(60_000), 1), (format!("{}\n", "{ ".repeat(60_000)), 1), ("{\n ".repeat(5_000), 33)] {
        let found = problems(MANIFEST, &format!("{ENGLISH}\nmore = {text}\n"));
        let line = ENGLISH.lines().count() + 1 + lines;
        let expected = format!("camp/en.ftl:{line}: braces lie in each other more than 32 deep.");
        assert!(found.iter().any(|problem| problem.starts_with(&expected)), "{found:?}");
    }
    // Signs of their own, however many, are no depth.
    let signs = ENGLISH.replace("Open the gate.", &"{\"{\"} ".repeat(40));
    assert_eq!(problems(MANIFEST, &signs), Vec::<String>::new());
}

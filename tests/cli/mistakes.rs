//! A campaign folder with more than twenty different mistakes: one run names all of them, each with its file and line.

use std::fs;

use crate::support::Home;

const MANIFEST: &str = r#"id = "harbour"
circles = ["medics", "Dock Crew"]
sources = ["poster", "poster"]
languages = ["en", "lt", "de"]
colour = "red"

[action_day]
month = 2
day = 30
since = 2024
time_zone = "Europe/Minsk"

[reminders]
morning = "25:00"

[petition]
id = "open-the-gate"
kinds = ["act", "sing"]
external_url = "https://harbour"
goall = 5
milestones = [100, 10]

[[demands]]
id = "water"

[[demands]]
id = "water"
"#;

const ENGLISH: &str = r#"title = Harbour
call = Come to the <b>gate.
background = It was { $shut }.
statement = See <a href="flyer.pdf">the leaflet</a>.
day-title = Day of the gate
day-text = See <a href="https://nowhere">there</a>.
share-text = LONG
demand-water = Water for all.
    .titel = Water
demand-watter = Water for all.
"#;

const OTHER: &str = r#"title = Uostas
background = x
statement = x
day-title = x
day-text = x
share-text = x
demand-water = x
    .title = x
"#;

/// File, line, what, next step.
const EXPECTED: [(&str, u64, &str, &str); 24] = [
    ("campaign.toml", 2, "no link or button can carry: \"Dock Crew\"", "1 to 32 of a-z"),
    ("campaign.toml", 3, "a source stands twice", "Remove one"),
    ("campaign.toml", 4, "`languages` has `de`, and there is no de.ftl", "Write the file"),
    ("campaign.toml", 5, "nothing is called `colour` here", "write one of"),
    ("campaign.toml", 9, "not every year has a day 30 in month 2", "comes back every year"),
    ("campaign.toml", 14, "`morning` is not what it should be", "18:00"),
    ("campaign.toml", 18, "there is no kind \"sing\"", "Did you mean `sign`?"),
    ("campaign.toml", 19, "`external_url` is not what it should be", "https://"),
    ("campaign.toml", 20, "nothing is called `goall` here", "Did you mean `goal`?"),
    ("campaign.toml", 21, "`milestones` is not what it should be", "rising"),
    ("campaign.toml", 27, "the demand `water` stands twice", "another id"),
    ("en.ftl", 2, "the tag <b> is not closed", "Mend the markup"),
    ("en.ftl", 3, "a variable, `$shut`", "Write the words out"),
    ("en.ftl", 4, "the link `flyer.pdf` leads to a file that is not there", "https://"),
    ("en.ftl", 6, "the link `https://nowhere` is no address", "Mend the address"),
    ("en.ftl", 7, "`share-text` has 202 characters", "Shorten it to 200"),
    ("en.ftl", 8, "`demand-water` has no title", ".title"),
    ("en.ftl", 9, "a part `.titel`", "Did you mean `title`?"),
    ("en.ftl", 10, "no text is called `demand-watter`", "Did you mean `demand-water`?"),
    ("lt.ftl", 8, "the text `call` is missing", "en.ftl shows what it is for"),
    ("tr.ftl", 1, "campaign.toml does not list `tr`", "Add it there"),
    ("xx.ftl", 1, "klich speaks no language `xx`", "Name the file after one of"),
    ("klich.toml", 0, "there is no key `organisers.idz`", "did you mean `organisers.ids`?"),
    ("klich.toml", 0, "`telegram.messages_per_second` is 5000", "1 to 1000"),
];

#[test]
fn every_mistake_is_named_with_file_and_line_in_one_run() {
    let home = Home::new();
    let folder = home.path("campaigns/belarus-16-november");
    fs::remove_dir_all(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    // A letter outside of the basic plane counts twice, as Telegram counts.
    let english = ENGLISH.replace("LONG", &format!("{}😀", "a".repeat(200)));
    for (name, text) in
        [("campaign.toml", MANIFEST), ("en.ftl", &english), ("lt.ftl", OTHER), ("tr.ftl", OTHER), ("xx.ftl", "")]
    {
        fs::write(folder.join(name), text).unwrap();
    }
    home.edit("ids = []", "idz = []");
    home.edit("messages_per_second = 25", "messages_per_second = 5000");
    let report = home.run(["check", "--json"]).exits(78).json();
    let text = home.run(["check"]).exits(78).out;
    let problems = report["problems"].as_array().unwrap();
    let klich = home.read("klich.toml");
    for (file, line, what, next) in EXPECTED {
        let line = match line {
            0 => {
                let key = what.split(['.', '`']).find(|word| ["idz", "messages_per_second"].contains(word)).unwrap();
                klich.lines().position(|written| written.starts_with(key)).unwrap() as u64 + 1
            }
            line => line,
        };
        let found = problems.iter().find(|problem| {
            problem["file"].as_str().is_some_and(|found| found.ends_with(file))
                && problem["line"] == line
                && problem["what"].as_str().unwrap().contains(what)
                && problem["next"].as_str().unwrap().contains(next)
        });
        assert!(found.is_some(), "{file}:{line}: {what}, {next}\n{problems:#?}");
        assert!(text.contains(&format!("{file}:{line}: ")), "{file}:{line} in {text}");
        assert!(text.contains(what), "{what} in {text}");
    }
    // Nothing else is told of the folder, but for what a mistake leads to: the second language lacks `call`, too.
    let of_folder =
        problems.iter().filter(|problem| problem["file"].as_str().is_some_and(|f| f.contains("campaigns/")));
    assert_eq!(of_folder.count(), EXPECTED.len() - 2 + 1, "{problems:#?}");
}

#[test]
fn a_folder_that_is_not_there_is_named_where_klich_toml_names_it() {
    let home = Home::new();
    home.edit("campaign = \"campaigns/belarus-16-november\"", "campaign = \"campaigns/nothing\"");
    let report = home.run(["check", "--json"]).exits(78).json();
    let problem = &report["problems"].as_array().unwrap()[0];
    assert!(
        problem["file"].as_str().unwrap().ends_with("klich.toml") && problem["line"].as_u64() > Some(1),
        "{report}"
    );
    assert!(problem["what"].as_str().unwrap().contains("campaigns/nothing"), "{report}");
}

#[test]
fn a_campaign_of_few_languages_is_a_warning_until_it_says_so() {
    let home = Home::new();
    fs::remove_file(home.path("campaigns/belarus-16-november/tr.ftl")).unwrap();
    home.run(["check"])
        .succeeds()
        .prints("the campaign `belarus-16-november` has no file for tr: their readers read English");
    let manifest = "campaigns/belarus-16-november/campaign.toml";
    let said = "languages = [\"en\", \"be\", \"ru\", \"uk\", \"pl\", \"lt\", \"de\", \"fr\", \"es\", \"pt\"]";
    home.write(manifest, &format!("{said}\n{}", home.read(manifest)));
    assert!(!home.run(["check"]).succeeds().out.contains("read English"));
}

//! What campaigns that one bot serves must not share.

use super::{Campaign, Problem, source::MANIFEST, source::Source};
use crate::text::Language;

/// First parts of paths that klich serves itself: no further campaign's page can lie below them.
const OWN_PATHS: [&str; 5] = ["app", "telegram", "healthz", "readyz", "embed"];

/// Names whatever a campaign has that an earlier one has already, in the later one's file.
pub(super) fn clashes(read: &[(Source, Campaign)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (nth, (source, campaign)) in read.iter().enumerate().skip(1) {
        let mut say = |section: &str, key: &str, what: String, next: &str| {
            problems.push(source.problem(MANIFEST, source.line_of(section, key), what, next));
        };
        let earlier = || read.iter().take(nth).map(|(_, earlier)| earlier);
        let id = campaign.id();
        if earlier().any(|other| other.id().tag() == id.tag()) {
            let what = format!("the campaign `{id}` is served already, or one whose id is too much alike");
            say("", "id", what, "Give it another id, or take it off `more_campaigns` in klich.toml");
        }
        if OWN_PATHS.contains(&id.as_str()) || Language::from_code(id.as_str()).is_some() {
            let what = format!("the id `{id}` is the name of a path that klich serves itself");
            say("", "id", what, "Give it another id: its page lies below it");
        }
        let petition = &campaign.petition().id;
        if earlier().any(|other| other.petition().id == *petition) {
            let what = format!("the petition `{petition}` is another campaign's already");
            say("petition", "id", what, "Give it another id: pledges of two petitions are never counted together");
        }
        for circle in campaign.circles() {
            if earlier().any(|other| other.circle_of(circle.tag()).is_some()) {
                let what = format!("the circle `{circle}` is another campaign's already");
                say("", "circles", what, "Rename one: nobody shall hear what is for the other's circle");
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    #[test]
    fn what_two_campaigns_share_is_named_in_the_later_one() {
        let base = tempfile::tempdir().unwrap();
        let copy = |name: &str, change: &dyn Fn(String) -> String| {
            fs::create_dir(base.path().join(name)).unwrap();
            for (file, bytes) in Campaign::embedded_files("belarus-16-november") {
                let text = String::from_utf8(bytes).unwrap();
                let text = if file == MANIFEST { change(text) } else { text };
                fs::write(base.path().join(name).join(file), text).unwrap();
            }
        };
        let circle = |text: String| format!("circles = [\"medics\"]\n{text}");
        copy("one", &circle);
        copy("two", &circle);
        copy("three", &|text| {
            text.replace("\"belarus-16-november\"", "\"app\"").replace("release-the-detained", "another")
        });
        let found = Campaign::load_all(["one", "two", "three"], base.path()).err().unwrap();
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        for (text, expected) in found.iter().zip([
            "two/campaign.toml:5: the campaign `belarus-16-november` is served already",
            "two/campaign.toml:23: the petition `release-the-detained` is another campaign's already",
            "two/campaign.toml:1: the circle `medics` is another campaign's already",
            "three/campaign.toml:4: the id `app` is the name of a path",
        ]) {
            assert!(text.starts_with(expected), "{text}\n{expected}");
        }
        assert_eq!(found.len(), 4);
        assert_eq!(Campaign::load_all(["one"], base.path()).unwrap_or_default().len(), 1);
    }
}

//! `klich demo --script`: the story in the terminal, line by line, each line with what was checked against the sandbox's world
//! and the reports of the real command line.

mod checks;
mod doing;

use std::time::{Duration, Instant};

use serde_json::json;

use super::stage::{SUPPORTER_NAMES, Stage};
use super::voice::Voice;
use super::{DemoArgs, DemoError};

/// Our own pace, which is the sandbox's limit too.
const PER_SECOND: u32 = 400;

/// A step's figure, or what was wrong.
pub(super) type Checked = Result<String, Wrong>;

/// Why a step did not hold.
#[derive(Debug, thiserror::Error)]
pub(super) enum Wrong {
    /// It came out otherwise than promised.
    #[error("{0}")]
    Otherwise(String),
    /// It could not be done at all.
    #[error(transparent)]
    Undone(#[from] DemoError),
}

impl From<String> for Wrong {
    fn from(what: String) -> Self {
        Self::Otherwise(what)
    }
}

/// Plays the story.
///
/// # Errors
/// [`DemoError::Checks`] where any step did not hold, and what kept the stage from standing.
pub async fn play(args: &DemoArgs) -> Result<(), DemoError> {
    let begun = Instant::now();
    let mut report = Report { voice: Voice::new(args.json), ..Report::default() };
    report.voice.say(
        "klich demo: a rehearsal on this machine, without Telegram. The bot is the real one, the people are made up.",
    );
    let supporters = usize::try_from(args.supporters).unwrap_or(usize::MAX);
    // Nobody looks at a page: any port will do.
    let mut stage = Stage::raise(0, supporters, PER_SECOND, |_, _| None).await?;
    report.step(
        "the bot starts, with new keys and an empty store",
        Ok(format!("ready after {}", seconds(begun.elapsed()))),
    );
    let told = acts(&mut stage, &mut report).await;
    stage.end().await;
    told?;
    report.end(begun.elapsed())
}

async fn acts(stage: &mut Stage, report: &mut Report) -> Result<(), DemoError> {
    let (her, _) = SUPPORTER_NAMES;
    let people = stage.crowd.size();
    report.step("the command menu is there in every language of the crowd", checks::commands(stage).await);
    report.step(
        &format!("{people} supporters read the welcome in their own language and subscribe"),
        checks::crowd_subscribes(stage).await,
    );
    report.step(&format!("{her} presses Start and Subscribe on her phone"), checks::she_subscribes(stage).await);
    report.step("an organiser's /desk shows totals, a stranger's /desk nothing", checks::desk(stage).await);
    report.step(
        "`klich alert send`: the call of 16 November, each person once, in their language",
        checks::call(stage).await,
    );
    report.step(
        "people answer: button, reply, /pledge, withdrawal; `klich pledges tally --json` agrees",
        checks::answers(stage).await,
    );
    report.step(
        "who wrote “stop” in their language, blocked the bot or vanished is on no list",
        checks::leavers(stage).await,
    );
    report.step(&format!("{her} replies to the call, twice: one pledge"), checks::reply(stage).await);
    report.step(
        "the button pledges once, whatever is added; withdrawing takes it all back",
        checks::button_and_withdrawal(stage).await,
    );
    report.step("until here the sandbox had no complaint, and no request came too fast", checks::steady(stage));
    report.step("kill -9 in the middle of a broadcast, and a new start", checks::kill(stage).await);
    report.step("/mydata gives all that is held, as a file", checks::my_data(stage).await);
    report.step("the disk holds no name, id or text of anyone", checks::disk(stage).await);
    report.step("/forget, confirmed: nothing of her is left", checks::forget(stage).await);
    report.step("the sandbox has no complaint about any request", checks::complaints(stage));
    report.step("SIGTERM: drained, exit code 0, and the store opens again", checks::stop(stage).await);
    report.undone()
}

/// What was told so far.
#[derive(Default)]
struct Report {
    voice: Voice,
    failed: usize,
    undone: Option<DemoError>,
}

impl Report {
    fn step(&mut self, what: &str, checked: Checked) {
        match checked {
            Ok(figure) => self.tell('✓', what, &figure),
            Err(wrong) => {
                self.failed += 1;
                self.tell('✗', what, &wrong.to_string());
                if let Wrong::Undone(error) = wrong {
                    self.undone.get_or_insert(error);
                }
            }
        }
    }

    fn tell(&self, mark: char, what: &str, found: &str) {
        let report = json!({ "step": what, "held": mark == '✓', "found": found });
        self.voice.tell(&format!("{mark} {what}: {found}"), &report);
    }

    /// Gives the first thing that could not be done at all: every later step is told all the same, for what it is worth.
    fn undone(&mut self) -> Result<(), DemoError> {
        self.undone.take().map_or(Ok(()), Err)
    }

    fn end(&self, took: Duration) -> Result<(), DemoError> {
        if self.failed > 0 {
            return Err(DemoError::Checks(self.failed));
        }
        let report = json!({ "held": true, "seconds": took.as_secs_f64() });
        self.voice.tell(&format!("all of it held, in {}", seconds(took)), &report);
        Ok(())
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_story() {
        let mut report = Report::default();
        report.step("this holds", Ok("1".to_owned()));
        assert!(report.end(Duration::ZERO).is_ok());
        report.step("this does not", Err(Wrong::Otherwise("2 instead of 1".to_owned())));
        assert!(matches!(report.end(Duration::ZERO), Err(DemoError::Checks(1))));
    }

    #[test]
    fn what_can_not_be_done_is_kept() {
        let mut report = Report::default();
        report.step("this breaks", Err(DemoError::Slow("it").into()));
        report.step("and this", Err(DemoError::Lost("it").into()));
        assert!(matches!(report.undone(), Err(DemoError::Slow(_))));
    }
}

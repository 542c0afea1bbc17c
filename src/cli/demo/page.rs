//! `klich demo`: the page with the phones, until Ctrl-C.

mod counters;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, MissedTickBehavior, interval};

use self::counters::{BotLine, CallLine, Counters, CrashLine, CrowdLine};
use super::alerts::Kind;
use super::stage::{ORGANISER, ORGANISER_NAMES, SUPPORTER, SUPPORTER_NAMES, Stage, VALUE_TEXT};
use super::voice::Voice;
use super::{DemoArgs, DemoError, Stop};
use crate::control::Request;
use crate::control::reports::{AlertList, AlertStatus, Stats};
use crate::sandbox::People;
use crate::sandbox::crowd::Crowd;
use crate::sandbox::phones::{self, LanguageChoice, Person, PhonesOptions, Suggestion};
use crate::text::{Language, Message};

/// Slow enough to see a call go out.
const PER_SECOND: u32 = 100;
/// Between two acts of the crowd.
const PACE: Duration = Duration::from_millis(45);
/// How long the crowd may take to subscribe.
const GREETING: Duration = Duration::from_secs(600);
/// How often the counters are looked at.
const GLANCE: Duration = Duration::from_millis(500);

/// What the page's buttons ask for.
#[derive(Clone, Copy)]
enum Act {
    Call,
    Kill,
}

/// Serves the page until it is told to stop.
///
/// # Errors
/// What kept the stage from standing, or why the bot ended by itself.
pub async fn serve(args: &DemoArgs, mut stop: Stop) -> Result<(), DemoError> {
    let supporters = usize::try_from(args.supporters).unwrap_or(usize::MAX);
    let mut counters = Counters { crowd: CrowdLine { people: supporters }, ..Counters::default() };
    counters.bot.state = "starting";
    let (state, seen) = watch::channel(counters.text());
    let (acts, asked) = mpsc::channel(1);
    let voice = Voice::new(args.json);
    voice.say(
        "klich demo: a rehearsal on this machine, without Telegram. The bot is the real one, the people are made up.",
    );
    let pages = |disk, public: &str| {
        Some(phones::router(options(disk, public, seen)).merge(phones::with_headers(routes(acts))))
    };
    let raised = Stage::raise(args.port, supporters, PER_SECOND, pages);
    let mut stage = tokio::select! { raised = raised => raised?, () = stop.told() => return Ok(()) };
    let (url, public) = (stage.url(), stage.public_url());
    let told = json!({ "url": url, "public": public });
    voice.tell(
        &format!(
            "Open {url} in a browser. Ctrl-C ends it and removes everything.\n\
             The campaign's public page, as the bot serves it: {public}"
        ),
        &told,
    );
    counters.bot = BotLine { state: "running", starts: stage.starts };
    let crowd =
        tokio::spawn(Arc::clone(&stage.crowd).run(PACE / u32::try_from(supporters / 200 + 1).unwrap_or(u32::MAX)));
    let desk = tokio::spawn(open_desk(Arc::clone(&stage.crowd), stage.people.clone()));
    let ended = tokio::select! {
        ended = perform(&mut stage, &mut counters, &state, asked) => ended,
        () = stop.told() => Ok(()),
    };
    crowd.abort();
    desk.abort();
    // The page's event streams end with their source.
    drop(state);
    voice.say("Ending: the bot finishes what it does, then everything is removed.");
    stage.end().await;
    ended
}

/// Opens the desk on the organiser's phone once there is something to see.
async fn open_desk(crowd: Arc<Crowd>, people: People) {
    if people.start(ORGANISER, None).is_ok() && crowd.until(|so_far| so_far.subscribed == crowd.size(), GREETING).await
    {
        // Whoever blocked the bot meanwhile opens it by hand.
        let _ = people.say(ORGANISER, "/desk");
    }
}

/// Does what the page asks and keeps its counters; ends only where the bot has ended by itself.
async fn perform(
    stage: &mut Stage,
    counters: &mut Counters,
    state: &watch::Sender<String>,
    mut asked: mpsc::Receiver<Act>,
) -> Result<(), DemoError> {
    let mut glance = interval(GLANCE);
    glance.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut seen = None;
    loop {
        tokio::select! {
            Some(act) = asked.recv() => {
                counters.busy = true;
                publish(state, counters);
                match act {
                    Act::Call => call(stage, counters, state).await?,
                    Act::Kill => kill(stage, counters, state).await?,
                }
                counters.busy = false;
                seen = None;
            }
            _ = glance.tick() => {
                stage.bot_alive()?;
                let stats = stage.people.stats();
                let now = Some((stats.accepted, stats.updates, stats.requests));
                if seen == now {
                    continue;
                }
                seen = now;
            }
        }
        if look(stage, counters).await.is_err() {
            // A bot that is alive answers the next time.
            stage.bot_alive()?;
        }
        publish(state, counters);
    }
}

/// Waits until the whole crowd has subscribed, and keeps counting: who joins while an alert goes out may get it or not, and
/// nobody could tell afterwards whether somebody was left out.
async fn gather(stage: &mut Stage, counters: &mut Counters, state: &watch::Sender<String>) -> Result<(), DemoError> {
    let end = Instant::now() + GREETING;
    while !stage.crowd.until(|so_far| so_far.subscribed == stage.crowd.size(), GLANCE).await && Instant::now() < end {
        stage.bot_alive()?;
        look(stage, counters).await?;
        publish(state, counters);
    }
    Ok(())
}

/// Sends the call as an organiser does at the server, and keeps counting until it is out.
async fn call(stage: &mut Stage, counters: &mut Counters, state: &watch::Sender<String>) -> Result<(), DemoError> {
    gather(stage, counters, state).await?;
    let id = stage.send(Kind::Call).await?;
    loop {
        stage.bot_alive()?;
        let status = stage.status(&id).await?;
        look(stage, counters).await?;
        publish(state, counters);
        if status.state.stands_still() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
}

/// Kills the bot while an alert goes out, and tells what became of it.
async fn kill(stage: &mut Stage, counters: &mut Counters, state: &watch::Sender<String>) -> Result<(), DemoError> {
    gather(stage, counters, state).await?;
    let mut shown = counters.clone();
    let done = stage
        .crash(Kind::News, |phase, crash| {
            shown.bot.state = if phase == "killed" { "killed" } else { "running" };
            shown.crash = Some(CrashLine::of(phase, crash));
            publish(state, &shown);
        })
        .await;
    counters.bot = BotLine { state: "running", starts: stage.starts };
    counters.crash = Some(match done {
        Ok(crash) => CrashLine::of("done", crash),
        // It is told on the page; where the bot itself is gone, the demo ends.
        Err(error @ DemoError::Slow(_)) => {
            CrashLine { phase: "failed", error: Some(error.to_string()), ..CrashLine::default() }
        }
        Err(error) => return Err(error),
    });
    Ok(())
}

/// Asks the bot for its totals and the supporter's phone for what she has done.
async fn look(stage: &Stage, counters: &mut Counters) -> Result<(), DemoError> {
    let stats: Stats = stage.ask(Request::Stats {}).await?;
    counters.subscribers = Some(stats.subscribers);
    counters.pledges = Some(stats.pledges);
    let list: AlertList = stage.ask(Request::AlertList {}).await?;
    let mut calls = Vec::new();
    for alert in list.alerts.iter().filter(|alert| alert.sequence > 0) {
        let status: AlertStatus = stage.ask(Request::AlertStatus { id: alert.id.clone() }).await?;
        calls.push(CallLine { sequence: alert.sequence, delivered: status.delivered });
    }
    counters.delivered = calls.iter().map(|call| call.delivered).sum();
    counters.calls = calls;
    let hers = stage.messages(SUPPORTER);
    let said = |message: Message<'_>| {
        hers.iter().any(|shown| Language::ALL.into_iter().any(|language| stage.says(&shown.text, language, message)))
    };
    counters.supporter.subscribed |= said(Message::Subscribed { day: VALUE_TEXT });
    counters.supporter.pledged |= said(Message::PledgeCounted { kinds: VALUE_TEXT, total: 0 })
        || said(Message::PledgeCountedReply { kinds: VALUE_TEXT, total: 0 });
    Ok(())
}

fn publish(state: &watch::Sender<String>, counters: &Counters) {
    let new = counters.text();
    state.send_if_modified(|old| {
        let changed = *old != new;
        if changed {
            *old = new;
        }
        changed
    });
}

fn routes(acts: mpsc::Sender<Act>) -> Router {
    let ask = |act: Act| post(async move |State(acts): State<mpsc::Sender<Act>>| take(&acts, act));
    Router::new().route("/demo/call", ask(Act::Call)).route("/demo/kill", ask(Act::Kill)).with_state(acts)
}

fn take(acts: &mpsc::Sender<Act>, act: Act) -> Response {
    match acts.try_send(act) {
        Ok(()) => (StatusCode::ACCEPTED, Json(json!({}))).into_response(),
        Err(_) => {
            let body = json!({ "error": "The demo is still busy with what you asked before. Try again in a moment." });
            (StatusCode::CONFLICT, Json(body)).into_response()
        }
    }
}

fn options(disk: std::path::PathBuf, public: &str, state: watch::Receiver<String>) -> PhonesOptions {
    let person = |id: i64, (first, last): (&str, &str), language: Language| Person {
        id,
        name: format!("{first} {last}"),
        language: language.code().to_owned(),
    };
    let suggestion = |label: &str, query: &str| Suggestion { label: label.to_owned(), query: query.to_owned() };
    let (first, _) = SUPPORTER_NAMES;
    PhonesOptions {
        supporter: person(SUPPORTER, SUPPORTER_NAMES, Language::Belarusian),
        organiser: person(ORGANISER, ORGANISER_NAMES, Language::English),
        languages: Language::ALL
            .map(|language| LanguageChoice { code: language.code().to_owned(), name: language.own_name().to_owned() })
            .to_vec(),
        reply: "Мы з вамі. Салідарнасць!".to_owned(),
        suggestions: vec![
            suggestion("name", first),
            suggestion("id", &SUPPORTER.to_string()),
            suggestion("words", "Салідарнасць"),
            suggestion("language", Language::Belarusian.own_name()),
        ],
        public_page: Some(format!("{public}/")),
        disk,
        state,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn one_wish_at_a_time() {
        let (acts, _asked) = mpsc::channel(1);
        assert_eq!(take(&acts, Act::Call).status(), StatusCode::ACCEPTED);
        assert_eq!(take(&acts, Act::Kill).status(), StatusCode::CONFLICT);
    }
}

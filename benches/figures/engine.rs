//! klich without a limit, which klich.toml does not allow: the engine with courier and encrypted ledger, or the whole bot.

use std::path::Path;
use std::sync::Arc;

use futures::FutureExt as _;
use jiff::Timestamp;
use klich::alert::{Alert, AlertFile, Alerts, Rules};
use klich::audience::Audience;
use klich::broadcast::{Broadcasts, Engine, Happened, Post, Rendered};
use klich::config::Config;
use klich::seal::Quorum;
use klich::telegram::{Button, Client, Courier, CourierOptions, Keyboard, Lane, Token};
use klich::text::{Html, Language};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::home::open;
use crate::process::obey;

/// Sends in flight, for klich and for teloxide.
pub const IN_FLIGHT: usize = 50;

/// More than any machine sends in a second.
const WITHOUT_LIMIT: u32 = 1_000_000;

/// The message of the comparison.
pub const TEXT: &str = "A measurement, and no call: on 16 November nothing happens, and nobody has to come.";

/// The buttons under it: label and data.
pub const BUTTONS: [[(&str, &str); 2]; 2] =
    [[("I stand up", "call.k7x2m9qa.sign"), ("Other ways", "pledge")], [("The demands", "demands"), ("Help", "help")]];

/// Broadcasts to everyone in a home, as often as it is told to.
pub fn run(url: &str, token: &str, home: &Path) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let vault = open(home);
    let rules = Rules { campaign: "bench".to_owned(), quorum: Quorum::default(), circles: Vec::new() };
    let (audience, alerts) = (Audience::new(Arc::clone(&vault)), Alerts::new(Arc::clone(&vault), rules));
    let broadcasts = Broadcasts::new(vault, alerts.clone(), audience.clone());
    let (notices, mut heard) = mpsc::channel(1);
    runtime.block_on(async {
        let options = CourierOptions { in_flight: IN_FLIGHT, ..CourierOptions::new(WITHOUT_LIMIT) };
        let courier = Courier::start(Client::new(url, Token::parse(token).unwrap()).unwrap(), options);
        let post_in = |lane: Lane| -> Post {
            let courier = courier.clone();
            Arc::new(move |outgoing, wanted| {
                let courier = courier.clone();
                async move { courier.send_if(lane, outgoing, wanted).await }.boxed()
            })
        };
        let engine = Engine {
            broadcasts: broadcasts.clone(),
            audience,
            post: post_in(Lane::Broadcast),
            recall: post_in(Lane::Recall),
            render: Arc::new(render),
            discreet: Arc::new(|alert, language| render(alert, language, "…")),
            for_one: Arc::new(|_, _| Ok(None)),
            notices,
            // Sent to and not yet on the disk: what is answered while the disk works does not keep others waiting.
            window: 4 * IN_FLIGHT,
        };
        tokio::spawn(engine.run(CancellationToken::new()));
    });
    let mut sequence = 0;
    obey(|| {
        sequence += 1;
        let file = format!(
            "kind = \"call\"\ncampaign = \"bench\"\nsequence = {sequence}\nexpires = 2999-01-01T00:00:00Z\ntext.en = \"{TEXT}\""
        );
        let alert = alerts.submit(&AlertFile::parse(&file).unwrap(), Timestamp::now()).unwrap();
        broadcasts.wake();
        let notice = heard.blocking_recv().unwrap();
        assert_eq!((notice.alert, notice.what), (alert, Happened::Finished));
    });
}

fn render(_: &Alert, _: Language, text: &str) -> Rendered {
    let button = |(label, data): (&str, &str)| Button::Press { label: label.to_owned(), data: data.to_owned() };
    let keyboard = BUTTONS.map(|row| row.map(button).into()).into();
    Rendered { text: Html::escape(text), keyboard: Arc::new(Keyboard(keyboard)) }
}

/// Runs the bot of the home that this process was started in, as `klich run` does, but without its limit.
pub fn run_bot() {
    let mut loaded = Config::load(Path::new("klich.toml")).unwrap();
    loaded.config.telegram.messages_per_second = WITHOUT_LIMIT;
    klich::app::run(loaded).unwrap();
}

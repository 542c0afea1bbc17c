//! Tells organisers at last that everything was wiped, also where the bot was locked, or had only just begun to start.

use std::time::Duration;

use crate::app::setup::client;
use crate::app::wiping::Wiper;
use crate::config::Config;
use crate::telegram::{Courier, CourierOptions, Lane, Outcome};

/// How long the last words to organisers may take.
pub(super) const LAST_WORDS: Duration = Duration::from_secs(5);

/// Says what is still to be said, through a courier that serves nobody else from now on.
pub(super) async fn say_farewell(courier: &Courier, wiper: &Wiper) {
    courier.keep_to_organisers();
    let last_words = wiper.take_farewells().into_iter().map(|outgoing| courier.send(Lane::Organiser, outgoing));
    let said = tokio::time::timeout(LAST_WORDS, futures::future::join_all(last_words)).await;
    if !said.is_ok_and(|outcomes| outcomes.iter().all(|outcome| matches!(outcome, Outcome::Delivered(_)))) {
        tracing::warn!("not every organiser could be told");
    }
}

/// As [`say_farewell`], where no courier was started; does nothing where all was said.
pub(super) async fn say_what_is_left(config: &Config, wiper: &Wiper) {
    if wiper.has_nothing_to_say() {
        return;
    }
    match client(config) {
        Ok(client) => {
            let courier = Courier::start(client, CourierOptions::new(config.telegram.messages_per_second));
            say_farewell(&courier, wiper).await;
        }
        Err(_) => tracing::warn!("no organiser could be told"),
    }
}

//! The room that talks to the Bot API, against the sandbox.

mod courier;
mod download;
mod listener;
mod registration;

use std::{sync::Arc, time::Duration};

use klich::{
    sandbox::{NewUser, Options, People, Sandbox},
    telegram::{ChatId, Client, Inbox, Lane, Outgoing, Token},
    text::Html,
    vault::Vault,
};

/// Long enough for a machine that does much else; nothing waits that long where all is well.
pub const LONG: Duration = Duration::from_secs(30);

/// A sandbox and a client that talks to it.
pub struct World {
    pub sandbox: Sandbox,
    pub people: People,
    pub client: Client,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).await.unwrap();
        let client = Client::new(&sandbox.url(), Token::parse(sandbox.token()).unwrap()).unwrap();
        Self { people: sandbox.people(), sandbox, client }
    }

    /// Adds a person who has started the bot.
    pub fn person(&self) -> ChatId {
        let id = self.people.add(NewUser::named("Ala", "be")).unwrap();
        self.people.start(id, None).unwrap();
        ChatId(id.0)
    }
}

pub fn inbox() -> Arc<Inbox> {
    Inbox::new(Vault::in_memory()).unwrap()
}

pub fn message(chat: ChatId, text: &str) -> Outgoing {
    Outgoing::Message { chat, text: Html::escape(text), keyboard: None, reply_to: None, protect: false }
}

pub const LANES: [Lane; 4] = [Lane::Answer, Lane::Organiser, Lane::Broadcast, Lane::Recall];

pub async fn until(what: &str, reached: impl Fn() -> bool) {
    tokio::time::timeout(LONG, async {
        while !reached() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .unwrap_or_else(|_| panic!("never: {what}"));
}

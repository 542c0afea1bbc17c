//! The rules of the Bot API over HTTP, as a bot meets them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use super::*;

mod api;
mod flow;
mod hook;
mod side;
mod understood;

/// A sandbox, a person who has started the bot, and a bot that asks over HTTP.
struct Stage {
    sandbox: Sandbox,
    people: People,
    client: Client,
    user: UserId,
}

/// Options without limits, so that a test meets only what it is about.
fn free() -> Options {
    Options { rate: None, chat_limits: false, local: true, ..Options::default() }
}

impl Stage {
    async fn new(options: Options) -> Stage {
        let sandbox = Sandbox::start(options).await.unwrap();
        let people = sandbox.people();
        let user = people.add(NewUser::named("Alena", "be")).unwrap();
        people.start(user, None).unwrap();
        let stage = Stage { sandbox, people, client: Client::builder().no_proxy().build().unwrap(), user };
        stage.call("getUpdates", json!({"offset": -1})).await;
        let last = stage.ok("getUpdates", json!({})).await;
        stage.ok("getUpdates", json!({"offset": last[0]["update_id"].as_i64().unwrap() + 1})).await;
        stage
    }

    fn method(&self, name: &str) -> String {
        format!("{}/bot{}/{name}", self.sandbox.url(), self.sandbox.token())
    }

    async fn try_call(&self, name: &str, body: Value) -> reqwest::Result<(StatusCode, Value)> {
        let response = self.client.post(self.method(name)).json(&body).send().await?;
        Ok((response.status(), response.json().await?))
    }

    /// Calls a method; the status must be the body's `error_code`.
    async fn call(&self, name: &str, body: Value) -> (StatusCode, Value) {
        let (status, body) = self.try_call(name, body).await.unwrap();
        assert_eq!(status.as_u16(), body["error_code"].as_u64().unwrap_or(200) as u16);
        assert_eq!(body["ok"].as_bool(), Some(status.is_success()));
        (status, body)
    }

    async fn ok(&self, name: &str, body: Value) -> Value {
        let (status, body) = self.call(name, body).await;
        assert!(status.is_success(), "{body}");
        body["result"].clone()
    }

    /// Calls a method that must be refused; gives the description.
    async fn refused(&self, name: &str, body: Value) -> String {
        let (status, body) = self.call(name, body).await;
        assert!(!status.is_success(), "{body}");
        body["description"].as_str().unwrap().to_owned()
    }

    async fn send(&self, text: &str) -> Value {
        self.ok("sendMessage", json!({"chat_id": self.user, "text": text})).await
    }

    /// The updates that wait; they are confirmed at once.
    async fn updates(&self) -> Vec<Value> {
        let updates = self.ok("getUpdates", json!({})).await.as_array().unwrap().clone();
        if let Some(last) = updates.last() {
            self.ok("getUpdates", json!({"offset": last["update_id"].as_i64().unwrap() + 1})).await;
        }
        updates
    }

    fn view(&self) -> ChatView {
        self.people.chat(self.user).unwrap()
    }
}

//! The webhook.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use tokio::net::TcpListener;

use super::*;

type Seen = Arc<Mutex<Vec<(Option<String>, Value)>>>;

/// A webhook that refuses its first `refuse` requests and keeps all of them.
async fn listen(refuse: usize, answer: &'static str) -> (String, Seen) {
    let seen: Seen = Arc::default();
    let hook = async move |State(seen): State<Seen>, headers: HeaderMap, body: String| {
        let secret = headers.get("x-telegram-bot-api-secret-token").map(|secret| secret.to_str().unwrap().to_owned());
        let mut seen = seen.lock().unwrap();
        seen.push((secret, serde_json::from_str(&body).unwrap()));
        if seen.len() <= refuse {
            (axum::http::StatusCode::SERVICE_UNAVAILABLE, "")
        } else {
            (axum::http::StatusCode::OK, answer)
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = Router::new().route("/hook", post(hook)).with_state(seen.clone());
    tokio::spawn(axum::serve(listener, router).into_future());
    (url, seen)
}

async fn pending(stage: &Stage, wanted: u64) -> Value {
    loop {
        let info = stage.ok("getWebhookInfo", json!({})).await;
        if info["pending_update_count"].as_u64() == Some(wanted) {
            return info;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn updates_are_posted_until_they_are_taken() {
    let stage = Stage::new(Options { webhook_retry: Duration::from_millis(1), ..free() }).await;
    let (url, seen) = listen(2, "").await;
    let set = json!({"url": url, "secret_token": "S-e_1", "max_connections": 5, "allowed_updates": ["message"]});
    let (_, body) = stage.call("setWebhook", set).await;
    assert_eq!(body["description"], "Webhook was set");
    stage.people.say(stage.user, "1").unwrap();
    stage.people.say(stage.user, "2").unwrap();
    let info = pending(&stage, 0).await;
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 503 Service Unavailable");
    assert_eq!((&info["max_connections"], &info["allowed_updates"]), (&json!(5), &json!(["message"])));
    let seen = seen.lock().unwrap().clone();
    let texts: Vec<_> = seen.iter().map(|(_, update)| update["message"]["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["1", "1", "1", "2"], "a chat's next update waits for the one before it");
    assert!(seen.iter().all(|(secret, _)| secret.as_deref() == Some("S-e_1")));
}

#[tokio::test]
async fn polls_and_webhooks_exclude_each_other() {
    let stage = Stage::new(free()).await;
    let (url, seen) = listen(0, r#"{"method":"sendMessage","chat_id":200000001,"text":"taken"}"#).await;
    stage.people.say(stage.user, "dropped").unwrap();
    stage.ok("setWebhook", json!({"url": url, "drop_pending_updates": true})).await;
    assert_eq!(
        stage.refused("getUpdates", json!({})).await,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    stage.people.say(stage.user, "hi").unwrap();
    let answered = |view: &ChatView| view.last().is_some_and(|message| message.text == "taken");
    stage.people.wait_for(stage.user, answered, Duration::from_secs(30)).await.unwrap();
    assert_eq!(seen.lock().unwrap().len(), 1);
    let (_, body) = stage.call("deleteWebhook", json!({})).await;
    assert_eq!(body["description"], "Webhook was deleted");
    stage.ok("getUpdates", json!({})).await;
}

#[tokio::test]
async fn rules_of_webhooks() {
    let stage = Stage::new(Options { local: false, ..free() }).await;
    let set = async |body: Value| stage.refused("setWebhook", body).await;
    let address = "https://bot.example.org/hook";
    assert_eq!(
        set(json!({"url": "http://127.0.0.1:1/"})).await,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    );
    assert_eq!(
        set(json!({"url": address, "secret_token": "a b"})).await,
        "Bad Request: secret token contains unallowed characters"
    );
    assert_eq!(
        set(json!({"url": address, "secret_token": "a".repeat(257)})).await,
        "Bad Request: secret token is too long"
    );
    stage.ok("setWebhook", json!({"url": address})).await;
    stage.ok("setWebhook", json!({"url": ""})).await;
}

#[tokio::test]
async fn webhooks_get_updates_twice_where_ordered() {
    let stage = Stage::new(free()).await;
    let (url, seen) = listen(0, "").await;
    stage.people.fault(Fault::new(FaultKind::Duplicate).times(1));
    stage.ok("setWebhook", json!({"url": url})).await;
    stage.people.say(stage.user, "1").unwrap();
    pending(&stage, 0).await;
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].1, seen[1].1);
}

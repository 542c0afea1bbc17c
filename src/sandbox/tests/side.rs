//! The people's side over HTTP, and the guard.

use super::*;

impl Stage {
    async fn side(&self, path: &str, body: Value) -> (u16, Value) {
        let response =
            self.client.post(format!("{}/sandbox/{path}", self.sandbox.url())).json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn look(&self, path: &str) -> Value {
        self.client.get(format!("{}/sandbox/{path}", self.sandbox.url())).send().await.unwrap().json().await.unwrap()
    }
}

#[tokio::test]
async fn a_person_lives_over_http() {
    let stage = Stage::new(free()).await;
    let (_, body) = stage.side("users", json!({"first_name": "Jan", "language_code": "pl"})).await;
    let id = body["id"].as_i64().unwrap();
    let (_, body) = stage.side(&format!("users/{id}/start"), json!({"payload": "abc"})).await;
    assert!(body["message_id"].is_i64());
    let update = &stage.updates().await[0]["message"];
    assert_eq!(
        (&update["text"], &update["entities"]),
        (&json!("/start abc"), &json!([{"type": "bot_command", "offset": 0, "length": 6}]))
    );
    let keyboard = json!({"inline_keyboard": [[{"text": "a", "callback_data": "d"}]]});
    let sent = stage
        .ok("sendMessage", json!({"chat_id": id, "text": "<i>x</i>", "parse_mode": "HTML", "reply_markup": keyboard}))
        .await;
    let message = sent["message_id"].clone();
    let (_, body) = stage.side(&format!("users/{id}/press"), json!({"message_id": message, "data": "d"})).await;
    assert!(body["callback_query_id"].is_string());
    assert_eq!(stage.side(&format!("users/{id}/press"), json!({"message_id": message, "data": "e"})).await.0, 409);
    stage.side(&format!("users/{id}/messages"), json!({"text": "so do I", "reply_to": message})).await;
    let chat = stage.look(&format!("users/{id}/chat")).await;
    assert_eq!((&chat["messages"][1]["from"], &chat["messages"][1]["html"]), (&json!("bot"), &json!("<i>x</i>")));
    assert_eq!((&chat["messages"][2]["reply_to"], &chat["user"]["first_name"]), (&message, &json!("Jan")));
    assert_eq!(stage.look("users").await.as_array().unwrap().len(), 2);
    assert_eq!(stage.side("users/5/messages", json!({"text": "x"})).await.0, 404);
    let (status, body) = stage.side("users", json!({"nickname": "x"})).await;
    assert!(status == 400 && body["error"].as_str().unwrap().contains("nickname"));
    for action in ["block", "unblock", "deactivate"] {
        assert_eq!(stage.side(&format!("users/{id}/{action}"), json!({})).await.0, 200, "{action}");
    }
}

#[tokio::test]
async fn mini_app_data_needs_a_button() {
    let stage = Stage::new(free()).await;
    let path = format!("users/{}/web-app-data", stage.user.0);
    let body = json!({"data": "k1.x", "button_text": "Pledge"});
    assert_eq!(stage.side(&path, body.clone()).await.0, 409);
    let keyboard = json!({"keyboard": [[{"text": "Pledge", "web_app": {"url": "https://app.example.org/"}}]]});
    stage.ok("sendMessage", json!({"chat_id": stage.user, "text": "a", "reply_markup": keyboard})).await;
    assert_eq!(stage.side(&path, body).await.0, 200);
    assert_eq!(stage.updates().await[0]["message"]["web_app_data"], json!({"data": "k1.x", "button_text": "Pledge"}));
    assert_eq!(stage.side(&path, json!({"data": "x".repeat(4097), "button_text": "Pledge"})).await.0, 400);
    assert_eq!(stage.view().keyboard, Some(keyboard));
}

#[tokio::test]
async fn steering_over_http() {
    let stage = Stage::new(free()).await;
    assert_eq!(
        stage.side("users/bulk", json!({"first_id": 1, "count": 1_000_000, "language_code": "lt"})).await.0,
        200
    );
    stage.ok("sendMessage", json!({"chat_id": 999_999, "text": "a"})).await;
    let (_, body) = stage
        .side(
            "updates",
            json!({"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -5, "type": "channel", "title": "x"}}}),
        )
        .await;
    assert_eq!(stage.updates().await[0]["update_id"], body["update_id"]);
    assert_eq!(stage.side("faults", json!({"kind": "too_many", "times": 1})).await.0, 200);
    assert_eq!(stage.look("faults").await[0]["kind"], "too_many");
    stage.client.delete(format!("{}/sandbox/faults", stage.sandbox.url())).send().await.unwrap();
    assert_eq!(stage.side("clock", json!({"advance_seconds": 60})).await.0, 200);
    assert_eq!(stage.side("rate", json!({"per_second": 5})).await.0, 200);
    assert_eq!(stage.look("stats").await["accepted"], 1);
    assert_eq!(stage.look("problems").await, json!([]));
    let id = stage.user.0;
    let (_, sent) = stage.side(&format!("users/{id}/document"), json!({"file_name": "a.age", "base64": "YWdl"})).await;
    assert!(sent["message_id"].is_i64());
    assert_eq!(stage.updates().await[0]["message"]["document"]["file_name"], "a.age");
}

#[tokio::test]
async fn events_tell_what_changed() {
    let stage = Stage::new(free()).await;
    let url = format!("{}/sandbox/events?users={}", stage.sandbox.url(), stage.user.0);
    let mut events = stage.client.get(url).send().await.unwrap();
    stage.send("hello").await;
    let event = events.chunk().await.unwrap().unwrap();
    assert_eq!(
        std::str::from_utf8(&event).unwrap(),
        format!("data: {{\"kind\":\"message\",\"user\":{}}}\n\n", stage.user.0)
    );
}

#[tokio::test]
async fn foreign_hosts_and_origins_are_refused() {
    let pages = axum::Router::new().route("/", axum::routing::get(async || "page"));
    let stage = Stage::new(Options { pages: Some(pages), ..free() }).await;
    let get = |name: &str, value: &str| stage.client.get(stage.sandbox.url()).header(name, value).send();
    assert_eq!(get("host", "evil.example.org").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(get("origin", "https://evil.example.org").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(get("origin", &stage.sandbox.url()).await.unwrap().text().await.unwrap(), "page");
}

#[tokio::test]
async fn it_stops_while_somebody_waits() {
    let stage = Stage::new(free()).await;
    let url = stage.method("getUpdates");
    let poll = tokio::spawn(stage.client.post(url).json(&json!({"timeout": 50})).send());
    while stage.people.stats().requests < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let address = stage.sandbox.addr();
    stage.sandbox.stop().await;
    poll.await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

//! What happens over time: updates, presses, limits, faults.

use super::*;

#[tokio::test]
async fn a_reply_carries_the_message_and_its_keyboard() {
    let stage = Stage::new(free()).await;
    let keyboard = json!({"inline_keyboard": [[{"text": "I stand", "callback_data": "stand"}]]});
    let body = json!({"chat_id": stage.user, "text": "<b>Call</b>", "parse_mode": "HTML", "reply_markup": keyboard});
    let call = stage.ok("sendMessage", body).await["message_id"].as_i64().unwrap();
    stage.people.reply(stage.user, call, "so do I").unwrap();
    let update = &stage.updates().await[0]["message"];
    let earlier = &update["reply_to_message"];
    assert_eq!(
        (&earlier["text"], &earlier["from"]["is_bot"], &earlier["reply_markup"]),
        (&json!("Call"), &json!(true), &keyboard)
    );
    assert_eq!(earlier["entities"][0]["type"], "bold");
    assert_eq!((&update["from"]["language_code"], &update["chat"]["id"]), (&json!("be"), &json!(stage.user)));
}

#[tokio::test]
async fn presses_and_their_answers() {
    let stage = Stage::new(free()).await;
    let keyboard = json!({"inline_keyboard": [[{"text": "a", "callback_data": "yes"}]]});
    let sent = stage.ok("sendMessage", json!({"chat_id": stage.user, "text": "?", "reply_markup": keyboard})).await;
    let id = sent["message_id"].as_i64().unwrap();
    assert!(matches!(stage.people.press(stage.user, id, "no"), Err(PeopleError::NoButton)));
    let query = stage.people.press(stage.user, id, "yes").unwrap();
    let update = stage.updates().await[0]["callback_query"].clone();
    assert_eq!(
        (&update["id"], &update["data"], &update["message"]["text"]),
        (&json!(query), &json!("yes"), &json!("?"))
    );
    let answer = |id: &str, text: &str| json!({"callback_query_id": id, "text": text, "show_alert": true});
    assert_eq!(
        stage.refused("answerCallbackQuery", answer(&query, &"ж".repeat(201))).await,
        "Bad Request: MESSAGE_TOO_LONG"
    );
    stage.ok("answerCallbackQuery", answer(&query, "thanks")).await;
    assert_eq!((stage.view().answers[0].text.as_str(), stage.view().answers[0].show_alert), ("thanks", true));
    let too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    assert_eq!(stage.refused("answerCallbackQuery", answer(&query, "again")).await, too_old);
    let forged = stage.people.forge(stage.user, 4321, "drop table").unwrap();
    assert_eq!(stage.updates().await[0]["callback_query"]["message"]["date"], 0);
    stage.people.advance(Duration::from_secs(151));
    assert_eq!(stage.refused("answerCallbackQuery", answer(&forged, "late")).await, too_old);
}

#[tokio::test]
async fn updates_wait_until_they_are_confirmed() {
    let stage = Stage::new(free()).await;
    for n in 0..150 {
        stage.people.say(stage.user, &n.to_string()).unwrap();
    }
    let first = stage.ok("getUpdates", json!({"limit": 3})).await;
    assert_eq!(first.as_array().unwrap().len(), 3);
    assert_eq!(stage.ok("getUpdates", json!({"limit": 500})).await.as_array().unwrap().len(), 100);
    let id = first[0]["update_id"].as_i64().unwrap();
    assert_eq!(stage.ok("getUpdates", json!({"offset": id + 149})).await[0]["message"]["text"], "149");
    stage.people.advance(Duration::from_secs(24 * 3600));
    assert_eq!(stage.ok("getUpdates", json!({"offset": id + 149})).await, json!([]));
}

#[tokio::test]
async fn a_long_poll_is_answered_when_something_comes() {
    let stage = Stage::new(free()).await;
    let poll = stage.ok("getUpdates", json!({"timeout": 50}));
    let speak = async {
        tokio::task::yield_now().await;
        stage.people.say(stage.user, "hello").unwrap();
    };
    let (updates, ()) = tokio::join!(poll, speak);
    assert_eq!(updates[0]["message"]["text"], "hello");
}

#[tokio::test]
async fn the_newer_poll_ends_the_older_one() {
    let stage = Stage::new(free()).await;
    let older = stage.call("getUpdates", json!({"timeout": 50}));
    let newer = async {
        loop {
            stage.ok("getUpdates", json!({})).await;
        }
    };
    let (status, body) = tokio::select! {
        answer = older => answer,
        () = newer => unreachable!(),
    };
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        body["description"]
            .as_str()
            .unwrap()
            .starts_with("Conflict: terminated by other getUpdates request; make sure")
    );
}

#[tokio::test]
async fn limits_answer_429_with_both_numbers() {
    let stage = Stage::new(Options { rate: Some(3), rate_slack: 0, chat_limits: false, ..Options::default() }).await;
    stage.people.add_many(UserId(1), 100, Some("pl")).unwrap();
    let mut limited = None;
    for id in 1..=100 {
        let response = stage
            .client
            .post(stage.method("sendMessage"))
            .json(&json!({"chat_id": id, "text": "a"}))
            .send()
            .await
            .unwrap();
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            limited = Some(response);
            break;
        }
    }
    let response = limited.unwrap();
    assert_eq!(response.headers()["retry-after"], "1");
    assert_eq!(
        response.text().await.unwrap(),
        r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}"#
    );
    let stats = stage.people.stats();
    assert!(stats.most_in_a_second <= 3 && stats.too_many == 1 && stats.doubles == 0, "{stats:?}");
    stage.people.rate(None);
    stage.ok("sendMessage", json!({"chat_id": 50, "text": "a"})).await;
    assert_eq!(stage.people.problems(), []);
}

#[tokio::test]
async fn a_single_chat_is_limited_and_time_helps() {
    let stage = Stage::new(Options { rate: None, ..Options::default() }).await;
    let body = json!({"chat_id": stage.user, "text": "a"});
    while stage.call("sendMessage", body.clone()).await.0.is_success() {}
    stage.people.advance(Duration::from_secs(60));
    stage.ok("sendMessage", body).await;
    assert!(stage.people.stats().doubles >= 5);
}

#[tokio::test]
async fn faults_happen_as_ordered() {
    let stage = Stage::new(free()).await;
    let body = json!({"chat_id": stage.user, "text": "a"});
    stage.people.fault(Fault::new(FaultKind::Status).method("sendMessage").times(1));
    let (status, answer) = stage.call("sendMessage", body.clone()).await;
    assert_eq!((status.as_u16(), answer["description"].as_str()), (500, Some("Internal Server Error: restart")));
    stage.people.fault(Fault::new(FaultKind::Html).times(1));
    let html = stage.client.post(stage.method("sendMessage")).json(&body).send().await.unwrap();
    assert_eq!(html.status(), StatusCode::BAD_GATEWAY);
    assert!(html.text().await.unwrap().starts_with("<html>"));
    stage.people.fault(Fault::new(FaultKind::Drop).times(1));
    assert!(stage.try_call("sendMessage", body.clone()).await.is_err());
    assert_eq!(stage.view().from_bot().count(), 0, "nothing of this was done");
    stage.people.fault(Fault::new(FaultKind::Lost).chat(stage.user.0).times(1));
    assert!(stage.try_call("sendMessage", body.clone()).await.is_err());
    assert_eq!(stage.view().from_bot().count(), 1, "it was done, only the answer was lost");
    stage.people.fault(Fault { retry_after: Some(9), ..Fault::new(FaultKind::TooMany).times(1) });
    assert_eq!(stage.call("sendMessage", body.clone()).await.1["parameters"]["retry_after"], 9);
    stage.people.fault(Fault::new(FaultKind::Hang).times(1));
    let hung = stage.client.post(stage.method("getMe")).timeout(Duration::from_millis(200)).send().await;
    assert!(hung.unwrap_err().is_timeout());
    stage.ok("sendMessage", body).await;
    assert!(stage.people.faults().is_empty());
}

#[tokio::test]
async fn updates_come_twice_or_in_reverse() {
    let stage = Stage::new(free()).await;
    stage.people.say(stage.user, "1").unwrap();
    stage.people.say(stage.user, "2").unwrap();
    let texts = |updates: Vec<Value>| {
        updates.iter().map(|update| update["message"]["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    stage.people.fault(Fault::new(FaultKind::Reorder).times(1));
    let reversed = stage.ok("getUpdates", json!({})).await.as_array().unwrap().clone();
    assert_eq!(texts(reversed), ["2", "1"]);
    stage.updates().await;
    stage.people.say(stage.user, "3").unwrap();
    stage.people.fault(Fault::new(FaultKind::Duplicate).times(1));
    assert_eq!(texts(stage.updates().await), ["2", "3"]);
}

#[tokio::test]
async fn a_group_shows_the_bot_only_what_concerns_it() {
    let stage = Stage::new(free()).await;
    stage.people.add_group(-9, "supergroup", "Plant").unwrap();
    let sent = stage.ok("sendMessage", json!({"chat_id": -9, "text": "hello"})).await;
    let to = MessageId(sent["message_id"].as_i64().unwrap());
    for (text, reply) in [("among us", None), ("/help", None), ("hey @klich_sandbox_bot", None), ("yes", Some(to))] {
        stage.people.say_in(-9, stage.user, text, reply).unwrap();
    }
    let texts: Vec<_> = stage.updates().await.iter().map(|update| update["message"]["text"].clone()).collect();
    assert_eq!(texts, ["/help", "hey @klich_sandbox_bot", "yes"]);
}

#[tokio::test]
async fn long_texts_of_people_come_in_pieces() {
    let stage = Stage::new(free()).await;
    stage.people.say(stage.user, &"ж".repeat(10_000)).unwrap();
    let lengths: Vec<_> = stage
        .updates()
        .await
        .iter()
        .map(|update| update["message"]["text"].as_str().unwrap().chars().count())
        .collect();
    assert_eq!(lengths, [4096, 4096, 1808]);
}

#[tokio::test]
async fn garbage_is_refused_and_harms_nothing() {
    let stage = Stage::new(free()).await;
    let large = "x".repeat(64 * 1024);
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        "\"",
        "{\"chat_id\":{}}",
        "{\"chat_id\":1e99,\"text\":\"a\"}",
        "{\"chat_id\":1,\"text\":\"\\ud800\"}",
        &large,
    ];
    for kind in [
        "application/json",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/html",
        "",
    ] {
        for body in bodies {
            let request =
                stage.client.post(stage.method("sendMessage")).header("content-type", kind).body(body.to_owned());
            let status = request.send().await.unwrap().status();
            assert!(status.is_client_error(), "{kind} {body}");
        }
    }
    stage.send("still there").await;
}

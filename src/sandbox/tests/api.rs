//! Requests and refusals: tokens, texts, keyboards, edits, deletions, files.

use super::*;

const DAY: Duration = Duration::from_secs(24 * 3600);

#[tokio::test]
async fn tokens_paths_and_methods() {
    let stage = Stage::new(free()).await;
    let get = async |path: &str| {
        let response = stage.client.get(format!("{}{path}", stage.sandbox.url())).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    let not_found = (404, r#"{"ok":false,"error_code":404,"description":"Not Found"}"#.to_owned());
    assert_eq!(get("/botx/getMe").await, not_found);
    assert_eq!(get("/nowhere").await, not_found);
    let wrong = (401, r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#.to_owned());
    assert_eq!(get("/bot1000001:WRONG/getMe").await, wrong);
    assert_eq!(stage.refused("sendCall", json!({})).await, "Not Found: method not found");
    assert!(stage.refused("sendDice", json!({"chat_id": 1})).await.contains("method sendDice is not implemented"));
    assert_eq!(stage.ok("GETME", json!({})).await["username"], "klich_sandbox_bot");
    assert_eq!(stage.people.problems().len(), 2);
}

#[tokio::test]
async fn a_message_comes_back_plain_with_its_entities() {
    let stage = Stage::new(free()).await;
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]});
    let body =
        json!({"chat_id": stage.user, "text": " <b>ж😀</b> /help ", "parse_mode": "HTML", "reply_markup": keyboard});
    let sent = stage.ok("SendMessage", body).await;
    assert_eq!(sent["text"], "ж😀 /help");
    assert_eq!(
        sent["entities"],
        json!([{"type": "bold", "offset": 0, "length": 3}, {"type": "bot_command", "offset": 4, "length": 5}])
    );
    assert_eq!((&sent["chat"]["type"], &sent["from"]["is_bot"]), (&json!("private"), &json!(true)));
    assert_eq!(sent["reply_markup"], keyboard);
    let view = stage.view();
    assert_eq!(view.last().unwrap().html, "<b>ж😀</b> <span class=\"command\">/help</span>");
    assert_eq!(stage.people.problems(), []);
}

#[tokio::test]
async fn texts_have_limits_in_code_points() {
    let stage = Stage::new(free()).await;
    let text = async |text: String| {
        stage.refused("sendMessage", json!({"chat_id": stage.user, "text": text, "parse_mode": "HTML"})).await
    };
    stage
        .ok(
            "sendMessage",
            json!({"chat_id": stage.user, "text": format!("<b>{}</b>", "😀".repeat(4096)), "parse_mode": "HTML"}),
        )
        .await;
    assert_eq!(text("ж".repeat(4097)).await, "Bad Request: message is too long");
    assert_eq!(text("<b> \n</b>".into()).await, "Bad Request: message text is empty");
    assert_eq!(
        text("ж<b>".into()).await,
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
    );
    assert_eq!(stage.people.problems().len(), 3);
    assert_eq!(stage.people.problems()[0].method, "sendMessage");
}

#[tokio::test]
async fn who_cannot_be_reached() {
    let stage = Stage::new(free()).await;
    let to = async |id: i64| stage.refused("sendMessage", json!({"chat_id": id, "text": "a"})).await;
    assert_eq!(to(987).await, "Bad Request: chat not found");
    let stranger = stage.people.add(NewUser::default()).unwrap();
    assert_eq!(to(stranger.0).await, "Forbidden: bot can't initiate conversation with a user");
    stage.people.block(stage.user).unwrap();
    assert_eq!(to(stage.user.0).await, "Forbidden: bot was blocked by the user");
    let changes = stage.updates().await;
    assert_eq!(changes[0]["my_chat_member"]["new_chat_member"]["status"], "kicked");
    stage.people.unblock(stage.user).unwrap();
    assert_eq!(stage.updates().await[0]["my_chat_member"]["new_chat_member"]["status"], "member");
    stage.people.deactivate(stage.user).unwrap();
    assert_eq!(to(stage.user.0).await, "Forbidden: user is deactivated");
    stage.people.add_group(-7, "group", "Plant").unwrap();
    stage.ok("sendMessage", json!({"chat_id": -7, "text": "a"})).await;
    stage.people.kick(-7, stranger).unwrap();
    assert_eq!(to(-7).await, "Forbidden: bot was kicked from the group chat");
    stage.people.migrate(-7, -1007).unwrap();
    let (_, body) = stage.call("sendMessage", json!({"chat_id": -7, "text": "a"})).await;
    assert_eq!(body["parameters"], json!({"migrate_to_chat_id": -1007}));
    assert_eq!(stage.people.problems(), [], "nothing of this is the request's own fault");
}

#[tokio::test]
async fn edits() {
    let stage = Stage::new(free()).await;
    let id = stage.send("one").await["message_id"].clone();
    let edit = |text: &str, id: &Value| json!({"chat_id": stage.user, "message_id": id, "text": text});
    let edited = stage.ok("editMessageText", edit("two", &id)).await;
    assert!(edited["text"] == "two" && edited["edit_date"].is_i64());
    assert_eq!(
        stage.refused("editMessageText", edit("two", &id)).await,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a \
         current content and reply markup of the message"
    );
    assert_eq!(stage.refused("editMessageText", edit("x", &json!(99))).await, "Bad Request: message to edit not found");
    let theirs = stage.people.say(stage.user, "hi").unwrap();
    assert_eq!(
        stage.refused("editMessageText", edit("x", &json!(theirs))).await,
        "Bad Request: message can't be edited"
    );
    let body = json!({"chat_id": stage.user, "message_id": id, "caption": "x"});
    assert_eq!(
        stage.refused("editMessageCaption", body).await,
        "Bad Request: there is no caption in the message to edit"
    );
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]});
    let body = json!({"chat_id": stage.user, "message_id": id, "reply_markup": keyboard});
    stage.ok("editMessageReplyMarkup", body.clone()).await;
    assert!(stage.refused("editMessageReplyMarkup", body).await.contains("is not modified"));
    stage.ok("editMessageText", edit("two", &id)).await;
    assert!(stage.view().last().unwrap().reply_markup.is_none(), "an edit without a keyboard takes it away");
    stage.people.advance(30 * DAY);
    stage.ok("editMessageText", edit("old ones can be edited", &id)).await;
    let body = json!({"chat_id": stage.user, "text": "a", "reply_markup": {"remove_keyboard": true}});
    let fixed = stage.ok("sendMessage", body).await["message_id"].clone();
    assert_eq!(stage.refused("editMessageText", edit("x", &fixed)).await, "Bad Request: message can't be edited");
    assert_eq!(stage.people.problems(), []);
}

#[tokio::test]
async fn deletions_within_48_hours() {
    let stage = Stage::new(free()).await;
    let own = stage.send("one").await["message_id"].clone();
    let theirs = stage.people.say(stage.user, "secret").unwrap();
    let delete = |id: Value| json!({"chat_id": stage.user, "message_id": id});
    stage.ok("deleteMessage", delete(json!(theirs))).await;
    assert_eq!(stage.refused("deleteMessage", delete(json!(theirs))).await, "Bad Request: message to delete not found");
    stage.people.advance(2 * DAY);
    assert_eq!(stage.refused("deleteMessage", delete(own.clone())).await, "Bad Request: message can't be deleted");
    let new = stage.send("two").await["message_id"].clone();
    let many = |ids: Vec<Value>| json!({"chat_id": stage.user, "message_ids": ids});
    stage.ok("deleteMessages", many(vec![json!(5000), new])).await;
    assert_eq!(stage.refused("deleteMessages", many(vec![own])).await, "Bad Request: message can't be deleted");
    stage.refused("deleteMessages", many((0..101).map(|id| json!(id)).collect())).await;
    assert_eq!(stage.view().messages.iter().filter(|message| message.deleted).count(), 2);
}

#[tokio::test]
async fn replies_to_what_is_not_there() {
    let stage = Stage::new(free()).await;
    let body = |reply: Value| json!({"chat_id": stage.user, "text": "a", "reply_parameters": reply});
    assert_eq!(
        stage.refused("sendMessage", body(json!({"message_id": 77}))).await,
        "Bad Request: message to be replied not found"
    );
    stage.ok("sendMessage", body(json!({"message_id": 77, "allow_sending_without_reply": true}))).await;
    let id = stage.people.say(stage.user, "hi").unwrap();
    assert_eq!(stage.ok("sendMessage", body(json!({"message_id": id}))).await["reply_to_message"]["text"], "hi");
}

#[tokio::test]
async fn files_go_and_come() {
    let stage = Stage::new(free()).await;
    let part = || reqwest::multipart::Part::bytes(b"all that klich holds".to_vec()).file_name("mydata.json");
    let form = reqwest::multipart::Form::new()
        .text("chat_id", stage.user.0.to_string())
        .text("caption", "<i>x</i>")
        .text("parse_mode", "HTML");
    let response =
        stage.client.post(stage.method("sendDocument")).multipart(form.part("document", part())).send().await.unwrap();
    let sent: Value = response.json().await.unwrap();
    let document = &sent["result"]["document"];
    assert_eq!((&document["file_name"], &sent["result"]["caption"]), (&json!("mydata.json"), &json!("x")));
    let again = json!({"chat_id": stage.user, "document": document["file_id"]});
    stage.ok("sendDocument", again.clone()).await;
    let as_photo = json!({"chat_id": stage.user, "photo": document["file_id"]});
    assert_eq!(stage.refused("sendPhoto", as_photo).await, "Bad Request: can't use file of type Document as Photo");
    let file = stage.ok("getFile", json!({"file_id": document["file_id"]})).await;
    let path =
        format!("{}/file/bot{}/{}", stage.sandbox.url(), stage.sandbox.token(), file["file_path"].as_str().unwrap());
    assert_eq!(stage.client.get(path).send().await.unwrap().text().await.unwrap(), "all that klich holds");
    let form = reqwest::multipart::Form::new().text("chat_id", stage.user.0.to_string()).part("foto", part());
    let response = stage.client.post(stage.method("sendDocument")).multipart(form).send().await.unwrap();
    assert!(response.text().await.unwrap().contains("nothing refers to the attached file 'foto'"));
    assert_eq!(stage.view().last().unwrap().document.as_ref().unwrap()["size"], 20);
}

#[tokio::test]
async fn commands_and_texts_of_the_bot() {
    let stage = Stage::new(free()).await;
    let commands = json!([{"command": "help", "description": "дапамога"}]);
    stage
        .ok(
            "setMyCommands",
            json!({"commands": commands, "language_code": "be", "scope": {"type": "all_private_chats"}}),
        )
        .await;
    stage.ok("setMyDescription", json!({"description": "апісанне", "language_code": "be"})).await;
    stage.ok("setChatMenuButton", json!({"menu_button": {"type": "commands"}})).await;
    assert_eq!(stage.view().commands, *commands.as_array().unwrap());
    assert_eq!(stage.view().description, "апісанне");
    stage.people.language(stage.user, "pl").unwrap();
    assert!(stage.view().commands.is_empty() && stage.view().description.is_empty());
    assert_eq!(stage.ok("getMyCommands", json!({})).await, json!([]));
    let body = json!({"commands": [{"command": "Help", "description": "d"}]});
    assert_eq!(stage.refused("setMyCommands", body).await, "Bad Request: BOT_COMMAND_INVALID");
}

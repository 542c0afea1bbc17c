//! What the sandbox answers is understood by the types that the bot reads it with.

use super::*;
use teloxide::types as telegram;

fn understood<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

fn kind(update: &Value) -> telegram::UpdateKind {
    // From text, as over the wire: the flattened kind is not read from a `Value`.
    let kind = serde_json::from_str::<telegram::Update>(&update.to_string()).unwrap().kind;
    assert!(!matches!(kind, telegram::UpdateKind::Error(_)), "{update}");
    kind
}

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

#[tokio::test]
async fn every_update_is_understood() {
    let stage = Stage::new(free()).await;
    let keyboard = json!({"inline_keyboard": [[{"text": "a", "callback_data": "d"}, {"text": "b", "url": "https://example.org/x"}]]});
    let text = "<b>b</b> <a href=\"https://example.org\">l</a> <pre>p</pre> <tg-spoiler>s</tg-spoiler> <blockquote>q</blockquote> /help";
    let body = json!({"chat_id": stage.user, "text": text, "parse_mode": "HTML", "reply_markup": keyboard});
    let sent = stage.ok("sendMessage", body).await;
    assert_eq!(understood::<telegram::Message>(&sent).entities().unwrap().len(), 6);
    let id = sent["message_id"].as_i64().unwrap();
    let people = &stage.people;
    people.reply(stage.user, id, "so do I").unwrap();
    people.press(stage.user, id, "d").unwrap();
    people.photo(stage.user, PIXEL, "look").unwrap();
    people.document(stage.user, "a.age", b"age", "").unwrap();
    people.forge_web_app_data(stage.user, "k1.x", "Pledge").unwrap();
    people.forge(stage.user, 4321, "x").unwrap();
    people.block(stage.user).unwrap();
    people.add_group(-7, "supergroup", "Plant").unwrap();
    people.say_in(-7, stage.user, "/start", None).unwrap();
    let updates = stage.updates().await;
    assert_eq!(updates.len(), 8);
    let telegram::UpdateKind::Message(reply) = kind(&updates[0]) else { panic!() };
    assert_eq!(reply.reply_to_message().unwrap().reply_markup().unwrap().inline_keyboard[0].len(), 2);
    let telegram::UpdateKind::CallbackQuery(press) = kind(&updates[1]) else { panic!() };
    assert_eq!((press.data.as_deref(), press.from.id.0), (Some("d"), stage.user.0 as u64));
    let telegram::UpdateKind::Message(photo) = kind(&updates[2]) else { panic!() };
    assert_eq!((photo.photo().unwrap()[0].width, photo.caption()), (1, Some("look")));
    let telegram::UpdateKind::Message(document) = kind(&updates[3]) else { panic!() };
    assert_eq!(document.document().unwrap().file_name.as_deref(), Some("a.age"));
    let telegram::UpdateKind::Message(data) = kind(&updates[4]) else { panic!() };
    assert_eq!(data.web_app_data().unwrap().data, "k1.x");
    let telegram::UpdateKind::CallbackQuery(forged) = kind(&updates[5]) else { panic!() };
    assert!(forged.message.unwrap().regular_message().is_none());
    let telegram::UpdateKind::MyChatMember(change) = kind(&updates[6]) else { panic!() };
    assert!(change.new_chat_member.is_banned());
    assert!(matches!(kind(&updates[7]), telegram::UpdateKind::Message(_)));
}

#[tokio::test]
async fn every_answer_is_understood() {
    let stage = Stage::new(free()).await;
    understood::<telegram::Me>(&stage.ok("getMe", json!({})).await);
    understood::<telegram::ChatFullInfo>(&stage.ok("getChat", json!({"chat_id": stage.user})).await);
    understood::<telegram::MenuButton>(&stage.ok("getChatMenuButton", json!({"chat_id": stage.user})).await);
    understood::<telegram::BotName>(&stage.ok("getMyName", json!({})).await);
    understood::<telegram::BotDescription>(&stage.ok("getMyDescription", json!({})).await);
    understood::<telegram::BotShortDescription>(&stage.ok("getMyShortDescription", json!({})).await);
    stage.ok("setMyCommands", json!({"commands": [{"command": "a", "description": "b"}]})).await;
    understood::<Vec<telegram::BotCommand>>(&stage.ok("getMyCommands", json!({})).await);
    understood::<telegram::WebhookInfo>(&stage.ok("getWebhookInfo", json!({})).await);
    let form = reqwest::multipart::Form::new().text("chat_id", stage.user.0.to_string()).text("photo", "attach://p");
    let part = reqwest::multipart::Part::bytes(PIXEL).file_name("a.png");
    let response = stage.client.post(stage.method("sendPhoto")).multipart(form.part("p", part)).send().await.unwrap();
    let sent: Value = response.json().await.unwrap();
    let photo = &sent["result"]["photo"][0];
    understood::<telegram::Message>(&sent["result"]);
    understood::<telegram::File>(&stage.ok("getFile", json!({"file_id": photo["file_id"]})).await);
    let caption = json!({"chat_id": stage.user, "message_id": sent["result"]["message_id"], "caption": "new"});
    let edited = understood::<telegram::Message>(&stage.ok("editMessageCaption", caption).await);
    assert!(edited.edit_date().is_some());
    let url = format!("{}/sandbox/files/{}", stage.sandbox.url(), photo["file_id"].as_str().unwrap());
    let shown = stage.client.get(url).send().await.unwrap();
    assert_eq!(
        (shown.headers()["content-type"].as_bytes(), shown.headers()["x-content-type-options"].as_bytes()),
        (&b"image/png"[..], &b"nosniff"[..])
    );
    assert_eq!(shown.bytes().await.unwrap(), PIXEL);
}

#[tokio::test]
async fn without_a_history_messages_can_still_be_edited_and_deleted() {
    let stage = Stage::new(Options { history: 0, ..free() }).await;
    let id = stage.send("one").await["message_id"].clone();
    assert!(stage.view().messages.iter().all(|message| message.text.is_empty()));
    let edited = stage.ok("editMessageText", json!({"chat_id": stage.user, "message_id": id, "text": "two"})).await;
    assert_eq!(edited["text"], "two");
    stage.ok("deleteMessage", json!({"chat_id": stage.user, "message_id": id})).await;
}

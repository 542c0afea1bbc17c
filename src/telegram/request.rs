//! From what goes out to the request that says it: teloxide's payloads, written once and sent as often as needed.

use std::sync::Arc;

use serde::Serialize;
use teloxide::{
    payloads::{
        AnswerCallbackQuery, AnswerCallbackQuerySetters as _, DeleteMessage, EditMessageReplyMarkup, EditMessageText,
        EditMessageTextSetters as _, SendMessage, SendMessageSetters as _,
    },
    types::{
        self, ButtonRequest, CallbackQueryId, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton,
        KeyboardMarkup, LinkPreviewOptions, ParseMode, Recipient, ReplyParameters, WebAppInfo,
    },
};

use super::{App, Button, ChatId, Document, Keyboard, MessageId, Outgoing, Refusal, class::Method};
use crate::text::Html;

/// A request, ready to be sent any number of times.
pub(super) struct Request {
    pub method: Method,
    /// The chat whose pace it goes by.
    pub chat: Option<ChatId>,
    pub fee: Fee,
    pub body: Body,
}

pub(super) enum Body {
    Json(Vec<u8>),
    Multipart(DocumentForm),
}

/// The fields of a `sendDocument` or a `sendPhoto`.
pub(super) struct DocumentForm {
    field: &'static str,
    chat: ChatId,
    file_name: String,
    bytes: Arc<[u8]>,
    caption: String,
}

/// What a request may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fee {
    Free,
    /// Stars, for more messages a second.
    Paid,
}

impl Request {
    /// Writes a request.
    ///
    /// # Errors
    /// A [`Refusal`] for what Telegram is certain to refuse and what can't even be written.
    pub(super) fn new(outgoing: &Outgoing, fee: Fee) -> Result<Self, Refusal> {
        let (method, chat, body) = match outgoing {
            Outgoing::Message { chat, text, keyboard, reply_to, protect } => {
                (Method::SendMessage, Some(*chat), json(&message(*chat, text, keyboard, *reply_to, *protect, fee)?)?)
            }
            Outgoing::Offer { chat, text, apps } => {
                let mut payload = message(*chat, text, &None, None, false, fee)?;
                let row = |App { label, url }: &App| {
                    Ok(vec![KeyboardButton::new(label).request(ButtonRequest::WebApp(web_app(url)?))])
                };
                let rows = apps.iter().map(row).collect::<Result<Vec<_>, Refusal>>()?;
                let keyboard = KeyboardMarkup::new(rows).resize_keyboard().one_time_keyboard();
                payload.reply_markup = Some(keyboard.into());
                (Method::SendMessage, Some(*chat), json(&payload)?)
            }
            Outgoing::Edit { chat, message, text, keyboard } => {
                let mut payload = EditMessageText::new(recipient(*chat), types::MessageId(message.0), text.as_str())
                    .parse_mode(ParseMode::Html)
                    .link_preview_options(no_preview());
                payload.reply_markup = markup(keyboard)?;
                (Method::EditText, Some(*chat), json(&payload)?)
            }
            Outgoing::RemoveButtons { chat, message } => {
                let payload = EditMessageReplyMarkup::new(recipient(*chat), types::MessageId(message.0));
                (Method::EditMarkup, Some(*chat), json(&payload)?)
            }
            Outgoing::Delete { chat, message } => {
                (Method::Delete, None, json(&DeleteMessage::new(recipient(*chat), types::MessageId(message.0)))?)
            }
            Outgoing::AnswerPress { press, text, alert } => {
                let mut payload = AnswerCallbackQuery::new(CallbackQueryId(press.0.clone()));
                if let Some(text) = text {
                    payload = payload.text(text).show_alert(*alert);
                }
                (Method::AnswerPress, None, json(&payload)?)
            }
            Outgoing::Document { chat, document, caption } => {
                let form = DocumentForm::new("document", *chat, document, caption);
                (Method::SendDocument, Some(*chat), Body::Multipart(form))
            }
            Outgoing::Photo { chat, picture, caption } => {
                let form = DocumentForm::new("photo", *chat, picture, caption);
                (Method::SendPhoto, Some(*chat), Body::Multipart(form))
            }
        };
        // Only messages can be paid for.
        let fee = if matches!(outgoing, Outgoing::Message { .. } | Outgoing::Offer { .. }) { fee } else { Fee::Free };
        Ok(Self { method, chat, fee, body })
    }
}

impl DocumentForm {
    fn new(field: &'static str, chat: ChatId, document: &Document, caption: &Html) -> Self {
        let Document { file_name, bytes } = document;
        let (file_name, bytes) = (file_name.clone(), Arc::clone(bytes));
        Self { field, chat, file_name, bytes, caption: caption.as_str().to_owned() }
    }

    /// Makes the form for one sending; a form can be sent once only.
    pub(super) fn to_form(&self) -> reqwest::multipart::Form {
        use reqwest::multipart::{Form, Part};
        let file = Part::bytes(self.bytes.to_vec()).file_name(self.file_name.clone());
        let mut form = Form::new().text("chat_id", self.chat.0.to_string());
        if !self.caption.is_empty() {
            form = form.text("caption", self.caption.clone()).text("parse_mode", "HTML");
        }
        form.part(self.field, file)
    }
}

fn message(
    chat: ChatId,
    text: &Html,
    keyboard: &Option<Arc<Keyboard>>,
    reply_to: Option<MessageId>,
    protect: bool,
    fee: Fee,
) -> Result<SendMessage, Refusal> {
    let mut payload =
        SendMessage::new(recipient(chat), text.as_str()).parse_mode(ParseMode::Html).link_preview_options(no_preview());
    payload.protect_content = protect.then_some(true);
    payload.allow_paid_broadcast = (fee == Fee::Paid).then_some(true);
    payload.reply_parameters =
        reply_to.map(|message| ReplyParameters::new(types::MessageId(message.0)).allow_sending_without_reply());
    payload.reply_markup = markup(keyboard)?.map(Into::into);
    Ok(payload)
}

fn recipient(chat: ChatId) -> Recipient {
    Recipient::Id(types::ChatId(chat.0))
}

/// A preview would make Telegram's servers fetch the page, and push the text away.
fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

fn markup(keyboard: &Option<Arc<Keyboard>>) -> Result<Option<InlineKeyboardMarkup>, Refusal> {
    let Some(keyboard) = keyboard else { return Ok(None) };
    let row = |row: &Vec<Button>| row.iter().map(button).collect::<Result<Vec<_>, _>>();
    Ok(Some(InlineKeyboardMarkup::new(keyboard.0.iter().map(row).collect::<Result<Vec<_>, _>>()?)))
}

fn button(button: &Button) -> Result<InlineKeyboardButton, Refusal> {
    Ok(match button {
        Button::Press { label, data } => InlineKeyboardButton::callback(label, data),
        Button::Link { label, url } => {
            let url = reqwest::Url::parse(url).map_err(|_| refusal("a button's link is not an address"))?;
            InlineKeyboardButton::url(label.clone(), url)
        }
        Button::App { label, url } => InlineKeyboardButton::web_app(label.clone(), web_app(url)?),
    })
}

fn web_app(url: &str) -> Result<WebAppInfo, Refusal> {
    let url = reqwest::Url::parse(url).map_err(|_| refusal("a Mini App's address is none"))?;
    Ok(WebAppInfo { url })
}

fn json(payload: &impl Serialize) -> Result<Body, Refusal> {
    serde_json::to_vec(payload).map(Body::Json).map_err(|_| refusal("the request can't be written"))
}

fn refusal(reason: &'static str) -> Refusal {
    Refusal { code: 400, reason }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use serde_json::{Value, json};

    use super::*;
    use crate::telegram::PressId;

    fn written(outgoing: &Outgoing, fee: Fee) -> Value {
        match Request::new(outgoing, fee).map(|request| request.body) {
            Ok(Body::Json(bytes)) => serde_json::from_slice(&bytes).unwrap(),
            _ => panic!("not JSON"),
        }
    }

    fn keyboard(url: &str) -> Option<Arc<Keyboard>> {
        Some(Arc::new(Keyboard(vec![vec![
            Button::Press { label: "Yes".to_owned(), data: "p1".to_owned() },
            Button::Link { label: "Page".to_owned(), url: url.to_owned() },
        ]])))
    }

    #[test]
    fn a_message_says_all_that_was_asked_and_no_more() {
        let message = Outgoing::Message {
            chat: ChatId(7),
            text: Html::escape("a<b"),
            keyboard: keyboard("https://example.org/"),
            reply_to: Some(MessageId(3)),
            protect: true,
        };
        let expected = json!({
            "chat_id": 7, "text": "a&lt;b", "parse_mode": "HTML", "protect_content": true,
            "link_preview_options": {"is_disabled": true},
            "reply_parameters": {"message_id": 3, "allow_sending_without_reply": true},
            "reply_markup": {"inline_keyboard": [[
                {"text": "Yes", "callback_data": "p1"}, {"text": "Page", "url": "https://example.org/"}]]},
        });
        assert_eq!(written(&message, Fee::Free), expected);
        assert_eq!(written(&message, Fee::Paid)["allow_paid_broadcast"], json!(true));
    }

    #[test]
    fn mini_apps_open_from_under_a_message_and_from_the_keyboard() {
        let (label, url) = ("Sealed".to_owned(), "https://example.org/app/#p=pledge&s=1".to_owned());
        let text = Html::escape("x");
        let apps = vec![App { label: label.clone(), url: url.clone() }];
        let offer = Outgoing::Offer { chat: ChatId(7), text: text.clone(), apps };
        let web_app = json!({"text": "Sealed", "web_app": {"url": "https://example.org/app/#p=pledge&s=1"}});
        let markup = &written(&offer, Fee::Free)["reply_markup"];
        assert_eq!(markup["keyboard"], json!([[web_app]]));
        assert_eq!((&markup["resize_keyboard"], &markup["one_time_keyboard"]), (&json!(true), &json!(true)));
        let keyboard = Some(Arc::new(Keyboard(vec![vec![Button::App { label, url }]])));
        let message = Outgoing::Message { chat: ChatId(7), text, keyboard, reply_to: None, protect: false };
        assert_eq!(written(&message, Fee::Free)["reply_markup"], json!({"inline_keyboard": [[web_app]]}));
    }

    #[test]
    fn the_others_name_their_message() {
        let (chat, message) = (ChatId(7), MessageId(9));
        let edit = Outgoing::Edit { chat, message, text: Html::escape("x"), keyboard: None };
        let expected = json!({"chat_id": 7, "message_id": 9, "text": "x", "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": true}});
        assert_eq!(written(&edit, Fee::Free), expected);
        for outgoing in [Outgoing::RemoveButtons { chat, message }, Outgoing::Delete { chat, message }] {
            assert_eq!(written(&outgoing, Fee::Free), json!({"chat_id": 7, "message_id": 9}));
        }
        let press = PressId("55".to_owned());
        let answer = Outgoing::AnswerPress { press, text: Some("done".to_owned()), alert: true };
        assert_eq!(written(&answer, Fee::Free), json!({"callback_query_id": "55", "text": "done", "show_alert": true}));
    }

    #[test]
    fn a_link_that_is_none_is_refused_before_it_is_sent() {
        let message = Outgoing::Message {
            chat: ChatId(7),
            text: Html::escape("x"),
            keyboard: keyboard("not a link"),
            reply_to: None,
            protect: false,
        };
        assert_eq!(Request::new(&message, Fee::Free).err().map(|refusal| refusal.code), Some(400));
    }
}

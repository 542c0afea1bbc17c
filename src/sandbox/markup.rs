//! Rules for keyboards: what Telegram refuses in inline and reply keyboards.
//!
//! Source: Bot API, *InlineKeyboardButton*, *KeyboardButton*.

use serde_json::Value;

use super::answer::Refusal;
use super::entities::checked_url;

/// Bytes of a reply markup that Telegram takes.
const LARGEST: usize = 10_000;

/// What a request's `reply_markup` does.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Markup {
    #[default]
    None,
    /// An inline keyboard, without empty rows; `None` where no button is left.
    Inline(Option<Value>),
    /// A keyboard under the input field.
    Reply(Value),
    Remove,
    Force,
}

/// Reads and checks a `reply_markup` whose shape the tables have approved.
///
/// # Errors
/// What Telegram says to a keyboard that breaks a rule.
pub(crate) fn read(given: Option<&Value>, private: bool) -> Result<Markup, Refusal> {
    let Some(given) = given else { return Ok(Markup::None) };
    if serde_json::to_string(given).map_or(0, |text| text.len()) > LARGEST {
        return Err(Refusal::problem("reply markup is too long"));
    }
    if let Some(rows) = given.get("inline_keyboard").and_then(Value::as_array) {
        buttons(rows).try_for_each(|button| inline_button(button, private))?;
        let rows: Vec<Value> =
            rows.iter().filter(|row| row.as_array().is_some_and(|row| !row.is_empty())).cloned().collect();
        return Ok(Markup::Inline((!rows.is_empty()).then(|| serde_json::json!({ "inline_keyboard": rows }))));
    }
    if let Some(rows) = given.get("keyboard").and_then(Value::as_array) {
        buttons(rows).try_for_each(|button| reply_button(button, private))?;
        return match buttons(rows).next() {
            Some(_) => Ok(Markup::Reply(given.clone())),
            None => Err(Refusal::problem("can't parse keyboard: the keyboard has no button")),
        };
    }
    match (given.get("remove_keyboard").and_then(Value::as_bool), given.get("force_reply").and_then(Value::as_bool)) {
        (Some(true), _) => Ok(Markup::Remove),
        (_, Some(true)) => Ok(Markup::Force),
        _ => Err(Refusal::problem("object expected as reply markup")),
    }
}

/// The `callback_data` of every button of an inline keyboard.
pub(crate) fn callback_data(keyboard: &Value) -> impl Iterator<Item = &str> {
    let rows = keyboard.get("inline_keyboard").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    buttons(rows).filter_map(|button| button.get("callback_data").and_then(Value::as_str))
}

/// Whether a reply keyboard has a Mini App button of this text.
pub(crate) fn opens_app(keyboard: &Value, text: &str) -> bool {
    let rows = keyboard.get("keyboard").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    buttons(rows)
        .any(|button| button.get("web_app").is_some() && button.get("text").and_then(Value::as_str) == Some(text))
}

fn buttons(rows: &[Value]) -> impl Iterator<Item = &Value> {
    rows.iter().filter_map(Value::as_array).flatten()
}

fn inline_button(button: &Value, private: bool) -> Result<(), Refusal> {
    let text = button.get("text").and_then(Value::as_str).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(Refusal::problem("text buttons are unallowed in the inline keyboard: the button has no text"));
    }
    style(button)?;
    let kinds = [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    ];
    let mut given = kinds.iter().filter(|kind| button.get(**kind).is_some_and(|value| !value.is_null()));
    let unallowed =
        || Refusal::problem("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    let Some(kind) = given.next() else { return Err(unallowed()) };
    if given.next().is_some() {
        return Err(Refusal::problem("klich sandbox: an inline keyboard button must have exactly one action"));
    }
    match *kind {
        "callback_data" => match button.get("callback_data").and_then(Value::as_str).map_or(0, str::len) {
            0 => Err(unallowed()),
            1..=64 => Ok(()),
            _ => Err(Refusal::problem("BUTTON_DATA_INVALID")),
        },
        "url" => {
            let url = button.get("url").and_then(Value::as_str).unwrap_or_default();
            if url.is_empty() {
                return Err(unallowed());
            }
            if url.len() >= 2000 {
                return Err(Refusal::problem("BUTTON_URL_INVALID"));
            }
            checked_url(url)
                .map(drop)
                .map_err(|why| Refusal::problem(format!("inline keyboard button URL '{url}' is invalid: {why}")))
        }
        "web_app" => web_app(button, private, "inline keyboard button"),
        "copy_text" => {
            let text = button.get("copy_text").and_then(|copy| copy.get("text")).and_then(Value::as_str);
            match text.map_or(0, |text| text.chars().count()) {
                1..=256 => Ok(()),
                _ => Err(Refusal::problem("BUTTON_COPY_TEXT_INVALID")),
            }
        }
        "callback_game" | "pay" => Err(Refusal::problem("BUTTON_TYPE_INVALID")),
        _ => Ok(()),
    }
}

fn reply_button(button: &Value, private: bool) -> Result<(), Refusal> {
    if let Some(text) = button.as_str() {
        return if text.trim().is_empty() {
            Err(Refusal::problem("keyboard button text must be non-empty"))
        } else {
            Ok(())
        };
    }
    if button.get("text").and_then(Value::as_str).unwrap_or_default().trim().is_empty() {
        return Err(Refusal::problem("keyboard button text must be non-empty"));
    }
    style(button)?;
    match button.get("web_app") {
        Some(app) if !app.is_null() => web_app(button, private, "keyboard button"),
        _ => Ok(()),
    }
}

fn style(button: &Value) -> Result<(), Refusal> {
    match button.get("style").and_then(Value::as_str) {
        None | Some("danger" | "success" | "primary") => Ok(()),
        Some(_) => Err(Refusal::problem("can't parse keyboard button: invalid button style specified")),
    }
}

fn web_app(button: &Value, private: bool, place: &str) -> Result<(), Refusal> {
    let url = button.get("web_app").and_then(|app| app.get("url")).and_then(Value::as_str).unwrap_or_default();
    web_app_url(url, place)?;
    if private { Ok(()) } else { Err(Refusal::problem("BUTTON_TYPE_INVALID")) }
}

/// Checks the address of a Mini App: https, a host with a dot, under 2,000 characters.
///
/// # Errors
/// Telegram's words for it; `place` is what holds the address.
pub(crate) fn web_app_url(url: &str, place: &str) -> Result<(), Refusal> {
    let invalid = |why: &str| Refusal::problem(format!("{place} Web App URL '{url}' is invalid: {why}"));
    let parsed = reqwest::Url::parse(url).map_err(|_| invalid("Wrong HTTP URL"))?;
    if parsed.scheme() != "https" {
        return Err(invalid("Only HTTPS links are allowed"));
    }
    if !parsed.host_str().is_some_and(|host| host.contains('.')) {
        return Err(invalid("Wrong HTTP URL"));
    }
    if url.len() >= 2000 {
        return Err(Refusal::problem("BUTTON_URL_INVALID"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn error(button: Value) -> String {
        read(Some(&json!({"inline_keyboard": [[button]]})), true).unwrap_err().description
    }

    #[test]
    fn callback_data_is_1_to_64_bytes() {
        read(Some(&json!({"inline_keyboard": [[{"text": "a", "callback_data": "x".repeat(64)}]]})), true).unwrap();
        assert_eq!(error(json!({"text": "a", "callback_data": "x".repeat(65)})), "Bad Request: BUTTON_DATA_INVALID");
        assert_eq!(error(json!({"text": "a", "callback_data": "ж".repeat(33)})), "Bad Request: BUTTON_DATA_INVALID");
        let unallowed =
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
        assert_eq!(error(json!({"text": "a", "callback_data": ""})), unallowed);
        assert_eq!(error(json!({"text": "a"})), unallowed);
    }

    #[test]
    fn addresses_of_buttons() {
        assert_eq!(
            error(json!({"text": "a", "web_app": {"url": "http://a.org"}})),
            "Bad Request: inline keyboard button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed"
        );
        assert!(error(json!({"text": "a", "web_app": {"url": "https://localhost/"}})).contains("is invalid"));
        assert_eq!(
            error(json!({"text": "a", "url": "ftp://a.org"})),
            "Bad Request: inline keyboard button URL 'ftp://a.org' is invalid: Unsupported URL protocol"
        );
        let app = json!({"inline_keyboard": [[{"text": "a", "web_app": {"url": "https://a.org/x"}}]]});
        read(Some(&app), true).unwrap();
        assert_eq!(read(Some(&app), false).unwrap_err().description, "Bad Request: BUTTON_TYPE_INVALID");
    }

    #[test]
    fn a_large_markup_is_too_long() {
        let row: Vec<Value> = (0..200).map(|n| json!({"text": format!("{n:040}"), "callback_data": "x"})).collect();
        let error = read(Some(&json!({"inline_keyboard": [row]})), true).unwrap_err();
        assert_eq!(error.description, "Bad Request: reply markup is too long");
    }

    #[test]
    fn empty_rows_go() {
        assert_eq!(read(Some(&json!({"inline_keyboard": [[], []]})), true).unwrap(), Markup::Inline(None));
    }
}

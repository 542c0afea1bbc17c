//! A request's parameters, from query, form, multipart or JSON, checked strictly against the Bot API's tables.
//!
//! Telegram ignores parameters that it does not know; here they are refused, because a misspelt name is a bug.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::answer::Refusal;
use super::forms::{self, Upload};
use super::spec::{Field, Kind, Method, Spec};

/// A checked request: every value is of a type that the method's table allows.
pub(crate) struct Request {
    pub method: &'static str,
    values: Map<String, Value>,
    files: HashMap<String, Upload>,
}

impl Request {
    /// Reads and checks the parameters of `method`.
    ///
    /// # Errors
    /// A problem that names the parameter.
    pub fn read(method: &'static Method, query: Option<&str>, kind: &str, body: &[u8]) -> Result<Request, Refusal> {
        let mut values = Map::new();
        let mut files = HashMap::new();
        if let Some(query) = query.filter(|query| !query.is_empty()) {
            values.extend(forms::urlencoded(query));
        }
        let kind_name = kind.split(';').next().unwrap_or_default().trim();
        if kind_name.eq_ignore_ascii_case("application/json") {
            if !body.is_empty() {
                let given: Map<String, Value> = serde_json::from_slice(body)
                    .map_err(|_| Refusal::problem("can't parse JSON object of the request's body"))?;
                values.extend(given);
            }
        } else if kind_name.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            let text = std::str::from_utf8(body).map_err(|_| Refusal::problem("strings must be encoded in UTF-8"))?;
            values.extend(forms::urlencoded(text));
        } else if kind_name.eq_ignore_ascii_case("multipart/form-data") {
            let parts = forms::multipart(kind, body).map_err(Refusal::problem)?;
            values.extend(parts.texts);
            files = parts.files;
        } else if !body.is_empty() {
            return Err(Refusal::problem(format!("klich sandbox: a body of type '{kind_name}' is not understood")));
        }
        Request::check(method, values, files)
    }

    /// Checks parameters that were read elsewhere.
    ///
    /// # Errors
    /// A problem that names the parameter.
    pub fn check(
        method: &'static Method,
        given: Map<String, Value>,
        files: HashMap<String, Upload>,
    ) -> Result<Request, Refusal> {
        let mut values = Map::new();
        for (name, value) in given {
            let Some(field) = method.parameters.get(&name) else {
                return Err(Refusal::problem(format!(
                    "klich sandbox: {} has no parameter named '{name}'",
                    method.name
                )));
            };
            if value.is_null() {
                continue;
            }
            if let Some(value) = convert(field, value, &name).map_err(Refusal::problem)? {
                values.insert(name, value);
            }
        }
        for name in files.keys() {
            let direct = method.parameters.get(name).is_some_and(|field| field.kinds.contains(&Kind::File));
            let attached = || {
                let link = format!("attach://{name}");
                values.values().any(|value| value.as_str() == Some(&link))
            };
            if !direct && !attached() {
                return Err(Refusal::problem(format!("klich sandbox: nothing refers to the attached file '{name}'")));
            }
        }
        let missing = method
            .parameters
            .iter()
            .find(|(name, field)| field.required && !values.contains_key(*name) && !files.contains_key(*name));
        match missing {
            Some((name, _)) => Err(Refusal::problem(absent(&method.name, name))),
            None => Ok(Request { method: &method.name, values, files }),
        }
    }

    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str)
    }

    pub fn integer(&self, name: &str) -> Option<i64> {
        self.values.get(name).and_then(Value::as_i64)
    }

    pub fn flag(&self, name: &str) -> bool {
        self.values.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The chat that the request speaks of, where it has a numeric one.
    pub fn chat(&self) -> Option<i64> {
        self.integer("chat_id")
    }

    /// The file uploaded as `name`, directly or by `attach://`.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        let attached = self.text(name).and_then(|text| text.strip_prefix("attach://"));
        self.files.get(attached.unwrap_or(name))
    }
}

/// Telegram's words for the parameters that it misses by name, and its general ones for the rest.
fn absent(method: &str, name: &str) -> String {
    match name {
        "chat_id" => "chat_id is empty".into(),
        "text" => "message text is empty".into(),
        "message_id" => "message identifier is not specified".into(),
        "photo" => "there is no photo in the request".into(),
        "document" => "there is no document in the request".into(),
        "commands" => "can't parse commands list".into(),
        name => format!("klich sandbox: {method} needs the parameter '{name}'"),
    }
}

/// Brings a value into a form that its kinds name: forms know only strings, and Telegram takes strings in JSON as well.
fn convert(field: &Field, value: Value, name: &str) -> Result<Option<Value>, String> {
    let Value::String(text) = value else {
        Spec::get().check(&field.kinds, &value, name)?;
        return Ok(Some(value));
    };
    for kind in &field.kinds {
        match kind {
            Kind::Integer => {
                if let Ok(number) = text.parse::<i64>() {
                    return Ok(Some(number.into()));
                }
            }
            Kind::Float => {
                if let Ok(number) = text.parse::<f64>() {
                    return Ok(Some(number.into()));
                }
            }
            Kind::Boolean => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => return Ok(Some(true.into())),
                "false" | "no" | "0" | "" => return Ok(Some(false.into())),
                _ => {}
            },
            Kind::String | Kind::File => return Ok(Some(Value::String(text))),
            Kind::Array(_) | Kind::Object(_) => {
                if text.is_empty() {
                    return Ok(None);
                }
                let value: Value = serde_json::from_str(&text)
                    .map_err(|_| format!("can't parse {} JSON object", name.replace('_', " ")))?;
                Spec::get().check(&field.kinds, &value, name)?;
                return Ok(Some(value));
            }
        }
    }
    let names: Vec<String> = field.kinds.iter().map(Kind::name).collect();
    Err(format!("{name} must be of type {}", names.join(" or ")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(method: &str, kind: &str, body: &str) -> Result<Request, Refusal> {
        Request::read(Spec::get().method(method).unwrap(), None, kind, body.as_bytes())
    }

    fn refused(method: &str, body: &str) -> String {
        let refusal = read(method, "application/json", body).err().unwrap();
        assert!(refusal.problem);
        refusal.description
    }

    #[test]
    fn json_and_forms_mean_the_same() {
        let markup = r#"{"remove_keyboard":true}"#;
        let json = read(
            "sendMessage",
            "application/json; charset=utf-8",
            &format!(r#"{{"chat_id":5,"text":"a b","disable_notification":true,"reply_markup":{markup}}}"#),
        );
        let form = "chat_id=5&text=a+b&disable_notification=true&reply_markup=%7B%22remove_keyboard%22%3Atrue%7D";
        let form = read("SendMessage", "application/x-www-form-urlencoded", form);
        let parts = "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n5\r\n--x\r\nContent-Disposition: form-data; \
             name=\"text\"\r\n\r\na b\r\n--x\r\nContent-Disposition: form-data; name=\"disable_notification\"\r\n\r\ntrue\r\n--x\r\n\
             Content-Disposition: form-data; name=\"reply_markup\"\r\n\r\n{\"remove_keyboard\":true}\r\n--x--\r\n";
        let parts = read("sendmessage", "multipart/form-data; boundary=x", parts);
        for request in [json.unwrap(), form.unwrap(), parts.unwrap()] {
            assert_eq!(request.chat(), Some(5));
            assert_eq!(request.text("text"), Some("a b"));
            assert!(request.flag("disable_notification"));
            assert!(request.value("reply_markup").unwrap().is_object());
        }
    }

    #[test]
    fn a_query_gives_parameters_too() {
        let method = Spec::get().method("sendmessage").unwrap();
        let request = Request::read(method, Some("chat_id=7&text=a%26b"), "", b"").unwrap();
        assert_eq!((request.chat(), request.text("text")), (Some(7), Some("a&b")));
        assert!(Request::read(method, None, "text/plain", b"chat_id=7").is_err());
    }

    #[test]
    fn unknown_missing_and_wrong_ones_are_named() {
        assert_eq!(
            refused("sendMessage", r#"{"chat_id":5,"text":"a","reply_to_message_id":4}"#),
            "Bad Request: klich sandbox: sendMessage has no parameter named 'reply_to_message_id'"
        );
        assert_eq!(refused("sendMessage", r#"{"text":"a"}"#), "Bad Request: chat_id is empty");
        assert_eq!(refused("sendMessage", r#"{"chat_id":5}"#), "Bad Request: message text is empty");
        assert_eq!(refused("sendMessage", r#"{"chat_id":5,"text":7}"#), "Bad Request: text must be of type String");
        assert_eq!(refused("getUpdates", r#"{"offset":"soon"}"#), "Bad Request: offset must be of type Integer");
        assert!(refused("sendMessage", "[]").contains("can't parse JSON"));
    }

    #[test]
    fn a_user_name_and_a_number_are_both_chats() {
        let request = read("sendMessage", "application/json", r#"{"chat_id":"@klich","text":"a"}"#).unwrap();
        assert_eq!((request.chat(), request.text("chat_id")), (None, Some("@klich")));
        let request = read("sendMessage", "application/json", r#"{"chat_id":"77","text":"a"}"#).unwrap();
        assert_eq!(request.chat(), Some(77));
    }
}

//! The Bot API's own tables of methods and parameters, and the check of a value against them.
//!
//! Source: `botapi.json`, made by `script/reduce-spec` from Bot API 10.3.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

/// Methods, types and unions of the Bot API, as far as requests can carry them.
pub(crate) struct Spec {
    methods: HashMap<String, Method>,
    types: HashMap<String, HashMap<String, Field>>,
    unions: HashMap<String, Vec<Kind>>,
}

/// One method, under the name that the documentation spells.
pub(crate) struct Method {
    pub name: String,
    pub parameters: HashMap<String, Field>,
}

/// One parameter of a method or one field of a type.
pub(crate) struct Field {
    pub required: bool,
    pub kinds: Vec<Kind>,
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Integer,
    Float,
    String,
    Boolean,
    File,
    Array(Box<Kind>),
    Object(String),
}

impl Spec {
    /// The one table, read at its first use.
    pub fn get() -> &'static Spec {
        static SPEC: OnceLock<Spec> = OnceLock::new();
        SPEC.get_or_init(|| Spec::read(include_str!("botapi.json")))
    }

    /// Finds a method by its name in any case.
    pub fn method(&self, name: &str) -> Option<&Method> {
        if name.len() > 64 {
            return None;
        }
        self.methods.get(&name.to_ascii_lowercase())
    }

    /// Checks `value` against the kinds that a field allows; `path` names the place in the answer.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn check(&self, kinds: &[Kind], value: &Value, path: &str) -> Result<(), String> {
        match kinds {
            [kind] => self.check_one(kind, value, path),
            kinds => {
                let errors: Vec<String> =
                    kinds.iter().map_while(|kind| self.check_one(kind, value, path).err()).collect();
                if errors.len() < kinds.len() {
                    return Ok(());
                }
                let names: Vec<String> = kinds.iter().map(Kind::name).collect();
                Err(format!("{path} is none of {}: {}", names.join(", "), errors.join("; ")))
            }
        }
    }

    fn check_one(&self, kind: &Kind, value: &Value, path: &str) -> Result<(), String> {
        let right = match kind {
            Kind::Integer => value.is_i64() || value.is_u64(),
            Kind::Float => value.is_number(),
            Kind::String | Kind::File => value.is_string(),
            Kind::Boolean => value.is_boolean(),
            Kind::Array(inner) => {
                let Value::Array(items) = value else { return Err(wrong(path, kind)) };
                return items
                    .iter()
                    .enumerate()
                    .try_for_each(|(index, item)| self.check_one(inner, item, &format!("{path}[{index}]")));
            }
            Kind::Object(name) => return self.check_object(name, value, path),
        };
        if right { Ok(()) } else { Err(wrong(path, kind)) }
    }

    fn check_object(&self, name: &str, value: &Value, path: &str) -> Result<(), String> {
        if let Some(members) = self.unions.get(name) {
            return self.check(members, value, path);
        }
        let Some(fields) = self.types.get(name) else { return Ok(()) };
        let Value::Object(given) = value else { return Err(format!("{path} must be an object of type {name}")) };
        for (key, inner) in given {
            match fields.get(key) {
                None => return Err(format!("{path}.{key} is no field of {name}")),
                Some(field) if inner.is_null() && !field.required => {}
                Some(field) => self.check(&field.kinds, inner, &format!("{path}.{key}"))?,
            }
        }
        match fields.iter().find(|(key, field)| field.required && !given.contains_key(*key)) {
            Some((key, _)) => Err(format!("{path} lacks the field {key} of {name}")),
            None => Ok(()),
        }
    }

    fn read(text: &str) -> Spec {
        #[derive(Deserialize)]
        struct Raw {
            methods: HashMap<String, HashMap<String, Vec<String>>>,
            types: HashMap<String, HashMap<String, Vec<String>>>,
            unions: HashMap<String, Vec<String>>,
        }
        let raw: Raw = serde_json::from_str(text).expect("botapi.json is as script/reduce-spec wrote it");
        let methods = raw.methods.into_iter().map(|(name, given)| {
            let key = name.to_ascii_lowercase();
            (key, Method { name, parameters: fields(given) })
        });
        Spec {
            methods: methods.collect(),
            types: raw.types.into_iter().map(|(name, given)| (name, fields(given))).collect(),
            unions: raw
                .unions
                .into_iter()
                .map(|(name, kinds)| (name, kinds.iter().map(|k| kind(k)).collect()))
                .collect(),
        }
    }
}

impl Kind {
    /// The name as the documentation has it.
    pub fn name(&self) -> String {
        match self {
            Kind::Integer => "Integer".into(),
            Kind::Float => "Float".into(),
            Kind::String => "String".into(),
            Kind::Boolean => "Boolean".into(),
            Kind::File => "InputFile".into(),
            Kind::Array(inner) => format!("Array of {}", inner.name()),
            Kind::Object(name) => name.clone(),
        }
    }
}

fn wrong(path: &str, kind: &Kind) -> String {
    format!("{path} must be of type {}", kind.name())
}

fn fields(given: HashMap<String, Vec<String>>) -> HashMap<String, Field> {
    given
        .into_iter()
        .map(|(name, kinds)| {
            let required = name.ends_with('!');
            let name = name.trim_end_matches('!').to_owned();
            (name, Field { required, kinds: kinds.iter().map(|k| kind(k)).collect() })
        })
        .collect()
}

fn kind(name: &str) -> Kind {
    match name {
        "Integer" => Kind::Integer,
        "Float" => Kind::Float,
        "String" => Kind::String,
        "Boolean" | "True" => Kind::Boolean,
        "InputFile" => Kind::File,
        other => match other.strip_prefix("Array of ") {
            Some(inner) => Kind::Array(Box::new(kind(inner))),
            None => Kind::Object(other.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use serde_json::json;

    fn markup(value: &Value) -> Result<(), String> {
        let kinds = &Spec::get().method("SENDMESSAGE").unwrap().parameters["reply_markup"].kinds;
        Spec::get().check(kinds, value, "reply_markup")
    }

    #[test]
    fn methods_are_found_in_any_case() {
        assert_eq!(Spec::get().method("SendMessage").unwrap().name, "sendMessage");
        assert!(Spec::get().method("sendCall").is_none());
    }

    #[test]
    fn required_parameters_are_marked() {
        let parameters = &Spec::get().method("sendmessage").unwrap().parameters;
        assert!(parameters["chat_id"].required && parameters["text"].required && !parameters["parse_mode"].required);
    }

    #[test]
    fn objects_are_checked_to_the_bottom() {
        markup(&json!({"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})).unwrap();
        markup(&json!({"remove_keyboard": true})).unwrap();
        let error = markup(&json!({"inline_keyboard": [[{"text": "a", "callback": "b"}]]})).unwrap_err();
        assert!(
            error.contains("reply_markup.inline_keyboard[0][0].callback is no field of InlineKeyboardButton"),
            "{error}"
        );
        let error = markup(&json!({"inline_keyboard": [[{"callback_data": "b"}]]})).unwrap_err();
        assert!(error.contains("lacks the field text"), "{error}");
    }

    #[test]
    fn unions_take_any_member() {
        let kinds = [Kind::Object("BotCommandScope".into())];
        Spec::get().check(&kinds, &json!({"type": "chat", "chat_id": 5}), "scope").unwrap();
        Spec::get().check(&kinds, &json!({"type": "default"}), "scope").unwrap();
        Spec::get().check(&kinds, &json!({"kind": "default"}), "scope").unwrap_err();
    }
}

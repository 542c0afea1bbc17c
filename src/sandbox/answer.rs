//! What the server answers: the exact bodies of success and of each refusal.

use serde::Serialize;

/// Why a request was refused.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The HTTP status and `error_code`.
    pub code: u16,
    pub description: String,
    pub parameters: Option<Parameters>,
    /// The request itself broke a rule, whatever the state of the world: it is kept as a *problem* for tests to find.
    pub problem: bool,
}

/// The `parameters` beside a description.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Parameters {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub migrate_to_chat_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<i64>,
}

impl Refusal {
    /// A request that no state of the world would make right: 400, and kept as a problem.
    pub fn problem(description: impl std::fmt::Display) -> Refusal {
        Refusal { problem: true, ..Refusal::state(description) }
    }

    /// A request that was right once or may become right: 400.
    pub fn state(description: impl std::fmt::Display) -> Refusal {
        Refusal::new(400, format!("Bad Request: {description}"))
    }

    pub fn forbidden(description: &str) -> Refusal {
        Refusal::new(403, format!("Forbidden: {description}"))
    }

    pub fn conflict(description: &str) -> Refusal {
        Refusal::new(409, format!("Conflict: {description}"))
    }

    pub fn too_many(retry_after: i64) -> Refusal {
        Refusal {
            parameters: Some(Parameters { retry_after: Some(retry_after), ..Parameters::default() }),
            ..Refusal::new(429, format!("Too Many Requests: retry after {retry_after}"))
        }
    }

    pub fn migrated(to: i64) -> Refusal {
        Refusal {
            parameters: Some(Parameters { migrate_to_chat_id: Some(to), ..Parameters::default() }),
            ..Refusal::state("group chat was upgraded to a supergroup chat")
        }
    }

    pub fn new(code: u16, description: impl Into<String>) -> Refusal {
        Refusal { code, description: description.into(), parameters: None, problem: false }
    }

    /// Seconds to wait, where the refusal names them.
    pub fn retry_after(&self) -> Option<i64> {
        self.parameters.and_then(|parameters| parameters.retry_after)
    }

    /// The body, keys in Telegram's order.
    pub fn body(&self) -> String {
        #[derive(Serialize)]
        struct Body<'a> {
            ok: bool,
            error_code: u16,
            description: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            parameters: Option<Parameters>,
        }
        let body =
            Body { ok: false, error_code: self.code, description: &self.description, parameters: self.parameters };
        serde_json::to_string(&body).expect("strings and numbers always serialise")
    }
}

/// The body of a success; `result` is JSON.
pub(crate) fn success(result: &str) -> String {
    let mut body = String::with_capacity(result.len() + 24);
    body.push_str("{\"ok\":true,\"result\":");
    body.push_str(result);
    body.push('}');
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_have_telegrams_words_and_order() {
        assert_eq!(
            Refusal::too_many(7).body(),
            r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#
        );
        assert_eq!(
            Refusal::migrated(-1005).body(),
            r#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1005}}"#
        );
        assert_eq!(
            Refusal::state("chat not found").body(),
            r#"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#
        );
        assert_eq!(
            Refusal::forbidden("bot was blocked by the user").body(),
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#
        );
        assert_eq!(success("true"), r#"{"ok":true,"result":true}"#);
    }
}

//! Answers of the Bot API, for the fuzz target: see [`crate::fuzzing`].

use std::time::Duration;

use reqwest::StatusCode;

use super::super::{Outcome, class, raw_update};
use super::{Answer, CallError, Me, Method, read, sent};

/// Reads any bytes as an answer to each request, with the HTTP status and a `Retry-After` that come first.
pub fn answer(bytes: &[u8]) {
    let Some(([high, low, wait], body)) = bytes.split_first_chunk::<3>() else { return };
    let status = StatusCode::from_u16(u16::from_be_bytes([*high, *low])).unwrap_or(StatusCode::OK);
    let retry_after = (*wait > 0).then(|| Duration::from_secs(u64::from(*wait)));
    let answer = Answer { status, retry_after, body: body.to_vec() };
    for method in Method::ALL {
        let outcome = class::classify(method, &sent(&answer));
        // Nothing that was told to wait is told to wait for ever.
        if let Outcome::Retry { after } = outcome {
            assert!(after <= Duration::from_secs(24 * 3600));
        }
    }
    let _ = read(&answer, |result| serde_json::from_str::<Me>(result.get()).ok()).map_err(CallError::from);
    let _ = read(&answer, raw_update::read_batch).map_err(CallError::from);
}

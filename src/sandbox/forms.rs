//! Reading of urlencoded and multipart bodies.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

/// A file that came in a multipart body.
#[derive(Clone)]
pub(crate) struct Upload {
    pub file_name: String,
    pub mime_type: Option<String>,
    pub bytes: Arc<[u8]>,
}

/// What a multipart body held.
#[derive(Default)]
pub(crate) struct Parts {
    pub texts: Map<String, Value>,
    pub files: HashMap<String, Upload>,
}

/// Reads `a=b&c=d`; the last of two equal names wins.
pub(crate) fn urlencoded(text: &str) -> Map<String, Value> {
    let Ok(mut url) = reqwest::Url::parse("http://form.invalid/") else { return Map::new() };
    url.set_query(Some(text));
    url.query_pairs().map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect()
}

/// Reads a `multipart/form-data` body.
///
/// # Errors
/// What is wrong with it, in words for the sender.
pub(crate) fn multipart(content_type: &str, body: &[u8]) -> Result<Parts, String> {
    let boundary = attribute(content_type, "boundary").ok_or("boundary is absent in the multipart content type")?;
    let delimiter = format!("--{boundary}");
    let mut parts = Parts::default();
    let (_, mut rest) = cut(body, delimiter.as_bytes()).ok_or("the multipart body has no boundary")?;
    let delimiter = format!("\r\n--{boundary}");
    while !rest.starts_with(b"--") {
        let (head, tail) = cut(rest, b"\r\n\r\n").ok_or("a part of the multipart body has no end of its headers")?;
        let (content, tail) = cut(tail, delimiter.as_bytes()).ok_or("a part of the multipart body has no end")?;
        rest = tail;
        take(&mut parts, head, content)?;
    }
    Ok(parts)
}

fn take(parts: &mut Parts, head: &[u8], content: &[u8]) -> Result<(), String> {
    let head = std::str::from_utf8(head).map_err(|_| "the headers of a multipart part are not UTF-8")?;
    let header = |wanted: &str| {
        head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition").ok_or("a multipart part has no Content-Disposition")?;
    let name = attribute(disposition, "name").ok_or("a multipart part has no name")?;
    match attribute(disposition, "filename") {
        Some(file_name) => {
            let mime_type = header("content-type").map(str::to_owned);
            parts.files.insert(name, Upload { file_name, mime_type, bytes: content.into() });
        }
        None => {
            let text = std::str::from_utf8(content).map_err(|_| "strings must be encoded in UTF-8")?;
            parts.texts.insert(name, Value::String(text.to_owned()));
        }
    }
    Ok(())
}

/// The value of `; name=value` or `; name="value"`.
fn attribute(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (name, tail) = rest.split_once('=')?;
        let tail = tail.trim_start();
        let (value, after) = match tail.strip_prefix('"') {
            Some(quoted) => {
                let mut value = String::new();
                let mut characters = quoted.char_indices();
                let mut end = quoted.len();
                while let Some((at, character)) = characters.next() {
                    match character {
                        '"' => {
                            end = at + 1;
                            break;
                        }
                        '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
                        other => value.push(other),
                    }
                }
                (value, quoted.get(end..).unwrap_or_default())
            }
            None => {
                let (value, after) = tail.split_once(';').unwrap_or((tail, ""));
                (value.trim().to_owned(), after)
            }
        };
        if name.trim_matches([' ', ';']).eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after;
    }
}

/// Splits at the first `needle`, which is in neither half.
fn cut<'a>(haystack: &'a [u8], needle: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let first = *needle.first()?;
    let mut from = 0;
    loop {
        let at = from + haystack.get(from..)?.iter().position(|byte| *byte == first)?;
        if haystack.get(at..)?.starts_with(needle) {
            return Some((haystack.get(..at)?, haystack.get(at + needle.len()..)?));
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn multipart_keeps_bytes_and_names() {
        let body = b"preamble\r\n--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a \\\"b\\\".png\"\r\n\
            content-type: image/png\r\n\r\n\x00\r\n--\xff\r\n--b\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\nhi\r\n--b--\r\n";
        let parts = multipart("multipart/form-data; charset=x; boundary=\"b\"", body).unwrap();
        assert_eq!(parts.texts["caption"], "hi");
        let file = &parts.files["photo"];
        assert_eq!((file.file_name.as_str(), &file.bytes[..]), ("a \"b\".png", &b"\x00\r\n--\xff"[..]));
        assert_eq!(file.mime_type.as_deref(), Some("image/png"));
    }

    #[test]
    fn broken_multipart_is_refused() {
        assert!(multipart("multipart/form-data", b"").is_err());
        assert!(
            multipart("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx")
                .is_err()
        );
    }

    #[test]
    fn urlencoded_is_decoded() {
        let map = urlencoded("a=1%2B1&b=x+y%23&a=2");
        assert_eq!((map["a"].as_str(), map["b"].as_str()), (Some("2"), Some("x y#")));
    }
}

//! Files that people and the bot have sent: small ones, kept in memory, addressed by `file_id`.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::answer::Refusal;
use super::forms::Upload;

/// Bytes that all files together may have; the oldest go first.
const KEPT: usize = 256 << 20;
/// Bytes of a file that a bot may download.
const DOWNLOAD: usize = 20 << 20;
/// Bytes of a photo and of a document that a bot may upload.
const PHOTO: usize = 10 << 20;
const DOCUMENT: usize = 50 << 20;

/// What a file is to Telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Photo { width: u32, height: u32 },
    Document,
}

#[derive(Clone)]
pub(crate) struct File {
    pub id: String,
    pub number: u64,
    pub kind: FileKind,
    pub file_name: String,
    pub mime_type: Option<String>,
    pub bytes: Arc<[u8]>,
}

/// The files, found by `file_id` and by number.
#[derive(Default)]
pub(crate) struct Files {
    by_id: HashMap<String, Arc<File>>,
    order: VecDeque<String>,
    bytes: usize,
    last: u64,
}

impl Files {
    /// Takes an upload as a photo or a document.
    ///
    /// # Errors
    /// A problem, where Telegram would not take it.
    pub fn add(&mut self, upload: &Upload, photo: bool) -> Result<Arc<File>, Refusal> {
        let size = upload.bytes.len();
        if size == 0 {
            return Err(Refusal::problem("file must be non-empty"));
        }
        if size > if photo { PHOTO } else { DOCUMENT } {
            return Err(Refusal::new(413, "Request Entity Too Large"));
        }
        let kind = if photo {
            let (width, height) = dimensions(&upload.bytes).ok_or_else(|| Refusal::problem("IMAGE_PROCESS_FAILED"))?;
            if width + height > 10_000 || width > height.saturating_mul(20) || height > width.saturating_mul(20) {
                return Err(Refusal::problem("PHOTO_INVALID_DIMENSIONS"));
            }
            FileKind::Photo { width, height }
        } else {
            FileKind::Document
        };
        self.last += 1;
        let prefix: &[u8] = if photo { &[0x02, 0x00, 0x02] } else { &[0x05, 0x00, 0x02] };
        let mut raw = prefix.to_vec();
        raw.extend_from_slice(&self.last.to_be_bytes());
        raw.extend_from_slice(&[0x5a; 37]);
        let file = Arc::new(File {
            id: URL_SAFE_NO_PAD.encode(raw),
            number: self.last,
            kind,
            file_name: upload.file_name.clone(),
            mime_type: upload.mime_type.clone(),
            bytes: upload.bytes.clone(),
        });
        self.bytes += size;
        self.order.push_back(file.id.clone());
        self.by_id.insert(file.id.clone(), file.clone());
        while self.bytes > KEPT
            && let Some(gone) = self.order.pop_front().and_then(|id| self.by_id.remove(&id))
        {
            self.bytes -= gone.bytes.len();
        }
        Ok(file)
    }

    pub fn get(&self, id: &str) -> Option<Arc<File>> {
        self.by_id.get(id).cloned()
    }

    /// Finds the file that `getFile` gave `path` for.
    pub fn at(&self, path: &str) -> Option<Arc<File>> {
        self.by_id.values().find(|file| file.path() == path).cloned()
    }
}

impl File {
    /// The path under `/file/bot<token>/`.
    pub fn path(&self) -> String {
        let (folder, extension) = match self.kind {
            FileKind::Photo { .. } => ("photos", "jpg"),
            FileKind::Document => ("documents", self.file_name.rsplit_once('.').map_or("bin", |(_, end)| end)),
        };
        let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        format!("{folder}/file_{}.{extension}", self.number)
    }

    fn unique(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("u{:08}", self.number))
    }

    /// The `document` or the one size in `photo` of a message.
    pub fn json(&self) -> Value {
        let size = self.bytes.len();
        match self.kind {
            FileKind::Photo { width, height } => {
                json!([{"file_id": self.id, "file_unique_id": self.unique(), "file_size": size, "width": width, "height": height}])
            }
            FileKind::Document => {
                let mime = self.mime_type.as_deref().unwrap_or("application/octet-stream");
                json!({"file_id": self.id, "file_unique_id": self.unique(), "file_size": size, "file_name": self.file_name, "mime_type": mime})
            }
        }
    }

    /// What `getFile` answers.
    ///
    /// # Errors
    /// Where it is larger than a bot may download.
    pub fn download(&self) -> Result<Value, Refusal> {
        if self.bytes.len() > DOWNLOAD {
            return Err(Refusal::state("file is too big"));
        }
        Ok(
            json!({"file_id": self.id, "file_unique_id": self.unique(), "file_size": self.bytes.len(), "file_path": self.path()}),
        )
    }
}

/// Width and height of a PNG, JPEG or GIF image, read from its headers.
fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let short = |at: usize| Some(u32::from(*bytes.get(at)?) << 8 | u32::from(*bytes.get(at + 1)?));
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let long = |at: usize| Some(short(at)? << 16 | short(at + 2)?);
        return Some((long(16)?, long(20)?)).filter(|(width, height)| *width > 0 && *height > 0);
    }
    if bytes.starts_with(b"GIF8") {
        let little = |at: usize| Some(u32::from(*bytes.get(at)?) | u32::from(*bytes.get(at + 1)?) << 8);
        return Some((little(6)?, little(8)?));
    }
    if !bytes.starts_with(b"\xff\xd8") {
        return None;
    }
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            0xff => at += 1,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Some((short(at + 7)?, short(at + 5)?)),
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => at += 2 + usize::try_from(short(at + 2)?).ok()?,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn upload(bytes: &[u8]) -> Upload {
        Upload { file_name: "a.b/../c.txt".into(), mime_type: None, bytes: bytes.into() }
    }

    #[test]
    fn photos_are_looked_at() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x05".to_vec();
        png.push(8);
        let file = Files::default().add(&upload(&png), true).unwrap();
        assert_eq!(file.kind, FileKind::Photo { width: 4, height: 5 });
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x07\x00\x09";
        assert_eq!(dimensions(jpeg), Some((9, 7)));
        assert_eq!(
            Files::default().add(&upload(b"no image"), true).err().unwrap().description,
            "Bad Request: IMAGE_PROCESS_FAILED"
        );
    }

    #[test]
    fn documents_are_found_by_their_path() {
        let mut files = Files::default();
        let file = files.add(&upload(b"hello"), false).unwrap();
        assert_eq!(file.path(), "documents/file_1.txt");
        assert_eq!(&files.at("documents/file_1.txt").unwrap().bytes[..], b"hello");
        assert_eq!(files.get(&file.id).unwrap().number, 1);
        assert!(files.add(&upload(b""), false).is_err());
    }
}

//! The Mini App's files: what is built from `webapp/` and committed, and what is made of the campaign and its keys.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;
use rust_embed::RustEmbed;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::campaign::{Campaign, Kind};
use crate::seal::{KeyList, Signature};
use crate::text::Language;

/// What is built by `webapp/build.mjs`.
#[derive(RustEmbed)]
#[folder = "webapp/dist/"]
struct Built;

/// The policy that the page's own `<meta>` repeats, for hosts that send no headers; there `frame-ancestors` has no effect.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; \
     base-uri 'none'; form-action 'none'; frame-ancestors https://web.telegram.org; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// The list of hashes among the files.
pub const SUMS: &str = "SHA256SUMS";
/// The page in one file, without a network.
pub const OFFLINE: &str = "klich-offline.html";

/// A file of the site.
#[derive(Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The same as gzip.
    pub gzip: Vec<u8>,
    /// For `Content-Type`.
    pub media_type: &'static str,
}

/// The whole site of one campaign, in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Site {
    files: BTreeMap<String, SiteFile>,
}

impl Site {
    /// Makes the site. `chain` are the signed lists that lead to `keys`, the oldest first, `keys` among them where it is
    /// not the first.
    pub fn new(campaign: &Campaign, keys: &KeyList, chain: &[(KeyList, Vec<Signature>)]) -> Self {
        let mut texts: BTreeMap<String, Vec<u8>> = Built::iter()
            .filter(|name| *name != SUMS)
            .filter_map(|name| Some((name.to_string(), Built::get(&name)?.data.into_owned())))
            .collect();
        let chain: Vec<_> = chain
            .iter()
            .map(|(list, signatures)| (list.to_text(), signatures.iter().map(Signature::parts).collect::<Vec<_>>()))
            .collect();
        let facts = json!({
            "id": campaign.id().as_str(),
            "kinds": campaign.petition().kinds.iter().map(|kind| Kind::code(*kind)).collect::<Vec<_>>(),
            "keys": keys.to_text(),
            "chain": chain,
        });
        texts.insert("campaign.js".to_owned(), module(&facts));
        for language in Language::ALL {
            let words = json!({
                "title": campaign.title(language),
                "statement": campaign.statement(language).visible(),
            });
            texts.insert(format!("campaign-{}.js", language.code()), module(&words));
        }
        let offline = offline(&texts);
        texts.insert(OFFLINE.to_owned(), offline.into_bytes());
        let sums = texts.iter().fold(String::new(), |mut sums, (name, bytes)| {
            let _ = writeln!(sums, "{}  {name}", hex(&Sha256::digest(bytes)));
            sums
        });
        texts.insert(SUMS.to_owned(), sums.into_bytes());
        let files = texts.into_iter().map(|(name, bytes)| {
            let file = SiteFile { gzip: gzip(&bytes), media_type: media_type(&name), bytes };
            (name, file)
        });
        Self { files: files.collect() }
    }

    /// Finds a file by its name; the empty name is the page.
    pub fn get(&self, name: &str) -> Option<&SiteFile> {
        self.files.get(if name.is_empty() { "index.html" } else { name })
    }

    /// Lists every file by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &SiteFile)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }
}

/// Prints the type only: it is long.
impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Site")
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

/// Writes a value as a module. `<` is escaped, so that the same text may stand inside a page.
fn module(value: &serde_json::Value) -> Vec<u8> {
    format!("export default {};\n", value.to_string().replace('<', "\\u003c")).into_bytes()
}

/// Puts the page, its scripts, its style and every language into one file whose policy allows these very texts alone.
fn offline(texts: &BTreeMap<String, Vec<u8>>) -> String {
    let text =
        |name: &str| texts.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let inside: Vec<String> = texts
        .keys()
        .filter(|name| name.starts_with("lang-") || name.starts_with("campaign"))
        .map(|name| {
            let value = text(name);
            let value =
                value.trim_end().trim_start_matches("export default ").trim_end_matches(';').replace('<', "\\u003c");
            format!("\"{}\":{value}", name.trim_end_matches(".js"))
        })
        .collect();
    let data = format!("globalThis.klichInside={{{}}};", inside.join(","));
    // A script's own text must not end it.
    let script = |name: &str| text(name).replace("</script", "<\\/script").replace("<!--", "<\\!--");
    let scripts = [data, script("fallback.js"), script("app.js")];
    let style = text("app.css");
    let source = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    let hashes = scripts.iter().map(|script| source(script)).collect::<Vec<_>>().join(" ");
    let policy = format!(
        "default-src 'none'; script-src {hashes}; style-src {}; connect-src 'none'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        source(&style)
    );
    let tags: String = scripts.iter().map(|script| format!("<script type=\"module\">{script}</script>\n")).collect();
    let page = text("index.html");
    let lines = page.lines().map(|line| match line {
        line if line.contains("Content-Security-Policy") => {
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
        }
        line if line.starts_with("<link rel=\"stylesheet\"") => format!("<style>{style}</style>\n"),
        line if line.starts_with("<script ") => tags.clone(),
        line => format!("{line}\n"),
    });
    lines.collect()
}

/// Source: RFC 1952.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    out.extend(compress_to_vec(bytes, 9));
    out.extend(crc32fast::hash(bytes).to_le_bytes());
    // The length modulo 2^32, as the format has it.
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn site() -> Site {
        let campaign = Campaign::embedded("belarus-16-november").unwrap().unwrap();
        Site::new(&campaign, &KeyList::first("belarus-16-november", 0, &[], &[]), &[])
    }

    #[test]
    fn the_committed_files_are_those_that_their_list_names() {
        let sums = String::from_utf8(Built::get(SUMS).unwrap().data.into_owned()).unwrap();
        let listed: Vec<_> = sums.lines().map(|line| line.split_once("  ").unwrap()).collect();
        assert_eq!(listed.len() + 1, Built::iter().count());
        for (sum, name) in listed {
            assert_eq!(hex(&Sha256::digest(Built::get(name).unwrap().data)), sum, "{name}: build webapp/ anew");
        }
    }

    /// The limit is for what one reader loads: the page, the campaign and their language, and on an old WebView the fallback.
    #[test]
    fn no_reader_loads_more_than_32_kb() {
        let site = site();
        let size = |name: &str| site.get(name).unwrap().gzip.len();
        for language in Language::ALL.map(Language::code) {
            let own = [format!("lang-{language}.js"), format!("campaign-{language}.js")].map(|name| size(&name));
            let all = ["index.html", "app.js", "app.css", "campaign.js", "fallback.js"].map(size);
            let total: usize = own.iter().chain(&all).sum();
            assert!(total <= 32_768, "{language}: {total} bytes");
        }
    }

    #[test]
    fn the_offline_page_holds_everything_and_asks_for_nothing() {
        let site = site();
        let page = String::from_utf8(site.get(OFFLINE).unwrap().bytes.clone()).unwrap();
        assert!(!page.contains(" src=") && !page.contains("<link"));
        assert_eq!(page.matches("<script").count(), 3);
        assert_eq!(page.matches("</script>").count(), 3);
        for language in Language::ALL {
            assert!(page.contains(&format!("\"lang-{}\":{{", language.code())));
        }
    }

    #[test]
    fn the_page_repeats_the_policy_of_its_headers() {
        let page = String::from_utf8(site().get("").unwrap().bytes.clone()).unwrap();
        assert!(page.contains(&POLICY.replace("frame-ancestors https://web.telegram.org; ", "")));
    }
}

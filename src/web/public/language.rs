//! The reader's language: by the path, or by what their browser asks for.

use crate::text::Language;

/// The most of `Accept-Language` that is looked at, in bytes and in entries.
const HEADER_MAX: usize = 1000;
const ENTRIES_MAX: usize = 32;

/// Chooses the language that `Accept-Language` likes best among ours; English where it names none.
///
/// Source: RFC 9110, section 12.5.4, with the primary subtag alone counting: `pt-BR` is served Portuguese.
pub fn accepted(header: &str) -> Language {
    let header = header.get(..HEADER_MAX).unwrap_or(header);
    let mut best: Option<(u16, Language)> = None;
    for entry in header.split(',').take(ENTRIES_MAX) {
        let mut parts = entry.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let Some(language) = Language::from_code(&primary) else { continue };
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1000), thousandths);
        let Some(weight) = weight.filter(|weight| *weight > 0) else { continue };
        // The first of equals wins.
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map_or(Language::English, |(_, language)| language)
}

/// Reads a weight such as `0.8`, in thousandths; `None` for what is none.
fn thousandths(weight: &str) -> Option<u16> {
    let weight: f32 = weight.trim().parse().ok()?;
    (0.0..=1.0).contains(&weight).then_some((weight * 1000.0) as u16)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_best_liked_language_of_ours_is_chosen() {
        for (header, code) in [
            ("be", "be"),
            ("pt-BR,pt;q=0.9,en;q=0.8", "pt"),
            ("en;q=0.5, uk;q=0.7", "uk"),
            ("zh, ja;q=0.9, lt;q=0.1", "lt"),
            ("de;q=0, fr;q=0.2", "fr"),
            ("ru, be", "ru"),
            ("TR-tr", "tr"),
            ("*", "en"),
            ("", "en"),
            ("pl;q=many, es;q=0.3", "es"),
            (";;,,;q=1,-", "en"),
        ] {
            assert_eq!(accepted(header).code(), code, "{header}");
        }
    }

    proptest! {
        #[test]
        fn no_header_breaks_it(header in any::<String>()) {
            let _ = accepted(&header);
            let _ = accepted(&header.repeat(100));
        }
    }
}

//! What Telegram finds in every text by itself: commands, mentions, hashtags and links.

use super::entities::{Entity, checked_url};

/// Adds the commands, mentions, hashtags and links that Telegram finds in every text.
pub(crate) fn detect(text: &str, entities: &mut Vec<Entity>) {
    if !text.contains(['/', '@', '#']) {
        return;
    }
    let taken: Vec<(usize, usize)> = entities
        .iter()
        .filter(|entity| {
            matches!(
                entity.kind,
                "code"
                    | "pre"
                    | "text_link"
                    | "text_mention"
                    | "custom_emoji"
                    | "url"
                    | "bot_command"
                    | "mention"
                    | "hashtag"
            )
        })
        .map(|entity| (entity.offset, entity.end()))
        .collect();
    let mut before = ' ';
    let mut offset = 0;
    let mut rest = text;
    let mut added = false;
    while let Some(character) = rest.chars().next() {
        let found = if word(before) { None } else { token(rest, before) };
        let bytes = found.map_or(character.len_utf8(), |(_, bytes)| bytes);
        let (passed, tail) = rest.split_at_checked(bytes).unwrap_or((rest, ""));
        let length: usize = passed.chars().map(char::len_utf16).sum();
        if let Some((kind, _)) = found {
            let end = offset + length;
            if taken.iter().all(|(from, to)| end <= *from || offset >= *to) {
                entities.push(Entity::new(kind, offset, length));
                added = true;
            }
        }
        before = passed.chars().next_back().unwrap_or(' ');
        offset += length;
        rest = tail;
    }
    if added {
        entities.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
    }
}

fn word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The token that begins `rest`: its type and its length in bytes.
fn token(rest: &str, before: char) -> Option<(&'static str, usize)> {
    let name = |from: usize, most: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        let count = tail.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let next = tail.get(count..).and_then(|after| after.chars().next());
        (count > 0 && count <= most && !next.is_some_and(word)).then_some((count, next))
    };
    match rest.as_bytes().first()? {
        b'/' if before != '/' => {
            let (count, next) = name(1, 64)?;
            let with_name = (next == Some('@')).then(|| name(count + 2, 32)).flatten();
            match (with_name, next) {
                (Some((more, _)), _) => Some(("bot_command", count + 2 + more)),
                (None, Some('/')) => None,
                (None, _) => Some(("bot_command", count + 1)),
            }
        }
        b'@' => name(1, 32).filter(|(count, _)| *count >= 4).map(|(count, _)| ("mention", count + 1)),
        b'#' => {
            let tail = rest.get(1..)?;
            let tag: String = tail.chars().take_while(|c| word(*c)).collect();
            tag.chars().any(|c| !c.is_numeric()).then_some(("hashtag", tag.len() + 1))
        }
        b'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
            let end = rest.find(|c: char| c.is_whitespace() || "<>\"«»".contains(c)).unwrap_or(rest.len());
            let link = rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
            checked_url(link).ok().map(|_| ("url", link.len()))
        }
        _ => None,
    }
}

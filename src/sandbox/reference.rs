//! Character references of the HTML parse mode: `&lt;`, `&#33;` and the like.

/// Decodes the character reference at `at`, if there is one that Telegram knows; gives the character and where it ends.
pub(crate) fn reference(source: &str, at: usize) -> Option<(Result<char, String>, usize)> {
    let rest = source.get(at + 1..)?;
    let (code, length) = if let Some(number) = rest.strip_prefix('#') {
        let (digits, radix, lead) = match number.strip_prefix('x') {
            Some(digits) => (digits, 16, 2),
            None => (number, 10, 1),
        };
        let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let code = u32::from_str_radix(digits.get(..count)?, radix).ok()?;
        if code == 0 || code >= 0x0010_ffff || lead + count + 1 >= 10 {
            return None;
        }
        (code, lead + count)
    } else {
        let count = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let character = match rest.get(..count)? {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => return None,
        };
        (u32::from(character), count)
    };
    let end = at + 1 + length;
    let end = if source.as_bytes().get(end) == Some(&b';') { end + 1 } else { end };
    let character = char::from_u32(code).ok_or_else(|| {
        "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
            .to_owned()
    });
    Some((character, end))
}

//! In what forms a secret can stand in bytes: the demo's own search, and each of its forms wrapped once more.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use klich::sandbox::phones::search;

/// Shorter ones turn up by chance.
const SHORTEST: usize = 5;

/// Gives the forms of a text or number; of a `key` written in base64 also its bytes.
pub fn of(secret: &str, key: bool) -> Vec<(String, Vec<u8>)> {
    let mut plain: Vec<(String, Vec<u8>)> =
        search::forms(secret).into_iter().map(|(form, bytes)| (form.to_owned(), bytes)).collect();
    plain.push(("UTF-16 BE".to_owned(), secret.encode_utf16().flat_map(u16::to_be_bytes).collect()));
    plain.push(("JSON".to_owned(), json_escaped(secret, false)));
    plain.push(("JSON in capitals".to_owned(), json_escaped(secret, true)));
    if key && let Ok(bytes) = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(secret) {
        // Any eight bytes of a key are one too many.
        plain.extend(bytes.chunks_exact(8).map(|part| ("a part of the key".to_owned(), part.to_vec())));
        plain.push(("the key".to_owned(), bytes));
    }
    let mut seen = BTreeSet::new();
    let mut forms = Vec::new();
    for (form, bytes) in plain {
        for (wrapped, bytes) in wrap(&form, &bytes) {
            if bytes.len() >= SHORTEST && seen.insert(bytes.clone()) {
                forms.push((wrapped, bytes));
            }
        }
    }
    forms
}

fn wrap(form: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![
        (form.to_owned(), bytes.to_vec()),
        (format!("hex of {form}"), hex.to_uppercase().into_bytes()),
        (format!("HEX of {form}"), hex.into_bytes()),
    ];
    // Each of the three places that it can have in a run of base64; what the neighbours decide is cut off.
    for before in 0..3_usize {
        let shifted = [vec![0; before], bytes.to_vec()].concat();
        let encoded = STANDARD_NO_PAD.encode(&shifted);
        let sure = encoded.get((before * 8).div_ceil(6)..shifted.len() * 8 / 6).unwrap_or_default();
        forms.push((format!("base64 of {form}, shifted by {before}"), sure.as_bytes().to_vec()));
        let url = sure.replace('+', "-").replace('/', "_");
        forms.push((format!("base64url of {form}, shifted by {before}"), url.into_bytes()));
    }
    forms.retain(|(form, bytes)| !form.contains(" of ") || bytes.len() >= SHORTEST + 2);
    forms
}

fn json_escaped(text: &str, capitals: bool) -> Vec<u8> {
    let escape = |unit: u16| if capitals { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") };
    let units = |character: char| {
        if character.is_ascii() {
            character.to_string()
        } else {
            character.encode_utf16(&mut [0; 2]).iter().map(|unit| escape(*unit)).collect()
        }
    };
    text.chars().map(units).collect::<String>().into_bytes()
}

#[test]
fn a_secret_is_found_wherever_it_lies_in_base64() {
    for shift in 0..7 {
        let whole = [vec![0xa5; shift], "Majeczka".as_bytes().to_vec(), vec![0x5a; 4]].concat();
        let encoded = STANDARD_NO_PAD.encode(whole).into_bytes();
        let found =
            of("Majeczka", false).into_iter().any(|(_, form)| encoded.windows(form.len()).any(|window| window == form));
        assert!(found, "shifted by {shift}");
    }
}

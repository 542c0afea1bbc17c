//! The nearest known name to what a person wrote.

/// Finds the candidate that was most likely meant: a third of its letters may be wrong.
pub(super) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, best) = candidates.into_iter().map(|name| (strsim::levenshtein(written, name), name)).min()?;
    (distance <= best.chars().count().div_ceil(3)).then_some(best)
}

/// Says what to do with a name that nobody knows.
pub(super) fn advice(written: &str, candidates: &[&str]) -> String {
    match nearest(written, candidates.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`? If not, remove it"),
        None => format!("Remove it, or write one of: {}", candidates.join(", ")),
    }
}

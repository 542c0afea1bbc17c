//! The keys that a store knows: taken at its first use, and changed only by lists that those before have signed.
//!
//! Whoever can write `klich.toml` and nothing else can't put other signers or recipients in the place of the campaign's: the
//! bot does not start with them.

use super::key_lists::{FOLDER, KeyLists};
use crate::control::ControlError;
use crate::seal::{KeyList, follow};
use crate::vault::{RowKey, Vault, VaultError, tables};

/// Holds the keys of `klich.toml` against those that the store knows, and keeps them where they follow from those.
///
/// A store that knows no keys takes the ones that are there. Where it knows no signers nobody could sign a change, and
/// each is taken.
///
/// # Errors
/// [`crate::control::Code::Configuration`] where they don't follow; `trouble` says what an error of the vault means.
pub fn hold(vault: &Vault, lists: &KeyLists, trouble: impl Fn(VaultError) -> ControlError) -> Result<(), ControlError> {
    let current = lists.current.to_text();
    let key = key(vault, &lists.current.campaign);
    let known = vault.read_long(&key, tables::KEY_LISTS).map_err(&trouble)?;
    let known = known.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if known.as_deref() == Some(&current) {
        return Ok(());
    }
    if let Some(known) = known.as_deref().and_then(|text| KeyList::parse(text).ok()) {
        follows(&known, lists)?;
    }
    vault.write(|writer| writer.put_long(&key, tables::KEY_LISTS, current.as_bytes())).map_err(trouble)
}

/// Tells whether the lists lead from the keys that are known to those that are there.
fn follows(known: &KeyList, lists: &KeyLists) -> Result<(), ControlError> {
    if known.signers.is_empty() || known.has_same_keys(&lists.current) {
        return Ok(());
    }
    let next = lists.chain.iter().position(|(list, _)| list.previous.as_deref() == Some(known.hash().as_str()));
    let rest = next.and_then(|at| lists.chain.get(at..)).unwrap_or_default();
    match follow(known, rest) {
        Ok(last) if *last == lists.current => Ok(()),
        Ok(_) => Err(refused("no list of keys leads from those that this store knows to them".to_owned(), known)),
        Err(error) => Err(refused(error.to_string(), known)),
    }
}

fn refused(why: String, known: &KeyList) -> ControlError {
    let (now, next) = (known.sequence, known.sequence + 1);
    ControlError::configuration(
        format!("the keys in klich.toml are not those that this store knows: {why}"),
        format!(
            "put the former keys back, or let those of before sign the change: with the former keys in klich.toml \
             `klich keys list --text > {FOLDER}/{now}.keys`, with the new ones `klich keys list --text > {FOLDER}/{next}.keys`, \
             then `klich keys sign {FOLDER}/{next}.keys` by {} of the former signers",
            known.required.max(1)
        ),
    )
}

fn key(vault: &Vault, campaign: &str) -> RowKey {
    vault.row_key(tables::KEY_LISTS, campaign.as_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::seal::{Signature, SigningKey};

    fn trouble(_: VaultError) -> ControlError {
        ControlError::failed("the vault failed", "")
    }

    #[test]
    fn keys_change_only_by_lists_that_those_before_have_signed() {
        let keys: Vec<_> = (0..3).map(|_| SigningKey::generate()).collect();
        let signers = |range: std::ops::Range<usize>| keys[range].iter().map(SigningKey::public).collect::<Vec<_>>();
        let vault = Vault::in_memory();
        let at = |current: &KeyList, chain: &[(KeyList, Vec<Signature>)]| {
            hold(&vault, &KeyLists { current: current.clone(), chain: chain.to_vec() }, trouble)
        };
        let open = KeyList::first("ours", 0, &[], &[]);
        let first = KeyList::first("ours", 1, &[], &signers(0..1));
        at(&open, &[]).unwrap();
        at(&first, &[]).unwrap();
        at(&first, &[]).unwrap();
        for other in
            [open, KeyList::first("ours", 1, &[], &signers(1..2)), KeyList::first("ours", 0, &[], &signers(0..1))]
        {
            let refused = at(&other, &[]).unwrap_err();
            assert!(refused.what.contains("not those that this store knows"), "{}", refused.what);
            assert!(refused.next.contains("keys/2.keys"), "{}", refused.next);
        }
        let second = first.next(1, &[], &signers(1..3));
        let signed = |list: &KeyList, by: usize| (list.clone(), vec![keys[by].sign(&list.to_text(), "")]);
        assert!(at(&second, &[signed(&second, 1)]).is_err(), "the new ones can't sign themselves in");
        at(&second, &[signed(&second, 0)]).unwrap();
        assert!(at(&first, &[]).is_err(), "and the old ones are gone");
        let third = second.next(1, &[], &signers(2..3));
        at(&third, &[signed(&second, 0), signed(&third, 1)]).unwrap();
    }
}

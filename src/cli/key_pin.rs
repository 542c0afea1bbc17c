//! The keys that a store knows: taken at its first use, and changed only by lists that those before have signed.
//!
//! Whoever can write `klich.toml` and nothing else can't put other signers or recipients in the place of the campaign's: the
//! bot does not start with them.

use super::key_lists::{FOLDER, KeyLists};
use crate::control::ControlError;
use crate::seal::{AddressList, KeyList, follow};
use crate::vault::{RowKey, Vault, VaultError, Writer, tables};

/// Stands for the campaign whose keys were held last; no campaign has an empty name.
const LAST: &str = "";

/// Holds the keys of `klich.toml` against those that the store knows, and keeps them where they follow from those.
///
/// A store that knows no keys takes the ones that are there. Where it knows no signers nobody could sign a change, and
/// each is taken. Another campaign in the same store has the keys of the one before it: its people are the same.
///
/// # Errors
/// [`crate::control::Code::Configuration`] where they don't follow; `trouble` says what an error of the vault means.
pub fn hold(vault: &Vault, lists: &KeyLists, trouble: impl Fn(VaultError) -> ControlError) -> Result<(), ControlError> {
    let current = lists.current.to_text();
    let (own, last) = (key(vault, &lists.current.campaign), key(vault, LAST));
    let read = |key: &RowKey| -> Result<Option<String>, ControlError> {
        let bytes = vault.read_long(key, tables::KEY_LISTS).map_err(&trouble)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    };
    let (known, of_any) = (read(&own)?, read(&last)?);
    if known.as_deref() == Some(&current) && of_any.as_deref() == Some(&current) {
        return Ok(());
    }
    let parsed = |text: &Option<String>| text.as_deref().and_then(|text| KeyList::parse(text).ok());
    // What the store knew last counts, whatever it knows of this campaign from before there were signers.
    match (parsed(&of_any), parsed(&known)) {
        (Some(other), _) if other.campaign != lists.current.campaign && !other.signers.is_empty() => {
            is_as(&other, lists)?;
        }
        (_, Some(known)) => follows(&known, lists)?,
        (_, None) => {}
    }
    let keep = |writer: &mut Writer<'_>| {
        writer.put_long(&own, tables::KEY_LISTS, current.as_bytes())?;
        writer.put_long(&last, tables::KEY_LISTS, current.as_bytes())
    };
    vault.write(keep).map_err(trouble)
}

/// Tells whether a campaign has the keys that the store knew last, of another one: who writes another campaign's name into
/// `klich.toml` gets rid of no signature by it.
fn is_as(other: &KeyList, lists: &KeyLists) -> Result<(), ControlError> {
    if other.has_same_keys(&lists.current) {
        return Ok(());
    }
    Err(ControlError::configuration(
        format!(
            "this store was last used for the campaign `{}`, and the keys in klich.toml for `{}` are not the same",
            other.campaign, lists.current.campaign
        ),
        "start it with those keys, and change them by signed lists afterwards; or give it a store of its own",
    ))
}

/// Tells whether the lists lead from the keys that are known to those that are there.
fn follows(known: &KeyList, lists: &KeyLists) -> Result<(), ControlError> {
    if known.signers.is_empty() {
        return Ok(());
    }
    if lists.current.sequence < known.sequence {
        let (given, last) = (lists.current.sequence, known.sequence);
        return Err(refused(format!("list {given} is older than list {last}, which this store has seen"), known));
    }
    if known.has_same_keys(&lists.current) {
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

/// Holds a signed list of addresses against the newest that the store has seen, and keeps it where it is none before that.
///
/// # Errors
/// [`crate::control::Code::Configuration`] for an older list, or another one of the same number: it is not to be shown.
pub fn hold_addresses(
    vault: &Vault,
    list: &AddressList,
    trouble: impl Fn(VaultError) -> ControlError,
) -> Result<(), ControlError> {
    let text = list.to_text();
    let key = vault.row_key(tables::KEY_LISTS, format!("addresses {}", list.campaign).as_bytes());
    let known = vault.read_long(&key, tables::KEY_LISTS).map_err(&trouble)?;
    let known = known.and_then(|bytes| AddressList::parse(&String::from_utf8_lossy(&bytes)).ok());
    let refuse = |what: String| {
        let next = "put the newest list back into keys/, or write the next one with `klich keys addresses`";
        Err(ControlError::configuration(format!("the list of the campaign's addresses: {what}"), next))
    };
    match known {
        Some(known) if list.sequence < known.sequence => {
            refuse(format!("list {} is older than list {}, which this store has seen", list.sequence, known.sequence))
        }
        Some(known) if list.sequence == known.sequence && *list != known => {
            refuse(format!("this store has seen another list of the same number, {}", list.sequence))
        }
        Some(known) if *list == known => Ok(()),
        _ => vault.write(|writer| writer.put_long(&key, tables::KEY_LISTS, text.as_bytes())).map_err(trouble),
    }
}

fn refused(why: String, known: &KeyList) -> ControlError {
    let (now, next) = (known.sequence, known.sequence + 1);
    ControlError::configuration(
        format!("the keys in klich.toml are not those that this store knows: {why}"),
        format!(
            "put the former keys back, or let those of before sign the change: with the former keys in klich.toml \
             `klich keys list --write` for {FOLDER}/{now}.keys, with the new ones once more for {FOLDER}/{next}.keys, \
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
        // Back to the keys of before, in order; then an older list with the very same keys is refused all the same.
        let fourth = third.next(1, &[], &signers(1..3));
        at(&fourth, &[signed(&fourth, 2)]).unwrap();
        assert!(fourth.has_same_keys(&second));
        let refused = at(&second, &[signed(&second, 0)]).unwrap_err();
        assert!(refused.what.contains("list 2 is older than list 4"), "{}", refused.what);
        at(&fourth, &[]).unwrap();
    }

    #[test]
    fn of_addresses_the_newest_that_was_seen_holds() {
        let vault = Vault::in_memory();
        let list = |sequence: u64, bot: &str| AddressList {
            campaign: "ours".to_owned(),
            sequence,
            expires: "2999-01-01T00:00:00Z".parse().unwrap(),
            bot: bot.to_owned(),
            next_bots: Vec::new(),
            pages: Vec::new(),
            keys: format!("sha256:{}", crate::seal::sha256_hex("keys")),
        };
        let at = |list: &AddressList| hold_addresses(&vault, list, trouble);
        at(&list(2, "@klich_bot")).unwrap();
        at(&list(2, "@klich_bot")).unwrap();
        let refused = at(&list(1, "@klich_bot")).unwrap_err();
        assert!(refused.what.contains("list 1 is older than list 2"), "{}", refused.what);
        assert!(at(&list(2, "@other_bot")).unwrap_err().what.contains("another list of the same number"));
        at(&list(3, "@other_bot")).unwrap();
        assert!(at(&list(2, "@klich_bot")).is_err());
    }

    #[test]
    fn another_campaign_in_the_same_store_is_no_way_around_the_signers() {
        let (ann, mallory) = (SigningKey::generate(), SigningKey::generate());
        let vault = Vault::in_memory();
        let at = |current: KeyList| hold(&vault, &KeyLists { current, chain: Vec::new() }, trouble);
        let first = |campaign: &str, required: usize, signers: &[&SigningKey]| {
            KeyList::first(campaign, required, &[], &signers.iter().map(|key| key.public()).collect::<Vec<_>>())
        };
        // Tried out once, before there were signers.
        at(first("other", 0, &[])).unwrap();
        at(first("ours", 1, &[&ann])).unwrap();
        for other in [first("other", 0, &[]), first("other", 1, &[&mallory]), first("other", 0, &[&ann])] {
            let refused = at(other).unwrap_err();
            assert!(
                refused.what.contains("campaign `ours`") && refused.what.contains("`other` are not"),
                "{}",
                refused.what
            );
        }
        at(first("other", 1, &[&ann])).unwrap();
        assert!(at(first("third", 0, &[])).is_err());
        at(first("ours", 1, &[&ann])).unwrap();
    }
}

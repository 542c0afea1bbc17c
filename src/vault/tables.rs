//! The tables. Tags and names are part of the format on the disk: a row is bound to its table's name.

use crate::store::Table;

/// Single facts of the bot: offsets, what is registered, who closed what.
pub const STATE: Table = Table { tag: 1, name: "state" };
/// Subscribers: address, language, consent.
pub const AUDIENCE: Table = Table { tag: 2, name: "audience" };
/// Pledges, a row for a person and petition.
pub const PLEDGES: Table = Table { tag: 3, name: "pledges" };
/// Alerts without their texts.
pub const ALERTS: Table = Table { tag: 4, name: "alerts" };
/// The texts of alerts, in parts.
pub const ALERT_TEXTS: Table = Table { tag: 5, name: "alert-texts" };
/// Broadcasts: state and cursor.
pub const BROADCASTS: Table = Table { tag: 6, name: "broadcasts" };
/// Deliveries, a row for a subscriber and broadcast, those of one broadcast together.
pub const LEDGER: Table = Table { tag: 7, name: "ledger" };
/// Updates that Telegram may forget but klich has not yet handled, by number.
pub const INBOX: Table = Table { tag: 8, name: "inbox" };
/// Updates whose handler failed.
pub const ASIDE: Table = Table { tag: 9, name: "aside" };
/// Where a person is in a conversation.
pub const DIALOGUES: Table = Table { tag: 10, name: "dialogues" };
/// Totals.
pub const TALLY: Table = Table { tag: 11, name: "tally" };
/// What organisers did.
pub const AUDIT: Table = Table { tag: 12, name: "audit" };
/// Delivered messages that the bot shall delete, those of one quarter of an hour together.
pub const DUE: Table = Table { tag: 13, name: "due" };
/// Discreet alerts whose text stands in a chat just now.
pub const SHOWN: Table = Table { tag: 14, name: "shown" };
/// Signatories who want to hear how the count goes.
pub const HEARERS: Table = Table { tag: 23, name: "hearers" };
/// Receipts of pledges, a row for a person and petition.
pub const RECEIPTS: Table = Table { tag: 24, name: "receipts" };
/// What stands for receipts in the public list: those that wait for the day's end, and where the others stand.
pub const COMMITMENTS: Table = Table { tag: 25, name: "commitments" };
/// The public list of the count, and the tree over it.
pub const COUNT_TREE: Table = Table { tag: 26, name: "count-tree" };

/// Sealed letters without their texts, those of a shard together.
pub const LETTERS: Table = Table { tag: 15, name: "letters" };
/// The sealed texts, in parts.
pub const LETTER_TEXTS: Table = Table { tag: 16, name: "letter-texts" };
/// Which letters are a person's, those of one person together.
pub const LETTERS_OF: Table = Table { tag: 17, name: "letters-of" };
/// Versions of a petition's statement.
pub const STATEMENTS: Table = Table { tag: 18, name: "statements" };
/// What signers have signed of alerts, in parts.
pub const SIGNATURES: Table = Table { tag: 19, name: "signatures" };
/// People who can't be reached, kept for a while in case they come back.
pub const UNREACHABLE: Table = Table { tag: 41, name: "unreachable" };

/// The list of keys that a campaign's store knows, in parts.
pub const KEY_LISTS: Table = Table { tag: 20, name: "key-lists" };
/// Invitations to circles that nobody has taken yet.
pub const INVITATIONS: Table = Table { tag: 21, name: "invitations" };

/// What alerts have of approvals, a row for each that has not ended.
pub const APPROVALS: Table = Table { tag: 75, name: "approvals" };
/// When organisers were last seen, and who of them is suspended.
pub const ORGANISERS: Table = Table { tag: 76, name: "organisers" };

/// Every table, by tag.
pub const ALL: [Table; 28] = [
    STATE,
    AUDIENCE,
    PLEDGES,
    ALERTS,
    ALERT_TEXTS,
    BROADCASTS,
    LEDGER,
    INBOX,
    ASIDE,
    DIALOGUES,
    TALLY,
    AUDIT,
    DUE,
    SHOWN,
    LETTERS,
    LETTER_TEXTS,
    LETTERS_OF,
    STATEMENTS,
    SIGNATURES,
    HEARERS,
    RECEIPTS,
    COMMITMENTS,
    COUNT_TREE,
    KEY_LISTS,
    INVITATIONS,
    UNREACHABLE,
    APPROVALS,
    ORGANISERS,
];

/// The tables whose keys are numbers in clear, [`super::RowKey::ordered`]; the keys of all others are blind.
pub const ORDERED: [Table; 2] = [INBOX, ASIDE];

/// Gives the steps in bytes to which the records of a table are padded, so that their lengths tell nothing: of the rows that
/// belong to a person, and of alerts and totals, all of a table are within one step.
pub fn step(table: Table) -> usize {
    match table {
        // A person's row, and since when it is kept.
        UNREACHABLE => 128,
        // How many messages of an organiser are live; how many organisers there are.
        DIALOGUES | AUDIT => 128,
        // Which languages and kinds have been counted.
        TALLY => 512,
        // Which languages and circles hear it, and in which languages it is written.
        ALERTS => 1024,
        _ => STEP,
    }
}

/// The steps where nothing else is said, in bytes; a divisor of all others.
pub const STEP: usize = 64;

/// Set in the tag of a table where its rows of odd generations lie: those of two generations never lie among each other.
const ODD: u8 = 0x80;

/// Gives the table of the store in which the rows of a generation lie.
pub fn stored(table: Table, generation: u32) -> Table {
    let tag = if generation % 2 == 1 { table.tag | ODD } else { table.tag };
    Table { tag, ..table }
}

/// Gives the table whose rows lie there, and whether they are of an odd generation: 0 or 1.
pub fn unstored(stored: Table) -> (Table, u32) {
    (Table { tag: stored.tag & !ODD, ..stored }, u32::from(stored.tag & ODD != 0))
}

/// Lists every table of the store that may hold rows: of each table, the place of even generations and that of odd ones.
pub fn all_stored() -> impl Iterator<Item = Table> {
    ALL.into_iter().flat_map(|table| [stored(table, 0), stored(table, 1)])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn tags_and_names_are_unique_and_well_formed() {
        assert_eq!(ALL.iter().map(|table| table.tag).collect::<BTreeSet<_>>().len(), ALL.len());
        assert_eq!(all_stored().map(|table| table.tag).collect::<BTreeSet<_>>().len(), 2 * ALL.len());
        assert_eq!(ALL.iter().map(|table| table.name).collect::<BTreeSet<_>>().len(), ALL.len());
        for table in ALL {
            assert!((1..ODD).contains(&table.tag), "zero belongs to the backend, the highest bit to generations");
            assert!(step(table).is_multiple_of(STEP));
            assert!(table.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        }
    }
}

//! Who may have been sent to by a run that died: those whose rows it had claimed and not settled.
//!
//! A claim is a stretch of positions. If rows were moved to another generation since, it is looked up for each of them where
//! it would have lain in the claim's, as long as that is live.

use std::collections::BTreeSet;

use super::record::Broadcast;
use super::work::EngineError;
use crate::store::Table;
use crate::telegram::UserId;
use crate::vault::{Position, RowKey, Vault};

/// Whom it is doubtful of whether they were sent to.
pub(super) enum Doubt {
    /// A window's worth, at most.
    These(BTreeSet<UserId>),
    /// Everyone who is not settled: a generation of the claim is gone, so nobody knows who was in it.
    Everyone,
}

impl Doubt {
    pub(super) fn nobody() -> Self {
        Self::These(BTreeSet::new())
    }

    pub(super) fn covers(&self, user: UserId) -> bool {
        match self {
            Self::These(users) => users.contains(&user),
            Self::Everyone => true,
        }
    }
}

/// A row that may be in doubt: where it is, what finds it, whose it is, and whether it is settled.
pub(super) type Looked = (Position, RowKey, UserId);

/// Looks for those in doubt in the pages that `page` reads. Blocks.
pub(super) fn look(
    vault: &Vault,
    table: Table,
    broadcast: &Broadcast,
    page: impl Fn(Option<&Position>) -> Result<Vec<Looked>, EngineError>,
    is_settled: impl Fn(UserId) -> Result<bool, EngineError>,
) -> Result<Doubt, EngineError> {
    let Some(last) = broadcast.claimed.iter().max().filter(|last| broadcast.cursor.as_ref() < Some(*last)) else {
        return Ok(Doubt::nobody());
    };
    let _generations = vault.hold_generations();
    if broadcast.claimed.iter().any(|to| !vault.is_live(table, to.generation())) {
        return Ok(Doubt::Everyone);
    }
    let (mut users, mut after) = (BTreeSet::new(), broadcast.cursor.clone());
    loop {
        let rows = page(after.as_ref())?;
        let Some((at, ..)) = rows.last() else { return Ok(Doubt::These(users)) };
        after = Some(at.clone());
        // Behind the only claim, its own generation has nothing to find: on to the next.
        if broadcast.claimed.len() == 1 && at.generation() == last.generation() && at > last {
            after = Some(Position::new(last.generation() + 1, Vec::new()));
        }
        for (at, key, user) in rows {
            // Where it lies, or where it lay before it was moved.
            let places = vault.positions(table, &key)?;
            let claimed = broadcast.is_claimed(&at) || places.iter().any(|at| broadcast.is_claimed(at));
            if claimed && !is_settled(user)? {
                users.insert(user);
            }
        }
    }
}

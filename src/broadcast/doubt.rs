//! Who may have been sent to by a run that died: those whose rows it had claimed and not settled.
//!
//! A claim is a stretch of positions. If rows were moved to another generation since, it is looked up for each of them where
//! it would have lain in the claim's, as long as that is live. A stretch stays in doubt until all of it is settled, through
//! further deaths.

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

    /// Takes out who is settled.
    pub(super) fn settled(&mut self, user: UserId) {
        if let Self::These(users) = self {
            users.remove(&user);
        }
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self, Self::These(users) if users.is_empty())
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
    let Some(last) = broadcast.doubts.iter().map(|(_, to)| to).max() else { return Ok(Doubt::nobody()) };
    let _generations = vault.hold_generations();
    if broadcast.doubts.iter().any(|(_, to)| !vault.is_live(table, to.generation())) {
        return Ok(Doubt::Everyone);
    }
    let of_one = broadcast.doubts.iter().all(|(_, to)| to.generation() == last.generation());
    let (mut users, mut after) =
        (BTreeSet::new(), broadcast.doubts.iter().map(|(from, _)| from.clone()).min().flatten());
    loop {
        let rows = page(after.as_ref())?;
        let Some((at, ..)) = rows.last() else { return Ok(Doubt::These(users)) };
        after = Some(at.clone());
        // Behind the last, their generation has nothing to find: on to the next.
        if of_one && at.generation() == last.generation() && at > last {
            after = Some(Position::new(last.generation() + 1, Vec::new()));
        }
        for (at, key, user) in rows {
            // Where it lies, or where it lay before it was moved.
            let places = vault.positions(table, &key)?;
            let in_doubt = broadcast.is_in_doubt(&at) || places.iter().any(|at| broadcast.is_in_doubt(at));
            if in_doubt && !is_settled(user)? {
                users.insert(user);
            }
        }
    }
}

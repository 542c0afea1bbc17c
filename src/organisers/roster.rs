//! Who organises, as `klich.toml` says.

use std::collections::BTreeMap;
use std::fmt;

use super::{Right, Role, Roles};
use crate::telegram::UserId;

/// The organisers with their roles, and how many approvals an alert needs.
#[derive(Clone, Default)]
pub struct Roster {
    roles: BTreeMap<UserId, Roles>,
    approvals_required: usize,
}

impl Roster {
    /// Makes the roster of those who have every role, without approvals.
    pub fn of(all: impl IntoIterator<Item = UserId>) -> Self {
        Self { roles: all.into_iter().map(|user| (user, Roles::ALL)).collect(), approvals_required: 0 }
    }

    /// Gives a role to some.
    #[must_use]
    pub fn and(mut self, role: Role, users: impl IntoIterator<Item = UserId>) -> Self {
        for user in users {
            let roles = self.roles.entry(user).or_default();
            *roles = roles.with(role);
        }
        self
    }

    /// Asks for so many approvals.
    #[must_use]
    pub fn approved_by(mut self, approvals_required: usize) -> Self {
        self.approvals_required = approvals_required;
        self
    }

    /// Gives how many approvals an alert needs at least.
    pub fn approvals_required(&self) -> usize {
        self.approvals_required
    }

    /// Lists everyone, in the order of their numbers.
    pub fn everyone(&self) -> impl Iterator<Item = UserId> {
        self.roles.keys().copied()
    }

    /// Tells whether somebody is an organiser.
    pub fn has(&self, user: UserId) -> bool {
        self.roles.contains_key(&user)
    }

    /// Gives somebody's roles; none for a stranger.
    pub fn roles(&self, user: UserId) -> Roles {
        self.roles.get(&user).copied().unwrap_or_default()
    }

    /// Tells whether somebody's roles let them do something; it says nothing of whether they are suspended.
    pub fn may(&self, user: UserId, right: Right) -> bool {
        self.roles(user).may(right)
    }
}

/// Prints the type only: it names people.
impl fmt::Debug for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Roster")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_add_up_and_a_stranger_has_none() {
        let [ann, ben, cyd, eve] = [1, 2, 3, 4].map(UserId);
        let roster = Roster::of([ann]).and(Role::Writer, [ben]).and(Role::Approver, [ben, cyd]).approved_by(1);
        assert_eq!(roster.everyone().collect::<Vec<_>>(), [ann, ben, cyd]);
        assert_eq!(roster.roles(ann), Roles::ALL);
        assert_eq!(roster.roles(ben).list().collect::<Vec<_>>(), [Role::Writer, Role::Approver]);
        assert!(roster.may(cyd, Right::Approve) && !roster.may(cyd, Right::Write));
        assert!(!roster.has(eve) && !roster.may(eve, Right::Look));
        assert_eq!(roster.approvals_required(), 1);
        assert_eq!(format!("{roster:?}"), "Roster");
    }
}

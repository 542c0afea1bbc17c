//! What an organiser may do at the desk: one table, and nothing that is not in it.
//!
//! Whoever takes over the account of one organiser gets totals, and whatever that organiser's rows of [`TABLE`] hold. No row
//! lists people or opens what is sealed, for the desk can't; and where approvals are asked for, no role but that of the
//! others together lets a call out: who wrote it does not count, whatever else they may do.

/// What somebody is at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Writes alerts and proposes them.
    Writer,
    /// Reads what others propose, and approves or rejects it.
    Approver,
    /// Steers what goes out.
    Operator,
}

/// Something that is done at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// See totals, their picture, and how alerts stand.
    Look,
    /// Read texts that have not gone out, as they will be read.
    Read,
    /// Write, try out on oneself, set a time, correct, propose, take back, discard.
    Write,
    /// Approve or reject.
    Approve,
    /// Take what is to be signed, and hand signatures in.
    Sign,
    /// Pause, let go on, stop, recall, send again.
    Steer,
    /// Invite into a circle.
    Invite,
    /// Give a word for wiping everything.
    Wipe,
    /// Report an account as lost, and confirm one that is suspended.
    Vouch,
}

/// Who may do what. Nobody may list people: there is no such row, and no such thing at the desk.
pub const TABLE: [(Right, &[Role]); 9] = [
    (Right::Look, &[Role::Writer, Role::Approver, Role::Operator]),
    (Right::Read, &[Role::Writer, Role::Approver]),
    (Right::Write, &[Role::Writer]),
    (Right::Approve, &[Role::Approver]),
    (Right::Sign, &[Role::Writer, Role::Approver]),
    (Right::Steer, &[Role::Operator]),
    (Right::Invite, &[Role::Operator]),
    (Right::Wipe, &[Role::Operator]),
    (Right::Vouch, &[Role::Writer, Role::Approver, Role::Operator]),
];

/// The roles of one organiser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles {
    writer: bool,
    approver: bool,
    operator: bool,
}

impl Role {
    /// Lists all.
    pub const ALL: [Self; 3] = [Self::Writer, Self::Approver, Self::Operator];

    /// Gives the word of JSON and the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::Approver => "approver",
            Self::Operator => "operator",
        }
    }
}

impl Roles {
    /// Every role.
    pub const ALL: Self = Self { writer: true, approver: true, operator: true };

    /// Adds a role.
    #[must_use]
    pub fn with(mut self, role: Role) -> Self {
        match role {
            Role::Writer => self.writer = true,
            Role::Approver => self.approver = true,
            Role::Operator => self.operator = true,
        }
        self
    }

    /// Tells whether a role is among them.
    pub fn has(self, role: Role) -> bool {
        match role {
            Role::Writer => self.writer,
            Role::Approver => self.approver,
            Role::Operator => self.operator,
        }
    }

    /// Lists them.
    pub fn list(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Tells whether they let somebody do something.
    pub fn may(self, right: Right) -> bool {
        TABLE.iter().any(|(of, roles)| *of == right && roles.iter().any(|role| self.has(*role)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(role: Role) -> Roles {
        Roles::default().with(role)
    }

    fn rights(roles: Roles) -> Vec<Right> {
        TABLE.iter().map(|(right, _)| *right).filter(|right| roles.may(*right)).collect()
    }

    #[test]
    fn each_role_has_its_rights_and_no_others() {
        use Right::{Approve, Invite, Look, Read, Sign, Steer, Vouch, Wipe, Write};
        assert_eq!(rights(only(Role::Writer)), [Look, Read, Write, Sign, Vouch]);
        assert_eq!(rights(only(Role::Approver)), [Look, Read, Approve, Sign, Vouch]);
        assert_eq!(rights(only(Role::Operator)), [Look, Steer, Invite, Wipe, Vouch]);
        assert_eq!(rights(Roles::ALL).len(), TABLE.len());
        assert_eq!(rights(Roles::default()), [], "nobody else may do anything");
    }

    #[test]
    fn every_right_stands_in_the_table_once_and_somebody_has_it() {
        for (at, (right, roles)) in TABLE.iter().enumerate() {
            assert!(!roles.is_empty());
            assert!(TABLE.iter().skip(at + 1).all(|(other, _)| other != right), "{right:?} stands there twice");
        }
    }

    #[test]
    fn no_single_role_both_writes_and_lets_out() {
        for role in Role::ALL {
            let may = |right| only(role).may(right);
            assert!(!(may(Right::Write) && may(Right::Approve)), "{role:?}");
            assert!(!(may(Right::Write) && may(Right::Steer)), "{role:?}");
        }
    }
}

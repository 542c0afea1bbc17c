//! What each button of the desk needs: every one stands here, so that a new one can't be forgotten.

use super::super::button::{Deed, DeskPress};
use crate::organisers::Right;

/// Gives the right that a press needs.
pub(super) fn needed(press: DeskPress) -> Right {
    match press {
        DeskPress::Home | DeskPress::Alerts | DeskPress::Alert(_) | DeskPress::Chart | DeskPress::Organisers => {
            Right::Look
        }
        DeskPress::Preview(_) => Right::Read,
        DeskPress::New
        | DeskPress::Begin(_)
        | DeskPress::Draft(_)
        | DeskPress::Write(..)
        | DeskPress::Test(_)
        | DeskPress::When(_)
        | DeskPress::At(..)
        | DeskPress::AtOnce(_)
        | DeskPress::Correct(_) => Right::Write,
        DeskPress::ToSign(_) => Right::Sign,
        DeskPress::Pause(_) => Right::Steer,
        DeskPress::Circles | DeskPress::Invite(_) => Right::Invite,
        DeskPress::Wipe | DeskPress::WipeNow(_) => Right::Wipe,
        DeskPress::AskAbout(..) | DeskPress::DoAbout(..) => Right::Vouch,
        DeskPress::Ask(deed, _) | DeskPress::Do(deed, ..) => by_deed(deed),
    }
}

fn by_deed(deed: Deed) -> Right {
    match deed {
        Deed::Send | Deed::Discard | Deed::Reopen => Right::Write,
        Deed::Approve | Deed::Reject => Right::Approve,
        Deed::Cancel | Deed::Recall | Deed::Retry | Deed::Resume => Right::Steer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisers::{Role, Roles};

    /// What an account that is only an operator's, or only an approver's, can never begin.
    #[test]
    fn only_writers_propose_and_only_approvers_approve() {
        let may = |role, deed| Roles::default().with(role).may(by_deed(deed));
        for deed in Deed::ALL {
            let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| may(*role, deed)).collect();
            assert_eq!(roles.len(), 1, "{deed:?} is one role's");
        }
        assert!(
            may(Role::Writer, Deed::Send) && may(Role::Approver, Deed::Approve) && may(Role::Operator, Deed::Recall)
        );
    }
}

//! `klich organisers`: who may do what at the desk, by number, and what lifts a suspended account. Never a name.

use clap::Subcommand;

use super::output::table;
use super::{Context, Failure, reach};
use crate::control::Request;
use crate::control::reports::Organisers;

#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum OrganisersCommand {
    /// List organisers by number, with their roles and how their accounts stand
    List,
    /// Lift whatever suspends an organiser's account; first make sure that the person holds it themselves
    Lift {
        /// The organiser's number, as the list and the desk show it
        number: u32,
    },
}

/// Does what is asked.
pub(super) fn run(command: OrganisersCommand, context: &mut Context<'_>) -> Result<(), Failure> {
    let request = match command {
        OrganisersCommand::List => Request::OrganisersList {},
        OrganisersCommand::Lift { number } => Request::OrganisersLift { number },
    };
    let list: Organisers = reach::ask(context, request)?;
    Ok(context.output.report(&list, text)?)
}

fn text(list: &Organisers) -> String {
    if list.organisers.is_empty() {
        return "There is no organiser. Set `organisers.ids` in klich.toml.".to_owned();
    }
    let rows = list.organisers.iter().map(|organiser| {
        let seen = organiser.last_seen.clone().unwrap_or_else(|| "-".to_owned());
        let confirmed = organiser.confirmed.map(|count| format!(", confirmed by {count}")).unwrap_or_default();
        vec![organiser.number.to_string(), organiser.roles.join(", "), seen, format!("{}{confirmed}", organiser.state)]
    });
    let rows = table(&["number", "roles", "last seen", "account"], &[0], rows);
    format!("{rows}\n\nApprovals that an alert needs: {}", list.approvals_required)
}

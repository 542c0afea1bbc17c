//! Routing: which conversation an update belongs to. Decides nothing else.

use std::sync::Arc;

use teloxide::dptree::{self, Handler};

use super::answer::{Answer, Answered};
use super::button::{DeskPress, Press};
use super::command::Command;
use super::incoming::{Commanded, Handed, Incoming, Person, Pressed, Said, Sent};
use super::rooms::{Reader, Rooms};
use super::{
    announcing, campaigns, circles, desk, discreet, explaining, hearing, own_data, picturing, pledging, reading,
    reasking, receipts, sealed_calls, sealing, subscribing, verifying,
};
use crate::audience::InviteCode;
use crate::pledge::Sort;
use crate::telegram::UserId;
use crate::text::Message;

/// The routes, as teloxide's dispatcher tree has them.
pub type Routes = Handler<'static, Answered>;

/// Builds the routes. They need an `Arc<Rooms>` and an [`Incoming`].
pub fn schema() -> Routes {
    dptree::entry()
        .branch(dptree::case![Incoming::Commanded(commanded)].endpoint(commanded))
        .branch(dptree::case![Incoming::Pressed(pressed)].endpoint(pressed))
        .branch(dptree::case![Incoming::Said(said)].endpoint(said))
        .branch(dptree::case![Incoming::Sent(sent)].endpoint(sent))
        .branch(dptree::case![Incoming::Handed(handed)].endpoint(handed))
        .branch(dptree::case![Incoming::Left(user)].endpoint(left))
}

async fn commanded(rooms: Arc<Rooms>, commanded: Commanded) -> Answered {
    let (rooms, reader) = (&*rooms, reader(&rooms, &commanded.person)?);
    // Of the first campaign, but for what says of itself which one it is about; the desk's buttons are about none.
    let of_first = |answer: Answered| answer.map(|answer| answer.within(rooms.scope()));
    let answer = match commanded.command {
        Command::Start(payload) => {
            let (rooms, payload) = campaigns::arrived(rooms, payload.as_deref());
            let answer = match payload.and_then(InviteCode::from_payload) {
                Some(code) => circles::invited(&rooms, reader, code),
                None => subscribing::arrive(&rooms, reader, payload),
            };
            Ok(answer?.within(rooms.scope()))
        }
        Command::Subscribe => of_first(subscribing::subscribe(rooms, reader)),
        Command::Stop => subscribing::stop(rooms, reader),
        Command::Language => of_first(subscribing::languages(rooms, reader)),
        Command::Demands if !rooms.is_alone() => campaigns::ask(rooms, reader, Press::Demands),
        Command::Demands => of_first(reading::demands(rooms, reader, None)),
        Command::Day if !rooms.is_alone() => campaigns::ask(rooms, reader, Press::Day),
        Command::Day => of_first(reading::day(rooms, reader)),
        Command::Pledge(None) if !rooms.is_alone() => campaigns::ask(rooms, reader, Press::Support),
        Command::Pledge(None) => of_first(pledging::show(rooms, reader)),
        Command::Pledge(Some(kind)) => match campaigns::meant(rooms, reader.user)? {
            Some(rooms) => Ok(pledging::typed(&rooms, reader, &kind)?.within(rooms.scope())),
            None => campaigns::ask(rooms, reader, Press::Support),
        },
        Command::MyData => own_data::my_data(rooms, reader),
        Command::Forget => own_data::ask_to_forget(rooms, reader),
        Command::Privacy => of_first(explaining::privacy(rooms, reader)),
        Command::Verify(None) => verifying::explain(rooms, reader),
        Command::Verify(Some(receipt)) => receipts::check(rooms, reader, &receipt),
        Command::Help => of_first(explaining::help(rooms, reader)),
        Command::Desk if rooms.is_organiser(reader.user) => desk::open(rooms, reader),
        Command::Desk | Command::Unknown => explaining::unknown_command(rooms, reader),
    };
    reasking::at_contact(rooms, reader.user, answer?)
}

/// Finds the campaign that a press is about; `None` where it is not served any more. What is about none is answered as by the
/// first, and at the desk it is asked.
fn meant(rooms: &Rooms, pressed: &Pressed) -> Option<Rooms> {
    let asks = matches!(pressed.press, Some(Press::Desk(DeskPress::New)));
    match pressed.press {
        Some(press) if pressed.campaign.is_some() || (press.is_about_a_campaign() && !asks) => {
            rooms.in_scope(pressed.campaign)
        }
        _ => Some(rooms.clone()),
    }
}

async fn pressed(rooms: Arc<Rooms>, pressed: Pressed) -> Answered {
    let (rooms, reader) = (&*rooms, reader(&rooms, &pressed.person)?);
    let place = pressed.message;
    let old = || Ok(Answer::pop_up(&pressed.id, rooms.plain(reader, Message::ButtonOld)));
    let meant = meant(rooms, &pressed);
    let Some(rooms) = &meant else { return old() };
    let answer = match pressed.press {
        Some(Press::Subscribe) => subscribing::subscribe(rooms, reader),
        Some(Press::Stop) => subscribing::stop(rooms, reader),
        Some(Press::Languages) => subscribing::languages(rooms, reader),
        Some(Press::Language(language)) => subscribing::language(rooms, reader, &pressed, language),
        Some(Press::Demands) => reading::demands(rooms, reader, None),
        Some(Press::AllDemands) => reading::demands(rooms, reader, place),
        Some(Press::Demand(index)) => reading::demand(rooms, reader, index, place),
        Some(Press::Day) => reading::day(rooms, reader),
        Some(Press::Support) => pledging::show(rooms, reader),
        Some(Press::PledgeTo(alert, kind)) => {
            let Some(rooms) = rooms.of_alert_named(alert)? else { return old() };
            pledging::pledge(&rooms, reader, kind).map(|answer| answer.within(rooms.scope()))
        }
        Some(Press::Pledge(kind)) => pledging::pressed(rooms, reader, 1, kind),
        Some(Press::PledgeFor(version, kind)) => pledging::pressed(rooms, reader, version, kind),
        Some(Press::Renew(version)) => pledging::renew(rooms, reader, version, place),
        // What the page seals, and a photo, are for the first campaign.
        Some(Press::Seal | Press::Picture) if !rooms.is_first() => return old(),
        Some(Press::Seal) => sealing::offer(rooms, reader),
        Some(Press::Picture) => picturing::offer(rooms, reader),
        Some(Press::PictureCancel) => picturing::cancel(rooms, reader, place),
        Some(Press::Letter(id, sort @ (Sort::Pledge | Sort::Message))) => {
            return Ok(sealing::told(rooms, reader, &pressed, id, sort)?.within(rooms.scope()));
        }
        Some(Press::WithdrawAsk) => pledging::ask_to_withdraw(rooms, reader),
        Some(Press::Withdraw) => pledging::withdraw(rooms, reader, place),
        Some(Press::Keep) => pledging::keep(rooms, reader, place),
        Some(Press::Receipt) => receipts::show(rooms, reader),
        Some(Press::CountHear) => announcing::hear(rooms, reader, true),
        Some(Press::CountStop) => announcing::hear(rooms, reader, false),
        Some(Press::Count) => return announcing::glance(rooms, reader, &pressed.id),
        Some(Press::Cancel) => own_data::keep(rooms, reader, place),
        Some(Press::Privacy) => explaining::privacy(rooms, reader),
        Some(Press::Forget(asked)) => own_data::forget(rooms, reader, asked, place),
        Some(Press::Hearing) => hearing::show(rooms, reader, None),
        Some(Press::Hear(choice)) => hearing::choose(rooms, reader, choice, place),
        Some(Press::Campaigns) => campaigns::show(rooms, reader, None),
        Some(Press::HearCampaign(campaign, on)) => campaigns::choose(rooms, reader, campaign, on, place),
        Some(Press::Show(alert)) => return discreet::show(rooms, reader, alert, &pressed),
        Some(Press::Join(code)) => circles::join(rooms, reader, code, place),
        Some(Press::LeaveCircle(circle)) => circles::leave(rooms, reader, circle, place),
        Some(Press::CircleKey(circle)) => sealed_calls::pressed(rooms, reader, circle),
        Some(Press::Proof(alert)) => return verifying::files(rooms, reader, alert, &pressed),
        Some(Press::Hide(alert)) => return discreet::hide(rooms, reader, alert, &pressed),
        Some(Press::Desk(press)) if rooms.is_organiser(reader.user) => {
            // The desk's own pages are about no campaign, whichever is the first.
            let scope = rooms.scope().filter(|_| pressed.campaign.is_some());
            return Ok(desk::pressed(rooms, reader, &pressed, press)?.within(scope));
        }
        // Forged data, a stranger at the desk, a button of another version: one answer for all.
        Some(Press::Desk(_) | Press::Letter(..)) | None => {
            return old();
        }
    };
    let answer = answer?.within(rooms.scope());
    Ok(reasking::at_contact(rooms, reader.user, answer)?.to_press(&pressed.id))
}

async fn said(rooms: Arc<Rooms>, said: Said) -> Answered {
    let (rooms, reader) = (&*rooms, reader(&rooms, &said.person)?);
    let answer = match desk::said(rooms, reader, &said)? {
        Some(answer) => answer,
        None => explaining::said(rooms, reader, &said)?.within(rooms.scope()),
    };
    reasking::at_contact(rooms, reader.user, answer)
}

async fn sent(rooms: Arc<Rooms>, sent: Sent) -> Answered {
    let (rooms, reader) = (&*rooms, reader(&rooms, &sent.person)?);
    match desk::sent(rooms, reader, &sent)? {
        Some(answer) => Ok(answer),
        None => Ok(explaining::sent(rooms, reader, &sent)?.within(rooms.scope())),
    }
}

async fn handed(rooms: Arc<Rooms>, handed: Handed) -> Answered {
    let (rooms, reader) = (&*rooms, reader(&rooms, &handed.person)?);
    match sealed_calls::take(rooms, reader, &handed.data)? {
        Some(answer) => Ok(answer),
        None => Ok(sealing::handed(rooms, reader, &handed)?.within(rooms.scope())),
    }
}

async fn left(rooms: Arc<Rooms>, user: UserId) -> Answered {
    subscribing::left(&rooms, user)
}

/// Finds how to speak to a person; of an organiser, whatever they send is a sign of life.
fn reader(rooms: &Rooms, person: &Person) -> Result<Reader, super::BotError> {
    rooms.organisers.seen(person.user, rooms.today())?;
    Ok(rooms.reader(person)?)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::bot::testing;

    #[test]
    fn every_route_finds_what_it_needs() {
        let deps = dptree::deps![testing::rooms()];
        dptree::type_check(schema().sig(), &deps, &[dptree::Type::of::<Incoming>()]);
    }

    #[tokio::test]
    async fn what_does_not_concern_klich_is_left_alone() {
        let routed = schema().dispatch(dptree::deps![testing::rooms(), Incoming::Nothing]).await;
        assert!(matches!(routed, ControlFlow::Continue(_)));
    }
}

//! What an alert looks like to a subscriber.

use std::sync::Arc;

use super::answer::{button, keep_within};
use super::button::Press;
use super::rooms::{Rooms, kind_label};
use crate::alert::{Alert, Kind};
use crate::broadcast::Rendered;
use crate::campaign::Campaign;
use crate::telegram::{Button, Keyboard};
use crate::text::{Html, Language, Message, Texts};

/// Puts head, text and foot together, with the buttons that fit the kind. The text is plain and is escaped here.
///
/// The buttons are those of the alert's own campaign; one that is not served any more has none. A text that takes the place of
/// an earlier one, which its revision tells, says so. `verify` stands under a text that was signed.
pub fn render(rooms: &Rooms, alert: &Alert, language: Language, text: &str, verify: Option<Button>) -> Rendered {
    let (served, texts) = (rooms.named(&alert.campaign), &rooms.texts);
    let (head, foot) = match alert.kind {
        Kind::Call => (Message::AlertHeadCall, Message::AlertFootCall),
        Kind::Update => (Message::AlertHeadUpdate, Message::AlertFootNote),
        Kind::Correction => (Message::AlertHeadCorrection, Message::AlertFootNote),
        Kind::Reminder => (Message::AlertHeadReminder, Message::AlertFootCall),
        // These carry no text of their own.
        Kind::Recall | Kind::Retry => (Message::AlertHeadUpdate, Message::AlertFootNote),
    };
    let foot = if served.is_some() { foot } else { Message::AlertFootNote };
    let mut head = texts.html(language, head);
    if alert.revision > 0 {
        head = Html::join([&head, &texts.html(language, Message::AlertHeadCorrection)], " · ");
    }
    let mut buttons = Keyboard::default();
    if let Some(rooms) = &served {
        if rooms.are_chosen() {
            // Who hears several sees whose it is.
            head = Html::join([&head, &Html::escape(&rooms.campaign.title(language))], " · ");
        }
        buttons = keep_within(&keyboard(texts, &rooms.campaign, alert, language), rooms.scope());
    }
    let parts = [head, Html::escape(text), texts.html(language, foot)];
    buttons.0.extend(verify.map(|verify| vec![verify]));
    Rendered { text: Html::join(&parts, "\n\n"), keyboard: Arc::new(buttons) }
}

/// Stand up at once in the petition's first kind, other ways, the demands.
fn keyboard(texts: &Texts, campaign: &Campaign, alert: &Alert, language: Language) -> Keyboard {
    let label = |message| texts.plain(language, message);
    let first = campaign.petition().kinds.first();
    let first = first.map(|kind| vec![button(label(kind_label(*kind)), Press::PledgeTo(alert.id, *kind))]);
    let more = vec![
        button(label(Message::ButtonPledge), Press::Support),
        button(label(Message::ButtonDemands), Press::Demands),
    ];
    Keyboard(first.into_iter().chain([more]).collect())
}

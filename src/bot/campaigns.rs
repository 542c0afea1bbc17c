//! Several campaigns at one bot: which one is meant, and which ones a subscriber hears. Where there has only been one, nothing
//! here is ever shown.
//!
//! A link `?start=c_ID` begins with that campaign; a place may follow, as in `c_ID_src_page`. `/demands`, `/day` and `/pledge`
//! ask which one is meant. `/pledge KIND` counts at once: for the campaign that the person hears, or, where that is none or
//! more than one, for the first; who has known none but one that is not served any more is asked.

use super::answer::{Answer, Answered, button};
use super::button::{Press, scoped};
use super::rooms::{Reader, Rooms};
use crate::alert::Alert;
use crate::telegram::{Button, Keyboard, MessageId, UserId};
use crate::text::{Html, Message};
use crate::vault::VaultError;

/// What a deep link's payload begins with where it names a campaign. Ids hold no `_`.
pub const CAMPAIGN_PREFIX: &str = "c_";

/// Finds the campaign that a link's payload names, and what is left of the payload. One that names none, as an invitation to a
/// circle, is of the first campaign and left as it is.
pub fn arrived<'p>(rooms: &Rooms, payload: Option<&'p str>) -> (Rooms, Option<&'p str>) {
    let named = payload.and_then(|payload| {
        let (id, rest) = match payload.strip_prefix(CAMPAIGN_PREFIX)?.split_once('_') {
            Some((id, rest)) => (id, Some(rest)),
            None => (payload.strip_prefix(CAMPAIGN_PREFIX)?, None),
        };
        Some((rooms.named(id)?, rest))
    });
    named.unwrap_or_else(|| (rooms.clone(), payload))
}

/// Makes the payload of a link to the bot that names a place, and the campaign where it is not the first.
pub fn payload(rooms: &Rooms, place: &str) -> String {
    match rooms.is_first() {
        true => place.to_owned(),
        false => format!("{CAMPAIGN_PREFIX}{}_{place}", rooms.campaign.id()),
    }
}

/// Finds the campaign that somebody means who names none: the one that they hear, or, where that is none or more than one,
/// the first. `None` where they hear none of those that are served and know the bot by another than the first: they are asked.
///
/// # Errors
/// Those of the vault; so in every function here.
pub fn meant(rooms: &Rooms, user: UserId) -> Result<Option<Rooms>, VaultError> {
    if !rooms.are_chosen() {
        return Ok(Some(rooms.clone()));
    }
    let subscriber = rooms.audience.find(user)?.filter(|supporter| supporter.subscribed.is_some());
    let (mut heard, mut is_of_another) = (Vec::new(), false);
    for one in rooms.each() {
        if let Some(subscriber) = &subscriber
            && one.is_heard_by(subscriber)?
        {
            heard.push(one);
        } else {
            is_of_another |= !one.is_first() && one.pledges.of(user)?.is_some();
        }
    }
    if heard.is_empty() {
        // What they hear is none of those that are served.
        is_of_another |= subscriber.is_some_and(|subscriber| !subscriber.hears.is_nothing());
        for former in rooms.former.iter() {
            is_of_another |= former.of(user)?.is_some();
        }
        return Ok((!is_of_another).then(|| rooms.clone()));
    }
    Ok(Some(match <[Rooms; 1]>::try_from(heard) {
        Ok([one]) => one,
        Err(_) => rooms.clone(),
    }))
}

/// Puts the title of an alert's campaign above what is said of it, where there are several.
pub fn under_its_title(rooms: &Rooms, reader: Reader, alert: &Alert, text: Html) -> Html {
    let served = rooms.named(&alert.campaign);
    if !rooms.are_chosen() && served.is_some() {
        return text;
    }
    // One that is not served any more has its id, and no other's title.
    let title = served.map_or_else(|| alert.campaign.clone(), |served| served.campaign.title(reader.language));
    Html::join([&Html::escape(&title), &text], "\n")
}

/// Puts the title of the campaign above what is said of it, where there are several.
pub fn titled(rooms: &Rooms, reader: Reader, text: Html) -> Html {
    if !rooms.are_chosen() {
        return text;
    }
    Html::join([&Html::escape(&rooms.campaign.title(reader.language)), &text], "\n")
}

/// Asks which campaign is meant; pressing one asks for `press` of it.
pub fn ask(rooms: &Rooms, reader: Reader, press: Press) -> Answered {
    let campaign = |rooms: Rooms| {
        // The first one's too: it is chosen now, and not left open.
        let data = scoped(Some(rooms.campaign.id().tag()), press);
        vec![Button::Press { label: rooms.campaign.title(reader.language), data }]
    };
    let keyboard = Keyboard(rooms.each().map(campaign).collect());
    Ok(Answer::say(reader.user.private_chat(), rooms.html(reader, Message::CampaignsWhich), keyboard))
}

/// Shows which campaigns a subscriber hears, and lets them choose. For subscribers: others have nothing to choose yet.
pub fn show(rooms: &Rooms, reader: Reader, place: Option<MessageId>) -> Answered {
    let chat = reader.user.private_chat();
    let found = rooms.audience.find(reader.user)?.filter(|supporter| supporter.subscribed.is_some());
    let Some(supporter) = found.filter(|_| rooms.are_chosen()) else {
        let message = if rooms.are_chosen() { Message::NotSubscribed } else { Message::AlreadySubscribed };
        return Ok(Answer::silence().and_show(chat, place, rooms.html(reader, message), Keyboard::default()));
    };
    let (mut rows, mut hears_one) = (Vec::new(), false);
    for one in rooms.each() {
        let heard = one.is_heard_by(&supporter)?;
        hears_one |= heard;
        let mark = if heard { "✓ " } else { "" };
        let label = format!("{mark}{}", one.campaign.title(reader.language));
        rows.push(vec![button(label, Press::HearCampaign(one.campaign.id().tag(), !heard))]);
    }
    let mut text = rooms.html(reader, Message::CampaignsChoose);
    if !hears_one {
        text = Html::join([&text, &rooms.html(reader, Message::CampaignsNone)], "\n\n");
    }
    Ok(Answer::silence().and_show(chat, place, text, Keyboard(rows)))
}

/// Keeps a choice and shows them all. The same press again changes nothing; a campaign that is gone is left out.
pub fn choose(
    rooms: &Rooms,
    reader: Reader,
    tag: crate::campaign::CampaignTag,
    on: bool,
    place: Option<MessageId>,
) -> Answered {
    if let Some(one) = rooms.in_scope(Some(tag)) {
        rooms.audience.hear(reader.user, one.channel()?, on)?;
    }
    show(rooms, reader, place)
}

/// The way to that choice; `None` where there is nothing to choose.
pub fn way(rooms: &Rooms, reader: Reader) -> Option<Vec<Button>> {
    rooms.are_chosen().then(|| vec![button(rooms.plain(reader, Message::ButtonCampaigns), Press::Campaigns)])
}

#[cfg(test)]
mod eldest_tests;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use std::sync::Arc;

    use super::*;
    use crate::bot::testing::{self, Phone, data_of, transcript};
    use crate::campaign::Campaign;
    use crate::telegram::Outgoing;

    fn two() -> Arc<Rooms> {
        let first = Campaign::embedded("belarus-16-november").unwrap().unwrap_or_else(|found| panic!("{found:?}"));
        testing::rooms_for(&[Arc::new(first), testing::harbour()])
    }

    fn totals(rooms: &Rooms) -> Vec<u64> {
        rooms.each().map(|rooms| rooms.pledges.tally().unwrap().total).collect()
    }

    /// The data of the button under this label.
    fn labelled(outgoing: &[Outgoing], label: &str) -> String {
        let text = transcript(outgoing);
        let (_, rest) = text.split_once(&format!("({label} = ")).unwrap_or_else(|| panic!("no {label} in {text}"));
        rest.split(')').next().unwrap().to_owned()
    }

    #[tokio::test]
    async fn a_link_leads_to_its_campaign_and_the_conversation_stays_there() {
        let rooms = two();
        let ala = Phone::new(&rooms, 5, "en");
        let welcome = ala.say("/start c_harbour_src_poster").await;
        assert!(transcript(&welcome).contains("Harbour &amp; dock"), "{}", transcript(&welcome));
        let subscribed = ala.press(&data_of(&welcome, "c.").unwrap()).await;
        let text = transcript(&subscribed);
        assert!(text.contains("You are subscribed.") && text.contains("(✓ Harbour & dock"), "{text}");
        assert!(text.contains("(Belarus, 16 November"), "not ticked: {text}");
        // The place is counted with the campaign that it led to.
        let sources: Vec<u64> =
            rooms.each().map(|rooms| rooms.sources.counts().unwrap().by_source.values().sum()).collect();
        assert_eq!(sources, [0, 1]);
        let support = ala.press(&labelled(&subscribed, "Stand up")).await;
        let thanked = ala.press(&data_of(&support, "c.").unwrap()).await;
        assert_eq!(totals(&rooms), [0, 1], "{}", transcript(&thanked));
        // Every button under the thanks keeps to it; taking back takes this one back.
        let ask = ala.press(&labelled(&ala.press(&labelled(&thanked, "Stand up")).await, "Withdraw")).await;
        ala.press(&data_of(&ask, "c.").unwrap()).await;
        assert_eq!(totals(&rooms), [0, 0]);
        // Nobody's link: the first.
        assert!(transcript(&ala.say("/start c_nothing").await).contains("unions are no crime"));
    }

    #[tokio::test]
    async fn it_is_asked_which_one_and_a_typed_kind_is_for_the_one_that_is_heard() {
        let rooms = two();
        let (ala, ben) = (Phone::new(&rooms, 5, "en"), Phone::new(&rooms, 6, "en"));
        for command in ["/day", "/demands", "/pledge"] {
            let asked = ala.say(command).await;
            assert!(transcript(&asked).contains("Which campaign?"), "{command}");
            for title in ["Harbour & dock", "Belarus, 16 November: unions are no crime"] {
                assert!(!ala.press(&labelled(&asked, title)).await.is_empty(), "{command}: {title}");
            }
        }
        // Without a subscription, and with two: the first. With one: that one.
        let thanks = transcript(&ala.say("/pledge sign").await);
        assert!(thanks.contains("Belarus, 16 November: unions are no crime"), "which one it counts for: {thanks}");
        assert_eq!(totals(&rooms), [1, 0]);
        let choice = ben.press(&data_of(&ben.say("/start c_harbour").await, "c.").unwrap()).await;
        ben.say("/pledge sign").await;
        assert_eq!(totals(&rooms), [1, 1]);
        ben.press(&labelled(&choice, "Belarus, 16 November: unions are no crime")).await;
        ben.say("/pledge act").await;
        assert_eq!(totals(&rooms), [2, 1]);
        // Everything of both is shown, and erased.
        let given = ben.say("/mydata").await;
        let Some(Outgoing::Document { document, .. }) = given.first() else { panic!("a file") };
        let data: serde_json::Value = serde_json::from_slice(&document.bytes).unwrap();
        assert_eq!(data["supporter"]["hears_campaigns"], serde_json::json!(["belarus-16-november", "harbour"]));
        assert_eq!(data["pledge"]["petition"], "release-the-detained");
        assert_eq!(data["further_pledges"][0]["petition"], "open-the-gate");
        ben.press(&Press::Forget(rooms.today()).to_string()).await;
        assert_eq!(totals(&rooms), [1, 0]);
        assert!(transcript(&ben.say("/mydata").await).contains("nothing"));
    }

    #[tokio::test]
    async fn closing_the_first_petition_leaves_the_second_open() {
        let rooms = two();
        let ala = Phone::new(&rooms, 5, "en");
        rooms.pledges.close(&rooms.letters, true, rooms.today(), |_| Ok(())).unwrap();
        assert!(transcript(&ala.say("/pledge sign").await).contains("The petition is closed"));
        let support = ala.press(&labelled(&ala.say("/pledge").await, "Harbour & dock")).await;
        ala.press(&data_of(&support, "c.").unwrap()).await;
        assert_eq!(totals(&rooms), [0, 1]);
        let desk = Phone::new(&rooms, testing::ORGANISER, "en").say("/desk").await;
        assert!(transcript(&desk).contains("Belarus, 16 November: unions are no crime: "), "{}", transcript(&desk));
    }

    #[tokio::test]
    async fn what_is_for_the_first_alone_is_not_offered_in_the_second() {
        let rooms = two();
        let rooms = Arc::new(Rooms { recipients: vec![testing::RECIPIENT.parse().unwrap()], ..(*rooms).clone() });
        let ala = Phone::new(&rooms, 5, "en");
        let welcome = ala.press(&labelled(&ala.say("/pledge").await, "Harbour & dock")).await;
        let thanked = ala.press(&data_of(&welcome, "c.").unwrap()).await;
        assert!(data_of(&thanked, "picture").is_none() && data_of(&thanked, "seal").is_none());
        let thanked = ala.press("pledge.sign").await;
        assert!(data_of(&thanked, "picture").is_some(), "{}", transcript(&thanked));
    }

    #[tokio::test]
    async fn subscribers_choose_and_one_that_is_gone_harms_nothing() {
        let rooms = two();
        let ala = Phone::new(&rooms, 5, "en");
        let choice = ala.say("/subscribe").await;
        assert!(transcript(&choice).contains("(✓ Belarus"), "the first by itself: {}", transcript(&choice));
        let none = ala.press(&labelled(&choice, "✓ Belarus, 16 November: unions are no crime")).await;
        assert!(transcript(&none).contains("You hear none of them now"), "{}", transcript(&none));
        let welcome = ala.say("/start").await;
        let further = ala.press(&labelled(&welcome, "Subscribe")).await;
        assert!(transcript(&further).contains("From now on you also hear"), "{}", transcript(&further));
        // The settings lead there, too.
        let settings = ala.press("hearing").await;
        assert!(transcript(&ala.press(&labelled(&settings, "Campaigns that I hear")).await).contains("✓ Belarus"));
        // Buttons of a campaign that is not served, and forged ones.
        let gone = "abcdefgh".parse::<crate::campaign::CampaignId>().unwrap().tag();
        for data in [format!("c.{gone}.day"), format!("c.{gone}.stop"), "c.".to_owned(), "c.0.day".to_owned()] {
            assert!(transcript(&ala.press(&data).await).starts_with("[answers] "), "{data}");
        }
        assert!(!ala.press(&format!("campaign.{gone}.on")).await.is_empty());
    }
}

//! The pictures: a large one that links show, and a badge with the count for other sites.

use super::view::{Facts, Now};
use crate::drawing::{Weight, escaped, fitted, line, outlined, png, svg, width};
use crate::text::{Language, Message};

/// What networks show in full. Source: the Open Graph pictures that they ask for, 1.91 to 1.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
const MARGIN: f32 = 72.0;
const INSIDE: f32 = WIDTH as f32 - 2.0 * MARGIN;
const RED: &str = "#b3001b";
const INK: &str = "#1b1b1f";
const SOFT: &str = "#55555e";
/// Between the base lines of one text, in sizes of its letters.
const LEADING: f32 = 1.22;

/// Writes the large picture as SVG: title, count, action day, where to find the bot.
pub fn drawing(facts: &Facts, now: &Now, language: Language) -> String {
    let campaign = &facts.campaign;
    let mut out = format!(
        "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/><rect width=\"{WIDTH}\" height=\"22\" fill=\"{RED}\"/>"
    );
    let mut y = 50.0;
    let mut put = |(size, lines): (f32, Vec<String>), weight| {
        for one in lines {
            y += size * LEADING;
            out.push_str(&line(MARGIN, y - size * 0.25, size, weight, INK, &one));
        }
        y += 22.0;
    };
    let title = campaign.title(language);
    // Two large lines or three smaller ones: both leave room for what stands below.
    let large = fitted(&title, Weight::Bold, INSIDE, &[80.0, 72.0, 64.0], 2);
    let title =
        if large.1.len() <= 2 { large } else { fitted(&title, Weight::Bold, INSIDE, &[64.0, 56.0, 48.0, 40.0], 3) };
    put(title, Weight::Bold);
    // The date first: it is not broken over two lines.
    let day = format!("{} · {}", facts.date(language, now.day.date), campaign.day_title(language));
    put(fitted(&day, Weight::Regular, INSIDE, &[40.0, 36.0, 32.0, 28.0, 24.0], 2), Weight::Regular);
    if let Some(count) = now.pledges {
        let people = facts.say(language, Message::WebPeople { count });
        let (size, lines) = fitted(&people, Weight::Bold, INSIDE, &[54.0, 46.0, 38.0, 30.0], 1);
        for one in lines.iter().take(1) {
            out.push_str(&line(MARGIN, 468.0, size, Weight::Bold, RED, one));
        }
        out.push_str(&bar(count, facts.campaign.petition().goal));
    }
    let place = now.bot.as_ref().map(|bot| format!("Telegram: @{bot}")).or_else(|| facts.address.clone());
    if let Some(place) = place {
        let (size, lines) = fitted(&place, Weight::Regular, INSIDE, &[34.0, 28.0, 22.0, 16.0], 1);
        for one in lines.iter().take(1) {
            out.push_str(&line(MARGIN, 586.0, size, Weight::Regular, SOFT, one));
        }
    }
    svg(WIDTH, HEIGHT, &out)
}

/// Draws how far the count is on the way to the goal.
fn bar(count: u64, goal: Option<u64>) -> String {
    let Some(goal) = goal else { return String::new() };
    let share = (count as f64 / goal.max(1) as f64).clamp(0.0, 1.0);
    let filled = f64::from(INSIDE) * share;
    format!(
        "<rect x=\"{MARGIN}\" y=\"492\" width=\"{INSIDE}\" height=\"20\" rx=\"10\" fill=\"#e4e0dc\"/>\
         <rect x=\"{MARGIN}\" y=\"492\" width=\"{filled:.1}\" height=\"20\" rx=\"10\" fill=\"{RED}\"/>"
    )
}

/// Draws the large picture; takes a tenth of a second. Empty where it can't be drawn.
pub fn picture(facts: &Facts, now: &Now, language: Language) -> Vec<u8> {
    png(&drawing(facts, now, language)).unwrap_or_default()
}

/// Draws the badge: the count and the next action day, with the letters as shapes and the words for those who hear it read.
pub fn badge(facts: &Facts, now: &Now, language: Language) -> String {
    const SIZE: f32 = 14.0;
    const PAD: f32 = 11.0;
    let people = match now.pledges {
        Some(count) => facts.say(language, Message::WebPeople { count }),
        None => facts.campaign.title(language),
    };
    let date = facts.date(language, now.day.date);
    let left = width(&people, SIZE, Weight::Bold) + 2.0 * PAD;
    let right = width(&date, SIZE, Weight::Regular) + 2.0 * PAD;
    let all = (left + right).ceil();
    let inside = format!(
        "<rect width=\"{all}\" height=\"28\" rx=\"4\" fill=\"#3a3a43\"/>\
         <path d=\"M4 0H{left}V28H4A4 4 0 0 1 0 24V4A4 4 0 0 1 4 0Z\" fill=\"{RED}\"/>{}{}",
        line(PAD, 19.0, SIZE, Weight::Bold, "#fff", &people),
        line(left + PAD, 19.0, SIZE, Weight::Regular, "#fff", &date),
    );
    let drawn = outlined(&svg(all as u32, 28, &inside)).unwrap_or_default();
    let words = escaped(&format!("{}: {people}, {date}", facts.campaign.title(language)));
    // What reads it aloud takes the role and the title.
    drawn.replacen("<svg ", &format!("<svg role=\"img\" lang=\"{}\" ", language.code()), 1).replacen(
        '>',
        &format!("><title>{words}</title>"),
        1,
    )
}

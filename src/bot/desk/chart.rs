//! The picture of days: how subscriptions and pledges went, drawn on the server.
//!
//! # Security
//! A picture is passed on more easily than a page of the desk. It shows totals at the end of each day, rounded down to
//! fives: nobody sees from it that one person came or went on a day, and a group under five is not told from none.

use std::sync::Arc;

use super::super::answer::{Answer, Answered};
use super::super::rooms::{Reader, Rooms};
use super::people;
use crate::campaign::Day;
use crate::drawing::{Weight, fitted, line, png, svg, width};
use crate::telegram::Document;
use crate::text::{Html, Message};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 900;
const LEFT: f32 = 132.0;
const RIGHT: f32 = 1152.0;
const RED: &str = "#b3001b";
const BLUE: &str = "#1f4e79";
const INK: &str = "#1b1b1f";
const SOFT: &str = "#55555e";
const GRID: &str = "#e4e0dc";

/// Groups of people are told in steps of so many.
const STEP: u64 = 5;

/// The least that the scale spans.
const LEAST: u64 = 10;

/// A total at the end of a day, or now.
type Point = (Day, u64);

/// One of the two curves.
struct Curve<'a> {
    title: &'a str,
    /// The total now.
    now: String,
    colour: &'static str,
    points: Vec<Point>,
    /// Where it begins and ends on the picture, from the top.
    top: f32,
    bottom: f32,
}

/// Draws the picture and sends it.
pub(super) fn show(rooms: &Rooms, reader: Reader) -> Answered {
    let today = rooms.today();
    let (subscribers, pledges) = (rooms.audience.counts()?.total(), rooms.pledges.tally()?.total);
    let mut signed_up: Vec<Point> =
        rooms.audience.days()?.into_iter().map(|total| (total.day, total.subscribers)).collect();
    let mut pledged: Vec<Point> =
        rooms.pledges.log().roots_from(0)?.into_iter().map(|root| (root.day, root.pledges)).collect();
    signed_up.push((today, subscribers));
    pledged.push((today, pledges));
    let [title, other] = [Message::ChartSubscribers, Message::ChartPledges].map(|title| rooms.plain(reader, title));
    let curves = [
        Curve { title: &title, now: shown(subscribers), colour: BLUE, points: signed_up, top: 164.0, bottom: 434.0 },
        Curve { title: &other, now: shown(pledges), colour: RED, points: pledged, top: 540.0, bottom: 810.0 },
    ];
    let date = |day: Day| rooms.date(reader.language, day.date());
    let heading = rooms.campaign.title(reader.language);
    let note = rooms.plain(reader, Message::ChartCaption);
    let bytes = png(&drawing(&heading, &note, &curves, date)).unwrap_or_default();
    let picture = Document { file_name: "days.png".to_owned(), bytes: Arc::from(bytes) };
    let caption = Html::escape(&note);
    Ok(Answer::silence().and_picture(reader.user.private_chat(), picture, caption))
}

/// Writes the picture as SVG.
fn drawing(heading: &str, note: &str, curves: &[Curve<'_>], date: impl Fn(Day) -> String) -> String {
    let mut out = format!(
        "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/><rect width=\"{WIDTH}\" height=\"14\" fill=\"{RED}\"/>"
    );
    let (size, lines) = fitted(heading, Weight::Bold, WIDTH as f32 - 96.0, &[34.0, 28.0, 24.0, 20.0], 1);
    out.push_str(&lines.iter().take(1).map(|one| line(48.0, 62.0, size, Weight::Bold, INK, one)).collect::<String>());
    // Both begin on the same day, so that they can be held against each other.
    let days = || curves.iter().flat_map(|curve| curve.points.iter().map(|(day, _)| day.0));
    let (first, last) = (days().min().unwrap_or_default(), days().max().unwrap_or_default());
    for curve in curves {
        out.push_str(&curve.draw((first, last)));
    }
    for (day, at) in marks(first, last) {
        let text = date(Day(day));
        let wide = width(&text, 20.0, Weight::Regular);
        let x = (LEFT + at * (RIGHT - LEFT) - wide / 2.0).clamp(LEFT - 60.0, RIGHT + 16.0 - wide);
        out.push_str(&line(x, 846.0, 20.0, Weight::Regular, SOFT, &text));
    }
    let (size, lines) = fitted(note, Weight::Regular, WIDTH as f32 - 96.0, &[20.0, 17.0, 14.0], 1);
    out.push_str(
        &lines.iter().take(1).map(|one| line(48.0, 884.0, size, Weight::Regular, SOFT, one)).collect::<String>(),
    );
    svg(WIDTH, HEIGHT, &out)
}

impl Curve<'_> {
    fn draw(&self, (first, last): (i32, i32)) -> String {
        let points: Vec<Point> = self.points.iter().map(|(day, count)| (*day, told(*count))).collect();
        let most = points.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let (step, most) = scale(most);
        let y = |count: u64| self.bottom - share(count, most) * (self.bottom - self.top);
        let span = last.saturating_sub(first).max(1);
        let x = |day: Day| {
            let share = f64::from(day.0.saturating_sub(first)) / f64::from(span);
            #[expect(clippy::cast_possible_truncation)]
            let share = if first == last { 1.0 } else { share as f32 };
            LEFT + share * (RIGHT - LEFT)
        };
        let mut out = String::new();
        let mut tick = 0;
        while tick <= most {
            let (at, text) = (y(tick), grouped(tick));
            out.push_str(&format!(
                "<line x1=\"{LEFT}\" y1=\"{at:.1}\" x2=\"{RIGHT}\" y2=\"{at:.1}\" stroke=\"{GRID}\" stroke-width=\"2\"/>"
            ));
            let wide = width(&text, 20.0, Weight::Regular);
            out.push_str(&line(LEFT - 14.0 - wide, at + 7.0, 20.0, Weight::Regular, SOFT, &text));
            tick += step;
        }
        // A total holds until the next one is known: steps, not slopes that nobody counted.
        let mut path = String::new();
        for (day, count) in &points {
            let (at, height) = (x(*day), y(*count));
            if path.is_empty() {
                path.push_str(&format!("M{at:.1} {height:.1}"));
            } else {
                path.push_str(&format!("H{at:.1}V{height:.1}"));
            }
        }
        let ((Some((begin, _)), Some((end, count))), colour) = ((points.first(), points.last()), self.colour) else {
            return out;
        };
        let (begin, end, bottom) = (x(*begin), x(*end), self.bottom);
        out.push_str(&format!(
            "<path d=\"{path}V{bottom}H{begin:.1}Z\" fill=\"{colour}\" fill-opacity=\"0.12\"/>\
             <path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"5\" stroke-linejoin=\"round\"/>\
             <circle cx=\"{end:.1}\" cy=\"{:.1}\" r=\"9\" fill=\"{colour}\"/>",
            y(*count)
        ));
        let title = format!("{}: {}", self.title, self.now);
        let (size, lines) = fitted(&title, Weight::Bold, RIGHT - 48.0, &[30.0, 26.0, 22.0], 1);
        out.extend(lines.iter().take(1).map(|one| line(48.0, self.top - 26.0, size, Weight::Bold, colour, one)));
        out
    }
}

/// Rounds a count down to what the picture tells of it.
fn told(count: u64) -> u64 {
    count - count % STEP
}

/// Writes a total as the picture tells it.
fn shown(count: u64) -> String {
    match count {
        1..STEP => people(count),
        _ if count == told(count) => grouped(count),
        _ => format!("{}+", grouped(told(count))),
    }
}

/// Chooses the scale's step and end for the largest count: at most five steps of 1, 2 or 5 times a power of ten.
fn scale(most: u64) -> (u64, u64) {
    let most = most.max(LEAST);
    let mut step = STEP;
    // 5, 10, 20, 50, 100, …
    for (times, over) in [(2, 1), (2, 1), (5, 2)].into_iter().cycle() {
        if most.div_ceil(step) <= 5 {
            break;
        }
        step = step.saturating_mul(times) / over;
    }
    (step, most.div_ceil(step).saturating_mul(step))
}

/// Chooses the days that are named below: the first, the last, and those between where there is room.
fn marks(first: i32, last: i32) -> Vec<(i32, f32)> {
    let span = last.saturating_sub(first);
    if span == 0 {
        return vec![(last, 1.0)];
    }
    let parts = span.min(3);
    let at = |part: i32| {
        #[expect(clippy::cast_precision_loss)]
        let share = part as f32 / parts as f32;
        (first.saturating_add(span.saturating_mul(part) / parts), share)
    };
    (0..=parts).map(at).collect()
}

fn share(count: u64, most: u64) -> f32 {
    #[expect(clippy::cast_precision_loss)]
    let share = count as f32 / most.max(1) as f32;
    share
}

/// Writes a number with thin gaps between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use proptest::prelude::*;

    use super::*;
    use crate::bot::testing::{ORGANISER, Phone, rooms};
    use crate::drawing;
    use crate::telegram::{Outgoing, UserId};
    use crate::text::{Language, Texts};

    fn curve(points: &[(i32, u64)]) -> Curve<'static> {
        let points: Vec<Point> = points.iter().map(|(day, count)| (Day(*day), *count)).collect();
        Curve { title: "x", now: "<5".to_owned(), colour: RED, points, top: 130.0, bottom: 410.0 }
    }

    #[test]
    fn nobody_sees_one_person_come_or_go() {
        let picture = |second: u64| curve(&[(1, 100), (2, second)]).draw((1, 2));
        assert_eq!(picture(100), picture(104));
        assert_ne!(picture(104), picture(105));
        let few = |count: u64| curve(&[(1, 0), (2, count)]).draw((1, 2));
        assert_eq!(few(0), few(4), "a group under five is none");
        let told = [0, 1, 4, 5, 7, 1234, 1235].map(shown);
        assert_eq!(told, ["0", "<5", "<5", "5", "5+", "1\u{a0}230+", "1\u{a0}235"]);
    }

    #[test]
    fn a_total_holds_until_the_next_is_known() {
        let drawn = curve(&[(0, 0), (1, 50), (10, 100)]).draw((0, 10));
        assert!(drawn.contains("M132.0 410.0H234.0V270.0H1152.0V130.0\" fill=\"none\""), "{drawn}");
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    }

    #[tokio::test]
    async fn it_comes_as_a_picture_in_every_language_with_letters_that_our_fonts_have() {
        let rooms = rooms();
        for user in 1..=7 {
            rooms.audience.subscribe(UserId(user), Language::English, rooms.today()).unwrap();
        }
        rooms.audience.end_days(rooms.today()).unwrap();
        let shown = Phone::new(&rooms, ORGANISER, "en").press("desk.chart").await;
        let picture = shown.iter().find_map(|one| match one {
            Outgoing::Photo { picture, .. } => Some(Arc::clone(&picture.bytes)),
            _ => None,
        });
        assert!(picture.unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
        let texts = Texts::load();
        for language in Language::ALL {
            let words = [Message::ChartSubscribers, Message::ChartPledges, Message::ChartCaption];
            let words = words.map(|word| texts.plain(language, word)).concat() + "<0123456789";
            assert_eq!(drawing::tests::missing(&words), Vec::<char>::new(), "{}", language.code());
        }
    }

    proptest! {
        #[test]
        fn every_count_has_a_scale_that_holds_it_in_a_few_steps(most in 0_u64..10_000_000_000) {
            let (step, end) = scale(most);
            prop_assert!(end >= most && end % step == 0 && step % 5 == 0);
            prop_assert!((1..=5).contains(&(end / step)));
        }

        #[test]
        fn the_named_days_lie_within_the_picture_in_their_order(first in -10_i32..30_000, span in 0_i32..2000) {
            let marks = marks(first, first + span);
            prop_assert_eq!(marks.last().unwrap().0, first + span);
            prop_assert!(marks.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
            prop_assert!(marks.iter().all(|(day, at)| (first..=first + span).contains(day) && (0.0..=1.0).contains(at)));
        }
    }
}

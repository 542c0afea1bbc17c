#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
//! Every language of the page, the frame, the pictures and the calendars.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use jiff::civil::Date;
use tower::ServiceExt as _;

use super::*;
use crate::campaign::{Campaign, NextActionDay};
use crate::seal::Fingerprint;
use crate::text::{Message, Texts};

/// The most that a page may weigh, with nothing else to load but the icon.
const PAGE_MAX: usize = 50 * 1024;

fn facts() -> Facts {
    Facts {
        campaign: Arc::new(Campaign::embedded("belarus-16-november").unwrap().unwrap()),
        texts: Arc::new(Texts::load()),
        keys: Some(Fingerprint::of("keys")),
        signed: false,
        address: Some("https://day.example/kl".to_owned()),
        start: None,
    }
}

fn now() -> Now {
    let day = NextActionDay { date: Date::constant(2026, 11, 16), days_left: 12 };
    let root = Root { day: Date::constant(2026, 11, 3), size: 340, pledges: 310, root: "0123456789abcdef".repeat(4) };
    Now { pledges: Some(321), bot: Some("klich_sandbox_bot".to_owned()), day, root: Some(root), ..Now::unknown() }
}

fn list() -> List {
    let check = |typed: &str| {
        Some(match typed {
            "listed" => Checked::Listed {
                joined: Date::constant(2026, 11, 3),
                index: 4,
                line: format!("+ {}", "ab".repeat(32)),
                root: now().root.unwrap(),
                path: vec!["cd".repeat(32)],
            },
            "today" => Checked::Today,
            "broken" => return None,
            _ => Checked::Malformed,
        })
    };
    let part = |number: u64| match number {
        0..3 => Some(Part { text: format!("+ {number}\n") }),
        _ => Some(Part { text: String::new() }),
    };
    List { check: Arc::new(check), part: Arc::new(part) }
}

fn public() -> Arc<Public> {
    Public::new(facts(), list(), Arc::new(now))
}

struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Got {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

async fn get_with(path: &str, headers: &[(&str, &str)]) -> Got {
    let router = router(public());
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    Got { status, headers, body: to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec() }
}

async fn get(path: &str) -> Got {
    get_with(path, &[]).await
}

/// Lists what a page's attributes of this name hold.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn every_language_has_a_page_that_is_small_whole_and_asks_nobody() {
    let texts = Texts::load();
    let campaign = facts().campaign;
    for language in Language::ALL {
        let code = language.code();
        let got = get(&format!("/{code}/")).await;
        let page = got.text();
        assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
        assert!(page.len() <= PAGE_MAX, "{code}: {} bytes", page.len());
        assert!(page.starts_with(&format!("<!doctype html>\n<html lang=\"{code}\" dir=\"ltr\">")));
        assert_eq!(got.header("content-language"), code);
        for forbidden in ["<script", "javascript:", " style=\"", " onclick", "<iframe", "http://", "[web-", "{ $", "{{"]
        {
            assert!(!page.contains(forbidden), "{code}: {forbidden}");
        }
        // Its words: the campaign's and the page's.
        let escaped = |text: &str| text.replace('&', "&#38;").replace('"', "&#34;").replace('\'', "&#39;");
        assert!(page.contains(&format!("<h1>{}</h1>", escaped(&campaign.title(language)))), "{code}");
        for id in campaign.demands() {
            assert!(page.contains(&escaped(&campaign.demand(language, id).title)), "{code}: {id}");
        }
        for message in [
            Message::WebPeople { count: 321 },
            Message::WebGoal { goal: 1000 },
            Message::WebDays { days: 12 },
            Message::WebPrivacyText,
            Message::WebRealUnsigned,
            Message::WebRealBot { bot: "@klich_sandbox_bot" },
        ] {
            let text = texts.plain(language, message);
            assert!(page.contains(&escaped(&text)), "{code}: {text}");
        }
        assert!(page.contains(&Fingerprint::of("keys").words()));
        // Links lead to this server, to Telegram's own, or to the address that the operator gave.
        for link in attributes(page, "href").into_iter().chain(attributes(page, "src")) {
            let ours = ["../", "https://t.me/klich_sandbox_bot?start=src_page", "https://day.example/kl/"];
            assert!(ours.iter().any(|begin| link.starts_with(begin)), "{code}: {link}");
            if let Some(inside) = link.strip_prefix("../") {
                let path = format!("/{inside}");
                assert_eq!(get(&path).await.status, StatusCode::OK, "{code}: {path}");
            }
        }
        // Two codes: for a screen, and for paper.
        assert_eq!(page.matches("<svg class=\"qr").count(), 2);
        let milestones = page.split("class=\"marks\"").nth(1).unwrap().split("</ul>").next().unwrap();
        assert_eq!(milestones.matches("class=\"yes\"").count(), 3, "50, 100 and 250 of 321");
        let policy = got.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("script-src"));
        assert!(got.headers.get("set-cookie").is_none());
    }
}

#[tokio::test]
async fn the_language_is_chosen_by_path_or_by_the_browser() {
    let asked = get_with("/", &[("accept-language", "uk-UA,uk;q=0.9,en;q=0.5")]).await;
    assert_eq!(asked.header("content-language"), "uk");
    assert!(asked.header("vary").contains("accept-language"));
    assert!(asked.text().contains(" href=\"uk/day.ics\""), "links from the root");
    assert_eq!(get("/").await.header("content-language"), "en");
    assert_eq!(get_with("/de/", &[("accept-language", "uk")]).await.header("content-language"), "de");
    let short = get("/be").await;
    assert_eq!((short.status, short.header("location")), (StatusCode::PERMANENT_REDIRECT, "be/"));
    for path in ["/xx", "/xx/", "/BE/", "/be/nothing", "/xx/embed", "/xx/picture.png", "/..%2f", "/be/day.ics/"] {
        assert_eq!(get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn who_knows_the_page_gets_no_bytes_and_who_takes_gzip_gets_few() {
    let first = get("/pl/").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "both forms have it: {tag}");
    let known = get_with("/pl/", &[("if-none-match", &tag)]).await;
    assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let packed = get_with("/pl/", &[("accept-encoding", "br, gzip;q=0.8")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() * 2 < first.body.len());
    let inside = miniz_oxide::inflate::decompress_to_vec(&packed.body[10..packed.body.len() - 8]).unwrap();
    assert_eq!(inside, first.body);
}

#[tokio::test]
async fn other_sites_take_the_frame_the_badge_and_the_count() {
    let frame = get("/lt/embed").await;
    assert!(frame.header("content-security-policy").contains("frame-ancestors http: https:"));
    assert!(frame.text().contains("src_frame") && !frame.text().contains("<script"));
    let badge = get("/be/badge.svg").await;
    assert_eq!(badge.header("content-type"), "image/svg+xml");
    assert!(badge.text().contains("<title>") && badge.text().contains("Падтрымаў 321 чалавек"), "{}", badge.text());
    assert!(!badge.text().contains("<text"), "letters are shapes");
    assert_eq!(badge.header("cross-origin-resource-policy"), "cross-origin");
    let count = get("/count.json").await;
    assert_eq!(count.header("access-control-allow-origin"), "*");
    assert_eq!(count.header("cache-control"), "public, max-age=2");
    let value: serde_json::Value = serde_json::from_slice(&count.body).unwrap();
    assert_eq!(value["total"], 321);
    assert_eq!((value["goal"].clone(), value["day"].clone()), (1000.into(), "2026-11-16".into()));
    assert_eq!(value["milestones"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn calendars_have_the_day_once_and_every_year() {
    for language in Language::ALL {
        let day = get(&format!("/{}/day.ics", language.code())).await;
        assert_eq!(day.header("content-type"), "text/calendar; charset=utf-8");
        let unfolded = day.text().replace("\r\n ", "");
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "DTSTART;VALUE=DATE:20261116", "DTEND;VALUE=DATE:20261117"] {
            assert!(unfolded.contains(&format!("{line}\r\n")), "{unfolded}");
        }
        assert!(!unfolded.contains("RRULE"));
        // RFC 5545 asks for 75; the crate gives a property's last line one more.
        assert!(day.text().split("\r\n").all(|line| line.len() <= 76), "lines are folded");
        let title = facts().campaign.day_title(language);
        assert!(unfolded.contains(&format!("SUMMARY:{}", title.replace(',', "\\,"))), "{unfolded}");
        let yearly = get(&format!("/{}/calendar.ics", language.code())).await;
        let unfolded = yearly.text().replace("\r\n ", "");
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20201116\r\n") && unfolded.contains("RRULE:FREQ=YEARLY\r\n"));
        assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1);
    }
}

#[tokio::test]
async fn the_picture_is_drawn_whole_in_every_language() {
    let got = get("/be/picture.png").await;
    assert_eq!(got.header("content-type"), "image/png");
    // IHDR: width and height.
    assert_eq!(got.body[16..24], [0, 0, 4, 176, 0, 0, 2, 118]);
    for language in Language::ALL {
        let drawing = picture::drawing(&facts(), &now(), language);
        let texts: Vec<&str> =
            drawing.split("</text>").filter_map(|part| part.rsplit_once('>')).map(|(_, t)| t).collect();
        assert!(texts.len() >= 4, "{}", language.code());
        assert_eq!(crate::drawing::tests::missing(&texts.concat()), Vec::<char>::new(), "{}", language.code());
        // Nothing stands over something else, or over the edge.
        let places: Vec<f32> = attributes(&drawing, "y").iter().map(|y| y.parse().unwrap()).collect();
        let lines = drawing.split("<text").skip(1).map(|text| {
            let number = |name: &str| attributes(text, name)[0].parse::<f32>().unwrap();
            (number("y"), number("font-size"))
        });
        let lines: Vec<(f32, f32)> = lines.collect();
        for pair in lines.windows(2) {
            assert!(pair[1].0 - pair[0].0 >= pair[1].1, "{}: {lines:?}", language.code());
        }
        assert!(places.iter().all(|y| *y < 620.0));
    }
}

#[tokio::test]
async fn a_receipt_is_posted_and_answered_with_its_proof() {
    let post = async |path: &str, body: &'static str| {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        let answer = router(public()).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        Got { status, headers, body: to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec() }
    };
    let listed = post("/de/receipt", "receipt=listed").await;
    assert!(listed.text().contains("seit dem 3. November 2026"), "{}", listed.text());
    for part in ["line 4 of 340", &"ab".repeat(32), &"cd".repeat(32), "root 0123456789abcdef"] {
        assert!(listed.text().contains(part), "{part}");
    }
    assert_eq!(listed.header("cache-control"), "no-store");
    assert!(post("/en/receipt", "receipt=today").await.text().contains("after midnight"));
    assert!(post("/en/receipt", "receipt=%3Cb%3E").await.text().contains("This is no receipt"));
    assert_eq!(post("/en/receipt", "receipt=broken").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(post("/en/receipt", "other=1").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(post("/xx/receipt", "receipt=today").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get("/be/receipt").await.status, StatusCode::OK);
    assert_eq!(get("/count.txt").await.text(), "+ 0\n+ 1\n+ 2\n");
}

#[test]
fn a_language_from_right_to_left_turns_the_page() {
    // No language of ours runs so yet: the layout has to be free of left and right.
    for style in [include_str!("templates/page.css"), include_str!("templates/embed.css")] {
        for word in ["left", "right", "width:", "height:", "margin-top", "padding-top"] {
            let found = style.match_indices(word).filter(|(at, _)| !style[..*at].ends_with("-"));
            assert_eq!(found.count(), 0, "{word}");
        }
    }
}

#[test]
fn without_a_bot_an_address_or_a_count_the_page_says_less_and_nothing_wrong() {
    let facts = Facts { address: None, keys: None, signed: true, ..facts() };
    let page = render::page(&facts, &Now { pledges: None, bot: None, root: None, ..now() }, Language::German, "../");
    assert!(page.contains("Die Adresse des Bots steht hier"));
    for absent in ["t.me/", "og:image", "canonical", "class=\"count\"", "<svg", "signiert"] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn what_is_counted_apart_stands_apart_and_a_closed_petition_offers_nothing() {
    let facts = facts();
    let more = Now { paper: 240, imported: 130, ..now() };
    let page = render::page(&facts, &more, Language::English, "../");
    assert!(page.contains("Signatures on paper: 240.") && page.contains("Pledges from another list: 130."), "{page}");
    assert!(page.contains("321 people stand up") && !page.contains("561"));
    assert!(page.contains("How you can stand up"));
    let closed = Now { closed: Some(Date::constant(2026, 12, 1)), ..more };
    for language in Language::ALL {
        let page = render::page(&facts, &closed, language, "../");
        assert!(page.contains("class=\"closed\"") && page.matches("<li>").count() > 2, "{}", language.code());
        assert!(page.len() < PAGE_MAX, "{}", language.code());
    }
    let page = render::page(&facts, &closed, Language::English, "../");
    assert!(page.contains("The petition was closed on 1 December 2026") && !page.contains("How you can stand up"));
    let public = Public::new(facts, list(), Arc::new(now));
    let count = |now: &Now| serde_json::from_str::<serde_json::Value>(&public.count(now)).unwrap();
    let told = count(&closed);
    assert_eq!((&told["total"], &told["paper"], &told["imported"]), (&321.into(), &240.into(), &130.into()));
    assert_eq!(told["closed"], "2026-12-01");
    assert!(["paper", "imported", "closed"].iter().all(|name| count(&now()).get(name).is_none()));
}

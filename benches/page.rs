//! How many times a second the public page is served while a broadcast runs, and how fast the count follows.
//!
//! The clients are in this process, with the sandbox, on the same cores as the bot: what they use is shown beside it.
//! Prints a Markdown table. `KLICH_BENCH_PAGE` is connections:seconds, 64:10 by default.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use klich::sandbox::{Options, UserId};
use support::{Api, Home, wait_until};

/// Subscribers, and their rate: the broadcast outlasts the measurement.
const SUBSCRIBERS: u32 = 30_000;
const RATE: u32 = 1000;
/// Somebody who pledges while the page is asked for.
const PLEDGER: i64 = 77;

const ALERT: &str = r#"
kind = "update"
campaign = "belarus-16-november"
sequence = 1
expires = 2099-01-01T00:00:00Z
[text]
en = "A measurement, and no call."
"#;

/// A connection that stays open.
struct Client(BufReader<TcpStream>);

impl Client {
    fn new(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    fn get(&mut self, path: &str, headers: &str) -> (u16, Vec<u8>) {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n{headers}\r\n");
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            let lower = line.trim_end().to_ascii_lowercase();
            if lower.is_empty() {
                break;
            }
            if let Some(rest) = lower.strip_prefix("http/1.1 ") {
                status = rest[..3].parse().unwrap();
            }
            if let Some(rest) = lower.strip_prefix("content-length: ") {
                length = rest.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        (status, body)
    }

    fn count(&mut self) -> u64 {
        let (_, body) = self.get("/count.json", "");
        serde_json::from_slice::<serde_json::Value>(&body).unwrap()["total"].as_u64().unwrap()
    }
}

fn main() {
    support::fill_if_asked();
    let wanted = std::env::var("KLICH_BENCH_PAGE").unwrap_or_else(|_| "64:10".to_owned());
    let (connections, seconds) = wanted.split_once(':').unwrap();
    let (connections, length): (usize, Duration) =
        (connections.parse().unwrap(), Duration::from_secs(seconds.parse().unwrap()));
    let home = Home::with_subscribers(SUBSCRIBERS);
    let options = Options { rate: Some(RATE), latency: Duration::from_millis(50), history: 0, ..Options::default() };
    let api = Api::start(options, SUBSCRIBERS);
    let people = api.sandbox.people();
    people.add_many(UserId(PLEDGER), 1, Some("en")).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let bot = home.start_serving(&api, RATE, port);
    let alert = home.send(ALERT);
    wait_until("the first message", || people.stats().accepted > 0);
    println!(
        "| what | connections | requests/s | bytes an answer | broadcast meanwhile, messages/s | 429 | processor: bot | clients and sandbox |"
    );
    println!("| --- | --: | --: | --: | --: | --: | --: | --: |");
    for (what, path, headers) in [
        ("the page, as gzip", "/be/", "accept-encoding: gzip\r\n"),
        ("the page, plain", "/be/", ""),
        ("count.json", "/count.json", ""),
    ] {
        let (stop, served) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let before = (people.stats().accepted, bot.processor_time(), support::processor_time("self"));
        let began = Instant::now();
        let threads: Vec<_> = (0..connections)
            .map(|_| {
                let (stop, served) = (Arc::clone(&stop), Arc::clone(&served));
                std::thread::spawn(move || {
                    let (mut client, mut size) = (Client::new(port), 0);
                    while !stop.load(Ordering::Relaxed) {
                        let (status, body) = client.get(path, headers);
                        assert_eq!(status, 200);
                        size = body.len();
                        served.fetch_add(1, Ordering::Relaxed);
                    }
                    size
                })
            })
            .collect();
        std::thread::sleep(length);
        stop.store(true, Ordering::Relaxed);
        let duration = began.elapsed().as_secs_f64();
        let sizes: Vec<usize> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        let stats = people.stats();
        let share = |used: Duration| used.as_secs_f64() / duration * 100.0;
        println!(
            "| {what} | {connections} | {:.0} | {} | {:.0} | {} | {:.0} % | {:.0} % |",
            served.load(Ordering::Relaxed) as f64 / duration,
            sizes[0],
            (stats.accepted - before.0) as f64 / duration,
            stats.too_many,
            share(bot.processor_time() - before.1),
            share(support::processor_time("self") - before.2),
        );
    }
    follows(&api, port);
    home.command(&["alert", "cancel", &alert]).output().unwrap();
    bot.stop();
    api.stop();
}

/// Measures from a pledge to the count that has it.
fn follows(api: &Api, port: u16) {
    let people = api.sandbox.people();
    let mut client = Client::new(port);
    let mut slowest = Duration::ZERO;
    for (number, act) in ["/pledge sign", "/pledge share"].into_iter().enumerate() {
        let before = client.count();
        people.say(PLEDGER, act).unwrap();
        if number > 0 {
            // A further kind of the same person changes nothing.
            std::thread::sleep(Duration::from_secs(3));
            assert_eq!(client.count(), before);
            continue;
        }
        let began = Instant::now();
        wait_until("the count", || client.count() == before + 1);
        slowest = slowest.max(began.elapsed());
    }
    println!("\nFrom the pledge to the count that has it: {} s\n", support::seconds(slowest));
}

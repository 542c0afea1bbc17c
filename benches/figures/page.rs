//! How many times a second the public page is served while a broadcast runs, and how fast the count follows.
//!
//! The clients are in this process, with the sandbox, on the same cores as the bot: what they use stands among the details.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use klich::sandbox::UserId;
use serde_json::json;

use crate::home::{Api, Home, wait_until};
use crate::process::processor_time;
use crate::table::Figure;

/// Subscribers, and their rate: the broadcast outlasts the measurement.
const SUBSCRIBERS: u32 = 40_000;
const RATE: u32 = 1000;
/// Somebody who pledges while the page is asked for.
const PLEDGER: i64 = 77;

/// Connections that stay open, and how long each address is asked for.
const CONNECTIONS: usize = 64;
const LENGTH: Duration = Duration::from_secs(10);

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

pub fn measure() -> Vec<Figure> {
    let home = Home::with_subscribers(SUBSCRIBERS);
    let api = Api::with_limit(RATE, 0, SUBSCRIBERS);
    api.people.add_many(UserId(PLEDGER), 1, Some("en")).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let bot = home.start_serving(&api, RATE, port);
    let alert = home.send(1, &[]);
    wait_until("the first message", || api.people.stats().accepted > 0);
    let mut served = Vec::new();
    for (path, headers) in [("/be/", "accept-encoding: gzip\r\n"), ("/be/", ""), ("/count.json", "")] {
        let sent = api.people.stats().accepted;
        let used = [bot.processor_time(), processor_time(std::process::id())];
        let (rate, bytes, seconds) = ask(port, path, headers);
        let used = [bot.processor_time() - used[0], processor_time(std::process::id()) - used[1]];
        let [bot_cores, other_cores] = used.map(|used| used.as_secs_f64() / seconds);
        let stats = api.people.stats();
        served.push(json!({ "path": path, "gzip": !headers.is_empty(), "a_second": rate, "bytes": bytes,
            "messages_a_second": (stats.accepted - sent) as f64 / seconds, "too_many": stats.too_many,
            "bot_cores": bot_cores, "clients_and_sandbox_cores": other_cores }));
    }
    let follows = follows(&api, port);
    home.json(&["alert", "cancel", &alert]);
    bot.stop();
    api.stop();
    let rate = served[0]["a_second"].as_f64().unwrap();
    vec![
        Figure {
            id: "page",
            what: "the public page (gzip) while a broadcast runs at 1000/s, clients on the same cores".to_owned(),
            reach: "≥ 5,000/s".to_owned(),
            measured: format!("{rate:.0}/s, {} bytes", served[0]["bytes"]),
            met: rate >= 5000.0,
            details: json!({ "connections": CONNECTIONS, "served": served }),
        },
        Figure {
            id: "page-count",
            what: "from a pledge to the public count that has it".to_owned(),
            reach: "≤ 5 s".to_owned(),
            measured: format!("{:.1} s", follows.as_secs_f64()),
            met: follows <= Duration::from_secs(5),
            details: json!({}),
        },
    ]
}

/// Asks for an address over all connections; gives answers a second, the bytes of one, and how long it took.
fn ask(port: u16, path: &'static str, headers: &'static str) -> (f64, usize, f64) {
    let (stop, served) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let began = Instant::now();
    let client = |_| {
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
    };
    let threads: Vec<_> = (0..CONNECTIONS).map(client).collect();
    std::thread::sleep(LENGTH);
    stop.store(true, Ordering::Relaxed);
    let seconds = began.elapsed().as_secs_f64();
    let sizes: Vec<usize> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    (served.load(Ordering::Relaxed) as f64 / seconds, sizes[0], seconds)
}

/// Measures from a pledge to the count that has it.
fn follows(api: &Api, port: u16) -> Duration {
    let mut client = Client::new(port);
    let before = client.count();
    api.people.say(UserId(PLEDGER), "/pledge sign").unwrap();
    let began = Instant::now();
    wait_until("the count", || client.count() == before + 1);
    began.elapsed()
}

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::io::{BufRead as _, Write as _};
use std::ops::ControlFlow;
use std::os::unix::net::{UnixListener as StdListener, UnixStream as StdStream};
use std::sync::Mutex;

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::super::Client;
use super::*;

/// Answers by counting: each look at an alert finds one delivery more, until all five are.
#[derive(Default)]
struct Counting(Mutex<u64>);

impl Office for Counting {
    fn answer(&self, request: Request) -> Result<Value, ControlError> {
        match request {
            Request::AlertStatus { id } if id == "gone" => Err(ControlError::failed("there is no such alert", "look")),
            Request::AlertStatus { id } => {
                let mut delivered = self.0.lock().unwrap();
                *delivered += 1;
                let state = if *delivered < 5 { "running" } else { "finished" };
                Ok(json!({ "id": id, "state": state, "audience": 5, "delivered": *delivered, "unreachable": 0,
                           "failed": 0, "uncertain": 0, "remaining": 5 - *delivered, "rate": 1.0 }))
            }
            Request::AlertSend { file, .. } => Ok(json!(file.len())),
            Request::PledgesTally { .. } => Ok(json!("x".repeat(LINE_MAX))),
            Request::Stats {} => panic!("on purpose"),
            _ => Ok(json!("here")),
        }
    }
}

struct Bot {
    path: PathBuf,
    shutdown: CancellationToken,
    task: JoinHandle<()>,
    _home: tempfile::TempDir,
}

impl Bot {
    fn start_in(home: tempfile::TempDir, path: PathBuf) -> Self {
        let shutdown = CancellationToken::new();
        let server = Server::bind(&path).unwrap();
        let task = tokio::spawn(server.serve(Arc::new(Counting::default()), shutdown.clone()));
        Self { path, shutdown, task, _home: home }
    }

    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("control.sock");
        Self::start_in(home, path)
    }

    async fn ask(&self, request: Request) -> Result<Value, ControlError> {
        let path = self.path.clone();
        let asking = move || Client::connect(&path).unwrap().unwrap().ask(&request);
        tokio::task::spawn_blocking(asking).await.unwrap()
    }

    /// Writes bytes as they are and reads the answer.
    async fn tell(&self, bytes: Vec<u8>) -> Value {
        let path = self.path.clone();
        let telling = move || {
            let mut stream = StdStream::connect(path).unwrap();
            // The server may answer and close before it has read everything.
            let _ = stream.write_all(&bytes);
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let mut line = String::new();
            std::io::BufReader::new(stream).read_line(&mut line).unwrap();
            serde_json::from_str(&line).unwrap()
        };
        tokio::task::spawn_blocking(telling).await.unwrap()
    }
}

#[tokio::test]
async fn answers_and_refuses() {
    let bot = Bot::start();
    assert_eq!(bot.ask(Request::Status {}).await.unwrap(), "here");
    let error = bot.ask(Request::AlertStatus { id: "gone".to_owned() }).await.unwrap_err();
    assert_eq!((error.code, error.next.as_str()), (Code::Failed, "look"));
    assert_eq!(fs::metadata(&bot.path).unwrap().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn follows_until_it_stands_still() {
    let bot = Bot::start();
    let path = bot.path.clone();
    let following = move || {
        let mut seen = Vec::new();
        let client = Client::connect(&path).unwrap().unwrap();
        client.follow("a", |status| {
            seen.push((status.delivered, status.remaining));
            ControlFlow::Continue(())
        })?;
        Ok::<_, ControlError>(seen)
    };
    let seen = tokio::task::spawn_blocking(following).await.unwrap().unwrap();
    assert_eq!(seen, [(1, 4), (2, 3), (3, 2), (4, 1), (5, 0)]);
}

#[tokio::test]
async fn nonsense_is_refused_and_harms_nothing() {
    let bot = Bot::start();
    let endless = vec![b'a'; LINE_MAX + 10];
    for bytes in [
        b"".to_vec(),
        b"\n".to_vec(),
        b"{}\n".to_vec(),
        b"\xff\xfe\n".to_vec(),
        b"{\"ask\":\"stats\"}".to_vec(),
        endless,
    ] {
        assert_eq!(bot.tell(bytes).await["error"]["code"], "usage");
    }
    assert_eq!(bot.ask(Request::Status {}).await.unwrap(), "here");
}

#[tokio::test]
async fn large_requests_pass_up_to_the_limit_and_large_answers_do_not() {
    let bot = Bot::start();
    let send = |length| Request::AlertSend { file: "a".repeat(length), signatures: vec![], wait: false };
    assert_eq!(bot.ask(send(900_000)).await.unwrap(), 900_000);
    assert_eq!(bot.ask(send(LINE_MAX)).await.unwrap_err().code, Code::Usage);
    assert!(bot.ask(Request::PledgesTally { campaign: None }).await.unwrap_err().what.contains("over 1 MiB"));
}

#[tokio::test]
async fn a_panic_in_the_office_is_an_answer() {
    let bot = Bot::start();
    assert_eq!(bot.ask(Request::Stats {}).await.unwrap_err().code, Code::Failed);
    assert_eq!(bot.ask(Request::Status {}).await.unwrap(), "here");
}

#[tokio::test]
async fn paths_longer_than_an_address_work() {
    let home = tempfile::tempdir().unwrap();
    let deep = home.path().join("d".repeat(120)).join("e".repeat(120));
    fs::create_dir_all(&deep).unwrap();
    let bot = Bot::start_in(home, deep.join("control.sock"));
    assert_eq!(bot.ask(Request::Status {}).await.unwrap(), "here");
    bot.shutdown.cancel();
    bot.task.await.unwrap();
    assert!(!bot.path.exists());
}

#[tokio::test]
async fn a_second_bot_is_refused_and_the_first_goes_on() {
    let bot = Bot::start();
    assert_eq!(Server::bind(&bot.path).unwrap_err().code, Code::Again);
    assert_eq!(bot.ask(Request::Status {}).await.unwrap(), "here");
}

#[tokio::test]
async fn a_socket_that_a_killed_bot_left_is_replaced() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("control.sock");
    drop(StdListener::bind(&path).unwrap());
    assert!(path.exists() && Client::connect(&path).unwrap().is_none());
    // As a kill between two steps of binding leaves it.
    fs::create_dir(home.path().join("control.new")).unwrap();
    drop(StdListener::bind(home.path().join("control.new/control.sock")).unwrap());
    let bot = Bot::start_in(home, path);
    assert_eq!(bot.ask(Request::Status {}).await.unwrap(), "here");
    assert!(!bot.path.with_extension("new").exists());
}

#[tokio::test]
async fn the_shutdown_ends_all_and_removes_the_file() {
    let bot = Bot::start();
    let silent = StdStream::connect(&bot.path).unwrap();
    assert_eq!(bot.ask(Request::Status {}).await.unwrap(), "here");
    bot.shutdown.cancel();
    bot.task.await.unwrap();
    drop(silent);
    assert!(!bot.path.exists());
    assert!(Client::connect(&bot.path).unwrap().is_none());
}

#[tokio::test]
async fn an_old_server_leaves_the_file_of_a_new_one() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("control.sock");
    let old = Server::bind(&path).unwrap();
    fs::rename(&path, home.path().join("aside")).unwrap();
    let new = Server::bind(&path).unwrap();
    drop(old);
    assert!(path.exists());
    drop(new);
    assert!(!path.exists());
}

#[test]
fn only_the_same_user_and_root_are_served() {
    let own = rustix::process::geteuid().as_raw();
    assert!(is_allowed(own) && is_allowed(0));
    assert!(!is_allowed(own.wrapping_add(1).max(1)));
}

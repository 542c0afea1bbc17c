#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use tokio::{
    sync::Semaphore,
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::*;
use crate::{telegram::RawUpdate, vault::Vault};

/// Long, but the clock of these tests is paused: it passes at once where nothing happens.
const LONG: Duration = Duration::from_secs(600);

fn update(id: u32, chat: i64, text: &str) -> RawUpdate {
    let person = format!(r#"{{"id":{chat},"is_bot":false,"first_name":"Ala"}}"#);
    let chat = format!(r#"{{"id":{chat},"type":"private","first_name":"Ala"}}"#);
    let json = format!(
        r#"{{"update_id":{id},"message":{{"message_id":1,"date":1,"from":{person},"chat":{chat},"text":"{text}"}}}}"#
    );
    RawUpdate::parse(&json).unwrap()
}

fn text(update: &Update) -> String {
    match &update.kind {
        UpdateKind::Message(message) => message.text().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the handler could not")]
struct CouldNot;

/// Notes what it handles.
#[derive(Default)]
struct Notes(Mutex<Vec<(i64, u32)>>);

impl Notes {
    fn note(&self, update: &Update) {
        let chat = update.chat().map_or(0, |chat| chat.id.0);
        self.0.lock().unwrap().push((chat, update.id.0));
    }

    fn of(&self, chat: i64) -> Vec<u32> {
        self.0.lock().unwrap().iter().filter(|(of, _)| *of == chat).map(|(_, id)| *id).collect()
    }

    fn all(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

async fn until(what: &str, reached: impl Fn() -> bool) {
    timeout(LONG, async {
        while !reached() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .unwrap_or_else(|_| panic!("never: {what}"));
}

struct Running {
    inbox: Arc<Inbox>,
    shutdown: CancellationToken,
    task: JoinHandle<Result<(), InboxError>>,
}

impl Running {
    fn start(inbox: Arc<Inbox>, handler: Arc<dyn Handler>) -> Self {
        let shutdown = CancellationToken::new();
        let dispatcher = Dispatcher::new(Arc::clone(&inbox), handler);
        let task = tokio::spawn(dispatcher.run(shutdown.clone(), Duration::from_secs(5)));
        Self { inbox, shutdown, task }
    }

    async fn stop(self) -> Arc<Inbox> {
        self.shutdown.cancel();
        self.task.await.unwrap().unwrap();
        self.inbox
    }
}

fn inbox() -> Arc<Inbox> {
    Inbox::new(Vault::in_memory()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn handles_what_was_there_and_what_comes_in_the_order_of_each_chat() {
    let inbox = inbox();
    inbox.take((0..40).map(|id| update(id, i64::from(id % 4), "")).collect()).await.unwrap();
    let notes = Arc::new(Notes::default());
    let handler = {
        let notes = Arc::clone(&notes);
        move |update: Update| {
            let notes = Arc::clone(&notes);
            async move {
                sleep(Duration::from_millis(u64::from(7 * (update.id.0 % 5)))).await;
                notes.note(&update);
                Ok(())
            }
        }
    };
    let running = Running::start(inbox, Arc::new(handler));
    running.inbox.take((40..80).map(|id| update(id, i64::from(id % 4), "")).collect()).await.unwrap();
    until("all are handled", || running.inbox.traffic().figures().handled == 80).await;
    for chat in 0..4 {
        let expected: Vec<u32> = (0..80).filter(|id| i64::from(id % 4) == chat).collect();
        assert_eq!(notes.of(chat), expected);
    }
    let inbox = running.stop().await;
    assert!(inbox.pending(None, 10).await.unwrap().0.is_empty());
    assert_eq!(inbox.traffic().figures().inbox, 0);
}

#[tokio::test(start_paused = true)]
async fn a_number_below_those_seen_is_not_overlooked() {
    let notes = Arc::new(Notes::default());
    let handler = {
        let notes = Arc::clone(&notes);
        move |update: Update| {
            notes.note(&update);
            async { Ok(()) }
        }
    };
    let running = Running::start(inbox(), Arc::new(handler));
    running.inbox.take(vec![update(1000, 1, "")]).await.unwrap();
    until("the first is handled", || notes.all() == 1).await;
    running.inbox.take(vec![update(999, 1, "")]).await.unwrap();
    running.inbox.take(vec![update(5, 1, "")]).await.unwrap();
    until("the late ones are handled", || notes.all() == 3).await;
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_busy_chat_holds_nobody_up_and_a_flood_stays_in_order() {
    let inbox = inbox();
    let gate = Arc::new(Semaphore::new(0));
    let notes = Arc::new(Notes::default());
    let most = Arc::new(AtomicUsize::new(0));
    let handler = {
        let (gate, notes, now, most) =
            (Arc::clone(&gate), Arc::clone(&notes), Arc::new(AtomicUsize::new(0)), Arc::clone(&most));
        move |update: Update| {
            let (gate, notes, now, most) = (Arc::clone(&gate), Arc::clone(&notes), Arc::clone(&now), Arc::clone(&most));
            async move {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                if text(&update) == "flood" {
                    gate.acquire().await.unwrap().forget();
                }
                notes.note(&update);
                now.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
        }
    };
    let mut batch: Vec<RawUpdate> = (0..200).map(|id| update(id, 1, "flood")).collect();
    batch.extend((1000..1200).map(|id| update(id, i64::from(id), "one")));
    inbox.take(batch).await.unwrap();
    let running = Running::start(inbox, Arc::new(handler));
    until("all others are handled", || notes.all() == 200).await;
    gate.add_permits(200);
    until("the flood is handled", || notes.all() == 400).await;
    assert_eq!(notes.of(1), (0..200).collect::<Vec<u32>>());
    assert!(most.load(Ordering::SeqCst) <= HANDLERS);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn an_update_whose_handler_fails_five_times_is_set_aside_and_blocks_nobody_else() {
    let inbox = inbox();
    let attempts: Arc<Mutex<HashMap<u32, usize>>> = Arc::default();
    let handler = {
        let attempts = Arc::clone(&attempts);
        move |update: Update| {
            *attempts.lock().unwrap().entry(update.id.0).or_default() += 1;
            let nth = attempts.lock().unwrap()[&update.id.0];
            async move {
                match text(&update).as_str() {
                    "fails" => Err(CouldNot)?,
                    "panics" => panic!("the handler of this test"),
                    "fails once" if nth == 1 => Err(CouldNot)?,
                    _ => Ok(()),
                }
            }
        }
    };
    let batch = vec![
        update(1, 1, "fails"),
        update(2, 1, "fine"),
        update(3, 2, "panics"),
        update(4, 3, "fails once"),
        update(5, 4, "fine"),
    ];
    inbox.take(batch).await.unwrap();
    let running = Running::start(inbox, Arc::new(handler));
    let traffic = running.inbox.traffic();
    until("the inbox is empty", || traffic.figures().inbox == 0).await;
    let attempts = attempts.lock().unwrap().clone();
    assert_eq!(attempts, HashMap::from([(1, 5), (2, 1), (3, 5), (4, 2), (5, 1)]));
    let figures = traffic.figures();
    assert_eq!((figures.handled, figures.set_aside, figures.failed_attempts), (3, 2, 11));
    let inbox = running.stop().await;
    assert_eq!(inbox.clear_aside().await.unwrap(), 2);
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_across_processes() {
    let vault = Vault::in_memory();
    let inbox = Inbox::new(Arc::clone(&vault)).unwrap();
    inbox.take(vec![update(1, 1, "")]).await.unwrap();
    for _ in 0..4 {
        inbox.failed(UpdateId(1)).await.unwrap();
    }
    let inbox = Inbox::new(vault).unwrap();
    let running = Running::start(inbox, Arc::new(|_: Update| async { Err(CouldNot)? }));
    until("it is set aside", || running.inbox.traffic().figures().set_aside == 1).await;
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn strange_updates_are_let_go_without_a_handler() {
    let inbox = inbox();
    let batch = [
        r#"{"update_id":1,"a_kind_of_the_future":{"x":1}}"#,
        r#"{"update_id":2}"#,
        r#"{"update_id":3,"message":{"chat":{"id":1}}}"#,
        r#"{"update_id":4,"message":7}"#,
    ];
    inbox.take(batch.iter().map(|json| RawUpdate::parse(json).unwrap()).collect()).await.unwrap();
    let called = Arc::new(AtomicBool::new(false));
    let handler = {
        let called = Arc::clone(&called);
        move |_: Update| {
            called.store(true, Ordering::SeqCst);
            async { Ok(()) }
        }
    };
    let running = Running::start(inbox, Arc::new(handler));
    until("all are gone", || running.inbox.traffic().figures().inbox == 0).await;
    assert_eq!(running.inbox.traffic().figures().unknown, 4);
    assert!(!called.load(Ordering::SeqCst));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_stop_lets_running_handlers_finish_and_leaves_the_rest_on_the_disk() {
    let inbox = inbox();
    inbox.take(vec![update(1, 1, "short"), update(2, 2, "endless"), update(3, 1, "next")]).await.unwrap();
    let (begun, notes) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notes::default()));
    let handler = {
        let (begun, notes) = (Arc::clone(&begun), Arc::clone(&notes));
        move |update: Update| {
            let (begun, notes) = (Arc::clone(&begun), Arc::clone(&notes));
            async move {
                begun.fetch_add(1, Ordering::SeqCst);
                let endless = text(&update) == "endless";
                sleep(if endless { LONG } else { Duration::from_secs(1) }).await;
                notes.note(&update);
                Ok(())
            }
        }
    };
    let running = Running::start(inbox, Arc::new(handler));
    until("both chats are served", || begun.load(Ordering::SeqCst) == 2).await;
    let inbox = running.stop().await;
    assert_eq!(*notes.0.lock().unwrap(), [(1, 1)]);
    let left: Vec<u32> = inbox.pending(None, 10).await.unwrap().0.iter().map(|pending| pending.id.0).collect();
    assert_eq!(left, [2, 3]);
}

#[test]
fn an_update_is_read_whatever_the_order_of_its_fields() {
    let message = r#"{"message_id":1,"date":1,"chat":{"id":5,"type":"private","first_name":"A"},"text":"hi"}"#;
    for json in
        [format!(r#"{{"update_id":7,"message":{message}}}"#), format!(r#"{{"message":{message},"update_id":7}}"#)]
    {
        assert_eq!(text(&read_update(&json).unwrap()), "hi");
    }
    assert!(read_update(r#"{"something_new":{"a":1},"update_id":7}"#).is_none());
    assert!(read_update(r#"{"message":3}"#).is_none());
}

#[test]
fn an_update_that_is_nested_too_deep_is_let_go_and_none_overflows_the_stack() {
    const MESSAGE: &str = r#""message_id":1,"date":1,"text":"[{\"","chat":{"id":5,"type":"private","first_name":"A"}"#;
    let nested = |depth: usize| {
        let message = (1..depth)
            .fold(format!("{{{MESSAGE}}}"), |inner, _| format!(r#"{{{MESSAGE},"reply_to_message":{inner}}}"#));
        format!(r#"{{"update_id":1,"message":{message}}}"#)
    };
    let read = move |depth| super::read_update(&nested(depth)).is_some();
    let thread = std::thread::Builder::new().stack_size(super::HANDLER_STACK);
    let known = thread.spawn(move || [1, 2, 29, 30, 31, 60, 120].map(read)).unwrap().join().unwrap();
    assert_eq!(known, [true, true, true, true, false, false, false]);
}

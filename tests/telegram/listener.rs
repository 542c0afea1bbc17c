use std::sync::{Arc, Mutex};
use std::time::Duration;

use klich::{
    sandbox::{Fault, FaultKind, Options},
    telegram::{
        Client, Courier, CourierOptions, Dispatcher, Fatal, Inbox, Lane, ListenerError, Polling, Token, UpdateId,
        Webhook, WebhookSecret,
    },
    web::{self, WebState},
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use super::{LONG, World, inbox, message, until};

struct Listening {
    shutdown: CancellationToken,
    task: JoinHandle<Result<(), ListenerError>>,
}

impl Listening {
    async fn start(client: &Client, inbox: &Arc<Inbox>) -> Self {
        let polling = Polling::new(client.clone(), Arc::clone(inbox));
        let mut readiness = polling.readiness();
        let shutdown = CancellationToken::new();
        let task = tokio::spawn(polling.run(shutdown.clone()));
        tokio::time::timeout(LONG, readiness.ready()).await.expect("it polls");
        Self { shutdown, task }
    }

    async fn stop(self) {
        self.shutdown.cancel();
        tokio::time::timeout(LONG, self.task).await.unwrap().unwrap().unwrap();
    }
}

async fn ids(inbox: &Arc<Inbox>) -> Vec<UpdateId> {
    inbox.pending(None, 256).await.unwrap().0.into_iter().map(|pending| pending.id).collect()
}

#[tokio::test]
async fn polling_takes_everything_in_and_a_stop_breaks_off_a_waiting_poll() {
    let world = World::new().await;
    let (inbox, chat) = (inbox(), world.person());
    let listening = Listening::start(&world.client, &inbox).await;
    for n in 0..250 {
        world.people.say(chat.0, &format!("message {n}")).unwrap();
    }
    until("all are taken", || inbox.traffic().figures().received == 251).await;
    listening.stop().await;
    assert_eq!(ids(&inbox).await.len(), 251);
    assert_eq!(world.people.stats().pending_updates, 0, "the farewell confirms the last batch");
    assert_eq!(world.people.problems(), []);
    world.sandbox.stop().await;
}

#[tokio::test]
async fn what_was_not_put_on_the_disk_is_not_confirmed() {
    let world = World::new().await;
    let chat = world.person();
    world.people.say(chat.0, "one").unwrap();
    // The answer is lost on its way, as at a crash right after the poll.
    world.people.fault(Fault::new(FaultKind::Lost).method("getUpdates").times(1));
    let inbox = inbox();
    let listening = Listening::start(&world.client, &inbox).await;
    until("both are taken", || inbox.traffic().figures().received == 2).await;
    listening.stop().await;
    world.sandbox.stop().await;
}

#[tokio::test]
async fn trouble_that_passes_is_waited_out_and_disorder_and_doubles_change_nothing() {
    let world = World::new().await;
    let chat = world.person();
    for kind in [FaultKind::Html, FaultKind::Status, FaultKind::Drop] {
        world.people.fault(Fault::new(kind).times(1));
    }
    world.people.fault(Fault::new(FaultKind::Reorder));
    world.people.fault(Fault::new(FaultKind::Duplicate));
    for n in 0..20 {
        world.people.say(chat.0, &format!("{n}")).unwrap();
    }
    let inbox = inbox();
    let listening = Listening::start(&world.client, &inbox).await;
    until("all are taken", || inbox.traffic().figures().received == 21).await;
    listening.stop().await;
    let ids = ids(&inbox).await;
    assert_eq!(ids.len(), 21);
    assert!(ids.is_sorted());
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_second_instance_ends_the_first_with_a_reason() {
    let world = World::new().await;
    let first = Listening::start(&world.client, &inbox()).await;
    let second = Listening::start(&world.client, &inbox()).await;
    let ended = tokio::time::timeout(LONG, first.task).await.unwrap().unwrap();
    assert!(matches!(ended, Err(ListenerError::Fatal(Fatal::OtherInstance))), "{ended:?}");
    second.stop().await;
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_wrong_token_ends_it_at_once() {
    let world = World::new().await;
    let client = Client::new(&world.sandbox.url(), Token::parse("77:not-the-token").unwrap()).unwrap();
    let ended = Polling::new(client, inbox()).run(CancellationToken::new()).await;
    assert!(matches!(ended, Err(ListenerError::Fatal(Fatal::Unauthorized))), "{ended:?}");
    world.sandbox.stop().await;
}

#[tokio::test]
async fn from_a_persons_message_to_the_answer_on_the_phone() {
    let world = World::new().await;
    let (inbox, chat) = (inbox(), world.person());
    let courier =
        Courier::start(world.client.clone(), CourierOptions { traffic: inbox.traffic(), ..CourierOptions::new(30) });
    let seen = Arc::new(Mutex::new(Vec::new()));
    let handler = {
        let (courier, seen) = (courier.clone(), Arc::clone(&seen));
        move |update: teloxide::types::Update| {
            let (courier, seen) = (courier.clone(), Arc::clone(&seen));
            async move {
                let chat = klich::telegram::ChatId(update.chat().expect("a message has a chat").id.0);
                seen.lock().unwrap().push(update.id.0);
                let _ = courier.send(Lane::Answer, message(chat, "heard")).await;
                Ok(())
            }
        }
    };
    let shutdown = CancellationToken::new();
    let dispatcher = Dispatcher::new(Arc::clone(&inbox), Arc::new(handler));
    let dispatching = tokio::spawn(dispatcher.run(shutdown.clone(), LONG));
    let listening = Listening::start(&world.client, &inbox).await;
    world.people.say(chat.0, "hello").unwrap();
    world.people.wait_for(chat.0, |view| view.from_bot().count() == 2, LONG).await.unwrap();
    listening.stop().await;
    shutdown.cancel();
    dispatching.await.unwrap().unwrap();
    assert!(ids(&inbox).await.is_empty());
    assert_eq!(seen.lock().unwrap().len(), 2);
    let figures = inbox.traffic().figures();
    assert_eq!((figures.handled, figures.delivered), (2, 2));
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_webhook_takes_updates_in_and_answers_after_they_are_on_the_disk() {
    let world =
        World::with(Options { local: true, webhook_retry: Duration::from_millis(20), ..Options::default() }).await;
    let (inbox, chat) = (inbox(), world.person());
    let webhook = Webhook::new(WebhookSecret::random(), Arc::clone(&inbox));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let shutdown = CancellationToken::new();
    let state = WebState { webhook: Some(Arc::clone(&webhook)), readiness: webhook.readiness(), pages: None };
    let serving = tokio::spawn(web::serve(listener, state, shutdown.clone()));

    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let status = async |path: &str| http.get(format!("{base}{path}")).send().await.unwrap().status().as_u16();
    assert_eq!((status("/healthz").await, status("/readyz").await), (200, 503));

    let url: reqwest::Url = format!("{base}{}", web::WEBHOOK_PATH).parse().unwrap();
    let running = tokio::spawn({
        let (webhook, client, url, shutdown) =
            (Arc::clone(&webhook), world.client.clone(), url.clone(), shutdown.clone());
        async move { webhook.run(&client, &url, shutdown).await }
    });
    tokio::time::timeout(LONG, webhook.readiness().ready()).await.unwrap();
    assert_eq!(status("/readyz").await, 200);
    for n in 0..50 {
        world.people.say(chat.0, &format!("{n}")).unwrap();
    }
    until("all are taken", || inbox.traffic().figures().received == 51).await;
    assert_eq!(ids(&inbox).await.len(), 51);

    let post = async |secret: &str, body: String| {
        let post = http.post(url.clone()).header("X-Telegram-Bot-Api-Secret-Token", secret).body(body);
        post.send().await.unwrap().status().as_u16()
    };
    assert_eq!(post("wrong", r#"{"update_id":1}"#.into()).await, 401);
    assert_eq!(http.post(url.clone()).body("{}").send().await.unwrap().status().as_u16(), 401);
    assert_eq!(status(web::WEBHOOK_PATH).await, 405);
    assert_eq!(inbox.traffic().figures().received, 51);

    shutdown.cancel();
    running.await.unwrap().unwrap();
    serving.await.unwrap().unwrap();
    world.sandbox.stop().await;
}

#[tokio::test]
async fn polling_takes_a_webhook_away_and_loses_nothing() {
    let world = World::with(Options { local: true, ..Options::default() }).await;
    let (inbox, chat) = (inbox(), world.person());
    let webhook = Webhook::new(WebhookSecret::random(), Arc::clone(&inbox));
    let nobody_listens = "http://127.0.0.1:9/telegram/webhook".parse().unwrap();
    let shutdown = CancellationToken::new();
    let setting = webhook.run(&world.client, &nobody_listens, shutdown.clone());
    let (ran, ()) = tokio::join!(setting, async {
        // In vain where it was refused; then `run` says so.
        let _ = tokio::time::timeout(LONG, webhook.readiness().ready()).await;
        shutdown.cancel();
    });
    ran.unwrap();
    world.people.say(chat.0, "while nobody listened").unwrap();
    let listening = Listening::start(&world.client, &inbox).await;
    until("both are taken", || inbox.traffic().figures().received == 2).await;
    listening.stop().await;
    world.sandbox.stop().await;
}

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use klich::{
    sandbox::{Fault, FaultKind, Options},
    telegram::{
        Button, CallError, ChatId, Client, Courier, CourierOptions, Document, Fatal, Keyboard, Lane, MessageId,
        Outcome, Outgoing, Patience, PressId, Token,
    },
    text::Html,
};
use tokio::time::Instant;

use super::{LANES, LONG, World, message};

fn courier(world: &World) -> Courier {
    Courier::start(world.client.clone(), CourierOptions::new(30))
}

fn impatient() -> Patience {
    Patience { answer: Duration::ZERO, organiser: Duration::ZERO, broadcast: Duration::ZERO }
}

fn delivered(outcome: &Outcome) -> MessageId {
    match outcome {
        Outcome::Delivered(Some(message)) => *message,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn everything_that_goes_out_is_as_telegram_wants_it() {
    let world = World::new().await;
    let courier = courier(&world);
    let chat = world.person();
    let keyboard = Some(Arc::new(Keyboard(vec![vec![
        Button::Press { label: "Yes".into(), data: "p1".into() },
        Button::Link { label: "Page".into(), url: "https://example.org/a?b=c".into() },
        Button::App { label: "App".into(), url: "https://example.org/app/#p=verify&l=be".into() },
    ]])));
    let text = Html::escape("1 < 2 & «так»");
    let sent = Outgoing::Message { chat, text, keyboard: keyboard.clone(), reply_to: None, protect: true };
    let first = delivered(&courier.send(Lane::Answer, sent).await);
    let view = world.people.chat(chat.0).unwrap();
    assert_eq!(view.last().unwrap().text, "1 < 2 & «так»");
    assert_eq!(view.last().unwrap().buttons(), ["p1"]);

    let text = Html::trusted("<b>new</b>".into());
    for _ in 0..2 {
        // The second time nothing is to be changed.
        let edit = Outgoing::Edit { chat, message: first, text: text.clone(), keyboard: keyboard.clone() };
        assert!(matches!(courier.send(Lane::Answer, edit).await, Outcome::Delivered(_)));
    }
    assert_eq!(world.people.chat(chat.0).unwrap().last().unwrap().text, "new");

    world.people.press(chat.0, i64::from(first.0), "p1").unwrap();
    let no_such_press = Outgoing::AnswerPress { press: PressId("1".into()), text: Some("x".into()), alert: true };
    assert_eq!(courier.send(Lane::Answer, no_such_press).await, Outcome::Delivered(None));

    let remove = Outgoing::RemoveButtons { chat, message: first };
    assert!(matches!(courier.send(Lane::Answer, remove).await, Outcome::Delivered(_)));
    assert!(world.people.chat(chat.0).unwrap().last().unwrap().buttons().is_empty());

    let reply =
        Outgoing::Message { chat, text: Html::escape("quoted"), keyboard: None, reply_to: Some(first), protect: false };
    assert!(matches!(courier.send(Lane::Answer, reply).await, Outcome::Delivered(Some(_))));
    assert_eq!(world.people.chat(chat.0).unwrap().last().unwrap().reply_to, Some(i64::from(first.0)));

    let document = Document { file_name: "my-data.json".into(), bytes: Arc::from(&b"{\"k\":1}"[..]) };
    let document = Outgoing::Document { chat, document, caption: Html::trusted("<i>all</i>".into()), keyboard: None };
    let file = delivered(&courier.send(Lane::Answer, document).await);
    let view = world.people.chat(chat.0).unwrap();
    assert_eq!(view.last().unwrap().caption.as_deref(), Some("all"));
    assert_eq!(view.last().unwrap().document.as_ref().unwrap()["file_name"], "my-data.json");

    let delete = Outgoing::Delete { chat, message: file };
    assert_eq!(courier.send(Lane::Recall, delete).await, Outcome::Delivered(None));
    assert_eq!(world.people.problems(), []);
    world.sandbox.stop().await;
}

#[tokio::test]
async fn who_is_not_there_is_unreachable_and_what_is_wrong_is_refused() {
    let world = World::new().await;
    let courier = courier(&world);
    let (blocked, gone, fine) = (world.person(), world.person(), world.person());
    world.people.block(blocked.0).unwrap();
    world.people.deactivate(gone.0).unwrap();
    let never_started = world.people.add(klich::sandbox::NewUser::named("Zoja", "be")).unwrap();
    for chat in [blocked, gone, ChatId(never_started.0), ChatId(404)] {
        assert_eq!(courier.send(Lane::Broadcast, message(chat, "x")).await, Outcome::Unreachable);
    }
    let too_long = message(fine, &"x".repeat(4097));
    let Outcome::Refused(refusal) = courier.send(Lane::Broadcast, too_long).await else { panic!() };
    assert_eq!((refusal.code, refusal.reason), (400, "the text is too long"));
    let delete = Outgoing::Delete { chat: fine, message: MessageId(77) };
    assert_eq!(courier.send(Lane::Recall, delete).await, Outcome::Gone, "as good as deleted");
    let figures = courier.traffic().figures();
    assert_eq!((figures.unreachable, figures.refused, figures.delivered), (4, 1, 1));
    world.sandbox.stop().await;
}

#[tokio::test]
async fn what_fails_in_passing_is_tried_again() {
    let world = World::new().await;
    let courier = courier(&world);
    let chat = world.person();
    let mut faults = [FaultKind::Status, FaultKind::Html, FaultKind::TooMany].map(Fault::new).to_vec();
    faults.iter_mut().for_each(|fault| fault.times = Some(1));
    for (lane, fault) in LANES.into_iter().zip(faults.into_iter().cycle()) {
        world.people.fault(fault);
        let text = format!("{lane:?}");
        delivered(&courier.send(lane, message(chat, &text)).await);
    }
    let stats = world.people.stats();
    assert_eq!((stats.accepted, stats.doubles), (4, 0));
    let figures = courier.traffic().figures();
    assert_eq!((figures.passing, figures.floods), (3, 1));
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_lost_answer_is_uncertain_for_a_message_and_repeated_for_an_edit() {
    let world = World::new().await;
    let courier = courier(&world);
    let chat = world.person();
    let first = delivered(&courier.send(Lane::Answer, message(chat, "first")).await);
    for kind in [FaultKind::Lost, FaultKind::Drop] {
        world.people.fault(Fault::new(kind).times(1));
        assert_eq!(courier.send(Lane::Broadcast, message(chat, &format!("{kind:?}"))).await, Outcome::Uncertain);
    }
    world.people.fault(Fault::new(FaultKind::Lost).times(1));
    let edit = Outgoing::Edit { chat, message: first, text: Html::escape("edited"), keyboard: None };
    // The second time it is not modified, which is as good.
    assert_eq!(courier.send(Lane::Answer, edit).await, Outcome::Delivered(None));
    let stats = world.people.stats();
    assert_eq!((stats.accepted, stats.doubles), (2, 0));
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_surely_not_reached() {
    let world = World::new().await;
    let (client, chat) = (world.client.clone(), world.person());
    world.sandbox.stop().await;
    let courier = Courier::start(client, CourierOptions { patience: impatient(), ..CourierOptions::new(30) });
    assert!(matches!(courier.send(Lane::Broadcast, message(chat, "x")).await, Outcome::Retry { .. }));
}

#[tokio::test]
async fn a_wrong_token_is_fatal_for_everything_and_says_so_once() {
    let world = World::new().await;
    let chat = world.person();
    let client = Client::new(&world.sandbox.url(), Token::parse("77:not-the-token").unwrap()).unwrap();
    assert_eq!(client.get_me().await.err(), Some(CallError::Fatal(Fatal::Unauthorized)));
    let courier = Courier::start(client, CourierOptions::new(30));
    let mut fatal = courier.fatal();
    let sends = (0..20).map(|n| courier.send(LANES[n % 4], message(chat, "x")));
    assert!(join_all(sends).await.iter().all(|outcome| *outcome == Outcome::Fatal));
    let reason = *fatal.wait_for(Option::is_some).await.unwrap();
    assert_eq!(reason, Some(Fatal::Unauthorized));
    let requests = world.people.stats().requests;
    assert_eq!(courier.send(Lane::Answer, message(chat, "x")).await, Outcome::Fatal);
    assert_eq!(world.people.stats().requests, requests, "nothing is sent any more");
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_broadcast_keeps_below_the_limit() {
    let world = World::with(Options { latency: Duration::from_millis(20), ..Options::default() }).await;
    let courier = courier(&world);
    world.people.add_many(klich::sandbox::UserId(1_000_000), 90, None).unwrap();
    let sends = (0..90).map(|n| courier.send(Lane::Broadcast, message(ChatId(1_000_000 + n), "call")));
    for outcome in join_all(sends).await {
        delivered(&outcome);
    }
    let stats = world.people.stats();
    assert_eq!((stats.accepted, stats.too_many), (90, 0));
    assert!(stats.most_in_a_second <= 33, "{}", stats.most_in_a_second);
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_busy_chat_holds_no_other_up_and_meets_no_429() {
    let world = World::new().await;
    let courier = courier(&world);
    let (busy, other) = (world.person(), world.person());
    let busy_sends = (0..7).map(|n| courier.send(Lane::Answer, message(busy, &format!("{n}"))));
    let busy_sends = join_all(busy_sends);
    tokio::pin!(busy_sends);
    tokio::select! {
        biased;
        _ = &mut busy_sends => panic!("the busy chat was not slowed"),
        outcome = courier.send(Lane::Answer, message(other, "at once")) => { delivered(&outcome); }
    }
    busy_sends.await.iter().for_each(|outcome| {
        delivered(outcome);
    });
    let texts: Vec<String> = world.people.chat(busy.0).unwrap().from_bot().map(|m| m.text.clone()).collect();
    assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6"]);
    assert_eq!(world.people.stats().too_many, 0);
    world.sandbox.stop().await;
}

#[tokio::test]
async fn after_a_429_nothing_is_sent_before_its_time_and_the_rate_falls() {
    let world = World::with(Options { rate: Some(10), rate_slack: 0, ..Options::default() }).await;
    let courier = courier(&world);
    world.people.add_many(klich::sandbox::UserId(1_000_000), 40, None).unwrap();
    let sends = (0..40).map(|n| courier.send(Lane::Broadcast, message(ChatId(1_000_000 + n), "call")));
    for outcome in join_all(sends).await {
        delivered(&outcome);
    }
    let stats = world.people.stats();
    assert_eq!((stats.accepted, stats.doubles), (40, 0));
    // The sandbox refuses everything that comes before the time that it named: more would show here.
    assert!(stats.too_many <= 12, "{}", stats.too_many);
    assert!(courier.rate() < 30.0);
    world.sandbox.stop().await;
}

#[tokio::test]
async fn paid_broadcasts_go_at_their_own_pace_and_the_rest_at_what_is_free() {
    // With room for what a busy machine delays, and far too little for answers at the pace of broadcasts.
    let world = World::with(Options { rate_slack: 100, ..Options::default() }).await;
    let options = CourierOptions { paid_broadcast: true, ..CourierOptions::new(1000) };
    let courier = Courier::start(world.client.clone(), options);
    world.people.add_many(klich::sandbox::UserId(1_000_000), 580, None).unwrap();
    let chat = |nth: i64| ChatId(1_000_000 + nth);
    let broadcasts = join_all((0..500).map(|nth| courier.send(Lane::Broadcast, message(chat(nth), "call"))));
    let answers = join_all((500..580).map(|nth| courier.send(Lane::Answer, message(chat(nth), "answer"))));
    let (broadcasts, answers) = tokio::join!(broadcasts, answers);
    broadcasts.iter().chain(&answers).for_each(|outcome| {
        delivered(outcome);
    });
    let stats = world.people.stats();
    assert_eq!((stats.accepted, stats.paid, stats.too_many), (580, 500, 0));
    assert_eq!(world.people.problems(), []);
    world.sandbox.stop().await;
}

#[tokio::test]
async fn nothing_is_paid_for_unless_it_is_configured() {
    let world = World::new().await;
    let courier = courier(&world);
    for lane in LANES {
        delivered(&courier.send(lane, message(world.person(), "free")).await);
    }
    assert_eq!((world.people.stats().accepted, world.people.stats().paid), (4, 0));
    world.sandbox.stop().await;
}

#[tokio::test]
async fn a_drain_sends_broadcasts_back_and_lets_answers_finish() {
    let world = World::with(Options { latency: Duration::from_millis(100), ..Options::default() }).await;
    let courier = Courier::start(world.client.clone(), CourierOptions::new(10));
    let people: Vec<ChatId> = (0..20).map(|_| world.person()).collect();
    let sends = |lane| {
        let courier = courier.clone();
        let sends: Vec<_> = people.iter().map(|chat| message(*chat, &format!("{lane:?}"))).collect();
        tokio::spawn(async move { join_all(sends.into_iter().map(|send| courier.send(lane, send))).await })
    };
    let (answers, broadcasts) = (sends(Lane::Answer), sends(Lane::Broadcast));
    while world.people.stats().accepted < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(courier.drain(Instant::now() + LONG).await);
    let (answers, broadcasts) = (answers.await.unwrap(), broadcasts.await.unwrap());
    assert!(answers.iter().all(|outcome| matches!(outcome, Outcome::Delivered(_))));
    let back = broadcasts.iter().filter(|outcome| matches!(outcome, Outcome::Retry { .. })).count();
    let out = broadcasts.iter().filter(|outcome| matches!(outcome, Outcome::Delivered(_))).count();
    assert_eq!(back + out, 20);
    assert!(back >= 15, "{back}");
    assert_eq!(world.people.stats().accepted, (20 + out) as u64, "what came back was not sent");
    assert!(matches!(courier.send(Lane::Answer, message(people[0], "late")).await, Outcome::Retry { .. }));
    world.sandbox.stop().await;
}

#[tokio::test]
async fn nothing_says_the_token() {
    let world = World::new().await;
    let secret = "42:very-secret-token";
    let client = Client::new(&world.sandbox.url(), Token::parse(secret).unwrap()).unwrap();
    let error = client.get_me().await.err().unwrap();
    let courier = Courier::start(client.clone(), CourierOptions::new(30));
    let said = format!("{client:?} {error:?} {error} {:?} {:?}", Token::parse(secret), courier.traffic());
    assert!(!said.contains("very-secret"), "{said}");
    world.sandbox.stop().await;
    let error = client.get_me().await.err().unwrap();
    assert_eq!(error, CallError::Passing);
    assert!(!format!("{error:?} {error}").contains("very-secret"));
}

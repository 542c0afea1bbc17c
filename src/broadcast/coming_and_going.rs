//! Who joins and who leaves while a broadcast runs.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use futures::FutureExt as _;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Broadcasts, Engine, Happened, Post, Rendered};
use crate::alert::{Alert, AlertFile, Alerts, Rules};
use crate::audience::Audience;
use crate::campaign::Day;
use crate::seal::Quorum;
use crate::telegram::{Outcome, UserId};
use crate::text::{Html, Language};
use crate::vault::Vault;

/// Rows of the audience are read in pages of this size.
const PAGE: usize = 256;

#[tokio::test]
async fn who_leaves_gets_nothing_more_and_who_joins_gets_it_where_their_row_is_still_to_be_read() {
    let vault = Vault::in_memory();
    let rules = Rules { campaign: "ours".to_owned(), quorum: Quorum::default(), circles: Vec::new() };
    let alerts = Alerts::new(Arc::clone(&vault), rules);
    let audience = Audience::new(Arc::clone(&vault));
    let broadcasts = Broadcasts::new(vault, alerts.clone(), audience.clone());
    let (here, joining) = (1..=600, 1001..=1200);
    let people = |ids: std::ops::RangeInclusive<i64>| ids.map(|id| (UserId(id), Language::English)).collect::<Vec<_>>();
    audience.subscribe_many(&people(here), Day(1)).unwrap();
    let order: Vec<_> = audience.page(None, 1000).unwrap();
    let last_read = order[PAGE - 1].at.clone();
    // These are far down: nothing was sent to them when they leave.
    let leaving: Vec<UserId> = order[500..].iter().map(|row| row.record.user).collect();

    let got = Arc::new(Mutex::new(BTreeMap::<i64, u32>::new()));
    let post: Post = {
        let (got, audience, joining, leaving) = (Arc::clone(&got), audience.clone(), people(joining), leaving.clone());
        Arc::new(move |outgoing, wanted| {
            let mut got = got.lock().unwrap();
            if got.is_empty() {
                audience.subscribe_many(&joining, Day(1)).unwrap();
                assert!(leaving.iter().all(|user| audience.leave(*user).unwrap()));
            }
            let sent = wanted().then(|| {
                *got.entry(outgoing.chat().unwrap().0).or_default() += 1;
                Outcome::Delivered(None)
            });
            async move { sent }.boxed()
        })
    };
    let file = "kind = \"call\"\ncampaign = \"ours\"\nsequence = 1\nexpires = 2999-01-01T00:00:00Z\n[text]\nen = \"x\"";
    let id = alerts.submit(&AlertFile::parse(file).unwrap(), Timestamp::now()).unwrap();
    let render = |_: &Alert, _, text: &str| Rendered { text: Html::escape(text), keyboard: Arc::default() };
    let (notices, mut heard) = mpsc::channel(1);
    let engine = Engine {
        broadcasts: broadcasts.clone(),
        audience: audience.clone(),
        recall: Arc::clone(&post),
        post,
        render: Arc::new(render),
        discreet: Arc::new(move |alert, _| render(alert, Language::English, "…")),
        for_one: Arc::new(|_, _| Ok(None)),
        notices,
        window: 1,
    };
    let shutdown = CancellationToken::new();
    let running = tokio::spawn(engine.run(shutdown.clone()));
    let notice = heard.recv().await.unwrap();
    assert_eq!((notice.alert, notice.what), (id, Happened::Finished));
    shutdown.cancel();
    running.await.unwrap().unwrap();

    let got = std::mem::take(&mut *got.lock().unwrap());
    assert!(got.values().all(|count| *count == 1), "somebody got it twice");
    assert!(leaving.iter().all(|user| !got.contains_key(&user.0)), "somebody who has left got it");
    let now = audience.page(None, 1000).unwrap();
    for row in &now {
        let joined = row.record.user.0 > 1000;
        let expected = !joined || row.at > last_read;
        assert_eq!(got.contains_key(&row.record.user.0), expected, "joined: {joined}");
    }
    assert!((0..=200).contains(&got.keys().filter(|user| **user > 1000).count()));
}

//! The inbox over a vault in memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::rows::{Aside, Waiting};
use super::*;
use crate::telegram::ChatId;

fn update(id: u32, chat: i64, text: &str) -> RawUpdate {
    RawUpdate::parse(&format!(r#"{{"update_id":{id},"message":{{"chat":{{"id":{chat}}},"text":"{text}"}}}}"#)).unwrap()
}

fn inbox() -> (Arc<Vault>, Arc<Inbox>) {
    let vault = Vault::in_memory();
    (Arc::clone(&vault), Inbox::new(vault).unwrap())
}

async fn all(inbox: &Arc<Inbox>, limit: usize) -> Vec<u32> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let (page, next) = inbox.pending(after, limit).await.unwrap();
        ids.extend(page.iter().map(|pending| pending.id.0));
        match next {
            Some(_) => after = next,
            None => return ids,
        }
    }
}

#[tokio::test]
async fn keeps_updates_as_they_came_until_they_are_finished() {
    let (vault, inbox) = inbox();
    let long = "ы".repeat(40_000);
    let batch = vec![update(3, 7, "short"), update(5, 8, &long), update(4, 7, ""), update(300, 9, &long)];
    let sent: Vec<String> = batch.iter().map(|update| update.json().to_owned()).collect();
    inbox.take(batch).await.unwrap();
    for limit in [1, 2, 100] {
        assert_eq!(all(&inbox, limit).await, [3, 4, 5, 300], "{limit}");
    }
    assert_eq!(inbox.load(UpdateId(5)).await.unwrap().unwrap(), sent[1]);
    inbox.finish(UpdateId(5)).await.unwrap();
    inbox.finish(UpdateId(5)).await.unwrap();
    assert_eq!(inbox.load(UpdateId(5)).await.unwrap(), None);
    drop(inbox);
    // The next process finds the rest.
    let inbox = Inbox::new(vault).unwrap();
    assert_eq!(all(&inbox, 2).await, [3, 4, 300]);
    assert_eq!(inbox.traffic.figures().inbox, 3);
    for id in [3, 4, 300] {
        inbox.finish(UpdateId(id)).await.unwrap();
    }
    assert!(inbox.vault.page::<Waiting>(None, 10).unwrap().is_empty(), "no part is left behind");
}

#[tokio::test]
async fn what_is_finished_at_once_is_gone_once_it_is_told() {
    let (_, inbox) = inbox();
    inbox.take((1..=100).map(|id| update(id, i64::from(id), "x")).collect()).await.unwrap();
    let finish = |id| {
        let inbox = Arc::clone(&inbox);
        tokio::spawn(async move {
            inbox.finish(UpdateId(id)).await.unwrap();
            assert_eq!(inbox.load(UpdateId(id)).await.unwrap(), None);
        })
    };
    // Some of them twice.
    let all: Vec<_> = (1..=99).chain(1..=20).map(finish).collect();
    for one in all {
        one.await.unwrap();
    }
    assert_eq!((inbox.traffic.figures().inbox, self::all(&inbox, 100).await), (1, vec![100]));
}

#[tokio::test]
async fn duplicates_change_nothing() {
    let (_, inbox) = inbox();
    inbox.take(vec![update(3, 7, "first"), update(3, 7, "again")]).await.unwrap();
    assert_eq!(inbox.failed(UpdateId(3)).await.unwrap(), Failed::Again { attempts: 1 });
    inbox.take(vec![update(3, 7, "again")]).await.unwrap();
    assert_eq!(inbox.failed(UpdateId(3)).await.unwrap(), Failed::Again { attempts: 2 }, "attempts are kept");
    assert!(inbox.load(UpdateId(3)).await.unwrap().unwrap().contains("first"));
    inbox.finish(UpdateId(3)).await.unwrap();
    inbox.take(vec![update(3, 7, "after it was handled")]).await.unwrap();
    assert!(all(&inbox, 10).await.is_empty());
    let figures = inbox.traffic.figures();
    assert_eq!((figures.received, figures.duplicates, figures.inbox), (1, 3, 0));
}

#[tokio::test]
async fn the_fifth_failure_sets_an_update_aside_whole() {
    let (vault, inbox) = inbox();
    inbox.take(vec![update(3, 7, &"x".repeat(10_000)), update(4, 8, "y")]).await.unwrap();
    for attempts in 1..ATTEMPTS_MAX {
        assert_eq!(inbox.failed(UpdateId(3)).await.unwrap(), Failed::Again { attempts });
    }
    assert_eq!(inbox.failed(UpdateId(3)).await.unwrap(), Failed::SetAside);
    assert_eq!(inbox.failed(UpdateId(3)).await.unwrap(), Failed::Gone);
    assert_eq!(all(&inbox, 10).await, [4]);
    assert_eq!(vault.page::<Aside>(None, 100).unwrap().len(), 9, "a head and eight parts");
    forget(&vault, &inbox, 9);
    assert_eq!((inbox.traffic.figures().set_aside, inbox.traffic.figures().inbox), (1, 1));
    forget(&vault, &inbox, 7);
    assert!(vault.page::<Aside>(None, 100).unwrap().is_empty());
    assert_eq!((inbox.traffic.figures().set_aside, inbox.traffic.figures().inbox), (0, 1));
}

fn forget(vault: &Vault, inbox: &Inbox, chat: i64) {
    let sought = inbox.seek(ChatId(chat)).unwrap();
    let forgotten = vault.write(|writer| sought.forget_in(writer)).unwrap();
    sought.forgot(forgotten);
}

#[tokio::test]
async fn what_waits_of_one_chat_is_forgotten_whole_and_does_not_come_again() {
    let (vault, inbox) = inbox();
    let long = "ы".repeat(10_000);
    let all = || (1..=1000).map(|id| update(id, if id % 100 == 0 { 7 } else { 8 + i64::from(id) }, "x"));
    inbox.take(all().chain([update(1001, 7, &long)]).collect()).await.unwrap();
    // One of them asks for it.
    inbox.handles(inbox.stands_for(UpdateId(100), Some(ChatId(7))), Some(UpdateId(100)));
    let sought = inbox.seek(ChatId(7)).unwrap();
    // These come in after the search, and before the write.
    inbox.take(vec![update(2000, 7, &long), update(2001, 9, "y")]).await.unwrap();
    let forgotten = vault.write(|writer| sought.forget_in(writer)).unwrap();
    assert!(!forgotten.is_nothing());
    sought.forgot(forgotten);
    assert_eq!(inbox.traffic.figures().inbox, 992);
    inbox.take(vec![update(200, 7, "again"), update(1001, 7, &long)]).await.unwrap();
    // Whatever comes after it is heard.
    inbox.take(vec![update(3000, 7, "new")]).await.unwrap();
    let waits = self::all(&inbox, 256).await;
    let of_others = (1..=1000).filter(|id| id % 100 != 0);
    let expected: Vec<u32> = of_others.chain([100, 2001, 3000]).collect();
    assert_eq!(waits.iter().copied().collect::<HashSet<_>>(), expected.iter().copied().collect());
    assert_eq!(waits.len(), expected.len());
    assert_eq!(vault.page::<Waiting>(None, 2000).unwrap().len(), expected.len(), "no part is left behind");
    assert!(inbox.sought().is_empty());
    // The next process finds the same.
    drop(inbox);
    assert_eq!(Inbox::new(vault).unwrap().traffic.figures().inbox, 993);
}

#[tokio::test]
async fn what_is_too_long_is_dropped_and_counted() {
    let (_, inbox) = inbox();
    inbox.take(vec![update(3, 7, &"x".repeat(UPDATE_MAX)), update(4, 7, "y")]).await.unwrap();
    assert_eq!(all(&inbox, 10).await, [4]);
    assert_eq!(inbox.traffic.figures().oversized, 1);
}

#[tokio::test]
async fn one_chat_is_one_chat_and_strangers_are_each_alone() {
    let (_, inbox) = inbox();
    let strange = |id| RawUpdate::parse(&format!(r#"{{"update_id":{id},"new_kind":{{}}}}"#)).unwrap();
    inbox.take(vec![update(1, 7, "a"), update(2, 8, "b"), update(3, 7, "c"), strange(4), strange(5)]).await.unwrap();
    let (page, _) = inbox.pending(None, 10).await.unwrap();
    assert_eq!(page[0].chat, page[2].chat);
    let different: HashSet<u64> = page.iter().map(|pending| pending.chat).collect();
    assert_eq!(different.len(), 4);
}

#[tokio::test]
async fn news_gives_the_lowest_number_once() {
    let (_, inbox) = inbox();
    inbox.take(vec![update(9, 7, "a")]).await.unwrap();
    inbox.take(vec![update(8, 7, "late")]).await.unwrap();
    assert_eq!(inbox.news().await, UpdateId(8));
    let none = tokio::time::timeout(std::time::Duration::from_millis(10), inbox.news());
    assert!(none.await.is_err());
}

//! A crowd of made-up supporters: they subscribe, and answer a call each in their own way.
//!
//! [`plan()`] says who they are and what they will do; [`Crowd`] lets them do it in a running sandbox.

mod acting;
mod names;
mod plan;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::{Event, NewUser, People, PeopleError, UserId};
use crate::text::{Language, Texts};
use acting::Acting;
pub use plan::{Answer, Member, plan};

/// How far the crowd is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// People who have subscribed.
    pub subscribed: usize,
    /// People who have done all that they meant to do about a call.
    pub answered: usize,
}

/// People of a sandbox who act by themselves once [`Crowd::run`] runs.
pub struct Crowd {
    people: People,
    acting: Mutex<HashMap<i64, Acting>>,
    progress: watch::Sender<Progress>,
    size: usize,
}

impl Crowd {
    /// Gives every member an account in the sandbox.
    ///
    /// # Errors
    /// Where an account's number is taken.
    pub fn gather(people: &People, members: Vec<Member>, texts: &Texts) -> Result<Arc<Self>, PeopleError> {
        let size = members.len();
        let mut acting = HashMap::with_capacity(size);
        for member in members {
            people.add(NewUser {
                id: Some(UserId(member.id)),
                first_name: member.first_name.to_owned(),
                last_name: Some(member.last_name.clone()),
                username: None,
                language_code: Some(member.language.code().to_owned()),
            })?;
            acting.insert(member.id, Acting::new(member, texts));
        }
        let (progress, _) = watch::channel(Progress::default());
        Ok(Arc::new(Self { people: people.clone(), acting: Mutex::new(acting), progress, size }))
    }

    /// Lets everyone act on what they see, `pace` between two acts; ends with the sandbox. To be spawned once.
    pub async fn run(self: Arc<Self>, pace: Duration) {
        let mut events = self.people.events();
        let everyone: BTreeSet<i64> = self.acting().keys().copied().collect();
        let mut due = everyone.clone();
        loop {
            for id in std::mem::take(&mut due) {
                if self.act(id) && !pace.is_zero() {
                    sleep(pace).await;
                }
            }
            match events.recv().await {
                Ok(event) => due.extend(Some(event.user).filter(|id| everyone.contains(id))),
                Err(RecvError::Lagged(_)) => due.clone_from(&everyone),
                Err(RecvError::Closed) => return,
            }
            // What has come meanwhile is done in one go.
            while let Ok(event) = events.try_recv() {
                due.extend(Some(event.user).filter(|id| everyone.contains(id)));
            }
        }
    }

    /// Tells how far everyone is.
    pub fn progress(&self) -> Progress {
        *self.progress.borrow()
    }

    /// Waits until everyone has come as far as `there` wants, and tells whether they did in time.
    pub async fn until(&self, there: impl FnMut(&Progress) -> bool, patience: Duration) -> bool {
        let mut progress = self.progress.subscribe();
        timeout(patience, progress.wait_for(there)).await.is_ok_and(|result| result.is_ok())
    }

    /// Counts the people.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Lists the people.
    pub fn members(&self) -> Vec<Member> {
        self.acting().values().map(|acting| acting.member.clone()).collect()
    }

    /// Tells whether this is someone who unsubscribed.
    pub fn has_stopped(&self, id: i64) -> bool {
        self.acting().get(&id).is_some_and(|acting| acting.member.answer == Answer::Stop && acting.done())
    }

    /// Counts the people whose pledge stands, and them by the codes of what they pledged.
    pub fn pledges(&self) -> (u64, BTreeMap<String, u64>) {
        let mut total = 0;
        let mut by_kind: BTreeMap<String, u64> = BTreeMap::new();
        for acting in self.acting().values().filter(|acting| !acting.pledged.is_empty()) {
            total += 1;
            for kind in &acting.pledged {
                *by_kind.entry(kind.clone()).or_default() += 1;
            }
        }
        (total, by_kind)
    }

    /// Lets one person go on as far as possible; tells whether anything was done.
    fn act(&self, id: i64) -> bool {
        let Ok(chat) = self.people.chat(id) else { return false };
        let mut everyone = self.acting();
        let Some(acting) = everyone.get_mut(&id) else { return false };
        let before = (acting.subscribed, acting.done());
        let acted = acting.go_on(&self.people, &chat);
        let after = (acting.subscribed, acting.done());
        drop(everyone);
        if before != after {
            self.progress.send_modify(|progress| {
                progress.subscribed += usize::from(after.0 && !before.0);
                progress.answered += usize::from(after.1 && !before.1);
            });
        }
        acted
    }

    fn acting(&self) -> MutexGuard<'_, HashMap<i64, Acting>> {
        self.acting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives the word for *stop* that people of a language write.
pub fn stop_word(texts: &Texts, language: Language) -> String {
    acting::stop_word(texts, language)
}

impl People {
    /// Listens to what changes on any phone. A slow listener loses the oldest events and is told so.
    pub fn events(&self) -> tokio::sync::broadcast::Receiver<Event> {
        self.shared.events.subscribe()
    }

    /// Gives the contents of a file that the bot or a person has sent, as the person's client downloads it.
    pub fn download(&self, file_id: &str) -> Option<Vec<u8>> {
        self.world().files.get(file_id).map(|file| file.bytes.to_vec())
    }
}

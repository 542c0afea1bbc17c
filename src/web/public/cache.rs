//! What was rendered, until what it shows changes: each text is written once for each count, however many ask for it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::HeaderValue;
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::view::{Look, Now};
use crate::text::Language;
use crate::web::site::gzip;

/// How old a look may be before somebody looks anew.
const FRESH: Duration = Duration::from_secs(1);
/// How old a look may be before everybody waits for the new one.
const STALE: Duration = Duration::from_secs(2);

/// Something that is served ready-made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The page at the root.
    Root,
    /// The page of a language.
    Page,
    /// The frame for other sites.
    Frame,
    /// The small picture with the count.
    Badge,
    /// The picture for links.
    Picture,
    /// The next action day.
    Day,
    /// The action day of every year.
    Calendar,
    /// The count for programs.
    Count,
}

/// Bytes with their gzip form and their mark. Cheap to clone.
#[derive(Clone)]
pub struct Ready {
    /// As they are.
    pub bytes: Bytes,
    /// The same as gzip, where that is shorter.
    pub gzip: Option<Bytes>,
    /// For `ETag`.
    pub tag: HeaderValue,
}

impl Ready {
    /// Takes text, which is worth compressing.
    pub fn text(text: String) -> Self {
        let packed = gzip(text.as_bytes());
        let gzip = (packed.len() < text.len()).then(|| Bytes::from(packed));
        Self { gzip, ..Self::binary(text.into_bytes()) }
    }

    /// Takes bytes that are compressed already.
    pub fn binary(bytes: Vec<u8>) -> Self {
        let digest: String = Sha256::digest(&bytes).iter().take(10).map(|byte| format!("{byte:02x}")).collect();
        // Weak, for both forms have it. Hex digits in quotes are a header's value.
        let tag = HeaderValue::try_from(format!("W/\"{digest}\"")).unwrap_or(HeaderValue::from_static("W/\"\""));
        Self { bytes: bytes.into(), gzip: None, tag }
    }
}

/// How things stood at one moment, and what was rendered of that.
pub struct Shown {
    /// How things stood.
    pub now: Now,
    ready: RwLock<HashMap<(Kind, Language), Ready>>,
}

impl Shown {
    /// Makes one of which nothing is rendered yet.
    pub fn new(now: Now) -> Self {
        Self { now, ready: RwLock::default() }
    }

    /// Gives what is rendered, rendering it where it is not. Two who come first may both render it.
    pub fn ready(&self, kind: Kind, language: Language, render: impl FnOnce(&Now) -> Ready) -> Ready {
        let key = (kind, language);
        if let Some(ready) = self.ready.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return ready.clone();
        }
        let ready = render(&self.now);
        self.ready.write().unwrap_or_else(PoisonError::into_inner).insert(key, ready.clone());
        ready
    }
}

/// Follows how things stand: within two seconds, with one look a second at most, and none while nobody asks.
pub struct Cache {
    look: Look,
    shown: RwLock<Option<Arc<Shown>>>,
    began: Instant,
    /// When the last look was made, in milliseconds since `began`.
    looked: AtomicU64,
    looking: Mutex<()>,
}

impl Cache {
    /// Makes a cache that has not looked yet.
    pub fn new(look: Look) -> Self {
        let (shown, looked) = (RwLock::default(), AtomicU64::new(0));
        Self { look, shown, began: Instant::now(), looked, looking: Mutex::default() }
    }

    /// Gives how things stand, with what was rendered of it.
    pub async fn shown(&self) -> Arc<Shown> {
        let present = self.shown.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(present) = present else { return self.wait(None).await };
        match self.age() {
            age if age <= FRESH => present,
            age if age <= STALE => match self.looking.try_lock() {
                Ok(_looking) => self.look(Some(present)).await,
                // Another one looks: what there is, is young enough meanwhile.
                Err(_) => present,
            },
            _ => self.wait(Some(present)).await,
        }
    }

    async fn wait(&self, present: Option<Arc<Shown>>) -> Arc<Shown> {
        let _looking = self.looking.lock().await;
        let newest = self.shown.read().unwrap_or_else(PoisonError::into_inner).clone();
        match newest {
            // Somebody has looked while this one waited.
            Some(newest) if self.age() <= FRESH => newest,
            newest => self.look(newest.or(present)).await,
        }
    }

    async fn look(&self, present: Option<Arc<Shown>>) -> Arc<Shown> {
        let look = Arc::clone(&self.look);
        let began = self.millis();
        let now = tokio::task::spawn_blocking(move || look()).await;
        let next = match (now, present) {
            (Ok(now), Some(present)) if now == present.now => present,
            (Ok(now), _) => Arc::new(Shown::new(now)),
            // The looker panicked, and what there was is better than nothing.
            (Err(_), Some(present)) => present,
            (Err(_), None) => Arc::new(Shown::new(Now::unknown())),
        };
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&next));
        self.looked.store(began, Ordering::Release);
        next
    }

    fn age(&self) -> Duration {
        Duration::from_millis(self.millis().saturating_sub(self.looked.load(Ordering::Acquire)))
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::atomic::AtomicU64;

    use jiff::civil::Date;

    use super::*;
    use crate::campaign::NextActionDay;

    /// A count that rises with every look where `rises`, and how often was looked.
    fn cache(rises: bool) -> (Arc<Cache>, Arc<AtomicU64>) {
        let looks = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&looks);
        let look: Look = Arc::new(move || {
            let count = counter.fetch_add(1, Ordering::SeqCst) + 1;
            let day = NextActionDay { date: Date::constant(2026, 11, 16), days_left: 3 };
            Now { pledges: Some(if rises { count } else { 7 }), day, ..Now::unknown() }
        });
        (Arc::new(Cache::new(look)), looks)
    }

    #[tokio::test(start_paused = true)]
    async fn one_look_a_second_serves_everybody_and_none_is_older_than_two() {
        let (cache, looks) = cache(true);
        assert_eq!(cache.shown().await.now.pledges, Some(1));
        for _ in 0..1000 {
            assert_eq!(cache.shown().await.now.pledges, Some(1));
        }
        tokio::time::advance(Duration::from_millis(1001)).await;
        assert_eq!(cache.shown().await.now.pledges, Some(2));
        assert_eq!(looks.load(Ordering::SeqCst), 2);
        // Nobody asked for an hour: the first who does is not told what was.
        tokio::time::advance(Duration::from_secs(3600)).await;
        let all = futures::future::join_all((0..50).map(|_| cache.shown())).await;
        assert!(all.iter().all(|shown| shown.now.pledges == Some(3)));
        assert_eq!(looks.load(Ordering::SeqCst), 3, "fifty at once make one look");
    }

    #[tokio::test(start_paused = true)]
    async fn a_text_is_rendered_once_for_each_count() {
        let (cache, _) = cache(false);
        let mut rendered = 0;
        for _ in 0..5 {
            let shown = cache.shown().await;
            let ready = shown.ready(Kind::Page, Language::Polish, |now| {
                rendered += 1;
                Ready::text(format!("{:?} ", now.pledges).repeat(100))
            });
            assert!(ready.gzip.is_some());
            tokio::time::advance(Duration::from_millis(1500)).await;
        }
        assert_eq!(rendered, 1, "the count is the same");
    }
}

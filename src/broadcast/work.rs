//! What a broadcast works with: the way out, the looks of a message, the organisers' ear.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::future::BoxFuture;
use tokio::sync::mpsc;

use super::ahead::Departure;
use super::plan::Candidate;
use super::{Broadcasts, Notice};
use crate::alert::{Alert, AlertError};
use crate::audience::{Audience, Channel, Supporter};
use crate::telegram::{Keyboard, Outcome, Outgoing};
use crate::text::{Html, Language};
use crate::vault::{Stamp, VaultError};

/// The least window: how many subscribers may be on the way at most, claimed and not yet written down. Rates over some
/// hundreds a second need a wider one; at most times far fewer are, see [`super::ahead`].
pub const WINDOW: usize = 50;

/// Sends one message when its turn comes, unless it is not wanted any more then; `None` if so.
pub type Post = Arc<dyn Fn(Outgoing, Wanted) -> BoxFuture<'static, Option<Outcome>> + Send + Sync>;

/// Asked at the last moment before a send.
pub type Wanted = Box<dyn Fn() -> bool + Send + Sync>;

/// A subscriber as they were read.
pub(super) struct Reader {
    pub(super) supporter: Supporter,
    pub(super) stamp: Stamp,
}

/// Makes an alert's message from its text in a language.
pub type Render = Arc<dyn Fn(&Alert, Language, &str) -> Rendered + Send + Sync>;

/// Makes the neutral line that stands for an alert in a discreet subscriber's chat, in their language.
pub type Notify = Arc<dyn Fn(&Alert, Language) -> Rendered + Send + Sync>;

/// Makes the message that brings a sealed alert to one member, who alone can open it; `None` where it is not sealed to them.
pub type ForOne = Arc<dyn Fn(&Alert, &Supporter) -> Result<Option<Outgoing>, AlertError> + Send + Sync>;

/// An alert's message in one language, the same for all its readers.
#[derive(Clone)]
pub struct Rendered {
    /// Head, text and foot.
    pub text: Html,
    /// The buttons under it.
    pub keyboard: Arc<Keyboard>,
}

/// Why the engine gave up.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The vault failed.
    #[error("the vault failed")]
    Vault(#[from] VaultError),
    /// An alert could not be read or changed.
    #[error("an alert could not be read or changed")]
    Alert(#[from] AlertError),
    /// A task of it was stopped.
    #[error("a task of the engine was stopped")]
    Stopped,
}

/// What the engine works with.
pub struct Engine {
    /// What it runs.
    pub broadcasts: Broadcasts,
    /// For whom.
    pub audience: Audience,
    /// The way out.
    pub post: Post,
    /// The way out for deleting what was broadcast.
    pub recall: Post,
    /// What a message looks like.
    pub render: Render,
    /// What stands for a message in a discreet subscriber's chat.
    pub discreet: Notify,
    /// What a sealed alert looks like.
    pub for_one: ForOne,
    /// Where organisers are told; a full channel drops.
    pub notices: mpsc::Sender<Notice>,
    /// How many subscribers may be on the way at most: claimed, and not yet written down.
    pub window: usize,
}

impl Engine {
    pub(super) fn notice(&self, notice: Notice) {
        // Organisers can ask for the state at any time: a note that is lost loses nothing.
        let _ = self.notices.try_send(notice);
    }

    /// Sends to one subscriber, unless they left meanwhile, or hear the campaign no longer.
    pub(super) fn send(
        &self,
        outgoing: Outgoing,
        candidate: Candidate<Reader>,
        channel: Channel,
        halted: Arc<AtomicBool>,
        departure: Arc<Departure>,
    ) -> impl Future<Output = (Candidate<Reader>, Sent)> + Send + use<> {
        let Reader { supporter, stamp } = &candidate.subscriber;
        let (user, stamp) = (supporter.user, *stamp);
        let (audience, leaving) = (self.audience.clone(), Arc::clone(&departure));
        // Where it can't be read whether they still want it, they get nothing.
        let wanted: Wanted = Box::new(move || {
            let hears = |found: Supporter| found.subscribed.is_some() && channel.is_heard_by(found.hears);
            let stays = || audience.find(user).is_ok_and(|found| found.is_some_and(hears));
            let wanted = !halted.load(Ordering::Relaxed) && (audience.is_unchanged(stamp) || stays());
            if wanted {
                leaving.leaves();
            }
            wanted
        });
        let sent = (self.post)(outgoing, wanted);
        async move {
            let sent = sent.await.map_or(Sent::Left, Sent::Came);
            drop(departure);
            (candidate, sent)
        }
    }
}

/// What became of a candidate.
pub(super) enum Sent {
    /// They left, or the run was halted, before their turn: nothing was sent.
    Left,
    /// It was tried.
    Came(Outcome),
}

/// Runs what blocks where it may.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, EngineError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| EngineError::Stopped)?
}

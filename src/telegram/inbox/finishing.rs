//! Takes out what is handled: whatever is finished while others are taken out goes together in the next write.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::{sync::oneshot, task::spawn_blocking};

use super::{Inbox, InboxError};
use crate::{telegram::UpdateId, vault::VaultError};

/// How many go in one write: others wait no longer than for that.
const TOGETHER: usize = 32;

/// Updates that wait to be taken out. Bounded by the handlers that run.
#[derive(Default)]
pub(super) struct Finishing(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    waiting: Vec<(UpdateId, oneshot::Sender<Result<(), VaultError>>)>,
    running: bool,
}

impl Finishing {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inbox {
    /// Takes an update out, once its handler has finished.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn finish(self: &Arc<Self>, id: UpdateId) -> Result<(), InboxError> {
        let (done, outcome) = oneshot::channel();
        let lead = {
            let mut queue = self.finishing.queue();
            queue.waiting.push((id, done));
            !std::mem::replace(&mut queue.running, true)
        };
        if lead {
            let inbox = Arc::clone(self);
            // Detached: whoever gives up must not stop what others wait for.
            spawn_blocking(move || inbox.finish_all());
        }
        // Whoever hears nothing was among those of which another heard why.
        Ok(outcome.await.map_err(|_| InboxError::Ending)??)
    }

    /// Takes out until nothing waits. Blocks.
    fn finish_all(&self) {
        loop {
            let some: Vec<_> = {
                let mut queue = self.finishing.queue();
                let count = queue.waiting.len().min(TOGETHER);
                queue.running = count > 0;
                queue.waiting.drain(..count).collect()
            };
            if some.is_empty() {
                return;
            }
            let ids: Vec<UpdateId> = some.iter().map(|(id, _)| *id).collect();
            match self.remove(&ids) {
                Ok(_) => some.into_iter().for_each(|(_, done)| drop(done.send(Ok(())))),
                Err(error) => {
                    // One of them is told; the others hear that it is over.
                    if let Some((_, done)) = some.into_iter().next() {
                        let _ = done.send(Err(error));
                    }
                }
            }
        }
    }
}

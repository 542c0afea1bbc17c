//! A bot that was started by another klich, as the demo does, ends with it, however that one ends.

use std::io::{self, Read as _};

use tokio::sync::oneshot;

/// Set by a klich that holds the other end of this process's standard input for as long as it lives.
const VARIABLE: &str = "KLICH_PARENT";

/// Resolves when the klich that started this one is gone; never where none did.
pub(super) fn gone() -> impl Future<Output = ()> {
    let (sender, receiver) = oneshot::channel::<()>();
    let has_parent = std::env::var_os(VARIABLE).is_some();
    if has_parent {
        // A thread of its own: reading can't be broken off, and the process ends without waiting for it.
        std::thread::spawn(move || {
            // Nothing is ever written there; whatever ends the reading ends the process.
            let _ = io::stdin().lock().read_to_end(&mut Vec::new());
            drop(sender);
        });
    }
    async move {
        if has_parent {
            let _ = receiver.await;
        } else {
            std::future::pending().await
        }
    }
}

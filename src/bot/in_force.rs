//! The rooms that are in force: changed whole, and taken whole once for each thing that is done.
//!
//! Configuration and campaigns can change while klich runs. Whoever handles an update, answers a request or looks for what
//! is due takes the rooms once and works with them to the end: nothing ever sees half of the old and half of the new.

use std::sync::Arc;

use tokio::sync::watch;

use super::rooms::Rooms;

/// A place where the rooms in force are to be had. Clones share it.
#[derive(Clone)]
pub struct InForce(watch::Sender<Arc<Rooms>>);

impl InForce {
    /// Puts the first rooms in force.
    pub fn new(rooms: Arc<Rooms>) -> Self {
        Self(watch::Sender::new(rooms))
    }

    /// Takes the rooms that are in force now.
    pub fn rooms(&self) -> Arc<Rooms> {
        Arc::clone(&self.0.borrow())
    }

    /// Puts others in force; whoever has taken the earlier ones ends with those.
    pub fn replace(&self, rooms: Arc<Rooms>) {
        self.0.send_replace(rooms);
    }

    /// Gives a bell that rings whenever others come into force.
    pub fn changes(&self) -> watch::Receiver<Arc<Rooms>> {
        self.0.subscribe()
    }
}

/// Prints the type only.
impl std::fmt::Debug for InForce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InForce")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::bot::testing;

    #[tokio::test]
    async fn who_has_taken_the_rooms_ends_with_them() {
        let (first, second) = (testing::rooms(), testing::rooms());
        let in_force = InForce::new(Arc::clone(&first));
        let (taken, mut bell) = (in_force.rooms(), in_force.changes());
        in_force.clone().replace(Arc::clone(&second));
        bell.changed().await.unwrap();
        assert!(Arc::ptr_eq(&taken, &first) && Arc::ptr_eq(&in_force.rooms(), &second));
    }
}

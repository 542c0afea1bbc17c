//! A bot that is nothing but a control socket with written answers.

use std::path::Path;
use std::sync::{Arc, Mutex};

use klich::control::{ControlError, Office, Request, Server};
use serde_json::Value;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Gives the same answers in turn, the last one for ever, and keeps what was asked.
pub struct Scripted {
    answers: Mutex<Vec<Result<Value, ControlError>>>,
    asked: Mutex<Vec<Request>>,
}

impl Office for Scripted {
    fn answer(&self, request: Request) -> Result<Value, ControlError> {
        self.asked.lock().unwrap().push(request);
        let mut answers = self.answers.lock().unwrap();
        if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() }
    }
}

/// Serves a socket until it is dropped; then the socket is free for another.
pub struct Bot {
    runtime: tokio::runtime::Runtime,
    serving: Option<JoinHandle<()>>,
    shutdown: CancellationToken,
    office: Arc<Scripted>,
}

impl Bot {
    /// Serves written answers at a path.
    pub fn at(socket: &Path, answers: impl IntoIterator<Item = Result<Value, ControlError>>) -> Self {
        let answers = Mutex::new(answers.into_iter().collect());
        let office = Arc::new(Scripted { answers, asked: Mutex::default() });
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let shutdown = CancellationToken::new();
        let server = {
            let _entered = runtime.enter();
            Server::bind(socket).unwrap()
        };
        let serving = runtime.spawn(server.serve(Arc::clone(&office) as Arc<dyn Office>, shutdown.clone()));
        Self { runtime, serving: Some(serving), shutdown, office }
    }

    /// Gives what was asked since the last call.
    pub fn asked(&self) -> Vec<Request> {
        std::mem::take(&mut *self.office.asked.lock().unwrap())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.shutdown.cancel();
        if let Some(serving) = self.serving.take() {
            let _ = self.runtime.block_on(serving);
        }
    }
}

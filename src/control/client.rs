//! The CLI's end of the socket. Blocking: the CLI has nothing else to do.

use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::ops::ControlFlow;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use zeroize::Zeroizing;

use super::place::Address;
use super::reports::AlertStatus;
use super::stream;
use super::{ControlError, LINE_MAX, LINE_ROOM, Request, Response};

/// How long an answer may take: a count over a million people takes seconds.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// How long the bot may take to say how it is: whoever asks wants to know whether it hangs.
const STATUS_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection to a running bot.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<UnixStream>,
}

impl Client {
    /// Connects to the bot that serves the socket at `path`; `None` where no bot runs.
    ///
    /// # Errors
    /// [`super::Code::Failed`] where the socket may not be used by this user.
    pub fn connect(path: &Path) -> Result<Option<Self>, ControlError> {
        match Address::of(path).and_then(|address| UnixStream::connect(address.path())) {
            Ok(stream) => {
                let timeout = Some(ANSWER_TIMEOUT);
                stream.set_read_timeout(timeout).and_then(|()| stream.set_write_timeout(timeout)).map_err(lost)?;
                Ok(Some(Self { stream: BufReader::new(stream) }))
            }
            Err(error) if means_nobody(&error) => Ok(None),
            Err(error) => Err(ControlError::failed(
                format!("the control socket {} can't be used: {error}", path.display()),
                "run this as the user that runs klich, or as root",
            )),
        }
    }

    /// Asks once and waits for the report.
    ///
    /// # Errors
    /// The bot's own, or [`super::Code::Again`] where the connection is lost.
    pub fn ask(mut self, request: &Request) -> Result<Value, ControlError> {
        if matches!(request, Request::Status {} | Request::Wipe {}) {
            let timeout = Some(STATUS_TIMEOUT);
            let stream = self.stream.get_ref();
            stream.set_read_timeout(timeout).and_then(|()| stream.set_write_timeout(timeout)).map_err(lost)?;
            return self.exchange(request).map_err(|error| if error.what == SLOW { hangs() } else { error });
        }
        self.exchange(request)
    }

    fn exchange(&mut self, request: &Request) -> Result<Value, ControlError> {
        self.send(request)?;
        self.receive()?.ok_or_else(|| lost(io::ErrorKind::UnexpectedEof.into()))?
    }

    /// Follows an alert: calls `look` for each report, until it breaks or the alert stands still.
    ///
    /// # Errors
    /// As [`Client::ask`].
    pub fn follow(
        mut self,
        id: &str,
        mut look: impl FnMut(AlertStatus) -> ControlFlow<()>,
    ) -> Result<(), ControlError> {
        self.send(&Request::AlertFollow { id: id.to_owned() })?;
        while let Some(report) = self.receive()? {
            let status: AlertStatus = serde_json::from_value(report?).map_err(|error| lost(error.into()))?;
            let is_last = status.state.stands_still();
            if look(status).is_break() || is_last {
                return Ok(());
            }
        }
        Err(lost(io::ErrorKind::UnexpectedEof.into()))
    }

    /// Asks for a stream, writes it to `out`, and gives the report once it is whole.
    ///
    /// # Errors
    /// As [`Client::ask`], and [`super::Code::Failed`] where `out` refuses.
    pub fn stream(mut self, request: &Request, out: &mut dyn Write) -> Result<Value, ControlError> {
        self.send(request)?;
        stream::receive(&mut self.stream, out).map_err(lost)?.map_err(|error| {
            ControlError::failed(
                format!("it can't be written: {error}"),
                "see that there is room; nothing was left behind",
            )
        })?;
        self.receive()?.ok_or_else(|| lost(io::ErrorKind::UnexpectedEof.into()))?
    }

    fn send(&mut self, request: &Request) -> Result<(), ControlError> {
        // Room for a passphrase, so that the line does not move and leave a copy behind.
        let mut line = Zeroizing::new(Vec::with_capacity(LINE_ROOM));
        serde_json::to_writer(&mut *line, request).map_err(|error| lost(error.into()))?;
        if line.len() >= LINE_MAX {
            return Err(ControlError::usage("the request is over 1 MiB", "send a smaller file"));
        }
        line.push(b'\n');
        match self.stream.get_mut().write_all(&line) {
            // The bot may have refused and closed before it read everything; its reason is read next.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.map_err(lost),
        }
    }

    fn receive(&mut self) -> Result<Option<Result<Value, ControlError>>, ControlError> {
        let mut line = Vec::new();
        let limit = u64::try_from(LINE_MAX).unwrap_or(u64::MAX);
        self.stream.by_ref().take(limit).read_until(b'\n', &mut line).map_err(lost)?;
        if line.is_empty() {
            return Ok(None);
        }
        let response: Response = serde_json::from_slice(&line).map_err(|error| lost(error.into()))?;
        Ok(Some(response.into()))
    }
}

/// Tells whether nobody listens there: no socket, or one that a killed bot has left.
pub(super) fn means_nobody(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::NotADirectory)
}

const SLOW: &str = "the running klich did not answer within a minute";

fn hangs() -> ControlError {
    ControlError::again(
        format!("a klich has this store, but did not answer within {} seconds", STATUS_TIMEOUT.as_secs()),
        "see its log; if it stays so, end it (SIGKILL if need be) and start it again: nothing that was taken in is lost",
    )
}

fn lost(error: io::Error) -> ControlError {
    let next = "see with `klich status` whether it still runs, then try again";
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => ControlError::again(SLOW, next),
        _ => ControlError::again(format!("the running klich gave no answer: {error}"), next),
    }
}

//! The bot's end of the socket.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use super::client::means_nobody;
use super::place::Address;
use super::reports::AlertState;
use super::stream;
use super::{Code, ControlError, LINE_MAX, LINE_ROOM, Office, Request, Response};

/// Connections that are served at the same time; more wait.
const CONNECTIONS_MAX: usize = 32;

/// How long a client may take to write its request or to read a line.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long answers that are under way may take after the shutdown.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// Between two looks at a followed alert.
const FOLLOW_INTERVAL: Duration = Duration::from_millis(250);

/// A bound control socket. Removes its file when it goes.
#[derive(Debug)]
pub struct Server {
    listener: UnixListener,
    path: PathBuf,
    /// Device and inode of the file, so that another's is never removed.
    file: (u64, u64),
}

impl Server {
    /// Binds the socket at `path`: mode 0600 from its first moment. One that a killed bot has left is replaced.
    ///
    /// Needs a Tokio runtime.
    ///
    /// # Errors
    /// [`Code::Again`] where another bot answers there, [`Code::Failed`] where the folder refuses.
    pub fn bind(path: &Path) -> Result<Self, ControlError> {
        match Address::of(path).and_then(|address| std::os::unix::net::UnixStream::connect(address.path())) {
            Ok(_) => {
                return Err(ControlError::again(
                    "another klich runs on this store",
                    "stop it first, or steer it with `klich status` and `klich alert`",
                ));
            }
            Err(error) if means_nobody(&error) => {}
            Err(error) => return Err(refused(path, &error)),
        }
        bind_privately(path).map_err(|error| refused(path, &error))
    }

    /// Serves requests until `shutdown`; then takes no more, lets those under way end, and ends.
    pub async fn serve(self, office: Arc<dyn Office>, shutdown: CancellationToken) {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        let mut tasks = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                () = shutdown.cancelled() => break,
                accepted = self.accept(&places) => accepted,
            };
            match accepted {
                Ok((stream, place)) => {
                    let (office, shutdown) = (Arc::clone(&office), shutdown.clone());
                    tasks.spawn(async move {
                        let _place = place;
                        // A client that goes away is its own affair.
                        let _ = converse(stream, office, shutdown).await;
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "control socket");
                    sleep(FOLLOW_INTERVAL).await;
                }
            }
            while tasks.try_join_next().is_some() {}
        }
        let _ = timeout(DRAIN_TIMEOUT, async { while tasks.join_next().await.is_some() {} }).await;
    }

    async fn accept(&self, places: &Arc<Semaphore>) -> io::Result<(UnixStream, tokio::sync::OwnedSemaphorePermit)> {
        let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
        let (stream, _) = self.listener.accept().await?;
        Ok((stream, place))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|file| file == self.file) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Binds the socket at `path` and serves requests until `shutdown`.
///
/// # Errors
/// As [`Server::bind`].
pub async fn serve(path: &Path, office: Arc<dyn Office>, shutdown: CancellationToken) -> Result<(), ControlError> {
    Server::bind(path)?.serve(office, shutdown).await;
    Ok(())
}

/// Binds within a folder that only we may enter, then moves the finished socket into place. The process's umask, which
/// belongs to all threads, is left alone.
fn bind_privately(path: &Path) -> io::Result<Server> {
    let folder = path.with_extension("new");
    remove_leftover(&folder)?;
    DirBuilder::new().mode(0o700).create(&folder)?;
    let new = folder.join("control.sock");
    let bound = Address::of(&new).and_then(|address| {
        let listener = UnixListener::bind(address.path())?;
        fs::set_permissions(&new, Permissions::from_mode(0o600))?;
        let file = identity(&new)?;
        fs::rename(&new, path)?;
        Ok(Server { listener, path: path.to_owned(), file })
    });
    remove_leftover(&folder)?;
    bound
}

fn remove_leftover(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let meta = fs::symlink_metadata(path)?;
    Ok((meta.dev(), meta.ino()))
}

fn refused(path: &Path, error: &io::Error) -> ControlError {
    ControlError::failed(
        format!("the control socket {} can't be made: {error}", path.display()),
        "let the user that runs klich write into this folder",
    )
}

/// One connection: one request and its answer.
async fn converse(stream: UnixStream, office: Arc<dyn Office>, shutdown: CancellationToken) -> io::Result<()> {
    let allowed = is_allowed(stream.peer_cred()?.uid());
    let (read, mut write) = stream.into_split();
    if !allowed {
        let error = ControlError::failed("this socket is for another user", "run this as the user that runs klich");
        return send(&mut write, &Response::Error(error)).await;
    }
    // It may hold a passphrase: no other buffer sees it, and this one is cleared.
    let mut line = Zeroizing::new(Vec::with_capacity(LINE_ROOM));
    let reading = timeout(CLIENT_TIMEOUT, read_line(read, &mut line));
    let read = tokio::select! {
        () = shutdown.cancelled() => return send(&mut write, &Response::Error(stopping())).await,
        read = reading => read,
    };
    match read {
        Ok(read) => read?,
        Err(_) => {
            let error = ControlError::usage("no request came", "send one line of JSON");
            return send(&mut write, &Response::Error(error)).await;
        }
    }
    match parse(&line) {
        Err(error) => send(&mut write, &Response::Error(error)).await,
        Ok(request @ Request::Backup {}) => {
            let response = stream::serve(&mut write, request, office, &shutdown).await?;
            send(&mut write, &response).await
        }
        Ok(Request::AlertFollow { id }) => follow(&mut write, id, office, shutdown).await,
        Ok(request) => send(&mut write, &answer(&office, request).await.into()).await,
    }
}

/// Reads to the first line feed, to the end, or to the limit; what follows the line is dropped.
async fn read_line(read: impl tokio::io::AsyncRead + Unpin, line: &mut Vec<u8>) -> io::Result<()> {
    let mut read = read.take(u64::try_from(LINE_MAX).unwrap_or(u64::MAX));
    let mut looked_at = 0;
    while read.read_buf(line).await? > 0 {
        if let Some(end) = line.iter().skip(looked_at).position(|byte| *byte == b'\n') {
            line.truncate(looked_at + end + 1);
            break;
        }
        looked_at = line.len();
    }
    Ok(())
}

fn parse(line: &[u8]) -> Result<Request, ControlError> {
    if line.last() != Some(&b'\n') {
        let what = if line.len() >= LINE_MAX { "the request is over 1 MiB" } else { "the request has no end" };
        return Err(ControlError::usage(what, "send one line of JSON, at most 1 MiB"));
    }
    // What serde says may quote the request, and with it an alert's text.
    serde_json::from_slice(line).map_err(|_| {
        ControlError::usage(
            "the running klich does not know this request",
            "run the same version on both ends: after an upgrade, restart the bot",
        )
    })
}

/// The same user, or root.
fn is_allowed(peer: u32) -> bool {
    peer == 0 || peer == rustix::process::geteuid().as_raw()
}

async fn answer(office: &Arc<dyn Office>, request: Request) -> Result<serde_json::Value, ControlError> {
    let office = Arc::clone(office);
    let answered = tokio::task::spawn_blocking(move || office.answer(request)).await;
    answered.unwrap_or_else(|_| {
        Err(ControlError::failed("klich could not do this: an error of its own", "see its log, and report it"))
    })
}

async fn follow(
    write: &mut (impl tokio::io::AsyncWrite + Unpin),
    id: String,
    office: Arc<dyn Office>,
    shutdown: CancellationToken,
) -> io::Result<()> {
    loop {
        let answered = answer(&office, Request::AlertStatus { id: id.clone() }).await;
        let is_last = match &answered {
            Ok(report) => state_of(report).is_none_or(AlertState::stands_still),
            Err(_) => true,
        };
        send(write, &answered.into()).await?;
        if is_last {
            return Ok(());
        }
        tokio::select! {
            () = shutdown.cancelled() => return send(write, &Response::Error(stopping())).await,
            () = sleep(FOLLOW_INTERVAL) => {}
        }
    }
}

fn state_of(report: &serde_json::Value) -> Option<AlertState> {
    AlertState::deserialize(report.get("state")?).ok()
}

fn stopping() -> ControlError {
    ControlError::new(Code::Again, "klich is stopping", "try again once it runs")
}

async fn send(write: &mut (impl tokio::io::AsyncWrite + Unpin), response: &Response) -> io::Result<()> {
    let mut line = serde_json::to_vec(response)?;
    if line.len() >= LINE_MAX {
        let error = ControlError::failed("the answer is over 1 MiB", "ask for less");
        line = serde_json::to_vec(&Response::Error(error))?;
    }
    line.push(b'\n');
    timeout(CLIENT_TIMEOUT, async {
        write.write_all(&line).await?;
        write.flush().await
    })
    .await?
}

#[cfg(test)]
mod tests;

//! Streams of bytes over the socket: pieces with their length, then the line that says whether it is whole.

use std::io::{self, BufRead, Read as _, Write};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{ControlError, Office, Request, Response};

/// The longest piece, in bytes.
const PIECE_MAX: usize = 64 << 10;

/// Pieces that wait to be written.
const WAITING: usize = 4;

/// How long a client may take to read a piece.
const PIECE_TIMEOUT: Duration = Duration::from_secs(60);

/// Lets the office write, on a thread that may block, and passes the pieces on as fast as they are read.
pub(super) async fn serve(
    write: &mut (impl AsyncWrite + Unpin),
    request: Request,
    office: Arc<dyn Office>,
    shutdown: &CancellationToken,
) -> io::Result<Response> {
    let (sender, mut pieces) = mpsc::channel(WAITING);
    let streaming = tokio::task::spawn_blocking(move || {
        let mut out = Pieces { sender, piece: Vec::with_capacity(PIECE_MAX) };
        let report = office.stream(request, &mut out)?;
        out.flush().map_err(|_| gone())?;
        Ok(report)
    });
    loop {
        let piece = tokio::select! {
            () = shutdown.cancelled() => break,
            piece = pieces.recv() => piece,
        };
        let Some(piece) = piece else { break };
        timeout(PIECE_TIMEOUT, write_piece(write, &piece)).await??;
    }
    // Whoever still writes finds nobody.
    drop(pieces);
    write_piece(write, &[]).await?;
    let result = streaming.await.unwrap_or_else(|_| {
        Err(ControlError::failed("klich could not do this: an error of its own", "see its log, and report it"))
    });
    Ok(result.into())
}

async fn write_piece(write: &mut (impl AsyncWrite + Unpin), piece: &[u8]) -> io::Result<()> {
    let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
    write.write_all(&length.to_be_bytes()).await?;
    write.write_all(piece).await
}

fn gone() -> ControlError {
    ControlError::again("whoever asked for it is gone, or klich is stopping", "try again")
}

/// What the office writes to.
struct Pieces {
    sender: mpsc::Sender<Vec<u8>>,
    piece: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE_MAX.saturating_sub(self.piece.len()).min(bytes.len());
        let (now, _) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        self.piece.extend_from_slice(now);
        if self.piece.len() >= PIECE_MAX {
            self.flush()?;
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_MAX));
        self.sender.blocking_send(piece).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// Reads pieces into `out` up to the end; what follows is the line. A bot of another version answers with the line alone.
pub(super) fn receive(from: &mut impl BufRead, out: &mut dyn Write) -> io::Result<Result<(), io::Error>> {
    let mut written = Ok(());
    loop {
        if from.fill_buf()?.first() == Some(&b'{') {
            return Ok(written);
        }
        let mut length = [0; 4];
        from.read_exact(&mut length)?;
        let length = u64::from(u32::from_be_bytes(length));
        if length == 0 {
            return Ok(written);
        }
        if length > PIECE_MAX as u64 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut piece = from.by_ref().take(length);
        let copied = io::copy(&mut piece, &mut Tried { out: &mut *out, failed: &mut written })?;
        if copied < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if written.is_err() {
            return Ok(written);
        }
    }
}

/// Keeps apart what the output refuses from what the socket does.
struct Tried<'a> {
    out: &'a mut dyn Write,
    failed: &'a mut Result<(), io::Error>,
}

impl Write for Tried<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed.is_ok() {
            *self.failed = self.out.write_all(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

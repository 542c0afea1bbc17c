//! A connection whose other end has to take what it asked for: whoever reads nothing is let go.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// How long a client that takes nothing is waited for.
const WAIT: Duration = Duration::from_secs(30);
/// What a client has to take within [`WAIT`], in bytes, unless it is less than that.
const LEAST: usize = 16 << 10;

/// A stream on which writing fails with [`io::ErrorKind::TimedOut`] where the other end takes less than 16 KiB in 30
/// seconds, and not all there is.
///
/// Without it whoever asks for much and reads nothing would hold its connection for ever, and with many of them everybody's.
pub(super) struct Patient<S> {
    stream: S,
    /// Runs from the first write that had to wait, until enough was taken.
    running_out: Option<Pin<Box<Sleep>>>,
    taken: usize,
}

impl<S> Patient<S> {
    /// Takes a stream over.
    pub(super) fn new(stream: S) -> Self {
        Self { stream, running_out: None, taken: 0 }
    }

    /// Passes on what became of a write, and lets one that waits too long fail.
    fn judge(&mut self, wrote: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match wrote {
            Poll::Ready(Ok(length)) => {
                self.taken += length;
                if self.taken >= LEAST {
                    self.all_is_well();
                }
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let running_out = self.running_out.get_or_insert_with(|| {
                    self.taken = 0;
                    Box::pin(sleep(WAIT))
                });
                ready!(running_out.as_mut().poll(context));
                // Whoever asks once more is told the same.
                running_out.as_mut().reset(Instant::now());
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        wrote
    }

    fn all_is_well(&mut self) {
        (self.running_out, self.taken) = (None, 0);
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(wrote, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.judge(wrote, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Nothing is left to be written when this is called.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.all_is_well();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_or_next_to_nothing_is_let_go() {
        for a_second in [0, 100] {
            let (ours, mut theirs) = duplex(1024);
            let mut ours = Patient::new(ours);
            let began = Instant::now();
            let reading = async {
                let mut taken = vec![0; a_second];
                loop {
                    sleep(Duration::from_secs(1)).await;
                    theirs.read_exact(&mut taken).await.unwrap();
                }
            };
            let writing = async { ours.write_all(&[7; 100_000]).await };
            let ended = tokio::select! { ended = writing => ended, () = reading => unreachable!() };
            assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::TimedOut);
            assert!((30..=31).contains(&began.elapsed().as_secs()), "{a_second}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_slow_gets_everything_and_a_rest_between_is_none() {
        let (ours, mut theirs) = duplex(1024);
        let mut ours = Patient::new(ours);
        let reading = tokio::spawn(async move {
            let (mut all, mut taken) = (0, [0; 1024]);
            while let Ok(length @ 1..) = theirs.read(&mut taken).await {
                all += length;
                sleep(Duration::from_secs(1)).await;
            }
            all
        });
        for _ in 0..3 {
            ours.write_all(&[7; 100_000]).await.unwrap();
            ours.flush().await.unwrap();
            sleep(Duration::from_secs(600)).await;
        }
        drop(ours);
        assert_eq!(reading.await.unwrap(), 300_000);
    }
}

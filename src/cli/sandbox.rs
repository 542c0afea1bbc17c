//! `klich sandbox`: a Bot API of our own on loopback, until Ctrl-C.

use std::future::Future;
use std::io;
use std::time::Duration;

use clap::{ArgAction, Args};
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use super::{Context, Failure};
use crate::control::ControlError;
use crate::sandbox::{Options, Sandbox, TOKEN};

#[derive(Debug, Args)]
pub(super) struct SandboxArgs {
    /// The port on loopback; 0 for any
    #[arg(long, default_value_t = 8081, value_name = "PORT")]
    port: u16,
    /// Messages a second that it allows a bot; 0 for no limit
    #[arg(long, default_value_t = 30, value_name = "NUMBER")]
    rate: u32,
    /// How much later each answer comes
    #[arg(long, default_value_t = 50, value_name = "MILLISECONDS")]
    latency_ms: u64,
    /// The token that it takes, a number, a colon and anything
    #[arg(long, default_value = TOKEN)]
    token: String,
    /// Take webhooks on loopback, by http and on any port, as a Bot API server of one's own does
    #[arg(long, default_value_t = true, default_missing_value = "true", num_args = 0..=1, action = ArgAction::Set, value_name = "true|false")]
    local: bool,
}

/// Serves until SIGINT or SIGTERM.
pub(super) fn run(args: &SandboxArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        Failure::from(ControlError::failed(format!("no thread can be started: {error}"), "free memory, then try again"))
    })?;
    runtime.block_on(serve(args, context))
}

async fn serve(args: &SandboxArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let stop = asked_to_stop()?;
    let options = Options {
        port: args.port,
        token: args.token.clone(),
        rate: (args.rate > 0).then_some(args.rate),
        latency: Duration::from_millis(args.latency_ms),
        local: args.local,
        ..Options::default()
    };
    let sandbox = Sandbox::start(options).await.map_err(|error| refused(args.port, &error))?;
    let report = json!({ "url": sandbox.url(), "token": sandbox.token() });
    let (url, token) = (sandbox.url(), sandbox.token());
    context.output.report(&report, |_| {
        format!(
            "A Bot API of our own at {url}, until Ctrl-C. Run a bot against it:\n  \
             KLICH_TELEGRAM__API_URL={url} KLICH_TELEGRAM__TOKEN={token} klich run"
        )
    })?;
    stop.await;
    sandbox.stop().await;
    Ok(())
}

fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

fn refused(port: u16, error: &io::Error) -> Failure {
    let (what, next) = match error.kind() {
        io::ErrorKind::AddrInUse => (
            format!("port {port} of this machine is in use"),
            "stop what listens there, or name another: --port 0 takes any",
        ),
        _ => (format!("nothing can listen on port {port}: {error}"), "name another: --port 0 takes any"),
    };
    ControlError::configuration(what, next).into()
}

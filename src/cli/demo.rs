//! `klich demo`: the arguments. The demo itself is [`super::Rooms::demo`]'s.

use clap::Args;

/// What the demo is asked.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DemoArgs {
    /// The port of the page with the phones, on loopback; 0 for any
    #[arg(long, default_value_t = 8080, value_name = "PORT")]
    pub port: u16,
    /// Simulated supporters who answer the call
    #[arg(long, default_value_t = 200, value_name = "NUMBER")]
    pub supporters: u32,
    /// Play the story in the terminal, check each step, and exit
    #[arg(long)]
    pub script: bool,
}

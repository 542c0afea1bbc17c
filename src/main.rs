//! Arguments to exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    klich::app::dispatch(std::env::args_os())
}

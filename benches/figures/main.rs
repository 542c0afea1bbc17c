//! What the README says of speed and memory, measured: the rows of `docs/figures.md` and `docs/figures.json`.
//!
//! `cargo bench --bench figures -- [ROW]…` measures these rows, or all, writes them into both files and leaves the others
//! as they were. What is compared is compared within one run and against the same server: the sandbox, in this process.
//! Whatever is measured runs in a process of its own.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod adaptive;
mod answers;
mod bare;
mod engine;
mod home;
mod keeping;
mod kills;
mod million;
mod pace;
mod page;
mod pledges;
mod process;
mod rotation;
mod sample;
mod sealed;
mod speed;
mod start;
mod table;
mod vault;

use table::{Figure, Table};

/// As klich itself has it; the crate that its vault is measured against gets the same.
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Rows that are measured together: the name that they are asked for with, and what measures them.
type Row = (&'static str, fn() -> Vec<Figure>);

const ROWS: [Row; 14] = [
    ("pace", pace::measure),
    ("adaptive", adaptive::measure),
    ("speed", speed::measure),
    ("answers", answers::measure),
    ("kills", kills::measure),
    ("pledges", pledges::measure),
    ("start", start::measure),
    ("million", million::measure),
    ("vault", vault::measure),
    ("rotation", rotation::measure),
    ("keeping", keeping::measure),
    ("sealed", sealed::measure),
    ("circle", sealed::measure_circle),
    ("page", page::measure),
];

fn main() {
    if process::is_a_child() {
        return;
    }
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let known = ROWS.map(|(name, _)| name);
    if let Some(unknown) = asked.iter().find(|name| !known.contains(&name.as_str())) {
        eprintln!("there is no row `{unknown}`; the rows are: {}", known.join(", "));
        std::process::exit(2);
    }
    for (name, measure) in ROWS.iter().filter(|(name, _)| asked.is_empty() || asked.iter().any(|one| one == name)) {
        eprintln!("{}: {name} …", jiff::Timestamp::now().strftime("%H:%M:%S"));
        let before = table::load();
        let figures = measure();
        // Read only now: another run may have measured other rows meanwhile.
        let mut table = Table::read();
        table.put(figures, &before, &table::load());
        // After each, so that a later failure loses nothing.
        table.write();
    }
    print!("{}", Table::read().markdown());
}

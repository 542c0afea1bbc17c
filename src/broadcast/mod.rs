//! How an alert goes out: plan, ledger, progress.

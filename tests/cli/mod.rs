//! The command line as a person or a script meets it.

mod alert;
mod check;
mod formats;
mod help;
mod init;
mod live;
mod mistakes;
mod misuse;
mod sandbox;
mod sealing;
mod steer;
mod store;

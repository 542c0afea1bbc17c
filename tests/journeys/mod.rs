//! The real binary against a Bot API of our own, as people and operators live it.

mod alerts;
mod broadcast;
mod discretion;
mod faults;
mod life;
mod locked;
mod misuse;
mod organiser;
mod power_cut;
mod reminders;
mod supporter;
mod updates;

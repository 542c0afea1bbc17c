//! The real binary against a Bot API of our own, as people and operators live it.

mod alerts;
mod backup;
mod broadcast;
mod circles;
mod crash;
mod discretion;
mod disk;
mod faults;
mod flood;
mod forgetting;
mod life;
mod locked;
mod misuse;
mod organiser;
mod power_cut;
mod public;
mod reload;
mod reminders;
mod roles;
mod rotation;
mod sealing;
mod signed;
mod supporter;
mod updates;
mod wipe;

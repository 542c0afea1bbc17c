//! `klich desk`: broadcasts, rates, inbox, tallies and the log's tail on a full screen, while the bot runs.

mod keys;
mod screen;
mod view;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event};

use self::keys::Deed;
use self::screen::Screen;
use super::reach::{self, Reached};
use super::{Context, Failure};
use crate::control::reports::{AlertStatus, DeskReport};
use crate::control::{Client, ControlError, Office, Request};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(1);

/// Shows the screen until it is left; for machines, prints one look as JSON.
pub(super) fn run(context: &mut Context<'_>) -> Result<(), Failure> {
    if context.output.is_json() {
        let report: DeskReport = reach::ask(context, Request::Desk {})?;
        return Ok(context.output.json_line(&report)?);
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(ControlError::usage(
            "`klich desk` fills a terminal, and this is none",
            "run it in a terminal; for scripts there are `klich desk --json` and `klich status`",
        )
        .into());
    }
    let mut source = Source::reach(context)?;
    // Before the screen is taken: what goes wrong at first is told as everywhere.
    let first = source.ask(&Request::Desk {})?;
    let mut screen = Screen::default();
    screen.take(first, Instant::now());
    let mut terminal = ratatui::try_init()?;
    let ended = watch(&mut terminal, &mut source, &mut screen);
    ratatui::restore();
    Ok(ended?)
}

/// Draws, waits for a key or for the next look, until it is left.
fn watch(terminal: &mut DefaultTerminal, source: &mut Source, screen: &mut Screen) -> io::Result<()> {
    let mut looked = Instant::now();
    loop {
        terminal.draw(|frame| view::draw(frame, screen))?;
        if event::poll(EVERY.saturating_sub(looked.elapsed()))? {
            if let Event::Key(key) = event::read()?
                && let Some(deed) = keys::press(key, screen)
            {
                match deed {
                    Deed::Leave => return Ok(()),
                    Deed::Ask(request) => screen.tell(done(source.ask(&request))),
                }
                look(source, screen);
                looked = Instant::now();
            }
        } else {
            look(source, screen);
            looked = Instant::now();
        }
    }
}

fn look(source: &mut Source, screen: &mut Screen) {
    match source.ask(&Request::Desk {}) {
        Ok(report) => screen.take(report, Instant::now()),
        Err(error) => screen.lose(error.what),
    }
}

fn done(answer: Result<AlertStatus, ControlError>) -> String {
    match answer {
        Ok(status) => format!("alert {} is {}", status.id, status.state),
        Err(error) => error.what,
    }
}

/// Who answers, look after look.
enum Source {
    /// The bot behind the socket; it may end and come back meanwhile.
    Bot(PathBuf),
    /// This process has opened the store, and nothing moves in it.
    Store(Arc<dyn Office>),
}

impl Source {
    fn reach(context: &Context<'_>) -> Result<Self, Failure> {
        Ok(match reach::reach(context)? {
            Reached::Store(office) => Self::Store(office),
            Reached::Bot(_) => Self::Bot(context.home()?.control_socket),
        })
    }

    fn ask<T: serde::de::DeserializeOwned>(&mut self, request: &Request) -> Result<T, ControlError> {
        let answer = match self {
            Self::Store(office) => office.answer(request.clone())?,
            Self::Bot(socket) => match Client::connect(socket)? {
                Some(client) => client.ask(request)?,
                None => return Err(ControlError::again("no bot runs now", "start it with `klich run`")),
            },
        };
        serde_json::from_value(answer).map_err(|_| {
            ControlError::failed(
                "the running klich answers in a way that this one does not know",
                "run the same version on both ends: after an upgrade, restart the bot",
            )
        })
    }
}

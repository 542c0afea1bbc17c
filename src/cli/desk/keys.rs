//! What a key does. What can't be undone is asked once more.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::screen::Screen;
use crate::control::Request;

/// What has to be done outside the screen.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Give the terminal back.
    Leave,
    /// Ask the bot, then look again.
    Ask(Request),
}

/// Takes a key in.
pub(super) fn press(key: KeyEvent, screen: &mut Screen) -> Option<Deed> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
        return Some(Deed::Leave);
    }
    if let Some(id) = screen.cancels.take() {
        return (key.code == KeyCode::Char('y')).then_some(Deed::Ask(Request::AlertCancel { id }));
    }
    let chosen = || Some(screen.alert()?.status.id.clone());
    match key.code {
        KeyCode::Char('q') | KeyCode::Esc => Some(Deed::Leave),
        KeyCode::Up | KeyCode::Char('k') => {
            screen.chosen = screen.chosen.saturating_sub(1);
            None
        }
        KeyCode::Down | KeyCode::Char('j') => {
            let last = screen.report.as_ref().map_or(0, |report| report.alerts.len().saturating_sub(1));
            screen.chosen = (screen.chosen + 1).min(last);
            None
        }
        KeyCode::Char('p') => Some(Deed::Ask(Request::AlertPause { id: chosen()? })),
        KeyCode::Char('r') => Some(Deed::Ask(Request::AlertResume { id: chosen()? })),
        KeyCode::Char('c') => {
            screen.cancels = chosen();
            None
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::view::tests::report;
    use super::*;

    fn key(letter: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)
    }

    fn screen() -> Screen {
        let mut screen = Screen::default();
        screen.take(report(), Instant::now());
        screen
    }

    #[test]
    fn an_alert_is_chosen_paused_and_resumed() {
        let mut screen = screen();
        assert_eq!(press(key('p'), &mut screen), Some(Deed::Ask(Request::AlertPause { id: "k7x2m9qa".to_owned() })));
        for _ in 0..5 {
            assert_eq!(press(key('j'), &mut screen), None);
        }
        assert_eq!(press(key('r'), &mut screen), Some(Deed::Ask(Request::AlertResume { id: "b4t8w2za".to_owned() })));
        assert_eq!(press(key('k'), &mut screen), None);
        assert_eq!(screen.chosen, 0);
        assert_eq!(press(key('q'), &mut screen), Some(Deed::Leave));
    }

    #[test]
    fn to_cancel_takes_two_keys_and_any_other_lets_it_be() {
        let mut screen = screen();
        assert_eq!(press(key('c'), &mut screen), None);
        assert_eq!(press(key('q'), &mut screen), None, "the question is answered first");
        assert_eq!(press(key('y'), &mut screen), None, "nothing is asked any more");
        assert_eq!(press(key('c'), &mut screen), None);
        assert_eq!(press(key('y'), &mut screen), Some(Deed::Ask(Request::AlertCancel { id: "k7x2m9qa".to_owned() })));
    }

    #[test]
    fn an_empty_screen_takes_keys_too() {
        let mut screen = Screen::default();
        for letter in ['p', 'r', 'c', 'j', 'k', 'y', 'x'] {
            assert_eq!(press(key(letter), &mut screen), None);
        }
        let ctrl_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(press(ctrl_c, &mut screen), Some(Deed::Leave));
    }
}

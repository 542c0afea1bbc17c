//! Draws the screen. Pure: what it knows in, cells out.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders, Cell, Paragraph, Row, Table, TableState};

use super::super::alert::time_left;
use super::screen::Screen;
use crate::control::reports::{BotState, DeskAlert, DeskReport, Masked};

/// How long a bar is, in cells.
const BAR: u64 = 12;

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const CHOSEN: Style = Style::new().add_modifier(Modifier::REVERSED);

/// Draws everything.
pub(super) fn draw(frame: &mut Frame<'_>, screen: &Screen) {
    let Some(report) = &screen.report else { return };
    let [head, middle, log, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(6), Constraint::Length(8), Constraint::Length(1)])
            .areas(frame.area());
    let [alerts, totals] = Layout::horizontal([Constraint::Min(40), Constraint::Length(26)]).areas(middle);
    frame.render_widget(Paragraph::new(head_line(report, screen)).style(BOLD), head);
    draw_alerts(frame, alerts, report, screen.chosen);
    frame.render_widget(Paragraph::new(totals_of(report, screen)).block(framed("Totals")), totals);
    draw_log(frame, log, report);
    frame.render_widget(Paragraph::new(foot_line(screen)), foot);
}

fn framed(title: &str) -> Block<'_> {
    Block::new().borders(Borders::ALL).title(title)
}

fn head_line(report: &DeskReport, screen: &Screen) -> String {
    let status = &report.status;
    let since = status.since.map(|since| format!(" since {since:.0}")).unwrap_or_default();
    let state = match (&screen.lost, status.state) {
        (Some(why), _) => why.clone(),
        (None, BotState::Running) => format!("running{since}"),
        (None, BotState::Locked) => "locked: `klich unlock`".to_owned(),
        (None, BotState::Wiped) => format!("wiped{since}"),
        (None, BotState::Stopped) => "no bot runs".to_owned(),
    };
    format!("klich {} · {} · {state}", status.version, status.campaign)
}

fn draw_alerts(frame: &mut Frame<'_>, area: Rect, report: &DeskReport, chosen: usize) {
    let header = Row::new(["alert", "kind", "state", "", "done", "/s", "left"]).style(BOLD);
    let rows = report.alerts.iter().map(|alert| Row::new(cells(alert).map(Cell::from)));
    let widths = [8, 10, 19, 12, 15, 5, 8].map(Constraint::Length);
    let table = Table::new(rows, widths).header(header).row_highlight_style(CHOSEN).block(framed("Alerts"));
    let mut state = TableState::new().with_selected((!report.alerts.is_empty()).then_some(chosen));
    frame.render_stateful_widget(table, area, &mut state);
}

fn cells(alert: &DeskAlert) -> [String; 7] {
    let status = &alert.status;
    let done = status.audience.saturating_sub(status.remaining);
    let moves = status.rate > 0.0;
    [
        status.id.clone(),
        alert.kind.clone(),
        status.state.to_string(),
        bar(done, status.audience),
        format!("{done} of {}", status.audience),
        if moves { format!("{:.0}", status.rate) } else { String::new() },
        time_left(status.remaining, status.rate).unwrap_or_default(),
    ]
}

fn bar(done: u64, of: u64) -> String {
    let full = done.saturating_mul(BAR).checked_div(of).unwrap_or(BAR).min(BAR);
    (0..BAR).map(|cell| if cell < full { '▓' } else { '░' }).collect()
}

/// What matters first stands first: a low terminal cuts the groups off.
fn totals_of(report: &DeskReport, screen: &Screen) -> Vec<Line<'static>> {
    let mut lines = vec![
        pair("subscribers", report.stats.subscribers),
        pair("pledges", report.tally.total),
        pair("inbox", report.status.inbox.unwrap_or_default()),
        pair("set aside", report.status.set_aside.unwrap_or_default()),
    ];
    if let Some(pace) = screen.pace {
        lines.push(pair("handled a second", format!("{:.0}", pace.handled)));
        lines.push(pair("sent a second", format!("{:.0}", pace.sent)));
    }
    lines.push(pair("may send a second", format!("{:.0}", report.traffic.rate)));
    lines.push(pair("answers with 429", report.traffic.floods));
    lines.extend(groups("pledges", &report.tally.by_kind));
    lines.extend(groups("subscribers", &report.stats.by_language));
    lines
}

fn pair(name: &str, value: impl std::fmt::Display) -> Line<'static> {
    Line::from(format!("{name:<17} {value:>6}"))
}

fn groups(of: &str, masked: &Masked) -> Vec<Line<'static>> {
    let rows = masked.iter().map(|(name, count)| pair(&format!("  {name}"), Masked::shown(count)));
    [Line::default(), Line::from(of.to_owned()).style(BOLD)].into_iter().chain(rows).collect()
}

fn draw_log(frame: &mut Frame<'_>, area: Rect, report: &DeskReport) {
    let room = usize::from(area.height.saturating_sub(2));
    let last = report.log.iter().skip(report.log.len().saturating_sub(room));
    let lines: Vec<Line<'_>> = last.map(|line| Line::from(line.as_str())).collect();
    frame.render_widget(Paragraph::new(lines).block(framed("Log")), area);
}

fn foot_line(screen: &Screen) -> String {
    match (&screen.cancels, screen.told()) {
        (Some(id), _) => format!("Stop alert {id} for good? y: yes, any other key: no"),
        (None, Some(told)) => told.to_owned(),
        (None, None) => "↑↓ choose · p pause · r resume · c cancel · q leave".to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::{Duration, Instant};

    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::control::reports::{AlertState, AlertStatus, DeskTraffic, Stats, Status, Tally};

    fn alert(id: &str, state: AlertState, remaining: u64, rate: f64) -> DeskAlert {
        let status = AlertStatus {
            signatures: None,
            id: id.to_owned(),
            state,
            reason: None,
            of: None,
            audience: 1000,
            delivered: 990_u64.saturating_sub(remaining),
            unreachable: 10,
            failed: 0,
            uncertain: 0,
            remaining,
            rate,
            approvals: None,
        };
        DeskAlert { kind: "call".to_owned(), status }
    }

    pub(in crate::cli::desk) fn report() -> DeskReport {
        DeskReport {
            status: Status {
                inbox: Some(3),
                set_aside: Some(0),
                broadcasts: Some(1),
                version: "0.1.0".to_owned(),
                ..Status::without_numbers(
                    BotState::Running,
                    Some("2026-11-16T05:00:00Z".parse().unwrap()),
                    "belarus-16-november".to_owned(),
                )
            },
            stats: Stats {
                subscribers: 1003,
                by_language: Masked::of([("be", 1000), ("lt", 3)]),
                pledges: 120,
                sources: Masked::default(),
                alerts: 2,
                ..Stats::default()
            },
            tally: Tally {
                total: 120,
                by_kind: Masked::of([("sign", 118), ("act", 2)]),
                by_language: Masked::default(),
                by_statement: Masked::default(),
            },
            alerts: vec![
                alert("k7x2m9qa", AlertState::Running, 500, 25.0),
                alert("b4t8w2za", AlertState::Finished, 0, 0.0),
            ],
            traffic: DeskTraffic { handled: 100, sent: 200, floods: 0, rate: 25.0 },
            log: (1..=9).map(|number| format!("2026-11-16T05:00:0{number}Z INFO line {number}")).collect(),
        }
    }

    fn drawn(screen: &Screen, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(frame, screen)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn everything_stands_on_one_screen() {
        let mut screen = Screen::default();
        let now = Instant::now();
        screen.take(report(), now);
        let mut later = report();
        later.traffic = DeskTraffic { handled: 130, sent: 250, ..later.traffic };
        screen.take(later, now + Duration::from_secs(2));
        insta::assert_snapshot!(drawn(&screen, 110, 28));
    }

    #[test]
    fn a_question_stands_where_the_keys_stood_and_a_lost_bot_is_told() {
        let mut screen = Screen::default();
        screen.take(report(), Instant::now());
        screen.cancels = Some("k7x2m9qa".to_owned());
        screen.lose("no bot runs now".to_owned());
        let drawn = drawn(&screen, 80, 24);
        assert!(drawn.contains("Stop alert k7x2m9qa for good?"), "{drawn}");
        assert!(drawn.contains("no bot runs now"), "{drawn}");
        assert!(drawn.contains("<5"), "small groups are not told: {drawn}");
    }

    #[test]
    fn no_size_of_a_terminal_is_too_small() {
        let mut screen = Screen::default();
        screen.take(report(), Instant::now());
        for (width, height) in [(1, 1), (10, 3), (40, 10), (300, 100)] {
            let _ = drawn(&screen, width, height);
        }
    }
}

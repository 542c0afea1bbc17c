//! Figures for Prometheus: `/metrics`, at an address of its own, so that what the outside reaches never has it.
//!
//! Source: the text format, version 0.0.4, of Prometheus.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Router,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

/// Writes the page with figures; blocks.
pub type Figures = Arc<dyn Fn() -> Option<Page> + Send + Sync>;

/// Figures in the text format.
///
/// # Security
/// Labels are words of klich's own and ids of alerts; nobody's number, name or language group stands there.
#[derive(Debug, Default)]
pub struct Page(String);

/// What a figure is.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Only grows, until the process ends.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts by size.
    Histogram,
}

impl Page {
    /// Begins a figure: what it is, for those who look for it.
    pub fn about(&mut self, name: &str, kind: Kind, help: &str) -> &mut Self {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
        self
    }

    /// Writes one value of a figure, with labels that hold letters, digits, `.`, `+` and `-` only.
    pub fn value(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) -> &mut Self {
        self.0.push_str(name);
        for (number, (label, text)) in labels.iter().enumerate() {
            let text: String = text.chars().filter(|c| c.is_ascii_alphanumeric() || ".+-".contains(*c)).collect();
            let _ = write!(self.0, "{}{label}=\"{text}\"", if number == 0 { '{' } else { ',' });
        }
        if !labels.is_empty() {
            self.0.push('}');
        }
        let _ = writeln!(self.0, " {value}");
        self
    }

    /// Writes a figure with one value.
    pub fn single(&mut self, name: &str, kind: Kind, help: &str, value: impl std::fmt::Display) -> &mut Self {
        self.about(name, kind, help).value(name, &[], value)
    }

    /// Gives the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes the one route.
pub(super) fn router(figures: Figures) -> Router {
    Router::new().route("/metrics", get(move || answer(Arc::clone(&figures))))
}

async fn answer(figures: Figures) -> impl IntoResponse {
    let page = tokio::task::spawn_blocking(move || figures()).await.ok().flatten();
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    match page {
        Some(Page(text)) => (StatusCode::OK, kind, text),
        None => (StatusCode::INTERNAL_SERVER_ERROR, kind, "the figures can't be read\n".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_as_prometheus_reads_it() {
        let mut page = Page::default();
        page.single("klich_inbox", Kind::Gauge, "Updates that wait.", 3);
        page.about("klich_sends_total", Kind::Counter, "Requests.");
        page.value("klich_sends_total", &[("lane", "answer"), ("outcome", "de\"livered\n")], 7_u64);
        assert_eq!(
            page.as_str(),
            "# HELP klich_inbox Updates that wait.\n# TYPE klich_inbox gauge\nklich_inbox 3\n\
             # HELP klich_sends_total Requests.\n# TYPE klich_sends_total counter\n\
             klich_sends_total{lane=\"answer\",outcome=\"delivered\"} 7\n"
        );
    }
}

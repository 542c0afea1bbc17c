//! A QR code as a drawing: one path, dark on light whatever the page's colours are.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// A square of so many modules and the path over its dark ones. The quiet zone of four modules belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The side, in modules.
    pub side: usize,
    /// For `d` of SVG's `path`.
    pub path: String,
}

/// Source: ISO/IEC 18004: four modules around the symbol stay light.
const QUIET: usize = 4;

/// Draws a text; `None` where it does not fit a code.
pub fn code(text: &str) -> Option<Code> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let length = row.iter().skip(x).take_while(|color| **color == Color::Dark).count();
            if length > 0 {
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += length.max(1);
        }
    }
    Some(Code { side: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// Draws the path on a grid again and compares it with the code.
    #[test]
    fn the_path_covers_the_dark_modules_and_no_others() {
        let text = "https://t.me/klich_sandbox_bot?start=src_leaflet";
        let drawn = code(text).unwrap();
        let mut grid = vec![vec![false; drawn.side]; drawn.side];
        for part in drawn.path.split('M').skip(1) {
            let (place, shape) = part.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let length: usize = shape.split('v').next().unwrap().parse().unwrap();
            assert_eq!(shape, format!("{length}v1h-{length}z"));
            for cell in &mut grid[y][x..x + length] {
                assert!(!*cell, "drawn twice");
                *cell = true;
            }
        }
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        for (y, row) in grid.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                let inside = (QUIET..drawn.side - QUIET).contains(&x) && (QUIET..drawn.side - QUIET).contains(&y);
                let expected = inside && code[(x - QUIET, y - QUIET)] == Color::Dark;
                assert_eq!(*dark, expected, "{x} {y}");
            }
        }
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert_eq!(code(&"x".repeat(3000)), None);
    }
}

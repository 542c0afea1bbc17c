//! Drawing with our own fonts: measuring, wrapping, and what an SVG becomes. No font of the system is asked.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Indent, Options, Tree, WriteOptions, fontdb};

/// Noto Sans, cut down to Latin and Cyrillic: `fonts/OFL.txt` says whence and under which licence.
const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSans-Bold.ttf");

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    Arc::new(fonts)
});

/// How thick letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    Regular,
    /// For what stands out.
    Bold,
}

impl Weight {
    fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Bold => 700,
        }
    }
}

/// Writes a line of text at a place; `x` is where it begins, `y` its base line.
pub fn line(x: f32, y: f32, size: f32, weight: Weight, colour: &str, text: &str) -> String {
    let weight = weight.number();
    let text = escaped(text);
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-family=\"Noto Sans\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\">{text}</text>"
    )
}

/// Measures how wide a line is.
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let svg = svg(10_000, 200, &line(0.0, 100.0, size, weight, "#000", text));
    tree(&svg).map(|tree| tree.root().abs_bounding_box().right()).unwrap_or_default()
}

/// Breaks a text at its spaces, so that each line is at most so wide; a single word can be wider.
pub fn wrapped(text: &str, size: f32, weight: Weight, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|last| format!("{last} {word}"));
        match longer.filter(|longer| width(longer, size, weight) <= most) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Finds the largest of these sizes, the largest first, at which a text takes at most so many lines of this width.
pub fn fitted(text: &str, weight: Weight, most: f32, sizes: &[f32], lines_max: usize) -> (f32, Vec<String>) {
    let mut best = (0.0, Vec::new());
    for size in sizes {
        let lines = wrapped(text, *size, weight, most);
        let fits = lines.len() <= lines_max && lines.iter().all(|line| width(line, *size, weight) <= most);
        best = (*size, lines);
        if fits {
            break;
        }
    }
    best
}

/// Puts a drawing into its frame.
pub fn svg(width: u32, height: u32, inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{inside}</svg>"
    )
}

/// Draws an SVG of ours as PNG; `None` where it is none.
pub fn png(svg: &str) -> Option<Vec<u8>> {
    let tree = tree(svg)?;
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap.encode_png().ok()
}

/// Turns the letters of an SVG of ours into shapes, so that it looks the same where our fonts are not.
pub fn outlined(svg: &str) -> Option<String> {
    let options = WriteOptions {
        coordinates_precision: 2,
        transforms_precision: 3,
        indent: Indent::None,
        attributes_indent: Indent::None,
        ..WriteOptions::default()
    };
    Some(tree(svg)?.to_string(&options))
}

fn tree(svg: &str) -> Option<Tree> {
    let options = Options { fontdb: Arc::clone(&FONTS), ..Options::default() };
    Tree::from_str(svg, &options).ok()
}

/// Escapes plain text for SVG.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML knows no other control characters.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
pub mod tests {
    #![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// Lists the characters of a text that our fonts do not have.
    pub fn missing(text: &str) -> Vec<char> {
        let has = |c: char| {
            FONTS.faces().all(|face| {
                FONTS.with_face_data(face.id, |data, _| characters(data).contains(&(c as u32))).unwrap_or_default()
            })
        };
        text.chars().filter(|c| !c.is_whitespace() && !has(*c)).collect()
    }

    /// Reads the characters of a font by its `cmap`, format 4 or 12.
    ///
    /// Source: OpenType, `cmap`.
    fn characters(data: &[u8]) -> std::collections::BTreeSet<u32> {
        let u16_at = |at: usize| u32::from(u16::from_be_bytes([data[at], data[at + 1]]));
        let u32_at = |at: usize| (u16_at(at) << 16) | u16_at(at + 2);
        let mut tables = (0..u16_at(4) as usize).map(|n| 12 + 16 * n);
        let cmap = tables.find(|at| &data[*at..*at + 4] == b"cmap").unwrap();
        let cmap = u32_at(cmap + 8) as usize;
        let mut found = std::collections::BTreeSet::new();
        for n in 0..u16_at(cmap + 2) as usize {
            let at = cmap + u32_at(cmap + 4 + 8 * n + 4) as usize;
            if u16_at(at) == 4 {
                let segments = u16_at(at + 6) as usize / 2;
                for segment in 0..segments {
                    let (end, start) = (u16_at(at + 14 + 2 * segment), u16_at(at + 16 + 2 * segments + 2 * segment));
                    found.extend((start..=end).filter(|c| *c != 0xffff));
                }
            }
        }
        found
    }

    #[test]
    fn lines_keep_their_width_and_no_word_is_lost() {
        let text = "Беларусь, 16 лістапада: прафсаюзы не злачынства, Übermut żółć ŠŽ ığüş";
        assert_eq!(missing(text), Vec::<char>::new());
        assert_eq!(missing("日"), ['日']);
        let lines = wrapped(text, 40.0, Weight::Bold, 500.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, 40.0, Weight::Bold) <= 500.0));
        assert!(width("ww", 40.0, Weight::Regular) > width("w", 40.0, Weight::Regular) * 1.5);
    }

    #[test]
    fn what_a_text_holds_is_never_markup() {
        let svg = svg(100, 20, &line(0.0, 15.0, 12.0, Weight::Regular, "#000", "</text><rect/>&\u{1}\""));
        assert!(!svg.contains("<rect"));
        let outlined = outlined(&svg).unwrap();
        assert!(!outlined.contains("<text") && outlined.contains("<path"));
        assert_eq!(png(&svg).unwrap()[..8], *b"\x89PNG\r\n\x1a\n");
    }
}

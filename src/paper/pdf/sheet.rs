//! Sheets of paper (A4): what stands where, and where a sheet ends.
//!
//! Places are in points from the sheet's left upper corner. Drawing comes last ([`super::draw`]),
//! when it is known how many sheets there are.

use super::{Face, code::Code};

/// A4, in points.
pub(super) const PAPER: (f32, f32) = (595.28, 841.89);
/// Where text begins.
pub(super) const LEFT: f32 = 56.0;
/// How wide it is.
pub(super) const WIDTH: f32 = PAPER.0 - 2.0 * LEFT;
const TOP: f32 = 50.0;
/// Below it is the footer's.
const BOTTOM: f32 = PAPER.1 - 56.0;
/// Where the footer's line of text stands.
pub(super) const FOOTER: f32 = PAPER.1 - 34.0;

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// In points.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Less loud.
    pub(super) grey: bool,
}

impl Style {
    pub(super) const fn plain(size: f32) -> Self {
        Self { size, bold: false, grey: false }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self { size, bold: true, grey: false }
    }

    pub(super) const fn grey(size: f32) -> Self {
        Self { size, bold: false, grey: true }
    }

    /// From one line of text to the next.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.3
    }
}

/// One thing on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A line of text from here on; `y` is its base line.
    Text { x: f32, y: f32, style: Style, text: String },
    /// A thin line across.
    Rule { y: f32 },
    /// A QR code, this many points a side, its quiet zone included.
    Code { x: f32, y: f32, side: f32, code: Code },
}

/// The faces and the sheets that are being filled, from top to bottom.
pub(super) struct Sheets {
    pub(super) regular: Face,
    pub(super) bold: Face,
    sheets: Vec<Vec<Mark>>,
    /// The upper edge of what comes next.
    y: f32,
}

impl Sheets {
    /// One empty sheet. None when a font cannot be read.
    pub(super) fn new() -> Option<Self> {
        let (regular, bold) = (Face::regular()?, Face::bold()?);
        Some(Self { regular, bold, sheets: vec![Vec::new()], y: TOP })
    }

    /// The sheets.
    pub(super) fn sheets(&self) -> &[Vec<Mark>] {
        &self.sheets
    }

    pub(super) fn face(&self, style: Style) -> &Face {
        if style.bold { &self.bold } else { &self.regular }
    }

    /// The text as lines of `width` points.
    pub(super) fn wrap(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let face = self.face(style);
        face.wrap(&face.drawable(text), style.size, width)
    }

    /// Goes on with a new sheet, unless this one is still empty.
    pub(super) fn turn(&mut self) {
        if self.sheets.last().is_some_and(|sheet| !sheet.is_empty()) {
            self.sheets.push(Vec::new());
        }
        self.y = TOP;
    }

    /// Makes sure that so much fits on this sheet: else it goes on with a new one.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.turn();
        }
    }

    /// Leaves room, but not at the top of a sheet.
    pub(super) fn gap(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    /// A thin line across.
    pub(super) fn rule(&mut self) {
        self.mark(Mark::Rule { y: self.y });
        self.y += 5.0;
    }

    /// A code in the right upper corner of this sheet. What comes next is not moved.
    pub(super) fn code(&mut self, code: Code, side: f32) {
        self.mark(Mark::Code { x: LEFT + WIDTH - side, y: TOP - 8.0, side, code });
    }

    /// Goes on below what is so tall from the top of this sheet.
    pub(super) fn below(&mut self, height: f32) {
        self.y = self.y.max(TOP - 8.0 + height);
    }

    /// Lines of text that stand together, `indent` points from the left. A block that must be
    /// divided leaves two lines at least on either sheet.
    pub(super) fn block(&mut self, lines: Vec<String>, style: Style, indent: f32) {
        let leading = style.leading();
        let total = lines.len();
        for (nth, text) in lines.into_iter().enumerate() {
            let left = total - nth;
            // The first line wants the second beside it, the last but one wants the last.
            let wanted = if left >= 2 && (nth == 0 || left == 2) { 2.0 } else { 1.0 };
            self.need(wanted * leading);
            self.line(LEFT + indent, text, style);
        }
    }

    fn line(&mut self, x: f32, text: String, style: Style) {
        let y = self.y + style.size;
        self.mark(Mark::Text { x, y, style, text });
        self.y += style.leading();
    }

    /// Two columns that begin on one line: names at the left, values at the right.
    pub(super) fn row(&mut self, name: (Vec<String>, Style), value: (Vec<String>, Style), at: f32) {
        let height = |(lines, style): &(Vec<String>, Style)| lines.len() as f32 * style.leading();
        let tall = height(&name).max(height(&value));
        if tall > BOTTOM - TOP {
            // No sheet holds it: one below the other, on as many as it takes.
            self.block(name.0, name.1, 0.0);
            self.block(value.0, value.1, at);
            return;
        }
        self.need(tall);
        let top = self.y;
        for (column, (lines, style)) in [(LEFT, name), (LEFT + at, value)] {
            self.y = top;
            for text in lines {
                self.line(column, text, style);
            }
        }
        self.y = top + tall + 2.2;
    }
}

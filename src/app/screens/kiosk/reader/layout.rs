//! Where everything of the reader is: a pure function of the body's area.

use ratatui::layout::Rect;

use crate::domain::Language;

/// From this width both languages stand side by side (A2): that is a terminal of 100 columns.
const SIDE_BY_SIDE: u16 = 96;
/// From this width the table of contents stands at the left: a terminal of 120 columns.
const WITH_CONTENTS: u16 = 116;

/// The reader's places.
///
/// ```text
/// ┌ gauge ───────────────────────────── swap ┐
/// │                                          │
/// │ contents │ head kk       head ru   │ up  │
/// │          │ text kk       text ru   │     │
/// │          │ …             …         │down │
/// └ status ──────────────────────────────────┘
/// ```
/// `contents` only from 120 columns, two columns only from 100, `swap` only below that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// How much has been read.
    pub(super) gauge: Rect,
    /// The target that shows the other language; empty where both are shown.
    pub(super) swap: Rect,
    /// The table of contents; empty where there is no room.
    pub(super) contents: Rect,
    /// The columns' headings.
    pub(super) heads: Rect,
    /// Where the text scrolls.
    pub(super) text: Rect,
    /// Touch zone: a page back.
    pub(super) up: Rect,
    /// Touch zone: a page on.
    pub(super) down: Rect,
    /// The line below: what is being typed or sought.
    pub(super) status: Rect,
    /// True where both languages are shown.
    pub(super) both: bool,
}

/// One column of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// Its language.
    pub(super) language: Language,
    /// Its first column, from the left of `text`.
    pub(super) x: u16,
    /// Its width.
    pub(super) width: u16,
}

/// Columns before the text: the mark of the current clause.
pub(super) const GUTTER: u16 = 2;

/// Lays the reader out.
pub(super) fn lay_out(area: Rect) -> Layout {
    let top = u16::from(area.height >= 7); // a free line under the gauge
    let gauge = Rect { height: area.height.min(1), ..area };
    let status =
        Rect { y: area.bottom().saturating_sub(1), height: u16::from(area.height >= 3), ..area };
    let heads_y = gauge.bottom() + top;
    let zone: u16 = if area.width >= 76 { 7 } else { 3 };
    let contents_width: u16 = if area.width >= WITH_CONTENTS { 24 } else { 0 };
    let left = area.x + contents_width + if contents_width > 0 { 3 } else { 0 };
    let right = area.right().saturating_sub(zone + 1);
    let middle =
        Rect::new(left, heads_y, right.saturating_sub(left), status.y.saturating_sub(heads_y));
    let heads = Rect { height: middle.height.min(1), ..middle };
    // The line above the status stays free, so that the text does not run into it.
    let text = Rect {
        y: heads.bottom(),
        height: middle.height.saturating_sub(1 + u16::from(area.height >= 9)),
        ..middle
    };
    let (up, down) = zones(Rect {
        x: area.right().saturating_sub(zone),
        width: zone,
        y: text.y,
        height: text.height,
    });
    let both = area.width >= SIDE_BY_SIDE;
    let swap_width = if both { 0 } else { 16.min(area.width / 2) };
    Layout {
        gauge: Rect { width: area.width - swap_width, ..gauge },
        swap: Rect {
            x: area.right() - swap_width,
            width: swap_width,
            height: if both { 0 } else { gauge.height },
            ..gauge
        },
        contents: Rect {
            y: heads.y,
            width: contents_width,
            height: if contents_width > 0 { middle.height } else { 0 },
            ..area
        },
        heads,
        text,
        up,
        down,
        status,
        both,
    }
}

/// The strip at the right: a zone above, a zone below, between them the way through the text.
fn zones(strip: Rect) -> (Rect, Rect) {
    let each = (strip.height / 3).min(5);
    (
        Rect { height: each, ..strip },
        Rect { y: strip.bottom().saturating_sub(each), height: each, ..strip },
    )
}

impl Layout {
    /// The columns of text, when `shown` is the language of the only one.
    pub(super) fn columns(&self, shown: Language) -> Vec<Column> {
        const GAP: u16 = 3;
        let room = self.text.width.saturating_sub(GUTTER);
        if !self.both {
            return vec![Column { language: shown, x: GUTTER, width: room.max(1) }];
        }
        let width = room.saturating_sub(GAP) / 2;
        vec![
            Column { language: Language::Kk, x: GUTTER, width },
            Column { language: Language::Ru, x: GUTTER + width + GAP, width },
        ]
    }
}

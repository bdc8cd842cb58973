//! Moving through the text: by clause, by page, by row, to a place.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{
    Msg, Reader,
    flow::{Flow, Place},
    layout::{Column, lay_out},
};
use crate::app::{chrome, shared::Shared};

/// Rows a turn of the wheel moves.
const WHEEL: u16 = 3;

impl Reader {
    /// The columns of text and the rows of the window in this area.
    pub(super) fn window(&self, shared: &Shared, area: Rect) -> (Vec<Column>, u16) {
        let layout = lay_out(area);
        (layout.columns(self.shown(shared)), layout.text.height)
    }

    /// Carries out a motion.
    pub(super) fn go(&mut self, shared: &mut Shared, msg: Msg) {
        let area = chrome::lay_out(shared).body;
        let (columns, window) = self.window(shared, area);
        let agreement = Arc::clone(&shared.facts.agreement);
        let flow = Flow::new(&agreement, &columns, &self.wrapped);
        self.wrapped = Arc::clone(&flow.wrapped);
        let top = self.top.unwrap_or_default();
        let cursor = shared.visit.reading.cursor;
        let last = agreement.blocks().len().saturating_sub(1);
        // A page keeps one row of the one before, so that the eye finds its place.
        let page = window.saturating_sub(1).max(1);
        match msg {
            Msg::Step(down) => self.step(shared, &flow, window, down),
            Msg::Page(true) => self.scroll(shared, &flow, window, flow.forward(top, page), true),
            Msg::Page(false) => self.scroll(shared, &flow, window, flow.back(top, page), false),
            Msg::Scroll(true) => self.scroll(shared, &flow, window, flow.forward(top, WHEEL), true),
            Msg::Scroll(false) => self.scroll(shared, &flow, window, flow.back(top, WHEEL), false),
            Msg::ToStart => self.open(shared, &flow, window, 0),
            Msg::ToEnd => self.open(shared, &flow, window, last),
            Msg::Open(block) => self.open(shared, &flow, window, block.min(last)),
            Msg::FirstUnseen => {
                if let Some(block) = shared.visit.reading.first_unseen(&agreement) {
                    self.open(shared, &flow, window, block);
                }
            }
            Msg::Point(block) => shared.visit.reading.cursor = block.min(last),
            Msg::Swap => {
                // The clause stays on its row.
                let above = flow.distance(top, cursor).unwrap_or(0);
                let swapped = (self.swapped != Some(shared.language)).then_some(shared.language);
                self.swapped = swapped;
                let (columns, window) = self.window(shared, area);
                let flow = Flow::new(&agreement, &columns, &self.wrapped);
                self.wrapped = Arc::clone(&flow.wrapped);
                let top = flow.back(Place { block: cursor, row: 0 }, above);
                self.top = Some(flow.clamp(top, window));
            }
            _ => {}
        }
    }

    /// The block becomes the current one and begins the window, as far as the end allows.
    fn open(&mut self, shared: &mut Shared, flow: &Flow<'_>, window: u16, block: usize) {
        shared.visit.reading.cursor = block;
        self.top = Some(flow.clamp(Place { block, row: 0 }, window));
    }

    /// The next clause, or the one before; one row at a time through a clause that does not fit.
    fn step(&mut self, shared: &mut Shared, flow: &Flow<'_>, window: u16, down: bool) {
        let top = self.top.unwrap_or_default();
        let cursor = shared.visit.reading.cursor;
        let place = flow.visible(top, window).into_iter().find(|(block, ..)| *block == cursor);
        let hangs = place.is_some_and(|(_, y, rows)| {
            let end = y + i32::from(rows.height()) - 1;
            if down { end > i32::from(window) } else { y < 0 }
        });
        if hangs {
            let to = if down { flow.forward(top, 1) } else { flow.back(top, 1) };
            let moved = flow.clamp(to, window);
            if moved != top {
                self.top = Some(moved);
                return;
            }
        }
        let last = flow.agreement.blocks().len().saturating_sub(1);
        let next = if down { (cursor + 1).min(last) } else { cursor.saturating_sub(1) };
        shared.visit.reading.cursor = next;
        let mut top = flow.reveal(top, next, window);
        if !down && next < cursor {
            // Going up into a clause taller than the window, one comes upon its end.
            let end = flow.back(Place { block: cursor, row: 0 }, window.saturating_add(1));
            if end.block == next && end.row > 0 {
                top = flow.clamp(end, window);
            }
        }
        self.top = Some(top);
    }

    /// Moves the window; the current clause follows into it.
    fn scroll(&mut self, shared: &mut Shared, flow: &Flow<'_>, window: u16, to: Place, down: bool) {
        let before = self.top.unwrap_or_default();
        let top = flow.clamp(to, window);
        self.top = Some(top);
        let shown = flow.visible(top, window);
        let whole = |y: i32, height: u16| y >= 0 && y + i32::from(height) - 1 <= i32::from(window);
        let cursor = shared.visit.reading.cursor;
        let stays = shown.iter().any(|(block, ..)| *block == cursor);
        let edge = top == before; // nothing moved: the first or the last clause is meant
        let found = if edge && down {
            shown.last()
        } else if edge || !stays {
            shown.iter().find(|(_, y, rows)| whole(*y, rows.height())).or(shown.first())
        } else {
            None
        };
        if let Some((block, ..)) = found {
            shared.visit.reading.cursor = *block;
        }
    }

    /// After any change of size, language or state: a place that exists, with the current clause in
    /// the window.
    pub(super) fn settle_place(&mut self, shared: &mut Shared, area: Rect) {
        let (columns, window) = self.window(shared, area);
        let agreement = Arc::clone(&shared.facts.agreement);
        let flow = Flow::new(&agreement, &columns, &self.wrapped);
        self.wrapped = Arc::clone(&flow.wrapped);
        let last = agreement.blocks().len().saturating_sub(1);
        let cursor = shared.visit.reading.cursor.min(last);
        shared.visit.reading.cursor = cursor;
        let top = flow.clamp(self.top.unwrap_or(Place { block: cursor, row: 0 }), window);
        let is_shown = flow.visible(top, window).iter().any(|(block, ..)| *block == cursor);
        self.top = Some(if is_shown || window == 0 {
            top
        } else {
            flow.clamp(Place { block: cursor, row: 0 }, window)
        });
    }
}

//! Draws the model.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    chrome, look::Look, model::Model, over, screen::Screen as _, screens::with_screen, theme::Role,
};

/// Draws everything into the buffer; returns where the text cursor stands, if anywhere. Pure.
pub fn view(model: &Model, look: &Look, buf: &mut Buffer) -> Option<Position> {
    let shared = &model.shared;
    let screen = Rect::new(0, 0, shared.size.width, shared.size.height).intersection(buf.area);
    buf.set_style(screen, look.style(Role::Text));
    if chrome::is_too_small(shared) {
        chrome::draw_too_small(shared, look, buf);
        return None;
    }
    let around = chrome::lay_out(shared);
    let cursor = with_screen!(&model.screen, |it, wrap| {
        chrome::draw(shared, look, &around, it.step(), &it.bindings(shared), buf);
        it.view(shared, look, around.body, buf)
    });
    chrome::desk::draw_copied(shared, look, around.body, buf);
    match &model.over {
        Some(over) => over::draw(model, over, look, screen, buf),
        None => cursor,
    }
}

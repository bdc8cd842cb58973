//! Pieces of screens: each draws into a buffer, inside its own rectangle, and nothing else.

mod banner;
mod button;
mod checks;
mod columns;
mod dialog;
mod field;
mod figures;
mod gauge;
mod keyboard;
mod keypad;
mod label;
mod months;
mod pairs;
mod paragraph;
mod qr;
mod signed;
mod stages;
mod trouble;

pub use banner::banner;
pub use button::{button, frame, tile};
pub use checks::{checks, first_failed};
pub use columns::columns;
pub use dialog::{dialog, dialog_area, dialog_inside};
pub use field::field;
pub use figures::{figures, figures_width};
pub use gauge::gauge;
pub use keyboard::{Letter, draw_keyboard, keyboard};
pub use keypad::{Pad, draw_keypad, keypad};
pub use label::{centred, flush, label};
pub use months::{Column, months};
pub use pairs::{pairs, pairs_height};
pub use paragraph::paragraph;
pub use qr::{qr, qr_area, qr_left};
pub use signed::signed;
pub use stages::stages;
pub use trouble::trouble;

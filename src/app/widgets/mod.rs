//! Pieces of screens: each draws into a buffer, inside its own rectangle, and nothing else.

mod button;
mod dialog;
mod label;
mod paragraph;

pub use button::{button, tile};
pub use dialog::dialog;
pub use label::{centred, label};
pub use paragraph::paragraph;

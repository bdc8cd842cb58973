//! An amount that moves a balance.

use ratatui::{buffer::Buffer, layout::Rect};

use super::flush;
use crate::{
    app::{look::Look, theme::Role},
    domain::Tenge,
};

/// Writes the amount at the right with its sign; what came in is marked `+` and quietly coloured.
/// Every amount ends in the same columns, so the decimals stand below one another.
pub fn signed(buf: &mut Buffer, area: Rect, amount: Tenge, look: &Look) {
    if amount.tiyn() > 0 {
        flush(buf, area, &format!("+{amount}"), look.style(Role::Good));
    } else {
        flush(buf, area, &amount.to_string(), look.style(Role::Text));
    }
}

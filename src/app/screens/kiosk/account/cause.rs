//! Why an account is stopped, in plain words with the clause, and what to do (D5).

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    api::AccountView,
    app::{look::Look, shared::Shared, theme::Role, widgets::paragraph},
    domain::{Block, Cause},
    text::{
        Phrase,
        phrases::{self, account},
    },
};

/// The state, and the clause that gives the operator the power.
pub(super) fn title_of(stopped: &AccountView, state: &Phrase) -> Phrase {
    match &stopped.cause {
        Some(cause) => account::stopped_under(state.clone(), cause.power().label()),
        None => state.clone(),
    }
}

/// Draws the panel: cause, next step, the clause as the agreement has it.
///
/// ```text
/// cause in plain words
///
/// What to do: …
///
/// 4.7. the clause's own text
/// ```
pub(super) fn draw(
    stopped: &AccountView,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let mut at = area;
    let mut write = |text: &str, role: Role| {
        let used = paragraph(buf, at, text, look.style(role));
        at = Rect { y: at.y.saturating_add(used), height: at.height.saturating_sub(used), ..at };
    };
    let gap = if area.height >= 12 { "\n" } else { "" };
    let cause = stopped.cause.as_ref();
    if let Some(cause) = cause {
        write(&format!("{}{gap}", look.say(&phrases::cause(cause))), Role::Text);
    }
    write(&format!("{}{gap}", look.say(&phrases::cause_next(cause))), Role::Accent);
    let Some(breach) = cause.and_then(Cause::breach) else { return };
    write(&look.say(&account::clause_says(breach.label())), Role::Muted);
    let item = format!("{}-", breach.0); // a clause is quoted with its sub-items
    let quoted = |block: &&Block| block.id == *breach || block.id.0.starts_with(&item);
    for block in shared.facts.agreement.blocks().iter().filter(quoted) {
        write(block.text(look.language), Role::Text);
    }
}

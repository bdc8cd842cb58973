//! Why an account is stopped, in plain words with the clause, and what to do (D5).

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    api::AccountView,
    app::{look::Look, shared::Shared, theme::Role, widgets::paragraph},
    domain::{Block, Cause},
    text::{Phrase, phrases::account},
};

/// The cause in plain words.
fn plain_words(cause: &Cause) -> Phrase {
    match cause.breach().map(|clause| clause.0.as_str()) {
        None => account::cause_technical(),
        Some("3.4.1") => account::cause_services(),
        Some("3.4.2") => account::cause_information(),
        Some("3.4.3") => account::cause_law(),
        Some("3.4.4") => account::cause_comments(),
        Some("3.4.5") => account::cause_identity(),
        Some("3.4.6") => account::cause_forbidden(),
        Some("4.6") => account::cause_data(),
        Some("4.7") => account::cause_obligations(),
        Some("4.8") => account::cause_third_parties(),
        Some(_) => account::cause_other(),
    }
}

/// What the citizen can do about it.
fn next_step(cause: Option<&Cause>) -> Phrase {
    match cause.and_then(Cause::breach).map(|clause| clause.0.as_str()) {
        Some("3.4.2" | "4.6") => account::do_data(),
        Some("4.7") => account::do_obligations(),
        Some("3.4.5" | "4.8") => account::do_third_parties(),
        _ => account::do_ask(),
    }
}

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
        write(&format!("{}{gap}", look.say(&plain_words(cause))), Role::Text);
    }
    write(&format!("{}{gap}", look.say(&next_step(cause))), Role::Accent);
    let Some(breach) = cause.and_then(Cause::breach) else { return };
    write(&look.say(&account::clause_says(breach.label())), Role::Muted);
    let item = format!("{}-", breach.0); // a clause is quoted with its sub-items
    let quoted = |block: &&Block| block.id == *breach || block.id.0.starts_with(&item);
    for block in shared.facts.agreement.blocks().iter().filter(quoted) {
        write(block.text(look.language), Role::Text);
    }
}

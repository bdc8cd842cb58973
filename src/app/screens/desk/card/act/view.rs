//! Draws the dialog of an action.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Act, Step, name, reason_words};
use crate::{
    api::staff::{ActionKind, Preview, RestoreReason},
    app::{
        fetched::Fetched,
        keymap::Binding,
        look::Look,
        screens::desk::{
            cause,
            deed::Deed,
            sheet::{self, Part},
        },
        shared::Shared,
        theme::Role,
        trouble::Trouble,
    },
    text::phrases::{act, card},
};

/// Draws it in the middle of the card; returns where the text cursor stands.
pub(in crate::app::screens::desk::card) fn draw<M>(
    it: &Act,
    keys: &[Binding<M>],
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let title = format!(
        "{} · {}",
        look.say(&name(it.kind)),
        look.say(&card::account(it.account.to_string()))
    );
    sheet::draw(&title, parts(it, shared, look), keys, look, area, buf)
}

fn parts(it: &Act, shared: &Shared, look: &Look) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(changed) = &it.changed {
        parts.push(Part::Words(look.say(changed), Role::Warning));
        parts.push(Part::Gap);
    }
    match &it.step {
        Step::Choice => parts.extend(choices(it, shared, look)),
        Step::Case | Step::Note => {
            parts.push(Part::Words(chosen(it, shared, look), Role::Muted));
            parts.push(Part::Gap);
            parts.extend(fields(it, look));
        }
        Step::Preview => parts.extend(preview(it, shared, look)),
        Step::Doing(deed) => {
            parts.push(Part::Words(summary(it, shared, look), Role::Text));
            parts.push(Part::Gap);
            let (words, role) = progress(deed, look);
            parts.push(Part::Words(words, role));
        }
    }
    if let Some(fault) = &it.fault {
        parts.push(Part::Gap);
        parts.push(Part::Words(format!("✗ {}", look.say(fault)), Role::Bad));
    }
    if let Some(failure) = &it.refused {
        parts.push(Part::Gap);
        parts.extend(sheet::trouble(&Trouble::from(failure), look));
    }
    parts
}

/// How far the deed has come.
pub(in crate::app::screens::desk::card) fn progress(deed: &Deed, look: &Look) -> (String, Role) {
    if deed.is_held() {
        (look.say(&act::held()), Role::Warning)
    } else if deed.is_unknown() {
        (look.say(&act::unknown()), Role::Bad)
    } else if deed.is_doubtful() {
        (look.say(&act::doubtful(deed.tries())), Role::Warning)
    } else {
        (look.say(&act::doing()), Role::Accent)
    }
}

fn choices(it: &Act, shared: &Shared, look: &Look) -> Vec<Part> {
    let heading = match it.kind {
        ActionKind::Restore => act::step_reason(),
        ActionKind::Block | ActionKind::StopAccess => act::step_cause(),
    };
    let words: Vec<String> = match it.kind {
        ActionKind::Restore => {
            RestoreReason::ALL.iter().map(|reason| look.say(&reason_words(*reason))).collect()
        }
        ActionKind::Block | ActionKind::StopAccess => {
            it.causes().iter().map(|cause| first_words(cause, shared, look)).collect()
        }
    };
    let choice = |(place, words): (usize, String)| Part::Choice {
        digit: place + 1,
        words,
        chosen: it.choice == Some(place),
    };
    let heading = Part::Words(look.say(&heading), Role::Title);
    [heading].into_iter().chain(words.into_iter().enumerate().map(choice)).collect()
}

/// The beginning of the breached clause, as the citizen reads it.
fn first_words(it: &crate::domain::Cause, shared: &Shared, look: &Look) -> String {
    match it.breach() {
        Some(breach) => {
            let text = cause::text(shared, breach, look.language);
            text.lines().next().unwrap_or_default().to_owned()
        }
        None => look.say(&act::technical()),
    }
}

/// What was chosen.
fn chosen(it: &Act, shared: &Shared, look: &Look) -> String {
    match it.kind {
        ActionKind::Restore => {
            it.reason().map(|reason| look.say(&reason_words(reason))).unwrap_or_default()
        }
        ActionKind::Block | ActionKind::StopAccess => it
            .cause()
            .map(|cause| match cause.breach() {
                Some(_) => first_words(&cause, shared, look),
                None => look.say(&cause::short(&cause)),
            })
            .unwrap_or_default(),
    }
}

/// Reason or clause, case and note in one text.
fn summary(it: &Act, shared: &Shared, look: &Look) -> String {
    let reason = match it.cause() {
        Some(cause) if it.kind != ActionKind::Restore => look.say(&cause::short(&cause)),
        _ => chosen(it, shared, look),
    };
    let case = look.say(&card::case(it.case.text().into()));
    match it.note.text() {
        "" => format!("{reason} · {case}"),
        note => format!("{reason} · {case} · «{}»", crate::domain::SafeText::new(note)),
    }
}

fn fields(it: &Act, look: &Look) -> Vec<Part> {
    let field = |name, text: &super::Typed, focused| Part::Field {
        name,
        text: crate::domain::SafeText::new(text.raw()).to_string(),
        focused,
    };
    let mut parts = vec![field(look.say(&act::case()), &it.case, it.step == Step::Case)];
    if it.step == Step::Note {
        parts.push(field(look.say(&act::note()), &it.note, true));
        let left = look.say(&card::left(it.note.left()));
        parts.push(Part::Words(
            format!("{} · {left}", look.say(&act::note_optional())),
            Role::Muted,
        ));
    }
    parts
}

fn preview(it: &Act, shared: &Shared, look: &Look) -> Vec<Part> {
    let summary = Part::Words(summary(it, shared, look), Role::Text);
    match &it.preview {
        Fetched::Here(seen) if it.stale.is_none() => {
            let mut parts = vec![change(seen, look), summary, Part::Gap];
            parts.push(Part::Words(look.say(&act::citizen_reads()), Role::Muted));
            for text in [&seen.notice.kk, &seen.notice.ru] {
                parts.push(Part::Words(format!("«{text}»"), Role::Text));
                parts.push(Part::Gap);
            }
            parts.pop();
            parts
        }
        Fetched::Failed(failure) => {
            [summary].into_iter().chain(sheet::trouble(&Trouble::from(failure), look)).collect()
        }
        _ => vec![summary, Part::Words(look.say(&act::preview_loading()), Role::Muted)],
    }
}

fn change(seen: &Preview, look: &Look) -> Part {
    let words = act::change(cause::state(seen.before), cause::state(seen.after));
    Part::Words(look.say(&words), Role::Title)
}

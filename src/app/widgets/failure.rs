//! A call that failed, in place: what happened, what to do, and its code for the operator.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{label, paragraph};
use crate::{
    api::Failure,
    app::{look::Look, theme::Role},
    text::{Arg, Phrase, phrases},
};

/// The sentence of a failure, and its next step. The portal's own words where it gave some.
#[must_use]
pub fn words_of(failure: &Failure) -> (Phrase, Phrase) {
    use phrases::failure as say;
    match failure {
        Failure::Refused(problem) if problem.title.kk.as_str().is_empty() => {
            (phrases::problem(problem.code), phrases::problem_next(problem.code))
        }
        Failure::Refused(problem) => {
            let words = |text: &crate::domain::Trilingual| Arg::Trilingual(Box::new(text.clone()));
            (say::portal_says(words(&problem.title)), say::portal_says(words(&problem.next_step)))
        }
        Failure::Unreachable => (say::unreachable(), say::unreachable_next()),
        Failure::TimedOut => (say::timed_out(), say::timed_out_next()),
        Failure::BadAnswer => (say::bad_answer(), say::bad_answer_next()),
        Failure::Device => (phrases::over::this_device(), phrases::over::this_device_words()),
        Failure::NoSession => (say::no_session(), say::no_session_next()),
    }
}

/// The stable code an operator asks for (`portal forbidden`, `link timed-out`).
#[must_use]
pub fn code_of(failure: &Failure) -> String {
    match failure {
        Failure::Refused(problem) => format!("portal {}", problem.code.code()),
        Failure::Unreachable => "link unreachable".to_owned(),
        Failure::TimedOut => "link timed-out".to_owned(),
        Failure::BadAnswer => "link bad-answer".to_owned(),
        Failure::Device => "device unknown".to_owned(),
        Failure::NoSession => "portal no-session".to_owned(),
    }
}

/// Writes the failure from the top of the rectangle; returns the rows used.
///
/// ```text
/// what happened
/// what to do
/// code
/// ```
pub fn failure(buf: &mut Buffer, area: Rect, failure: &Failure, look: &Look) -> u16 {
    let below = |used: u16| Rect {
        y: area.y.saturating_add(used),
        height: area.height.saturating_sub(used),
        ..area
    };
    let (what, next) = words_of(failure);
    let mut used = paragraph(buf, area, &look.say(&what), look.style(Role::Bad));
    used += paragraph(buf, below(used), &look.say(&next), look.style(Role::Text));
    label(buf, below(used), &code_of(failure), look.style(Role::Muted));
    used.saturating_add(1).min(area.height)
}

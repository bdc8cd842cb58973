//! What members of staff type: case numbers and notes.
//!
//! Colleagues read it unmasked, so an IIN or a BIN has no place in it.

use crate::{
    api::ProblemCode,
    domain::{Number, SafeText},
    portal::service::Refusal,
};

/// Characters of a case's number at most.
const LONGEST_CASE: usize = 40;
/// Characters of a note at most.
const LONGEST_NOTE: usize = 1_000;

/// A case's number: 1–40 characters.
///
/// # Errors
/// `bad-value` for another length or a person's number in it.
pub(super) fn case(typed: &str) -> Result<SafeText, Refusal> {
    words(typed, 1, LONGEST_CASE)
}

/// A note beside an act: at most 1,000 characters, or nothing.
///
/// # Errors
/// `bad-value`, like [`case`].
pub(super) fn remark(typed: &str) -> Result<SafeText, Refusal> {
    words(typed, 0, LONGEST_NOTE)
}

/// A note of its own: 1–1,000 characters.
///
/// # Errors
/// `bad-value`, like [`case`].
pub(super) fn note(typed: &str) -> Result<SafeText, Refusal> {
    words(typed, 1, LONGEST_NOTE)
}

fn words(typed: &str, least: usize, most: usize) -> Result<SafeText, Refusal> {
    let typed = typed.trim();
    let fits = (least..=most).contains(&typed.chars().count());
    if fits && !names_somebody(typed) {
        Ok(SafeText::new(typed))
    } else {
        Err(ProblemCode::BadValue.into())
    }
}

/// True when twelve digits of it are an IIN or a BIN: anywhere in one group of digits, or in whole
/// groups beside each other (`850314 201372`).
fn names_somebody(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || is_gap(c))).any(|run| {
        let groups: Vec<&str> = run.split(is_gap).filter(|group| !group.is_empty()).collect();
        let within = groups.iter().any(|group| {
            (12..=group.len()).any(|end| group.get(end - 12..end).is_some_and(is_somebodys))
        });
        let across = (0..groups.len()).any(|first| {
            // Twelve groups of one digit each are the most that make a number.
            (first..groups.len()).take(12).any(|last| {
                groups.get(first..=last).is_some_and(|groups| is_somebodys(&groups.concat()))
            })
        });
        within || across
    })
}

/// What people write between groups of digits.
fn is_gap(c: char) -> bool {
    " -\u{a0}\u{202f}".contains(c)
}

fn is_somebodys(digits: &str) -> bool {
    has_month(digits) && Number::parse(digits).is_ok()
}

/// An IIN begins with the day of birth and a BIN with the month of registration, both after the
/// year: what has no month there is a case's number whose last digit happens to fit.
fn has_month(digits: &str) -> bool {
    digits.get(2..4).and_then(|month| month.parse().ok()).is_some_and(|it| (1..=12).contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_person_is_no_part_of_a_note() {
        for typed in ["850314201372", "ИИН 850314 201372.", "x850-314-201-372y", "№1850314201372"]
        {
            assert!(note(typed).is_err(), "{typed}");
        }
        assert_eq!(
            note("  Позвонил, оплатил 20 000 ₸ \n").unwrap().as_str(),
            "Позвонил, оплатил 20 000 ₸"
        );
        assert!(note("CASE-2026-000000000001").is_ok(), "twelve digits that are nobody's");
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert!(case("").is_err() && case(" ").is_err());
        assert!(case(&"ә".repeat(40)).is_ok() && case(&"ә".repeat(41)).is_err());
        assert_eq!(remark(" ").unwrap().as_str(), "");
        assert!(remark(&"ә".repeat(1_000)).is_ok() && remark(&"ә".repeat(1_001)).is_err());
        assert!(note("").is_err());
    }
}

//! What people write into help requests, judged and made storable.

use crate::{
    api::ProblemCode,
    domain::{Email, Phone, SafeText},
};

/// The longest question, in characters.
const QUESTION: usize = 1_000;
/// The longest answer, in characters.
const ANSWER: usize = 2_000;

/// A question: at most 1,000 characters, may be empty. Control characters become visible.
///
/// # Errors
/// `bad-value`.
pub(super) fn question(text: &str) -> Result<SafeText, ProblemCode> {
    let text = text.trim();
    if text.chars().count() > QUESTION {
        return Err(ProblemCode::BadValue);
    }
    Ok(SafeText::new(text))
}

/// An answer: 1–2,000 characters.
///
/// # Errors
/// `bad-value`.
pub(super) fn answer(text: &str) -> Result<SafeText, ProblemCode> {
    let text = text.trim();
    if !(1..=ANSWER).contains(&text.chars().count()) {
        return Err(ProblemCode::BadValue);
    }
    Ok(SafeText::new(text))
}

/// Where to write to: an e-mail, or a phone as people write it (`8 701 …`, `+7 (701) …`), in one
/// form.
///
/// # Errors
/// `bad-value`.
pub(super) fn contact(text: &str) -> Result<String, ProblemCode> {
    if let Some(email) = Email::parse(text.trim()) {
        return Ok(email.as_str().to_owned());
    }
    phone(text).map(|phone| phone.e164()).ok_or(ProblemCode::BadValue)
}

fn phone(text: &str) -> Option<Phone> {
    let mut digits = String::new();
    for c in text.trim().strip_prefix('+').unwrap_or(text.trim()).chars() {
        match c {
            ' ' | '-' | '(' | ')' | '\u{a0}' => {}
            c if c.is_ascii_digit() => digits.push(c),
            _ => return None,
        }
    }
    // At home people dial 8, from abroad 7, or write the ten digits alone.
    let national = match digits.len() {
        11 => digits.strip_prefix(['7', '8'])?,
        _ => &digits,
    };
    Phone::national(national)
}

/// A contact as staff see it: `+7 ··· ··· ·· 67`, `a···@example.kz`.
pub(super) fn masked(contact: &str) -> SafeText {
    let phone = Phone::parse(contact).map(|phone| phone.masked());
    let email = || Email::parse(contact).map(|email| email.masked());
    phone.or_else(email).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_one_however_it_is_written() {
        for written in ["+7 701 000 21 07", "8 (701) 000-21-07", "7010002107", "87010002107"] {
            assert_eq!(contact(written), Ok("+77010002107".to_owned()), "{written}");
        }
        assert_eq!(masked("+77010002107").as_str(), "+7 ··· ··· ·· 07");
        assert_eq!(contact(" Ainur@Example.kz "), Ok("Ainur@example.kz".to_owned()));
        assert_eq!(masked("Ainur@example.kz").as_str(), "A···@example.kz");
        for wrong in ["", "+", "701000210", "97010002107", "ainur", "a@b", "701000210٧", "+7+7"] {
            assert_eq!(contact(wrong), Err(ProblemCode::BadValue), "{wrong}");
        }
    }

    #[test]
    fn texts_have_their_lengths() {
        assert_eq!(question("").unwrap().as_str(), "");
        assert!(question(&"ә".repeat(1_000)).is_ok());
        assert_eq!(question(&"ә".repeat(1_001)), Err(ProblemCode::BadValue));
        assert_eq!(question("a\0b").unwrap().as_str(), "a⟨U+0000⟩b");
        assert_eq!(answer(" \n"), Err(ProblemCode::BadValue));
        assert!(answer(&"ә".repeat(2_000)).is_ok());
        assert_eq!(answer(&"ә".repeat(2_001)), Err(ProblemCode::BadValue));
    }
}

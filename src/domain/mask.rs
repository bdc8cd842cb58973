//! What staff see of a name by default (row D7): enough to recognise what somebody says, too little
//! to learn it.

/// Digits of an IIN or BIN, and how many of them staff see by default.
const NUMBER: usize = 12;
const SHOWN: usize = 4;

/// A name with the first letter of each word: `С*** А*** Б***`. The stars are always three, so that
/// they do not tell how long the word is.
#[must_use]
pub fn masked_name(name: &str) -> String {
    let word = |word: &str| word.chars().next().map(|first| format!("{first}***"));
    name.split_whitespace().filter_map(word).collect::<Vec<_>>().join(" ")
}

/// A text with every IIN and BIN hidden: of twelve digits in a row or more, however they are
/// grouped by single spaces and hyphens, the last four stay. Shorter numbers (accounts, cases,
/// phones) stay as they are.
#[must_use]
pub fn masked_numbers(text: &str) -> String {
    let mut out: Vec<char> = text.chars().collect();
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=out.len() {
        match out.get(at) {
            Some(c) if c.is_ascii_digit() => run.push(at),
            Some(' ' | '\u{a0}' | '-') if run.last().is_some_and(|last| last + 1 == at) => {}
            _ => {
                if run.len() >= NUMBER {
                    for hidden in &run[..run.len() - SHOWN] {
                        out[*hidden] = '·';
                    }
                }
                run.clear();
            }
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_a_sentence_shows_its_last_four_digits() {
        let masked = masked_numbers("ИИН 850314201372, шот 4417");
        assert_eq!(masked, "ИИН ········1372, шот 4417");
        assert_eq!(masked_numbers("8503-1420 1372."), "····-···· 1372.");
        assert_eq!(masked_numbers("850314201372"), "········1372");
        assert_eq!(masked_numbers("850314201372 4417"), "············ 4417");
        for whole in ["+7 700 010 00 00", "", "2026-000123"] {
            assert_eq!(masked_numbers(whole), whole);
        }
    }

    #[test]
    fn enough_to_recognise_and_too_little_to_learn() {
        assert_eq!(masked_name("СЕРІКҚАЛИ АЙНҰР МАРАТҚЫЗЫ"), "С*** А*** М***");
        assert_eq!(masked_name("  Ә   "), "Ә***");
        assert_eq!(masked_name(""), "");
    }
}

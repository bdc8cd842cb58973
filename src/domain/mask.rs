//! What staff see of a name by default (row D7): enough to recognise what somebody says, too little
//! to learn it.

/// A name with the first letter of each word: `С*** А*** Б***`. The stars are always three, so that
/// they do not tell how long the word is.
#[must_use]
pub fn masked_name(name: &str) -> String {
    let word = |word: &str| word.chars().next().map(|first| format!("{first}***"));
    name.split_whitespace().filter_map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_to_recognise_and_too_little_to_learn() {
        assert_eq!(masked_name("СЕРІКҚАЛИ АЙНҰР МАРАТҚЫЗЫ"), "С*** А*** М***");
        assert_eq!(masked_name("  Ә   "), "Ә***");
        assert_eq!(masked_name(""), "");
    }
}

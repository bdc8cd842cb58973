//! What staff see of personal data by default (row D7): enough to recognise what somebody says, too
//! little to learn it.

/// A name with the first letter of each word: `С*** А*** Б***`. The stars are always three, so that
/// they do not tell how long the word is.
#[must_use]
pub fn masked_name(name: &str) -> String {
    let word = |word: &str| word.chars().next().map(|first| format!("{first}***"));
    name.split_whitespace().filter_map(word).collect::<Vec<_>>().join(" ")
}

/// A phone (E.164) with its last two digits: `+7 ··· ··· ·· 67`.
#[must_use]
pub fn masked_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let tail: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
    let country = if digits.first() == Some(&'7') { "+7 " } else { "" };
    format!("{country}··· ··· ·· {tail}")
}

/// An e-mail with the first letter and the domain: `a···@example.kz`.
#[must_use]
pub fn masked_email(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((user, domain)) => {
            let first: String = user.chars().take(1).collect();
            format!("{first}···@{domain}")
        }
        None => "···".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_to_recognise_and_too_little_to_learn() {
        assert_eq!(masked_name("СЕРІКҚАЛИ АЙНҰР МАРАТҚЫЗЫ"), "С*** А*** М***");
        assert_eq!(masked_name("  Ә   "), "Ә***");
        assert_eq!(masked_name(""), "");
        assert_eq!(masked_phone("+77010000067"), "+7 ··· ··· ·· 67");
        assert_eq!(masked_phone("1"), "··· ··· ·· 1");
        assert_eq!(masked_email("aigul@example.kz"), "a···@example.kz");
        assert_eq!(masked_email("@example.kz"), "···@example.kz");
        assert_eq!(masked_email("nothing"), "···");
    }
}

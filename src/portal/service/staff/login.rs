//! The form of a login: it begins with a letter, so it can be nobody's IIN.

/// The login that was meant: 2–32 of small Latin letters, digits, dots and hyphens, a letter first.
/// None for anything else.
pub(in crate::portal) fn read(typed: &str) -> Option<String> {
    let login = typed.trim().to_ascii_lowercase();
    let fits = (2..=32).contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_lowercase())
        && login.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    fits.then_some(login)
}

/// Names by which the log tells who is no member of staff, and that nobody may pass for.
const RESERVED: [&str; 12] = [
    "anonymous",
    "citizen",
    "device",
    "kezekte",
    "nobody",
    "operator",
    "portal",
    "provider",
    "root",
    "staff",
    "system",
    "user",
];

/// Whether a new member may have this login. Those who have one already keep it.
pub(in crate::portal) fn is_reserved(login: &str) -> bool {
    RESERVED.contains(&login)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_no_number_of_a_person() {
        for (typed, read_as) in [
            (" A.Sultan ", Some("a.sultan")),
            ("d2-e", Some("d2-e")),
            ("900101300017", None),
            ("a", None),
            ("", None),
            ("айгүл", None),
            ("a b", None),
            ("a\u{1b}[2J", None),
        ] {
            assert_eq!(read(typed).as_deref(), read_as, "{typed:?}");
        }
        assert_eq!(read(&"a".repeat(33)), None);
    }
}

//! The texts every package carries: how to check it, for people, and a script that does.
//!
//! They hold no value of any package, so they are judged by being known: a script that was changed
//! on the way is told before somebody runs it. A text once released is never changed; a new one
//! gets a folder of its own and stands beside the old ones here.

/// The texts that are packed now, by name.
pub const PACKED: [(&str, &str); 3] = [
    ("README.kk.txt", include_str!("../../assets/evidence/1/README.kk.txt")),
    ("README.ru.txt", include_str!("../../assets/evidence/1/README.ru.txt")),
    ("check.sh", include_str!("../../assets/evidence/1/check.sh")),
];

/// True when a file of this name had these octets in some release.
#[must_use]
pub fn is_known(name: &str, octets: &[u8]) -> bool {
    PACKED.iter().any(|(known, text)| *known == name && text.as_bytes() == octets)
}

//! A value nobody may print.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::{Zeroize, Zeroizing};

/// A secret string (IIN while typed, password, claim, session token).
///
/// It is wiped when dropped, `Debug` prints dots, and `Serialize` writes only the name of its
/// slot (`$password`), so a journal or a log can never contain the value.
#[derive(Clone, Default)]
pub struct Secret {
    slot: &'static str,
    value: Zeroizing<String>,
}

impl Secret {
    /// A secret for the named slot (`"iin"`, `"password"`, `"claim"`, `"session"`).
    #[must_use]
    pub fn new(slot: &'static str, value: impl Into<String>) -> Self {
        Self { slot, value: Zeroizing::new(value.into()) }
    }

    /// The value itself. Call it where the value is used, never to store it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.value
    }

    /// Appends one character.
    pub fn push(&mut self, c: char) {
        // A growing String leaves its old buffer behind unwiped, so room is taken once.
        if self.value.capacity() < self.value.len() + c.len_utf8() {
            let mut wider = String::with_capacity((self.value.len() + 4) * 2 + 32);
            wider.push_str(&self.value);
            self.value = Zeroizing::new(wider);
        }
        self.value.push(c);
    }

    /// Removes the last character.
    pub fn pop(&mut self) -> Option<char> {
        self.value.pop()
    }

    /// Wipes the value in place.
    pub fn wipe(&mut self) {
        self.value.zeroize();
    }

    /// Length in characters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.value.chars().count()
    }

    /// True when nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// The slot's name.
    #[must_use]
    pub fn slot(&self) -> &'static str {
        self.slot
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("••••")
    }
}

/// Equality is by value and not constant-time: it serves tests and model comparison, never
/// authentication.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        *self.value == *other.value
    }
}
impl Eq for Secret {}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("${}", self.slot))
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new("secret", String::deserialize(deserializer)?))
    }
}

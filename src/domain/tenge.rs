//! Money.

use serde::{Deserialize, Serialize};

/// An amount of money in whole tiyn (1 ₸ = 100 tiyn). Never a float.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Tenge(i64);

impl Tenge {
    /// From whole tiyn.
    #[must_use]
    pub const fn from_tiyn(tiyn: i64) -> Self {
        Self(tiyn)
    }

    /// Whole tiyn.
    #[must_use]
    pub const fn tiyn(self) -> i64 {
        self.0
    }

    /// The sum, or nothing when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// `1 234 ₸`, with tiyn only where there are any.
    #[must_use]
    pub fn short(self) -> String {
        let text = self.to_string();
        match text.strip_suffix(",00\u{a0}₸") {
            Some(whole) => format!("{whole}\u{a0}₸"),
            None => text,
        }
    }

    /// The opposite amount, or nothing when it does not fit.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }
}

/// `1 234 567,89 ₸` with no-break spaces (U+00A0), `−` (U+2212) before a negative amount.
impl std::fmt::Display for Tenge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(f, "{sign}{},{:02}\u{a0}₸", group(magnitude / 100), magnitude % 100)
    }
}

/// Decimal digits in threes, apart by U+00A0.
#[must_use]
pub(crate) fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiyn_are_written_as_tenge() {
        assert_eq!(Tenge::from_tiyn(123_456_789).to_string(), "1\u{a0}234\u{a0}567,89\u{a0}₸");
        assert_eq!(Tenge::from_tiyn(-5).to_string(), "−0,05\u{a0}₸");
        assert_eq!(Tenge::from_tiyn(50_000_000).short(), "500\u{a0}000\u{a0}₸");
        assert_eq!(Tenge::from_tiyn(10_050).short(), "100,50\u{a0}₸");
        assert_eq!(Tenge::from_tiyn(i64::MIN).to_string().chars().next(), Some('−'));
    }
}

//! IIN and BIN: twelve digits that name a person or an organisation (Government resolution No. 406
//! of 2007-05-22).
//!
//! What a person types is judged ([`Number::parse`]); what the certification authority wrote into a
//! certificate is taken as it is ([`Iin::certified`]), because the authority's own numbers need not
//! satisfy the check digit.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Individual identification number: twelve ASCII digits. `Debug` shows the last four only.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Iin([u8; 12]);

/// Business identification number: twelve ASCII digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bin([u8; 12]);

/// Whose number it is. On the wire the kind is explicit (`{"iin": "…"}`): the digits alone do not
/// tell it for the numbers in НУЦ РК's test certificates.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Number {
    /// A person's.
    Iin(Iin),
    /// An organisation's.
    Bin(Bin),
}

/// What is wrong with typed digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NumberFault {
    /// Not twelve digits yet; this many are there.
    #[error("{0} of 12 digits")]
    Length(u8),
    /// Something other than a digit.
    #[error("something other than a digit")]
    NotDigits,
    /// Twelve zeros, which pass the arithmetic and name nobody.
    #[error("all zeros")]
    AllZeros,
    /// The fifth digit or the seventh is outside its list.
    #[error("no such kind of number")]
    Kind,
    /// The check digit does not fit.
    #[error("wrong check digit")]
    CheckDigit,
}

/// A person's sex as the seventh digit of an IIN says it; unknown for foreigners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// Odd seventh digit.
    Male,
    /// Even seventh digit.
    Female,
}

/// Something odd about a number that is nevertheless a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberNote {
    /// The first six digits of an IIN are no date that exists. Numbers are not changed when a birth
    /// date is corrected (resolution No. 853 of 2013-08-26), so this never refuses a number.
    NoSuchBirthDate,
    /// The third and fourth digits of a BIN are no month.
    NoSuchMonth,
}

/// The digit a typed character stands for: an ASCII digit, or the letter that the Kazakh keyboard
/// layout has on the digit's key (`"әіңғ,.үұқ` for `1234567890`).
#[must_use]
pub fn digit(typed: char) -> Option<char> {
    const KAZAKH_LAYOUT: [(char, char); 10] = [
        ('"', '1'),
        ('ә', '2'),
        ('і', '3'),
        ('ң', '4'),
        ('ғ', '5'),
        (',', '6'),
        ('.', '7'),
        ('ү', '8'),
        ('ұ', '9'),
        ('қ', '0'),
    ];
    if typed.is_ascii_digit() {
        return Some(typed);
    }
    KAZAKH_LAYOUT.iter().find(|(letter, _)| *letter == typed).map(|(_, digit)| *digit)
}

impl Number {
    /// Reads twelve typed digits and judges them, in the order of [`NumberFault`]'s variants:
    /// length, anything but digits, all zeros, kind, check digit. Spaces are the caller's to drop.
    ///
    /// The fifth digit tells whose number it is: 0–3 is the day's first digit of a birth date (an
    /// IIN), 4–6 the kind of organisation (a BIN). The seventh of an IIN is 0–6 (0 for foreigners,
    /// else century and sex). The sixth of a BIN is not judged: 0–2 are published, 3 and 4 seen.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(typed: &str) -> Result<Self, NumberFault> {
        let length = typed.chars().count();
        if length != 12 {
            return Err(NumberFault::Length(u8::try_from(length).unwrap_or(u8::MAX)));
        }
        let iin = Iin::certified(typed).ok_or(NumberFault::NotDigits)?;
        let digits = iin.0.map(|octet| octet - b'0');
        if digits == [0; 12] {
            return Err(NumberFault::AllZeros);
        }
        let number = match (digits[4], digits[6]) {
            (0..=3, 0..=6) => Self::Iin(iin),
            (4..=6, _) => Self::Bin(Bin(iin.0)),
            _ => return Err(NumberFault::Kind),
        };
        if check_digit(digits) == Some(digits[11]) {
            Ok(number)
        } else {
            Err(NumberFault::CheckDigit)
        }
    }

    /// What is odd about it without making it wrong.
    #[must_use]
    pub fn notes(&self) -> Vec<NumberNote> {
        let note = match self {
            // A foreigner's number says no century, so the date is tried in a leap year.
            Self::Iin(iin) => iin
                .date_in(iin.century().unwrap_or(2000))
                .is_none()
                .then_some(NumberNote::NoSuchBirthDate),
            Self::Bin(bin) => {
                (!(1..=12).contains(&two(&bin.0, 2))).then_some(NumberNote::NoSuchMonth)
            }
        };
        note.into_iter().collect()
    }

    /// The twelve digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        match self {
            Self::Iin(iin) => iin.digits(),
            Self::Bin(bin) => bin.digits(),
        }
    }

    /// `········1234`: the last four digits, which is all anybody sees by default.
    #[must_use]
    pub fn masked(&self) -> String {
        mask(self.digits())
    }
}

macro_rules! digits_of {
    ($name:ident) => {
        impl $name {
            /// Takes the number as the certification authority wrote it: twelve ASCII digits, no
            /// judgement of the check digit.
            #[must_use]
            pub fn certified(digits: &str) -> Option<Self> {
                let octets: [u8; 12] = digits.as_bytes().try_into().ok()?;
                octets.iter().all(u8::is_ascii_digit).then_some(Self(octets))
            }

            /// The twelve digits.
            #[must_use]
            pub fn digits(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default()
            }

            /// `········1234`.
            #[must_use]
            pub fn masked(&self) -> String {
                mask(self.digits())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.masked())
            }
        }

        /// The full number: it travels only where the contract needs it (the request to the
        /// portal, the document, the owner's own certificate).
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.digits())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let digits = String::deserialize(deserializer)?;
                Self::certified(&digits).ok_or_else(|| D::Error::custom("twelve digits are needed"))
            }
        }

        #[cfg(feature = "portal")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some("^[0-9]{12}$"))
                    .into()
            }
        }

        #[cfg(feature = "portal")]
        impl utoipa::ToSchema for $name {}
    };
}
digits_of!(Iin);
digits_of!(Bin);

impl Iin {
    /// The birth date its first seven digits give; none for a foreigner's number (the seventh digit
    /// is 0: no century) and for a date that does not exist.
    #[must_use]
    pub fn birth_date(&self) -> Option<NaiveDate> {
        self.date_in(self.century()?)
    }

    /// The sex its seventh digit gives; none for a foreigner's number.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        match self.0[6] {
            b'1' | b'3' | b'5' => Some(Sex::Male),
            b'2' | b'4' | b'6' => Some(Sex::Female),
            _ => None,
        }
    }

    /// The first year of the century the seventh digit gives.
    fn century(&self) -> Option<i32> {
        match self.0[6] {
            b'1' | b'2' => Some(1800),
            b'3' | b'4' => Some(1900),
            b'5' | b'6' => Some(2000),
            _ => None,
        }
    }

    fn date_in(&self, century: i32) -> Option<NaiveDate> {
        let [year, month, day] = [0, 2, 4].map(|at| two(&self.0, at));
        NaiveDate::from_ymd_opt(century + i32::from(year), u32::from(month), u32::from(day))
    }
}

/// The two-digit number at `at`.
fn two(octets: &[u8; 12], at: usize) -> u8 {
    match octets.get(at..at + 2) {
        Some([tens, ones]) => (tens - b'0') * 10 + (ones - b'0'),
        _ => 0,
    }
}

/// The check digit of the first eleven digits (resolution No. 406 of 2007-05-22): the weighted sum
/// modulo 11; when that is 10, once more with other weights; when it is 10 again the number is
/// never issued, and there is none.
fn check_digit(digits: [u8; 12]) -> Option<u8> {
    const FIRST: [u8; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const SECOND: [u8; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
    [FIRST, SECOND].into_iter().find_map(|weights| {
        let sum: u16 = weights.iter().zip(digits).map(|(w, d)| u16::from(w * d)).sum();
        u8::try_from(sum % 11).ok().filter(|remainder| *remainder < 10)
    })
}

fn mask(digits: &str) -> String {
    format!("········{}", digits.get(8..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(digits: &str) -> Result<&'static str, NumberFault> {
        Number::parse(digits).map(|number| match number {
            Number::Iin(_) => "iin",
            Number::Bin(_) => "bin",
        })
    }

    #[test]
    fn numbers_of_both_passes_are_accepted() {
        for iin in ["000101190001", "000101190011", "000101190021"] {
            assert_eq!(kind(iin), Ok("iin"), "{iin}, first pass");
        }
        for iin in ["000101190205", "000101190217", "000101190229"] {
            assert_eq!(kind(iin), Ok("iin"), "{iin}, second pass");
        }
        for bin in ["990140900004", "990140900014", "990140900507", "990140900519"] {
            assert_eq!(kind(bin), Ok("bin"), "{bin}");
        }
        // Public companies' numbers.
        for bin in ["000740000728", "080540010396", "180140005198"] {
            assert_eq!(kind(bin), Ok("bin"), "{bin}");
        }
    }

    #[test]
    fn a_number_that_is_never_issued_has_no_check_digit() {
        for stem in ["00010119028", "00010119109", "00010119370", "99014090057"] {
            for digit in 0..10 {
                assert_eq!(kind(&format!("{stem}{digit}")), Err(NumberFault::CheckDigit), "{stem}");
            }
        }
    }

    fn octets(text: &str) -> [u8; 12] {
        std::array::from_fn(|at| text.as_bytes()[at] - b'0')
    }

    fn takes_first_pass(digits: [u8; 12]) -> bool {
        let terms = (1_u16..).zip(&digits[..11]).map(|(weight, d)| weight * u16::from(*d));
        terms.sum::<u16>() % 11 < 10
    }

    #[test]
    fn of_a_thousand_stems_910_take_the_first_pass_82_the_second_and_8_none() {
        let mut counts = (0, 0, 0);
        for serial in 0..1000 {
            let number = |digit: u8| format!("00010119{serial:03}{digit}");
            match (0..10).filter(|digit| kind(&number(*digit)).is_ok()).count() {
                0 => counts.2 += 1,
                1 if takes_first_pass(octets(&number(0))) => counts.0 += 1,
                1 => counts.1 += 1,
                more => panic!("{more} check digits fit {}", number(0)),
            }
        }
        assert_eq!(counts, (910, 82, 8));
    }

    #[test]
    fn faults_come_in_their_order() {
        for (typed, fault) in [
            ("", NumberFault::Length(0)),
            ("00010119000", NumberFault::Length(11)),
            ("0001011900011", NumberFault::Length(13)),
            ("әіңғүұқәіңғү", NumberFault::NotDigits),
            ("00010119000a", NumberFault::NotDigits),
            ("٠٠٠١٠١١٩٠٠٠١", NumberFault::NotDigits),
            (" 00101190001", NumberFault::NotDigits),
            ("000000000000", NumberFault::AllZeros),
            ("000170000000", NumberFault::Kind),
            ("000101700000", NumberFault::Kind),
            ("000101190002", NumberFault::CheckDigit),
            // The authority's own test numbers: taken from certificates, never as typed.
            ("123456789011", NumberFault::CheckDigit),
        ] {
            assert_eq!(kind(typed), Err(fault), "{typed}");
        }
        assert!(Iin::certified("123456789011").is_some());
    }

    /// A changed digit moves the first sum by weight × difference, which 11 never divides for the
    /// weights 1–10; the eleventh weight is 11 itself, so the first pass does not see d11 at all, and
    /// a changed digit may move a number from one pass to the other. Hence the truth: a changed
    /// check digit is refused, and any other changed digit but d11 is, unless the numbers take
    /// different passes. The resolution's arithmetic lets the rest through.
    #[test]
    fn a_changed_digit_is_refused_where_the_weights_guarantee_it() {
        let (mut refused, mut slipped) = (0, 0);
        for serial in 0..1000 {
            for digit in 0..10 {
                let text = format!("00010119{serial:03}{digit}");
                if kind(&text).is_err() {
                    continue;
                }
                let digits = octets(&text);
                for at in 0..12 {
                    for other in (0..10).filter(|other| *other != digits[at]) {
                        let mut changed = digits;
                        changed[at] = other;
                        let text: String = changed.iter().map(u8::to_string).collect();
                        if kind(&text).is_err() {
                            refused += 1;
                            continue;
                        }
                        slipped += 1;
                        let other_pass = takes_first_pass(digits) != takes_first_pass(changed);
                        assert!(at == 10 || (at < 10 && other_pass), "{digits:?} → {changed:?}");
                    }
                }
            }
        }
        assert!(slipped > 0 && slipped * 10 < refused, "{slipped} of {}", slipped + refused);
    }

    #[test]
    fn birth_date_and_sex_come_from_the_number() {
        let iin = |digits| Iin::certified(digits).unwrap();
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for (digits, birth, sex) in [
            ("990229400000", None, Some(Sex::Female)),
            ("960229300000", date(1996, 2, 29), Some(Sex::Male)),
            ("000229600000", date(2000, 2, 29), Some(Sex::Female)),
            ("991231100000", date(1899, 12, 31), Some(Sex::Male)),
            ("900101000000", None, None),
            ("123456789011", None, None),
        ] {
            assert_eq!((iin(digits).birth_date(), iin(digits).sex()), (birth, sex), "{digits}");
        }
    }

    #[test]
    fn an_impossible_date_is_a_note_and_no_refusal() {
        let check =
            |stem: &str| (0..10).find_map(|d| Number::parse(&format!("{stem}{d}")).ok()).unwrap();
        assert_eq!(check("99022940001").notes(), [NumberNote::NoSuchBirthDate]);
        assert_eq!(check("96022930001").notes(), []);
        assert_eq!(check("00022900001").notes(), [], "a foreigner's, of a leap year");
        assert_eq!(check("99134090001").notes(), [NumberNote::NoSuchMonth]);
        assert_eq!(check("99124090001").notes(), []);
    }

    #[test]
    fn the_kazakh_layout_types_digits() {
        let typed: Option<String> = "\"әіңғ,.үұқ".chars().map(digit).collect();
        assert_eq!(typed.as_deref(), Some("1234567890"));
        assert_eq!("0123456789".chars().filter_map(digit).collect::<String>(), "0123456789");
        assert!("abй٣ ".chars().all(|c| digit(c).is_none()));
    }

    #[test]
    fn debug_shows_the_last_four_digits_only() {
        let shown = format!("{:?}", Number::parse("000101190205").unwrap());
        assert_eq!(shown, "Iin(Iin(········0205))");
    }
}

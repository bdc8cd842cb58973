//! How a citizen can be reached: a phone, an e-mail.
//!
//! `Debug` of either shows what their masks show, so neither can reach a log by accident.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A way to reach a citizen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// SMS to a phone (3.1.4).
    Phone,
    /// E-mail.
    Email,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Phone, Self::Email];

    /// Its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// By its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// Digits of a phone's national number.
const NATIONAL: usize = 10;

/// A phone of the +7 numbering plan (ITU-T E.164): ten digits after the country code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// From E.164, `+77012345678`, without anything between the digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::national(text.strip_prefix("+7")?)
    }

    /// From the ten digits after `+7`.
    #[must_use]
    pub fn national(digits: &str) -> Option<Self> {
        let fits = digits.len() == NATIONAL && digits.bytes().all(|digit| digit.is_ascii_digit());
        fits.then(|| Self(digits.to_owned()))
    }

    /// The ten digits after `+7`.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `+77012345678`.
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+7{}", self.0)
    }

    /// The last four digits: what a phone is searched by.
    #[must_use]
    pub fn tail(&self) -> &str {
        self.0.get(NATIONAL - 4..).unwrap_or_default()
    }

    /// `+7 ··· ··· ·· 78`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("+7 ··· ··· ·· {}", self.0.get(NATIONAL - 2..).unwrap_or_default())
    }

    /// Digits as people read them, however many there are yet: `+7 701 234 56 78`.
    #[must_use]
    pub fn spaced(digits: &str) -> String {
        let mut text = "+7".to_owned();
        for (place, digit) in digits.chars().enumerate() {
            if matches!(place, 0 | 3 | 6 | 8) {
                text.push(' ');
            }
            text.push(digit);
        }
        text
    }
}

/// The longest address there can be (RFC 5321, 4.5.3.1.3, without its brackets).
const LONGEST: usize = 254;
/// The longest part before the `@` (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;
/// The longest label of a domain (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;

/// An e-mail address: the dot-atom form of RFC 5322, 3.4.1, at a domain with a dot.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address; the domain is kept in lower case, because it has none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (local, domain) = text.rsplit_once('@')?;
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        let is_local = local.len() <= LONGEST_LOCAL
            && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom));
        let label = |part: &str| {
            (1..=LONGEST_LABEL).contains(&part.len())
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let is_domain = domain.contains('.') && domain.split('.').all(label);
        (text.len() <= LONGEST && is_local && is_domain)
            .then(|| Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `a···@example.kz`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or_default();
        format!("{}···@{domain}", local.get(..1).unwrap_or_default())
    }
}

macro_rules! private {
    ($name:ident, $written:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.masked())
            }
        }

        /// In full: it travels only where the contract needs it.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.$written())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom("a value of another form"))
            }
        }
    };
}
private!(Phone, e164);
private!(Email, as_str);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_read_only_as_e164() {
        let phone = Phone::parse("+70001002107").unwrap();
        assert_eq!((phone.tail(), phone.e164().as_str()), ("2107", "+70001002107"));
        assert_eq!(phone.masked(), "+7 ··· ··· ·· 07");
        assert_eq!(format!("{phone:?}"), "Phone(+7 ··· ··· ·· 07)");
        for wrong in ["", "+7", "80001002107", "+7000100210", "+700010021070", "+7 0001002107"] {
            assert_eq!(Phone::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Phone::parse("+7000100210٣"), None, "another alphabet's digit");
    }

    #[test]
    fn a_phone_is_spaced_as_it_is_typed() {
        let spaced = ["", "0", "001", "0012", "001234", "0012345", "00123456", "0012345678"];
        let spaced = spaced.map(Phone::spaced);
        let expected = [
            "+7",
            "+7 0",
            "+7 001",
            "+7 001 2",
            "+7 001 234",
            "+7 001 234 5",
            "+7 001 234 56",
            "+7 001 234 56 78",
        ];
        assert_eq!(spaced, expected);
    }

    #[test]
    fn an_address_is_one_or_is_refused() {
        for good in ["ainur@example.kz", "a.b+c@mail.example.kz", "A@EXAMPLE.KZ"] {
            assert!(Email::parse(good).is_some(), "{good}");
        }
        assert_eq!(Email::parse("A@EXAMPLE.KZ").unwrap().as_str(), "A@example.kz");
        assert_eq!(Email::parse("ainur@example.kz").unwrap().masked(), "a···@example.kz");
        let long = format!("{}@example.kz", "x".repeat(65));
        let wrong = [
            "",
            "@",
            "a@",
            "@example.kz",
            "a@kz",
            "a@@example.kz",
            "a b@example.kz",
            "a@-x.kz",
            ".a@example.kz",
            "a..b@example.kz",
            "a@example..kz",
            "а@example.kz",
            "a@example.kz\n",
            "a@ex\u{1b}ample.kz",
            &long,
        ];
        for wrong in wrong {
            assert_eq!(Email::parse(wrong), None, "{wrong:?}");
        }
    }
}

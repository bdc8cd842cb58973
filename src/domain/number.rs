//! IIN and BIN: twelve digits that name a person or an organisation (Government resolution No. 406
//! of 2007-05-22).
//!
//! What a person types is judged ([`Number::parse`]); what the certification authority wrote into a
//! certificate is taken as it is ([`Iin::certified`]), because the authority's own numbers need not
//! satisfy the check digit.

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

impl Number {
    /// Reads twelve typed digits and judges them.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of [`NumberFault`]'s variants.
    pub fn parse(_typed: &str) -> Result<Self, NumberFault> {
        Err(NumberFault::NotDigits)
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

fn mask(digits: &str) -> String {
    format!("········{}", digits.get(8..).unwrap_or_default())
}

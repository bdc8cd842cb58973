//! Distinguished names: looked up by attribute, because НУЦ РК does not fix the order of RDNs.
//!
//! Names are never compared here: paths compare their raw bytes.

use const_oid::ObjectIdentifier;
use der::{Decode, Tag, Tagged, asn1::Any, asn1::SetOfVec};
use x509_cert::attr::AttributeTypeAndValue;

use super::oid;
use crate::domain::{Bin, Fault, Iin};

/// A name's attributes in the order in which they stand.
#[derive(Debug, Clone)]
pub(super) struct Name(Vec<(ObjectIdentifier, Option<String>)>);

impl Name {
    /// Reads a DER Name of RFC 5280 §4.1.2.4. An attribute of a type that is no text keeps its
    /// place without a value.
    pub(super) fn from_der(name: &[u8]) -> Result<Self, Fault> {
        let rdns =
            Vec::<SetOfVec<AttributeTypeAndValue>>::from_der(name).map_err(|_| Fault::Malformed)?;
        let attributes = rdns
            .iter()
            .flat_map(|rdn| rdn.iter())
            .map(|attribute| (attribute.oid, text(&attribute.value)))
            .collect();
        Ok(Self(attributes))
    }

    /// The attribute's first value, for showing.
    pub(super) fn first(&self, attribute: ObjectIdentifier) -> Option<&str> {
        self.0.iter().find(|(oid, _)| *oid == attribute).and_then(|(_, text)| text.as_deref())
    }

    /// The attribute's only value: nothing when it is absent.
    ///
    /// # Errors
    /// [`Fault::NoIdentity`] when it stands there twice or is no text.
    fn only(&self, attribute: ObjectIdentifier) -> Result<Option<&str>, Fault> {
        let mut values = self.0.iter().filter(|(oid, _)| *oid == attribute);
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some((_, Some(text))), None) => Ok(Some(text)),
            _ => Err(Fault::NoIdentity),
        }
    }

    /// The person's IIN: `IIN` and twelve ASCII digits in the only SERIALNUMBER. The check digit is
    /// not judged: НУЦ РК's own test numbers do not satisfy it.
    pub(super) fn iin(&self) -> Result<Option<Iin>, Fault> {
        self.only(oid::SERIAL_NUMBER)?
            .map(|text| text.strip_prefix("IIN").and_then(Iin::certified).ok_or(Fault::NoIdentity))
            .transpose()
    }

    /// The organisation's BIN: `BIN` and twelve ASCII digits in the only OU.
    pub(super) fn bin(&self) -> Result<Option<Bin>, Fault> {
        self.only(oid::ORGANISATIONAL_UNIT)?
            .map(|text| text.strip_prefix("BIN").and_then(Bin::certified).ok_or(Fault::NoIdentity))
            .transpose()
    }
}

/// The text of a DirectoryString or an IA5String.
fn text(value: &Any) -> Option<String> {
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => {
            String::from_utf8(value.value().to_vec()).ok()
        }
        Tag::BmpString => {
            let (pairs, rest) = value.value().as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            String::from_utf16(&units.collect::<Vec<_>>()).ok().filter(|_| rest.is_empty())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(attributes: &[(ObjectIdentifier, &str)]) -> Name {
        Name(attributes.iter().map(|(oid, text)| (*oid, Some((*text).to_owned()))).collect())
    }

    #[test]
    fn a_number_is_read_from_exactly_one_attribute() {
        let one = name(&[(oid::COMMON_NAME, "A B"), (oid::SERIAL_NUMBER, "IIN123456789011")]);
        assert_eq!(one.iin(), Ok(Iin::certified("123456789011")));
        assert_eq!(one.bin(), Ok(None));
        let two = name(&[
            (oid::SERIAL_NUMBER, "IIN123456789011"),
            (oid::SERIAL_NUMBER, "IIN123456789012"),
        ]);
        assert_eq!(two.iin(), Err(Fault::NoIdentity));
    }

    #[test]
    fn a_number_in_another_form_is_no_identity() {
        for text in [
            "123456789011",
            "IIN12345678901",
            "IIN1234567890111",
            "iin123456789011",
            "IIN１２３４５６７８９０１１",
            "IIN 23456789011",
            "BIN123456789011",
            "",
        ] {
            assert_eq!(name(&[(oid::SERIAL_NUMBER, text)]).iin(), Err(Fault::NoIdentity), "{text}");
        }
    }
}

//! Distinguished names: looked up by attribute, because НУЦ РК does not fix the order of RDNs.
//!
//! Names are never compared here: paths compare their raw bytes.

use const_oid::ObjectIdentifier;
use der::Decode;

use super::oid;
use crate::{
    domain::{Bin, Fault, Iin},
    eds::ber::{Element, SEQUENCE, SET, has_shortest_lengths},
};

/// RDNs in a name; НУЦ РК's have up to ten.
const MAX_RDNS: usize = 32;
/// Attributes in one RDN; НУЦ РК's have one.
const MAX_IN_RDN: usize = 8;

const UTF8_STRING: u8 = 0x0c;
const PRINTABLE_STRING: u8 = 0x13;
const IA5_STRING: u8 = 0x16;
const BMP_STRING: u8 = 0x1e;

/// A name's attributes in the order in which they stand.
#[derive(Debug, Clone)]
pub(super) struct Name(Vec<Attribute>);

#[derive(Debug, Clone)]
struct Attribute {
    kind: ObjectIdentifier,
    /// Nothing when the value is of a type that is no text.
    text: Option<String>,
    /// Whether it may say whose certificate this is: alone in its RDN, in a type in which ASCII is
    /// ASCII and nothing else (eds.md §1.1: one attribute per RDN, PrintableString or UTF8String).
    identifies: bool,
}

impl Name {
    /// Reads a DER Name of RFC 5280 §4.1.2.4.
    ///
    /// # Errors
    /// [`Fault::Malformed`]; [`Fault::TooLarge`] for more RDNs or attributes than anybody needs.
    pub(super) fn from_der(name: &[u8]) -> Result<Self, Fault> {
        let rdns = Element::only(name)?.expect(SEQUENCE)?.children(MAX_RDNS)?;
        if !has_shortest_lengths(name) {
            return Err(Fault::Malformed);
        }
        let mut attributes = Vec::new();
        for rdn in rdns {
            let rdn = rdn.expect(SET)?.children(MAX_IN_RDN)?;
            if rdn.is_empty() {
                return Err(Fault::Malformed);
            }
            for attribute in &rdn {
                attributes.push(Attribute::read(*attribute, rdn.len() == 1)?);
            }
        }
        Ok(Self(attributes))
    }

    /// The attribute's first value, for showing.
    pub(super) fn first(&self, attribute: ObjectIdentifier) -> Option<&str> {
        self.0.iter().find(|it| it.kind == attribute).and_then(|it| it.text.as_deref())
    }

    /// The attribute's only value: nothing when it is absent.
    ///
    /// # Errors
    /// [`Fault::NoIdentity`] when it stands there twice, shares its RDN, or is of another type.
    fn only(&self, attribute: ObjectIdentifier) -> Result<Option<&str>, Fault> {
        let mut values = self.0.iter().filter(|it| it.kind == attribute);
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some(Attribute { text: Some(text), identifies: true, .. }), None) => Ok(Some(text)),
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

impl Attribute {
    fn read(attribute: Element<'_>, alone: bool) -> Result<Self, Fault> {
        let parts = attribute.expect(SEQUENCE)?.children(2)?;
        let [kind, value] = parts[..] else { return Err(Fault::Malformed) };
        let kind = ObjectIdentifier::from_der(kind.whole).map_err(|_| Fault::Malformed)?;
        let identifies = alone && matches!(value.tag, UTF8_STRING | PRINTABLE_STRING);
        Ok(Self { kind, text: text(value), identifies })
    }
}

/// The text of a DirectoryString or an IA5String.
fn text(value: Element<'_>) -> Option<String> {
    match value.tag {
        UTF8_STRING | PRINTABLE_STRING | IA5_STRING => String::from_utf8(value.body.to_vec()).ok(),
        BMP_STRING => {
            let (pairs, rest) = value.body.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            String::from_utf16(&units.collect::<Vec<_>>()).ok().filter(|_| rest.is_empty())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: u8, body: &[u8]) -> Vec<u8> {
        [&[tag, body.len() as u8], body].concat()
    }

    fn attribute(kind: ObjectIdentifier, tag: u8, value: &[u8]) -> Vec<u8> {
        let kind = element(0x06, kind.as_bytes());
        element(SEQUENCE, &[kind, element(tag, value)].concat())
    }

    /// A name of these RDNs.
    fn of(rdns: &[&[Vec<u8>]]) -> Result<Name, Fault> {
        let rdns: Vec<u8> = rdns.iter().flat_map(|rdn| element(SET, &rdn.concat())).collect();
        Name::from_der(&element(SEQUENCE, &rdns))
    }

    fn name(attributes: &[(ObjectIdentifier, &str)]) -> Name {
        let rdns: Vec<[Vec<u8>; 1]> = attributes
            .iter()
            .map(|(kind, text)| [attribute(*kind, UTF8_STRING, text.as_bytes())])
            .collect();
        of(&rdns.iter().map(|rdn| &rdn[..]).collect::<Vec<_>>()).unwrap()
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

    #[test]
    fn a_number_in_a_shared_rdn_or_of_another_type_is_no_identity() {
        let number = |tag, text: &[u8]| attribute(oid::SERIAL_NUMBER, tag, text);
        let plain = b"IIN123456789011";
        for tag in [PRINTABLE_STRING, UTF8_STRING] {
            assert!(of(&[&[number(tag, plain)]]).unwrap().iin().unwrap().is_some());
        }
        let wide: Vec<u8> = plain.iter().flat_map(|octet| [0, *octet]).collect();
        for (tag, text) in
            [(IA5_STRING, &plain[..]), (0x14, plain), (4, plain), (BMP_STRING, &wide)]
        {
            assert_eq!(of(&[&[number(tag, text)]]).unwrap().iin(), Err(Fault::NoIdentity), "{tag}");
        }
        let shared = [number(PRINTABLE_STRING, plain), attribute(oid::COMMON_NAME, 0x0c, b"A")];
        assert_eq!(of(&[&shared]).unwrap().iin(), Err(Fault::NoIdentity));
        // A value that is no text does not hide beside one that is.
        let twice: [&[Vec<u8>]; 2] = [&[number(4, plain)], &[number(PRINTABLE_STRING, plain)]];
        assert_eq!(of(&twice).unwrap().iin(), Err(Fault::NoIdentity));
    }

    #[test]
    fn long_names_are_refused_before_they_are_read() {
        let one = attribute(oid::COMMON_NAME, UTF8_STRING, b"");
        let many = vec![one.clone(); MAX_IN_RDN + 1];
        assert_eq!(of(&[&many]).unwrap_err(), Fault::TooLarge);
        assert_eq!(of(&[&[]]).unwrap_err(), Fault::Malformed);
        let rdns = element(SET, &one).repeat(MAX_RDNS + 1);
        let long = [&[SEQUENCE, 0x82], &(rdns.len() as u16).to_be_bytes()[..], &rdns].concat();
        assert_eq!(Name::from_der(&long).unwrap_err(), Fault::TooLarge);
        let indefinite = [&[SEQUENCE, 0x80], &element(SET, &one)[..], &[0, 0]].concat();
        assert_eq!(Name::from_der(&indefinite).unwrap_err(), Fault::Malformed);
    }
}

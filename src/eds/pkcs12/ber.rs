//! Walking through a key file: elements of [`ber`](crate::eds::ber) one after another, and faults in
//! a key file's words.

use std::borrow::Cow;

pub(super) use crate::eds::ber::{
    CONTEXT_0 as EXPLICIT_0, IMPLICIT_0, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE,
};
use crate::{domain::Fault, eds::ber};

/// One element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a>(ber::Element<'a>);

/// Reads elements one after another.
#[derive(Debug, Clone)]
pub(super) struct Elements<'a>(&'a [u8]);

impl<'a> Elements<'a> {
    pub(super) fn of(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next element, whatever it is.
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`] when there is none or it is cut; [`Fault::KeyFileBomb`] when it is
    /// nested too deeply.
    pub(super) fn next(&mut self) -> Result<Element<'a>, Fault> {
        let (element, rest) = ber::Element::first(self.0).map_err(refused)?;
        self.0 = rest;
        Ok(Element(element))
    }

    /// The next element, which must have this tag octet.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn expect(&mut self, tag: u8) -> Result<Element<'a>, Fault> {
        self.next()?.0.expect(tag).map(Element).map_err(refused)
    }

    /// Checks that nothing is left.
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`].
    pub(super) fn end(&self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault::NotKeyFile) }
    }
}

impl<'a> Element<'a> {
    pub(super) fn content(&self) -> &'a [u8] {
        self.0.body
    }

    /// The elements within.
    pub(super) fn elements(&self) -> Elements<'a> {
        Elements(self.0.body)
    }

    /// The octets of an OCTET STRING, put together when it is constructed; `tag` is the tag octet
    /// of the primitive form (`OCTET_STRING`, or `IMPLICIT_0` where it is tagged).
    ///
    /// # Errors
    /// As [`Elements::next`].
    pub(super) fn octets(&self, tag: u8) -> Result<Cow<'a, [u8]>, Fault> {
        self.0.octets(tag).map_err(refused)
    }

    /// A positive INTEGER that counts work. One that does not fit 31 bits asks for too much.
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`], [`Fault::KeyFileBomb`].
    pub(super) fn count(&self) -> Result<u32, Fault> {
        match self.content() {
            [] | [0] | [0x80..=0xff, ..] => Err(Fault::NotKeyFile),
            octets if octets.len() <= 4 => {
                Ok(octets.iter().fold(0, |n, octet| n << 8 | u32::from(*octet)))
            }
            _ => Err(Fault::KeyFileBomb),
        }
    }
}

fn refused(fault: Fault) -> Fault {
    if fault == Fault::TooLarge { Fault::KeyFileBomb } else { Fault::NotKeyFile }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_a_key_files() {
        let next = |octets: &[u8]| Elements::of(octets).next().map(drop);
        assert_eq!(next(&[]), Err(Fault::NotKeyFile));
        assert_eq!(next(&[0x24, 0x80, 0x04, 1, 1, 0]), Err(Fault::NotKeyFile));
        assert_eq!(next(&[0x30, 0x80].repeat(30_000)), Err(Fault::KeyFileBomb));
        let mut two = Elements::of(&[5, 0, 5, 0]);
        assert!(two.expect(NULL).is_ok() && two.end().is_err());
        assert_eq!(two.expect(OID).unwrap_err(), Fault::NotKeyFile);
        assert!(two.end().is_ok());
    }

    #[test]
    fn counts_are_positive_and_small() {
        let count = |content: &[u8]| {
            let octets = [&[INTEGER, content.len() as u8], content].concat();
            Elements::of(&octets).next().unwrap().count()
        };
        assert_eq!(count(&[4, 0]), Ok(1024));
        assert_eq!(count(&[0]), Err(Fault::NotKeyFile));
        assert_eq!(count(&[0x80]), Err(Fault::NotKeyFile));
        assert_eq!(count(&[1, 0, 0, 0, 0]), Err(Fault::KeyFileBomb));
    }
}

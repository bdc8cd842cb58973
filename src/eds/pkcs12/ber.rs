//! Reading BER (ITU-T X.690): what a key file needs of it, indefinite lengths and constructed
//! OCTET STRINGs included.
//!
//! Tags above 30 are not read. Nesting is bounded, so that a hostile file can exhaust neither the
//! stack nor the patience of its reader.

use std::borrow::Cow;

use crate::domain::Fault;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const NULL: u8 = 0x05;
pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;
/// `[0]`, primitive; constructed it is `EXPLICIT_0`.
pub(super) const IMPLICIT_0: u8 = 0x80;
/// `[0]`, constructed.
pub(super) const EXPLICIT_0: u8 = 0xa0;
/// The bit that tells a constructed element from a primitive one.
const CONSTRUCTED: u8 = 0x20;
/// Elements within elements. A real key file has at most eight; each level of indefinite length is
/// looked through once more by the level above it, so this bounds the work too.
const DEPTH: usize = 16;

/// One element: its tag octet and its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    tag: u8,
    content: &'a [u8],
    depth: usize,
}

/// Reads elements one after another.
#[derive(Debug, Clone)]
pub(super) struct Elements<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Elements<'a> {
    pub(super) fn of(octets: &'a [u8]) -> Self {
        Self { rest: octets, depth: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element, whatever it is.
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`] when there is none or it is cut; [`Fault::KeyFileBomb`] when it is
    /// nested too deeply.
    pub(super) fn next(&mut self) -> Result<Element<'a>, Fault> {
        let (tag, content, rest) = split(self.rest, self.depth)?;
        self.rest = rest;
        Ok(Element { tag, content, depth: self.depth })
    }

    /// The next element, which must have this tag octet.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(super) fn expect(&mut self, tag: u8) -> Result<Element<'a>, Fault> {
        let element = self.next()?;
        if element.tag == tag { Ok(element) } else { Err(Fault::NotKeyFile) }
    }

    /// Checks that nothing is left.
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`].
    pub(super) fn end(&self) -> Result<(), Fault> {
        if self.rest.is_empty() { Ok(()) } else { Err(Fault::NotKeyFile) }
    }
}

impl<'a> Element<'a> {
    pub(super) fn content(&self) -> &'a [u8] {
        self.content
    }

    /// The elements within.
    pub(super) fn elements(&self) -> Elements<'a> {
        Elements { rest: self.content, depth: self.depth + 1 }
    }

    /// The octets of an OCTET STRING, put together when it is constructed; `tag` is the tag octet
    /// of the primitive form (`OCTET_STRING`, or `IMPLICIT_0` where it is tagged).
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`], [`Fault::KeyFileBomb`].
    pub(super) fn octets(&self, tag: u8) -> Result<Cow<'a, [u8]>, Fault> {
        if self.tag == tag {
            return Ok(Cow::Borrowed(self.content));
        }
        if self.tag != tag | CONSTRUCTED {
            return Err(Fault::NotKeyFile);
        }
        let mut octets = Vec::new();
        let mut parts = self.elements();
        while !parts.is_empty() {
            octets.extend_from_slice(&parts.next()?.octets(OCTET_STRING)?);
        }
        Ok(Cow::Owned(octets))
    }

    /// A positive INTEGER that counts work. One that does not fit 31 bits asks for too much.
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`], [`Fault::KeyFileBomb`].
    pub(super) fn count(&self) -> Result<u32, Fault> {
        match self.content {
            [] | [0] | [0x80..=0xff, ..] => Err(Fault::NotKeyFile),
            octets if octets.len() <= 4 => {
                Ok(octets.iter().fold(0, |n, octet| n << 8 | u32::from(*octet)))
            }
            _ => Err(Fault::KeyFileBomb),
        }
    }
}

/// Splits the first element off: tag octet, content, rest.
fn split(octets: &[u8], depth: usize) -> Result<(u8, &[u8], &[u8]), Fault> {
    if depth > DEPTH {
        return Err(Fault::KeyFileBomb);
    }
    let [tag, length, rest @ ..] = octets else { return Err(Fault::NotKeyFile) };
    if tag & 0x1f == 0x1f || *tag == 0 {
        return Err(Fault::NotKeyFile);
    }
    let (length, rest) = match *length {
        short @ 0..=0x7f => (usize::from(short), rest),
        0x80 => {
            let (content, rest) = indefinite(*tag, rest, depth)?;
            return Ok((*tag, content, rest));
        }
        // Three octets of length reach beyond any file that is read at all.
        long => {
            let count = usize::from(long & 0x7f);
            let digits = rest.get(..count).filter(|_| count <= 3).ok_or(Fault::NotKeyFile)?;
            let length = digits.iter().fold(0, |n, digit| n << 8 | usize::from(*digit));
            (length, &rest[count..])
        }
    };
    let (content, rest) = rest.split_at_checked(length).ok_or(Fault::NotKeyFile)?;
    Ok((*tag, content, rest))
}

/// Content and rest of an element whose end is marked by two zero octets.
fn indefinite(tag: u8, octets: &[u8], depth: usize) -> Result<(&[u8], &[u8]), Fault> {
    if tag & CONSTRUCTED == 0 {
        return Err(Fault::NotKeyFile);
    }
    let mut rest = octets;
    loop {
        if let [0, 0, after @ ..] = rest {
            return Ok((&octets[..octets.len() - rest.len()], after));
        }
        (_, _, rest) = split(rest, depth + 1)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definite_indefinite_and_constructed_strings_are_one() {
        let flat = [0x04, 3, b'a', b'b', b'c'];
        let long = [0x04, 0x82, 0, 3, b'a', b'b', b'c'];
        let parts = [0x24, 0x80, 0x04, 1, b'a', 0x24, 4, 0x04, 2, b'b', b'c', 0, 0];
        for octets in [&flat[..], &long, &parts] {
            let mut elements = Elements::of(octets);
            let element = elements.next().unwrap();
            assert_eq!(*element.octets(OCTET_STRING).unwrap(), *b"abc");
            assert_eq!(elements.end(), Ok(()));
        }
    }

    #[test]
    fn what_is_cut_or_odd_is_refused() {
        let odd: [&[u8]; 9] = [
            &[],
            &[0x04],
            &[0x04, 2, 1],
            &[0x04, 0x80, 0, 0],
            &[0x24, 0x80, 0x04, 1, 1, 0],
            &[0x04, 0x84, 0, 0, 0, 0],
            &[0x04, 0xff],
            &[0x1f, 0x81, 0x01, 0],
            &[0, 0],
        ];
        for octets in odd {
            assert_eq!(Elements::of(octets).next().unwrap_err(), Fault::NotKeyFile, "{octets:x?}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let opened = [0x30, 0x80].repeat(30_000);
        assert_eq!(Elements::of(&opened).next().unwrap_err(), Fault::KeyFileBomb);
    }

    #[test]
    fn counts_are_positive_and_small() {
        let count = |content: &[u8]| Element { tag: INTEGER, content, depth: 0 }.count();
        assert_eq!(count(&[4, 0]), Ok(1024));
        assert_eq!(count(&[0]), Err(Fault::NotKeyFile));
        assert_eq!(count(&[0x80]), Err(Fault::NotKeyFile));
        assert_eq!(count(&[1, 0, 0, 0, 0]), Err(Fault::KeyFileBomb));
    }
}

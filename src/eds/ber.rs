//! Reading BER (ITU-T X.690), with every received octet kept where it was.
//!
//! Envelopes of signatures and the insides of key files come with indefinite lengths and split octet
//! strings. `der`'s own BER mode reads them but forgets the received octets, which certificates and
//! signed attributes need; so the outside is walked with these elements, and only what is inside is
//! decoded by `der`, strictly. Tags above 30 are not read. Nesting is bounded, so that hostile octets
//! can exhaust neither the stack nor the patience of their reader.

use std::borrow::Cow;

use crate::domain::Fault;

/// How deep indefinite lengths and split strings may nest. Each such level is looked through once
/// more by the level above it, so this bounds the work too.
const MAX_DEPTH: usize = 16;

/// An INTEGER.
pub(super) const INTEGER: u8 = 0x02;
/// An OCTET STRING, primitive.
pub(super) const OCTET_STRING: u8 = 0x04;
/// An ENUMERATED.
pub(super) const ENUMERATED: u8 = 0x0a;
/// A BOOLEAN.
pub(super) const BOOLEAN: u8 = 0x01;
/// A BIT STRING, primitive.
pub(super) const BIT_STRING: u8 = 0x03;
/// A UTCTime.
pub(super) const UTC_TIME: u8 = 0x17;
/// A GeneralizedTime.
pub(super) const GENERALIZED_TIME: u8 = 0x18;
/// A NULL.
pub(super) const NULL: u8 = 0x05;
/// An OBJECT IDENTIFIER.
pub(super) const OID: u8 = 0x06;
/// A SEQUENCE or SEQUENCE OF.
pub(super) const SEQUENCE: u8 = 0x30;
/// A SET OF.
pub(super) const SET: u8 = 0x31;
/// `[0]`, primitive.
pub(super) const IMPLICIT_0: u8 = 0x80;
/// `[0]`, constructed.
pub(super) const CONTEXT_0: u8 = 0xa0;
/// `[1]`, constructed.
pub(super) const CONTEXT_1: u8 = 0xa1;
/// `[2]`, constructed.
pub(super) const CONTEXT_2: u8 = 0xa2;
/// `[2]`, primitive.
pub(super) const IMPLICIT_2: u8 = 0x82;
/// The bit that tells a constructed element from a primitive one.
const CONSTRUCTED: u8 = 0x20;

/// One element: a tag, a length, a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    /// The identifier octet.
    pub(super) tag: u8,
    /// All octets, from the tag to the last octet of the body or of the end mark.
    pub(super) whole: &'a [u8],
    /// The octets between length and end.
    pub(super) body: &'a [u8],
}

impl<'a> Element<'a> {
    /// The element that `octets` are, with nothing after it.
    ///
    /// # Errors
    /// [`Fault::Malformed`]; [`Fault::TooLarge`] when it nests too deeply.
    pub(super) fn only(octets: &'a [u8]) -> Result<Self, Fault> {
        match Self::first(octets)? {
            (element, []) => Ok(element),
            _ => Err(Fault::Malformed),
        }
    }

    /// The first element of `octets`, and what comes after it.
    ///
    /// # Errors
    /// As [`Self::only`].
    pub(super) fn first(octets: &'a [u8]) -> Result<(Self, &'a [u8]), Fault> {
        Self::within(octets, 0)
    }

    fn within(octets: &'a [u8], depth: usize) -> Result<(Self, &'a [u8]), Fault> {
        if depth > MAX_DEPTH {
            return Err(Fault::TooLarge);
        }
        let [tag, length, rest @ ..] = octets else { return Err(Fault::Malformed) };
        // Tag 0 is the end mark, which stands only where an indefinite length expects it.
        if *tag == 0 || tag & 0x1f == 0x1f {
            return Err(Fault::Malformed);
        }
        let (body, after) = match *length {
            0x80 if tag & CONSTRUCTED == 0 => return Err(Fault::Malformed),
            0x80 => split_at_end_mark(rest, depth)?,
            short @ 0..=0x7f => split(rest, usize::from(short))?,
            long => {
                let (octets, rest) = split(rest, usize::from(long & 0x7f))?;
                split(rest, big_endian(octets)?)?
            }
        };
        let whole = octets.get(..octets.len() - after.len()).ok_or(Fault::Malformed)?;
        Ok((Self { tag: *tag, whole, body }, after))
    }

    /// Itself, if it has this tag.
    ///
    /// # Errors
    /// [`Fault::Malformed`].
    pub(super) fn expect(self, tag: u8) -> Result<Self, Fault> {
        if self.tag == tag { Ok(self) } else { Err(Fault::Malformed) }
    }

    /// What it is made of; at most `most` elements.
    ///
    /// # Errors
    /// As [`Self::only`]; [`Fault::TooLarge`] when there are more.
    pub(super) fn children(&self, most: usize) -> Result<Vec<Self>, Fault> {
        let (mut children, mut rest) = (Vec::new(), self.body);
        while !rest.is_empty() {
            let (child, after) = Self::first(rest)?;
            children.push(child);
            rest = after;
            if children.len() > most {
                return Err(Fault::TooLarge);
            }
        }
        Ok(children)
    }

    /// The octets of an OCTET STRING, joined if it was split; `tag` is that of its primitive form
    /// ([`OCTET_STRING`], or [`IMPLICIT_0`] where it is tagged).
    ///
    /// # Errors
    /// As [`Self::only`].
    pub(super) fn octets(&self, tag: u8) -> Result<Cow<'a, [u8]>, Fault> {
        if self.tag == tag {
            return Ok(Cow::Borrowed(self.body));
        }
        let mut joined = Vec::with_capacity(self.body.len());
        self.expect(tag | CONSTRUCTED)?.join(&mut joined, 0)?;
        Ok(Cow::Owned(joined))
    }

    fn join(&self, joined: &mut Vec<u8>, depth: usize) -> Result<(), Fault> {
        let mut rest = self.body;
        while !rest.is_empty() {
            let (part, after) = Self::within(rest, depth)?;
            if part.tag == OCTET_STRING {
                joined.extend_from_slice(part.body);
            } else {
                part.expect(OCTET_STRING | CONSTRUCTED)?.join(joined, depth + 1)?;
            }
            rest = after;
        }
        Ok(())
    }
}

/// Whether everything in `octets` has a definite length in its shortest form, all the way down, as
/// DER asks (X.690 §10.1). The order of a SET OF is not looked at.
pub(super) fn has_shortest_lengths(octets: &[u8]) -> bool {
    fn all(mut octets: &[u8], depth: usize) -> bool {
        while !octets.is_empty() {
            let Ok((element, after)) = Element::within(octets, depth) else { return false };
            let header = element.whole.len() - element.body.len();
            let shortest = match element.body.len() {
                0..=0x7f => 2,
                0x80..=0xff => 3,
                0x100..=0xffff => 4,
                0x1_0000..=0xff_ffff => 5,
                _ => 6,
            };
            // An indefinite length leaves two more octets after the body.
            let indefinite = element.whole.get(1) == Some(&0x80);
            let inside = element.tag & CONSTRUCTED == 0 || all(element.body, depth + 1);
            if indefinite || header != shortest || !inside {
                return false;
            }
            octets = after;
        }
        true
    }
    all(octets, 0)
}

/// An element in DER: `parts` one after another under `tag`.
pub(super) fn encode(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let octets = length.to_be_bytes();
    let first = octets.iter().position(|octet| *octet != 0).unwrap_or(octets.len() - 1);
    let octets = octets.get(first..).unwrap_or_default();
    let mut encoded = Vec::with_capacity(length + 2 + octets.len());
    encoded.push(tag);
    if length > 0x7f {
        // At most eight octets of length: the count fits into the low bits.
        encoded.push(0x80 | u8::try_from(octets.len()).unwrap_or(0));
    }
    encoded.extend_from_slice(octets);
    parts.iter().for_each(|part| encoded.extend_from_slice(part));
    encoded
}

fn split(octets: &[u8], length: usize) -> Result<(&[u8], &[u8]), Fault> {
    octets.split_at_checked(length).ok_or(Fault::Malformed)
}

/// The elements up to the end mark, and what comes after it.
fn split_at_end_mark(octets: &[u8], depth: usize) -> Result<(&[u8], &[u8]), Fault> {
    let mut rest = octets;
    loop {
        if let [0, 0, after @ ..] = rest {
            let body = octets.get(..octets.len() - rest.len()).ok_or(Fault::Malformed)?;
            return Ok((body, after));
        }
        rest = Element::within(rest, depth + 1)?.1;
    }
}

/// A length of one to four octets.
fn big_endian(octets: &[u8]) -> Result<usize, Fault> {
    match octets {
        [] => Err(Fault::Malformed),
        [_, _, _, _, _, ..] => Err(Fault::TooLarge),
        octets => Ok(octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indefinite_lengths_and_split_strings_are_read() {
        let octets = [0x30, 0x80, 0x24, 0x80, 4, 1, b'a', 0x24, 3, 4, 1, b'b', 0, 0, 2, 1, 7, 0, 0];
        let sequence = Element::only(&octets).unwrap();
        let [string, number] = sequence.children(2).unwrap()[..] else { panic!() };
        assert_eq!(&*string.octets(OCTET_STRING).unwrap(), b"ab");
        assert_eq!((number.tag, number.body), (INTEGER, &[7][..]));
        assert!(!has_shortest_lengths(&octets));
        assert!(has_shortest_lengths(&[0x30, 3, 2, 1, 7]));
        assert!(!has_shortest_lengths(&[0x30, 4, 2, 0x81, 1, 7]));
    }

    #[test]
    fn definite_indefinite_and_constructed_strings_are_one() {
        let flat = [0x04, 3, b'a', b'b', b'c'];
        let long = [0x04, 0x82, 0, 3, b'a', b'b', b'c'];
        let parts = [0x24, 0x80, 0x04, 1, b'a', 0x24, 4, 0x04, 2, b'b', b'c', 0, 0];
        for octets in [&flat[..], &long, &parts] {
            assert_eq!(*Element::only(octets).unwrap().octets(OCTET_STRING).unwrap(), *b"abc");
        }
        let tagged = [0xa0, 3, 0x04, 1, b'a'];
        assert_eq!(*Element::only(&tagged).unwrap().octets(IMPLICIT_0).unwrap(), *b"a");
        assert_eq!(Element::only(&tagged).unwrap().octets(OCTET_STRING), Err(Fault::Malformed));
    }

    #[test]
    fn what_is_cut_too_deep_or_too_long_is_refused() {
        let malformed: [&[u8]; 12] = [
            &[],
            &[0x04],
            &[0x30],
            &[0x30, 1],
            &[0x04, 2, 1],
            &[4, 0x80, 0, 0],
            &[0x30, 0x80],
            &[0x24, 0x80, 0x04, 1, 1, 0],
            &[0x04, 0xff],
            &[0, 0],
            &[0x1f, 1, 0],
            &[0x1f, 0x81, 0x01, 0],
        ];
        for octets in malformed {
            assert_eq!(Element::only(octets).unwrap_err(), Fault::Malformed, "{octets:?}");
        }
        assert_eq!(Element::only(&[4, 0, 0]).unwrap_err(), Fault::Malformed);
        assert_eq!(Element::only(&[4, 0x85, 0, 0, 0, 0, 1, 7]).unwrap_err(), Fault::TooLarge);
        assert_eq!(Element::only(&[0x30, 0x80].repeat(100_000)).unwrap_err(), Fault::TooLarge);
    }
}

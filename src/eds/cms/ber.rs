//! The envelope's encoding: BER, with every received octet kept where it was.
//!
//! Some producers write a CMS envelope with indefinite lengths or split octet strings. `der`'s own
//! BER mode reads them but forgets the received octets, which certificates and signed attributes
//! need; so the envelope is walked with these elements, and only what is inside it is decoded by
//! `der`, strictly.

use std::borrow::Cow;

use crate::domain::Fault;

/// How deep indefinite lengths and split strings may nest.
const MAX_DEPTH: usize = 16;

/// One element: a tag, a length, a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    /// The identifier octet (tag numbers above 30 are not used by CMS and are refused).
    pub(super) tag: u8,
    /// All octets, from the tag to the last octet of the body or of the end mark.
    pub(super) whole: &'a [u8],
    /// The octets between length and end.
    pub(super) body: &'a [u8],
}

/// A SEQUENCE or SEQUENCE OF.
pub(super) const SEQUENCE: u8 = 0x30;
/// A SET OF.
pub(super) const SET: u8 = 0x31;
/// An INTEGER.
pub(super) const INTEGER: u8 = 0x02;
/// `[0]`, constructed.
pub(super) const CONTEXT_0: u8 = 0xa0;
/// `[1]`, constructed.
pub(super) const CONTEXT_1: u8 = 0xa1;
const OCTET_STRING: u8 = 0x04;
const SPLIT_OCTET_STRING: u8 = 0x24;
const CONSTRUCTED: u8 = 0x20;

impl<'a> Element<'a> {
    /// The element that `octets` are, with nothing after it.
    pub(super) fn only(octets: &'a [u8]) -> Result<Self, Fault> {
        match Self::first(octets, 0)? {
            (element, []) => Ok(element),
            _ => Err(Fault::Malformed),
        }
    }

    /// The first element of `octets`, and what comes after it.
    fn first(octets: &'a [u8], depth: usize) -> Result<(Self, &'a [u8]), Fault> {
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
    pub(super) fn expect(self, tag: u8) -> Result<Self, Fault> {
        if self.tag == tag { Ok(self) } else { Err(Fault::Malformed) }
    }

    /// What it is made of; at most `most` elements.
    pub(super) fn children(&self, most: usize) -> Result<Vec<Self>, Fault> {
        let (mut children, mut rest) = (Vec::new(), self.body);
        while !rest.is_empty() {
            let (child, after) = Self::first(rest, 0)?;
            children.push(child);
            rest = after;
            if children.len() > most {
                return Err(Fault::TooLarge);
            }
        }
        Ok(children)
    }

    /// The octets of an OCTET STRING, joined if it was split.
    pub(super) fn octets(&self) -> Result<Cow<'a, [u8]>, Fault> {
        if self.tag == OCTET_STRING {
            return Ok(Cow::Borrowed(self.body));
        }
        let mut joined = Vec::with_capacity(self.body.len());
        self.expect(SPLIT_OCTET_STRING)?.join(&mut joined, 0)?;
        Ok(Cow::Owned(joined))
    }

    fn join(&self, joined: &mut Vec<u8>, depth: usize) -> Result<(), Fault> {
        let mut rest = self.body;
        while !rest.is_empty() {
            let (part, after) = Self::first(rest, depth)?;
            match part.tag {
                OCTET_STRING => joined.extend_from_slice(part.body),
                SPLIT_OCTET_STRING => part.join(joined, depth + 1)?,
                _ => return Err(Fault::Malformed),
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
            let Ok((element, after)) = Element::first(octets, depth) else { return false };
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
        rest = Element::first(rest, depth + 1)?.1;
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
        assert_eq!(&*string.octets().unwrap(), b"ab");
        assert_eq!((number.tag, number.body), (INTEGER, &[7][..]));
        assert!(!has_shortest_lengths(&octets));
        assert!(has_shortest_lengths(&[0x30, 3, 2, 1, 7]));
        assert!(!has_shortest_lengths(&[0x30, 4, 2, 0x81, 1, 7]));
    }

    #[test]
    fn what_is_cut_too_deep_or_too_long_is_refused() {
        let malformed: [&[u8]; 7] =
            [&[], &[0x30], &[0x30, 1], &[4, 0x80, 0, 0], &[0x30, 0x80], &[0, 0], &[0x1f, 1, 0]];
        for octets in malformed {
            assert_eq!(Element::only(octets).unwrap_err(), Fault::Malformed, "{octets:?}");
        }
        assert_eq!(Element::only(&[4, 0, 0]).unwrap_err(), Fault::Malformed);
        assert_eq!(Element::only(&[4, 0x85, 0, 0, 0, 0, 1, 7]).unwrap_err(), Fault::TooLarge);
        assert_eq!(Element::only(&[0x30, 0x80].repeat(100_000)).unwrap_err(), Fault::TooLarge);
    }
}

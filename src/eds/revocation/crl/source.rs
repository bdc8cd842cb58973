//! A stream of DER, read forwards only, with everything between two points hashed.

use std::io::{BufRead, BufReader, Read};

use crate::{domain::Fault, eds::algorithm::Hasher};

/// What is read at once from below.
const CHUNK: usize = 64 * 1024;

/// Where a list comes from.
pub(super) struct Source<R> {
    inner: BufReader<R>,
    /// Octets read so far.
    position: usize,
    hashing: Hashing,
}

/// What becomes of the octets that are read.
enum Hashing {
    /// Nothing more.
    Off,
    /// They are kept until it is known by which hash.
    Kept(Vec<u8>),
    On(Hasher),
}

/// The head of an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) tag: u8,
    /// The position after its last octet.
    pub(super) end: usize,
    /// All of it, tag and length included.
    pub(super) octets: [u8; 6],
    /// How many of those there are.
    pub(super) width: usize,
}

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        let inner = BufReader::with_capacity(CHUNK, inner);
        Self { inner, position: 0, hashing: Hashing::Off }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Begins to keep what is read.
    pub(super) fn keep(&mut self) {
        self.hashing = Hashing::Kept(Vec::new());
    }

    /// Hashes what was kept and all that follows.
    pub(super) fn hash(&mut self, mut hasher: Hasher) {
        if let Hashing::Kept(kept) = &self.hashing {
            hasher.update(kept);
        }
        self.hashing = Hashing::On(hasher);
    }

    /// The digest of what was read since [`Self::keep`].
    pub(super) fn digest(&mut self) -> Result<Vec<u8>, Fault> {
        match std::mem::replace(&mut self.hashing, Hashing::Off) {
            Hashing::On(hasher) => Ok(hasher.finish()),
            _ => Err(Fault::CrlMalformed),
        }
    }

    /// The head of the next element, which ends at `end` at the latest.
    pub(super) fn head(&mut self, end: usize) -> Result<Head, Fault> {
        let mut octets = [0; 6];
        let [tag, length, rest @ ..] = &mut octets;
        let mut two = [0; 2];
        self.fill(&mut two)?;
        [*tag, *length] = two;
        let more = usize::from(length.saturating_sub(0x80));
        let long = match *length {
            0..=0x7f => None,
            0x81..=0x84 => Some(rest.get_mut(..more).ok_or(Fault::CrlMalformed)?),
            _ => return Err(Fault::CrlMalformed),
        };
        let size = match long {
            None => usize::from(*length),
            Some(long) => {
                self.fill(long)?;
                long.iter().fold(0, |size, octet| size << 8 | usize::from(*octet))
            }
        };
        let its_end = self.position.checked_add(size).filter(|its_end| *its_end <= end);
        let its_end = its_end.ok_or(Fault::CrlMalformed)?;
        Ok(Head { tag: *tag, end: its_end, octets, width: 2 + more })
    }

    /// The rest of the element, after its head; at most so many octets.
    pub(super) fn body<'b>(
        &mut self,
        head: Head,
        most: usize,
        into: &'b mut Vec<u8>,
    ) -> Result<&'b [u8], Fault> {
        let size = head.end.saturating_sub(self.position);
        if size > most {
            return Err(Fault::CrlMalformed);
        }
        into.resize(size, 0);
        self.fill(into)?;
        Ok(into)
    }

    /// The whole element, its head included.
    pub(super) fn whole(&mut self, head: Head, most: usize) -> Result<Vec<u8>, Fault> {
        let mut body = Vec::new();
        self.body(head, most, &mut body)?;
        let octets = head.octets.get(..head.width).unwrap_or_default();
        Ok([octets, &body].concat())
    }

    /// Whether nothing is left.
    pub(super) fn is_over(&mut self) -> Result<bool, Fault> {
        self.inner.fill_buf().map(<[u8]>::is_empty).map_err(|_| Fault::FileUnreadable)
    }

    fn fill(&mut self, octets: &mut [u8]) -> Result<(), Fault> {
        use std::io::ErrorKind::UnexpectedEof;
        self.inner.read_exact(octets).map_err(|error| match error.kind() {
            UnexpectedEof => Fault::CrlMalformed,
            _ => Fault::FileUnreadable,
        })?;
        self.position += octets.len();
        match &mut self.hashing {
            Hashing::Off => {}
            Hashing::Kept(kept) => kept.extend_from_slice(octets),
            Hashing::On(hasher) => hasher.update(octets),
        }
        Ok(())
    }
}

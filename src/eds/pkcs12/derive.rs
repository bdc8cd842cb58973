//! Keys from passwords (RFC 7292, appendix B.2) with SHA-1, and the bound on the work they cost.

use sha1::{Digest, Sha1, block_api::compress};
use zeroize::Zeroizing;

use crate::domain::Fault;

/// SHA-1's block and digest in octets (RFC 7292's v and u).
const BLOCK: usize = 64;
const DIGEST: usize = 20;

/// Iterations, times blocks derived, that all derivations of one file may ask for together: well
/// under a second. A file of НУЦ РК asks for 6,144.
const WORK: u32 = 1_000_000;

/// What a derived key is for (RFC 7292, appendix B.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Encryption.
    Key = 1,
    /// An initial vector.
    Vector = 2,
    /// Integrity.
    Mac = 3,
}

/// A password as PKCS #12 takes it: UTF-16, big-endian, two zero octets at its end.
pub(super) struct Password(Zeroizing<Vec<u8>>);

/// Salt and iterations, as a file names them.
#[derive(Debug, Clone)]
pub(super) struct Cost {
    pub(super) salt: Vec<u8>,
    pub(super) iterations: u32,
}

/// How much work a file may still cause.
#[derive(Debug)]
pub(super) struct Work(u32);

impl Password {
    pub(super) fn new(password: &str) -> Self {
        // Room for everything at once: a growing buffer would leave unwiped copies behind.
        let mut octets = Zeroizing::new(Vec::with_capacity(password.len() * 2 + 2));
        for unit in password.encode_utf16().chain([0]) {
            octets.extend_from_slice(&unit.to_be_bytes());
        }
        Self(octets)
    }
}

impl Work {
    pub(super) fn allowed() -> Self {
        Self(WORK)
    }

    fn spend(&mut self, iterations: u32, blocks: usize) -> Result<(), Fault> {
        let cost = u32::try_from(blocks).ok().and_then(|blocks| blocks.checked_mul(iterations));
        self.0 = cost.and_then(|cost| self.0.checked_sub(cost)).ok_or(Fault::KeyFileBomb)?;
        Ok(())
    }
}

/// Derives `length` octets.
///
/// # Errors
/// [`Fault::KeyFileBomb`], before any work, when the file asks for more than is left of `work`.
pub(super) fn derive(
    password: &Password,
    cost: &Cost,
    purpose: Purpose,
    length: usize,
    work: &mut Work,
) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let blocks = length.div_ceil(DIGEST);
    work.spend(cost.iterations, blocks)?;
    let diversifier = [purpose as u8; BLOCK];
    let (salt, password) = (filled(&cost.salt), filled(&password.0));
    let mut input = Zeroizing::new(Vec::with_capacity(salt.len() + password.len()));
    input.extend_from_slice(&salt);
    input.extend_from_slice(&password);

    let mut derived = Zeroizing::new(Vec::with_capacity(blocks * DIGEST));
    for _ in 0..blocks {
        let mut digest = Zeroizing::new([0; DIGEST]);
        *digest = Sha1::new_with_prefix(diversifier).chain_update(&*input).finalize().into();
        hash_again(&mut digest, cost.iterations.saturating_sub(1));
        derived.extend_from_slice(&*digest);
        for block in input.chunks_exact_mut(BLOCK) {
            add_one_and(block, &digest);
        }
    }
    derived.truncate(length);
    Ok(derived)
}

/// SHA-1's initial state (FIPS 180-4 §5.3.1).
const INITIAL: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

/// Replaces a digest by its own digest, so many times. A digest and its padding are one block, so
/// this goes straight to SHA-1's compression: nearly all of a key file's time is spent here.
fn hash_again(digest: &mut [u8; DIGEST], times: u32) {
    let mut block = Zeroizing::new([0; BLOCK]);
    block[DIGEST] = 0x80;
    block[BLOCK - 1] = 8 * DIGEST as u8;
    for _ in 0..times {
        block[..DIGEST].copy_from_slice(digest);
        let mut state = INITIAL;
        compress(&mut state, std::array::from_ref(&*block));
        for (octets, word) in digest.chunks_exact_mut(4).zip(state) {
            octets.copy_from_slice(&word.to_be_bytes());
        }
    }
}

/// Copies of `octets` up to the next whole block.
fn filled(octets: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = octets.len().next_multiple_of(BLOCK);
    let mut blocks = Zeroizing::new(Vec::with_capacity(length));
    blocks.extend(octets.iter().cycle().take(length));
    blocks
}

/// block = block + digest, repeated to a block, + 1, modulo 2^512, big-endian.
fn add_one_and(block: &mut [u8], digest: &[u8; DIGEST]) {
    let mut carry = 1;
    for (place, octet) in block.iter_mut().enumerate().rev() {
        let sum = u16::from(*octet) + u16::from(digest[place % DIGEST]) + carry;
        *octet = sum as u8;
        carry = sum >> 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived(purpose: Purpose, salt: &str, iterations: u32, length: usize) -> String {
        let cost = Cost { salt: hex::decode(salt).unwrap(), iterations };
        let password = Password::new("smeg");
        hex::encode(&*derive(&password, &cost, purpose, length, &mut Work::allowed()).unwrap())
    }

    /// Known answers, which OpenSSL and Bouncy Castle share.
    #[test]
    fn known_answers() {
        assert_eq!(
            derived(Purpose::Key, "0a58cf64530d823f", 1, 24),
            "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3"
        );
        assert_eq!(derived(Purpose::Vector, "0a58cf64530d823f", 1, 8), "79993dfe048d3b76");
        assert_eq!(
            derived(Purpose::Mac, "3d83c0e4546ac140", 1, 20),
            "8d967d88f6caa9d714800ab3d48051d63f73a312"
        );
    }

    #[test]
    fn hashing_again_is_hashing() {
        let first: [u8; DIGEST] = Sha1::digest(b"agreement").into();
        let mut digest = first;
        hash_again(&mut digest, 3);
        let expected = (0..3).fold(first, |digest, _| Sha1::digest(digest).into());
        assert_eq!(digest, expected);
    }

    #[test]
    fn work_is_refused_before_it_is_done() {
        let ask = |iterations, length, work: &mut Work| {
            let cost = Cost { salt: vec![1; 20], iterations };
            derive(&Password::new(""), &cost, Purpose::Key, length, work).map(drop)
        };
        assert_eq!(ask(WORK + 1, 20, &mut Work::allowed()), Err(Fault::KeyFileBomb));
        assert_eq!(ask(u32::MAX, 20, &mut Work::allowed()), Err(Fault::KeyFileBomb));
        assert_eq!(ask(WORK / 2, 60, &mut Work::allowed()), Err(Fault::KeyFileBomb));
        let mut little = Work(3);
        assert_eq!(ask(1, 40, &mut little), Ok(()));
        assert_eq!(ask(1, 40, &mut little), Err(Fault::KeyFileBomb));
    }
}

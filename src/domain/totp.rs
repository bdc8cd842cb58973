//! Codes of an authenticator: TOTP (RFC 6238) over HMAC-SHA-1, six digits, thirty seconds, as
//! every authenticator program makes them.
//!
//! Decides nothing about reuse: whoever checks a code keeps the newest step and accepts no step
//! twice (RFC 6238, 5.2).

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{Moment, Random, RandomFailed, Secret};

/// Octets of the secret: 160 bits (RFC 4226, 4, R6).
const OCTETS: usize = 20;
/// SHA-1's block: a shorter HMAC key is filled up with zeros (RFC 2104, 2).
const BLOCK: usize = 64;
/// Seconds a code is shown.
const SECONDS: i64 = 30;
/// A code of the step before or after is good too: clocks differ and people type (RFC 6238, 5.2).
const DRIFT: i64 = 1;
/// RFC 4648, 6.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// An authenticator's secret.
#[derive(Clone)]
pub struct Authenticator(Zeroizing<[u8; OCTETS]>);

impl std::fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("••••")
    }
}

impl Authenticator {
    /// A new secret.
    ///
    /// # Errors
    /// When the random source failed.
    pub fn generate(random: &dyn Random) -> Result<Self, RandomFailed> {
        let mut octets = Zeroizing::new([0; OCTETS]);
        random.fill(octets.as_mut_slice())?;
        Ok(Self(octets))
    }

    /// From the 20 octets of the secret.
    #[must_use]
    pub fn from_octets(octets: &[u8]) -> Option<Self> {
        octets.try_into().ok().map(|octets| Self(Zeroizing::new(octets)))
    }

    /// From the secret in base32, with or without spaces, in either case.
    #[must_use]
    pub fn parse(base32: &str) -> Option<Self> {
        let (mut octets, mut bits, mut held) =
            (Zeroizing::new(Vec::with_capacity(OCTETS)), 0, 0_u32);
        for c in base32.bytes().filter(|c| *c != b' ') {
            let value = ALPHABET.iter().position(|known| *known == c.to_ascii_uppercase())?;
            held = held << 5 | u32::try_from(value).ok()?;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                octets.push(u8::try_from(held >> bits).ok()?);
                held &= (1 << bits) - 1;
            }
        }
        Self::from_octets(&octets)
    }

    /// The 20 octets of the secret. To seal it, never to store it.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The secret in base32 (RFC 4648), 32 characters, as it is typed into an authenticator.
    #[must_use]
    pub fn base32(&self) -> Secret {
        let mut text = Zeroizing::new(String::with_capacity(OCTETS / 5 * 8));
        for five in self.0.chunks(5) {
            let whole = five.iter().fold(0_u64, |whole, octet| whole << 8 | u64::from(*octet));
            for place in (0..8).rev() {
                let value = (whole >> (place * 5) & 31) as usize;
                text.push(char::from(ALPHABET[value]));
            }
        }
        Secret::new("authenticator", text.as_str())
    }

    /// What a QR code carries to an authenticator (Google's key URI format).
    #[must_use]
    pub fn uri(&self, login: &str) -> Secret {
        let secret = self.base32();
        let (issuer, secret) = ("Kezekte", secret.reveal());
        Secret::new(
            "authenticator",
            format!(
                "otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&algorithm=SHA1\
                 &digits=6&period={SECONDS}"
            ),
        )
    }

    /// The code that is shown at this moment.
    #[must_use]
    pub fn code_at(&self, at: Moment) -> Secret {
        Secret::new("code", self.code(step_at(at)))
    }

    /// The step that `code` belongs to, when it is good at this moment: the present one, the one
    /// before or the one after.
    #[must_use]
    pub fn step_of(&self, code: &str, at: Moment) -> Option<i64> {
        let present = step_at(at);
        let mut found = None;
        // Every step is looked at: how long it takes tells nothing.
        for step in present - DRIFT..=present + DRIFT {
            let same: bool = self.code(step).as_bytes().ct_eq(code.as_bytes()).into();
            if same {
                found = Some(step);
            }
        }
        found
    }

    /// RFC 4226, 5.3, over the step as the counter.
    fn code(&self, step: i64) -> String {
        let mut key = Zeroizing::new([0; BLOCK]);
        key[..OCTETS].copy_from_slice(self.octets());
        let mut mac = <Hmac<Sha1> as KeyInit>::new((&*key).into());
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[digest.len() - 1] & 15);
        let four = &digest[offset..offset + 4];
        let value = four.iter().fold(0_u32, |value, octet| value << 8 | u32::from(*octet));
        format!("{:06}", (value & 0x7fff_ffff) % 1_000_000)
    }
}

fn step_at(at: Moment) -> i64 {
    at.seconds().div_euclid(SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_the_rfc() -> Authenticator {
        Authenticator::from_octets(b"12345678901234567890").unwrap()
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_codes_of_rfc_6238() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(of_the_rfc().code_at(Moment::from_seconds(seconds)).reveal(), code);
        }
    }

    #[test]
    fn a_code_is_good_for_its_own_step_and_the_two_beside_it() {
        let authenticator = of_the_rfc();
        let code = authenticator.code_at(Moment::from_seconds(1_111_111_109));
        let step = 1_111_111_109 / 30;
        let begins = step * 30;
        let judged = |seconds| authenticator.step_of(code.reveal(), Moment::from_seconds(seconds));
        for seconds in [begins - 30, begins - 1, begins, begins + 29, begins + 30, begins + 59] {
            assert_eq!(judged(seconds), Some(step), "{seconds}");
        }
        assert_eq!((judged(begins - 31), judged(begins + 60)), (None, None));
        for wrong in ["", "8180", "81804", "081805", " 081804", "081804 ", "0818044"] {
            let at = Moment::from_seconds(1_111_111_109);
            assert_eq!(authenticator.step_of(wrong, at), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_secret_is_typed_and_read_back() {
        // RFC 4648's alphabet over the secret of RFC 6238.
        let base32 = of_the_rfc().base32();
        assert_eq!(base32.reveal(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for typed in [base32.reveal(), "gezd gnbv gy3t qojq gezd gnbv gy3t qojq"] {
            assert_eq!(Authenticator::parse(typed).unwrap().octets(), b"12345678901234567890");
        }
        for wrong in ["", "GEZDGNBV", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "Ж"] {
            assert!(Authenticator::parse(wrong).is_none(), "{wrong}");
        }
        assert_eq!(
            of_the_rfc().uri("a.sultan").reveal(),
            "otpauth://totp/Kezekte:a.sultan?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Kezekte&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(format!("{:?}", of_the_rfc()), "••••");
    }
}

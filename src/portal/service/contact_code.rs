//! Codes that confirm a phone or an e-mail: six digits, bound to the account, the channel and the
//! value they were sent to.
//!
//! Stored as a salted hash. Six digits are few: what keeps them is that three may be tried within
//! ten minutes, not the hash.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{Refusal, Service, account_view::unsigned};
use crate::{
    api::PendingCode,
    domain::{Channel, Moment, Random, RandomFailed, Secret},
    portal::store::{StoredCode, Work},
};

/// How long a code is taken.
pub(super) const VALID: Duration = Duration::from_secs(10 * 60);
/// How often a code may be given wrongly; the last of these ends it.
pub(super) const MOST_TRIES: i64 = 3;
/// Codes sent within [`WINDOW`] to an account's channel, and to a value from anywhere.
pub(super) const MOST_SENDS: i64 = 5;
/// The time over which sends are counted.
pub(in crate::portal) const WINDOW: Duration = Duration::from_secs(60 * 60);
/// Digits of a code.
const DIGITS: usize = 6;
const SALT: usize = 16;

/// A new code: what is sent, and what is stored of it.
pub(super) struct Minted {
    pub(super) code: Secret,
    pub(super) salt: Vec<u8>,
    pub(super) hash: [u8; 32],
}

impl Service {
    pub(super) fn mint_contact_code(
        &self,
        (account, channel, value): (i64, Channel, &Secret),
    ) -> Result<Minted, Refusal> {
        let random = self.random.as_ref();
        let mut salt = vec![0; SALT];
        random.fill(&mut salt)?;
        let code = draw(random)?;
        let hash = hash(&salt, (account, channel, value), &code);
        Ok(Minted { code, salt, hash })
    }

    /// The codes of an account that can still be given back.
    pub(super) async fn pending_codes(
        &self,
        work: &mut Work,
        account: i64,
        at: Moment,
    ) -> Result<Vec<PendingCode>, Refusal> {
        let open = work.open_contact_codes(account, at).await?;
        Ok(open
            .into_iter()
            .map(|code| PendingCode {
                channel: code.channel,
                expires_at: code.expires_at,
                tries_left: tries_left(code.tries),
            })
            .collect())
    }
}

/// How often a code can still be given wrongly.
pub(super) fn tries_left(tries: i64) -> u32 {
    u32::try_from(unsigned(MOST_TRIES - tries)).unwrap_or(0)
}

/// True when this is the code that was sent.
pub(super) fn matches(stored: &StoredCode, account: i64, presented: &Secret) -> bool {
    let hash = hash(&stored.salt, (account, stored.channel, &stored.value), presented);
    hash.ct_eq(&stored.hash).into()
}

/// True when it could be a code at all.
pub(super) fn is_code(text: &Secret) -> bool {
    let text = text.reveal();
    text.len() == DIGITS && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// Six digits, each of the million as likely as another: what would favour the low ones is drawn
/// again.
fn draw(random: &dyn Random) -> Result<Secret, RandomFailed> {
    const CODES: u32 = 1_000_000;
    const EVEN: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let mut octets = [0; 4];
        random.fill(&mut octets)?;
        let drawn = u32::from_be_bytes(octets);
        if drawn < EVEN {
            return Ok(Secret::new("code", format!("{:06}", drawn % CODES)));
        }
    }
}

/// SHA-256 over salt, account, channel, value and code, each variable one led by its length.
fn hash(
    salt: &[u8],
    (account, channel, value): (i64, Channel, &Secret),
    code: &Secret,
) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(account.to_be_bytes());
    let parts =
        [salt, channel.code().as_bytes(), value.reveal().as_bytes(), code.reveal().as_bytes()];
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Gives these numbers, one after another.
    #[derive(Debug)]
    struct Given(Mutex<Vec<u32>>);

    impl Random for Given {
        fn fill(&self, octets: &mut [u8]) -> Result<(), RandomFailed> {
            let next = self.0.lock().unwrap().remove(0);
            octets.copy_from_slice(&next.to_be_bytes());
            Ok(())
        }
    }

    #[test]
    fn a_code_has_six_digits_and_no_favourites() {
        let given = Given(Mutex::new(vec![7, u32::MAX, 4_293_999_999, 4_294_000_000, 1_000_000]));
        let drawn = || draw(&given).unwrap().reveal().to_owned();
        assert_eq!(drawn(), "000007");
        assert_eq!(drawn(), "999999", "the number beyond the last whole million is drawn again");
        assert_eq!(drawn(), "000000");
    }

    #[test]
    fn a_code_is_bound_to_account_channel_and_value() {
        let (value, code) = (Secret::new("x", "+70000000001"), Secret::new("code", "123456"));
        let of = |salt: &[u8], account, channel, value: &Secret, code: &Secret| {
            hash(salt, (account, channel, value), code)
        };
        let one = of(b"s", 1, Channel::Phone, &value, &code);
        let other = Secret::new("x", "+70000000002");
        let others = [
            of(b"t", 1, Channel::Phone, &value, &code),
            of(b"s", 2, Channel::Phone, &value, &code),
            of(b"s", 1, Channel::Email, &value, &code),
            of(b"s", 1, Channel::Phone, &other, &code),
            of(b"s", 1, Channel::Phone, &value, &Secret::new("code", "123457")),
        ];
        assert!(!others.contains(&one));
    }
}

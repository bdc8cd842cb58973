//! Passwords of the staff: Argon2id (RFC 9106), with the parameters OWASP asks for at least.
//!
//! The parameters stand in each stored string, so raising them here leaves old hashes good.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::phc::PasswordHash,
};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::Error;
use crate::domain::{Random, Secret};

/// Memory in KiB, passes and lanes: 19 MiB, 2, 1 (OWASP Password Storage Cheat Sheet).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Hashes computed at once: 76 MiB at the most, however many ask.
const AT_ONCE: usize = 4;
/// The hash nobody's password has: verified where there is no member, so that it costs the same.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// Letters and digits that are not mistaken for each other (Crockford's base32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Computes hashes, a few at a time.
#[derive(Debug)]
pub(super) struct Passwords(Semaphore);

impl Default for Passwords {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

impl Passwords {
    /// Whether the password is the one of this hash; without a hash it is not, and that takes as
    /// long. Runs where it keeps no other call waiting.
    pub(super) async fn verify(&self, password: &Secret, stored: Option<String>) -> bool {
        // The semaphore is never closed: an error would only mean fewer hashes at once.
        let _permit = self.0.acquire().await.ok();
        let password = password.clone();
        let verifying = tokio::task::spawn_blocking(move || {
            let known = stored.is_some();
            let stored = stored.as_deref().unwrap_or(NOBODY);
            known & matches(password.reveal(), stored)
        });
        verifying.await.unwrap_or(false)
    }
}

/// Hashes a password under a new salt; a PHC string.
pub(super) fn hash(password: &str, random: &dyn Random) -> Result<String, Error> {
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|_| Error::Password)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|_| Error::Password)
}

/// Verified with the parameters of the stored string.
fn matches(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|stored| Argon2::default().verify_password(password.as_bytes(), &stored).is_ok())
}

/// `groups` of four random characters, five bits each, joined by `-`: to be read aloud and typed.
pub(super) fn readable(
    slot: &'static str,
    groups: usize,
    random: &dyn Random,
) -> Result<Secret, crate::domain::RandomFailed> {
    let mut octets = Zeroizing::new(vec![0; groups * 4]);
    random.fill(&mut octets)?;
    let mut text = Zeroizing::new(String::with_capacity(groups * 5));
    for (place, octet) in octets.iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[usize::from(octet & 31)]));
    }
    Ok(Secret::new(slot, text.as_str()))
}

/// A readable secret as it was meant, however it was typed: without hyphens and spaces, in small
/// letters, letters for the digits they are mistaken for.
pub(super) fn as_meant(typed: &str) -> Zeroizing<String> {
    let meant = typed.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| match c {
        'o' | 'O' => '0',
        'i' | 'I' | 'l' | 'L' => '1',
        c => c.to_ascii_lowercase(),
    });
    Zeroizing::new(meant.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::OsRandom;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_alone() {
        let stored = hash("Qwerty12", &OsRandom).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(stored, hash("Qwerty12", &OsRandom).unwrap(), "salted");
        let (passwords, right) = (Passwords::default(), Secret::new("password", "Qwerty12"));
        assert!(passwords.verify(&right, Some(stored.clone())).await);
        assert!(!passwords.verify(&Secret::new("password", "qwerty12"), Some(stored)).await);
        assert!(!passwords.verify(&right, None).await);
        assert!(!passwords.verify(&right, Some("damaged".to_owned())).await);
    }

    /// Other parameters would tell an unknown login by the time it takes.
    #[test]
    fn nobodys_hash_costs_as_much_as_anybodys() {
        let (anybodys, nobodys) =
            (hash("x", &OsRandom).unwrap(), PasswordHash::new(NOBODY).unwrap());
        let anybodys = PasswordHash::new(&anybodys).unwrap();
        assert_eq!(
            (nobodys.algorithm, nobodys.version, nobodys.params),
            (anybodys.algorithm, anybodys.version, anybodys.params)
        );
        assert_eq!(nobodys.hash.unwrap().len(), anybodys.hash.unwrap().len());
    }

    #[test]
    fn what_is_read_aloud_is_typed_in_many_ways() {
        let secret = readable("code", 2, &OsRandom).unwrap();
        assert_eq!(secret.reveal().len(), 9);
        assert_eq!(secret.reveal().as_bytes()[4], b'-');
        assert_eq!(as_meant(" ABCO-1l2x ").as_str(), "abc0112x");
        assert_eq!(*as_meant(secret.reveal()), secret.reveal().replace('-', ""));
    }
}

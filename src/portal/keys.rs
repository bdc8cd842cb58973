//! The portal's own key, outside the database: whoever copies the database alone holds no
//! authenticator's secret and cannot try recovery codes.
//!
//! `staff.key` in the keys folder: 32 random octets, readable by its owner only, made on first use.
//! Processes that share a database share this file.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write as _},
    path::Path,
};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
};
use zeroize::Zeroizing;

use super::{Error, auth};
use crate::domain::{Random, RandomFailed};

const FILE: &str = "staff.key";
const OCTETS: usize = 32;

/// Keys derived from the file's, one for each use.
pub(super) struct Keys {
    sealing: LessSafeKey,
    mac: hmac::Key,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

/// What was sealed cannot be opened: by another key, for something else, or it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

impl Keys {
    /// Reads the folder's key; makes folder and key when they are not there.
    pub(super) fn open(folder: &Path, random: &dyn Random) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let octets = match fs::read(&path) {
            Ok(octets) => Zeroizing::new(octets),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                make(folder, &path, random)?;
                Zeroizing::new(fs::read(&path).map_err(Error::Keys)?)
            }
            Err(error) => return Err(Error::Keys(error)),
        };
        let octets: &[u8; OCTETS] = octets.as_slice().try_into().map_err(|_| Error::StaffKey)?;
        Self::from_octets(octets).ok_or(Error::StaffKey)
    }

    /// From the file's octets.
    pub(super) fn from_octets(octets: &[u8; OCTETS]) -> Option<Self> {
        let master = hmac::Key::new(hmac::HMAC_SHA256, octets);
        let derived = |use_: &str| hmac::sign(&master, use_.as_bytes());
        let sealing = UnboundKey::new(&AES_256_GCM, derived("kezekte staff seal 1").as_ref());
        Some(Self {
            sealing: LessSafeKey::new(sealing.ok()?),
            mac: hmac::Key::new(hmac::HMAC_SHA256, derived("kezekte staff mac 1").as_ref()),
        })
    }

    /// AES-256-GCM under a random nonce, which comes first. It opens only for the same owner.
    pub(super) fn seal(
        &self,
        owner: &str,
        secret: &[u8],
        random: &dyn Random,
    ) -> Result<Vec<u8>, RandomFailed> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce)?;
        let mut sealed = secret.to_vec();
        let named = Aad::from(owner.as_bytes());
        self.sealing
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), named, &mut sealed)
            .map_err(|_| RandomFailed)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed for this owner.
    pub(super) fn unseal(&self, owner: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Broken> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(Broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Broken)?;
        let mut body = Zeroizing::new(body.to_vec());
        let named = Aad::from(owner.as_bytes());
        let length = self.sealing.open_in_place(nonce, named, &mut body).map_err(|_| Broken)?.len();
        body.truncate(length);
        Ok(body)
    }

    /// HMAC-SHA-256 of `text` for one `use_`: stands for what must be found again and never read.
    pub(super) fn mac(&self, use_: &str, text: &[u8]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.mac);
        context.update(&(use_.len() as u64).to_be_bytes());
        context.update(use_.as_bytes());
        context.update(text);
        let mut octets = [0; 32];
        octets.copy_from_slice(context.sign().as_ref());
        octets
    }
}

/// Writes beside and links: of processes that start together one's key stays, and nobody ever reads
/// half a key.
fn make(folder: &Path, path: &Path, random: &dyn Random) -> Result<(), Error> {
    let mut octets = Zeroizing::new([0; OCTETS]);
    random.fill(octets.as_mut_slice())?;
    let half = folder.join(format!("{FILE}.{}", auth::random_hex::<8>(random)?));
    let writing = || -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&half)?;
        file.write_all(octets.as_slice())?;
        file.sync_all()?;
        let linked = fs::hard_link(&half, path);
        fs::remove_file(&half)?;
        match linked {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => fs::File::open(folder)?.sync_all(),
        }
    };
    writing().map_err(Error::Keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::OsRandom;

    #[test]
    fn what_is_sealed_opens_for_its_owner_by_its_key_unchanged() {
        let (keys, others) =
            (Keys::from_octets(&[1; 32]).unwrap(), Keys::from_octets(&[2; 32]).unwrap());
        let sealed = keys.seal("a.sultan", b"secret", &OsRandom).unwrap();
        assert_eq!(&*keys.unseal("a.sultan", &sealed).unwrap(), b"secret");
        assert_ne!(sealed, keys.seal("a.sultan", b"secret", &OsRandom).unwrap());
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        assert_eq!(keys.unseal("b.sultan", &sealed), Err(Broken));
        assert_eq!(others.unseal("a.sultan", &sealed), Err(Broken));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(keys.unseal("a.sultan", &changed), Err(Broken));
            assert_eq!(keys.unseal("a.sultan", &sealed[..place]), Err(Broken));
        }
        assert_ne!(keys.mac("a", b"bc"), keys.mac("ab", b"c"));
        assert_ne!(keys.mac("a", b"b"), others.mac("a", b"b"));
    }

    #[test]
    fn the_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("keys");
        let made: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let opened = (0..8).map(|_| {
                scope.spawn(|| Keys::open(&folder, &OsRandom).unwrap().mac("same", b"text"))
            });
            let opened: Vec<_> = opened.collect();
            opened.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(made.windows(2).all(|pair| pair[0] == pair[1]), "one key for all");
        let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
        assert_eq!(left, [folder.join(FILE)]);
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(
                &fs::metadata(folder.join(FILE)).unwrap().permissions(),
            );
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(folder.join(FILE), b"short").unwrap();
        assert!(matches!(Keys::open(&folder, &OsRandom), Err(Error::StaffKey)));
    }
}

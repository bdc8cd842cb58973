//! The closed table of signature suites: which key, signature and digest algorithms belong
//! together, and with which parameters.
//!
//! It does not negotiate and has no default: what is not in the table is refused, and so is any
//! mixture of two of its lines.

use const_oid::ObjectIdentifier;
use der::{Any, Decode, Encode};
use sha2::Sha256;
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};
use streebog::{Digest, Streebog512};

use crate::domain::{Fault, KeyKind};

/// A signature suite: five fields that must all agree.
#[derive(Debug)]
pub struct Suite {
    /// For people who read reports: `GOST 34.10-2015 (512) with GOST 34.11-2015 (512)`.
    pub name: &'static str,
    /// What the operator's policy calls such keys.
    pub kind: KeyKind,
    /// The key's algorithm, in a SubjectPublicKeyInfo.
    pub key: ObjectIdentifier,
    /// The signature's algorithm, in a certificate, CRL, OCSP response or CMS.
    pub signature: ObjectIdentifier,
    /// The digest's algorithm.
    pub digest: ObjectIdentifier,
    /// DER of the key algorithm's parameters.
    key_parameters: &'static [u8],
    /// Whether signature and digest may leave their NULL parameters out (RFC 4055 §5 and RFC 5754
    /// §2 ask this of RSA and SHA-2; НУЦ РК always writes NULL).
    null_may_be_absent: bool,
    hash: fn(&[u8]) -> Vec<u8>,
}

/// GOST 34.10-2015 with a 512-bit key and GOST 34.11-2015 (Streebog) with 512 bits: what НУЦ РК has
/// issued to people since 2024. The parameters name the curve (id-tc26-gost-3410-12-512-paramSetA
/// under its Kazakh OID) and the hash.
pub static GOST_512: Suite = Suite {
    name: "GOST 34.10-2015 (512) with GOST 34.11-2015 (512)",
    kind: KeyKind::Gost512,
    key: ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.2"),
    signature: ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.3.2"),
    digest: ObjectIdentifier::new_unwrap("1.2.398.3.10.1.3.3"),
    key_parameters: &[
        0x30, 0x16, 0x06, 0x0a, 0x2a, 0x83, 0x0e, 0x03, 0x0a, 0x01, 0x01, 0x02, 0x02, 0x01, 0x06,
        0x08, 0x2a, 0x83, 0x0e, 0x03, 0x0a, 0x01, 0x03, 0x03,
    ],
    null_may_be_absent: false,
    hash: |message| Streebog512::digest(message).to_vec(),
};

/// RSA, PKCS #1 v1.5, with SHA-256.
pub static RSA_SHA256: Suite = Suite {
    name: "RSA with SHA-256",
    kind: KeyKind::Rsa,
    key: const_oid::db::rfc5912::RSA_ENCRYPTION,
    signature: const_oid::db::rfc5912::SHA_256_WITH_RSA_ENCRYPTION,
    digest: const_oid::db::rfc5912::ID_SHA_256,
    key_parameters: NULL,
    null_may_be_absent: true,
    hash: |message| Sha256::digest(message).to_vec(),
};

/// The key algorithm of GOST 34.310-2004: such keys are recognised, and refused.
pub const GOST_2004_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.1.1");

/// Every suite that is accepted.
pub static SUITES: [&Suite; 2] = [&GOST_512, &RSA_SHA256];

/// Algorithms that are known by name and refused: a report can say which one it met.
const REFUSED: [(&str, ObjectIdentifier); 8] = [
    ("GOST 34.310-2004", GOST_2004_KEY),
    ("GOST 34.310-2004 with GOST 34.311-95", ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.1.2")),
    ("GOST 34.311-95", ObjectIdentifier::new_unwrap("1.2.398.3.10.1.3.1")),
    ("GOST 34.10-2015 (256)", ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.1")),
    (
        "GOST 34.10-2015 (256) with GOST 34.11-2015 (256)",
        ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.3.1"),
    ),
    ("GOST 34.11-2015 (256)", ObjectIdentifier::new_unwrap("1.2.398.3.10.1.3.2")),
    ("SHA-1", ObjectIdentifier::new_unwrap("1.3.14.3.2.26")),
    ("RSA with SHA-1", const_oid::db::rfc5912::SHA_1_WITH_RSA_ENCRYPTION),
];

const NULL: &[u8] = &[0x05, 0x00];

/// The signature's algorithm tells one line of the table from another.
impl PartialEq for Suite {
    fn eq(&self, other: &Self) -> bool {
        self.signature == other.signature
    }
}
impl Eq for Suite {}

impl Suite {
    /// The suite of a public key, by its algorithm and parameters.
    ///
    /// # Errors
    /// [`Fault::AlgorithmNotAccepted`] for an algorithm outside the table,
    /// [`Fault::SuiteDisagrees`] for other parameters than the suite's.
    pub fn of_key(key: AlgorithmIdentifierRef<'_>) -> Result<&'static Self, Fault> {
        let suite =
            SUITES.into_iter().find(|s| s.key == key.oid).ok_or(Fault::AlgorithmNotAccepted)?;
        if octets(key)?.as_deref() == Some(suite.key_parameters) {
            Ok(suite)
        } else {
            Err(Fault::SuiteDisagrees)
        }
    }

    /// Checks that a signature's algorithm is this suite's (certificate, CRL, OCSP response).
    ///
    /// # Errors
    /// [`Fault::AlgorithmNotAccepted`] for an algorithm outside the table,
    /// [`Fault::SuiteDisagrees`] for another suite's, or for odd parameters.
    pub fn check_signature(&self, signature: AlgorithmIdentifierRef<'_>) -> Result<(), Fault> {
        self.check(self.signature, signature, SUITES.iter().any(|s| s.signature == signature.oid))
    }

    /// Checks that a digest's algorithm is this suite's.
    ///
    /// # Errors
    /// As [`Self::check_signature`].
    pub fn check_digest(&self, digest: AlgorithmIdentifierRef<'_>) -> Result<(), Fault> {
        self.check(self.digest, digest, SUITES.iter().any(|s| s.digest == digest.oid))
    }

    /// Checks the two algorithms of a CMS SignerInfo. There, and only there, RSA may be named by
    /// its key algorithm, since the digest stands beside it (RFC 3370 §3.2).
    ///
    /// # Errors
    /// As [`Self::check_signature`].
    pub fn check_signer(
        &self,
        digest: AlgorithmIdentifierRef<'_>,
        signature: AlgorithmIdentifierRef<'_>,
    ) -> Result<(), Fault> {
        self.check_digest(digest)?;
        if *self == RSA_SHA256 && signature.oid == self.key {
            return self.check(self.key, signature, true);
        }
        self.check_signature(signature)
    }

    fn check(
        &self,
        expected: ObjectIdentifier,
        met: AlgorithmIdentifierRef<'_>,
        known: bool,
    ) -> Result<(), Fault> {
        if !known {
            return Err(Fault::AlgorithmNotAccepted);
        }
        let parameters_fit = match octets(met)?.as_deref() {
            Some(parameters) => parameters == NULL,
            None => self.null_may_be_absent,
        };
        if met.oid == expected && parameters_fit { Ok(()) } else { Err(Fault::SuiteDisagrees) }
    }

    /// The digest of `message`, in the octet order in which it stands in a message-digest
    /// attribute: 64 octets for GOST, 32 for SHA-256.
    #[must_use]
    pub fn hash(&self, message: &[u8]) -> Vec<u8> {
        (self.hash)(message)
    }

    /// [`Self::hash`] of a message that comes in parts.
    #[must_use]
    pub fn hasher(&self) -> Hasher {
        if *self == GOST_512 {
            Hasher::Gost(Box::default())
        } else {
            Hasher::Sha256(Box::default())
        }
    }

    /// The key's algorithm with its parameters, for writing.
    #[must_use]
    pub fn key_algorithm(&self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned {
            oid: self.key,
            parameters: Any::from_der(self.key_parameters).ok(),
        }
    }

    /// The signature's algorithm, for writing; parameters NULL, as НУЦ РК writes them.
    #[must_use]
    pub fn signature_algorithm(&self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid: self.signature, parameters: Some(Any::null()) }
    }

    /// The digest's algorithm, for writing; parameters NULL, as НУЦ РК writes them.
    #[must_use]
    pub fn digest_algorithm(&self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid: self.digest, parameters: Some(Any::null()) }
    }
}

/// The digest of a message that comes in parts.
#[derive(Debug, Clone)]
pub enum Hasher {
    /// Streebog-512.
    Gost(Box<Streebog512>),
    /// SHA-256.
    Sha256(Box<Sha256>),
}

impl Hasher {
    /// Takes the next part.
    pub fn update(&mut self, part: &[u8]) {
        match self {
            Self::Gost(hasher) => hasher.update(part),
            Self::Sha256(hasher) => hasher.update(part),
        }
    }

    /// The digest of all parts, as [`Suite::hash`] gives it.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Gost(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
        }
    }
}

/// What an algorithm is called, whether accepted or only known; nothing for an unknown one.
#[must_use]
pub fn name_of(algorithm: ObjectIdentifier) -> Option<&'static str> {
    let accepted = [
        ("GOST 34.10-2015 (512)", GOST_512.key),
        (GOST_512.name, GOST_512.signature),
        ("GOST 34.11-2015 (512)", GOST_512.digest),
        ("RSA", RSA_SHA256.key),
        (RSA_SHA256.name, RSA_SHA256.signature),
        ("SHA-256", RSA_SHA256.digest),
    ];
    accepted.into_iter().chain(REFUSED).find(|(_, oid)| *oid == algorithm).map(|(name, _)| name)
}

fn octets(algorithm: AlgorithmIdentifierRef<'_>) -> Result<Option<Vec<u8>>, Fault> {
    algorithm.parameters.map(|p| p.to_der().map_err(|_| Fault::Malformed)).transpose()
}

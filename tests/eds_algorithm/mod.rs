//! Keys, signatures and key files: vectors, real material, and what must be refused.

use der::{Decode, Encode};
use kezekte::{
    domain::{Random, RandomFailed},
    eds::algorithm::{PrivateKey, PublicKey},
};
use x509_cert::Certificate;

mod apart;
mod bombs;
mod certificate;
mod contents;
mod engine;
pub(crate) mod envelope;
mod gost;
mod key_files;
mod octets;
mod rsa;
mod suites;
mod vectors;

use certificate::{certificate, element};

/// The production root and issuing authority, which are in the project itself.
const ROOT: &[u8] = include_bytes!("../../assets/trust/root_gost_2022.cer");
const ISSUER: &[u8] = include_bytes!("../../assets/trust/nca_gost_2022.cer");

/// A certificate's three parts that matter here.
struct Parts {
    signed: Vec<u8>,
    signature: Vec<u8>,
    spki: Vec<u8>,
}

fn parts(certificate: &[u8]) -> Parts {
    let certificate = Certificate::from_der(certificate).unwrap();
    let tbs = certificate.tbs_certificate();
    Parts {
        signed: tbs.to_der().unwrap(),
        signature: certificate.signature().raw_bytes().to_vec(),
        spki: tbs.subject_public_key_info().to_der().unwrap(),
    }
}

fn key_of(certificate: &[u8]) -> PublicKey {
    PublicKey::from_spki(&parts(certificate).spki).unwrap()
}

/// A generator that counts: for salts in tests, and never twice the same octets.
#[derive(Debug, Default)]
struct Counting(std::sync::atomic::AtomicU8);

impl Random for Counting {
    fn fill(&self, octets: &mut [u8]) -> Result<(), RandomFailed> {
        octets.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        Ok(())
    }
}

/// A generator that has failed.
#[derive(Debug)]
struct Failed;

impl Random for Failed {
    fn fill(&self, _: &mut [u8]) -> Result<(), RandomFailed> {
        Err(RandomFailed)
    }
}

fn gost_key() -> PrivateKey {
    PrivateKey::generate_gost512(&kezekte::domain::OsRandom).unwrap()
}

//! What checking and making a whole signature costs: envelope, digest, attributes, signature, and a
//! path of two authorities (whose own signatures are verified when trust is loaded).

use divan::Bencher;
use kezekte::{
    domain::{OsRandom, Role},
    eds::{Acceptance, Anchors, Policy, claimed_time, sign, verify},
};

use self::people::{House, gost, now, rsa, subject};

#[path = "../eds/people.rs"]
#[allow(dead_code)]
mod people;

/// About the length of what is signed: the agreement in two languages.
const CONTENT: &[u8] = &[b'a'; 48 * 1024];

fn judge(bencher: Bencher<'_, '_>, house: &House) {
    let signature = house.person(&subject(Role::Person), 1).sign(CONTENT, false);
    let policy = Policy::Acceptance(Acceptance::default());
    bencher.bench(|| verify(&signature, Some(CONTENT), &house.anchors, &policy, now()));
}

#[divan::bench]
fn cms_verify_gost(bencher: Bencher<'_, '_>) {
    judge(bencher, gost());
}

#[divan::bench]
fn cms_verify_rsa(bencher: Bencher<'_, '_>) {
    judge(bencher, rsa());
}

#[divan::bench]
fn cms_sign_gost(bencher: Bencher<'_, '_>) {
    let key = gost().person(&subject(Role::Person), 1).key_file();
    bencher.bench(|| sign(CONTENT, &key, false, now(), &OsRandom).unwrap());
}

/// Reading alone, without any arithmetic on keys.
#[divan::bench]
fn cms_read(bencher: Bencher<'_, '_>) {
    let signature = gost().person(&subject(Role::Person), 1).sign(CONTENT, false);
    bencher.bench(|| claimed_time(&signature).unwrap());
}

#[divan::bench]
fn anchors_load_gost(bencher: Bencher<'_, '_>) {
    let certificates = [&gost().root, &gost().nca].map(|one| one.certificate().der().to_vec());
    bencher.bench(|| Anchors::from_certificates(certificates.clone()).unwrap());
}

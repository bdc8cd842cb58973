//! What checking and making a whole signature costs: envelope, digest, attributes, signature, and a
//! path of two authorities (whose own signatures are verified when trust is loaded).

use divan::{Bencher, counter::ItemsCount};
use kezekte::{
    domain::{OsRandom, Role, Verdict},
    eds::{
        Acceptance, Anchors, Evidence, Policy, claimed_time,
        issue::{Asked, Reply, Service},
        revocation::{Revocation, ocsp},
        sign, stamp, verify, verify_with,
    },
};

use self::people::{House, gost, now, rsa, subject, year};

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

/// Everything an acceptance is judged by, as the portal does it on a working day: the signature and
/// its path, the responder's answer, the stamp and its path; what is remembered of the authorities
/// is warm. Items a second are acceptances a second on one core.
#[divan::bench(args = ["gost", "rsa"])]
fn acceptance_verify(bencher: Bencher<'_, '_>, suite: &str) {
    let house = if suite == "gost" { gost() } else { rsa() };
    let person = house.person(&subject(Role::Person), 1);
    let signature = person.sign(CONTENT, false);
    let appoint = |service| house.nca.appoint(service, "СЫНАҚ", year(), &OsRandom).unwrap();
    let query = stamp::Query::new(&signature, &[0x41; 8]).unwrap();
    let answer = appoint(Service::StampAuthority).stamp(query.der(), now(), &OsRandom).unwrap();
    let signature = stamp::attach(&signature, &query.token(&answer).unwrap()).unwrap();
    let (certificate, issuer) = (&person.certificate, house.nca.certificate());
    let question = ocsp::Question::new(certificate, issuer, &[7; 32]).unwrap();
    let asked = Asked::read(question.der()).unwrap();
    let reply = Reply {
        status: Revocation::Good,
        this_update: now(),
        produced_at: None,
        next_update: None,
        nonce: true,
        by_key: false,
    };
    let answer = appoint(Service::Responder).answer(&asked, &reply, &OsRandom).unwrap();
    let evidence = Evidence { ocsp: vec![answer], nonce: Some(vec![7; 32]), ..Evidence::default() };
    let policy =
        Policy::Acceptance(Acceptance { revocation: true, stamp: true, ..Acceptance::default() });
    let judge =
        || verify_with(&signature, Some(CONTENT), &house.anchors, &policy, now(), &evidence);
    assert_eq!(judge().verdict, Verdict::Valid);
    bencher.counter(ItemsCount::new(1_u32)).bench(judge);
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

//! НУЦ РК's own answers, lists and time stamps.

use std::{fs, path::Path, sync::Arc};

use kezekte::{
    domain::{Fault, Moment, Verdict},
    eds::{
        Anchors, Certificate, Policy, Revocation, examine,
        revocation::{Asked, Crl, Reason, crl::look_up, ocsp},
        stamp, verify,
    },
};

use super::{
    people::{gost, moment, now as people_now},
    services::of_gost,
    tree::Node,
};
use crate::material::material;

fn read(pki: &Path, name: &str) -> Vec<u8> {
    fs::read(pki.join(name)).unwrap()
}

fn certificate(pki: &Path, name: &str) -> Certificate {
    Certificate::from_der(&read(pki, name)).unwrap()
}

/// A certificate with this serial number, of nobody: only its number is asked about.
fn numbered(pki: &Path, serial: &str) -> Certificate {
    let mut certificate = Node::parse(&read(pki, "ca_test/nca_gost2022_test.cer"));
    certificate.at(&[0, 1]).value = hex::decode(serial).unwrap();
    Certificate::from_der(&certificate.der()).unwrap()
}

fn at(moment: Moment) -> Asked {
    Asked { now: moment, about: moment }
}

#[test]
fn real_answers_of_the_responder_are_read_and_believed() {
    let Some(pki) = material("real OCSP responses") else { return };
    let issuer = certificate(&pki, "ca_test/nca_gost2022_test.cer");
    let names = ["ocsp_response_individual_2015.bin", "ocsp_response_ceo_2015_revoked.bin"];
    for name in names {
        let answer = read(&pki, &format!("ocsp/{name}"));
        let octets = hex::encode(&answer);
        // The nonce stands where its head is found.
        let after = |head: &str, length: usize| {
            let start = octets.find(head).unwrap() + head.len();
            octets[start..start + length].to_owned()
        };
        let mut basic = Node::parse(&Node::parse(&answer).at(&[1, 0, 1]).value);
        let signed = basic.at(&[0]);
        let made = String::from_utf8(signed.at(&[1]).value.clone()).unwrap();
        let serial = hex::encode(&signed.at(&[2, 0, 0, 3]).value);
        let nonce = after("2b0601050507300102040a0408", 16);
        let made = moment(&format!(
            "{}-{}-{}T{}:{}:{}Z",
            &made[..4],
            &made[4..6],
            &made[6..8],
            &made[8..10],
            &made[10..12],
            &made[12..14]
        ));
        let certificate = numbered(&pki, &serial);
        let nonce = hex::decode(nonce).unwrap();
        let judge = |answer: &[u8], nonce: Option<&[u8]>, when| {
            ocsp::judge(answer, &certificate, &issuer, nonce, at(when))
        };
        let told = judge(&answer, Some(&nonce), made).unwrap();
        if name.contains("revoked") {
            assert!(matches!(told, Revocation::Revoked { .. }), "{told:?}");
        }
        println!("{name}: {told:?} at {}", made.rfc3339());
        assert_eq!(judge(&answer, None, made), Ok(told), "fresh");
        let later = moment("2023-01-01T00:00:00Z");
        assert_eq!(judge(&answer, None, later), Err(Fault::OcspStale));
        assert_eq!(judge(&answer, Some(b"another!"), made), Err(Fault::OcspWrongNonce));
        for place in (0..answer.len()).step_by(11) {
            let mut flipped = answer.clone();
            flipped[place] ^= 1 << (place % 8);
            assert!(judge(&flipped, Some(&nonce), made).is_err(), "octet {place}");
        }
    }
}

#[test]
fn real_lists_are_read_and_verify() {
    let Some(pki) = material("real lists of revoked certificates") else { return };
    let list = |name: &str| Arc::new(Crl::read(&read(&pki, name)[..]).unwrap());
    let gost = certificate(&pki, "ca_test/nca_gost2022_test.cer");
    let rsa = certificate(&pki, "ca_test/nca_rsa_test.cer");
    let complete = list("crl/nca_gost2022_test.crl");
    let delta = list("crl/nca_d_gost_test_2022.crl");
    let of_rsa = list("crl/nca_rsa_test.crl");
    assert_eq!(complete.check_signed_by(&gost), Ok(()));
    assert_eq!(delta.check_signed_by(&gost), Ok(()));
    assert_eq!(of_rsa.check_signed_by(&rsa), Ok(()));
    assert_eq!(complete.check_signed_by(&rsa), Err(Fault::CrlWrongIssuer));
    assert!(delta.is_delta() && delta.is_empty() && !complete.is_delta());
    assert_eq!((complete.len() > 100, of_rsa.is_empty()), (true, false));

    let asked = at(moment("2026-11-22T00:00:00Z"));
    let look =
        |serial: &str, lists: &[Arc<Crl>]| look_up(lists, &numbered(&pki, serial), &gost, asked);
    let lists = [delta, complete];
    let revoked = Revocation::Revoked {
        at: moment("2026-05-06T16:34:41Z"),
        reason: Some(Reason::AffiliationChanged),
    };
    assert_eq!(look("11878bbb2d0c22c0bb736d57935c80d54be605ff", &lists), Ok(revoked));
    assert_eq!(look("11878bbb2d0c22c0bb736d57935c80d54be605fe", &lists), Ok(Revocation::Good));
    assert_eq!(look("01", &lists[..1]), Err(Fault::CrlStale));
}

#[test]
fn real_time_stamps_prove_their_time() {
    let Some(pki) = material("real time stamps") else { return };
    let (attached, detached) =
        (read(&pki, "cms/individual_attached.der"), read(&pki, "cms/individual_detached.der"));
    let token = stamp::token(&detached).unwrap().unwrap();
    assert_eq!(token, read(&pki, "ocsp/tsa_token_prod_2026.der"));
    let anchors = [
        "ca_test/root_test_gost_2022.cer",
        "ca_test/nca_gost2022_test.cer",
        "ca_prod/root_gost_2022.cer",
        "ca_prod/nca_gost_2022.cer",
    ]
    .map(|name| read(&pki, name));
    let anchors = Anchors::from_certificates(anchors).unwrap();
    let now = moment("2026-11-22T00:00:00Z");
    let judge = |signature: &[u8]| {
        let document = read(&pki, "cms/individual_document.txt");
        verify(signature, Some(&document), &anchors, &Policy::Signature, now)
    };
    for signature in [&attached, &detached] {
        let report = judge(signature);
        assert_eq!(report.verdict, Verdict::Valid);
        assert_eq!(report.stamped_at.unwrap().rfc3339().get(..16), Some("2026-07-20T09:08"));
    }
    // Taken off and put on again it is the same; over another signature it proves nothing. (The two
    // samples are one signature, with and without its document.)
    let bare = |signature: &[u8]| {
        let mut signature = Node::parse(signature);
        signature.at(&[1, 0, 4, 0]).children.pop();
        signature.der()
    };
    assert_eq!(stamp::attach(&bare(&detached), &token).unwrap(), detached);
    let ours = of_gost().person.sign(b"text", true);
    let moved = stamp::attach(&ours, &token).unwrap();
    let report = verify(&moved, None, &gost().anchors, &Policy::Signature, people_now());
    assert_eq!(report.verdict, Verdict::Indeterminate(Fault::StampDiffers));
    assert_eq!(report.stamped_at, None);
    // An old stamp (GOST 34.311-95) is named for its algorithm.
    let old = stamp::attach(&bare(&attached), &read(&pki, "ocsp/tsp_token.bin")).unwrap();
    assert_eq!(judge(&old).verdict, Verdict::Indeterminate(Fault::AlgorithmNotAccepted));
    for place in (detached.len() - token.len()..detached.len()).step_by(13) {
        let mut flipped = detached.clone();
        flipped[place] ^= 1 << (place % 8);
        let report = judge(&flipped);
        assert_ne!(report.verdict, Verdict::Valid, "octet {place}");
        assert_eq!(report.stamped_at, None, "octet {place}");
    }
    let tsa = certificate(&pki, "ca_prod/tsa_gost_2025.cer");
    assert_eq!(examine(&tsa, &anchors, &Policy::Signature, now).verdict, Verdict::Valid);
}

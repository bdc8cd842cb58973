//! The closed table: every field must agree with the others.

use const_oid::ObjectIdentifier;
use der::{Any, Decode, Encode};
use kezekte::{
    domain::Fault,
    eds::algorithm::{
        PublicKey, Suite,
        suite::{GOST_512, RSA_SHA256, SUITES, name_of},
    },
};
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};

use super::{ROOT, parts};

fn identifier(oid: &str, parameters: Option<Any>) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: ObjectIdentifier::new_unwrap(oid), parameters }
}

fn borrowed(algorithm: &AlgorithmIdentifierOwned) -> AlgorithmIdentifierRef<'_> {
    AlgorithmIdentifierRef {
        oid: algorithm.oid,
        parameters: algorithm.parameters.as_ref().map(Into::into),
    }
}

#[test]
fn each_suite_accepts_its_own_fields_and_no_others() {
    for suite in SUITES {
        for other in SUITES {
            let expected = if suite == other { Ok(()) } else { Err(Fault::SuiteDisagrees) };
            let (digest, signature) = (other.digest_algorithm(), other.signature_algorithm());
            assert_eq!(suite.check_digest(borrowed(&digest)), expected);
            assert_eq!(suite.check_signature(borrowed(&signature)), expected);
            assert_eq!(suite.check_signer(borrowed(&digest), borrowed(&signature)), expected);
            let own = suite.digest_algorithm();
            assert_eq!(suite.check_signer(borrowed(&own), borrowed(&signature)), expected);
        }
        assert_eq!(Suite::of_key(borrowed(&suite.key_algorithm())), Ok(suite));
    }
}

#[test]
fn what_is_outside_the_table_is_not_accepted() {
    let sha1 = identifier("1.3.14.3.2.26", Some(Any::null()));
    let sha1_with_rsa = identifier("1.2.840.113549.1.1.5", Some(Any::null()));
    let gost_2004 = identifier("1.2.398.3.10.1.1.1.2", Some(Any::null()));
    let pss = identifier("1.2.840.113549.1.1.10", None);
    for suite in SUITES {
        assert_eq!(suite.check_digest(borrowed(&sha1)), Err(Fault::AlgorithmNotAccepted));
        for signature in [&sha1_with_rsa, &gost_2004, &pss] {
            let refused = Err(Fault::AlgorithmNotAccepted);
            assert_eq!(suite.check_signature(borrowed(signature)), refused);
        }
    }
    assert_eq!(name_of(sha1.oid), Some("SHA-1"));
    assert_eq!(name_of(pss.oid), None);
}

#[test]
fn odd_parameters_disagree() {
    let one = Any::from_der(&[0x02, 1, 1]).unwrap();
    for suite in SUITES {
        let mut signature = suite.signature_algorithm();
        signature.parameters = Some(one.clone());
        assert_eq!(suite.check_signature(borrowed(&signature)), Err(Fault::SuiteDisagrees));
    }
    // RFC 4055 and RFC 5754 let RSA and SHA-256 go without their NULL; НУЦ РК's GOST never does.
    let bare = |suite: &Suite| AlgorithmIdentifierOwned { oid: suite.signature, parameters: None };
    assert_eq!(RSA_SHA256.check_signature(borrowed(&bare(&RSA_SHA256))), Ok(()));
    let refused = Err(Fault::SuiteDisagrees);
    assert_eq!(GOST_512.check_signature(borrowed(&bare(&GOST_512))), refused);
}

#[test]
fn rsa_may_be_named_by_its_key_in_a_signer_only() {
    let key = RSA_SHA256.key_algorithm();
    let digest = RSA_SHA256.digest_algorithm();
    assert_eq!(RSA_SHA256.check_signer(borrowed(&digest), borrowed(&key)), Ok(()));
    let refused = Err(Fault::AlgorithmNotAccepted);
    assert_eq!(RSA_SHA256.check_signature(borrowed(&key)), refused);
    let gost_key = GOST_512.key_algorithm();
    let gost_digest = GOST_512.digest_algorithm();
    assert_eq!(GOST_512.check_signer(borrowed(&gost_digest), borrowed(&gost_key)), refused);
}

/// Every octet of the algorithm in a real key's SubjectPublicKeyInfo matters.
#[test]
fn another_parameter_set_or_hash_is_refused() {
    let spki = parts(ROOT).spki;
    let algorithm = GOST_512.key_algorithm().to_der().unwrap();
    let start = spki.windows(algorithm.len()).position(|window| window == algorithm).unwrap();
    for place in start..start + algorithm.len() {
        let mut other = spki.clone();
        other[place] ^= 1;
        assert!(PublicKey::from_spki(&other).is_err(), "octet {place}");
    }
    // The curve's OID, …2.2.1, made …2.2.2 (paramSetB).
    let mut other = spki.clone();
    let curve = [0x2a, 0x83, 0x0e, 0x03, 0x0a, 0x01, 0x01, 0x02, 0x02, 0x01];
    let place = spki.windows(curve.len()).position(|window| window == curve).unwrap();
    other[place + curve.len() - 1] = 2;
    assert_eq!(PublicKey::from_spki(&other), Err(Fault::SuiteDisagrees));

    let longer = [&spki[..], &[0]].concat();
    assert_eq!(PublicKey::from_spki(&longer), Err(Fault::Malformed));
    assert_eq!(PublicKey::from_spki(&[]), Err(Fault::Malformed));
}

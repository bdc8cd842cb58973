//! Answers known from elsewhere: the authority's own certificates, another implementation's key
//! and signatures, real key files.

use std::{collections::HashMap, fs, path::Path};

use kezekte::{
    domain::Fault,
    eds::{
        algorithm::{PrivateKey, PublicKey, gost3410, suite::GOST_512},
        pkcs12,
    },
};

use super::{Counting, ISSUER, ROOT, key_of, parts};
use crate::material::material;

/// The password of every test key of НУЦ РК.
const PASSWORD: &str = "Qwerty12";

#[test]
fn the_root_signed_itself_and_the_issuer() {
    let root = key_of(ROOT);
    assert_eq!(root.name(), "GOST 34.10-2015 (512)");
    for certificate in [ROOT, ISSUER] {
        let certificate = parts(certificate);
        assert_eq!(root.verify(&certificate.signed, &certificate.signature), Ok(()));
        let other = [&certificate.signed[..], b" "].concat();
        assert_eq!(root.verify(&other, &certificate.signature), Err(Fault::BadSignature));
    }
    let root_itself = parts(ROOT);
    assert_eq!(
        key_of(ISSUER).verify(&root_itself.signed, &root_itself.signature),
        Err(Fault::BadSignature)
    );
    assert_eq!(root.to_spki(), root_itself.spki);
}

/// A key, a digest and two signatures made by Kalkan's users' implementation.
#[test]
fn another_implementations_key_and_signatures() {
    let Some(folder) = material("GOST 34.10-2015 vectors of another implementation") else {
        return;
    };
    let text = fs::read_to_string(folder.join("vectors/kalkan_test_gost512.vectors")).unwrap();
    let fields: HashMap<_, _> = text.lines().filter_map(|line| line.split_once('=')).collect();
    let octets = |name: &str| hex::decode(fields[name]).unwrap();
    let reversed = |name: &str| octets(name).into_iter().rev().collect::<Vec<_>>();

    let message = fields["msg"].as_bytes();
    assert_eq!(GOST_512.hash(message), octets("digest"));

    let key = gost3410::PrivateKey::from_octets(&reversed("d")).unwrap();
    let key = PrivateKey::from(key);
    let public = PublicKey::from_spki(&octets("spki")).unwrap();
    assert_eq!(key.public(), Ok(public.clone()));
    assert_eq!(public.to_spki(), octets("spki"));
    let coordinates = [reversed("qx"), reversed("qy")].concat();
    assert!(octets("spki").ends_with(&coordinates));

    assert_eq!(public.verify(message, &octets("sig")), Ok(()));
    assert_eq!(public.verify(&octets("cert_tbs"), &octets("cert_sig")), Ok(()));
    assert_eq!(public.verify(message, &octets("cert_sig")), Err(Fault::BadSignature));

    let ours = key.sign(message, &Counting::default()).unwrap();
    assert_eq!(public.verify(message, &ours), Ok(()));
}

/// Every certificate of the folder under its issuer, where both use an accepted suite.
#[test]
fn real_authorities_sign_their_certificates() {
    let Some(folder) = material("certificates of the authorities, production and test") else {
        return;
    };
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    for (issuer, subject) in [
        ("ca_prod/nca_gost_2022.cer", "ca_prod/tsa_gost_2025.cer"),
        ("ca_prod/root_rsa_2015.cer", "ca_prod/root_rsa_2015.cer"),
        ("ca_prod/root_rsa_2015.cer", "ca_prod/nca_rsa_2015.cer"),
        ("ca_test/root_test_gost_2022.cer", "ca_test/root_test_gost_2022.cer"),
        ("ca_test/root_test_gost_2022.cer", "ca_test/nca_gost2022_test.cer"),
        ("ca_test/kuc_rsa_test.cer", "ca_test/nca_rsa_test.cer"),
    ] {
        let (issuer, subject) = (key_of(&read(issuer)), parts(&read(subject)));
        assert_eq!(issuer.verify(&subject.signed, &subject.signature), Ok(()));
    }
    let old = parts(&read("ca_test/kuc_gost_test.cer"));
    assert_eq!(PublicKey::from_spki(&old.spki), Err(Fault::AlgorithmNotAccepted));
}

#[test]
fn every_real_key_file_opens_and_signs() {
    let Some(folder) = material("real key files: open, sign, verify") else { return };
    let issuers = [issuer(&folder, "nca_gost2022_test.cer"), issuer(&folder, "nca_rsa_test.cer")];
    let mut met = HashMap::<_, u32>::new();
    for file in fs::read_dir(folder.join("p12")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let octets = fs::read(&path).unwrap();
        let bag = pkcs12::open(&octets, PASSWORD).unwrap_or_else(|f| panic!("{name}: {f}"));
        let kind = name.split('_').next().unwrap().to_owned();
        *met.entry(kind.clone()).or_default() += 1;
        assert_eq!(pkcs12::open(&octets, "qwerty12").unwrap_err(), Fault::WrongPassword, "{name}");
        if kind == "gost2004" {
            let refused = Err(Fault::AlgorithmNotAccepted);
            assert_eq!(bag.key.sign(b"agreement", &Counting::default()), refused);
            assert!(matches!(bag.key, PrivateKey::Gost2004(_)));
            continue;
        }
        let public = key_of(&bag.certificate);
        assert_eq!(bag.key.public(), Ok(public.clone()), "{name}");
        let signature = bag.key.sign(b"agreement", &Counting::default()).unwrap();
        assert_eq!(public.verify(b"agreement", &signature), Ok(()), "{name}");
        assert_eq!(public.verify(b"Agreement", &signature), Err(Fault::BadSignature), "{name}");
        let again = PrivateKey::from_pkcs8(&bag.key.to_pkcs8()).unwrap();
        assert_eq!(again.public(), Ok(public), "{name}");
        let certificate = parts(&bag.certificate);
        let certified = issuers
            .iter()
            .filter(|issuer| issuer.verify(&certificate.signed, &certificate.signature).is_ok());
        assert_eq!(certified.count(), 1, "{name}");
    }
    let expected = [("gost2004", 1), ("gost512", 14), ("rsa", 3)];
    assert_eq!(met, expected.map(|(kind, count)| (kind.to_owned(), count)).into());
}

fn issuer(folder: &Path, name: &str) -> PublicKey {
    key_of(&fs::read(folder.join("ca_test").join(name)).unwrap())
}

/// A file we write has the shape of the authority's: the same elements, octet for octet where no
/// salt, key or text differs. Rewriting a real file must give back its very structure.
#[test]
fn a_rewritten_key_file_has_the_real_ones_shape() {
    let Some(folder) = material("key files: the shape of real ones") else { return };
    let name = "gost512_individual_sign_valid_f30e6e25.p12";
    let real = fs::read(folder.join("p12").join(name)).unwrap();
    let bag = pkcs12::open(&real, PASSWORD).unwrap();
    let ours = pkcs12::build(&bag.key, &bag.certificate, "Other1", &Counting::default()).unwrap();
    assert_eq!(ours.len(), real.len());
    let salted_or_encrypted = ours.iter().zip(&real).filter(|(a, b)| a != b).count();
    // Three salts of 20 octets, 112 of key, 1272 of certificate, 20 of integrity.
    assert!(salted_or_encrypted <= 60 + 112 + 1272 + 20, "{salted_or_encrypted}");
    let again = pkcs12::open(&ours, "Other1").unwrap();
    assert_eq!(again.certificate, bag.certificate);
    assert_eq!(again.key.public(), bag.key.public());
}

//! GOST 34.10-2015: what must be refused.

use kezekte::{
    domain::{Fault, OsRandom},
    eds::algorithm::{PrivateKey, PublicKey, gost3410},
};

use super::{Failed, ROOT, gost_key, key_of, parts};

const Q: &str = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                 27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275";
const P: &str = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                 fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7";

/// 64 octets, little-endian, of a number written in hexadecimal.
fn little(hexadecimal: &str) -> [u8; 64] {
    let mut octets: [u8; 64] = hex::decode(hexadecimal).unwrap().try_into().unwrap();
    octets.reverse();
    octets
}

#[test]
fn r_and_s_outside_their_range() {
    let (root, certificate) = (key_of(ROOT), parts(ROOT));
    let mut above = little(Q);
    above[0] += 1;
    for wrong in [[0; 64], little(Q), above, little(P), [0xff; 64]] {
        for place in [0, 64] {
            let mut signature = certificate.signature.clone();
            signature[place..place + 64].copy_from_slice(&wrong);
            assert_eq!(root.verify(&certificate.signed, &signature), Err(Fault::SignatureRange));
        }
    }
    let mut below = little(Q);
    below[0] -= 1;
    let signature = [below, below].concat();
    assert_eq!(root.verify(&certificate.signed, &signature), Err(Fault::BadSignature));
}

#[test]
fn other_layouts_of_a_good_signature() {
    let (root, certificate) = (key_of(ROOT), parts(ROOT));
    let (r, s) = certificate.signature.split_at(64);
    let reversed = |half: &[u8]| half.iter().rev().copied().collect::<Vec<_>>();
    for other in [
        [s, r].concat(),
        [reversed(r), reversed(s)].concat(),
        // The Russian order of RFC 9215.
        [reversed(s), reversed(r)].concat(),
    ] {
        let refused = root.verify(&certificate.signed, &other).unwrap_err();
        assert!(matches!(refused, Fault::BadSignature | Fault::SignatureRange), "{refused}");
    }
    for length in [0, 1, 127, 129, 256] {
        let mut other = certificate.signature.clone();
        other.resize(length, 0);
        assert_eq!(root.verify(&certificate.signed, &other), Err(Fault::Malformed));
    }
    for bit in 0..128 * 8 {
        if bit % 37 == 0 {
            let mut other = certificate.signature.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(root.verify(&certificate.signed, &other).is_err());
        }
    }
}

/// A SubjectPublicKeyInfo with another point in it.
fn with_point(point: &[u8]) -> Result<PublicKey, Fault> {
    let mut spki = parts(ROOT).spki;
    let start = spki.len() - 128;
    spki[start..].copy_from_slice(point);
    PublicKey::from_spki(&spki)
}

#[test]
fn points_that_are_not_on_the_curve() {
    let spki = parts(ROOT).spki;
    let (x, y) = spki[spki.len() - 128..].split_at(64);
    let reversed = |half: &[u8]| half.iter().rev().copied().collect::<Vec<_>>();
    assert!(with_point(&[x, y].concat()).is_ok());
    let mut moved = x.to_vec();
    moved[0] ^= 1;
    for point in [
        [y, x].concat(),
        [reversed(x), reversed(y)].concat(),
        [moved.as_slice(), y].concat(),
        vec![0; 128],
        [little(P).as_slice(), y].concat(),
        [x, &little(P)].concat(),
        vec![0xff; 128],
    ] {
        assert_eq!(with_point(&point), Err(Fault::BadPoint));
    }
}

/// x + p is the same element of the field, and not the same octets: never accepted.
#[test]
fn a_coordinate_has_one_encoding() {
    // G has x = 3, and 3 + p still fits 512 bits.
    let y = little(
        "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921\
         df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
    );
    let mut x = [0; 64];
    x[0] = 3;
    assert!(with_point(&[x, y].concat()).is_ok());
    let mut larger = little(P);
    larger[0] += 3;
    assert_eq!(with_point(&[larger, y].concat()), Err(Fault::BadPoint));
}

#[test]
fn private_keys_outside_the_group() {
    let mut above = little(Q);
    above[0] += 1;
    for d in [[0; 64], little(Q), above, [0xff; 64]] {
        let refused = gost3410::PrivateKey::from_octets(&d).err();
        assert_eq!(refused, Some(Fault::Malformed));
    }
    for length in [0, 32, 63, 65] {
        let refused = gost3410::PrivateKey::from_octets(&vec![1; length]).err();
        assert_eq!(refused, Some(Fault::Malformed));
    }
}

#[test]
fn without_randomness_there_is_no_key_and_no_signature() {
    assert_eq!(PrivateKey::generate_gost512(&Failed).err(), Some(Fault::NoRandomness));
    assert_eq!(gost_key().sign(b"agreement", &Failed), Err(Fault::NoRandomness));
}

#[test]
fn a_stuck_generator_gives_no_key() {
    #[derive(Debug)]
    struct Stuck(u8);
    impl kezekte::domain::Random for Stuck {
        fn fill(&self, octets: &mut [u8]) -> Result<(), kezekte::domain::RandomFailed> {
            octets.fill(self.0);
            Ok(())
        }
    }
    for stuck in [0, 0xff] {
        let refused = PrivateKey::generate_gost512(&Stuck(stuck)).err();
        assert_eq!(refused, Some(Fault::NoRandomness));
    }
}

#[test]
fn keys_made_here_sign_and_survive_their_encoding() {
    let key = gost_key();
    let public = key.public().unwrap();
    let (first, second) =
        (key.sign(b"agreement", &OsRandom).unwrap(), key.sign(b"agreement", &OsRandom).unwrap());
    assert_ne!(first, second, "a nonce came twice");
    for signature in [&first, &second] {
        assert_eq!(public.verify(b"agreement", signature), Ok(()));
        assert_eq!(
            gost_key().public().unwrap().verify(b"agreement", signature),
            Err(Fault::BadSignature)
        );
    }
    let again = PrivateKey::from_pkcs8(&key.to_pkcs8()).unwrap();
    assert_eq!(again.public(), Ok(public.clone()));
    assert_eq!(PublicKey::from_spki(&public.to_spki()), Ok(public));
    assert_eq!(format!("{key:?}"), "PrivateKey::Gost512(••••)");
}

/// A kept key goes another way to the same answer: good, refused for its range, refused.
#[test]
fn a_kept_key_answers_as_any_other() {
    let (root, certificate) = (key_of(ROOT), parts(ROOT));
    let kept = root.clone().kept();
    assert_eq!(kept, root);
    let mut below = little(Q);
    below[0] -= 1;
    let mut one = [0; 64];
    one[0] = 1;
    let (r, s) = certificate.signature.split_at(64);
    let mut signatures = vec![certificate.signature.clone(), vec![0; 127]];
    for half in [[0; 64], little(Q), little(P), below, one] {
        signatures.extend([[r, &half[..]].concat(), [&half[..], s].concat()]);
    }
    for bit in [0, 7, 511, 512, 700, 1023] {
        let mut other = certificate.signature.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        signatures.push(other);
    }
    for signature in signatures {
        let answer = root.verify(&certificate.signed, &signature);
        assert_eq!(answer.is_ok(), signature == certificate.signature);
        assert_eq!(kept.verify(&certificate.signed, &signature), answer);
        assert_eq!(kept.clone().kept().verify(&certificate.signed, &signature), answer);
    }
}

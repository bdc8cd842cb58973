//! What a key file may contain: exactly one key and its own certificate.

use kezekte::{
    domain::{Fault, OsRandom},
    eds::pkcs12::{build, open},
};

use super::{
    certificate::{certificate, element},
    envelope::{file, integrity},
    gost_key,
};

/// A new person's two ContentInfos: the encrypted key, the encrypted certificate.
fn person() -> [Vec<u8>; 2] {
    let key = gost_key();
    let file = build(&key, &certificate(&key), "Qwerty12", &OsRandom).unwrap();
    // 30 80 and the two types: data, encryptedData. The second 'data' is the AuthenticatedSafe's.
    let find = |last: u8, from: usize| {
        let head = [0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, last];
        from + file[from..].windows(13).position(|window| window == head).unwrap()
    };
    let (key_start, certificate_start) = (find(1, 0), find(6, 0));
    // The integrity's SEQUENCE follows the two zero octets of the AuthenticatedSafe.
    let end = certificate_start
        + file[certificate_start..]
            .windows(4)
            .rposition(|window| window == [0, 0, 0x30, 0x3d])
            .unwrap();
    [file[key_start..certificate_start].to_vec(), file[certificate_start..end].to_vec()]
}

fn opened(contents: &[&[u8]]) -> Result<(), Fault> {
    let safe = element(0x30, contents);
    open(&file(&safe, &integrity(&safe), &[]), "Qwerty12").map(drop)
}

#[test]
fn exactly_one_key_and_its_own_certificate() {
    let ([key, certificate], [other_key, other_certificate]) = (person(), person());
    assert_eq!(opened(&[&key, &certificate]), Ok(()));
    assert_eq!(opened(&[&other_certificate, &other_key]), Ok(()));
    assert_eq!(opened(&[&key, &other_certificate]), Err(Fault::KeyMismatch));
    for wrong in [
        &[][..],
        &[&key],
        &[&certificate],
        &[&key, &key, &certificate],
        &[&key, &certificate, &other_certificate],
    ] {
        let wrong: Vec<&[u8]> = wrong.iter().map(|content: &&Vec<u8>| content.as_slice()).collect();
        assert_eq!(opened(&wrong), Err(Fault::NotKeyFile));
    }
}

//! Writing a key file.

use const_oid::{ObjectIdentifier, db::rfc5912::ID_SHA_1};
use der::Decode;
use sha1::{Digest, Sha1};
use x509_cert::{Certificate, ext::pkix::SubjectKeyIdentifier};

use super::{
    CERTIFICATE_BAG, DATA, ENCRYPTED_DATA, FRIENDLY_NAME, KEY_BAG, LOCAL_KEY_ID, X509_CERTIFICATE,
    ber::{EXPLICIT_0, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE},
    derive::{Cost, Password, Work},
    encryption::{Encryption, RC2_40, TRIPLE_DES},
    open::{check_pair, mac},
};
use crate::{
    domain::{Fault, Random},
    eds::algorithm::PrivateKey,
};

/// Octets of salt, as НУЦ РК writes it.
const SALT: usize = 20;
/// Iterations, as НУЦ РК writes them.
const ITERATIONS: u16 = 1024;

const BMP_STRING: u8 = 0x1e;
const SET: u8 = 0x31;

/// Writes a key file in the shape of НУЦ РК: DER outside, AuthenticatedSafe in BER with indefinite
/// lengths, the key under 3DES, the certificate under 40-bit RC2, HMAC-SHA1; friendlyName and
/// localKeyID hold the certificate's subject key identifier.
///
/// # Errors
/// [`Fault::NotKeyFile`] for what is not a certificate, [`Fault::KeyMismatch`],
/// [`Fault::NoRandomness`].
pub fn build(
    key: &PrivateKey,
    certificate: &[u8],
    password: &str,
    random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    check_pair(key, certificate)?;
    let password = Password::new(password);
    let mut work = Work::allowed();
    let attributes = attributes(&key_identifier(certificate)?);

    let key_cost = cost(random)?;
    let shrouded =
        Encryption::triple_des(key_cost.clone()).encrypt(&key.to_pkcs8(), &password, &mut work)?;
    let encrypted_key =
        sequence(&[&algorithm(TRIPLE_DES, &key_cost), &element(OCTET_STRING, &[&shrouded])]);
    let key_bag = bag(KEY_BAG, &encrypted_key, &attributes);

    let wrapped = element(EXPLICIT_0, &[&element(OCTET_STRING, &[certificate])]);
    let certificate_bag =
        bag(CERTIFICATE_BAG, &sequence(&[&oid(X509_CERTIFICATE), &wrapped]), &attributes);
    let certificate_cost = cost(random)?;
    let encrypted_certificate = Encryption::rc2_40(certificate_cost.clone()).encrypt(
        &certificate_bag,
        &password,
        &mut work,
    )?;
    let encrypted_data = indefinite(
        SEQUENCE,
        &[
            &element(INTEGER, &[&[0]]),
            &indefinite(
                SEQUENCE,
                &[
                    &oid(DATA),
                    &algorithm(RC2_40, &certificate_cost),
                    &indefinite(EXPLICIT_0, &[&element(OCTET_STRING, &[&encrypted_certificate])]),
                ],
            ),
        ],
    );

    let safe = indefinite(
        SEQUENCE,
        &[
            &content_info(DATA, &element(OCTET_STRING, &[&key_bag])),
            &content_info(ENCRYPTED_DATA, &encrypted_data),
        ],
    );
    let mac_cost = cost(random)?;
    let mac = mac(&safe, &password, &mac_cost, &mut work)?;
    let digest_info = sequence(&[
        &sequence(&[&oid(ID_SHA_1), &element(NULL, &[])]),
        &element(OCTET_STRING, &[&mac]),
    ]);
    let outer = element(EXPLICIT_0, &[&element(OCTET_STRING, &[&safe])]);
    Ok(sequence(&[
        &element(INTEGER, &[&[3]]),
        &sequence(&[&oid(DATA), &outer]),
        &sequence(&[
            &digest_info,
            &element(OCTET_STRING, &[&mac_cost.salt]),
            &element(INTEGER, &[&ITERATIONS.to_be_bytes()]),
        ]),
    ]))
}

/// The certificate's subject key identifier, or what RFC 5280 §4.2.1.2 would make it: SHA-1 of the
/// public key's bits.
fn key_identifier(certificate: &[u8]) -> Result<Vec<u8>, Fault> {
    let certificate = Certificate::from_der(certificate).map_err(|_| Fault::NotKeyFile)?;
    let tbs = certificate.tbs_certificate();
    if let Ok(Some((_, SubjectKeyIdentifier(identifier)))) = tbs.get_extension() {
        return Ok(identifier.into_bytes().to_vec());
    }
    Ok(Sha1::digest(tbs.subject_public_key_info().subject_public_key.raw_bytes()).to_vec())
}

/// The bag attributes localKeyID and friendlyName (its hexadecimal digits), in DER's order.
fn attributes(identifier: &[u8]) -> Vec<u8> {
    let name: Vec<u8> = hex::encode(identifier).encode_utf16().flat_map(u16::to_be_bytes).collect();
    let attribute = |kind, value: Vec<u8>| sequence(&[&oid(kind), &element(SET, &[&value])]);
    element(
        SET,
        &[
            &attribute(LOCAL_KEY_ID, element(OCTET_STRING, &[identifier])),
            &attribute(FRIENDLY_NAME, element(BMP_STRING, &[&name])),
        ],
    )
}

fn cost(random: &dyn Random) -> Result<Cost, Fault> {
    let mut salt = vec![0; SALT];
    random.fill(&mut salt).map_err(|_| Fault::NoRandomness)?;
    Ok(Cost { salt, iterations: ITERATIONS.into() })
}

/// A SafeContents with one bag.
fn bag(kind: ObjectIdentifier, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    sequence(&[&sequence(&[&oid(kind), &element(EXPLICIT_0, &[value]), attributes])])
}

fn algorithm(cipher: ObjectIdentifier, cost: &Cost) -> Vec<u8> {
    let iterations = ITERATIONS.to_be_bytes();
    let parameters =
        sequence(&[&element(OCTET_STRING, &[&cost.salt]), &element(INTEGER, &[&iterations])]);
    sequence(&[&oid(cipher), &parameters])
}

fn content_info(kind: ObjectIdentifier, content: &[u8]) -> Vec<u8> {
    indefinite(SEQUENCE, &[&oid(kind), &indefinite(EXPLICIT_0, &[content])])
}

fn oid(oid: ObjectIdentifier) -> Vec<u8> {
    element(OID, &[oid.as_bytes()])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(SEQUENCE, parts)
}

/// An element with the shortest length octets, as DER wants them.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut octets = vec![tag];
    match content.len() {
        short @ 0..=0x7f => octets.push(short as u8),
        long => {
            let length = long.to_be_bytes();
            let digits: Vec<u8> = length.into_iter().skip_while(|digit| *digit == 0).collect();
            octets.push(0x80 | digits.len() as u8);
            octets.extend(digits);
        }
    }
    octets.extend(content);
    octets
}

/// A constructed element of indefinite length.
fn indefinite(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    [&[tag, 0x80], parts.concat().as_slice(), &[0, 0]].concat()
}

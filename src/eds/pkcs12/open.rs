//! Opening a key file.

use const_oid::{ObjectIdentifier, db::rfc5912::ID_SHA_1};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{
    CERTIFICATE_BAG, DATA, ENCRYPTED_DATA, KEY_BAG, KeyBag, X509_CERTIFICATE,
    ber::{EXPLICIT_0, Element, Elements, IMPLICIT_0, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE},
    derive::{Cost, Password, Purpose, Work, derive},
    encryption::Encryption,
};
use crate::{
    domain::Fault,
    eds::{
        Certificate,
        algorithm::{PrivateKey, suite::GOST_2004_KEY},
    },
};

/// The largest file that is read. A real one has under 4 KiB.
const SIZE: usize = 64 * 1024;

/// Opens a key file.
///
/// # Errors
/// [`Fault::NotKeyFile`] for another structure, for other algorithms, and unless there is exactly
/// one key and one certificate; [`Fault::WrongPassword`] for a password that does not fit or a
/// damaged file, which cannot be told apart; [`Fault::KeyFileBomb`] for a file that is too large,
/// too deep or asks for too many iterations, before any of that work is done;
/// [`Fault::KeyMismatch`]; and those of [`PrivateKey::from_pkcs8`].
pub fn open(file: &[u8], password: &str) -> Result<KeyBag, Fault> {
    if file.len() > SIZE {
        return Err(Fault::KeyFileBomb);
    }
    let password = Password::new(password);
    let mut work = Work::allowed();

    let mut outer = Elements::of(file);
    let mut pfx = outer.expect(SEQUENCE)?.elements();
    outer.end()?;
    if pfx.expect(INTEGER)?.content() != [3] {
        return Err(Fault::NotKeyFile);
    }
    let (kind, content) = content_info(pfx.expect(SEQUENCE)?)?;
    if kind != DATA {
        return Err(Fault::NotKeyFile);
    }
    let contents = content.octets(OCTET_STRING)?;
    check_mac(pfx.expect(SEQUENCE)?, &contents, &password, &mut work)?;
    pfx.end()?;

    let mut found = Found::default();
    let mut safe = Elements::of(&contents);
    let mut contents = safe.expect(SEQUENCE)?.elements();
    safe.end()?;
    while !contents.is_empty() {
        let bags = safe_contents(contents.expect(SEQUENCE)?, &password, &mut work)?;
        found.take(&bags, &password, &mut work)?;
    }
    let (Some(key), Some(certificate)) = (found.key, found.certificate) else {
        return Err(Fault::NotKeyFile);
    };
    check_pair(&key, &certificate)?;
    Ok(KeyBag { key, certificate })
}

/// Type and content of a ContentInfo (RFC 5652 §3).
fn content_info(info: Element<'_>) -> Result<(ObjectIdentifier, Element<'_>), Fault> {
    let mut fields = info.elements();
    let kind = oid(fields.expect(OID)?)?;
    let mut wrapped = fields.expect(EXPLICIT_0)?.elements();
    let content = wrapped.next()?;
    wrapped.end()?;
    fields.end()?;
    Ok((kind, content))
}

/// Checks MacData (RFC 7292 §4) over the octets of the AuthenticatedSafe, in constant time.
fn check_mac(
    data: Element<'_>,
    contents: &[u8],
    password: &Password,
    work: &mut Work,
) -> Result<(), Fault> {
    let mut fields = data.elements();
    let mut digest_info = fields.expect(SEQUENCE)?.elements();
    let mut algorithm = digest_info.expect(SEQUENCE)?.elements();
    if oid(algorithm.expect(OID)?)? != ID_SHA_1 {
        return Err(Fault::NotKeyFile);
    }
    if !algorithm.is_empty() && !algorithm.expect(NULL)?.content().is_empty() {
        return Err(Fault::NotKeyFile);
    }
    algorithm.end()?;
    let expected = digest_info.expect(OCTET_STRING)?.content();
    digest_info.end()?;
    let salt = fields.expect(OCTET_STRING)?.content().to_vec();
    let iterations = if fields.is_empty() { 1 } else { fields.expect(INTEGER)?.count()? };
    fields.end()?;
    let met = mac(contents, password, &Cost { salt, iterations }, work)?;
    if met.ct_eq(expected).into() { Ok(()) } else { Err(Fault::WrongPassword) }
}

/// HMAC-SHA1 with a key from the password.
pub(super) fn mac(
    contents: &[u8],
    password: &Password,
    cost: &Cost,
    work: &mut Work,
) -> Result<[u8; 20], Fault> {
    let key = derive(password, cost, Purpose::Mac, 20, work)?;
    let mut mac =
        <Hmac<Sha1> as KeyInit>::new_from_slice(&key).map_err(|_| Fault::WrongPassword)?;
    mac.update(contents);
    Ok(mac.finalize().into_bytes().into())
}

/// The octets of one SafeContents, decrypted where they are encrypted.
fn safe_contents(
    info: Element<'_>,
    password: &Password,
    work: &mut Work,
) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let (kind, content) = content_info(info)?;
    match kind {
        DATA => Ok(Zeroizing::new(content.octets(OCTET_STRING)?.into_owned())),
        ENCRYPTED_DATA => {
            // EncryptedData of RFC 5652 §8.
            let mut fields = content.elements();
            fields.expect(INTEGER)?;
            let mut encrypted = fields.expect(SEQUENCE)?.elements();
            if oid(encrypted.expect(OID)?)? != DATA {
                return Err(Fault::NotKeyFile);
            }
            let encryption = Encryption::read(encrypted.expect(SEQUENCE)?)?;
            let ciphertext = encrypted.next()?.octets(IMPLICIT_0)?;
            encryption.decrypt(&ciphertext, password, work)
        }
        _ => Err(Fault::NotKeyFile),
    }
}

/// What the bags have given so far.
#[derive(Default)]
struct Found {
    key: Option<PrivateKey>,
    certificate: Option<Vec<u8>>,
}

impl Found {
    /// Takes every bag of a SafeContents (RFC 7292 §4.2). A second key or certificate is refused
    /// before it costs anything.
    fn take(&mut self, bags: &[u8], password: &Password, work: &mut Work) -> Result<(), Fault> {
        let mut outer = Elements::of(bags);
        let mut bags = outer.expect(SEQUENCE)?.elements();
        outer.end()?;
        while !bags.is_empty() {
            let mut bag = bags.expect(SEQUENCE)?.elements();
            let kind = oid(bag.expect(OID)?)?;
            let mut value = bag.expect(EXPLICIT_0)?.elements();
            let value = value.expect(SEQUENCE)?;
            match kind {
                KEY_BAG if self.key.is_none() => {
                    self.key = Some(shrouded_key(value, password, work)?);
                }
                CERTIFICATE_BAG if self.certificate.is_none() => {
                    self.certificate = Some(certificate(value)?);
                }
                _ => return Err(Fault::NotKeyFile),
            }
        }
        Ok(())
    }
}

/// A pkcs8ShroudedKeyBag: EncryptedPrivateKeyInfo of RFC 5208 §6.
fn shrouded_key(
    value: Element<'_>,
    password: &Password,
    work: &mut Work,
) -> Result<PrivateKey, Fault> {
    let mut fields = value.elements();
    let encryption = Encryption::read(fields.expect(SEQUENCE)?)?;
    let ciphertext = fields.next()?.octets(OCTET_STRING)?;
    fields.end()?;
    PrivateKey::from_pkcs8(&encryption.decrypt(&ciphertext, password, work)?)
}

/// A certBag with an X.509 certificate.
fn certificate(value: Element<'_>) -> Result<Vec<u8>, Fault> {
    let mut fields = value.elements();
    if oid(fields.expect(OID)?)? != X509_CERTIFICATE {
        return Err(Fault::NotKeyFile);
    }
    let mut wrapped = fields.expect(EXPLICIT_0)?.elements();
    let certificate = wrapped.next()?.octets(OCTET_STRING)?.into_owned();
    wrapped.end()?;
    fields.end()?;
    Ok(certificate)
}

/// Checks that the key is the certificate's. Of a GOST 34.310-2004 key only the algorithm is
/// compared: it can sign nothing.
pub(super) fn check_pair(key: &PrivateKey, certificate: &[u8]) -> Result<(), Fault> {
    let certificate = Certificate::from_der(certificate).map_err(|_| Fault::NotKeyFile)?;
    let matches = match key.public() {
        Ok(public) => certificate.public_key() == Ok(public),
        Err(_) => certificate.key_algorithm() == Some(GOST_2004_KEY),
    };
    if matches { Ok(()) } else { Err(Fault::KeyMismatch) }
}

fn oid(element: Element<'_>) -> Result<ObjectIdentifier, Fault> {
    ObjectIdentifier::from_bytes(element.content()).map_err(|_| Fault::NotKeyFile)
}

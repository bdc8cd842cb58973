//! The two password-based encryptions of НУЦ РК's key files (RFC 7292, appendix C): three-key 3DES
//! for the key, 40-bit RC2 for the certificate, both CBC with PKCS #7 padding.
//!
//! Both are weak by today's measure and are here because the files have them. Integrity is checked
//! before anything is decrypted.

use cbc::{
    Decryptor, Encryptor,
    cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyIvInit, block_padding::Pkcs7},
};
use const_oid::ObjectIdentifier;
use des::TdesEde3;
use rc2::Rc2;
use zeroize::Zeroizing;

use super::{
    ber::{Element, INTEGER, OCTET_STRING, OID, SEQUENCE},
    derive::{Cost, Password, Purpose, Work, derive},
};
use crate::domain::Fault;

/// pbeWithSHAAnd3-KeyTripleDES-CBC.
pub(super) const TRIPLE_DES: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.3");
/// pbeWithSHAAnd40BitRC2-CBC.
pub(super) const RC2_40: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.6");

/// Both ciphers' block in octets.
const BLOCK: usize = 8;

/// A cipher, with the cost of its key.
#[derive(Debug)]
pub(super) struct Encryption {
    cipher: Cipher,
    cost: Cost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cipher {
    TripleDes,
    Rc2,
}

impl Encryption {
    pub(super) fn triple_des(cost: Cost) -> Self {
        Self { cipher: Cipher::TripleDes, cost }
    }

    pub(super) fn rc2_40(cost: Cost) -> Self {
        Self { cipher: Cipher::Rc2, cost }
    }

    /// Reads an AlgorithmIdentifier with its pkcs-12PbeParams.
    ///
    /// # Errors
    /// [`Fault::NotKeyFile`] for another algorithm, [`Fault::KeyFileBomb`].
    pub(super) fn read(algorithm: Element<'_>) -> Result<Self, Fault> {
        let mut fields = algorithm.elements();
        let oid = fields.expect(OID)?;
        let cipher = match ObjectIdentifier::from_bytes(oid.content()) {
            Ok(TRIPLE_DES) => Cipher::TripleDes,
            Ok(RC2_40) => Cipher::Rc2,
            _ => return Err(Fault::NotKeyFile),
        };
        let mut parameters = fields.expect(SEQUENCE)?.elements();
        let salt = parameters.expect(OCTET_STRING)?.content().to_vec();
        let iterations = parameters.expect(INTEGER)?.count()?;
        parameters.end()?;
        fields.end()?;
        Ok(Self { cipher, cost: Cost { salt, iterations } })
    }

    /// Decrypts.
    ///
    /// # Errors
    /// [`Fault::WrongPassword`], [`Fault::KeyFileBomb`].
    pub(super) fn decrypt(
        &self,
        ciphertext: &[u8],
        password: &Password,
        work: &mut Work,
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let [key, vector] = self.key(password, work)?;
        let mut octets = Zeroizing::new(ciphertext.to_vec());
        let plain = match self.cipher {
            Cipher::TripleDes => Decryptor::<TdesEde3>::new_from_slices(&key, &vector)
                .ok()
                .and_then(|cbc| cbc.decrypt_padded::<Pkcs7>(&mut octets).ok()),
            Cipher::Rc2 => Decryptor::inner_iv_slice_init(rc2_40(&key), &vector)
                .ok()
                .and_then(|cbc| cbc.decrypt_padded::<Pkcs7>(&mut octets).ok()),
        };
        let length = plain.ok_or(Fault::WrongPassword)?.len();
        octets.truncate(length);
        Ok(octets)
    }

    /// Encrypts.
    ///
    /// # Errors
    /// [`Fault::KeyFileBomb`].
    pub(super) fn encrypt(
        &self,
        plaintext: &[u8],
        password: &Password,
        work: &mut Work,
    ) -> Result<Vec<u8>, Fault> {
        let [key, vector] = self.key(password, work)?;
        match self.cipher {
            Cipher::TripleDes => Encryptor::<TdesEde3>::new_from_slices(&key, &vector)
                .map(|cbc| cbc.encrypt_padded_vec::<Pkcs7>(plaintext)),
            Cipher::Rc2 => Encryptor::inner_iv_slice_init(rc2_40(&key), &vector)
                .map(|cbc| cbc.encrypt_padded_vec::<Pkcs7>(plaintext)),
        }
        .map_err(|_| Fault::Malformed)
    }

    /// The key and the initial vector.
    fn key(&self, password: &Password, work: &mut Work) -> Result<[Zeroizing<Vec<u8>>; 2], Fault> {
        let length = match self.cipher {
            Cipher::TripleDes => 24,
            Cipher::Rc2 => 5,
        };
        let key = derive(password, &self.cost, Purpose::Key, length, work)?;
        let vector = derive(password, &self.cost, Purpose::Vector, BLOCK, work)?;
        Ok([key, vector])
    }
}

/// RC2 with 40 effective bits.
fn rc2_40(key: &[u8]) -> Rc2 {
    Rc2::new_with_eff_key_len(key, 40)
}

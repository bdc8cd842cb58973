//! Public keys and verification (GOST R 34.10-2012 §6.2). All values here are public; nothing is
//! constant-time.

use std::sync::{Arc, OnceLock};

use crypto_bigint::U512;
use streebog::{Digest, Streebog512};

use super::{
    field::Field,
    multiply::{Key, Multiples, multiply},
    parameters::{FIELD_MODULUS, GROUP_ORDER},
    point::Affine,
    scalar::PublicScalar,
};
use crate::domain::Fault;

/// DER head of an OCTET STRING of 128 octets, which НУЦ РК puts into the BIT STRING of a
/// SubjectPublicKeyInfo.
const HEAD: [u8; 3] = [0x04, 0x81, 0x80];

/// A public key: a point of the curve, not infinity.
#[derive(Clone)]
pub struct PublicKey {
    point: Affine,
    /// Of a key that was [kept](Self::kept): its multiples, made at the first verification.
    multiples: Option<Arc<OnceLock<Multiples>>>,
}

impl PublicKey {
    /// Reads the content of a SubjectPublicKeyInfo's BIT STRING: an OCTET STRING of x ‖ y, each 64
    /// octets, little-endian.
    ///
    /// # Errors
    /// [`Fault::Malformed`]; [`Fault::BadPoint`] for a coordinate not below p or a point off the
    /// curve. Infinity has no encoding, and the group's cofactor is 1, so every point of the curve
    /// other than infinity has order q.
    pub fn from_subject_public_key(key: &[u8]) -> Result<Self, Fault> {
        let octets = key.strip_prefix(&HEAD).ok_or(Fault::Malformed)?;
        let octets = <&[u8; 128]>::try_from(octets).map_err(|_| Fault::Malformed)?;
        let (x, y) = halves(octets);
        Self::from_coordinates(x, y)
    }

    pub(super) fn from_coordinates(x: &[u8; 64], y: &[u8; 64]) -> Result<Self, Fault> {
        let point = Affine { x: coordinate(x)?, y: coordinate(y)? };
        if point.is_on_curve() { Ok(Self { point, multiples: None }) } else { Err(Fault::BadPoint) }
    }

    /// The same key, for one that verifies often (an authority's, a responder's): its first
    /// verification costs about twice as much as without this and keeps 16 KiB of multiples, which
    /// copies of the key share; each one after that costs less than half.
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.multiples.get_or_insert_default();
        self
    }

    /// The content of a SubjectPublicKeyInfo's BIT STRING.
    #[must_use]
    pub fn to_subject_public_key(&self) -> Vec<u8> {
        [&HEAD[..], &self.point.x.octets(), &self.point.y.octets()].concat()
    }

    /// Verifies `signature` (r ‖ s, each 64 octets, little-endian) over `message`.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for another length, [`Fault::SignatureRange`] unless r and s lie in
    /// [1, q − 1], [`Fault::BadSignature`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let signature = <&[u8; 128]>::try_from(signature).map_err(|_| Fault::Malformed)?;
        self.verify_digest(PublicScalar::from_digest(&digest(message)), signature)
    }

    /// The same over a message with this Streebog-512 digest.
    ///
    /// # Errors
    /// As [`Self::verify`]; [`Fault::DigestMismatch`] for a digest of another length.
    pub fn verify_hashed(&self, digest: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let digest = <&[u8; 64]>::try_from(digest).map_err(|_| Fault::DigestMismatch)?;
        let signature = <&[u8; 128]>::try_from(signature).map_err(|_| Fault::Malformed)?;
        self.verify_digest(PublicScalar::from_digest(digest), signature)
    }

    pub(super) fn verify_digest(
        &self,
        e: PublicScalar,
        signature: &[u8; 128],
    ) -> Result<(), Fault> {
        let (r_octets, s_octets) = halves(signature);
        let r = PublicScalar::in_range(r_octets).ok_or(Fault::SignatureRange)?;
        let s = PublicScalar::in_range(s_octets).ok_or(Fault::SignatureRange)?;
        let (z1, z2) = PublicScalar::verification(e, r, s).ok_or(Fault::BadSignature)?;
        let key = match &self.multiples {
            Some(made) => Key::Kept(made.get_or_init(|| Multiples::spread(&self.point))),
            None => Key::Passing(&self.point),
        };
        let c = multiply(z1, z2, key);
        if c.is_infinity() {
            return Err(Fault::BadSignature);
        }
        // x_C mod q = r: x_C is r, or r + q where that is still below p.
        let r = r.integer();
        let larger = r.wrapping_add(&GROUP_ORDER);
        let is_coordinate = larger >= GROUP_ORDER && larger < FIELD_MODULUS;
        if c.has_x(&Field::new(&r)) || is_coordinate && c.has_x(&Field::new(&larger)) {
            Ok(())
        } else {
            Err(Fault::BadSignature)
        }
    }
}

/// Streebog-512; its octets are the digest as НУЦ РК reads it, little-endian.
pub(super) fn digest(message: &[u8]) -> [u8; 64] {
    Streebog512::digest(message).into()
}

fn halves(octets: &[u8; 128]) -> (&[u8; 64], &[u8; 64]) {
    let (halves, _) = octets.as_chunks::<64>();
    (&halves[0], &halves[1])
}

fn coordinate(octets: &[u8; 64]) -> Result<Field, Fault> {
    let integer = U512::from_le_slice(octets);
    if integer < FIELD_MODULUS { Ok(Field::new(&integer)) } else { Err(Fault::BadPoint) }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.point.x.equals(&other.point.x) && self.point.y.equals(&other.point.y)
    }
}
impl Eq for PublicKey {}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PublicKey(GOST 34.10-2015, 512)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eds::algorithm::gost3410::{
        parameters::{B, SecretField, le_octets},
        point::{Jacobian, to_affine},
        sign::PrivateKey,
    };

    fn scalar(integer: U512) -> PublicScalar {
        PublicScalar::in_range(&le_octets(&integer)).unwrap()
    }

    fn signature(r: PublicScalar, s: PublicScalar) -> [u8; 128] {
        let mut octets = [0; 128];
        octets[..64].copy_from_slice(&r.octets());
        octets[64..].copy_from_slice(&s.octets());
        octets
    }

    /// A digest that is 0 modulo q counts as 1.
    #[test]
    fn a_zero_digest_is_one() {
        let one = PublicScalar::from_digest(&le_octets(&U512::ONE)).octets();
        for zero in [U512::ZERO, GROUP_ORDER] {
            assert_eq!(PublicScalar::from_digest(&le_octets(&zero)).octets(), one);
        }
    }

    /// s = r·d makes z₁·G + z₂·Q infinity, which has no x.
    #[test]
    fn infinity_is_refused() {
        let d = U512::from_u64(0x1234_5678);
        let key = PrivateKey::from_octets(&le_octets(&d)).unwrap();
        let s = U512::from_u64(0x1234_5678 * 77);
        let signature = signature(scalar(U512::from_u64(77)), scalar(s));
        let e = PublicScalar::from_digest(&digest(b"agreement"));
        for public in [key.public().clone(), key.public().clone().kept()] {
            assert_eq!(public.verify_digest(e, &signature), Err(Fault::BadSignature));
        }
    }

    /// The square root modulo p, which is 3 modulo 4.
    fn root(square: &SecretField) -> Option<SecretField> {
        let exponent = FIELD_MODULUS.wrapping_shr(2).wrapping_add(&U512::ONE);
        let root = square.pow_vartime(&exponent);
        (root.square() == *square).then_some(root)
    }

    /// A point whose x lies in [q, p), where r = x − q is not x itself, is met once in 2^256
    /// signatures; so the key is made to fit the point. The small r that comes of it is right, and
    /// its neighbours are not.
    #[test]
    fn an_abscissa_above_the_order_is_met_modulo_the_order() {
        let (r, point) = (1_u64..)
            .find_map(|r| {
                let x = GROUP_ORDER.wrapping_add(&U512::from_u64(r));
                let form = SecretField::new(&x);
                let three_x = form.double().add(&form);
                let y = root(&form.square().mul(&form).sub(&three_x).add(&SecretField::new(&B)))?;
                Some((r, Affine { x: Field::new(&x), y: Field::new(&y.retrieve()) }))
            })
            .unwrap();
        // With e = r: z₁ = s/r, z₂ = −1, so Q = z₁·G − C; s = r gives z₁ = 1.
        let q = Jacobian::from(Affine::base()).add_affine(&point.negate());
        let q = to_affine(&[q])[0];
        let key = PublicKey { point: q, multiples: None };
        let r = scalar(U512::from_u64(r));
        let next = scalar(r.integer().wrapping_add(&U512::ONE));
        for key in [key.clone(), key.kept()] {
            assert_eq!(key.verify_digest(r, &signature(r, r)), Ok(()));
            assert_eq!(key.verify_digest(r, &signature(next, r)), Err(Fault::BadSignature));
            assert_eq!(key.verify_digest(next, &signature(r, r)), Err(Fault::BadSignature));
        }
    }
}

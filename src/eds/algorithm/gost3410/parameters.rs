//! The curve: id-tc26-gost-3410-12-512-paramSetA (RFC 7836 §A.1; Kazakh OID
//! 1.2.398.3.10.1.1.2.2.1), y² = x³ − 3x + b over p = 2^512 − 569, of prime order q, cofactor 1.
//!
//! Each number is written once, as the standard prints it; every representation is derived here.

use crypto_bigint::{U512, const_monty_form, const_monty_params, modular::ConstMontyParams};

/// p = 2^512 − `FOLD`.
pub(super) const FOLD: u64 = 569;

const P: &str = "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF\
                 FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC7";
const Q: &str = "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF\
                 27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275";

/// The curve's b.
pub(super) const B: U512 = U512::from_be_hex(
    "E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265\
     EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760",
);
/// The base point's x.
pub(super) const GX: U512 = U512::from_u64(3);
/// The base point's y.
pub(super) const GY: U512 = U512::from_be_hex(
    "7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921\
     DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4",
);

const_monty_params!(FieldModulus, U512, P, "p");
const_monty_params!(GroupOrder, U512, Q, "q");
const_monty_form!(SecretField, FieldModulus, "Constant-time arithmetic modulo p.");
const_monty_form!(Scalar, GroupOrder, "Constant-time arithmetic modulo q.");

/// p as an integer.
pub(super) const FIELD_MODULUS: U512 = *FieldModulus::PARAMS.modulus().as_ref();
/// q as an integer.
pub(super) const GROUP_ORDER: U512 = *GroupOrder::PARAMS.modulus().as_ref();

/// The octets of an integer, little-endian, as every Kazakh encoding wants them.
pub(super) fn le_octets(integer: &U512) -> [u8; 64] {
    let mut octets = [0; 64];
    octets.copy_from_slice(integer.to_le_bytes().as_ref());
    octets
}

/// The integer's 64-bit limbs, least significant first, on any platform.
pub(super) fn limbs(integer: &U512) -> [u64; 8] {
    let octets = le_octets(integer);
    let (limbs, _) = octets.as_chunks::<8>();
    std::array::from_fn(|i| u64::from_le_bytes(limbs[i]))
}

//! k·G for a secret k: constant-time.
//!
//! The formulas are complete (Renes, Costello, Batina 2015, eprint 2015/1060, algorithm 4, for
//! a = −3): one sequence of operations for every pair of points, infinity included. The table holds
//! every multiple of every 4-bit window, so no doubling is left, and each look-up reads a whole row
//! and keeps one entry by mask. No branch and no address depends on k.

use std::sync::LazyLock;

use crypto_bigint::{CtAssign, CtEq};
use zeroize::Zeroize;

use super::{
    parameters::{self, B, GX, GY, SecretField},
    scalar::SecretScalar,
};

/// 512 bits in windows of four.
const WINDOWS: usize = 128;
/// The curve's b.
const B_FORM: SecretField = SecretField::new(&B);
/// Multiples 0 to 15.
const ROW: usize = 16;

/// A point in homogeneous coordinates (x = X/Z, y = Y/Z); infinity is (0 : 1 : 0).
#[derive(Clone, Copy)]
struct Projective {
    x: SecretField,
    y: SecretField,
    z: SecretField,
}

/// Row i holds j·16^i·G for j from 0 to 15. It is public.
static TABLE: LazyLock<Vec<[Projective; ROW]>> = LazyLock::new(|| {
    let mut first =
        Projective { x: SecretField::new(&GX), y: SecretField::new(&GY), z: SecretField::ONE };
    let mut table = Vec::with_capacity(WINDOWS);
    for _ in 0..WINDOWS {
        let mut row = [Projective::INFINITY; ROW];
        for j in 1..ROW {
            row[j] = row[j - 1].add(&first);
        }
        first = row[ROW - 1].add(&first);
        table.push(row);
    }
    table
});

/// x and y of k·G, each 64 octets little-endian. x is what a signature's r shows, both are what a
/// public key is made of; so they leave this file as public values.
pub(super) fn multiply_base(k: &SecretScalar) -> ([u8; 64], [u8; 64]) {
    let octets = k.octets();
    let mut sum = Projective::INFINITY;
    for (i, row) in TABLE.iter().enumerate() {
        let mut digit = (octets[i / 2] >> (4 * (i % 2))) & 0x0f;
        let mut addend = select(row, digit);
        sum = sum.add(&addend);
        digit.zeroize();
        addend.zeroize();
    }
    // Z is not 0, because k lies in [1, q − 1]; the constant-time inversion gives 0 for 0 anyway.
    let mut over_z = sum.z.invert().unwrap_or(SecretField::ZERO);
    let x = sum.x.mul(&over_z).retrieve();
    let y = sum.y.mul(&over_z).retrieve();
    sum.zeroize();
    over_z.zeroize();
    (parameters::le_octets(&x), parameters::le_octets(&y))
}

/// Entry `digit` of the row, after reading all of it.
fn select(row: &[Projective; ROW], digit: u8) -> Projective {
    let mut selected = row[0];
    for (j, entry) in (0_u8..).zip(row) {
        let wanted = CtEq::ct_eq(&j, &digit);
        selected.x.ct_assign(&entry.x, wanted);
        selected.y.ct_assign(&entry.y, wanted);
        selected.z.ct_assign(&entry.z, wanted);
    }
    selected
}

impl Projective {
    const INFINITY: Self = Self { x: SecretField::ZERO, y: SecretField::ONE, z: SecretField::ZERO };

    /// P + Q for any two points; 12M and two products by b (algorithm 4).
    fn add(&self, other: &Self) -> Self {
        let xx = self.x.mul(&other.x);
        let yy = self.y.mul(&other.y);
        let zz = self.z.mul(&other.z);
        // x₁y₂ + x₂y₁, y₁z₂ + y₂z₁, x₁z₂ + x₂z₁, each by one product.
        let xy = self.x.add(&self.y).mul(&other.x.add(&other.y)).sub(&xx.add(&yy));
        let yz = self.y.add(&self.z).mul(&other.y.add(&other.z)).sub(&yy.add(&zz));
        let xz = self.x.add(&self.z).mul(&other.x.add(&other.z)).sub(&xx.add(&zz));

        let t = triple(&xz.sub(&B_FORM.mul(&zz)));
        let (minus, plus) = (yy.sub(&t), yy.add(&t));
        let three_zz = triple(&zz);
        let u = triple(&B_FORM.mul(&xz).sub(&three_zz).sub(&xx));
        let w = triple(&xx).sub(&three_zz);
        Self {
            x: xy.mul(&plus).sub(&yz.mul(&u)),
            y: plus.mul(&minus).add(&w.mul(&u)),
            z: yz.mul(&minus).add(&xy.mul(&w)),
        }
    }
}

fn triple(element: &SecretField) -> SecretField {
    element.double().add(element)
}

impl Zeroize for Projective {
    fn zeroize(&mut self) {
        self.x.zeroize();
        self.y.zeroize();
        self.z.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use crypto_bigint::U512;

    use super::*;
    use crate::eds::algorithm::gost3410::{
        multiply::{Key, multiply},
        parameters::GROUP_ORDER,
        point::{Affine, to_affine},
        scalar::PublicScalar,
    };

    /// The two arithmetics share no code below the curve's numbers.
    #[test]
    fn constant_time_and_variable_time_agree() {
        for integer in [
            U512::from_u8(1),
            U512::from_u8(2),
            U512::from_u8(16),
            parameters::B,
            parameters::GY,
            GROUP_ORDER.wrapping_sub(&U512::ONE),
        ] {
            let octets = parameters::le_octets(&integer);
            let (x, y) = multiply_base(&SecretScalar::in_range(&octets).unwrap());
            // (k − 1)·G + 1·G, or 1·G + 1·G halved into k = 2 for the smallest.
            let less = integer.wrapping_sub(&U512::ONE);
            let one = PublicScalar::in_range(&parameters::le_octets(&U512::ONE)).unwrap();
            let expected = match PublicScalar::in_range(&parameters::le_octets(&less)) {
                Some(less) => multiply(less, one, Key::Passing(&Affine::base())),
                None => Affine::base().into(),
            };
            let expected = to_affine(&[expected])[0];
            let met = Affine {
                x: super::super::field::Field::new(&U512::from_le_slice(&x)),
                y: super::super::field::Field::new(&U512::from_le_slice(&y)),
            };
            assert!(met.x.equals(&expected.x) && met.y.equals(&expected.y));
        }
    }

    #[test]
    fn addition_is_complete() {
        let g = TABLE[0][1];
        let minus = Projective { x: g.x, y: g.y.neg(), z: g.z };
        let nothing = g.add(&minus);
        assert!(nothing.x == SecretField::ZERO && nothing.z == SecretField::ZERO);
        let same = g.add(&Projective::INFINITY);
        assert!(same.x.mul(&g.z) == g.x.mul(&same.z) && same.y.mul(&g.z) == g.y.mul(&same.z));
    }
}

//! Arithmetic modulo p = 2^512 − 569 for public values: fast, and not constant-time.
//!
//! Nothing secret may come here. No type of this file can be made from a
//! [`SecretScalar`](super::scalar::SecretScalar); signing has its own arithmetic.
//!
//! An element is any integer below 2^512 that is congruent to it; only comparison and writing
//! reduce it fully. 2^512 ≡ 569, so whatever overflows is multiplied by 569 and added back.

use crypto_bigint::U512;

use super::parameters::{self, FOLD};

/// An element of the field: eight limbs, least significant first, not necessarily below p.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field([u64; 8]);

impl Field {
    pub(super) const ZERO: Self = Self([0; 8]);
    pub(super) const ONE: Self = Self([1, 0, 0, 0, 0, 0, 0, 0]);

    pub(super) fn new(integer: &U512) -> Self {
        Self(parameters::limbs(integer))
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        let mut sum = [0; 8];
        let mut carry = false;
        for (i, limb) in sum.iter_mut().enumerate() {
            (*limb, carry) = add_carry(self.0[i], other.0[i], carry);
        }
        Self(sum).fold(carry)
    }

    pub(super) fn sub(&self, other: &Self) -> Self {
        let mut difference = [0; 8];
        let mut borrow = false;
        for (i, limb) in difference.iter_mut().enumerate() {
            (*limb, borrow) = sub_borrow(self.0[i], other.0[i], borrow);
        }
        // A borrow took 2^512 ≡ 569 too many; giving it back may borrow once more.
        let mut difference = Self(difference);
        while borrow {
            let mut place = FOLD;
            for limb in &mut difference.0 {
                (*limb, borrow) = limb.overflowing_sub(place);
                if !borrow {
                    break;
                }
                place = 1;
            }
        }
        difference
    }

    pub(super) fn double(&self) -> Self {
        self.add(self)
    }

    pub(super) fn mul(&self, other: &Self) -> Self {
        let mut product = [0; 16];
        for (i, &a) in self.0.iter().enumerate() {
            let mut carry = 0;
            for (j, &b) in other.0.iter().enumerate() {
                (product[i + j], carry) = multiply_add(product[i + j], a, b, carry);
            }
            product[i + 8] = carry;
        }
        reduce(&product)
    }

    /// Squares: 36 limb products instead of 64.
    pub(super) fn square(&self) -> Self {
        let mut product = [0; 16];
        for i in 0..7 {
            let mut carry = 0;
            for j in i + 1..8 {
                (product[i + j], carry) = multiply_add(product[i + j], self.0[i], self.0[j], carry);
            }
            product[i + 8] = carry;
        }
        // Twice the products of different limbs, plus the squares of the limbs.
        let (mut carry, mut shifted_out) = (0, 0);
        for (i, &limb) in self.0.iter().enumerate() {
            let square = u128::from(limb) * u128::from(limb);
            let (even, odd) = (product[2 * i], product[2 * i + 1]);
            let low = u128::from((even << 1) | shifted_out) + u128::from(square as u64) + carry;
            let high = u128::from((odd << 1) | (even >> 63)) + (square >> 64) + (low >> 64);
            shifted_out = odd >> 63;
            product[2 * i] = low as u64;
            product[2 * i + 1] = high as u64;
            carry = high >> 64;
        }
        reduce(&product)
    }

    /// The inverse by Fermat's little theorem; 0 has none and gives 0.
    pub(super) fn invert(&self) -> Self {
        let exponent =
            parameters::limbs(&parameters::FIELD_MODULUS.wrapping_sub(&U512::from_u8(2)));
        let mut power = Self::ONE;
        for bit in (0..512).rev() {
            power = power.square();
            if (exponent[bit / 64] >> (bit % 64)) & 1 == 1 {
                power = power.mul(self);
            }
        }
        power
    }

    pub(super) fn is_zero(&self) -> bool {
        self.reduced() == [0; 8]
    }

    pub(super) fn equals(&self, other: &Self) -> bool {
        self.reduced() == other.reduced()
    }

    /// 64 octets, little-endian, of the one representative below p.
    pub(super) fn octets(&self) -> [u8; 64] {
        let mut octets = [0; 64];
        for (octets, limb) in octets.chunks_exact_mut(8).zip(self.reduced()) {
            octets.copy_from_slice(&limb.to_le_bytes());
        }
        octets
    }

    /// The limbs of the one representative below p.
    fn reduced(&self) -> [u64; 8] {
        // x ≥ p exactly when x + 569 does not fit; what is left of it then is x − p.
        let mut less = self.0;
        let mut place = FOLD;
        for limb in &mut less {
            let (sum, carry) = limb.overflowing_add(place);
            *limb = sum;
            if !carry {
                return self.0;
            }
            place = 1;
        }
        less
    }

    /// Adds 2^512 ≡ 569 back if `carry`; that may overflow once more.
    fn fold(mut self, mut carry: bool) -> Self {
        while carry {
            let mut place = FOLD;
            for limb in &mut self.0 {
                (*limb, carry) = limb.overflowing_add(place);
                if !carry {
                    break;
                }
                place = 1;
            }
        }
        self
    }
}

/// Low + 569·high, folded until it fits.
fn reduce(product: &[u64; 16]) -> Field {
    let mut limbs = [0; 8];
    let mut carry = 0;
    for (i, limb) in limbs.iter_mut().enumerate() {
        (*limb, carry) = multiply_add(product[i], product[i + 8], FOLD, carry);
    }
    // carry ≤ 569, so carry·569 is a small number and overflows the lowest limb at most once.
    let overflowed;
    (limbs[0], overflowed) = limbs[0].overflowing_add(carry * FOLD);
    let mut carry = overflowed;
    for limb in &mut limbs[1..] {
        if !carry {
            return Field(limbs);
        }
        (*limb, carry) = limb.overflowing_add(1);
    }
    Field(limbs).fold(carry)
}

/// accumulator + a·b + carry as (low, high); it always fits two limbs.
#[inline(always)]
fn multiply_add(accumulator: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    let sum = u128::from(accumulator) + u128::from(a) * u128::from(b) + u128::from(carry);
    (sum as u64, (sum >> 64) as u64)
}

#[inline(always)]
fn add_carry(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first | second)
}

#[inline(always)]
fn sub_borrow(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(u64::from(borrow));
    (difference, first | second)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::eds::algorithm::gost3410::parameters::{FIELD_MODULUS, SecretField};

    /// Eight limbs, each often one of the values around which carries happen.
    fn integers() -> impl Strategy<Value = U512> {
        let limb = prop_oneof![
            any::<u64>(),
            Just(0),
            Just(1),
            Just(u64::MAX),
            (u64::MAX - 1200)..=u64::MAX,
            0_u64..1200
        ];
        prop::array::uniform8(limb).prop_map(|limbs| {
            let octets: Vec<u8> = limbs.iter().flat_map(|l| l.to_le_bytes()).collect();
            U512::from_le_slice(&octets)
        })
    }

    /// What another implementation of arithmetic modulo p holds.
    fn same(ours: Field, theirs: SecretField) -> bool {
        ours.reduced() == parameters::limbs(&theirs.retrieve())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn agrees_with_another_arithmetic(a in integers(), b in integers()) {
            let (x, y) = (Field::new(&a), Field::new(&b));
            let (u, v) = (SecretField::new(&a), SecretField::new(&b));
            prop_assert!(same(x, u));
            prop_assert!(same(x.add(&y), u.add(&v)));
            prop_assert!(same(x.sub(&y), u.sub(&v)));
            prop_assert!(same(x.double(), u.double()));
            prop_assert!(same(x.mul(&y), u.mul(&v)));
            prop_assert!(same(x.square(), u.square()));
            prop_assert_eq!(x.equals(&y), u == v);
            prop_assert_eq!(x.is_zero(), u == SecretField::ZERO);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn an_inverse_times_its_element_is_one(a in integers()) {
            let x = Field::new(&a);
            prop_assume!(!x.is_zero());
            prop_assert!(x.invert().mul(&x).equals(&Field::ONE));
        }
    }

    #[test]
    fn the_largest_integers_fold_to_small_ones() {
        let largest = Field([u64::MAX; 8]);
        assert!(largest.equals(&Field::new(&U512::from_u64(FOLD - 1))));
        assert!(Field::new(&FIELD_MODULUS).is_zero());
        let square = SecretField::new(&U512::MAX).square();
        assert!(same(largest.square(), square) && same(largest.mul(&largest), square));
        assert!(same(largest.add(&largest), SecretField::new(&U512::MAX).double()));
        assert!(same(Field::ZERO.sub(&largest), SecretField::new(&U512::MAX).neg()));
    }
}

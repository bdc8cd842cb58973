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
        Self(sum).plus(u64::from(carry) * FOLD)
    }

    pub(super) fn sub(&self, other: &Self) -> Self {
        let mut difference = [0; 8];
        let mut borrow = false;
        for (i, limb) in difference.iter_mut().enumerate() {
            (*limb, borrow) = sub_borrow(self.0[i], other.0[i], borrow);
        }
        // A borrow took 2^512 ≡ 569 too many. Giving it back without a branch on it: whether there
        // was one is as good as random, so that every second guess would be wrong.
        let mut difference = Self(difference);
        (difference.0[0], borrow) = difference.0[0].overflowing_sub(u64::from(borrow) * FOLD);
        if borrow {
            for limb in &mut difference.0[1..] {
                (*limb, borrow) = limb.overflowing_sub(u64::from(borrow));
            }
            // Borrowed to the end: what is left is near 2^512 and has room for the second 569.
            difference.0[0] = difference.0[0].wrapping_sub(u64::from(borrow) * FOLD);
        }
        difference
    }

    pub(super) fn double(&self) -> Self {
        self.add(self)
    }

    pub(super) fn triple(&self) -> Self {
        let mut limbs = [0; 8];
        let mut carry = 0;
        for (limb, of) in limbs.iter_mut().zip(self.0) {
            (*limb, carry) = multiply_add(0, of, 3, carry);
        }
        Self(limbs).plus(carry * FOLD)
    }

    /// The element whose double this is.
    pub(super) fn halve(&self) -> Self {
        // x, or x + p where x is odd: p = 2^512 − 569 is odd.
        let odd = self.0[0] & 1;
        let mut even = [0; 8];
        let mut borrow;
        (even[0], borrow) = self.0[0].overflowing_sub(odd * FOLD);
        for (limb, of) in even[1..].iter_mut().zip(&self.0[1..]) {
            (*limb, borrow) = of.overflowing_sub(u64::from(borrow));
        }
        // Adding 2^512 and borrowing it cancel.
        let mut above = odd - u64::from(borrow);
        for limb in even.iter_mut().rev() {
            (*limb, above) = (*limb >> 1 | above << 63, *limb & 1);
        }
        Self(even)
    }

    pub(super) fn mul(&self, other: &Self) -> Self {
        let (a, b) = (&self.0, &other.0);
        let mut product = [0; 16];
        // Written out: the limbs of the product then stay in registers, and a product takes half
        // of the time.
        macro_rules! rows {
            ($($i:literal)*) => { $(
                let mut carry = 0;
                (product[$i], carry) = multiply_add(product[$i], a[$i], b[0], carry);
                (product[$i + 1], carry) = multiply_add(product[$i + 1], a[$i], b[1], carry);
                (product[$i + 2], carry) = multiply_add(product[$i + 2], a[$i], b[2], carry);
                (product[$i + 3], carry) = multiply_add(product[$i + 3], a[$i], b[3], carry);
                (product[$i + 4], carry) = multiply_add(product[$i + 4], a[$i], b[4], carry);
                (product[$i + 5], carry) = multiply_add(product[$i + 5], a[$i], b[5], carry);
                (product[$i + 6], carry) = multiply_add(product[$i + 6], a[$i], b[6], carry);
                (product[$i + 7], carry) = multiply_add(product[$i + 7], a[$i], b[7], carry);
                product[$i + 8] = carry;
            )* };
        }
        rows!(0 1 2 3 4 5 6 7);
        reduce(&product)
    }

    /// Squares: 36 limb products instead of 64.
    pub(super) fn square(&self) -> Self {
        let a = &self.0;
        let mut product = [0; 16];
        macro_rules! row {
            ($i:literal: $($j:literal)*) => {
                let mut carry = 0;
                $((product[$i + $j], carry) = multiply_add(product[$i + $j], a[$i], a[$j], carry);)*
                product[$i + 8] = carry;
            };
        }
        row!(0: 1 2 3 4 5 6 7);
        row!(1: 2 3 4 5 6 7);
        row!(2: 3 4 5 6 7);
        row!(3: 4 5 6 7);
        row!(4: 5 6 7);
        row!(5: 6 7);
        row!(6: 7);
        // Twice the products of different limbs, plus the squares of the limbs.
        let (mut shifted_out, mut carry) = (0, false);
        macro_rules! diagonal {
            ($($i:literal)*) => { $(
                let square = u128::from(a[$i]) * u128::from(a[$i]);
                let (even, odd) = (product[2 * $i], product[2 * $i + 1]);
                (product[2 * $i], carry) =
                    add_carry(even << 1 | shifted_out, square as u64, carry);
                (product[2 * $i + 1], carry) =
                    add_carry(odd << 1 | even >> 63, (square >> 64) as u64, carry);
                shifted_out = odd >> 63;
            )* };
        }
        diagonal!(0 1 2 3 4 5 6 7);
        debug_assert!(shifted_out == 0 && !carry);
        reduce(&product)
    }

    /// Squares so many times.
    fn squared(&self, times: usize) -> Self {
        (0..times).fold(*self, |power, _| power.square())
    }

    /// The inverse by Fermat's little theorem; 0 has none and gives 0.
    pub(super) fn invert(&self) -> Self {
        // p − 2 = 2^512 − 571 is 502 ones and then 0111000101: all but its last bits are ones, whose
        // power is put together by doubling their count.
        let ones = |half: &Self, count: usize| half.squared(count).mul(half);
        let two = ones(self, 1);
        let three = two.square().mul(self);
        let six = ones(&three, 3);
        let seven = six.square().mul(self);
        let fourteen = ones(&seven, 7);
        let fifteen = fourteen.square().mul(self);
        let thirty = ones(&fifteen, 15);
        let thirty_one = thirty.square().mul(self);
        let sixty_two = ones(&thirty_one, 31);
        let all_125 = ones(&sixty_two, 62).square().mul(self);
        let all_250 = ones(&all_125, 125);
        let all_251 = all_250.square().mul(self);
        let all_502 = ones(&all_251, 251);
        // 0111, 000, 101
        let power = all_502.squared(4).mul(&three);
        let power = power.squared(4).mul(self);
        power.squared(2).mul(self)
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

    /// Adds a small number, a multiple of 569 by which 2^512 was folded.
    #[inline(always)]
    fn plus(mut self, small: u64) -> Self {
        let mut carry;
        (self.0[0], carry) = self.0[0].overflowing_add(small);
        if carry {
            for limb in &mut self.0[1..] {
                (*limb, carry) = limb.overflowing_add(u64::from(carry));
            }
            // Carried to the end: what is left is small and has room for 569.
            self.0[0] += u64::from(carry) * FOLD;
        }
        self
    }
}

/// Low + 569·high, folded until it fits.
#[inline(always)]
fn reduce(product: &[u64; 16]) -> Field {
    let mut limbs = [0; 8];
    let mut carry = 0;
    macro_rules! each {
        ($($i:literal)*) => {
            $((limbs[$i], carry) = multiply_add(product[$i], product[$i + 8], FOLD, carry);)*
        };
    }
    each!(0 1 2 3 4 5 6 7);
    // carry ≤ 569, so carry·569 is a small number.
    Field(limbs).plus(carry * FOLD)
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
            prop_assert!(same(x.triple(), u.double().add(&u)));
            prop_assert!(same(x.halve().double(), u));
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
        let form = SecretField::new(&U512::MAX);
        assert!(same(largest.triple(), form.double().add(&form)));
        // Those around which halving borrows: odd ones below 569, and the largest.
        for small in (0..600).chain([u64::MAX]) {
            let x = Field::new(&U512::from_u64(small));
            assert!(x.halve().double().equals(&x), "{small}");
        }
        assert!(largest.halve().double().equals(&largest));
    }
}

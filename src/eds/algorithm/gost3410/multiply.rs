//! z₁·G + z₂·Q for public scalars: all in one run of doublings (Straus), the scalars written with
//! few non-zero digits (windowed non-adjacent form).
//!
//! Odd multiples of a point are kept for several of its powers of two (P, 2^64·P, 2^128·P, …): each
//! then takes the digits of 64 places, and 64 doublings serve for all 512 places. They are made once
//! for G, and once for each key that verifies often ([`Multiples::spread`]); for any other key its
//! own odd multiples alone are made, and there are 512 doublings.
//!
//! Variable-time. It takes [`PublicScalar`] alone.

use std::sync::LazyLock;

use super::{
    parameters::{self, GROUP_ORDER},
    point::{Addend, Affine, Jacobian, to_affine},
    scalar::PublicScalar,
};

/// A form may be one digit longer than its integer, which is below q/2 < 2^511.
const DIGITS: usize = 512;
/// Places served by one row of a table.
const SPACING: usize = 64;
/// Rows of a table.
const ROWS: usize = DIGITS / SPACING;

/// Window for G: 2^6 odd multiples in a row, 64 KiB in all.
const BASE_WINDOW: usize = 8;
/// Window for a key that is kept: 2^4 odd multiples in a row, 16 KiB in all. Making them costs about
/// as much as one verification without them.
const KEPT_WINDOW: usize = 6;
/// Window for a key that is not: 2^3 odd multiples.
const PASSING_WINDOW: usize = 5;

/// G's.
static BASE: LazyLock<Multiples> =
    LazyLock::new(|| Multiples::spread_by(&Affine::base(), BASE_WINDOW));

/// Odd multiples of P, 2^64·P, …, 2^448·P: row after row, P, 3P, 5P, … in each. Public values.
pub(super) struct Multiples {
    window: usize,
    points: Vec<Affine>,
}

/// What is known of Q.
#[derive(Clone, Copy)]
pub(super) enum Key<'a> {
    /// Itself.
    Passing(&'a Affine),
    /// Its multiples.
    Kept(&'a Multiples),
}

impl Multiples {
    /// Of a key that verifies often.
    pub(super) fn spread(point: &Affine) -> Self {
        Self::spread_by(point, KEPT_WINDOW)
    }

    fn spread_by(point: &Affine, window: usize) -> Self {
        let mut first = Jacobian::from(*point);
        let mut points = odd_multiples(first, window);
        for _ in 1..ROWS {
            for _ in 0..SPACING {
                first = first.double();
            }
            points.extend(odd_multiples(first, window));
        }
        // None of them is infinity: the group's order is an odd prime, larger than any odd factor.
        Self { window, points: to_affine(&points) }
    }

    /// Adds what the digits of one place in every row stand for.
    fn add(&self, mut sum: Jacobian, digits: &[i16; DIGITS], place: usize) -> Jacobian {
        let rows = self.points.chunks_exact(1 << (self.window - 2));
        for (digit, row) in digits[place..].iter().step_by(SPACING).zip(rows) {
            if *digit != 0 {
                let point = &row[usize::from(digit.unsigned_abs() / 2)];
                sum = sum.add_affine(&if *digit < 0 { point.negate() } else { *point });
            }
        }
        sum
    }
}

/// z₁·G + z₂·Q.
pub(super) fn multiply(z1: PublicScalar, z2: PublicScalar, q: Key<'_>) -> Jacobian {
    let base_digits = digits(z1, BASE_WINDOW);
    match q {
        Key::Kept(multiples) => {
            let key_digits = digits(z2, multiples.window);
            (0..SPACING).rev().fold(Jacobian::INFINITY, |sum, place| {
                let sum = multiples.add(sum.double(), &key_digits, place);
                BASE.add(sum, &base_digits, place)
            })
        }
        Key::Passing(q) => {
            let key_digits = digits(z2, PASSING_WINDOW);
            let keys: Vec<Addend> = odd_multiples((*q).into(), PASSING_WINDOW)
                .into_iter()
                .map(Jacobian::to_addend)
                .collect();
            (0..DIGITS).rev().fold(Jacobian::INFINITY, |sum, place| {
                let mut sum = sum.double();
                let digit = key_digits[place];
                if digit != 0 {
                    sum = sum.add(&keys[usize::from(digit.unsigned_abs() / 2)], digit < 0);
                }
                if place < SPACING { BASE.add(sum, &base_digits, place) } else { sum }
            })
        }
    }
}

/// P, 3P, …, (2^(window−1) − 1)·P.
fn odd_multiples(point: Jacobian, window: usize) -> Vec<Jacobian> {
    let mut multiple = point;
    let twice = multiple.double().to_addend();
    let mut multiples = vec![multiple];
    for _ in 1..1 << (window - 2) {
        multiple = multiple.add(&twice, false);
        multiples.push(multiple);
    }
    multiples
}

/// Signed digits d_i, zero or odd and below 2^(window−1) in magnitude, with Σ d_i·2^i the scalar
/// modulo q and at least `window` − 1 zeros after each non-zero digit.
fn digits(scalar: PublicScalar, window: usize) -> [i16; DIGITS] {
    // z, or −(q − z) where that is the smaller: no digit then stands beyond the last row.
    let integer = scalar.integer();
    let opposite = GROUP_ORDER.wrapping_sub(&integer);
    let negative = opposite < integer;
    let limbs = parameters::limbs(if negative { &opposite } else { &integer });
    let mut digits = [0; DIGITS];
    let mut carry = 0;
    let mut place = 0;
    while place < DIGITS {
        if bits(&limbs, place, 1) == carry {
            place += 1;
            continue;
        }
        let digit = bits(&limbs, place, window) + carry;
        carry = digit >> (window - 1);
        let digit = digit - (carry << window);
        digits[place] = if negative { -digit } else { digit };
        place += window;
    }
    digits
}

/// `count` (at most 15) bits of the integer from bit `place` on; beyond its end there are zeros.
fn bits(limbs: &[u64; 8], place: usize, count: usize) -> i16 {
    let limb = |i: usize| u128::from(limbs.get(i).copied().unwrap_or(0));
    let two = limb(place / 64) | (limb(place / 64 + 1) << 64);
    ((two >> (place % 64)) & ((1 << count) - 1)) as i16
}

#[cfg(test)]
mod tests {
    use crypto_bigint::U512;

    use super::*;
    use crate::eds::algorithm::gost3410::parameters::Scalar;

    fn scalar(integer: U512) -> PublicScalar {
        let octets = parameters::le_octets(&integer);
        PublicScalar::in_range(&octets).unwrap()
    }

    fn doubled_and_added(scalar: PublicScalar, point: &Affine) -> Jacobian {
        let limbs = parameters::limbs(&scalar.integer());
        let mut sum = Jacobian::INFINITY;
        for place in (0..512).rev() {
            sum = sum.double();
            if bits(&limbs, place, 1) == 1 {
                sum = sum.add_affine(point);
            }
        }
        sum
    }

    #[test]
    fn digits_add_up_to_their_scalar_and_are_sparse() {
        let samples = [
            U512::ONE,
            U512::from_u64(1023),
            GROUP_ORDER.wrapping_sub(&U512::ONE),
            parameters::GY.wrapping_shr(3),
            parameters::B,
        ];
        for (integer, window) in samples.into_iter().flat_map(|s| [(s, 5), (s, 6), (s, 8)]) {
            let digits = digits(scalar(integer), window);
            let two = Scalar::ONE.double();
            let sum = digits.iter().rev().fold(Scalar::ZERO, |sum, digit| {
                let magnitude = Scalar::new(&U512::from_u16(digit.unsigned_abs()));
                let shifted = sum.mul(&two);
                if *digit < 0 { shifted.sub(&magnitude) } else { shifted.add(&magnitude) }
            });
            assert_eq!(sum.retrieve(), integer);
            let places: Vec<_> = (0..DIGITS).filter(|i| digits[*i] != 0).collect();
            assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= window));
            assert!(digits.iter().all(|d| *d == 0 || (d % 2 != 0 && d.abs() < 1 << (window - 1))));
        }
    }

    /// Both ways to multiply, beside doubling and adding; scalars at the ends of the group and at
    /// the seams of the rows, keys that are multiples of G, so that additions meet the same point,
    /// its negative and infinity.
    #[test]
    fn straus_equals_double_and_add() {
        let g = Affine::base();
        let one = U512::ONE;
        let seams = [63, 64, 65, 448, 511].map(|place| one.wrapping_shl(place));
        let ends = [1, 2, 3].map(|n| GROUP_ORDER.wrapping_sub(&U512::from_u8(n)));
        let middle = GROUP_ORDER.wrapping_shr(1);
        let all = [one, U512::from_u8(2), middle, middle.wrapping_add(&one), parameters::GY];
        let scalars: Vec<_> = all.into_iter().chain(seams).chain(ends).map(scalar).collect();
        for factor in [one, U512::from_u8(2), ends[0], seams[1], parameters::B] {
            let q = to_affine(&[doubled_and_added(scalar(factor), &g)])[0];
            assert!(q.is_on_curve());
            let kept = Multiples::spread(&q);
            for (i, z1) in scalars.iter().enumerate() {
                let z2 = scalars[(i * 5 + 3) % scalars.len()];
                let expected =
                    doubled_and_added(*z1, &g).add(&doubled_and_added(z2, &q).to_addend(), false);
                for key in [Key::Passing(&q), Key::Kept(&kept)] {
                    assert!(same(&multiply(*z1, z2, key), &expected));
                }
            }
        }
    }

    fn same(met: &Jacobian, expected: &Jacobian) -> bool {
        if met.is_infinity() || expected.is_infinity() {
            return met.is_infinity() && expected.is_infinity();
        }
        let points = to_affine(&[*met, *expected]);
        points[0].x.equals(&points[1].x) && points[0].y.equals(&points[1].y)
    }

    #[test]
    fn every_multiple_kept_is_the_one_its_place_says() {
        let g = Affine::base();
        let kept = Multiples::spread(&g);
        assert_eq!(kept.points.len(), ROWS << (KEPT_WINDOW - 2));
        for (i, point) in kept.points.iter().enumerate() {
            let (row, place) = (i >> (KEPT_WINDOW - 2), i % (1 << (KEPT_WINDOW - 2)));
            let factor = U512::from_u64(2 * place as u64 + 1).wrapping_shl((row * SPACING) as u32);
            assert!(same(&(*point).into(), &doubled_and_added(scalar(factor), &g)));
        }
    }

    #[test]
    fn the_order_times_the_base_is_infinity() {
        let last = scalar(GROUP_ORDER.wrapping_sub(&U512::ONE));
        let g = Affine::base();
        assert!(doubled_and_added(last, &g).add_affine(&g).is_infinity());
        // 1·G + (q − 1)·G, where both tables meet in one point and its negative.
        let kept = Multiples::spread(&g);
        for key in [Key::Passing(&g), Key::Kept(&kept)] {
            assert!(multiply(scalar(U512::ONE), last, key).is_infinity());
        }
    }
}

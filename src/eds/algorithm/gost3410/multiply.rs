//! z₁·G + z₂·Q for public scalars: both in one run of doublings (Straus), the scalars written with
//! few non-zero digits (windowed non-adjacent form).
//!
//! Variable-time. It takes [`PublicScalar`] alone.

use std::sync::LazyLock;

use super::{
    parameters,
    point::{Addend, Affine, Jacobian, to_affine},
    scalar::PublicScalar,
};

/// Window for G, whose table is made once: 2^8 odd multiples, 32 KiB.
const BASE_WINDOW: usize = 10;
/// Window for Q, whose table is made for each signature: 2^3 odd multiples.
const KEY_WINDOW: usize = 5;
/// A form may be one digit longer than its 512-bit integer.
const DIGITS: usize = 513;

/// G, 3G, 5G, …
static BASE: LazyLock<Vec<Affine>> =
    LazyLock::new(|| to_affine(&odd_multiples(&Affine::base(), BASE_WINDOW)));

/// z₁·G + z₂·Q.
pub(super) fn multiply(z1: PublicScalar, z2: PublicScalar, q: &Affine) -> Jacobian {
    let keys: Vec<Addend> =
        odd_multiples(q, KEY_WINDOW).into_iter().map(Jacobian::to_addend).collect();
    let (base_digits, key_digits) = (digits(z1, BASE_WINDOW), digits(z2, KEY_WINDOW));
    let mut sum = Jacobian::INFINITY;
    let mut started = false;
    for (base, key) in base_digits.iter().zip(&key_digits).rev() {
        if started {
            sum = sum.double();
        }
        if *base != 0 {
            let point = BASE[usize::from(base.unsigned_abs() / 2)];
            sum = sum.add_affine(&if *base < 0 { point.negate() } else { point });
            started = true;
        }
        if *key != 0 {
            sum = sum.add(&keys[usize::from(key.unsigned_abs() / 2)], *key < 0);
            started = true;
        }
    }
    sum
}

/// P, 3P, …, (2^(window−1) − 1)·P.
fn odd_multiples(point: &Affine, window: usize) -> Vec<Jacobian> {
    let mut multiple = Jacobian::from(*point);
    let twice = multiple.double().to_addend();
    let mut multiples = vec![multiple];
    for _ in 1..1 << (window - 2) {
        multiple = multiple.add(&twice, false);
        multiples.push(multiple);
    }
    multiples
}

/// Signed digits d_i, zero or odd and below 2^(window−1) in magnitude, with Σ d_i·2^i the scalar
/// and at least `window` − 1 zeros after each non-zero digit.
fn digits(scalar: PublicScalar, window: usize) -> [i16; DIGITS] {
    let limbs = parameters::limbs(&scalar.integer());
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
        digits[place] = digit - (carry << window);
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
    use crate::eds::algorithm::gost3410::parameters::{GROUP_ORDER, Scalar};

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
        for (integer, window) in samples.into_iter().flat_map(|s| [(s, 5), (s, 10)]) {
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

    #[test]
    fn straus_equals_double_and_add() {
        let g = Affine::base();
        let q = to_affine(&[doubled_and_added(scalar(parameters::B), &g)])[0];
        assert!(g.is_on_curve() && q.is_on_curve());
        for (z1, z2) in [
            (U512::ONE, U512::ONE),
            (parameters::GY, parameters::B),
            (GROUP_ORDER.wrapping_sub(&U512::ONE), U512::from_u8(2)),
        ] {
            let (z1, z2) = (scalar(z1), scalar(z2));
            let expected =
                doubled_and_added(z1, &g).add(&doubled_and_added(z2, &q).to_addend(), false);
            let expected = to_affine(&[expected])[0];
            let met = to_affine(&[multiply(z1, z2, &q)])[0];
            assert!(met.x.equals(&expected.x) && met.y.equals(&expected.y));
        }
    }

    #[test]
    fn the_order_times_the_base_is_infinity() {
        let last = scalar(GROUP_ORDER.wrapping_sub(&U512::ONE));
        let g = Affine::base();
        assert!(doubled_and_added(last, &g).add_affine(&g).is_infinity());
        // 1·G + (q − 1)·G, where both tables meet in one point and its negative.
        assert!(multiply(scalar(U512::ONE), last, &g).is_infinity());
    }
}

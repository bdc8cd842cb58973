//! Points of the curve for public values: Jacobian coordinates (x = X/Z², y = Y/Z³), variable-time.
//!
//! The formulas are those for a = −3 of the Explicit-Formulas Database
//! (hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-3.html), named at each function.

use super::{
    field::Field,
    parameters::{B, GX, GY},
};

/// A point other than infinity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Affine {
    pub(super) x: Field,
    pub(super) y: Field,
}

/// Any point; infinity has Z = 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jacobian {
    pub(super) x: Field,
    pub(super) y: Field,
    pub(super) z: Field,
}

/// A point to be added often, with the powers of its Z kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addend {
    point: Jacobian,
    zz: Field,
    zzz: Field,
}

impl Affine {
    pub(super) fn base() -> Self {
        Self { x: Field::new(&GX), y: Field::new(&GY) }
    }

    /// y² = x³ − 3x + b.
    pub(super) fn is_on_curve(&self) -> bool {
        let x = &self.x;
        let three_x = x.double().add(x);
        let right = x.square().mul(x).sub(&three_x).add(&Field::new(&B));
        self.y.square().equals(&right)
    }

    pub(super) fn negate(&self) -> Self {
        Self { x: self.x, y: Field::ZERO.sub(&self.y) }
    }
}

impl From<Affine> for Jacobian {
    fn from(point: Affine) -> Self {
        Self { x: point.x, y: point.y, z: Field::ONE }
    }
}

impl Jacobian {
    pub(super) const INFINITY: Self = Self { x: Field::ONE, y: Field::ONE, z: Field::ZERO };

    pub(super) fn is_infinity(&self) -> bool {
        self.z.is_zero()
    }

    /// 2P; 3M + 5S (dbl-2001-b). Infinity stays infinity.
    pub(super) fn double(&self) -> Self {
        let delta = self.z.square();
        let gamma = self.y.square();
        let beta = self.x.mul(&gamma);
        let product = self.x.sub(&delta).mul(&self.x.add(&delta));
        let alpha = product.double().add(&product);
        let four_beta = beta.double().double();
        let x = alpha.square().sub(&four_beta.double());
        let z = self.y.add(&self.z).square().sub(&gamma).sub(&delta);
        let eight_gamma_squared = gamma.square().double().double().double();
        let y = alpha.mul(&four_beta.sub(&x)).sub(&eight_gamma_squared);
        Self { x, y, z }
    }

    /// P + Q with Q's Z = 1; 7M + 4S (madd-2007-bl).
    pub(super) fn add_affine(&self, other: &Affine) -> Self {
        if self.is_infinity() {
            return (*other).into();
        }
        let zz = self.z.square();
        let h = other.x.mul(&zz).sub(&self.x);
        let half_r = other.y.mul(&self.z).mul(&zz).sub(&self.y);
        if h.is_zero() {
            return if half_r.is_zero() { self.double() } else { Self::INFINITY };
        }
        let hh = h.square();
        let i = hh.double().double();
        let j = h.mul(&i);
        let r = half_r.double();
        let v = self.x.mul(&i);
        let x = r.square().sub(&j).sub(&v.double());
        let y = r.mul(&v.sub(&x)).sub(&self.y.mul(&j).double());
        let z = self.z.add(&h).square().sub(&zz).sub(&hh);
        Self { x, y, z }
    }

    /// P ± Q; 12M + 3S (add-2007-bl with the powers of Q's Z kept).
    pub(super) fn add(&self, other: &Addend, negative: bool) -> Self {
        let mut point = other.point;
        if negative {
            point.y = Field::ZERO.sub(&point.y);
        }
        if self.is_infinity() || point.is_infinity() {
            return if point.is_infinity() { *self } else { point };
        }
        let zz = self.z.square();
        let u = self.x.mul(&other.zz);
        let s = self.y.mul(&other.zzz);
        let h = point.x.mul(&zz).sub(&u);
        let half_r = point.y.mul(&self.z).mul(&zz).sub(&s);
        if h.is_zero() {
            return if half_r.is_zero() { self.double() } else { Self::INFINITY };
        }
        let i = h.double().square();
        let j = h.mul(&i);
        let r = half_r.double();
        let v = u.mul(&i);
        let x = r.square().sub(&j).sub(&v.double());
        let y = r.mul(&v.sub(&x)).sub(&s.mul(&j).double());
        let z = self.z.mul(&point.z).mul(&h).double();
        Self { x, y, z }
    }

    pub(super) fn to_addend(self) -> Addend {
        let zz = self.z.square();
        Addend { point: self, zz, zzz: zz.mul(&self.z) }
    }

    /// Whether x = X/Z² of a point other than infinity is `x`, without an inversion.
    pub(super) fn has_x(&self, x: &Field) -> bool {
        self.x.equals(&x.mul(&self.z.square()))
    }
}

/// Divides by Z, all points by one inversion (Montgomery's trick). None of them may be infinity.
pub(super) fn to_affine(points: &[Jacobian]) -> Vec<Affine> {
    let mut products = Vec::with_capacity(points.len());
    let mut product = Field::ONE;
    for point in points {
        products.push(product);
        product = product.mul(&point.z);
    }
    let mut inverse = product.invert();
    let mut affine: Vec<Affine> = points
        .iter()
        .zip(products)
        .rev()
        .map(|(point, before)| {
            let over_z = inverse.mul(&before);
            inverse = inverse.mul(&point.z);
            let over_zz = over_z.square();
            Affine { x: point.x.mul(&over_zz), y: point.y.mul(&over_zz.mul(&over_z)) }
        })
        .collect();
    affine.reverse();
    affine
}

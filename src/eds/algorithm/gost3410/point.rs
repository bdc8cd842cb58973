//! Points of the curve for public values: Jacobian coordinates (x = X/Z², y = Y/Z³), variable-time.
//!
//! The formulas are those for a = −3 of the Explicit-Formulas Database
//! (hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-3.html) and of Hankerson, Menezes and Vanstone's
//! Guide to Elliptic Curve Cryptography, named at each function. An addition here costs a seventh of
//! a product, so formulas with few additions win over those that trade a product for a square.

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

    /// 2P; 4M + 4S (Hankerson, Menezes, Vanstone 2004, algorithm 3.21: a product more and a square
    /// less than dbl-2001-b, but six additions fewer). Infinity stays infinity.
    pub(super) fn double(&self) -> Self {
        let zz = self.z.square();
        let alpha = self.x.sub(&zz).mul(&self.x.add(&zz)).triple();
        let two_y = self.y.double();
        let z = two_y.mul(&self.z);
        let four_yy = two_y.square();
        let beta = four_yy.mul(&self.x);
        let x = alpha.square().sub(&beta.double());
        let y = alpha.mul(&beta.sub(&x)).sub(&four_yy.square().halve());
        Self { x, y, z }
    }

    /// P + Q with Q's Z = 1; 8M + 3S (Hankerson, Menezes, Vanstone 2004, algorithm 3.22).
    pub(super) fn add_affine(&self, other: &Affine) -> Self {
        if self.is_infinity() {
            return (*other).into();
        }
        let zz = self.z.square();
        let h = other.x.mul(&zz).sub(&self.x);
        let r = other.y.mul(&self.z.mul(&zz)).sub(&self.y);
        if h.is_zero() {
            return if r.is_zero() { self.double() } else { Self::INFINITY };
        }
        let hh = h.square();
        let hhh = h.mul(&hh);
        let v = self.x.mul(&hh);
        let x = r.square().sub(&hhh).sub(&v.double());
        let y = r.mul(&v.sub(&x)).sub(&self.y.mul(&hhh));
        Self { x, y, z: self.z.mul(&h) }
    }

    /// P ± Q; 12M + 3S (add-1998-cmo-2 with the powers of Q's Z kept).
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
        let r = point.y.mul(&self.z.mul(&zz)).sub(&s);
        if h.is_zero() {
            return if r.is_zero() { self.double() } else { Self::INFINITY };
        }
        let hh = h.square();
        let hhh = h.mul(&hh);
        let v = u.mul(&hh);
        let x = r.square().sub(&hhh).sub(&v.double());
        let y = r.mul(&v.sub(&x)).sub(&s.mul(&hhh));
        Self { x, y, z: self.z.mul(&point.z).mul(&h) }
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

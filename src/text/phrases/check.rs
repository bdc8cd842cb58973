//! The steps of a signature's check. The phrases go by their codes: [`super::check()`]; this area
//! declares none of its own.

use super::phrases;

phrases! { "check"; }

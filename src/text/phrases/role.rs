//! The roles of a certificate's owner. The phrases go by their codes: [`super::role()`]; this area
//! declares none of its own.

use super::phrases;

phrases! { "role"; }

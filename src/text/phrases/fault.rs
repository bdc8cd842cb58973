//! What is wrong with a key, a certificate or a signature. The phrases go by their codes:
//! [`super::fault()`] and [`super::fault_next`]; this area declares none of its own.

use super::phrases;

phrases! { "fault"; }

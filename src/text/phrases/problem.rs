//! What the portal refused. The phrases go by their codes: [`super::problem()`] and
//! [`super::problem_next`]; this area declares none of its own.

use super::phrases;

phrases! { "problem"; }

//! Signing in.

use super::phrases;

phrases! { "signin";
    /// Whoever has joined goes the same way.
    same_way();
    /// The first step.
    read();
    /// The second step.
    enter_number();
    /// The third step.
    sign();
    /// What happens then.
    recognised();
}

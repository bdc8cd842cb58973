//! Payments, as statements name them.

use super::phrases;

phrases! { "payment";
    /// A top-up through a provider.
    line(provider: SafeText);
}

//! The waiting lists.

use super::phrases;

phrases! { "queues";
    /// What the lists of Housing are.
    housing_words();
    /// What the lists of Grants are.
    grants_words();
    /// How many wait.
    waiting(count: u64);
    /// When that was counted.
    counted(at: Arg);
    /// There are no lists.
    none();
    /// Towards the end.
    further();
    /// Towards the beginning.
    nearer();
}

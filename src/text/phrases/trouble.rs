//! What went wrong, where no area of its own says it.

use super::phrases;

phrases! { "trouble";
    /// What the portal itself says of it.
    said(words: Trilingual);
    /// The portal cannot be reached.
    unreachable();
    /// What to do then.
    unreachable_next();
    /// The portal did not answer in time.
    timed_out();
    /// What to do then.
    timed_out_next();
    /// The portal's answer is not of the contract.
    bad_answer();
    /// What to do then.
    bad_answer_next();
    /// The session or the request's claim is gone.
    no_session();
    /// What to do then.
    no_session_next();
}

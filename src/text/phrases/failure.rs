//! A call that brought no answer of its kind.

use super::phrases;

phrases! { "failure";
    /// The portal's own words.
    portal_says(words: Arg);
    /// The portal cannot be reached.
    unreachable();
    /// What to do.
    unreachable_next();
    /// No answer in time.
    timed_out();
    /// What to do.
    timed_out_next();
    /// The answer cannot be read.
    bad_answer();
    /// What to do.
    bad_answer_next();
    /// There is no session any more.
    no_session();
    /// What to do.
    no_session_next();
    /// [`crate::api::Failure::GivenUp`].
    given_up();
    /// What to do.
    given_up_next();
}

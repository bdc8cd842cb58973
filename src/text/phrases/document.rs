//! What will be signed, and the signing.

use super::phrases;

phrases! { "document";
    /// The heading.
    title();
    /// The check code.
    check_code();
    /// Who signs for which organisation.
    acts_for(organisation: SafeText, owner: SafeText);
    /// The request is being made.
    asking();
    /// What happens then.
    asking_words();
    /// Sign.
    sign();
    /// Where we are.
    page(page: usize, pages: usize);
    /// The page before.
    page_before();
    /// The next page.
    page_after();
    /// The first page.
    first_page();
    /// The last page.
    last_page();
    /// The request had expired, this is a new one.
    made_anew();
    /// Heading of the signing.
    signing();
    /// Step: signing.
    step_sign();
    /// Step: handing in.
    step_hand_in();
    /// Step: the portal checks.
    step_check();
    /// It can still be cancelled.
    may_cancel();
    /// The signature is kept and will not be made twice.
    kept();
    /// A new request.
    new_request();
    /// The same signature again.
    hand_in_again();
    /// Back to reading.
    read_again();
    /// The portal's document is another one.
    differs();
    /// Its check code is another one.
    differs_code();
    /// It names another number.
    differs_number();
    /// It names another terminal.
    differs_terminal();
    /// It holds another agreement.
    differs_agreement();
    /// Its time is not the present.
    differs_time();
    /// It is no document.
    differs_form();
    /// What to do then.
    differs_next();
    /// What to do when the times differ.
    differs_time_next();
    /// Which check failed first.
    first_failed(check: Phrase);
    /// What to do when it is not known whether the portal has the signature.
    nothing_twice();
    /// What to do when the request is gone.
    session_over();
}

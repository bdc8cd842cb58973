//! Help requests (3.2.1): asking, the number, the answer.

use super::phrases;

phrases! { "support";
    /// The way to ask for help.
    ask();
    /// The way to what was asked.
    look();
    /// What is it about?
    topic();
    /// What it is about, as a name before it.
    about();
    /// The question, in the citizen's words.
    words();
    /// The field of the question.
    text();
    /// What to write, and what not.
    text_hint();
    /// How much has been written.
    written(count: usize, most: usize);
    /// The field of the contact.
    contact();
    /// That it may be left empty.
    contact_hint();
    /// That the number entered before goes along.
    number_attached(number: String);
    /// The other field.
    next_field();
    /// Sends it.
    send();
    /// It is being sent.
    sending();
    /// It has been received.
    asked();
    /// The request's number.
    number();
    /// The code that shows the answer.
    code();
    /// How the code is used.
    code_words();
    /// Where the answer will be for who is signed in.
    signed_words();
    /// When it was asked.
    asked_at();
    /// The moment itself.
    at(at: Arg);
    /// Its state.
    state();
    /// Nobody has taken it.
    state_new();
    /// Somebody works on it.
    state_taken();
    /// It was answered.
    state_answered();
    /// It was closed.
    state_closed();
    /// The answer.
    answer();
    /// There is none yet.
    no_answer();
    /// There will be none.
    no_answer_ever();
    /// The code is asked for.
    which();
    /// How to type it.
    which_hint();
    /// How many digits are missing at least.
    digits_left(count: usize);
    /// No request has this code.
    unknown();
    /// Looks for it.
    show();
    /// Another code.
    another();
    /// The citizen's own requests.
    mine();
    /// There are none.
    none();
    /// The request before or after.
    choose();
    /// What it is about: signing in.
    topic_sign_in();
    /// What it is about: a stopped account.
    topic_stopped();
    /// What it is about: money.
    topic_money();
    /// What it is about: personal data.
    topic_data();
    /// What it is about: anything else.
    topic_other();
    /// Stopping to use the portal (2.5).
    topic_withdrawal();
}

//! A help request at the desk.

use super::phrases;

phrases! { "request";
    /// Its number.
    title(number: String);
    /// It is being fetched.
    loading(number: String);
    /// A topic.
    topic_sign_in();
    /// A topic.
    topic_stopped();
    /// A topic.
    topic_money();
    /// A topic.
    topic_data();
    /// A topic.
    topic_other();
    /// Stopping to use the portal (2.5).
    topic_withdrawal();
    /// A state.
    state_new();
    /// A state.
    state_taken(login: SafeText);
    /// A state, when it is not known who has it.
    state_being_answered();
    /// A state.
    state_answered();
    /// A state.
    state_closed();
    /// When and where.
    asked_at(at: Arg, terminal: SafeText);
    /// The account is proved.
    verified(account: String);
    /// The number was only typed.
    unverified(account: String);
    /// No account belongs to it.
    no_account();
    /// How the citizen wants to be reached.
    contact(contact: SafeText);
    /// No contact was given.
    no_contact();
    /// In which language it was asked.
    asked_in(language: String);
    /// Heading of the answer.
    answered(at: Arg);
    /// Takes it.
    take();
    /// Answers it.
    answer();
    /// Name of the answer's field.
    answer_text();
    /// The answer is empty.
    answer_needed();
    /// Sends the answer.
    send();
    /// Nothing more will happen.
    close();
    /// Closing is asked about once.
    close_sure();
    /// Opens the account's card.
    open_account();
    /// Back to the list.
    leave();
    /// Something is under way.
    sending();
    /// An answer was lost; it is asked again.
    doubtful();
    /// It is not known whether it was done.
    unknown();
    /// Somebody else has changed it.
    changed();
}

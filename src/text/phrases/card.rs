//! The account's card at the desk.

use super::phrases;

phrases! { "card";
    /// The account's number.
    account(number: String);
    /// A person's account.
    person();
    /// An organisation's account.
    organisation();
    /// No phone is confirmed.
    no_phone();
    /// No e-mail is confirmed.
    no_email();
    /// Since when and by whom.
    since(at: Arg, actor: Phrase);
    /// A member of staff.
    login(login: SafeText);
    /// The owner did it.
    citizen();
    /// The portal did it.
    portal();
    /// The case's number.
    case(number: SafeText);
    /// Shows the clause whole.
    clause_whole();
    /// Title of the whole clause.
    clause_title(number: String, language: String);
    /// Shows the clause in the other language.
    clause_turn();
    /// The card is being fetched.
    loading(number: String);
    /// What is shown may be old.
    stale();
    /// Name of a tab.
    tab_timeline();
    /// Name of a tab.
    tab_acceptances();
    /// Name of a tab.
    tab_money();
    /// Name of a tab.
    tab_notices();
    /// Name of a tab.
    tab_notes();
    /// Name of a tab.
    tab_requests();
    /// To the next tab.
    next_tab();
    /// To the tab before.
    previous_tab();
    /// Moves in the list.
    move_on();
    /// The tab is empty.
    nothing();
    /// More is being fetched.
    more_loading();
    /// Timeline.
    happened_accepted();
    /// Timeline.
    happened_signed_in();
    /// Timeline.
    happened_blocked();
    /// Timeline.
    happened_access_stopped();
    /// Timeline.
    happened_restored();
    /// Timeline.
    happened_undone();
    /// Timeline.
    happened_noted();
    /// Timeline.
    happened_revealed();
    /// Timeline.
    happened_contacts();
    /// Timeline.
    happened_topped_up();
    /// Timeline.
    happened_help_asked();
    /// Timeline.
    happened_help_answered();
    /// The citizen stopped using the portal (2.5).
    happened_withdrawn();
    /// Timeline.
    happened_other();
    /// An acceptance.
    acceptance(receipt: SafeText, languages: String);
    /// An acceptance's term.
    in_force_until(until: Arg);
    /// An acceptance's end.
    ended(at: Arg);
    /// An acceptance's end by its term.
    ran_out(at: Arg);
    /// The balance.
    balance(amount: Arg, at: Arg);
    /// The account has no ledger yet.
    no_ledger();
    /// A notice's state.
    notice_held();
    /// A notice's state.
    notice_published();
    /// A notice's state.
    notice_withdrawn();
    /// The citizen was signed in.
    verified();
    /// The number was only typed.
    unverified();
    /// Opens the help request.
    open_request();
    /// Writes a note.
    add_note();
    /// Name of the note's field.
    note_text();
    /// The note is empty.
    note_needed();
    /// Saves the note.
    note_save();
    /// The note was saved.
    note_saved();
    /// Characters that still fit.
    left(count: usize);
    /// Copies the account's number.
    copy();
    /// Copied.
    copied(text: SafeText);
    /// Asks for the card again.
    retry();
    /// Closes the card.
    close();
}

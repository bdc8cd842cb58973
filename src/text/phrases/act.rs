//! Restoring, blocking and stopping an account at the desk; taking it back.

use super::phrases;

phrases! { "act";
    /// The action, and its dialog's title.
    restore();
    /// The action, and its dialog's title.
    block();
    /// The action, and its dialog's title.
    stop();
    /// Heading of the reasons.
    step_reason();
    /// Heading of the causes.
    step_cause();
    /// The cause without a breach.
    technical();
    /// A reason of restoring.
    reason_payment_received();
    /// A reason of restoring.
    reason_data_corrected();
    /// A reason of restoring.
    reason_breach_remedied();
    /// A reason of restoring.
    reason_stopped_by_mistake();
    /// A reason of restoring.
    reason_technical_resolved();
    /// Name of the case's field.
    case();
    /// The case's number is missing.
    case_needed();
    /// Name of the note's field.
    note();
    /// The note may stay empty.
    note_optional();
    /// Nothing is chosen yet.
    choose_cause();
    /// The preview is being fetched.
    preview_loading();
    /// What the action changes.
    change(before: Phrase, after: Phrase);
    /// Heading of the notice.
    citizen_reads();
    /// Carries it out.
    confirm();
    /// To the next step.
    next();
    /// To the step before.
    before();
    /// It is under way.
    doing();
    /// An answer was lost; it is asked again.
    doubtful(tries: usize);
    /// It is not known whether it was done.
    unknown();
    /// Asks for the same attempt again.
    ask_again();
    /// The second factor is awaited.
    held();
    /// Asks for the second factor.
    give_code();
    /// The account changed meanwhile; what was typed is kept.
    changed(before: Phrase, now: Phrase);
    /// The account changed meanwhile, but not its state.
    changed_same(now: Phrase);
    /// The account changed meanwhile so that nothing is left to do.
    not_needed(now: Phrase);
    /// Done.
    done_restore();
    /// Done.
    done_block();
    /// Done.
    done_stop();
    /// An action and when it was done.
    done_at(time: Arg, what: Phrase);
    /// An action, when and on which account it was done.
    done_on(time: Arg, account: String, what: Phrase);
    /// Takes it back.
    undo();
    /// How long it can be taken back.
    undo_left(seconds: u64);
    /// It is being taken back.
    undoing();
    /// An answer was lost.
    undo_doubtful();
    /// It is not known whether it was taken back.
    undo_unknown();
    /// It was taken back.
    undone();
    /// The session ended in the middle of it.
    cut_off();
    /// It goes on behind the closed dialog.
    still_doing();
}

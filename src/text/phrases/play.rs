//! The play in acts: titles and captions.

use super::phrases;

phrases! { "play";
    /// An act's heading.
    act(number: u32, title: Phrase);
    /// Act 1.
    act_agreement();
    /// Act 2.
    act_join();
    /// Act 3.
    act_account();
    /// Act 4.
    act_desk();
    /// Act 5.
    act_return();
    /// Caption: the first screen.
    first_screen();
    /// Caption: both languages side by side.
    side_by_side();
    /// Caption: every block was shown.
    all_shown();
    /// Caption: two ticks.
    two_ticks();
    /// Caption: a wrong number.
    wrong_number();
    /// Caption: the right number.
    right_number();
    /// Caption: another person's key is refused.
    another_persons_key();
    /// Caption: the own key.
    own_key();
    /// Caption: what will be signed.
    what_is_signed();
    /// Caption: phone and e-mail.
    your_details();
    /// Caption: the code.
    code_sent();
    /// Caption: the receipt.
    receipt();
    /// Caption: the balance.
    balance();
    /// Caption: the statement.
    statement();
    /// Caption: the desk's lists.
    desk_lists();
    /// Caption: the card of a stopped account.
    stopped_card();
    /// Caption: what restoring changes.
    restore_preview();
    /// Caption: restored, and how it can be taken back.
    restored();
    /// Caption: the challenge that is signed to sign in.
    challenge();
    /// Caption: the account after signing in.
    signed_in_again();
    /// Caption: the HTTP calls.
    calls();
    /// The summary.
    summary(acts: u32, screens: u32, calls: u64);
    /// A terminal is about to show the demonstration; the first start makes its keys.
    preparing();
}

//! Why an account is stopped, in short, and what lifts it: the staff's words.

use super::phrases;

phrases! { "cause";
    /// A power on a breached clause.
    under(power: String, breach: String);
    /// A power without a breach.
    technical(power: String);
    /// What lifts 3.4.1.
    lifts_services();
    /// What lifts 3.4.2.
    lifts_information();
    /// What lifts 3.4.3.
    lifts_law();
    /// What lifts 3.4.4.
    lifts_comments();
    /// What lifts 3.4.5.
    lifts_identity();
    /// What lifts 3.4.6.
    lifts_forbidden();
    /// What lifts 4.6.
    lifts_data();
    /// What lifts 4.7.
    lifts_obligations();
    /// What lifts 4.8.
    lifts_third_parties();
    /// What lifts a technical block (3.1.2).
    lifts_technical_block();
    /// What lifts a technical stop (3.1.3).
    lifts_technical_stop();
    /// What lifts anything else.
    lifts_other();
}

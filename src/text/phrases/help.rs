//! Help (3.2.1).

use super::phrases;

phrases! { "help";
    /// Topic: the steps of joining.
    joining();
    /// Its words.
    joining_words();
    /// Topic: what EDS is.
    eds();
    /// Its words.
    eds_words();
    /// Topic: the password is wrong.
    password();
    /// Its words.
    password_words();
    /// Topic: the certificate has expired.
    expired();
    /// Its words.
    expired_words();
    /// Topic: the IIN differs.
    other_number();
    /// Its words.
    other_number_words();
    /// Topic: whom to ask.
    asking();
    /// Its words.
    asking_words();
    /// What follows is clause 3.2.1.
    clause_says();
    /// The text, back.
    scroll_up();
    /// The text, further.
    scroll_down();
    /// The next topic.
    next_topic();
    /// The topic before.
    topic_before();
}

//! Words every screen uses.

use super::phrases;

phrases! { "common";
    /// The portal's name.
    portal_name();
    /// Home.
    home();
    /// Back.
    back();
    /// Continue.
    next();
    /// Cancel.
    cancel();
    /// Retry.
    retry();
    /// Done.
    done();
    /// Menu.
    menu();
    /// Help.
    help();
    /// Language.
    language();
    /// Quit the program.
    quit();
    /// Something is being fetched.
    loading();
    /// The mark of demonstration data.
    demonstration();
    /// The demonstration's line at the bottom.
    demonstration_line();
    /// The same where there is no room for the person beside it.
    demonstration_short(person: SafeText);
    /// The right end of that line: kiosk and desk stand side by side.
    demonstration_switch();
    /// The terminal is too small: this is needed.
    too_small(columns: u32, rows: u32);
}

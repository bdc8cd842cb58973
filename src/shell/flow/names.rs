//! Screens, consoles and what lies over a screen, by the names a flow gives them.

use crate::{
    api::MobileState,
    app::{over::Over, screens::AnyScreen, shared::Console},
};

macro_rules! screens {
    ($($screen:ident $name:literal,)*) => {
        /// Every screen's name.
        pub(super) const SCREENS: [&str; [$($name),*].len()] = [$($name),*];

        /// The screen's name.
        pub(super) const fn screen(screen: &AnyScreen) -> &'static str {
            match screen {
                $(AnyScreen::$screen(_) => $name,)*
            }
        }
    };
}

screens! {
    Home "home",
    Reader "reader",
    Declined "declined",
    NumberEntry "number",
    Ways "ways",
    KeyFileEntry "keys",
    NcaLayer "ncalayer",
    Certificate "certificate",
    Document "document",
    ReceiptView "receipt",
    Account "account",
    Statement "statement",
    QueueList "queues",
    Help "help",
    Menu "menu",
    NotJoined "not-joined",
    HelpForm "help-request",
    HelpNumber "help-number",
    HelpLook "help-answer",
    DetailsEntry "details",
    CodeEntry "code",
    History "history",
    Withdrawal "withdrawal",
    NoticeList "notices",
    TopUp "top-up",
    Payment "payment",
    PendingView "pending",
    PhoneSigning "phone",
    DeskSignIn "desk-sign-in",
    Workbench "workbench",
}

/// Where a telephone is, while its code is open on this screen.
pub(super) fn phone(screen: &AnyScreen) -> Option<MobileState> {
    match screen {
        AnyScreen::PhoneSigning(screen) => screen.state(),
        _ => None,
    }
}

/// What may lie over a screen.
pub(super) const OVER: [&str; 7] =
    ["nothing", "people", "idle", "outage", "lock", "palette", "keys"];

/// What lies over it now.
pub(super) const fn over(over: Option<&Over>) -> &'static str {
    match over {
        None => "nothing",
        Some(Over::People(_)) => "people",
        Some(Over::Idle(..)) => "idle",
        Some(Over::Outage(_)) => "outage",
        Some(Over::Lock(_)) => "lock",
        Some(Over::Palette(_)) => "palette",
        Some(Over::Help(_)) => "keys",
    }
}

/// The consoles.
pub(super) const CONSOLES: [(&str, Console); 2] =
    [("kiosk", Console::Kiosk), ("desk", Console::Desk)];

/// The console's name.
pub(super) const fn console(console: Console) -> &'static str {
    match console {
        Console::Kiosk => "kiosk",
        Console::Desk => "desk",
    }
}

/// The digits with another last one: a number's check digit cannot fit any more, a code is wrong.
#[must_use]
pub fn mistyped(digits: &str) -> String {
    let (stem, last) = digits.split_at(digits.len().saturating_sub(1));
    format!("{stem}{}", if last == "0" { "1" } else { "0" })
}

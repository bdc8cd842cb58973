//! The list of screens and the flow map: which screen follows which exit. The map *is* the
//! kiosk's journey.

pub mod desk;
pub mod kiosk;

use super::{
    asked::Errand,
    details::Details,
    screen::{Cx, Screen},
    shared::{Console, Way},
};
use desk::{sign_in, workbench};
use kiosk::{
    account, certificate, code, declined, details, document, help, help_look, help_number,
    help_request, history, home, key_file, menu, ncalayer, not_joined, notices, number, payment,
    pending, phone, queues, reader, receipt, statement, top_up, ways, withdrawal,
};

macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($module:ident),)*) => {
        /// Every screen.
        #[derive(Debug, Clone, PartialEq)]
        pub enum AnyScreen { $($(#[$doc])* $name($module::$name),)* }

        /// Every screen's message.
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum AnyMsg { $($(#[$doc])* $name($module::Msg),)* }

        /// Every screen's exit.
        #[derive(Debug)]
        pub enum AnyExit { $($(#[$doc])* $name($module::Exit),)* }

        /// Runs `$body` with the screen inside; `$wrap` puts its message back into [`AnyMsg`].
        macro_rules! with_screen {
            ($any:expr, |$screen:ident, $wrap:ident| $body:expr) => {
                match $any {
                    $(crate::app::screens::AnyScreen::$name($screen) => {
                        #[allow(unused_variables)]
                        let $wrap = crate::app::screens::AnyMsg::$name;
                        $body
                    })*
                }
            };
        }
        pub(in crate::app) use with_screen;

        impl AnyScreen {
            /// Tells the screen; a message for another screen is dropped.
            pub(in crate::app) fn update(&mut self, cx: &mut Cx<'_>, msg: AnyMsg) -> Option<AnyExit> {
                match (self, msg) {
                    $((Self::$name(screen), AnyMsg::$name(msg)) => {
                        screen.update(cx, msg).map(AnyExit::$name)
                    })*
                    #[allow(unreachable_patterns)]
                    _ => None,
                }
            }
        }
    };
}

screens! {
    /// The first screen.
    Home(home),
    /// The agreement.
    Reader(reader),
    /// Declined.
    Declined(declined),
    /// IIN or BIN.
    NumberEntry(number),
    /// Ways to sign.
    Ways(ways),
    /// A key file and its password.
    KeyFileEntry(key_file),
    /// Waiting for NCALayer.
    NcaLayer(ncalayer),
    /// A QR code for a phone.
    PhoneSigning(phone),
    /// The certificate and its checks.
    Certificate(certificate),
    /// What will be signed.
    Document(document),
    /// Signed, and not in force yet.
    PendingView(pending),
    /// Phone and e-mail.
    DetailsEntry(details),
    /// The code that confirms one of them.
    CodeEntry(code),
    /// The receipt.
    ReceiptView(receipt),
    /// The account.
    Account(account),
    /// The statement.
    Statement(statement),
    /// The history of acceptances.
    History(history),
    /// Stopping to use the portal.
    Withdrawal(withdrawal),
    /// What the citizen was told.
    NoticeList(notices),
    /// How much to top up by.
    TopUp(top_up),
    /// Paying.
    Payment(payment),
    /// Waiting lists.
    QueueList(queues),
    /// Help.
    Help(help),
    /// Asking for help.
    HelpForm(help_request),
    /// A help request's number.
    HelpNumber(help_number),
    /// What became of a help request.
    HelpLook(help_look),
    /// The menu.
    Menu(menu),
    /// Signed in without an agreement in force.
    NotJoined(not_joined),
    /// The staff sign in.
    DeskSignIn(sign_in),
    /// The desk's lists and the card.
    Workbench(workbench),
}

/// The screen a console begins with, and to which a wipe leads back.
#[must_use]
pub(in crate::app) fn first(console: Console) -> AnyScreen {
    match console {
        Console::Kiosk => home(),
        Console::Desk => AnyScreen::DeskSignIn(sign_in::DeskSignIn::default()),
    }
}

/// What follows an exit: the journey of joining and of signing in from top to bottom, then the side doors.
pub(in crate::app) fn follow(exit: AnyExit, cx: &mut Cx<'_>) -> AnyScreen {
    use home::Choice;
    use queues::{QueueList, Subject};
    use reader::{Purpose, Reader};
    match exit {
        AnyExit::Home(home::Exit::Chosen(choice)) => match choice {
            Choice::Join => {
                begin(cx, Errand::Join);
                AnyScreen::Reader(Reader::new(Purpose::Join))
            }
            Choice::SignIn => {
                begin(cx, Errand::SignIn);
                number()
            }
            Choice::Read => AnyScreen::Reader(Reader::new(Purpose::Read)),
            Choice::Help => AnyScreen::Help(help::Help::default()),
            Choice::Housing => AnyScreen::QueueList(QueueList::new(Subject::Housing)),
            Choice::Grants => AnyScreen::QueueList(QueueList::new(Subject::Grants)),
            Choice::Menu => AnyScreen::Menu(menu::Menu::default()),
        },

        // Whoever has just signed in has said the number and opened the key already; another
        // program's key is chosen there, at every signature.
        AnyExit::Reader(reader::Exit::Accepted) if cx.shared.visit.lacks_only_the_agreement() => {
            if by_key_file(cx) {
                certificate()
            } else {
                document()
            }
        }
        AnyExit::Reader(reader::Exit::Accepted) => number(),
        AnyExit::Reader(reader::Exit::Declined) => {
            AnyScreen::Declined(declined::Declined::default())
        }
        AnyExit::Reader(reader::Exit::Left) => home(),
        AnyExit::Declined(declined::Exit::Reconsidered) => {
            AnyScreen::Reader(Reader::new(Purpose::Join))
        }
        AnyExit::Declined(declined::Exit::Left) => finish(cx),

        AnyExit::NumberEntry(number::Exit::Entered) => AnyScreen::Ways(ways::Ways::default()),
        AnyExit::NumberEntry(number::Exit::Left) if cx.shared.visit.errand == Errand::SignIn => {
            begin(cx, Errand::Join);
            home()
        }
        AnyExit::NumberEntry(number::Exit::Left) => AnyScreen::Reader(Reader::new(Purpose::Join)),

        AnyExit::Ways(ways::Exit::KeyFile) => key_file(),
        AnyExit::Ways(ways::Exit::NcaLayer) => AnyScreen::NcaLayer(ncalayer::NcaLayer::default()),
        AnyExit::Ways(ways::Exit::Left) => number(),
        AnyExit::Ways(ways::Exit::Help) => AnyScreen::Help(help::Help::while_signing()),

        AnyExit::KeyFileEntry(key_file::Exit::Opened) => certificate(),
        AnyExit::KeyFileEntry(key_file::Exit::Left) => ways_to_sign(),

        AnyExit::NcaLayer(
            ncalayer::Exit::Found | ncalayer::Exit::Signed | ncalayer::Exit::Document,
        ) => document(),
        AnyExit::NcaLayer(ncalayer::Exit::Ways) => ways_to_sign(),

        AnyExit::Ways(ways::Exit::Phone) => document(),
        AnyExit::PhoneSigning(phone::Exit::Signed | phone::Exit::Left) => document(),
        AnyExit::PhoneSigning(phone::Exit::Ways) => ways_to_sign(),

        AnyExit::Certificate(certificate::Exit::Continued) => document(),
        AnyExit::Certificate(certificate::Exit::OtherKey) => key_file(),

        // Whoever had joined before has been asked for their details then.
        AnyExit::Document(document::Exit::Accepted) if had_joined(cx) => receipt(),
        AnyExit::Document(document::Exit::Accepted) => {
            AnyScreen::DetailsEntry(details::DetailsEntry::default())
        }
        AnyExit::Document(document::Exit::Pending) => {
            AnyScreen::PendingView(pending::PendingView::default())
        }
        AnyExit::PendingView(pending::Exit::Accepted) if had_joined(cx) => receipt(),
        AnyExit::PendingView(pending::Exit::Accepted) => {
            AnyScreen::DetailsEntry(details::DetailsEntry::default())
        }
        AnyExit::PendingView(pending::Exit::SignIn) => {
            forget_signature(cx);
            begin(cx, Errand::SignIn);
            number()
        }
        AnyExit::PendingView(pending::Exit::Anew) => {
            forget_signature(cx);
            begin(cx, Errand::Join);
            let visit = &cx.shared.visit;
            match visit.reading.is_complete(&cx.shared.facts.agreement) {
                true => key_file(),
                false => AnyScreen::Reader(Reader::new(Purpose::Join)),
            }
        }
        AnyExit::PendingView(pending::Exit::Left) => finish(cx),
        AnyExit::Document(document::Exit::SignedIn) => account(),
        AnyExit::Document(document::Exit::AgreementRequired) => {
            AnyScreen::NotJoined(not_joined::NotJoined::default())
        }
        AnyExit::Document(document::Exit::NcaLayer(bytes)) => {
            AnyScreen::NcaLayer(ncalayer::NcaLayer::sign(bytes))
        }
        AnyExit::Document(document::Exit::Phone) => {
            AnyScreen::PhoneSigning(phone::PhoneSigning::default())
        }
        AnyExit::Document(document::Exit::OtherKey) if by_key_file(cx) => key_file(),
        AnyExit::Document(document::Exit::OtherKey) => ways_to_sign(),
        AnyExit::Document(document::Exit::Unread) => AnyScreen::Reader(Reader::new(Purpose::Join)),
        AnyExit::Document(document::Exit::Left) if by_key_file(cx) => certificate(),
        AnyExit::Document(document::Exit::Left) => ways_to_sign(),

        AnyExit::DetailsEntry(details::Exit::CodesSent) => {
            AnyScreen::CodeEntry(code::CodeEntry::default())
        }
        AnyExit::DetailsEntry(details::Exit::Done | details::Exit::Skipped)
        | AnyExit::CodeEntry(code::Exit::Confirmed | code::Exit::Left) => after_details(cx),
        AnyExit::CodeEntry(code::Exit::Changed) => {
            AnyScreen::DetailsEntry(details::DetailsEntry::default())
        }

        AnyExit::ReceiptView(receipt::Exit::Account) => account(),
        AnyExit::ReceiptView(receipt::Exit::History) => history(),
        AnyExit::ReceiptView(receipt::Exit::Finished) => finish(cx),

        AnyExit::Account(account::Exit::Statement) => {
            AnyScreen::Statement(statement::Statement::default())
        }
        AnyExit::Account(account::Exit::Receipt) => receipt(),
        AnyExit::Account(account::Exit::Details) => {
            cx.shared.visit.details.editing = true;
            AnyScreen::DetailsEntry(details::DetailsEntry::default())
        }
        AnyExit::Account(account::Exit::TopUp) => top_up(),
        AnyExit::TopUp(top_up::Exit::Asked) => AnyScreen::Payment(payment::Payment::default()),
        AnyExit::TopUp(top_up::Exit::Left) => account(),
        AnyExit::Payment(payment::Exit::Anew) => top_up(),
        AnyExit::Payment(payment::Exit::Left) => account(),
        AnyExit::Account(account::Exit::History) => history(),
        AnyExit::Account(account::Exit::Notices) => {
            AnyScreen::NoticeList(notices::NoticeList::default())
        }
        AnyExit::NoticeList(notices::Exit::Left) => account(),
        AnyExit::History(history::Exit::Receipt(signed)) => {
            AnyScreen::ReceiptView(receipt::ReceiptView::of(signed))
        }
        AnyExit::History(history::Exit::Left) => account(),
        AnyExit::History(history::Exit::Withdrawal) => {
            AnyScreen::Withdrawal(withdrawal::Withdrawal::default())
        }
        AnyExit::Withdrawal(withdrawal::Exit::Left) => history(),
        AnyExit::Withdrawal(withdrawal::Exit::Withdrawn) => {
            AnyScreen::HelpNumber(help_number::HelpNumber::of_withdrawal())
        }
        AnyExit::HelpNumber(help_number::Exit::Over) => finish(cx),
        AnyExit::Account(account::Exit::Help) => AnyScreen::Help(help::Help::default()),
        AnyExit::Account(account::Exit::SignedOut) => finish(cx),
        AnyExit::Statement(statement::Exit::Left) => account(),

        AnyExit::QueueList(queues::Exit::Left) => home(),
        // Help belongs to where it was opened: an open session leads back to the account.
        AnyExit::Help(help::Exit::Left) if cx.shared.visit.has_session() => account(),
        AnyExit::Help(help::Exit::Asking { signing }) => {
            AnyScreen::HelpForm(help_request::HelpForm::new(signing))
        }
        AnyExit::Help(help::Exit::Looking { signing }) => {
            AnyScreen::HelpLook(help_look::HelpLook::new(signing))
        }
        AnyExit::HelpForm(help_request::Exit::Asked { signing }) => {
            AnyScreen::HelpNumber(help_number::HelpNumber::new(signing))
        }
        AnyExit::HelpForm(help_request::Exit::Left { signing })
        | AnyExit::HelpNumber(help_number::Exit::Done { signing })
        | AnyExit::HelpLook(help_look::Exit::Left { signing }) => {
            AnyScreen::Help(help::Help::about_asking(signing))
        }
        AnyExit::Help(help::Exit::Resumed) => ways_to_sign(),
        AnyExit::Help(help::Exit::Left) => home(),
        AnyExit::Menu(menu::Exit::Read) => AnyScreen::Reader(Reader::new(Purpose::Read)),
        AnyExit::Menu(menu::Exit::Help) => AnyScreen::Help(help::Help::default()),
        AnyExit::Menu(menu::Exit::Left) => home(),
        AnyExit::NotJoined(not_joined::Exit::Join) => {
            begin(cx, Errand::Join);
            AnyScreen::Reader(Reader::new(Purpose::Join))
        }
        AnyExit::NotJoined(not_joined::Exit::Left) => finish(cx),

        AnyExit::DeskSignIn(sign_in::Exit::SignedIn(parked)) => {
            AnyScreen::Workbench(parked.map_or_else(workbench::Workbench::default, |it| *it))
        }
        AnyExit::Workbench(workbench::Exit::SignedOut) => finish(cx),
    }
}

/// Another errand: what was asked to be signed for the one before is void.
fn begin(cx: &mut Cx<'_>, errand: Errand) {
    let visit = &mut cx.shared.visit;
    if visit.errand != errand {
        visit.request = None;
        visit.cms = None;
    }
    visit.errand = errand;
}

/// What was signed led to nothing that the visit still needs.
fn forget_signature(cx: &mut Cx<'_>) {
    let visit = &mut cx.shared.visit;
    (visit.request, visit.cms, visit.pending) = (None, None, None);
}

fn number() -> AnyScreen {
    AnyScreen::NumberEntry(number::NumberEntry::default())
}

fn home() -> AnyScreen {
    AnyScreen::Home(home::Home::default())
}

fn key_file() -> AnyScreen {
    AnyScreen::KeyFileEntry(key_file::KeyFileEntry::default())
}

fn document() -> AnyScreen {
    AnyScreen::Document(document::Document::default())
}

fn ways_to_sign() -> AnyScreen {
    AnyScreen::Ways(ways::Ways::default())
}

/// Whether the key is a file that this console opens itself.
fn by_key_file(cx: &Cx<'_>) -> bool {
    cx.shared.visit.way == Way::KeyFile
}

fn certificate() -> AnyScreen {
    AnyScreen::Certificate(certificate::Certificate::default())
}

fn top_up() -> AnyScreen {
    AnyScreen::TopUp(top_up::TopUp::default())
}

fn history() -> AnyScreen {
    AnyScreen::History(history::History::default())
}

fn had_joined(cx: &Cx<'_>) -> bool {
    cx.shared.visit.signed.as_ref().is_some_and(|signed| signed.already_accepted)
}

/// Nothing of what was typed stays; the journey goes on where it was left.
fn after_details(cx: &mut Cx<'_>) -> AnyScreen {
    let attempt = cx.shared.visit.details.attempt;
    let editing = cx.shared.visit.details.editing;
    cx.shared.visit.details = Details { attempt, ..Details::default() };
    if editing { account() } else { receipt() }
}

fn receipt() -> AnyScreen {
    AnyScreen::ReceiptView(receipt::ReceiptView::default())
}

fn account() -> AnyScreen {
    AnyScreen::Account(account::Account::default())
}

/// The visit is over: nothing of the citizen's stays, here or in the runtime.
fn finish(cx: &mut Cx<'_>) -> AnyScreen {
    cx.shared.visit = super::shared::Visit::default();
    cx.ask(super::effect::Request::Wipe);
    first(cx.shared.facts.console)
}

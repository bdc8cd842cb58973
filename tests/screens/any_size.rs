//! Any keys, touches and sizes on any screen: nothing panics, nothing leaves its buffer (T4).

use kezekte::{
    api::{Failure, PendingCode, Status, staff::Matched},
    app::{
        Input,
        details::Sent,
        effect::{DeskCall, DeskReply, Examined, Reply, Request},
        input::Key,
        screens::{
            AnyScreen,
            kiosk::{
                help_look::HelpLook,
                help_request::HelpForm,
                ncalayer::NcaLayer,
                queues::{QueueList, Subject},
                reader::{Purpose, Reader},
            },
        },
        shared::{Console, Facts, Person, Profile},
    },
    domain::{
        Agreement, Channel, Email, Fault, Language, Moment, NcaLayerFailure, Number, Phone, Secret,
        StaffRole, Verdict,
    },
};
use proptest::prelude::*;
use ratatui::layout::{Position, Size};

use super::{
    desk_staff::{fill, found, requests, sign_in, stopped_page},
    harness::{Kiosk, facts},
};

/// What happens to the kiosk.
#[derive(Debug, Clone)]
enum Happening {
    Input(Input),
    /// The oldest effect is answered, well or badly.
    Answer(bool),
}

fn keys() -> impl Strategy<Value = Key> {
    prop_oneof![
        4 => prop::sample::select(vec![
            Key::Enter, Key::Esc, Key::Tab, Key::BackTab, Key::Backspace, Key::Delete, Key::Up,
            Key::Down, Key::Left, Key::Right, Key::PageUp, Key::PageDown, Key::Home, Key::End,
            Key::F(2), Key::F(3), Key::F(4), Key::F(5), Key::F(6), Key::Ctrl('f'), Key::Ctrl('u'), Key::Ctrl('l'),
            Key::Ctrl('r'),
        ]),
        4 => prop::sample::select("0123456789./:?q yztarb cdnNus()әқ漢\u{301}".chars().collect::<Vec<_>>())
            .prop_map(Key::Char),
    ]
}

fn happenings() -> impl Strategy<Value = Happening> {
    let at = || (0_u16..300, 0_u16..100).prop_map(|(x, y)| Position::new(x, y));
    let size = prop_oneof![
        (1_u16..300, 1_u16..100),
        (38_u16..60, 10_u16..20),
        Just((80, 24)),
        Just((100, 30)),
        Just((120, 40)),
    ];
    prop_oneof![
        12 => keys().prop_map(|key| Happening::Input(Input::Key(key))),
        2 => at().prop_map(|at| Happening::Input(Input::Press(at))),
        2 => at().prop_map(|at| Happening::Input(Input::Release(at))),
        1 => (at(), any::<bool>()).prop_map(|(at, down)| Happening::Input(Input::Wheel(at, down))),
        1 => "[0-9 а-я\u{1b}\n]{0,20}"
            .prop_map(|text| Happening::Input(Input::Paste(Secret::new("paste", text)))),
        2 => size.prop_map(|(x, y)| Happening::Input(Input::Resize(Size::new(x, y)))),
        2 => any::<bool>().prop_map(Happening::Answer),
    ]
}

fn person() -> Person {
    Person {
        story: "gost".into(),
        name: "Айгүл Сынақова".into(),
        number: Number::parse("000101190001").unwrap(),
        phone: Phone::parse("+70001000113"),
        email: Email::parse("aidana@example.kz"),
        key: "keys/gost.p12".to_owned(),
        password: Secret::new("password", "Qwerty12"),
    }
}

fn desk(reply: DeskReply) -> Reply {
    Reply::Desk(Box::new(reply))
}

/// An answer that fits the request, where one is easily made.
fn reply(request: &Request, well: bool) -> Option<Reply> {
    let away = Failure::Unreachable;
    Some(match request {
        Request::Status if well => Reply::Status(Ok(Status {
            at: Moment::from_seconds(1_795_000_000),
            users: 1_204_567,
            agreement: Agreement::embedded().version().clone(),
            maintenance: None,
            prices: Vec::new(),
            eds: kezekte::domain::EdsPolicy::default(),
            demonstration: true,
            mobile: false,
        })),
        Request::Status => Reply::Status(Err(away)),
        Request::Queues => Reply::Queues(Err(if well { Failure::NoSession } else { away })),
        Request::RequestAcceptance(_) => {
            Reply::Requested(Err(if well { Failure::BadAnswer } else { away }))
        }
        Request::FindKeyFiles => {
            Reply::KeyFiles(if well { vec!["keys/gost.p12".into()] } else { Vec::new() })
        }
        Request::FindNcaLayer => Reply::NcaLayerFound(match well {
            true => Ok(()),
            false => Err(NcaLayerFailure::NotRunning),
        }),
        Request::SignByNcaLayer { .. } => Reply::NcaLayerSigned(match well {
            true => Ok(b"cms"[..].into()),
            false => Err(NcaLayerFailure::Refused("GENERAL_ERROR".to_owned())),
        }),
        Request::Examine { .. } => Reply::Examined(Box::new(Examined {
            certificate: None,
            checks: Vec::new(),
            verdict: if well { Verdict::Valid } else { Verdict::Invalid(Fault::Malformed) },
        })),
        Request::Account => Reply::Account(Err(if well { Failure::NoSession } else { away })),
        Request::Balance => Reply::Balance(Err(away)),
        Request::Statement(_) => Reply::Statement(Err(away)),
        Request::AskHelp(_) => Reply::HelpAsked(Err(if well { Failure::BadAnswer } else { away })),
        Request::HelpRequest(_) => {
            Reply::HelpRequest(Err(if well { Failure::BadAnswer } else { away }))
        }
        Request::HelpRequests => Reply::HelpRequests(Err(away)),
        Request::Contacts => Reply::Contacts(Err(if well { Failure::NoSession } else { away })),
        Request::PutContacts { .. } if well => Reply::ContactsPut(Ok(Box::new(codes()))),
        Request::PutContacts { .. } => Reply::ContactsPut(Err(away)),
        Request::ConfirmContact { .. } => {
            Reply::ContactConfirmed(Err(if well { Failure::NoSession } else { away }))
        }
        Request::TopUps => Reply::TopUps(Err(if well { Failure::NoSession } else { away })),
        Request::RequestTopUp(..) | Request::TopUp(_) => {
            Reply::TopUp(Err(if well { Failure::NoSession } else { away }))
        }
        Request::After(_) => Reply::Elapsed,
        Request::Desk(DeskCall::Requests(_)) if well => desk(DeskReply::Requests(Ok(requests()))),
        Request::Desk(DeskCall::Stopped(_)) if well => desk(DeskReply::Stopped(Ok(stopped_page()))),
        Request::Desk(DeskCall::Search(_)) if well => {
            desk(DeskReply::Hits(Ok(found(Matched::Name, 3))))
        }
        Request::Desk(DeskCall::Listen) if well => desk(DeskReply::News(Ok(Vec::new()))),
        Request::Desk(call) => desk(call.failed(away)?),
        _ => return None,
    })
}

/// A code for the phone, of the demonstration.
fn codes() -> Sent {
    let expires_at = Moment::from_seconds(1_795_000_600);
    let pending = PendingCode { channel: Channel::Phone, expires_at, tries_left: 3 };
    let text = Secret::new("message", "Kezekte.kz: 123456");
    Sent { waiting: vec![pending], messages: vec![(Channel::Phone, text)] }
}

/// How many screens there are.
const SCREENS: usize = 27;

/// Every screen as the flow map opens it.
fn screen(nth: usize) -> AnyScreen {
    match nth {
        0 => AnyScreen::Home(Default::default()),
        1 => AnyScreen::Reader(Reader::new(Purpose::Join)),
        2 => AnyScreen::Declined(Default::default()),
        3 => AnyScreen::NumberEntry(Default::default()),
        4 => AnyScreen::Ways(Default::default()),
        5 => AnyScreen::KeyFileEntry(Default::default()),
        6 => AnyScreen::Certificate(Default::default()),
        7 => AnyScreen::Document(Default::default()),
        8 => AnyScreen::ReceiptView(Default::default()),
        9 => AnyScreen::Account(Default::default()),
        10 => AnyScreen::Statement(Default::default()),
        11 => AnyScreen::QueueList(QueueList::new(Subject::Housing)),
        12 => AnyScreen::Help(Default::default()),
        13 => AnyScreen::Menu(Default::default()),
        14 => AnyScreen::DetailsEntry(Default::default()),
        15 => AnyScreen::CodeEntry(Default::default()),
        16 => AnyScreen::History(Default::default()),
        20 => AnyScreen::TopUp(Default::default()),
        21 => AnyScreen::Payment(Default::default()),
        17 => AnyScreen::HelpForm(HelpForm::new(false)),
        18 => AnyScreen::HelpNumber(Default::default()),
        19 => AnyScreen::HelpLook(HelpLook::new(true)),
        22 => AnyScreen::NotJoined(Default::default()),
        23 => AnyScreen::NcaLayer(NcaLayer::sign(b"document"[..].into())),
        24 => AnyScreen::PendingView(Default::default()),
        25 => AnyScreen::DeskSignIn(Default::default()),
        _ => AnyScreen::Workbench(Default::default()),
    }
}

/// Whose console the screen is.
fn console(nth: usize) -> Console {
    if nth < 25 { Console::Kiosk } else { Console::Desk }
}

/// Shows the screen as its console does: at the desk a supervisor is signed in.
fn show(kiosk: &mut Kiosk, nth: usize) {
    if nth > 25 {
        sign_in(kiosk, StaffRole::Supervisor);
        fill(kiosk);
    } else {
        kiosk.model.screen = screen(nth);
    }
}

proptest! {
    #![proptest_config(crate::cases::property(48))]

    #[test]
    fn nothing_panics(
        start in 0_usize..SCREENS,
        demonstration: bool,
        all in prop::collection::vec(happenings(), 1..60),
    ) {
        let mut facts = facts(if demonstration { Profile::Personal } else { Profile::Terminal });
        facts.idle = !demonstration;
        facts.clock = demonstration;
        if demonstration {
            facts.people = vec![person()];
        }
        facts.console = console(start);
        let mut kiosk = Kiosk::with(facts, (80, 24), Language::Kk);
        show(&mut kiosk, start);
        kiosk.model.shared.visit.details.sent = codes();
        for happening in all {
            match happening {
                Happening::Input(input) => {
                    kiosk.input(input);
                }
                Happening::Answer(well) => {
                    let can = kiosk.asked.iter().any(|effect| reply(&effect.request, well).is_some());
                    if can {
                        kiosk.answer(|request| reply(request, well));
                    }
                }
            }
            kiosk.buffer();
        }
    }
}

#[test]
fn every_screen_is_drawn_at_every_small_size() {
    for nth in 0..SCREENS {
        let facts = Facts { console: console(nth), ..facts(Profile::Personal) };
        let mut kiosk = Kiosk::with(facts, (80, 24), Language::Ru);
        show(&mut kiosk, nth);
        for width in (1..=60).step_by(3) {
            for height in [1, 2, 5, 8, 11, 12, 13, 14, 16, 19, 24] {
                kiosk.input(Input::Resize(Size::new(width, height)));
                kiosk.buffer();
            }
        }
    }
}

//! Topping up: the amount, the code and its QR, the payment that comes.

use std::time::Duration;

use kezekte::{
    api::{
        Balance, Failure, Paid, ProblemCode, TopUpLimits, TopUpPayment, TopUpState, TopUpView,
        TopUps,
    },
    app::{
        effect::{Reply, Request},
        screens::{AnyMsg, AnyScreen, kiosk::top_up},
        shared::{Person, Profile},
    },
    domain::{Language, Moment, Number, Secret, Tenge},
};

use super::{
    citizen::{
        account, answer_all, bear_every_size, lines, looks, now, refused, sign_in, signed_in,
    },
    harness::{Kiosk, facts},
    qr,
};

fn tiyn(tiyn: i64) -> Tenge {
    Tenge::from_tiyn(tiyn)
}

fn limits() -> TopUpLimits {
    TopUpLimits { least: tiyn(10_000), most: tiyn(50_000_000) }
}

/// As the demonstration's portal says it.
const QR: &str = "HTTP://127.0.0.1:45678/PAY/4417-16";

fn waiting() -> TopUpView {
    TopUpView {
        id: "t1".into(),
        code: "4417-16".into(),
        qr: QR.into(),
        amount: tiyn(500_000),
        state: TopUpState::Waiting,
        requested_at: now(),
        expires_at: Moment::parse_rfc3339("2026-11-21T09:03:00Z").unwrap(),
        payment: None,
    }
}

fn paid() -> TopUpView {
    let payment = TopUpPayment {
        amount: tiyn(500_000),
        at: Moment::parse_rfc3339("2026-11-20T09:04:10Z").unwrap(),
        entry: 1500,
        provider: "Demo Pay".into(),
    };
    TopUpView { state: TopUpState::Paid, payment: Some(payment), ..waiting() }
}

/// Before the amount; the limits are here.
fn amount(size: (u16, u16), language: Language, waits: Option<TopUpView>) -> Kiosk {
    let mut kiosk = signed_in(size, language);
    answer_all(&mut kiosk, &account(), &lines());
    kiosk.press("5");
    let top_ups = TopUps { limits: limits(), waiting: waits };
    kiosk.answer(|request| {
        (*request == Request::TopUps).then(|| Reply::TopUps(Ok(Box::new(top_ups.clone()))))
    });
    kiosk
}

/// Before the code.
fn payment(size: (u16, u16), language: Language) -> Kiosk {
    pay(amount(size, language, None))
}

fn pay(mut kiosk: Kiosk) -> Kiosk {
    kiosk.press("s Enter");
    kiosk.answer(|request| {
        matches!(request, Request::RequestTopUp(call, _) if call.amount == tiyn(500_000))
            .then(|| Reply::TopUp(Ok(Box::new(waiting()))))
    });
    assert!(matches!(kiosk.model.screen, AnyScreen::Payment(_)), "{:?}", kiosk.model.screen);
    kiosk
}

fn came(kiosk: &mut Kiosk, answer: Result<TopUpView, Failure>) {
    kiosk.answer(|request| {
        matches!(request, Request::TopUp(id) if id.as_str() == "t1")
            .then(|| Reply::TopUp(answer.clone().map(Box::new)))
    });
}

fn asked(kiosk: &Kiosk, wanted: impl Fn(&Request) -> bool) -> usize {
    kiosk.asked.iter().filter(|effect| wanted(&effect.request)).count()
}

fn polls(kiosk: &Kiosk) -> usize {
    asked(kiosk, |request| matches!(request, Request::TopUp(_)))
}

#[test]
fn the_amount_in_pictures() {
    for (language, size, name) in looks() {
        let mut kiosk = amount(size, language, None);
        insta::assert_snapshot!(format!("top-up-empty-{name}"), kiosk.text());
        kiosk.press("12345");
        insta::assert_snapshot!(format!("top-up-typed-{name}"), kiosk.text());
        kiosk.press("Delete 50 Enter");
        insta::assert_snapshot!(format!("top-up-too-little-{name}"), kiosk.text());
        let kiosk = amount(size, language, Some(waiting()));
        insta::assert_snapshot!(format!("top-up-waiting-{name}"), kiosk.text());
    }
}

#[test]
fn the_payment_in_pictures() {
    for (language, size, name) in looks() {
        let mut kiosk = payment(size, language);
        insta::assert_snapshot!(format!("payment-waiting-{name}"), kiosk.text());
        let mut late = payment(size, language);
        late.wait(Duration::from_secs(2));
        came(&mut late, Ok(TopUpView { state: TopUpState::Expired, ..waiting() }));
        insta::assert_snapshot!(format!("payment-expired-{name}"), late.text());
        kiosk.wait(Duration::from_secs(2));
        came(&mut kiosk, Ok(paid()));
        kiosk.answer(|request| {
            (*request == Request::Balance)
                .then(|| Reply::Balance(Ok(Balance { amount: tiyn(8_270_400), at: now() })))
        });
        insta::assert_snapshot!(format!("payment-paid-{name}"), kiosk.text());
    }
}

#[test]
fn the_code_on_the_screen_is_the_one_of_the_portal() {
    for (language, size, _) in looks() {
        for theme in 0..3 {
            let mut kiosk = payment(size, language);
            for _ in 0..theme {
                kiosk.press("F6");
            }
            assert_eq!(qr::read(&kiosk.buffer()), [QR], "{size:?} theme {theme}");
        }
    }
    // Too small for the code: what can be said remains.
    let small = payment((48, 14), Language::Ru);
    assert!(qr::read(&small.buffer()).is_empty());
    assert!(small.text().contains("4417-16"), "{}", small.text());
    let narrow = payment((44, 30), Language::Kk);
    assert_eq!(qr::read(&narrow.buffer()), [QR]);
    assert!(narrow.text().contains("4417-16"), "{}", narrow.text());
}

#[test]
fn an_amount_is_typed_chosen_touched_and_pasted() {
    let mut kiosk = amount((80, 24), Language::Ru, None);
    let shown = |kiosk: &Kiosk| match &kiosk.model.screen {
        AnyScreen::TopUp(screen) => format!("{screen:?}"),
        other => panic!("{other:?}"),
    };
    let is = |kiosk: &Kiosk, digits: &str| {
        assert!(shown(kiosk).contains(&format!("digits: {digits:?}")), "{}", shown(kiosk));
    };
    kiosk.press("0012");
    is(&kiosk, "12");
    kiosk.press("34567890");
    is(&kiosk, "1234567");
    kiosk.press("Backspace Backspace");
    is(&kiosk, "12345");
    kiosk.press("Delete");
    is(&kiosk, "");
    kiosk.press("d");
    is(&kiosk, "10000");
    // The same key on the Russian layout.
    kiosk.press("ф");
    is(&kiosk, "1000");
    kiosk.touch("5\u{a0}000\u{a0}₸");
    is(&kiosk, "5000");
    kiosk.touch("⌫");
    is(&kiosk, "500");
    kiosk.input(kezekte::app::Input::Paste(Secret::new("paste", "7 500 ₸")));
    is(&kiosk, "7500");
    let act = AnyMsg::TopUp(top_up::Msg::Pasted(Secret::new("paste", "850412300127")));
    assert!(!serde_json::to_string(&act).unwrap().contains("8504"), "a journal has no paste");
}

#[test]
fn an_amount_outside_the_limits_asks_for_nothing() {
    let mut kiosk = amount((80, 24), Language::Ru, None);
    let requests = |kiosk: &Kiosk| asked(kiosk, |it| matches!(it, Request::RequestTopUp(..)));
    assert!(kiosk.text().contains("от 100\u{a0}₸ до 500\u{a0}000\u{a0}₸"), "{}", kiosk.text());
    for (typed, says) in
        [("", "не меньше 100"), ("99", "не меньше 100"), ("500001", "не больше 500")]
    {
        kiosk.press("Delete").press(typed).press("Enter");
        assert!(kiosk.text().contains(says), "{typed}\n{}", kiosk.text());
    }
    assert_eq!(requests(&kiosk), 0);
    kiosk.press("Delete 100 Enter Enter Enter");
    assert_eq!(requests(&kiosk), 1, "asked once, however often Enter is pressed");
    // The portal has the last word.
    kiosk.answer(|request| {
        matches!(request, Request::RequestTopUp(..))
            .then(|| Reply::TopUp(Err(refused(ProblemCode::AmountOutOfLimits))))
    });
    assert!(kiosk.text().contains("На портале произошла ошибка."), "{}", kiosk.text());
    kiosk.press("Enter");
    assert_eq!(requests(&kiosk), 1, "and can be asked again");
}

#[test]
fn it_asks_every_two_seconds_and_falls_asleep() {
    let mut kiosk = payment((80, 24), Language::Ru);
    assert_eq!(polls(&kiosk), 0);
    kiosk.wait(Duration::from_millis(1_900));
    assert_eq!(polls(&kiosk), 0);
    kiosk.wait(Duration::from_millis(100));
    assert_eq!(polls(&kiosk), 1, "one question at a time");
    kiosk.wait(Duration::from_secs(60));
    assert_eq!(polls(&kiosk), 1, "one question at a time");
    for _ in 0..8 {
        came(&mut kiosk, Ok(waiting()));
        kiosk.wait(Duration::from_secs(70));
    }
    came(&mut kiosk, Ok(waiting()));
    assert_eq!(asked(&kiosk, |it| matches!(it, Request::After(_))), 0, "nothing wakes it any more");
    assert!(kiosk.text().contains("Оплата пока не поступила"), "{}", kiosk.text());
    kiosk.press("Enter");
    came(&mut kiosk, Ok(waiting()));
    assert!(kiosk.text().contains("Ожидаем оплату"), "somebody is there again");
    assert_eq!(asked(&kiosk, |it| matches!(it, Request::After(_))), 1);
}

#[test]
fn what_fails_is_said_and_asked_again() {
    let mut kiosk = payment((80, 24), Language::Ru);
    kiosk.wait(Duration::from_secs(2));
    came(&mut kiosk, Err(refused(ProblemCode::Forbidden)));
    assert!(kiosk.text().contains("portal forbidden"), "{}", kiosk.text());
    kiosk.press("Enter");
    came(&mut kiosk, Ok(waiting()));
    assert!(!kiosk.text().contains("forbidden"));
    // A portal that is away: when it is back, the question is asked again.
    kiosk.wait(Duration::from_secs(2));
    came(&mut kiosk, Err(Failure::Unreachable));
    assert!(kiosk.model.over.is_some());
    kiosk.press("Enter");
    kiosk.answer(|request| {
        (*request == Request::Status).then(|| Reply::Status(Ok(super::over::status())))
    });
    assert!(kiosk.model.over.is_none());
    assert_eq!(polls(&kiosk), 1);
    came(&mut kiosk, Ok(paid()));
    assert!(kiosk.model.shared.visit.top_up.is_none());
}

#[test]
fn the_demonstration_pays_without_a_phone() {
    let person = Person {
        story: "gost".into(),
        name: "СЕРІКҚАЛИ АЙНҰР".into(),
        number: Number::parse("000101190001").unwrap(),
        phone: None,
        email: None,
        key: String::new(),
        password: Secret::new("password", "x"),
    };
    for (language, size, name) in looks() {
        let facts = kezekte::app::shared::Facts {
            people: vec![person.clone()],
            ..facts(Profile::Personal)
        };
        let mut kiosk = Kiosk::with(facts, size, language);
        sign_in(&mut kiosk);
        answer_all(&mut kiosk, &account(), &lines());
        kiosk.press("5");
        kiosk.answer(|request| {
            let top_ups = TopUps { limits: limits(), waiting: None };
            (*request == Request::TopUps).then(|| Reply::TopUps(Ok(Box::new(top_ups))))
        });
        let mut kiosk = pay(kiosk);
        insta::assert_snapshot!(format!("payment-demonstration-{name}"), kiosk.text());
        kiosk.press("d d");
        assert_eq!(asked(&kiosk, |it| *it == Request::PayAtTill(QR.into())), 1, "once");
        kiosk.answer(|request| {
            let paid = Paid {
                transaction: "demo-4417-16".into(),
                entry: 1500,
                account: 4417,
                amount: tiyn(500_000),
                at: now(),
            };
            matches!(request, Request::PayAtTill(_)).then(|| Reply::PaidAtTill(Ok(Box::new(paid))))
        });
        assert_eq!(polls(&kiosk), 1, "the portal is asked at once");
        came(&mut kiosk, Ok(paid()));
        assert_eq!(asked(&kiosk, |it| *it == Request::Balance), 1);
    }
    // Elsewhere there is no such thing.
    let mut real = payment((80, 24), Language::Ru);
    assert!(!real.text().contains("демо"));
    real.press("d");
    assert_eq!(asked(&real, |it| matches!(it, Request::PayAtTill(_))), 0);
}

#[test]
fn the_account_looks_after_a_top_up_that_waits() {
    let mut kiosk = payment((80, 24), Language::Ru);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
    answer_all(&mut kiosk, &account(), &lines());
    kiosk.wait(Duration::from_secs(2));
    came(&mut kiosk, Ok(waiting()));
    kiosk.wait(Duration::from_secs(2));
    let before = kiosk.text();
    came(&mut kiosk, Ok(paid()));
    assert_eq!(kiosk.text(), before, "what stands there stays until the new comes");
    assert_eq!(asked(&kiosk, |it| matches!(it, Request::Statement(_))), 1);
    let mut fresh = lines();
    let newest = fresh[0].clone();
    let balance = tiyn(newest.balance.tiyn() + 500_000);
    fresh.insert(
        0,
        kezekte::api::StatementLine { id: 1500, amount: tiyn(500_000), balance, ..newest },
    );
    kiosk.answer(|request| {
        let mut page = super::citizen::page(&fresh, request)?;
        page.balance = Balance { amount: balance, at: now().after(Duration::from_secs(4)) };
        Some(Reply::Statement(Ok(page)))
    });
    let text = kiosk.text();
    assert!(text.contains("+5\u{a0}000,00\u{a0}₸"), "{text}");
    assert!(!text.contains("ledger sum"), "{text}");
    let soon = Duration::from_secs(2);
    let timers = asked(&kiosk, |it| matches!(it, Request::After(wait) if *wait <= soon));
    assert_eq!(timers, 0, "and sleeps again");
    kiosk.press("Esc");
    assert!(kiosk.model.shared.visit.top_up.is_none());
}

#[test]
fn an_earlier_code_is_found_again_and_another_can_be_had() {
    let mut kiosk = amount((80, 24), Language::Kk, Some(waiting()));
    kiosk.press("c");
    assert!(matches!(kiosk.model.screen, AnyScreen::Payment(_)));
    assert!(kiosk.text().contains("4417") || qr::read(&kiosk.buffer()) == [QR]);
    kiosk.wait(Duration::from_secs(2));
    came(&mut kiosk, Ok(TopUpView { state: TopUpState::Expired, ..waiting() }));
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::TopUp(_)));
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));
}

#[test]
fn the_same_amount_later_is_another_top_up() {
    let attempt = |kiosk: &Kiosk| {
        kiosk.asked.iter().find_map(|effect| match &effect.request {
            Request::RequestTopUp(_, attempt) => Some(*attempt),
            _ => None,
        })
    };
    let mut kiosk = amount((80, 24), Language::Ru, None);
    kiosk.press("s Enter");
    let first = attempt(&kiosk).unwrap();
    kiosk.answer(|request| {
        matches!(request, Request::RequestTopUp(..)).then(|| Reply::TopUp(Err(Failure::TimedOut)))
    });
    kiosk.press("Enter");
    kiosk.answer(|request| {
        (*request == Request::Status).then(|| Reply::Status(Ok(super::over::status())))
    });
    kiosk.press("Enter");
    assert_eq!(attempt(&kiosk), Some(first), "a lost answer is asked for again");
    kiosk.answer(|request| {
        matches!(request, Request::RequestTopUp(..)).then(|| Reply::TopUp(Ok(Box::new(paid()))))
    });
    kiosk.press("Enter");
    kiosk.wait(Duration::from_secs(1));
    kiosk.press("5");
    kiosk.answer(|request| {
        let top_ups = TopUps { limits: limits(), waiting: None };
        (*request == Request::TopUps).then(|| Reply::TopUps(Ok(Box::new(top_ups))))
    });
    kiosk.press("s Enter");
    assert_ne!(attempt(&kiosk), Some(first));
}

#[test]
fn any_size_keeps_the_state() {
    bear_every_size(&mut amount((80, 24), Language::Kk, Some(waiting())));
    bear_every_size(&mut payment((80, 24), Language::Ru));
    let mut kiosk = payment((80, 24), Language::Ru);
    kiosk.wait(Duration::from_secs(2));
    came(&mut kiosk, Ok(paid()));
    bear_every_size(&mut kiosk);
}

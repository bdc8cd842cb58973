//! Signing in at the desk (row D9).

use kezekte::{
    api::{Failure, ProblemCode},
    app::{
        effect::{AwaitedFactor, DeskCall, DeskReply, MemberSession, Request},
        screens::AnyScreen,
        shared::{Facts, StaffPerson},
    },
    domain::{Authenticator, Language, Secret, StaffRole},
};

use super::{
    desk_staff::{answer, calls, desk, desk_facts, refused, sign_in, staff},
    fixtures::{draws_at_every_size, pictures},
    harness::Kiosk,
};

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

fn passed(desk: &mut Kiosk, factor: &AwaitedFactor) {
    answer(desk, |call| {
        matches!(call, DeskCall::SignIn(..)).then(|| DeskReply::Passed(Ok(factor.clone())))
    });
}

fn enrolling(size: (u16, u16), language: Language) -> Kiosk {
    let mut desk = desk(size, language);
    desk.press("aigul Enter qwerty Enter");
    let uri = format!("otpauth://totp/Kezekte.kz:aigul?secret={SECRET}&issuer=Kezekte.kz");
    passed(&mut desk, &AwaitedFactor::Enrol { uri: Secret::new("uri", uri) });
    desk
}

fn recovering(size: (u16, u16), language: Language) -> Kiosk {
    let mut desk = enrolling(size, language);
    desk.press("123456 Enter");
    let codes = (0..10).map(|nth| Secret::new("code", format!("abcd-efgh-ijk{nth}")));
    let session = MemberSession { staff: staff(StaffRole::Agent), recovery_codes: codes.collect() };
    answer(&mut desk, |call| {
        matches!(call, DeskCall::Code(..)).then(|| DeskReply::SignedIn(Ok(session.clone())))
    });
    desk
}

#[test]
fn three_enters_lead_to_the_workbench() {
    let mut desk = desk((120, 40), Language::Ru);
    sign_in(&mut desk, StaffRole::Agent); // aigul Enter qwerty Enter 123456 Enter
    assert!(matches!(desk.model.screen, AnyScreen::Workbench(_)));
    assert!(desk.text().contains("Айгүл Сынақова (специалист)"), "{}", desk.text());
}

#[test]
fn a_wrong_password_is_one_sentence_and_the_login_stays() {
    let mut desk = desk((80, 24), Language::Ru);
    desk.press("aigul Enter qwerty Enter");
    assert!(desk.text().contains("Проверяем пароль"));
    answer(&mut desk, |call| {
        let refused = refused(ProblemCode::StaffRefused);
        matches!(call, DeskCall::SignIn(..)).then_some(DeskReply::Passed(Err(refused)))
    });
    let text = desk.text();
    assert!(text.contains("Логин, пароль или код неверны"), "{text}");
    assert!(text.contains("aigul") && !text.contains('•'), "{text}");
}

#[test]
fn a_lost_answer_is_asked_for_as_the_same_attempt_and_another_password_is_another() {
    let mut desk = desk((80, 24), Language::Ru);
    let attempt = |desk: &Kiosk| match calls(desk).as_slice() {
        [DeskCall::SignIn(_, attempt)] => *attempt,
        other => panic!("{other:?}"),
    };
    let lose = |desk: &mut Kiosk| {
        answer(desk, |call| {
            let lost = DeskReply::Passed(Err(Failure::TimedOut));
            matches!(call, DeskCall::SignIn(..)).then_some(lost)
        });
    };
    desk.press("aigul Enter qwerty Enter");
    let first = attempt(&desk);
    lose(&mut desk);
    desk.press("Enter");
    assert_eq!(attempt(&desk), first);
    lose(&mut desk);
    desk.press("x Enter");
    assert_ne!(attempt(&desk), first);
}

#[test]
fn the_password_is_never_drawn() {
    let mut desk = desk((80, 24), Language::Kk);
    desk.press("aigul Enter Sup3rgeheim");
    assert!(!desk.text().contains("Sup3rgeheim"));
    assert!(!format!("{:?}", desk.model).contains("Sup3rgeheim"));
    assert!(desk.text().contains("•••••••••••"));
}

#[test]
fn letters_are_letters_here_and_no_commands() {
    let mut desk = desk((80, 24), Language::Kk);
    desk.press("q?:;,");
    assert_eq!(desk.model.over, None);
    assert!(desk.text().contains("q?:;,"));
}

#[test]
fn the_secret_of_an_authenticator_stands_beside_its_code_and_the_recovery_codes_come_once() {
    let enrolling = enrolling((120, 40), Language::Ru);
    assert!(enrolling.text().contains("JBSW Y3DP EHPK"), "{}", enrolling.text());
    let mut desk = recovering((80, 24), Language::Ru);
    assert!(desk.text().contains("abcd-efgh-ijk0") && desk.text().contains("abcd-efgh-ijk9"));
    desk.press("Enter");
    assert!(matches!(desk.model.screen, AnyScreen::Workbench(_)));
    assert!(!format!("{:?}", desk.model.screen).contains("abcd"));
}

#[test]
fn the_demonstration_fills_login_password_and_a_code_that_fits() {
    let authenticator = Authenticator::parse(SECRET).unwrap();
    let member = StaffPerson {
        role: StaffRole::Agent,
        name: "Айгүл Сынақова".into(),
        login: "aigul".into(),
        password: Secret::new("password", "qwerty"),
        authenticator: Secret::new("authenticator", SECRET),
    };
    let facts = Facts { staff: vec![member], ..desk_facts() };
    let mut desk = Kiosk::with(facts, (80, 24), Language::Ru);
    desk.press("F2");
    assert!(desk.text().contains("Айгүл Сынақова"), "{}", desk.text());
    desk.press("1 Enter");
    passed(&mut desk, &AwaitedFactor::Code);
    desk.press("Enter");
    let [DeskCall::Code(call, _)] = calls(&desk)[..] else { panic!("{:?}", desk.asked) };
    assert_eq!(call.code, authenticator.code_at(desk.at));
}

#[test]
fn another_member_of_the_demonstration_takes_over_at_once_and_the_same_one_changes_nothing() {
    let member = |role, login: &str| StaffPerson {
        role,
        name: login.into(),
        login: login.into(),
        password: Secret::new("password", "qwerty"),
        authenticator: Secret::new("authenticator", SECRET),
    };
    let both = vec![member(StaffRole::Agent, "aigul"), member(StaffRole::Supervisor, "marat")];
    let mut desk = Kiosk::with(Facts { staff: both, ..desk_facts() }, (80, 24), Language::Ru);
    sign_in(&mut desk, StaffRole::Agent);
    desk.press("F2 1");
    assert!(matches!(desk.model.screen, AnyScreen::Workbench(_)), "the same one");

    desk.press("F2 2");
    assert!(desk.asked.iter().any(|it| matches!(it.request, Request::Wipe)), "{:?}", desk.asked);
    assert!(desk.model.shared.visit.staff.is_none());
    let asked = calls(&desk);
    let [.., DeskCall::SignIn(call, _)] = asked[..] else { panic!("{asked:?}") };
    assert_eq!(call.login, "marat");
    passed(&mut desk, &AwaitedFactor::Code);
    assert!(matches!(calls(&desk)[..], [.., DeskCall::Code(..)]), "no key was pressed");
}

#[test]
fn pictures_of_signing_in() {
    pictures("desk-sign-in", |size, language| {
        let mut desk = desk(size, language);
        desk.press("aigul Enter qwerty");
        desk
    });
    pictures("desk-sign-in-refused", |size, language| {
        let mut desk = desk(size, language);
        desk.press("aigul Enter qwerty Enter");
        answer(&mut desk, |call| {
            let refused = refused(ProblemCode::StaffRefused);
            matches!(call, DeskCall::SignIn(..)).then_some(DeskReply::Passed(Err(refused)))
        });
        desk
    });
    pictures("desk-sign-in-code", |size, language| {
        let mut desk = desk(size, language);
        desk.press("aigul Enter qwerty Enter");
        passed(&mut desk, &AwaitedFactor::Code);
        desk.press("123");
        desk
    });
    pictures("desk-enrolment", enrolling);
    pictures("desk-recovery-codes", recovering);
}

#[test]
fn every_size_is_drawn() {
    draws_at_every_size(&mut enrolling((80, 24), Language::Kk));
    draws_at_every_size(&mut recovering((80, 24), Language::Kk));
}

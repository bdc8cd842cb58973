//! The account.

use kezekte::{
    api::{AccountView, Balance, Failure, ProblemCode},
    app::{
        effect::{Reply, Request},
        over::Over,
        screens::AnyScreen,
    },
    domain::{Cause, Language, Moment, Tenge},
};

use super::{
    citizen::{
        acceptance, account, answer_all, balance, bear_every_size, lines, looks, now, refused,
        signed_in, stopped,
    },
    harness::Kiosk,
};

fn filled(size: (u16, u16), language: Language, account: &AccountView) -> Kiosk {
    let mut kiosk = signed_in(size, language);
    answer_all(&mut kiosk, account, &lines());
    kiosk
}

fn asked(kiosk: &Kiosk, wanted: impl Fn(&Request) -> bool) -> usize {
    kiosk.asked.iter().filter(|effect| wanted(&effect.request)).count()
}

#[test]
fn an_account_in_order() {
    for (language, size, name) in looks() {
        let kiosk = filled(size, language, &account());
        insta::assert_snapshot!(format!("account-{name}"), kiosk.text());
    }
}

#[test]
fn an_account_that_has_not_come_yet() {
    for (language, size, name) in looks() {
        insta::assert_snapshot!(
            format!("account-loading-{name}"),
            signed_in(size, language).text()
        );
    }
}

#[test]
fn an_account_that_is_stopped_says_why_by_its_clause() {
    for (language, size, name) in looks() {
        let mut kiosk = signed_in(size, language);
        let cause = stopped("3.1.3", Some("4.7"));
        kiosk.answer(|request| {
            (*request == Request::Account).then(|| Reply::Account(Ok(Box::new(cause.clone()))))
        });
        for _ in 0..2 {
            kiosk.answer(|request| match request {
                Request::Balance => Some(Reply::Balance(Err(refused(ProblemCode::Forbidden)))),
                Request::Statement(_) => {
                    Some(Reply::Statement(Err(refused(ProblemCode::Forbidden))))
                }
                _ => None,
            });
        }
        insta::assert_snapshot!(format!("account-stopped-{name}"), kiosk.text());
        assert!(!kiosk.text().contains("forbidden"), "what it may not see is no failure");
    }
}

#[test]
fn every_cause_fits_a_small_screen_whole() {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for cause in Cause::all() {
        let breach = cause.breach().map(|clause| clause.0.as_str());
        for language in [Language::Kk, Language::Ru] {
            let kiosk = filled((80, 24), language, &stopped(&cause.power().0, breach));
            let Some(breach) = breach else { continue };
            let agreement = kiosk.model.shared.facts.agreement.clone();
            let item = format!("{breach}-");
            let its = agreement
                .blocks()
                .iter()
                .filter(|block| block.id.0 == breach || block.id.0.starts_with(&item));
            for block in its {
                let text = kiosk.text();
                assert!(flat(&text).contains(&flat(block.text(language))), "{breach}\n{text}");
            }
        }
    }
}

#[test]
fn lines_that_do_not_sum_raise_a_banner() {
    for (language, size, name) in looks() {
        let mut kiosk = signed_in(size, language);
        let mut broken = lines();
        broken[4].amount = Tenge::from_tiyn(-1);
        answer_all(&mut kiosk, &account(), &broken);
        insta::assert_snapshot!(format!("account-broken-{name}"), kiosk.text());
    }
}

#[test]
fn a_term_that_ends_is_said_thirty_days_before() {
    let until = |until: &str| AccountView { acceptances: vec![acceptance(until)], ..account() };
    let near = filled((80, 24), Language::Ru, &until("2026-12-15T18:59:59Z"));
    assert!(near.text().contains("истекает через 25 дней"), "{}", near.text());
    let far = filled((80, 24), Language::Ru, &until("2026-12-21T18:59:59Z"));
    assert!(!far.text().contains("истекает"));
    let over = filled((80, 24), Language::Ru, &until("2026-11-19T18:59:59Z"));
    assert!(over.text().contains("Срок Соглашения истек 19.11.2026"));
    insta::assert_snapshot!("account-ending-ru-80x24", near.text());
}

#[test]
fn what_failed_is_said_in_its_place_and_asked_for_alone() {
    for (language, size, name) in looks() {
        let mut kiosk = signed_in(size, language);
        kiosk.answer(|request| {
            (*request == Request::Account).then(|| Reply::Account(Ok(Box::new(account()))))
        });
        kiosk.answer(|request| {
            (*request == Request::Balance).then(|| Reply::Balance(Ok(balance(&lines()))))
        });
        kiosk.answer(|request| {
            matches!(request, Request::Statement(_))
                .then(|| Reply::Statement(Err(refused(ProblemCode::Internal))))
        });
        insta::assert_snapshot!(format!("account-partial-{name}"), kiosk.text());
        kiosk.asked.clear();
        kiosk.press("Enter");
        assert_eq!(asked(&kiosk, |request| matches!(request, Request::Statement(_))), 1);
        assert_eq!(asked(&kiosk, |request| *request == Request::Account), 0);
        assert_eq!(asked(&kiosk, |request| *request == Request::Balance), 0);
    }
}

#[test]
fn an_outage_comes_up_and_then_only_what_is_missing_is_asked_for() {
    let mut kiosk = signed_in((80, 24), Language::Ru);
    kiosk.answer(|request| {
        (*request == Request::Account).then(|| Reply::Account(Ok(Box::new(account()))))
    });
    kiosk.answer(|request| {
        (*request == Request::Balance).then(|| Reply::Balance(Err(Failure::Unreachable)))
    });
    assert!(matches!(kiosk.model.over, Some(Over::Outage(_))));
    kiosk.asked.retain(|effect| matches!(effect.request, Request::After(_)));
    kiosk.press("Enter");
    kiosk.answer(|request| {
        (*request == Request::Status).then(|| Reply::Status(Ok(super::over::status())))
    });
    assert_eq!(kiosk.model.over, None);
    assert_eq!(asked(&kiosk, |request| *request == Request::Balance), 1);
    assert_eq!(asked(&kiosk, |request| *request == Request::Account), 0);
    assert_eq!(asked(&kiosk, |request| matches!(request, Request::Statement(_))), 0);
}

#[test]
fn a_line_written_between_two_calls_is_fetched_and_no_alarm_is_raised() {
    let mut kiosk = signed_in((80, 24), Language::Ru);
    let all = lines();
    kiosk.answer(|request| {
        let page = super::citizen::page(&all[1..], request)?;
        let before =
            Balance { amount: all[1].balance, at: Moment::from_micros(now().micros() - 1) };
        Some(Reply::Statement(Ok(kezekte::api::StatementPage { balance: before, ..page })))
    });
    kiosk.answer(|request| {
        (*request == Request::Balance).then(|| Reply::Balance(Ok(balance(&all))))
    });
    assert_eq!(asked(&kiosk, |request| matches!(request, Request::Statement(_))), 1);
    answer_all(&mut kiosk, &account(), &all);
    assert!(!kiosk.text().contains("не сходится"), "{}", kiosk.text());
}

#[test]
fn a_year_of_more_than_one_page_is_fetched_whole() {
    let mut kiosk = signed_in((120, 40), Language::Ru);
    let mut many = Vec::new();
    let mut sum = 0;
    for id in 0..250 {
        let mut line = lines()[0].clone();
        sum += 100;
        line.id = id;
        line.amount = Tenge::from_tiyn(100);
        line.balance = Tenge::from_tiyn(sum);
        many.insert(0, line);
    }
    let balance = balance(&many);
    for _ in 0..3 {
        kiosk.answer(|request| {
            let page = super::citizen::page(&many, request)?;
            Some(Reply::Statement(Ok(kezekte::api::StatementPage { balance, ..page })))
        });
    }
    kiosk.answer(|request| (*request == Request::Balance).then(|| Reply::Balance(Ok(balance))));
    assert_eq!(asked(&kiosk, |request| matches!(request, Request::Statement(_))), 0);
    assert!(!kiosk.text().contains("не сходится"), "{}", kiosk.text());
}

#[test]
fn the_actions_lead_on_by_key_and_by_touch() {
    let ways: [fn(&mut Kiosk) -> &mut Kiosk; 5] = [
        |kiosk| kiosk.press("Enter"),
        |kiosk| kiosk.touch("Enter Операции"),
        |kiosk| kiosk.touch("Последние операции"),
        |kiosk| kiosk.press("1"),
        |kiosk| kiosk.press("F1"),
    ];
    let ends = ways.map(|way| {
        let mut kiosk = filled((120, 40), Language::Ru, &account());
        way(&mut kiosk);
        match kiosk.model.screen {
            AnyScreen::Statement(_) => "statement",
            AnyScreen::ReceiptView(_) => "receipt",
            AnyScreen::Help(_) => "help",
            other => panic!("{other:?}"),
        }
    });
    assert_eq!(ends, ["statement", "statement", "statement", "receipt", "help"]);
}

#[test]
fn signing_out_wipes_the_visit() {
    let mut kiosk = filled((80, 24), Language::Ru, &account());
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert!(!kiosk.model.shared.visit.is_personal());
    assert_eq!(asked(&kiosk, |request| *request == Request::Wipe), 1);
}

#[test]
fn any_size_and_any_language_keep_the_state() {
    bear_every_size(&mut signed_in((80, 24), Language::Kk));
    bear_every_size(&mut filled((80, 24), Language::Kk, &account()));
    bear_every_size(&mut filled((80, 24), Language::Kk, &stopped("3.1.2", Some("3.4.5"))));
}

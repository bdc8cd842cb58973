//! A fictitious citizen with an account and a year of operations.

use kezekte::{
    api::{
        AcceptanceState, AcceptanceView, AccountView, Balance, Failure, Problem, ProblemCode,
        Receipt, Signed, StatementLine, StatementPage,
    },
    app::{
        effect::{Reply, Request},
        screens::{AnyScreen, kiosk::help::Help},
    },
    domain::{
        AccountState, Agreement, Bilingual, BlockId, Cause, CertificateSummary, EntryKind, Iin,
        Language, Moment, Role, SafeText, Tenge, Trilingual,
    },
};

use super::harness::Kiosk;

/// The moment at which every balance is known.
pub(super) fn now() -> Moment {
    Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap()
}

/// A kiosk whose citizen has just signed and stands before the account. The only way there without
/// the screens before it is help, which leads an open session back to the account.
pub(super) fn signed_in(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new(size, language);
    sign_in(&mut kiosk);
    kiosk
}

/// The same for a kiosk that is there already.
pub(super) fn sign_in(kiosk: &mut Kiosk) {
    kiosk.answer(|request| {
        (*request == Request::Status).then_some(Reply::Status(Err(Failure::BadAnswer)))
    });
    kiosk.model.shared.visit.signed = Some(Signed {
        acceptance: acceptance("2029-11-20T18:59:59Z"),
        already_accepted: false,
        session: None,
    });
    kiosk.model.screen = AnyScreen::Help(Help::default());
    kiosk.press("Esc");
}

/// An acceptance in force until then.
pub(super) fn acceptance(until: &str) -> AcceptanceView {
    AcceptanceView {
        id: "a1".into(),
        request: "2026-000123".into(),
        state: AcceptanceState::Effective,
        agreement: Agreement::embedded().version().clone(),
        languages: vec![Language::Kk],
        ended_at: None,
        receipt: Some(Receipt {
            number: "2026-000123".into(),
            account: 4417,
            accepted_at: now(),
            signed_at: None,
            valid_until: Moment::parse_rfc3339(until).unwrap(),
            certificate: CertificateSummary {
                owner: "АХМЕТОВ ӘЛИХАН".into(),
                iin: Iin::certified("850412300127"),
                bin: None,
                organisation: None,
                issuer: "ҰКО".into(),
                serial: "01".into(),
                sha256: "00".into(),
                not_before: now(),
                not_after: now(),
                algorithm: "GOST".into(),
                role: Role::Person,
                for_signing: true,
            },
            check_code: "0000".into(),
            sha256: "00".into(),
            event: "00".into(),
        }),
        checks: Vec::new(),
        awaited: None,
        fault: None,
        document: None,
    }
}

/// An account in order.
pub(super) fn account() -> AccountView {
    AccountView {
        number: 4417,
        epoch: 3,
        state: AccountState::Active,
        cause: None,
        owner: "АХМЕТОВ ӘЛИХАН СЕРІКҰЛЫ".into(),
        organisation: None,
        number_masked: "········0127".into(),
        acceptances: vec![acceptance("2029-11-20T18:59:59Z")],
    }
}

/// An account that was stopped on this ground.
pub(super) fn stopped(power: &str, breach: Option<&str>) -> AccountView {
    let block = |id: &str| BlockId(id.to_owned());
    let cause = Cause::new(block(power), breach.map(block)).unwrap();
    let state = match power {
        "3.1.2" => AccountState::Blocked,
        _ => AccountState::AccessStopped,
    };
    AccountView { state, cause: Some(cause), ..account() }
}

/// What the year was made of: every month a top-up and two services, now and then something else.
/// Newest first; the sum is the newest line's balance.
pub(super) fn lines() -> Vec<StatementLine> {
    let text = |kk: &str, ru: &str| Bilingual { kk: kk.into(), ru: ru.into() };
    let mut lines = Vec::new();
    let mut balance = 0;
    let mut write = |day: String, kind, words: Bilingual, amount: i64| {
        balance += amount;
        lines.push(StatementLine {
            id: 1000 + lines.len() as u64,
            at: Moment::parse_rfc3339(&format!("{day}T06:15:00Z")).unwrap(),
            kind,
            text: words,
            amount: Tenge::from_tiyn(amount),
            balance: Tenge::from_tiyn(balance),
        });
    };
    for place in 0..13_i64 {
        let (year, month) = (2025 + (place + 10) / 12, (place + 10) % 12 + 1);
        let day = |day: u32| format!("{year}-{month:02}-{day:02}");
        let top_up = text("Балансты толтыру", "Пополнение баланса");
        write(day(3), EntryKind::TopUp, top_up, 1_500_000 + 137_550 * (place % 5));
        let place_paid = text("Кезектегі орын туралы анықтама", "Справка о месте в очереди");
        write(day(9), EntryKind::Service, place_paid, -123_450);
        let grant = text("Грантқа өтінішті ресімдеу", "Оформление заявки на грант");
        write(day(14), EntryKind::Service, grant, -(900_000 + 95_075 * (place % 4)));
        if place == 6 {
            let back = text("Қате алынған төлемді қайтару", "Возврат ошибочного платежа");
            write(day(16), EntryKind::Refund, back, 123_450);
        }
        if place == 8 {
            let mended = text("Операция сомасын түзету", "Исправление суммы операции");
            write(day(17), EntryKind::Correction, mended, -500);
        }
    }
    lines.reverse();
    lines
}

/// The balance of these lines.
pub(super) fn balance(lines: &[StatementLine]) -> Balance {
    let amount = lines.first().map(|line| line.balance).unwrap_or_default();
    Balance { amount, at: now() }
}

/// The page of these lines that the request asks for: the cursor is the place to go on from.
pub(super) fn page(lines: &[StatementLine], request: &Request) -> Option<StatementPage> {
    let Request::Statement(ask) = request else { return None };
    let lines: Vec<_> =
        lines.iter().filter(|line| ask.kind.is_none_or(|kind| kind == line.kind)).collect();
    let from: usize = ask.cursor.as_ref().map_or(0, |cursor| cursor.parse().unwrap());
    let until = (from + usize::from(ask.limit.unwrap_or(50))).min(lines.len());
    Some(StatementPage {
        lines: lines[from..until].iter().map(|line| (*line).clone()).collect(),
        next: (until < lines.len()).then(|| SafeText::from(until.to_string())),
        balance: balance(&self::lines()),
    })
}

/// Answers everything that is asked with this account and these lines.
pub(super) fn answer_all(kiosk: &mut Kiosk, account: &AccountView, lines: &[StatementLine]) {
    while kiosk.asked.iter().any(|effect| reply(&effect.request, account, lines).is_some()) {
        kiosk.answer(|request| reply(request, account, lines));
    }
}

fn reply(request: &Request, account: &AccountView, lines: &[StatementLine]) -> Option<Reply> {
    match request {
        Request::Account => Some(Reply::Account(Ok(Box::new(account.clone())))),
        Request::Balance => Some(Reply::Balance(Ok(balance(lines)))),
        Request::Statement(_) => page(lines, request).map(|page| Reply::Statement(Ok(page))),
        _ => None,
    }
}

/// A refusal with the portal's own words.
pub(super) fn refused(code: ProblemCode) -> Failure {
    let words =
        |kk: &str, ru: &str, en: &str| Trilingual { kk: kk.into(), ru: ru.into(), en: en.into() };
    Failure::Refused(Box::new(Problem {
        kind: format!("/problems/{}", code.code()).into(),
        status: code.status(),
        code,
        title: words("Порталда қате шықты.", "На портале произошла ошибка.", "The portal failed."),
        detail: None,
        next_step: words(
            "Сәл кейінірек қайталаңыз.",
            "Повторите немного позже.",
            "Retry a little later.",
        ),
        fault: None,
        checks: Vec::new(),
        retry_after: None,
        tries_left: None,
    }))
}

/// Each language and size of the snapshots.
pub(super) fn looks() -> impl Iterator<Item = (Language, (u16, u16), String)> {
    [Language::Kk, Language::Ru].into_iter().flat_map(|language| {
        [(80, 24), (120, 40)].map(|size: (u16, u16)| {
            (language, size, format!("{}-{}x{}", language.tag(), size.0, size.1))
        })
    })
}

/// Every size draws without a panic, and every language keeps the state.
pub(super) fn bear_every_size(kiosk: &mut Kiosk) {
    use kezekte::app::Input;
    use ratatui::layout::Size;
    let screen = kiosk.model.screen.clone();
    for width in [1, 2, 7, 39, 40, 41, 55, 69, 70, 79, 80, 99, 100, 120, 300] {
        for height in [1, 2, 11, 12, 13, 15, 18, 19, 24, 30, 40, 100] {
            kiosk.input(Input::Resize(Size::new(width, height)));
            kiosk.text();
        }
    }
    kiosk.input(Input::Resize(Size::new(80, 24)));
    for _ in 0..3 {
        let before = kiosk.text();
        kiosk.press("F5");
        assert_ne!(before, kiosk.text(), "another language shows other words");
    }
    if !matches!(screen, AnyScreen::Statement(_)) {
        assert_eq!(kiosk.model.screen, screen, "size and language change nothing");
    }
}

//! Fictitious accounts, actions and help requests as the portal gives them to the desk.

use kezekte::{
    api::{
        Balance, Failure, Problem, ProblemCode, StatementLine,
        staff::{
            AccountCard, ActionDone, ActionKind, ActionView, GetTimeline, HelpState, HelpTopic,
            HolderKind, NoteView, NoticeState, NoticeView, Preview, RequestLine, RequestView,
            RestoreReason, StaffAcceptance, StaffView, StoppedBy, TimelineEntry, TimelineKind,
            TimelinePage,
        },
    },
    app::effect::{DeskCall, DeskReply},
    domain::{
        AccountState, Agreement, Bilingual, BlockId, Cause, EntryKind, Language, Moment, SafeText,
        StaffRole, Tenge, Trilingual,
    },
};

/// A moment.
pub(super) fn at(text: &str) -> Moment {
    Moment::parse_rfc3339(text).unwrap()
}

/// An agent.
pub(super) fn staff() -> StaffView {
    StaffView {
        login: "aigul".into(),
        name: "Айгүл Сынақова".into(),
        role: StaffRole::Agent,
        confirmed_until: at("2026-11-20T09:15:00Z"),
        idle_at: at("2026-11-20T19:00:00Z"),
    }
}

/// A cause.
pub(super) fn cause(power: &str, breach: Option<&str>) -> Cause {
    let block = |id: &str| BlockId(id.to_owned());
    Cause::new(block(power), breach.map(block)).unwrap()
}

/// A person's account whose access was stopped for a debt (4.7), with something in every tab.
pub(super) fn stopped() -> AccountCard {
    AccountCard {
        account: 4417,
        epoch: 7,
        kind: HolderKind::Person,
        name: "С*** А*** Б***".into(),
        number_masked: "········4321".into(),
        phone_masked: Some("+7 ··· ··· ·· 67".into()),
        email_masked: Some("a···@example.kz".into()),
        language: Some(Language::Kk),
        state: AccountState::AccessStopped,
        cause: Some(cause("3.1.3", Some("4.7"))),
        stopped: Some(StoppedBy {
            at: at("2026-11-18T05:22:00Z"),
            actor: "portal".into(),
            case: Some("2026-118".into()),
            note: Some("Долг по договору 77".into()),
        }),
        balance: Some(Balance {
            amount: Tenge::from_tiyn(-1_250_000),
            at: at("2026-11-20T09:00:00Z"),
        }),
        statement: statement(),
        acceptances: acceptances(),
        notices: vec![NoticeView {
            at: at("2026-11-18T05:22:30Z"),
            text: Bilingual {
                kk: "Порталға қол жеткізу тоқтатылды (4.7-тармақ).".into(),
                ru: "Доступ к Порталу прекращён (пункт 4.7).".into(),
            },
            state: NoticeState::Published,
        }],
        notes: vec![NoteView {
            at: at("2026-11-19T04:10:00Z"),
            author: "daniyar".into(),
            text: "Обещал оплатить до пятницы, перезвонить не просил".into(),
        }],
        requests: vec![request_line(1042)],
        undoable: None,
    }
}

/// The same account in order.
pub(super) fn active() -> AccountCard {
    AccountCard { epoch: 8, state: AccountState::Active, cause: None, stopped: None, ..stopped() }
}

/// The same account stopped on another ground.
pub(super) fn stopped_by(power: &str, breach: Option<&str>) -> AccountCard {
    let state = if power == "3.1.2" { AccountState::Blocked } else { AccountState::AccessStopped };
    AccountCard { state, cause: Some(cause(power, breach)), ..stopped() }
}

fn statement() -> Vec<StatementLine> {
    let line = |id, day: &str, kind, kk: &str, ru: &str, amount, balance| StatementLine {
        id,
        at: at(&format!("2026-11-{day}T06:15:00Z")),
        kind,
        text: Bilingual { kk: kk.into(), ru: ru.into() },
        amount: Tenge::from_tiyn(amount),
        balance: Tenge::from_tiyn(balance),
    };
    vec![
        line(
            3,
            "16",
            EntryKind::Service,
            "Грантқа өтінішті ресімдеу",
            "Оформление заявки на грант",
            -2_000_000,
            -1_250_000,
        ),
        line(
            2,
            "09",
            EntryKind::Service,
            "Кезектегі орын туралы анықтама",
            "Справка о месте в очереди",
            -123_450,
            750_000,
        ),
        line(1, "03", EntryKind::TopUp, "Балансты толтыру", "Пополнение баланса", 873_450, 873_450),
    ]
}

fn acceptances() -> Vec<StaffAcceptance> {
    let version = Agreement::embedded().version().clone();
    let one = |receipt: &str, from: &str, until: &str, ended| StaffAcceptance {
        receipt: receipt.into(),
        agreement: version.clone(),
        languages: vec![Language::Kk, Language::Ru],
        accepted_at: at(from),
        valid_until: at(until),
        ended_at: ended,
    };
    vec![
        one("2026-000123", "2026-03-01T05:00:00Z", "2029-03-01T18:59:59Z", None),
        one("2022-000007", "2022-02-01T05:00:00Z", "2025-02-01T18:59:59Z", None),
    ]
}

/// A help request as a list shows it.
pub(super) fn request_line(id: u64) -> RequestLine {
    RequestLine {
        id,
        topic: HelpTopic::Stopped,
        words: "не могу войти, оплатил вчера".into(),
        at: at("2026-11-20T09:01:00Z"),
        state: HelpState::New,
        account: Some(4417),
        verified: true,
        terminal: "KIOSK-12".into(),
        taken_by: None,
    }
}

/// The same, whole.
pub(super) fn request() -> RequestView {
    RequestView {
        line: request_line(1042),
        text: "Не могу войти: написано, что доступ прекращён. Долг оплатил вчера через банк, \
               квитанция есть. Прошу восстановить доступ, нужно подать заявку на грант до пятницы."
            .into(),
        language: Language::Ru,
        contact_masked: Some("+7 ··· ··· ·· 67".into()),
        answer: None,
        answered_at: None,
    }
}

/// So many events, newest first; a page holds twenty, its cursor is the place to go on from.
pub(super) fn timeline(count: u64, call: &GetTimeline) -> TimelinePage {
    let from: u64 = call.cursor.as_ref().map_or(0, |cursor| cursor.parse().unwrap());
    let until = (from + 20).min(count);
    TimelinePage {
        entries: (from..until).map(|nth| event(count - nth)).collect(),
        next: (until < count).then(|| SafeText::from(until.to_string())),
    }
}

fn event(seq: u64) -> TimelineEntry {
    let plain = TimelineEntry {
        seq,
        at: Moment::from_seconds(
            at("2026-11-01T05:00:00Z").seconds() + i64::try_from(seq).unwrap() * 3_600,
        ),
        actor: "citizen".into(),
        kind: TimelineKind::SignedIn,
        cause: None,
        reason: None,
        case: None,
        note: None,
    };
    match seq % 6 {
        0 => TimelineEntry { kind: TimelineKind::HelpAsked, case: Some("1042".into()), ..plain },
        1 => TimelineEntry {
            kind: TimelineKind::AccessStopped,
            actor: "portal".into(),
            cause: Some(cause("3.1.3", Some("4.7"))),
            ..plain
        },
        2 => TimelineEntry {
            kind: TimelineKind::Restored,
            actor: "daniyar".into(),
            reason: Some(RestoreReason::PaymentReceived),
            case: Some("2026-117".into()),
            note: Some("Платёж виден в выписке, проверил по номеру договора".into()),
            ..plain
        },
        3 => TimelineEntry { kind: TimelineKind::Revealed, actor: "aigul".into(), ..plain },
        _ => plain,
    }
}

/// What an action would do to an account in this epoch.
pub(super) fn preview(epoch: u64, kind: ActionKind) -> Preview {
    let (before, after) = match kind {
        ActionKind::Restore => (AccountState::AccessStopped, AccountState::Active),
        ActionKind::Block => (AccountState::Active, AccountState::Blocked),
        ActionKind::StopAccess => (AccountState::Active, AccountState::AccessStopped),
    };
    let notice = match kind {
        ActionKind::Restore => Bilingual {
            kk: "Порталға қол жеткізуіңіз қалпына келтірілді. Енді барлық қызметті пайдалана \
                 аласыз."
                .into(),
            ru: "Доступ к Порталу восстановлен. Вы снова можете пользоваться всеми услугами."
                .into(),
        },
        _ => Bilingual {
            kk: "Есептік жазбаңызға қатысты шара қолданылды. Себебі және не істеу керегі есептік \
                 жазбада жазылған."
                .into(),
            ru: "К вашей учетной записи применена мера. Причина и что делать указаны в учетной \
                 записи."
                .into(),
        },
    };
    Preview { epoch, before, after, notice }
}

/// An action of that moment.
pub(super) fn action(kind: ActionKind, done: Moment) -> ActionView {
    ActionView {
        id: "a-17".into(),
        kind,
        account: 4417,
        at: done,
        undo_until: done.after(std::time::Duration::from_secs(30)),
        undone_at: None,
    }
}

/// The action was carried out.
pub(super) fn done(kind: ActionKind, at: Moment) -> ActionDone {
    let state = match kind {
        ActionKind::Restore => AccountState::Active,
        ActionKind::Block => AccountState::Blocked,
        ActionKind::StopAccess => AccountState::AccessStopped,
    };
    ActionDone { action: action(kind, at), epoch: 8, state }
}

/// Answers the calls that only read, with this card.
pub(super) fn reads(card: &AccountCard, call: &DeskCall) -> Option<DeskReply> {
    Some(match call {
        DeskCall::Card(_) => DeskReply::Card(Ok(Box::new(card.clone()))),
        DeskCall::Timeline(call) => DeskReply::Timeline(Ok(timeline(48, call))),
        DeskCall::Preview(call) => DeskReply::Preview(Ok(preview(card.epoch, call.kind))),
        _ => return None,
    })
}

/// A refusal in the portal's own words.
pub(super) fn refused(code: ProblemCode) -> Failure {
    let words =
        |kk: &str, ru: &str, en: &str| Trilingual { kk: kk.into(), ru: ru.into(), en: en.into() };
    Failure::Refused(Box::new(Problem {
        kind: format!("/problems/{}", code.code()).into(),
        status: code.status(),
        code,
        title: words("Портал бас тартты.", "Портал отказал.", "The portal refused."),
        detail: None,
        next_step: words("Қайталаңыз.", "Повторите.", "Retry."),
        fault: None,
        checks: Vec::new(),
        retry_after: None,
        tries_left: None,
    }))
}

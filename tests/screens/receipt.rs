//! The receipt, on the screen and on paper.

use std::sync::Arc;

use kezekte::{
    api::{AcceptanceState, Signed},
    app::{
        effect::{Reply, Request},
        screens::AnyScreen,
        shared::{Profile, Visit},
    },
    domain::{Agreement, Language, Moment},
    paper::{Form, Paper, Unsaved},
    text::Texts,
};

use super::{
    fixtures::{IIN, at_receipt, draws_at_every_size, head, pictures, signed},
    harness::Kiosk,
};

fn at() -> Moment {
    Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap()
}

fn accepted(size: (u16, u16), language: Language) -> Kiosk {
    at_receipt(size, language, signed(at()))
}

fn already(size: (u16, u16), language: Language) -> Kiosk {
    at_receipt(size, language, Signed { already_accepted: true, ..signed(at()) })
}

fn organisation(size: (u16, u16), language: Language) -> Kiosk {
    let mut signed = signed(at());
    signed.acceptance.receipt.as_mut().unwrap().certificate = head();
    at_receipt(size, language, signed)
}

fn saved(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = accepted(size, language);
    kiosk.press("s Enter");
    kiosk.answer(|request| {
        matches!(request, Request::Save { .. })
            .then(|| Reply::Saved(Ok("/home/aidana/kezekte-2026-000123.pdf".into())))
    });
    kiosk
}

fn choosing(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = accepted(size, language);
    kiosk.press("s");
    kiosk
}

fn unsaved(cause: Unsaved) -> impl Fn((u16, u16), Language) -> Kiosk {
    move |size, language| {
        let mut kiosk = accepted(size, language);
        kiosk.press("s t");
        kiosk.answer(|request| {
            matches!(request, Request::Save { .. }).then_some(Reply::Saved(Err(cause)))
        });
        kiosk
    }
}

#[test]
fn its_states() {
    pictures("receipt", accepted);
    pictures("receipt-already", already);
    pictures("receipt-organisation", organisation);
    pictures("receipt-saved", saved);
    pictures("receipt-forms", choosing);
    pictures("receipt-unsaved", unsaved(Unsaved::FolderRefused));
}

#[test]
fn it_holds_until_the_last_day_of_the_three_years() {
    let text = accepted((80, 24), Language::Ru).text();
    assert!(text.contains("20.11.2029"), "{text}");
    assert!(!text.contains(IIN), "{text}");
}

#[test]
fn enter_leads_to_the_account_and_finish_wipes_everything() {
    let mut kiosk = accepted((80, 24), Language::Ru);
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Account(_)));

    let mut kiosk = accepted((80, 24), Language::Ru);
    kiosk.touch("Завершить");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert_eq!(kiosk.model.shared.visit, Visit::default());
    assert!(kiosk.asked.iter().any(|effect| effect.request == Request::Wipe));
}

fn text_of(signed: Signed) -> String {
    let paper = Paper::new(signed, &Arc::new(Agreement::embedded().clone()));
    String::from_utf8(paper.write(Form::Text, Texts::embedded()).unwrap()).unwrap()
}

#[test]
fn the_paper_says_the_same_in_kazakh_and_in_russian() {
    let text = text_of(signed(at()));
    insta::assert_snapshot!("receipt-paper", text);
    assert!(!text.contains(IIN));
    let already = Signed { already_accepted: true, ..signed(at()) };
    let text = text_of(already);
    assert!(text.contains("Екінші рет қабылданған жоқ") && text.contains("Второй раз"), "{text}");
}

#[test]
fn it_is_saved_once_at_a_time_under_a_harmless_name() {
    let mut odd = signed(at());
    odd.acceptance.receipt.as_mut().unwrap().number = "../2026 №7".into();
    let mut kiosk = at_receipt((80, 24), Language::Ru, odd);
    kiosk.press("s Enter s Enter");
    let names: Vec<_> = kiosk
        .asked
        .iter()
        .filter_map(|effect| match &effect.request {
            Request::Save { name, .. } => Some(name.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["kezekte-20267.pdf"]);
}

#[test]
fn where_it_was_saved_is_said_and_so_is_a_disk_that_refuses() {
    let kiosk = saved((80, 24), Language::Ru);
    assert!(kiosk.text().contains("Сохранено: /home/aidana/kezekte-2026-000123.pdf"));
    for cause in [Unsaved::NoSpace, Unsaved::FolderRefused, Unsaved::NotGiven, Unsaved::Other] {
        for language in Language::ALL {
            let text = unsaved(cause)((80, 24), language).text();
            assert!(text.contains(&format!("kiosk {cause}")), "{text}");
        }
    }
}

#[test]
fn the_form_is_chosen_and_esc_goes_back() {
    for (key, wanted) in
        [("Enter", Form::Pdf), ("з", Form::Pdf), ("е", Form::Text), ("о", Form::Json)]
    {
        let mut kiosk = choosing((80, 24), Language::Ru);
        kiosk.press(key);
        let asked = kiosk.asked.iter().find_map(|effect| match &effect.request {
            Request::Save { form, name, .. } => Some((*form, name.clone())),
            _ => None,
        });
        let (form, name) = asked.unwrap();
        assert_eq!((form, name.rsplit('.').next()), (wanted, Some(wanted.ending())));
    }
    // The evidence package, on either layout; the portal has it, and may not give it.
    for key in ["e", "у"] {
        let mut kiosk = choosing((80, 24), Language::Ru);
        kiosk.press(key);
        kiosk.answer(|request| {
            let Request::SaveEvidence { id, receipt } = request else { return None };
            assert_eq!((id.as_str().is_empty(), receipt.as_str()), (false, "2026-000123"));
            Some(Reply::Saved(Err(Unsaved::NotGiven)))
        });
        assert!(kiosk.text().contains("kiosk not-given"), "{}", kiosk.text());
    }
    let mut kiosk = choosing((80, 24), Language::Ru);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)));
    assert!(kiosk.text().contains("Сохранить"));
}

#[test]
fn a_service_centre_saves_nothing() {
    let mut kiosk = accepted((80, 24), Language::Ru);
    kiosk.model.shared.facts.profile = Profile::Terminal;
    kiosk.press("s");
    assert!(kiosk.asked.iter().all(|effect| !matches!(effect.request, Request::Save { .. })));
    assert!(!kiosk.text().contains("Сохранить"));
}

#[test]
fn without_a_receipt_there_is_only_the_way_out() {
    let mut signed = signed(at());
    signed.acceptance.state = AcceptanceState::Pending;
    signed.acceptance.receipt = None;
    let mut kiosk = at_receipt((80, 24), Language::Ru, signed);
    kiosk.press("s Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)));
    assert!(matches!(kiosk.press("Esc").model.screen, AnyScreen::Home(_)));
}

#[test]
fn a_change_of_language_keeps_everything() {
    for state in [accepted, already, saved] {
        let mut kiosk = state((80, 24), Language::Kk);
        let screen = kiosk.model.screen.clone();
        kiosk.press("F5");
        assert_eq!(kiosk.model.screen, screen);
    }
}

#[test]
fn it_draws_at_every_size() {
    for state in [accepted, already, organisation, saved] {
        draws_at_every_size(&mut state((80, 24), Language::Ru));
    }
}

//! Signed, and not in force yet: what is awaited, coming back, in force, refused.

use std::time::Duration;

use kezekte::{
    api::{AcceptanceState, AcceptanceView, Awaited, Failure, Signed, SignedIn, Standing},
    app::{
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    domain::{Check, CheckLine, Fault, Language, Outcome},
};

use super::{
    fixtures::{
        accepted_answer, all_passed, at_document, draws_at_every_size, pictures, signature_answer,
        signed,
    },
    harness::Kiosk,
};

fn view(kiosk: &Kiosk, revocation: bool, stamp: bool) -> AcceptanceView {
    let at = kiosk.at;
    let until = at.after(Duration::from_secs(24 * 60 * 60));
    let next_at = at.after(Duration::from_secs(10));
    AcceptanceView {
        state: AcceptanceState::Pending,
        ended_at: None,
        receipt: None,
        awaited: Some(Awaited { revocation, stamp, received_at: at, next_at, until }),
        ..signed(at).acceptance
    }
}

fn refused(kiosk: &Kiosk, fault: Fault, outcome: Outcome) -> AcceptanceView {
    let mut checks = all_passed();
    checks.push(CheckLine { check: Check::Revocation, outcome });
    let state = AcceptanceState::Refused;
    let view = view(kiosk, true, false);
    AcceptanceView { state, awaited: None, fault: Some(fault), checks, ..view }
}

fn waiting_for(size: (u16, u16), language: Language, (revocation, stamp): (bool, bool)) -> Kiosk {
    let mut kiosk = at_document(size, language);
    kiosk.press("Enter").answer(signature_answer);
    let acceptance = view(&kiosk, revocation, stamp);
    let pending = Signed { acceptance, already_accepted: false, session: None };
    kiosk.answer(|request| accepted_answer(request, Ok(pending.clone())));
    assert!(matches!(kiosk.model.screen, AnyScreen::PendingView(_)));
    kiosk
}

fn waiting(size: (u16, u16), language: Language) -> Kiosk {
    waiting_for(size, language, (true, true))
}

fn elapsed(kiosk: &mut Kiosk) {
    kiosk.answer(|request| matches!(request, Request::After(_)).then_some(Reply::Elapsed));
}

fn looked(kiosk: &mut Kiosk, answer: &Result<Box<AcceptanceView>, Failure>) {
    kiosk.answer(|request| {
        matches!(request, Request::Acceptance(_)).then(|| Reply::Acceptance(answer.clone()))
    });
}

fn in_force(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = waiting(size, language);
    kiosk.model.shared.visit.cms = None;
    elapsed(&mut kiosk);
    let done = Box::new(signed(kiosk.at).acceptance);
    looked(&mut kiosk, &Ok(done));
    kiosk
}

fn too_late(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = waiting(size, language);
    elapsed(&mut kiosk);
    let fault = Fault::RevocationUnknown;
    let view = refused(&kiosk, fault, Outcome::Indeterminate(fault));
    looked(&mut kiosk, &Ok(Box::new(view)));
    kiosk
}

fn revoked(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = waiting(size, language);
    elapsed(&mut kiosk);
    let view = refused(&kiosk, Fault::Revoked, Outcome::Failed(Fault::Revoked));
    looked(&mut kiosk, &Ok(Box::new(view)));
    kiosk
}

#[test]
fn its_states() {
    pictures("pending", waiting);
    pictures("pending-in-force", in_force);
    pictures("pending-too-late", too_late);
    pictures("pending-revoked", revoked);
}

#[test]
fn it_draws_at_every_size() {
    for take in [waiting, in_force, too_late] {
        draws_at_every_size(&mut take((80, 24), Language::Kk));
    }
}

#[test]
fn it_asks_again_by_itself_and_turns_into_the_receipts_way() {
    let mut kiosk = waiting((80, 24), Language::Ru);
    for _ in 0..2 {
        elapsed(&mut kiosk);
        let still = Box::new(view(&kiosk, true, false));
        looked(&mut kiosk, &Ok(still));
        assert!(matches!(kiosk.model.screen, AnyScreen::PendingView(_)));
    }
    elapsed(&mut kiosk);
    let done = signed(kiosk.at);
    looked(&mut kiosk, &Ok(Box::new(done.acceptance.clone())));
    // The very signature that was made opens the session.
    kiosk.answer(|request| accepted_answer(request, Ok(done.clone())));
    assert!(matches!(kiosk.model.screen, AnyScreen::DetailsEntry(_)));
    assert!(kiosk.model.shared.visit.signed.is_some());
    assert!(kiosk.model.shared.visit.cms.is_none());
}

#[test]
fn a_refusal_leads_to_another_key_and_leaving_forgets_everything() {
    let mut kiosk = revoked((80, 24), Language::Kk);
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)));
    assert!(kiosk.model.shared.visit.cms.is_none());
    let mut kiosk = waiting((80, 24), Language::Kk);
    kiosk.press("Esc");
    assert!(matches!(kiosk.model.screen, AnyScreen::Home(_)));
    assert!(!kiosk.model.shared.visit.is_personal());
}

#[test]
fn without_a_claim_nothing_is_asked_for_ever() {
    let mut kiosk = waiting((80, 24), Language::Ru);
    elapsed(&mut kiosk);
    looked(&mut kiosk, &Err(Failure::NoSession));
    kiosk.asked.clear();
    assert!(matches!(kiosk.model.screen, AnyScreen::PendingView(_)));
    kiosk.press("Enter");
    assert!(!kiosk.asked.iter().any(|it| matches!(it.request, Request::Acceptance(_))));
}

#[test]
fn who_signed_in_while_it_is_pending_is_nobody_with_a_session() {
    let kiosk = waiting((80, 24), Language::Ru);
    let mut visit = kiosk.model.shared.visit.clone();
    let (session, claim, claim_until, acceptance) = (None, None, None, None);
    let standing = Standing::Pending;
    visit.signed_in = Some(SignedIn { standing, session, claim, claim_until, acceptance });
    assert!(!visit.has_session() && !visit.lacks_only_the_agreement());
}

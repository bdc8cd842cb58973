//! The certificate and its checks.

use kezekte::{
    app::{effect::Request, screens::AnyScreen},
    domain::{Check, Fault, Language, Number, Outcome, Verdict},
};

use super::{
    fixtures::{
        BIN, IIN, OTHER_IIN, at_certificate, broken_key, certificate, draws_at_every_size, head,
        key, pictures, unjudged_key,
    },
    harness::Kiosk,
};

fn in_order(size: (u16, u16), language: Language) -> Kiosk {
    at_certificate(size, language, key(certificate(IIN)))
}

fn expired(size: (u16, u16), language: Language) -> Kiosk {
    at_certificate(size, language, broken_key(Check::Validity, Fault::Expired))
}

fn another(size: (u16, u16), language: Language) -> Kiosk {
    at_certificate(size, language, key(certificate(OTHER_IIN)))
}

fn unjudged(size: (u16, u16), language: Language) -> Kiosk {
    at_certificate(size, language, unjudged_key())
}

fn organisation(size: (u16, u16), language: Language) -> Kiosk {
    let mut kiosk = at_certificate(size, language, key(head()));
    kiosk.model.shared.visit.number = Some(Number::parse(BIN).unwrap());
    kiosk
}

#[test]
fn its_states() {
    pictures("certificate", in_order);
    pictures("certificate-expired", expired);
    pictures("certificate-another-person", another);
    pictures("certificate-organisation", organisation);
    pictures("certificate-unjudged", unjudged);
}

#[test]
fn where_nobody_is_trusted_the_issuer_is_left_to_the_portal() {
    let mut kiosk = unjudged((80, 24), Language::Ru);
    let text = kiosk.text();
    assert!(text.contains("Кто выдал сертификат, проверит портал."), "{text}");
    assert!(text.contains("? ") && !text.contains('✗'), "{text}");
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::Document(_)));
    // Anything else that is not in order still stops, an open check too.
    for open in [Check::Validity, Check::Role] {
        for outcome in [Outcome::Failed(Fault::Expired), Outcome::Indeterminate(Fault::Malformed)] {
            let mut key = unjudged_key();
            key.checks.iter_mut().find(|line| line.check == open).unwrap().outcome = outcome;
            let mut kiosk = at_certificate((80, 24), Language::Ru, key);
            kiosk.press("Enter");
            assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)));
        }
    }
    let mut kiosk = unjudged((80, 24), Language::Ru);
    kiosk.model.shared.visit.number = Some(Number::parse(OTHER_IIN).unwrap());
    kiosk.press("Enter");
    assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)));
    assert!(!in_order((80, 24), Language::Ru).text().contains("портал."));
}

#[test]
fn in_order_it_goes_on_and_asks_for_the_document() {
    for state in [in_order, organisation] {
        let mut kiosk = state((80, 24), Language::Ru);
        kiosk.press("Enter");
        assert!(matches!(kiosk.model.screen, AnyScreen::Document(_)));
        let asks =
            |it: &kezekte::app::effect::Effect| matches!(it.request, Request::RequestAcceptance(_));
        assert!(kiosk.asked.iter().any(asks));
    }
}

#[test]
fn only_four_digits_of_a_number_are_shown() {
    let text = in_order((80, 24), Language::Ru).text();
    assert!(text.contains("········0001") && !text.contains(IIN), "{text}");
}

#[test]
fn whatever_is_not_in_order_leads_only_to_another_key() {
    let undecided = {
        let mut key = key(certificate(IIN));
        key.verdict = Verdict::Indeterminate(Fault::UntrustedIssuer);
        key
    };
    let other_organisation = {
        let mut head = head();
        head.bin = kezekte::domain::Bin::certified("990140900014");
        key(head)
    };
    let cases = [
        (broken_key(Check::Validity, Fault::Expired), IIN, Fault::Expired),
        (broken_key(Check::Path, Fault::UntrustedIssuer), IIN, Fault::UntrustedIssuer),
        (broken_key(Check::Role, Fault::NoRightToSign), IIN, Fault::NoRightToSign),
        (undecided, IIN, Fault::UntrustedIssuer),
        (key(certificate(OTHER_IIN)), IIN, Fault::WrongPerson),
        (key(head()), IIN, Fault::WrongOrganisation),
        (key(certificate(IIN)), BIN, Fault::WrongOrganisation),
        (other_organisation, BIN, Fault::WrongOrganisation),
    ];
    for (key, number, fault) in cases {
        let mut kiosk = at_certificate((80, 24), Language::Ru, key);
        kiosk.model.shared.visit.number = Some(Number::parse(number).unwrap());
        let text = kiosk.text();
        assert!(text.contains(&format!("EDS {}", fault.code())), "{fault}\n{text}");
        assert!(text.contains('✗') && text.contains("Другой ключ"), "{fault}\n{text}");
        kiosk.press("Enter");
        assert!(matches!(kiosk.model.screen, AnyScreen::KeyFileEntry(_)), "{fault}");
    }
}

#[test]
fn another_person_is_named_beside_the_number_that_was_entered() {
    let text = another((80, 24), Language::Ru).text();
    assert!(text.contains("Введено: ········0001, в сертификате: ········0205"), "{text}");
}

#[test]
fn it_draws_at_every_size() {
    for state in [in_order, expired, another, organisation, unjudged] {
        draws_at_every_size(&mut state((80, 24), Language::Ru));
    }
}

//! The receipt on paper: what a reader, a program and a phone find in it.

mod json;
mod print;

use std::{path::PathBuf, sync::Arc, time::Duration};

use kezekte::{
    api::{AcceptanceState, AcceptanceView, Receipt, Signed},
    domain::{
        Agreement, Bilingual, Bin, CertificateSummary, DocumentFields, Iin, Language, Moment,
        Number, Role, Terminal,
    },
    paper::{Form, Paper},
    text::Texts,
};

/// Nobody's: month 34, as in НУЦ РК's own test certificates.
const IIN: &str = "123456789011";
const BIN: &str = "123456789021";

fn at() -> Moment {
    Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap()
}

fn certificate() -> CertificateSummary {
    CertificateSummary {
        owner: "ҚҰДАЙБЕРГЕН ӘЙГЕРІМ".into(),
        iin: Iin::certified(IIN),
        bin: None,
        organisation: None,
        issuer: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022".into(),
        serial: "6d5c0f1be2".repeat(4),
        sha256: "5e".repeat(32),
        not_before: Moment::parse_rfc3339("2026-02-01T05:00:00Z").unwrap(),
        not_after: Moment::parse_rfc3339("2027-02-01T05:00:00Z").unwrap(),
        algorithm: "GOST 34.10-2015 (512)".into(),
        role: Role::Person,
        for_signing: true,
    }
}

fn signed() -> Signed {
    let agreement = Agreement::embedded().version().clone();
    let document = DocumentFields {
        request: "2026-000777".into(),
        nonce: "0b".repeat(32).into(),
        requested_at: at(),
        terminal: Terminal {
            name: "KIOSK-12".into(),
            place: Bilingual {
                kk: "Алматы, Абай даңғылы, 1".into(),
                ru: "Алматы, пр. Абая, 1".into(),
            },
        },
        number: Number::Iin(Iin::certified(IIN).unwrap()),
        agreement: agreement.clone(),
    };
    Signed {
        acceptance: AcceptanceView {
            id: "a1".into(),
            request: document.request.clone(),
            state: AcceptanceState::Effective,
            agreement,
            languages: vec![Language::Kk, Language::Ru],
            ended_at: None,
            receipt: Some(Receipt {
                number: "2026-000123".into(),
                account: 4417,
                accepted_at: at().after(Duration::from_secs(95)),
                signed_at: Some(at().after(Duration::from_secs(90))),
                valid_until: Moment::end_of(at().anniversary(3)),
                certificate: certificate(),
                check_code: "7K2P-MX4A-9HTE-3C65".into(),
                sha256: "0a".repeat(32).into(),
                event: "f9".repeat(32).into(),
            }),
            checks: Vec::new(),
            awaited: None,
            fault: None,
            document: Some(document),
        },
        already_accepted: false,
        session: None,
    }
}

/// Of an organisation, by its head.
fn organisation() -> Signed {
    let mut signed = signed();
    let certificate = &mut signed.acceptance.receipt.as_mut().unwrap().certificate;
    certificate.organisation = Some("«Ақ бұлақ» ЖШС".into());
    certificate.bin = Bin::certified(BIN);
    certificate.role = Role::Head;
    signed
}

fn write(signed: Signed, form: Form) -> Vec<u8> {
    let agreement = Arc::new(Agreement::embedded().clone());
    Paper::new(signed, &agreement).write(form, Texts::embedded()).unwrap()
}

/// A file of this test's own.
fn file(name: &str, octets: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("paper");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, octets).unwrap();
    path
}

#[test]
fn no_form_names_more_than_the_screen_does() {
    for signed in [signed(), organisation()] {
        for form in [Form::Text, Form::Json] {
            let text = String::from_utf8(write(signed.clone(), form)).unwrap();
            assert!(!text.contains(IIN) && !text.contains(BIN), "{text}");
            assert!(text.contains("········9011"), "{text}");
        }
        let receipt = signed.acceptance.receipt.unwrap();
        let line = kezekte::paper::check_line(&receipt);
        assert!(!line.contains("9011") && !line.contains("4417"), "{line}");
    }
}

#[test]
fn without_a_receipt_there_is_no_paper() {
    let mut pending = signed();
    pending.acceptance.receipt = None;
    let paper = Paper::new(pending, &Arc::new(Agreement::embedded().clone()));
    for form in Form::ALL {
        assert!(paper.write(form, Texts::embedded()).is_err());
    }
}

#[test]
fn the_same_receipt_is_the_same_file() {
    for form in Form::ALL {
        assert_eq!(write(signed(), form), write(signed(), form), "{form:?}");
        assert_ne!(write(signed(), form), write(organisation(), form), "{form:?}");
    }
}

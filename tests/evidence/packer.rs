//! Packs evidence of acceptances that never were: people of the tests' own authority, its stamp and
//! its word on revocation.

use std::{sync::OnceLock, time::Duration};

use kezekte::{
    api::{AcceptanceState, AcceptanceView, Receipt},
    document,
    domain::{Agreement, DocumentFields, Language, Moment, Number, Role, Terminal},
    eds::{
        Revocation,
        issue::{Asked, Reply, Service, Subject},
        revocation::ocsp::Question,
        stamp,
    },
    evidence::{Event, EventProof, Package, Stated},
};
use serde_json::json;

use crate::eds::people::{House, Person, Seeded, gost, now, rsa, subject, year};

/// The package of somebody of the GOST house, stamped and known not to be revoked.
pub(crate) fn of_gost() -> &'static Package {
    static PACKAGE: OnceLock<Package> = OnceLock::new();
    PACKAGE.get_or_init(|| pack(gost(), 4_101))
}

/// The same under RSA.
pub(crate) fn of_rsa() -> &'static Package {
    static PACKAGE: OnceLock<Package> = OnceLock::new();
    PACKAGE.get_or_init(|| pack(rsa(), 4_201))
}

/// When the portal received the signature.
pub(crate) fn received() -> Moment {
    now().after(Duration::from_secs(20))
}

/// Long after every certificate has expired.
pub(crate) fn later() -> Moment {
    Moment::parse_rfc3339("2040-01-01T00:00:00Z").unwrap()
}

pub(crate) fn pack(house: &House, seed: u64) -> Package {
    pack_of(house, &subject(Role::Person), seed)
}

/// The package of whom the subject names.
pub(crate) fn pack_of(house: &House, subject: &Subject, seed: u64) -> Package {
    pack_claiming(house, subject, seed, now())
}

/// The same, by a signer whose clock says this.
pub(crate) fn pack_claiming(house: &House, subject: &Subject, seed: u64, at: Moment) -> Package {
    let person = house.person(subject, seed);
    let fields = fields(subject);
    let document = document::render(Agreement::embedded(), &fields).unwrap();
    let random = Seeded::new(9);
    let plain = kezekte::eds::sign(&document, &person.key_file(), false, at, &random).unwrap();
    let (signature, token) = stamped(house, &plain, seed);
    let (view, receipt, event) = told(&person, &fields, &document, at);
    Package {
        document,
        signature,
        stamp: Some(token),
        chain: [&person.certificate, house.nca.certificate(), house.root.certificate()]
            .map(|one| one.der().to_vec())
            .into(),
        ocsp: vec![answer(house, &person, seed, Revocation::Good)],
        crls: Vec::new(),
        event: EventProof::new(event.clone(), log_after(&event)),
        report: Stated::of(&view, &receipt, received()),
    }
}

fn fields(signer: &Subject) -> DocumentFields {
    let own = || Number::Iin(signer.iin.clone().unwrap());
    let number = signer.organisation.as_ref().map_or_else(own, |(_, bin)| Number::Bin(bin.clone()));
    DocumentFields {
        number,
        request: "1042".into(),
        nonce: "ab".repeat(32).as_str().into(),
        requested_at: Moment::from_micros(now().micros() - 60_000_000),
        terminal: Terminal::own_computer(),
        agreement: Agreement::embedded().version().clone(),
    }
}

/// The signature with a stamp of the house's time-stamping authority, and the stamp.
fn stamped(house: &House, plain: &[u8], seed: u64) -> (Vec<u8>, Vec<u8>) {
    let random = Seeded::new(seed + 1);
    let tsa = house.nca.appoint(Service::StampAuthority, "УАҚЫТ БЕЛГІСІ СЫНАҚ", year(), &random);
    let query = stamp::Query::new(plain, &[1, 2, 3, 4, 5, 6, 7, 8]).unwrap();
    let answer = tsa.unwrap().stamp(query.der(), received(), &random).unwrap();
    let token = query.token(&answer).unwrap();
    (stamp::attach(plain, &token).unwrap(), token)
}

/// What the house's responder says of the person's certificate.
pub(crate) fn answer(house: &House, person: &Person, seed: u64, status: Revocation) -> Vec<u8> {
    let random = Seeded::new(seed + 2);
    let question = Question::new(&person.certificate, house.nca.certificate(), &[7; 32]).unwrap();
    let asked = Asked::read(question.der()).unwrap();
    let reply = Reply {
        status,
        this_update: received(),
        produced_at: None,
        next_update: None,
        nonce: true,
        by_key: false,
    };
    let responder = house.nca.appoint(Service::Responder, "OCSP СЫНАҚ", year(), &random).unwrap();
    responder.answer(&asked, &reply, &random).unwrap()
}

/// What the portal would say.
fn told(
    person: &Person,
    fields: &DocumentFields,
    document: &[u8],
    signed_at: Moment,
) -> (AcceptanceView, Receipt, Event) {
    let certificate = person.certificate.summary();
    let sha256 = hex::encode(document::digest(document));
    let languages = vec![Language::Kk, Language::Ru];
    let payload = json!({
        "acceptance": "a".repeat(32),
        "request": fields.request,
        "receipt": "2026-000123",
        "agreement": fields.agreement,
        "sha256": sha256,
        "certificate": certificate.sha256,
        "device": null,
        "shown": { "languages": languages },
        "blind": "aaaabbbbccccdddd",
    });
    let event = event(7, [9; 32], "acceptance.effective", payload.to_string());
    let receipt = Receipt {
        number: "2026-000123".into(),
        account: 4417,
        accepted_at: received(),
        signed_at: Some(signed_at),
        valid_until: Moment::end_of(received().anniversary(3)),
        certificate,
        check_code: document::check_code(document).as_str().into(),
        sha256: sha256.as_str().into(),
        event: hex::encode(event.hash).as_str().into(),
    };
    let view = AcceptanceView {
        id: "a".repeat(32).as_str().into(),
        request: fields.request.clone(),
        state: AcceptanceState::Effective,
        agreement: fields.agreement.clone(),
        languages,
        ended_at: None,
        receipt: Some(receipt.clone()),
        checks: Vec::new(),
        awaited: None,
        fault: None,
        document: None,
    };
    (view, receipt, event)
}

pub(crate) fn event(seq: i64, previous: [u8; 32], kind: &str, payload: String) -> Event {
    let mut event = Event {
        seq,
        at: received(),
        account: Some(4417),
        actor: "citizen".to_owned(),
        kind: kind.to_owned(),
        payload,
        previous,
        hash: [0; 32],
    };
    event.hash = event.true_hash();
    event
}

/// Three events of others.
fn log_after(first: &Event) -> Vec<Event> {
    let mut previous = first.hash;
    (1..=3)
        .map(|n| {
            let next = event(first.seq + n, previous, "account.stopped", format!("{{\"n\":{n}}}"));
            previous = next.hash;
            next
        })
        .collect()
}

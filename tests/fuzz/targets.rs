//! Every parser that reads what others wrote: how it is called, and good inputs to begin from.
//!
//! Shared by the runner of this folder and by the targets of cargo-fuzz. To add a parser, add its
//! function, its line in [`ALL`], and its file in `fuzz_targets`.
#![allow(dead_code)]

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use kezekte::{
    config,
    document::{self, challenge},
    domain::{Agreement, Bilingual, DocumentFields, Number, Role, SafeText, Terminal},
    eds::{
        Acceptance, Anchors, Certificate, Evidence, KeyFile, Policy, Report,
        algorithm::{PrivateKey, PublicKey},
        claimed_time, examine,
        issue::{self, Appointed, Service},
        pkcs12,
        revocation::{Asked, Crl, Reason, Revocation, crl, ocsp},
        stamp, unarmour, verify, verify_with,
    },
    evidence,
    shell::flow,
};

#[path = "../evidence/packer.rs"]
mod packer;

use crate::eds::people::{self, House, Person, Seeded, gost, now, rsa, subject};

/// A parser.
pub(crate) struct Target {
    /// Its name, and its file's in `fuzz_targets`.
    pub(crate) name: &'static str,
    /// Calls it, and says what came of it in a few words.
    pub(crate) call: fn(&[u8]) -> String,
    /// Good inputs.
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub(crate) const ALL: &[Target] = &[
    Target { name: "certificate", call: certificate, seeds: certificates },
    Target { name: "anchors", call: anchors, seeds: anchor_files },
    Target { name: "signature", call: signature, seeds: signatures },
    Target { name: "stamp", call: time_stamp, seeds: stamps },
    Target { name: "ocsp", call: ocsp_answer, seeds: ocsp_answers },
    Target { name: "list", call: list, seeds: lists },
    Target { name: "key_file", call: key_file, seeds: key_files },
    Target { name: "private_key", call: private_key, seeds: private_keys },
    Target { name: "public_key", call: public_key, seeds: public_keys },
    Target { name: "package", call: package, seeds: packages },
    Target { name: "package_part", call: package_part, seeds: package_parts },
    Target { name: "armour", call: armour, seeds: armoured },
    Target { name: "flow", call: flow_file, seeds: flow_files },
    Target { name: "configuration", call: configuration, seeds: configurations },
    Target { name: "agreement", call: agreement, seeds: agreements },
    Target { name: "document", call: documents, seeds: document_files },
];

const CONTENT: &[u8] = b"A document of one line.\n";
const PASSWORD: &str = "Qwerty12";

fn kind(outcome: impl std::fmt::Debug) -> String {
    format!("{outcome:?}")
}

/// What each check found, in their order.
fn checks(report: &Report) -> String {
    report.lines.iter().map(|line| format!("{:?} ", line.outcome)).collect()
}

/// The first words of the first mistake.
fn first<T: std::fmt::Debug>(mistakes: &[T], wrong: impl Fn(&T) -> String) -> String {
    let text = mistakes.first().map(wrong).unwrap_or_default();
    text.chars().take_while(|c| c.is_alphabetic() || *c == ' ').take(24).collect()
}

fn policy() -> Policy {
    Policy::Acceptance(Acceptance::default())
}

/// One person of each house, made once.
fn person(house: &'static House) -> &'static Person {
    static PEOPLE: [OnceLock<Person>; 2] = [OnceLock::new(), OnceLock::new()];
    let place = usize::from(std::ptr::eq(house, rsa()));
    PEOPLE[place].get_or_init(|| house.person(&subject(Role::Person), 31))
}

pub(crate) fn certificate(octets: &[u8]) -> String {
    match Certificate::from_der(octets) {
        Ok(certificate) => {
            let report = examine(&certificate, &gost().anchors, &policy(), now());
            checks(&report)
        }
        Err(fault) => kind(fault),
    }
}

fn certificates() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (i, role) in [Role::Person, Role::Head, Role::InformationSystem].into_iter().enumerate() {
        seeds.push(gost().person(&subject(role), 40 + i as u64).certificate.der().to_vec());
    }
    seeds.push(person(rsa()).certificate.der().to_vec());
    seeds.extend([
        gost().root.certificate().der().to_vec(),
        gost().nca.certificate().der().to_vec(),
    ]);
    seeds
}

pub(crate) fn anchors(octets: &[u8]) -> String {
    kind(Anchors::from_certificates([octets.to_vec()]).map(|anchors| anchors.is_empty()))
}

fn anchor_files() -> Vec<Vec<u8>> {
    let pem = |der: &[u8]| {
        let wrapped = base64_lines(der);
        format!("-----BEGIN CERTIFICATE-----\n{wrapped}-----END CERTIFICATE-----\n")
    };
    let (root, nca) = (gost().root.certificate().der(), gost().nca.certificate().der());
    let pair = pem(root) + "some words between\n" + &pem(nca);
    vec![root.to_vec(), pem(root).into_bytes(), pair.into_bytes()]
}

pub(crate) fn signature(octets: &[u8]) -> String {
    let report = verify(octets, Some(CONTENT), &gost().anchors, &policy(), now());
    let read = (claimed_time(octets).is_some(), stamp::signature_value(octets).is_ok());
    format!("{read:?} {}", checks(&report))
}

fn signatures() -> Vec<Vec<u8>> {
    let people = [person(gost()), person(rsa())];
    people.into_iter().flat_map(|one| [false, true].map(|a| one.sign(CONTENT, a))).collect()
}

/// As an authority's answer, as a token put into a signature, and as a stamped signature.
pub(crate) fn time_stamp(octets: &[u8]) -> String {
    let signed = signed();
    let answer = query(signed).token(octets).map(drop);
    let token = stamp::token(octets).map(|token| token.is_some());
    let attached = stamp::attach(signed, octets).map(|stamped| {
        let evidence = Evidence::default();
        let anchors = &gost().anchors;
        let report = verify_with(&stamped, Some(CONTENT), anchors, &policy(), now(), &evidence);
        checks(&report)
    });
    format!("{answer:?} {token:?} {attached:?}")
}

/// One signature, made once.
fn signed() -> &'static [u8] {
    static SIGNED: OnceLock<Vec<u8>> = OnceLock::new();
    SIGNED.get_or_init(|| person(gost()).sign(CONTENT, false))
}

fn query(signed: &[u8]) -> stamp::Query {
    stamp::Query::new(signed, &[0x41, 2, 3, 4, 5, 6, 7, 8]).unwrap()
}

fn service(service: Service) -> &'static Appointed {
    static SERVICES: [OnceLock<Appointed>; 2] = [OnceLock::new(), OnceLock::new()];
    let place = usize::from(service == Service::Responder);
    SERVICES[place].get_or_init(|| {
        gost().nca.appoint(service, "СЫНАҚ ҚЫЗМЕТІ", people::year(), &Seeded::new(70)).unwrap()
    })
}

fn stamps() -> Vec<Vec<u8>> {
    let authority = service(Service::StampAuthority);
    let answer = authority.stamp(query(signed()).der(), now(), &Seeded::new(71)).unwrap();
    let token = stamp::token_of(&answer).unwrap();
    let stamped = stamp::attach(signed(), &token).unwrap();
    vec![answer, token, stamped, issue::stamp_refusal()]
}

/// Lists of revoked certificates, also looked up in.
pub(crate) fn list(octets: &[u8]) -> String {
    let issuer = gost().nca.certificate();
    let read = Crl::read(octets);
    let asked = Asked { now: now(), about: now() };
    let found = read.map(|list| {
        let list = [Arc::new(list)];
        crl::look_up(&list, &person(gost()).certificate, issuer, asked)
    });
    kind(found)
}

fn lists() -> Vec<Vec<u8>> {
    let (from, until) = people::year();
    let entry = |n: u8| issue::Revoked {
        serial: vec![n + 1; 20],
        at: from,
        reason: [None, Reason::of(n)][usize::from(n) % 2],
    };
    let revoked: Vec<_> = (0..20).map(entry).collect();
    let base = issue::List { number: 7, base: None, updates: (from, until), revoked: &revoked };
    let delta =
        issue::List { number: 8, base: Some(7), updates: (from, until), revoked: &revoked[..1] };
    [base, delta].iter().map(|list| gost().nca.list(list, &Seeded::new(72)).unwrap()).collect()
}

pub(crate) fn ocsp_answer(octets: &[u8]) -> String {
    let asked = Asked { now: now(), about: now() };
    let (certificate, issuer) = (&person(gost()).certificate, gost().nca.certificate());
    // What is asked of us is read too, in the demonstration.
    let heard = issue::Asked::read(octets).map(drop);
    kind((heard, ocsp::judge(octets, certificate, issuer, Some(&NONCE), asked)))
}

/// The nonce that was sent.
const NONCE: [u8; 32] = [7; 32];

fn ocsp_answers() -> Vec<Vec<u8>> {
    let issuer = gost().nca.certificate();
    let question = ocsp::Question::new(&person(gost()).certificate, issuer, &NONCE).unwrap();
    let answer = |status: Revocation, by_key: bool| {
        let reply = issue::Reply {
            status,
            this_update: now(),
            produced_at: None,
            next_update: by_key.then(now),
            nonce: true,
            by_key,
        };
        let asked = issue::Asked::read(question.der()).unwrap();
        service(Service::Responder).answer(&asked, &reply, &Seeded::new(73)).unwrap()
    };
    let revoked = Revocation::Revoked { at: now(), reason: Some(Reason::KeyCompromise) };
    vec![
        answer(Revocation::Good, false),
        answer(revoked, true),
        issue::refusal(3),
        question.der().to_vec(),
    ]
}

pub(crate) fn key_file(octets: &[u8]) -> String {
    kind(KeyFile::open(octets, PASSWORD).map(drop))
}

fn key_files() -> Vec<Vec<u8>> {
    [person(gost()), person(rsa())]
        .map(|one| {
            let random = Seeded::new(7);
            pkcs12::build(&one.key, one.certificate.der(), PASSWORD, &random).unwrap()
        })
        .to_vec()
}

pub(crate) fn private_key(octets: &[u8]) -> String {
    kind(PrivateKey::from_pkcs8(octets).map(|key| key.public().is_ok()))
}

fn private_keys() -> Vec<Vec<u8>> {
    [gost(), rsa()].map(|house| person(house).key.to_pkcs8().to_vec()).to_vec()
}

pub(crate) fn public_key(octets: &[u8]) -> String {
    kind(PublicKey::from_spki(octets).map(|key| key.verify(CONTENT, octets)))
}

fn public_keys() -> Vec<Vec<u8>> {
    [gost(), rsa()].map(|house| person(house).key.public().unwrap().to_spki()).to_vec()
}

pub(crate) fn package(octets: &[u8]) -> String {
    let judgement = evidence::judge(octets, &gost().anchors, now());
    judgement.lines.iter().map(|line| format!("{:?} ", line.finding)).collect()
}

fn packages() -> Vec<Vec<u8>> {
    [packer::of_gost(), packer::of_rsa()].map(|package| package.write().unwrap()).to_vec()
}

/// One part of a good package changed, and the package written anew around it, so that it is looked
/// at: the first octet says which part.
pub(crate) fn package_part(octets: &[u8]) -> String {
    let Some((which, part)) = octets.split_first() else { return String::new() };
    let mut changed = packer::of_gost().clone();
    let part = part.to_vec();
    match which % 6 {
        0 => changed.document = part,
        1 => changed.signature = part,
        2 => changed.stamp = Some(part),
        3 => changed.chain = vec![part],
        4 => changed.ocsp = vec![part],
        _ => changed.crls = vec![part],
    }
    match changed.write() {
        Ok(written) => package(&written),
        Err(flaw) => kind(flaw),
    }
}

fn package_parts() -> Vec<Vec<u8>> {
    let good = packer::of_gost();
    let parts = [
        &good.document,
        &good.signature,
        good.stamp.as_ref().unwrap(),
        &good.chain[0],
        &good.ocsp[0],
        &lists()[0],
    ];
    (0_u8..).zip(parts).map(|(which, part)| [&[which][..], part].concat()).collect()
}

pub(crate) fn armour(octets: &[u8]) -> String {
    let inside = unarmour(octets);
    let bare = inside.as_ref() == octets;
    kind((bare, inside.len().checked_ilog2()))
}

fn armoured() -> Vec<Vec<u8>> {
    let lines = base64_lines(&person(gost()).sign(CONTENT, false));
    let pem = format!("-----BEGIN CMS-----\r\n{lines}-----END CMS-----\r\n");
    vec![lines.into_bytes(), pem.into_bytes()]
}

fn base64_lines(octets: &[u8]) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let text = STANDARD.encode(octets);
    text.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line) + "\n").collect()
}

/// Flow files: what is written for the headless console.
pub(crate) fn flow_file(octets: &[u8]) -> String {
    let text = String::from_utf8_lossy(octets);
    match flow::parse("fuzzed.flow", &text) {
        Ok(_) => "a flow".to_owned(),
        Err(mistakes) => first(&mistakes, |mistake| mistake.wrong.to_string()),
    }
}

fn flow_files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = [folder.join("assets/flows"), folder.join("../../assets/flows")];
    let found = folder.into_iter().find_map(|folder| std::fs::read_dir(folder).ok()).unwrap();
    let mut files: Vec<_> = found.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "flow"));
    files.sort();
    files.into_iter().map(|file| std::fs::read(file).unwrap()).collect()
}

pub(crate) fn configuration(octets: &[u8]) -> String {
    let text = String::from_utf8_lossy(octets);
    let file = Some((Path::new("kezekte.toml"), text.as_ref()));
    let sources = config::Sources { flags: Vec::new(), variable: &|_| None, file };
    match config::read(&sources) {
        Ok(settings) => kind(config::show(&settings).len().checked_ilog2()),
        Err(mistakes) => first(&mistakes, |mistake| mistake.wrong.to_string()),
    }
}

fn configurations() -> Vec<Vec<u8>> {
    // The sample has every key behind a comment sign.
    let sample = config::sample();
    let said: String = sample
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line).to_owned() + "\n")
        .collect();
    vec![sample.into_bytes(), said.into_bytes()]
}

/// Two texts, one after a NUL.
pub(crate) fn agreement(octets: &[u8]) -> String {
    let text = String::from_utf8_lossy(octets);
    let (kk, ru) = text.split_once('\0').unwrap_or((&text, &text));
    kind(Agreement::parse(kk, ru).map(|agreement| agreement.blocks().len()))
}

fn agreements() -> Vec<Vec<u8>> {
    let agreement = Agreement::embedded();
    vec![[agreement.kk(), agreement.ru()].join("\0").into_bytes()]
}

/// What is signed, the challenge that is signed to enter, and the pages they are shown on.
pub(crate) fn documents(octets: &[u8]) -> String {
    let pages = document::pages(octets, 40, 10).len();
    let (form, asked) = (document::parse(octets).map(drop), challenge::parse(octets).map(drop));
    kind((form, asked, pages.checked_ilog2()))
}

fn document_files() -> Vec<Vec<u8>> {
    let both =
        |text: &'static str| Bilingual { kk: SafeText::from(text), ru: SafeText::from(text) };
    let fields = DocumentFields {
        request: "2026-000123".into(),
        nonce: "0123456789abcdef".repeat(4).into(),
        requested_at: now(),
        terminal: Terminal { name: "KIOSK-12".into(), place: both("Алматы, №1") },
        number: Number::parse("000101190001").unwrap(),
        agreement: Agreement::embedded().version().clone(),
    };
    vec![document::render(Agreement::embedded(), &fields).unwrap()]
}

//! Shapes that other producers write and that are accepted (eds.md §4.1).

use kezekte::{
    domain::{Role, Verdict},
    eds::{Acceptance, Policy, algorithm::suite::GOST_512, claimed_time, unarmour, verify},
};

use super::{
    people::{House, Person, gost, now, rsa, subject},
    tree::{ALGORITHM, ATTRIBUTES, BINDING, Node, signature_of},
};

#[track_caller]
fn accepted(house: &House, person: &Person, change: impl FnOnce(&mut Node)) {
    let mut signature = signature_of(person, b"text");
    change(&mut signature);
    signature.at(ATTRIBUTES).children.sort_by_key(Node::der);
    signature.sign_again(&person.key);
    let policy = Policy::Acceptance(Acceptance::default());
    let report = verify(&signature.der(), None, &house.anchors, &policy, now());
    assert_eq!(report.verdict, Verdict::Valid);
}

#[test]
fn a_binding_that_says_more() {
    let person = gost().person(&subject(Role::Person), 71);
    let mut certificate = Node::parse(person.certificate.der());
    let streebog = Node::constructed(
        0x30,
        [Node::parse(&hex::decode("06082a830e030a010303").unwrap()), Node::primitive(5, &[])],
    );
    let issuer = Node::constructed(0xa4, [certificate.at(&[0, 3]).clone()]);
    let serial = certificate.at(&[0, 1]).clone();
    let issuer_serial = Node::constructed(0x30, [Node::constructed(0x30, [issuer]), serial]);
    accepted(gost(), &person, |signature| {
        let identifier = signature.at(ATTRIBUTES).at(&[BINDING, 1, 0, 0, 0]);
        let hash = Node::primitive(4, &GOST_512.hash(person.certificate.der()));
        identifier.children = vec![streebog, hash, issuer_serial];
    });
}

#[test]
fn attributes_nobody_knows_are_signed_and_let_be() {
    let person = gost().person(&subject(Role::Person), 72);
    let attribute = "300f06032a030431083006020107020108";
    accepted(gost(), &person, |signature| {
        let attribute = Node::parse(&hex::decode(attribute).unwrap());
        signature.at(ATTRIBUTES).children.push(attribute);
    });
}

#[test]
fn rsa_named_by_its_key_algorithm() {
    let person = rsa().person(&subject(Role::Person), 73);
    accepted(rsa(), &person, |signature| {
        let rsa_encryption = hex::decode("2a864886f70d010101").unwrap();
        signature.at(ALGORITHM).children[0].value = rsa_encryption;
    });
}

#[test]
fn the_claimed_time_is_read_without_judging() {
    let signature = gost().person(&subject(Role::Person), 74).sign(b"text", true);
    assert_eq!(claimed_time(&signature), Some(now()));
    assert_eq!(claimed_time(b"?"), None);
    use base64::Engine as _;
    let wrapped = base64::engine::general_purpose::STANDARD.encode(&signature);
    assert_eq!(claimed_time(&unarmour(wrapped.as_bytes())), Some(now()));
}

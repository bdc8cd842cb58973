//! Whatever stands in 64 KiB, no reader panics, takes long or takes much memory (promise P16).
//!
//! Real material and our own, changed at random, and inputs made to cost as much as they can. The
//! time limit is that of a release build; the memory is the whole process's, so these cases run in a
//! process of their own. `KEZEKTE_CASES` says how many changed inputs are tried, `KEZEKTE_SEED`
//! which; a failure names both.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use kezekte::{
    document,
    domain::Role,
    eds::{
        Acceptance, Anchors, Certificate, KeyFile, Policy,
        algorithm::{PrivateKey, PublicKey},
        claimed_time, examine, pkcs12, unarmour, verify,
    },
};
use sha2::{Digest, Sha256};

use super::{
    people::{Seeded, gost, now, rsa, subject},
    tree::{CERTIFICATES, Node, recertify, signature_of},
};
use crate::{cases::cases, eds_algorithm::envelope, material::material};

/// The largest input the promise speaks of.
const LARGEST: usize = 64 * 1024;
/// The longest any reader may take: a debug build is given more.
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 250 });
/// The most memory that all of it together may add, in KiB.
const MEMORY: u64 = 64 * 1024;
/// Tells the test that it is alone in its process.
const ALONE: &str = "KEZEKTE_ALONE";
const PASSWORD: &str = "Qwerty12";

/// A stream of octets from a seed.
struct Dice {
    seed: u64,
    rolled: u64,
}

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.rolled += 1;
        let hash = Sha256::digest([self.seed.to_be_bytes(), self.rolled.to_be_bytes()].concat());
        (u64::from_be_bytes(hash[..8].try_into().unwrap()) % most.max(1) as u64) as usize
    }

    /// One to four changes: an octet, a cut, a repetition, an odd tag or length, a piece of another.
    fn change(&mut self, octets: &[u8], other: &[u8]) -> Vec<u8> {
        let mut changed = octets.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(changed.len());
            let to = (at + self.below(64)).min(changed.len());
            match self.below(6) {
                0 => changed.truncate(at),
                1 => drop(changed.drain(at..to)),
                2 => {
                    let piece = changed[at..to].repeat(1 + self.below(200));
                    changed.splice(at..at, piece);
                }
                3 => {
                    let from = self.below(other.len());
                    let until = (from + self.below(2_000)).min(other.len());
                    changed.splice(at..to, other[from..until].iter().copied());
                }
                4 if at < changed.len() => {
                    let odd = [0, 0x1f, 0x24, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff];
                    changed[at] = odd[self.below(odd.len())];
                }
                _ if at < changed.len() => changed[at] ^= 1 << self.below(8),
                _ => (),
            }
        }
        changed.truncate(LARGEST);
        changed
    }
}

/// Our own material, and НУЦ РК's where it is at hand.
fn corpus() -> Vec<Vec<u8>> {
    let mut corpus = Vec::new();
    for house in [gost(), rsa()] {
        let person = house.person(&subject(Role::Head), 401);
        let random = Seeded::new(402);
        corpus.push(person.sign(b"text", true));
        corpus.push(signature_of(&person, b"text").ber(4));
        corpus.push(person.certificate.der().to_vec());
        corpus.push(person.key.public().unwrap().to_spki());
        corpus.push(person.key.to_pkcs8().to_vec());
        let file = pkcs12::build(&person.key, person.certificate.der(), PASSWORD, &random);
        corpus.push(file.unwrap());
    }
    if let Some(pki) = material("bounds of readers on real material") {
        for folder in ["cms", "p12", "ca_test", "ca_prod", "ocsp"] {
            let mut paths: Vec<_> =
                std::fs::read_dir(pki.join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
            paths.sort();
            corpus.extend(paths.iter().map(|path| std::fs::read(path).unwrap()));
        }
    }
    corpus
}

/// DER of an element of any length.
fn element(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = match length {
        0..=0x7f => vec![tag, length as u8],
        0x80..=0xffff => vec![tag, 0x82, (length >> 8) as u8, length as u8],
        _ => vec![tag, 0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8],
    };
    [&head[..], body].concat()
}

/// Distinct elements in falling order: the most work for whoever sorts them.
fn falling(count: u16, of: impl Fn(u16) -> Vec<u8>) -> Vec<u8> {
    (0..count).rev().flat_map(of).collect()
}

/// Inputs made to cost as much as they can.
fn costly() -> Vec<Vec<u8>> {
    let attribute = |n: u16| {
        element(0x30, &[element(6, &[0x55, 4, 3]), element(12, &n.to_be_bytes())].concat())
    };
    let (person, nca) = (gost().person(&subject(Role::Person), 403), gost().nca.key());
    // A certificate of 16 KiB whose name is one long set; four of them in one signature.
    let wide = recertify(person.certificate.der(), nca, |signed| {
        let set = element(0x31, &falling(1_100, attribute));
        signed.children[5] = Node::raw(&element(0x30, &set));
    });
    let extended = recertify(person.certificate.der(), nca, |signed| {
        let extension = |n: u16| {
            let [high, low] = [(n >> 7) as u8 | 0x80, n as u8 & 0x7f];
            element(0x30, &[element(6, &[0x2a, high, low]), element(4, &[])].concat())
        };
        signed.children[7] = Node::raw(&element(0xa3, &element(0x30, &falling(1_300, extension))));
    });
    let mut costly = Vec::new();
    for certificate in [&wide, &extended] {
        assert!((12_000..16 * 1024).contains(&certificate.len()), "{}", certificate.len());
        costly.push(certificate.clone());
        let mut signature = signature_of(&person, b"text");
        signature.at(CERTIFICATES).children = vec![Node::raw(certificate); 4];
        costly.push(signature.der());
    }
    // A key with thousands of attributes, alone and in a key file whose integrity fits.
    let key = person.key.to_pkcs8();
    let mut key = Node::parse(&key);
    let octets = |n: u16| element(4, &n.to_be_bytes());
    key.children.push(Node::raw(&element(0xa0, &falling(15_000, octets))));
    costly.push(key.der());
    // A key file with a certificate of 60 KB, in one long set.
    let set = element(0x31, &falling(4_000, attribute));
    let certificate = recertify(person.certificate.der(), nca, |signed| {
        signed.children[5] = Node::raw(&element(0x30, &set));
    });
    costly.extend(key_file_with(&person.key, &certificate));
    // Nesting, splitting, and lengths that promise more than there is.
    costly.push([0x30, 0x80].repeat(LARGEST / 2));
    costly.push([0x24, 0x80].repeat(LARGEST / 2));
    costly.push([&[0x30, 0x80].repeat(16)[..], &[4, 0].repeat(30_000)].concat());
    costly.push([&[0x24, 0x80].repeat(16)[..], &[4, 1, 7].repeat(20_000)].concat());
    costly.push([&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], &[0; 60_000]].concat());
    costly.push(vec![b'A'; LARGEST]);
    costly.push(vec![b'-'; LARGEST]);
    costly.push("-----BEGIN CERTIFICATE-----".repeat(2_400).into_bytes());
    costly.push(trust_of_one_name());
    // The most iterations that are still accepted.
    costly.push(envelope::file(&[0x30, 0], &[0; 20], &1_000_000_u32.to_be_bytes()[1..]));
    costly
}

/// A key file that opens as far as its certificate.
fn key_file_with(key: &PrivateKey, certificate: &[u8]) -> Option<Vec<u8>> {
    let whole =
        pkcs12::build(key, gost_certificate(key).der(), PASSWORD, &Seeded::new(404)).ok()?;
    // Its first ContentInfo holds the key; the certificate goes beside it, not encrypted.
    let start = whole.windows(4).position(|four| four == [0x30, 0x80, 0x30, 0x80])? + 2;
    let second = [0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 6];
    let end = whole.windows(13).position(|window| window == second)?;
    let oid = |last: &[u8]| element(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1], last].concat());
    let wrapped = element(0xa0, &element(4, certificate));
    let value = element(0x30, &[oid(&[9, 22, 1]), wrapped].concat());
    let bag = element(0x30, &[oid(&[12, 10, 1, 3]), element(0xa0, &value)].concat());
    let bags = element(0x30, &bag);
    let data = element(0xa0, &element(4, &bags));
    let info = element(0x30, &[oid(&[7, 1]), data].concat());
    let safe = element(0x30, &[&whole[start..end], &info].concat());
    let mac_data = envelope::file(&safe, &envelope::integrity(&safe), &[]);
    Some(mac_data)
}

fn gost_certificate(key: &PrivateKey) -> Certificate {
    let spki = key.public().unwrap().to_spki();
    let der = gost().nca.certify(&subject(Role::Person), &spki, &Seeded::new(405)).unwrap();
    Certificate::from_der(&der).unwrap()
}

/// Half the authorities are of the name by which the others say they were issued, and none of them
/// issued any: each is tried under each.
fn trust_of_one_name() -> Vec<u8> {
    use base64::Engine as _;
    let (root, nca) = (&gost().root, &gost().nca);
    let mut pem = String::new();
    for n in 0..45_u8 {
        for (from, key) in [(root, root.key()), (nca, nca.key())] {
            let der = recertify(from.certificate().der(), key, |signed| {
                signed.children[1].value = vec![0x40, n];
            });
            let text = base64::engine::general_purpose::STANDARD.encode(der);
            let lines: Vec<_> =
                text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
            let text = lines.join("\n");
            let block = format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n");
            if pem.len() + block.len() <= LARGEST {
                pem.push_str(&block);
            }
        }
    }
    pem.into_bytes()
}

/// Lets every reader read; answers what took longest, and how long.
fn read_by_all(octets: &[u8]) -> (&'static str, Duration) {
    let mut longest = ("", Duration::ZERO);
    let mut timed = |name, read: &dyn Fn()| {
        let start = Instant::now();
        read();
        longest = std::cmp::max_by_key(longest, (name, start.elapsed()), |(_, took)| *took);
    };
    let policy = Policy::Acceptance(Acceptance::default());
    timed("verify", &|| {
        drop(verify(octets, Some(b"text"), &gost().anchors, &policy, now()));
    });
    timed("certificate", &|| {
        if let Ok(certificate) = Certificate::from_der(octets) {
            drop(examine(&certificate, &gost().anchors, &policy, now()));
        }
    });
    timed("anchors", &|| drop(Anchors::from_certificates([octets.to_vec()])));
    timed("key file", &|| drop(KeyFile::open(octets, PASSWORD)));
    timed("private key", &|| drop(PrivateKey::from_pkcs8(octets)));
    timed("public key", &|| drop(PublicKey::from_spki(octets)));
    timed("armour", &|| {
        let _ = claimed_time(&unarmour(octets));
    });
    timed("document", &|| drop(document::parse(octets)));
    timed("pages", &|| drop(document::pages(octets, 80, 20)));
    longest
}

/// The most memory this process has had, in KiB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn seed() -> u64 {
    let fixed = std::env::var("KEZEKTE_SEED").ok().map(|seed| seed.parse().unwrap());
    fixed.unwrap_or(20_261_122)
}

#[test]
fn no_input_takes_long_or_much() {
    if std::env::var_os(ALONE).is_none() {
        let own = "eds::bounds::no_input_takes_long_or_much";
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", own, "--nocapture", "--test-threads=1"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains("1 passed"), "{said}");
        return;
    }
    let (costly, corpus, seed) = (costly(), corpus(), seed());
    gost().person(&subject(Role::Person), 406).sign(b"", true); // makes the tables
    let before = peak();
    let mut slowest = ("", Duration::ZERO);
    let mut read = |name: &str, octets: &[u8]| {
        let (reader, took) = read_by_all(octets);
        assert!(took < LIMIT, "{name}: {reader} took {took:?}");
        slowest = std::cmp::max_by_key(slowest, (reader, took), |(_, took)| *took);
    };
    for (n, octets) in costly.iter().enumerate() {
        assert!(octets.len() <= LARGEST + 300, "{n}");
        read(&format!("costly input {n}"), octets);
    }
    for n in 0..u64::from(cases(150)) {
        let mut dice = Dice { seed, rolled: n << 16 };
        let (one, other) = (dice.below(corpus.len()), dice.below(corpus.len()));
        let changed = dice.change(&corpus[one], &corpus[other]);
        let name = format!("KEZEKTE_SEED={seed}, case {n}");
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            read(&name, &changed);
        }));
        assert!(panicked.is_ok(), "{name}");
    }
    println!("slowest: {} in {:?}", slowest.0, slowest.1);
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("memory: {} KiB more", after - before);
        assert!(after - before < MEMORY, "{} KiB", after - before);
    }
}

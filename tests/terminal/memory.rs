//! P18: what a citizen typed and what the key file held are gone from the kiosk's memory when they
//! are no longer needed. Read from outside, by the process's own pages.

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    time::Duration,
};

use crypto_bigint::{NonZero, U512, U1024};
use kezekte::{
    domain::OsRandom,
    eds::{algorithm::PrivateKey, pkcs12},
    portal::Story,
};

use super::pty::Pty;
use crate::{
    material::{not_run, ran},
    portal::world::World,
};

const PASSWORD: &str = "Qz7-Жаңа_wP3k-9";
const WRONG: &str = "Hx4-Басқа_vN8d-2";
/// The longest a wrong password may be worked on.
const AT_ONCE: Duration = Duration::from_secs(3);

/// A value, in the forms it can lie about in.
struct Sought {
    what: String,
    octets: Vec<u8>,
}

fn password(name: &str, text: &str) -> Vec<Sought> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let forms: [(&str, Vec<u8>); 4] = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16, big-endian", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        ("UTF-16, little-endian", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        ("characters", text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
    ];
    let sought = |(form, octets)| Sought { what: format!("{name} in {form}"), octets };
    forms.into_iter().map(sought).collect()
}

/// d as it stands in the file, as a number of either order, and as d·2^512 mod q, which is how the
/// arithmetic holds it. Half of it is enough to find: 32 octets are never there by chance, and less
/// than a whole may have been written over.
fn scalar(key: &PrivateKey) -> Vec<Sought> {
    let PrivateKey::Gost512(key) = key else { panic!("a GOST key") };
    let d = *key.to_octets();
    let mut order = hex::decode(ORDER).unwrap();
    order.reverse();
    let order = U512::from_le_slice(&order);
    let wide: NonZero<U1024> = NonZero::new(order.resize()).unwrap();
    let shifted: U1024 = U512::from_le_slice(&d).resize::<{ U1024::LIMBS }>().wrapping_shl(512);
    let form = shifted.rem(&wide).to_le_bytes();
    let mut sought = Vec::new();
    for (what, octets) in [("d", &d[..]), ("d in Montgomery's form", &form.as_ref()[..64])] {
        let mut reversed = octets.to_vec();
        reversed.reverse();
        for (order, octets) in [("little-endian", octets.to_vec()), ("big-endian", reversed)] {
            for (half, octets) in [("first", &octets[..32]), ("second", &octets[32..])] {
                let what = format!("{what}, {order}, {half} half");
                sought.push(Sought { what, octets: octets.to_vec() });
            }
        }
    }
    sought
}

const ORDER: &str = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
                     27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275";

/// Where in the process's writable memory the sought values stand; nothing where the process may
/// not be read.
fn found(process: u32, sought: &[Sought]) -> Option<Vec<String>> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut memory = File::open(format!("/proc/{process}/mem")).ok()?;
    let mut met = Vec::new();
    let mut read = 0_u64;
    for line in maps.lines() {
        let mut fields = line.split_whitespace();
        let (Some(range), Some(rights)) = (fields.next(), fields.next()) else { continue };
        if !rights.starts_with("rw") {
            continue;
        }
        let name = fields.nth(3).unwrap_or("anonymous");
        let (start, end) = range.split_once('-')?;
        let start = u64::from_str_radix(start, 16).unwrap();
        let length = u64::from_str_radix(end, 16).unwrap() - start;
        let mut octets = vec![0; usize::try_from(length).unwrap()];
        memory.seek(SeekFrom::Start(start)).ok()?;
        if memory.read_exact(&mut octets).is_err() {
            continue; // A guard page, or memory given back since the list was read.
        }
        read += length;
        for (place, what) in places(&octets, sought) {
            met.push(format!("{what} at {:#x} in {name}", start + place as u64));
        }
    }
    assert!(read > 1024 * 1024, "{read} octets of memory are no kiosk");
    Some(met)
}

/// Where any of the values stands. Most pages are zeros and are passed over, and a value is looked
/// for by its first octet that is none.
fn places<'a>(octets: &[u8], sought: &'a [Sought]) -> Vec<(usize, &'a str)> {
    const PAGE: [u8; 4096] = [0; 4096];
    let anchor = |value: &Sought| value.octets.iter().position(|octet| *octet != 0).unwrap();
    let mut by_octet = vec![Vec::new(); 256];
    for value in sought {
        by_octet[usize::from(value.octets[anchor(value)])].push((anchor(value), value));
    }
    let mut places = Vec::new();
    for (number, page) in octets.chunks(PAGE.len()).enumerate() {
        if *page == PAGE[..page.len()] {
            continue;
        }
        for (within, octet) in page.iter().enumerate() {
            for (anchor, value) in &by_octet[usize::from(*octet)] {
                let Some(at) = (number * PAGE.len() + within).checked_sub(*anchor) else {
                    continue;
                };
                if octets[at..].starts_with(&value.octets) {
                    places.push((at, value.what.as_str()));
                }
            }
        }
    }
    places
}

/// What the process has computed so far, in steps of 10 ms: on a loaded machine the clock tells of
/// the others.
fn computed(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    Duration::from_millis(ticks.map(|ticks| ticks.parse::<u64>().unwrap() * 10).sum())
}

/// Types one letter after another, each after the one before is on the screen, as a person does.
fn type_covered(kiosk: &mut Pty, text: &str) {
    for (i, c) in text.chars().enumerate() {
        let dots = "•".repeat(i + 1);
        kiosk.send(&c.to_string()).see(&dots);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_and_the_key_do_not_stay_in_memory() {
    let what = "the kiosk's memory, read from outside";
    let world = World::new().await;
    let person = world.person(Story::Joined);
    let bag = pkcs12::open(&fs::read(&person.file).unwrap(), &person.password).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("k.p12");
    let octets = pkcs12::build(&bag.key, &bag.certificate, PASSWORD, &OsRandom).unwrap();
    fs::write(&file, octets).unwrap();
    let (home, trust) = (folder.path().join("home"), world.keys().join("trust"));
    fs::create_dir(&home).unwrap();
    let variables = [("HOME", home.to_str().unwrap()), ("KEZEKTE_DATA", home.to_str().unwrap())];
    let portal = world.portal.url();
    let args = [
        "kiosk",
        "--lang",
        "ru",
        "--no-clock",
        "--portal",
        &portal,
        "--trust",
        trust.to_str().unwrap(),
    ];
    let mut kiosk = Pty::kezekte(&args, &variables, (100, 30));

    kiosk.see("Зарегистрироваться").send("2").see("Введите ИИН");
    for digit in person.number.digits().chars() {
        kiosk.send(&digit.to_string());
    }
    kiosk.send("\r").see("Как вы подпишете").send("\r").see("Файлы ключей не найдены");
    for c in file.to_str().unwrap().chars() {
        kiosk.send(&c.to_string());
    }
    kiosk.see("k.p12").send("\t");

    // While it is typed it is there: this is how one knows that the search finds it.
    type_covered(&mut kiosk, WRONG);
    let process = kiosk.id();
    let Some(typed) = found(process, &password("the wrong password", WRONG)) else {
        return not_run(what, "a process may not read its child's memory here");
    };
    ran(what);
    assert!(!typed.is_empty(), "the search does not find what is there");
    let before = computed(process);
    kiosk.send("\r").see("Неверный пароль");
    assert!(computed(process) - before < AT_ONCE);
    assert_nothing(process, "after a wrong password", &password("the wrong password", WRONG));

    type_covered(&mut kiosk, PASSWORD);
    kiosk.send("\r").see("Владелец");
    let mut sought = password("the password", PASSWORD);
    sought.extend(password("the wrong password", WRONG));
    assert_nothing(process, "with the key open", &sought);
    let key = scalar(&bag.key);
    let held = found(process, &key).unwrap();
    assert_eq!(held.len(), 2, "an open key lies in one place, its halves side by side: {held:#?}");

    kiosk.send("\r").see("Код проверки").send("\r").see("Баланс");
    // Home, where the visit ends.
    sought.extend(key);
    kiosk.send("\x1b").see("Зарегистрироваться");
    assert_nothing(process, "after the visit", &sought);
    kiosk.send("\x11");
    assert!(kiosk.end().success());
}

fn assert_nothing(process: u32, when: &str, sought: &[Sought]) {
    let met = found(process, sought).unwrap();
    assert!(met.is_empty(), "{when}: {met:#?}");
}

//! P13: whoever knows a number and nothing else changes nothing of its owner's account.
//! `KEZEKTE_STRANGERS` says how many failures (60 when absent).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kezekte::{
    api::{ProblemCode, Standing},
    document::{self, challenge},
    domain::{Agreement, OsRandom},
    eds::{self, KeyFile},
    portal::{Person, Story},
};
use sqlx::{Connection as _, Row as _, SqliteConnection, ValueRef as _};

use super::world::{World, fresh, refused};

/// The account's row as the database holds it, octet for octet.
async fn row(world: &World, digits: &str) -> Vec<Option<Vec<u8>>> {
    let mut database = SqliteConnection::connect(&world.database).await.unwrap();
    let row = sqlx::query("SELECT * FROM accounts WHERE digits = $1").bind(digits.to_owned());
    let row = row.fetch_one(&mut database).await.unwrap();
    let octets = |at: usize| {
        let raw = row.try_get_raw(at).unwrap();
        if raw.is_null() {
            return None;
        }
        let text = row.try_get_unchecked::<String, _>(at).map(String::into_bytes);
        Some(text.unwrap_or_else(|_| {
            row.try_get_unchecked::<i64, _>(at).unwrap().to_be_bytes().to_vec()
        }))
    };
    (0..row.columns().len()).map(octets).collect()
}

/// What strangers hand in: for a sign-in and for an acceptance.
type Pair = (String, String);

fn sign(bytes: &[u8], key: &KeyFile, world: &World) -> String {
    STANDARD.encode(eds::sign(bytes, key, false, world.clock_now(), &OsRandom).unwrap())
}

/// The keys of everybody else that make good signatures, GOST and RSA: each opened once.
fn strange_keys(world: &World, owner: &Person) -> Vec<KeyFile> {
    let people = world.people.people.iter();
    let stories = [Story::Gost, Story::Rsa, Story::WrongPerson, Story::Stopped];
    let others = people.filter(|it| stories.contains(&it.story) && it.number != owner.number);
    let open = |person: &Person| {
        let file = std::fs::read(&person.file).unwrap();
        KeyFile::open(&file, &person.password).unwrap()
    };
    others.map(open).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_of_strangers_touch_nobody() {
    let failures = std::env::var("KEZEKTE_STRANGERS").map_or(60, |text| text.parse().unwrap());
    let world = World::new().await;
    let owner = world.person(Story::Joined);
    let keys = strange_keys(&world, &owner);
    assert!(keys.len() >= 4, "{}", keys.len());
    // What the owner signed once and somebody has seen: for another challenge, another request.
    let overheard: Pair = (
        world.sign_challenge(&world.challenge(&owner).await, &owner),
        world.sign(&world.request(&owner).await, &owner),
    );
    let before = row(&world, owner.number.digits()).await;
    assert!(before.len() > 10);
    let rubbish = STANDARD.encode([0x30; 700]);
    let rubbish: Pair = (rubbish.clone(), rubbish);
    let (mut done, mut signed, mut foreign) = (0_usize, 0_usize, keys.iter().cycle());
    while done < failures {
        // A fresh challenge and a fresh request, each tried until it is over. First the very octets
        // that are asked for, under the key of somebody else: all is good of it but whose it is.
        let challenged = world.challenge(&owner).await;
        let requested = world.request(&owner).await;
        let asked = challenge::render(&challenged.challenge).unwrap();
        let text = document::render(Agreement::embedded(), &requested.document).unwrap();
        let mut sign_both = || {
            let key = foreign.next().unwrap();
            (sign(&asked, key, &world), sign(&text, key, &world))
        };
        let attacks = [sign_both(), sign_both(), overheard.clone()];
        for turn in 0..10 {
            let (proof, cms) = attacks.get(turn).unwrap_or(&rubbish);
            let one = refused(world.post_session(&challenged, &fresh(), proof).await).await;
            let other = refused(world.put(&requested, &fresh(), cms).await).await;
            for problem in [one, other] {
                assert_eq!(problem.code, ProblemCode::SignatureRefused, "turn {turn}");
            }
            done += 2;
            signed += if turn < attacks.len() { 2 } else { 0 };
        }
        if done.is_multiple_of(10_000) {
            println!("{done} failures, {signed} of them with good signatures");
        }
    }
    assert_eq!(row(&world, owner.number.digits()).await, before);
    let signed_in = world.sign_in(&owner).await;
    assert_eq!(signed_in.standing, Standing::Active, "at the first try");
    world.books_are_whole().await;
}

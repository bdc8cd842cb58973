//! P13: whoever knows a number and nothing else changes nothing of its owner's account.
//! `KEZEKTE_STRANGERS` says how many failures (60 when absent).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kezekte::{
    api::{ProblemCode, Standing},
    portal::Story,
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

#[tokio::test(flavor = "multi_thread")]
async fn failures_of_strangers_touch_nobody() {
    let failures = std::env::var("KEZEKTE_STRANGERS").map_or(60, |text| text.parse().unwrap());
    let world = World::new().await;
    let (owner, stranger) = (world.person(Story::Joined), world.person(Story::WrongPerson));
    let before = row(&world, owner.number.digits()).await;
    assert!(before.len() > 10);
    let garbage = STANDARD.encode([0x30; 700]);
    let mut done = 0_usize;
    while done < failures {
        // A fresh challenge and a fresh request, each tried until it is over: mostly with rubbish,
        // once with a good signature of another person's key.
        let challenged = world.challenge(&owner).await;
        let requested = world.request(&owner).await;
        let signed = done.is_multiple_of(1_000).then(|| {
            (world.sign_challenge(&challenged, &stranger), world.sign(&requested, &stranger))
        });
        for turn in 0..10 {
            let (challenge, document) = match &signed {
                Some((challenge, document)) if turn == 0 => (challenge, document),
                _ => (&garbage, &garbage),
            };
            let one = refused(world.post_session(&challenged, &fresh(), challenge).await).await;
            let other = refused(world.put(&requested, &fresh(), document).await).await;
            for problem in [one, other] {
                assert_eq!(problem.code, ProblemCode::SignatureRefused);
            }
            done += 2;
        }
        if done.is_multiple_of(10_000) {
            println!("{done} failures");
        }
    }
    assert_eq!(row(&world, owner.number.digits()).await, before);
    let signed_in = world.sign_in(&owner).await;
    assert_eq!(signed_in.standing, Standing::Active, "at the first try");
    world.books_are_whole().await;
}

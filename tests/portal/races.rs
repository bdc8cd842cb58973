//! The same thing by many at once: one effect.

use std::{collections::HashSet, sync::Arc};

use futures_util::future::join_all;
use kezekte::{
    api::{AccountView, ProblemCode, Requested, Signed},
    portal::Story,
};
use reqwest::StatusCode;

use super::world::{World, fresh, ok, refused};

const MANY: usize = 64;

#[tokio::test(flavor = "multi_thread")]
async fn one_signature_handed_in_by_many_is_one_acceptance() {
    one_signature_by_many(World::new().await).await;
}

pub(super) async fn one_signature_by_many(world: World) {
    let world = Arc::new(world);
    let person = world.person(Story::Gost);
    let requested = world.request(&person).await;
    let cms = world.sign(&requested, &person);
    let puts = (0..MANY).map(|_| async {
        let key = fresh();
        world.put(&requested, &key, &cms).await
    });
    let mut accepted = Vec::new();
    for response in join_all(puts).await {
        if response.status() == StatusCode::OK {
            accepted.push(ok::<Signed>(response).await);
        } else {
            assert_eq!(refused(response).await.code, ProblemCode::NonceUsed);
        }
    }
    assert_eq!(accepted.len(), 1);
    let session = accepted.remove(0).session.unwrap();
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    assert_eq!(account.acceptances.len(), 1);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_joining_many_times_at_once_is_one_acceptance() {
    one_person_many_times(World::new().await).await;
}

pub(super) async fn one_person_many_times(world: World) {
    let person = world.person(Story::Rsa);
    let before = kezekte::portal::check(&world.database).await.unwrap().acceptances;
    let joined = join_all((0..MANY).map(|_| world.join(&person))).await;
    let new = joined.iter().filter(|signed| !signed.already_accepted).count();
    assert_eq!(new, 1);
    let ids: HashSet<_> = joined.iter().map(|signed| &signed.acceptance.id).collect();
    assert_eq!(ids.len(), 1);
    let after = kezekte::portal::check(&world.database).await.unwrap();
    assert_eq!(after.acceptances, before + 1);
    assert!(after.whole());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_sent_by_many_is_one_effect() {
    one_key_by_many(World::new().await).await;
}

pub(super) async fn one_key_by_many(world: World) {
    let person = world.person(Story::Gost);
    let (key, asked) = (fresh(), world.asked(&person));
    let replies: Vec<Requested> = join_all(
        (0..MANY).map(|_| async { ok::<Requested>(world.post(&key, &asked).await).await }),
    )
    .await;
    let ids: HashSet<_> = replies.iter().map(|reply| (&reply.id, &reply.sha256)).collect();
    assert_eq!(ids.len(), 1);
    let path = format!("acceptances/{}", replies[0].id);
    let mut held = Vec::new();
    for reply in &replies {
        if world.get(&path, reply.claim.reveal()).await.status() == StatusCode::OK {
            held.push(reply);
        }
    }
    assert_eq!(held.len(), 1, "the newest claim holds the request, the others nothing");

    let (key, cms) = (fresh(), world.sign(held[0], &person));
    let puts =
        (0..MANY).map(|_| async { ok::<Signed>(world.put(held[0], &key, &cms).await).await });
    let replies = join_all(puts).await;
    assert!(replies.iter().all(|reply| reply.acceptance == replies[0].acceptance));
    let mut open = 0;
    for reply in &replies {
        let session = reply.session.as_ref().unwrap();
        if world.get("account", session.reveal()).await.status() == StatusCode::OK {
            open += 1;
        }
    }
    assert_eq!(open, 1, "one session");
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn callers_who_hang_up_leave_nothing_open() {
    hanging_up(World::new().await).await;
}

/// Callers who are gone before they are answered: whatever was begun for them is over, and nobody
/// after them works inside it.
pub(super) async fn hanging_up(world: World) {
    use tokio::io::AsyncWriteExt as _;
    let url = world.portal.url();
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    let person = world.person(Story::Gost);
    let question = format!("GET /api/v1/status HTTP/1.1\r\nhost: {address}\r\n\r\n");
    for _ in 0..20 {
        let gone = (0..20).map(|_| async {
            let mut line = tokio::net::TcpStream::connect(address).await.unwrap();
            line.write_all(question.as_bytes()).await.unwrap();
        });
        join_all(gone).await;
        join_all((0..20).map(|_| world.request(&person))).await;
    }
}

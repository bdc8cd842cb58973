//! Signing in on a real portal: to the account, to the cause, to the agreement.

use std::time::Duration;

use kezekte::{
    api::Standing,
    app::{input::Key, screens::AnyScreen},
    domain::{Agreement, Language},
    text::phrases::{account, document, signin},
};

use super::stage::Stage;
use crate::portal::world::World;

/// From the first screen to the challenge, by the keyboard, as this person.
async fn at_challenge(world: &World, story: &str, size: (u16, u16), language: Language) -> Stage {
    let keys = world._folder.path().join("keys");
    let clock = Some(world.clock.clone());
    let mut stage = Stage::new(&world.portal.url(), &keys, clock, size, language);
    stage.be(story);
    stage.console.type_text("2");
    stage.reach("number", |s| matches!(s, AnyScreen::NumberEntry(_))).await;
    stage.console.press(Key::Enter);
    stage.console.press(Key::Enter);
    stage.reach("key file", |s| matches!(s, AnyScreen::KeyFileEntry(_))).await;
    stage.console.press(Key::Enter);
    stage.reach("certificate", |s| matches!(s, AnyScreen::Certificate(_))).await;
    stage.console.press(Key::Enter);
    stage.see(document::check_code()).await;
    assert!(stage.console.text().contains("KEZEKTE-SIGN-IN 1"), "{}", stage.console.text());
    stage
}

/// The same, and the challenge is signed.
pub(super) async fn sign_in(
    world: &World,
    story: &str,
    size: (u16, u16),
    language: Language,
) -> Stage {
    let mut stage = at_challenge(world, story, size, language).await;
    stage.console.press(Key::Enter);
    stage
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_joined_signs_in_to_the_account_and_the_receipt() {
    for (language, size) in [(Language::Kk, (80, 24)), (Language::Ru, (120, 40))] {
        let world = World::new().await;
        let mut stage = sign_in(&world, "joined", size, language).await;
        stage.see(account::last_lines()).await;
        stage.console.until("balance", |console| !console.is_waiting()).await.unwrap();
        stage.console.type_text("1");
        stage.reach("receipt", |s| matches!(s, AnyScreen::ReceiptView(_))).await;
        let signed = stage.console.model().shared.visit.signed.clone().unwrap();
        assert!(signed.already_accepted && signed.acceptance.receipt.is_some());
        world.books_are_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_citizen_sees_the_cause_with_its_clause() {
    let world = World::new().await;
    let stopped = world.people.people.iter().find(|p| p.cause.is_some()).unwrap();
    let breach = stopped.cause.as_ref().and_then(|cause| cause.breach()).cloned().unwrap();
    let mut stage = sign_in(&world, "stopped", (120, 40), Language::Kk).await;
    stage.reach("account", |s| matches!(s, AnyScreen::Account(_))).await;
    stage.see(account::clause_says(breach.label())).await;
    let clause = Agreement::embedded().find(&breach.0).unwrap().text(Language::Kk);
    let beginning: String = clause.chars().take(40).collect();
    assert!(stage.console.text().contains(&beginning), "{}", stage.console.text());
    let signed_in = stage.console.model().shared.visit.signed_in.clone().unwrap();
    assert_eq!(signed_in.standing, Standing::Blocked);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_joined_reads_the_agreement_and_signs_it_without_entering_anything_again() {
    let world = World::new().await;
    let mut stage = sign_in(&world, "gost", (100, 30), Language::Ru).await;
    stage.see(signin::title()).await;
    stage.console.press(Key::Enter);
    stage.reach("agreement", |s| matches!(s, AnyScreen::Reader(_))).await;
    stage.read();
    stage.console.press(Key::Enter);
    stage.console.type_text("12");
    stage.console.press(Key::Enter);
    stage.reach("certificate", |s| matches!(s, AnyScreen::Certificate(_))).await;
    stage.console.press(Key::Enter);
    stage.see(document::check_code()).await;
    assert!(stage.console.text().contains("KEZEKTE-ACCEPTANCE 1"), "{}", stage.console.text());
    stage.sign_and_skip_the_details().await;
    let signed = stage.console.model().shared.visit.signed.clone().unwrap();
    assert!(!signed.already_accepted);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_or_a_request_that_expired_while_it_was_read_is_asked_for_anew_and_signed() {
    let world = World::new().await;
    let mut stage = at_challenge(&world, "joined", (100, 30), Language::Kk).await;
    let first = stage.console.model().shared.visit.request.clone().unwrap();
    world.wait(Duration::from_secs(5 * 60));
    stage.console.press(Key::Enter);
    stage.see(document::made_anew()).await;
    let second = stage.console.model().shared.visit.request.clone().unwrap();
    assert_ne!(first.id(), second.id());
    stage.console.press(Key::Enter);
    stage.see(account::last_lines()).await;

    let keys = world._folder.path().join("keys");
    let clock = Some(world.clock.clone());
    let mut stage = Stage::new(&world.portal.url(), &keys, clock, (100, 30), Language::Kk);
    stage.come_to_the_document("rsa").await;
    world.wait(Duration::from_secs(15 * 60));
    stage.console.press(Key::Enter);
    stage.see(document::made_anew()).await;
    stage.sign_and_skip_the_details().await;
}

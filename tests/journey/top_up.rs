//! Topping up on a real portal: a phone reads the code off the screen and pays at a real provider, over
//! real HTTP; the balance changes on the kiosk.

use std::time::Duration;

use kezekte::{
    app::{input::Key, screens::AnyScreen},
    cli::demonstration::open_till,
    domain::Language,
    text::phrases::{account, topup},
};

use super::{sign_in::sign_in, stage::Stage};
use crate::{portal::world::World, screens::qr};

/// From the account to the code.
async fn at_payment(stage: &mut Stage) {
    stage.see(account::last_lines()).await;
    stage.console.until("account", |console| !console.is_waiting()).await.unwrap();
    stage.console.type_text("5");
    stage.reach("amount", |s| matches!(s, AnyScreen::TopUp(_))).await;
    stage.console.until("limits", |console| !console.is_waiting()).await.unwrap();
    stage.console.type_text("s");
    stage.console.press(Key::Enter);
    stage.reach("payment", |s| matches!(s, AnyScreen::Payment(_))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_pays_and_the_kiosk_shows_the_new_balance() {
    let world = World::new().await;
    let till = open_till(&world.portal, &world.keys(), world.clock.clone()).await.unwrap();
    let mut stage = sign_in(&world, "joined", (80, 24), Language::Ru).await;
    at_payment(&mut stage).await;
    stage.see(topup::waiting()).await;
    let read = qr::read(stage.console.frame());
    let [address] = read.as_slice() else { panic!("{read:?}\n{}", stage.console.text()) };
    assert!(address.starts_with(&till.url().to_uppercase()), "{address}");

    // Nothing was paid yet: the kiosk asks and goes on waiting.
    stage.console.pass(Duration::from_secs(2));
    stage.console.until("the first question", |console| !console.is_waiting()).await.unwrap();
    stage.see(topup::waiting()).await;

    let page = reqwest::get(address).await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    assert!(page.contains("5\u{a0}000,00\u{a0}₸") && page.contains("lang=kk"), "{page}");
    stage.console.pass(Duration::from_secs(2));
    stage.see(topup::done()).await;
    stage.console.until("balance", |console| !console.is_waiting()).await.unwrap();
    assert!(stage.console.text().contains("Demo Pay"), "{}", stage.console.text());
    stage.console.press(Key::Enter);
    stage.reach("account", |s| matches!(s, AnyScreen::Account(_))).await;
    stage.see(account::last_lines()).await;
    stage.console.until("lines", |console| !console.is_waiting()).await.unwrap();
    let text = stage.console.text();
    assert!(text.contains("Пополнение баланса: Demo Pay"), "{text}");
    assert!(text.contains("+5\u{a0}000,00\u{a0}₸") && !text.contains("ledger sum"), "{text}");

    // The page opened again is the same payment, not another one.
    let again = reqwest::get(address).await.unwrap();
    assert_eq!(again.status(), 200);
    world.books_are_whole().await;
    till.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_pays_from_the_kiosk_and_the_account_sees_it() {
    let world = World::new().await;
    let till = open_till(&world.portal, &world.keys(), world.clock.clone()).await.unwrap();
    let mut stage = sign_in(&world, "joined", (120, 40), Language::Kk).await;
    at_payment(&mut stage).await;
    stage.touch(topup::pay());
    stage.see(topup::done()).await;
    stage.console.until("balance", |console| !console.is_waiting()).await.unwrap();
    stage.console.press(Key::Enter);
    stage.see(account::last_lines()).await;
    stage.console.until("lines", |console| !console.is_waiting()).await.unwrap();

    // The same amount again in the same visit is another top-up; it is paid while the account is
    // shown, which sees it by itself.
    stage.console.pass(Duration::from_secs(1));
    at_payment(&mut stage).await;
    let address = qr::read(stage.console.frame()).remove(0);
    stage.console.press(Key::Esc);
    stage.see(account::last_lines()).await;
    stage.console.until("lines", |console| !console.is_waiting()).await.unwrap();
    let lines = |stage: &Stage| stage.console.text().matches("Demo Pay").count();
    assert_eq!(lines(&stage), 1, "{}", stage.console.text());
    reqwest::get(&address).await.unwrap().error_for_status().unwrap();
    stage.console.pass(Duration::from_secs(2));
    stage.console.until("both lines", |c| c.text().matches("Demo Pay").count() == 2).await.unwrap();

    // A wrong code pays nothing and says so in both languages.
    let wrong = format!("{}/pay?code=4417-99", till.url());
    let page = reqwest::get(&wrong).await.unwrap();
    assert_eq!(page.status(), 422);
    let page = page.text().await.unwrap();
    assert!(page.contains("lang=kk") && page.contains("Такого кода нет"), "{page}");
    world.books_are_whole().await;
    till.close().await;
}

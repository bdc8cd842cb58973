//! The desk from end to end over real HTTP: how many keys an agent presses besides typing, on the
//! Latin and on the Kazakh layout, and a screen that is locked and opened again.

use std::time::Duration;

use kezekte::{
    app::{input::Key, screens::AnyScreen},
    domain::{Language, Permission, StaffRole},
    portal::DemoMember,
    text::phrases::{act, card, deskentry},
};

use super::stage::Stage;
use crate::portal::world::World;

/// More presses than this would tire somebody who does it all day.
const MOST: u32 = 12;

/// The same keys on two layouts: search, restore, the first reason.
const LAYOUTS: [(char, char, char); 2] = [('/', 'u', '1'), ('№', 'г', '"')];

/// Types what is no press of a hotkey; returns how many letters it was.
fn write(desk: &mut Stage, text: &str) -> u32 {
    desk.console.type_text(text);
    text.chars().count() as u32
}

/// Signs in; returns the letters that were typed.
async fn sign_in(desk: &mut Stage, world: &World, member: &DemoMember) -> u32 {
    let mut typed = write(desk, member.login.as_str());
    desk.console.press(Key::Enter);
    typed += write(desk, &member.password);
    desk.console.press(Key::Enter);
    desk.see(deskentry::code()).await;
    typed += write(desk, &world.code(member));
    desk.console.press(Key::Enter);
    desk.reach("workbench", |s| matches!(s, AnyScreen::Workbench(_))).await;
    typed
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_start_of_the_desk_to_restored_it_is_at_most_twelve_keys_on_either_layout() {
    for (size, language) in [((80, 24), Language::Kk), ((120, 40), Language::Ru)] {
        for (search, restore, reason) in LAYOUTS {
            let world = World::new().await;
            let mut desk = Stage::desk(&world, size, language);
            let member = world.member(StaffRole::Agent);
            assert!(member.role.may(Permission::Restore));
            let mut typed = sign_in(&mut desk, &world, &member).await;

            desk.console.press(Key::Char(search));
            typed += write(&mut desk, "4421");
            desk.console.press(Key::Enter);
            desk.see(card::tab_timeline()).await;
            desk.console.press(Key::Char(restore));
            desk.see(act::step_reason()).await;
            desk.console.press(Key::Char(reason));
            desk.see(act::case()).await;
            typed += write(&mut desk, "CRM-7");
            desk.console.press(Key::Enter);
            desk.see(act::note()).await;
            desk.console.press(Key::Enter);
            desk.see(act::citizen_reads()).await;
            desk.console.press(Key::Enter);
            desk.see(card::happened_restored()).await;
            desk.console.until("restored", |it| it.text().contains(" z ")).await.unwrap();

            let presses = desk.console.presses() - typed;
            assert!(presses <= MOST, "{presses} keys\n{}", desk.console.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_screen_shows_nothing_refuses_a_wrong_code_and_opens_as_it_was() {
    let world = World::new().await;
    let mut desk = Stage::desk(&world, (80, 24), Language::Ru);
    let member = world.member(StaffRole::Agent);
    sign_in(&mut desk, &world, &member).await;
    write(&mut desk, "/4421");
    desk.console.press(Key::Enter);
    desk.see(card::tab_timeline()).await;
    desk.console.settle().await.unwrap();
    let before = desk.console.text();
    assert!(before.contains("4421"), "{before}");

    desk.console.press(Key::Ctrl('l'));
    desk.see(deskentry::locked()).await;
    let locked = desk.console.text();
    assert!(!locked.contains("4421") && locked.contains("Enter"), "{locked}");
    for key in [Key::Esc, Key::F(2), Key::Char(':')] {
        desk.console.press(key);
        assert!(desk.console.text().contains(&desk.say(&deskentry::locked())));
    }
    desk.console.press(Key::Backspace); // the colon
    write(&mut desk, "000000");
    desk.console.press(Key::Enter);
    desk.see(deskentry::wrong_code()).await;
    assert!(!desk.console.text().contains("4421"), "{}", desk.console.text());

    world.wait(Duration::from_secs(30)); // a code is good once: the app shows another
    write(&mut desk, &world.code(&member));
    desk.console.press(Key::Enter);
    desk.see(card::tab_timeline()).await;
    let after = desk.console.text();
    assert!(after.contains("4421") && !after.contains(&desk.say(&deskentry::locked())), "{after}");
}

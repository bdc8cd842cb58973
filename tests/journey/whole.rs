//! Home → receipt → account, by keyboard alone and by mouse alone; and what stays afterwards.

use kezekte::{
    app::{Model, input::Key, screens::AnyScreen},
    domain::{Clock, Language},
    text::phrases::{account, common, details, document, entry, home, reader, ways},
};
use ratatui::layout::Size;

use super::stage::{Stage, facts};
use crate::portal::world::World;

/// The sizes and languages every journey is tried in.
const TRIED: [(Language, (u16, u16)); 4] = [
    (Language::Kk, (80, 24)),
    (Language::Ru, (80, 24)),
    (Language::Kk, (120, 40)),
    (Language::Ru, (120, 40)),
];

/// The demonstration's folder of keys of this world.
fn keys(world: &World) -> std::path::PathBuf {
    world._folder.path().join("keys")
}

#[tokio::test(flavor = "multi_thread")]
async fn by_the_keyboard_alone_from_the_first_screen_to_the_statement() {
    for (language, size) in TRIED {
        let world = World::new().await;
        let clock = Some(world.clock.clone());
        let mut stage = Stage::new(&world.portal.url(), &keys(&world), clock, size, language);
        stage.come_to_the_document("gost").await;
        stage.sign_and_skip_the_details().await;
        stage.console.press(Key::Enter);
        stage.see(account::last_lines()).await;
        let settled = stage.console.until("balance", |console| !console.is_waiting()).await;
        settled.unwrap();
        stage.console.press(Key::Enter);
        stage.reach("statement", |s| matches!(s, AnyScreen::Statement(_))).await;
        world.books_are_whole().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_an_own_computer_without_a_device() {
    let world = World::new().await;
    let clock = Some(world.clock.clone());
    let mut stage = Stage::own_computer(&world.portal.url(), &keys(&world), clock);
    stage.come_to_the_document("gost").await;
    stage.sign_and_skip_the_details().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_the_mouse_alone_from_the_first_screen_to_the_receipt() {
    for (language, size) in TRIED {
        let world = World::new().await;
        let clock = Some(world.clock.clone());
        let mut stage = Stage::new(&world.portal.url(), &keys(&world), clock, size, language);
        stage.touch(common::demonstration_line());
        let name = stage.people[0].name.to_string();
        stage.console.touch(&name).unwrap();
        stage.touch(home::join());
        for _ in 0..200 {
            if stage.has_read() {
                break;
            }
            stage.console.touch("▼").unwrap();
        }
        stage.touch(common::next());
        stage.see(reader::question()).await;
        for tick in ["1  [ ]", "2  [ ]"] {
            stage.console.touch(tick).unwrap();
        }
        stage.touch(reader::accept());
        stage.see(entry::question()).await;
        stage.touch(common::next());
        stage.see(ways::title()).await;
        stage.touch(ways::key_file());
        stage.reach("key file", |s| matches!(s, AnyScreen::KeyFileEntry(_))).await;
        stage.touch(kezekte::text::phrases::keys::open());
        stage.reach("certificate", |s| matches!(s, AnyScreen::Certificate(_))).await;
        stage.touch(kezekte::text::phrases::certificate::continue_to_document());
        stage.see(document::check_code()).await;
        stage.touch(document::sign());
        stage.reach("details", |s| matches!(s, AnyScreen::DetailsEntry(_))).await;
        stage.touch(details::skip());
        stage.reach("receipt", |s| matches!(s, AnyScreen::ReceiptView(_))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_folds_to_an_equal_model_and_holds_no_secret() {
    let world = World::new().await;
    let clock = Some(world.clock.clone());
    let at = world.clock.now();
    let size = (100, 30);
    let mut stage = Stage::new(&world.portal.url(), &keys(&world), clock, size, Language::Ru);
    stage.come_to_the_document("gost").await;
    stage.sign_and_skip_the_details().await;
    let journal = stage.console.journal().unwrap();
    let facts = facts(&keys(&world));
    let (first, _) = Model::start(facts, Size::new(size.0, size.1), Language::Ru, at);
    assert_eq!(&journal.fold(first), stage.console.model());
    let lines = journal.to_json_lines();
    assert!(lines.lines().count() > 20);
    for person in &stage.people {
        assert!(!lines.contains(person.password.reveal()), "a password in the journal");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_visit_is_over_nothing_of_the_citizen_is_left() {
    let world = World::new().await;
    let clock = Some(world.clock.clone());
    let mut stage = Stage::new(&world.portal.url(), &keys(&world), clock, (100, 30), Language::Kk);
    stage.come_to_the_document("gost").await;
    stage.sign_and_skip_the_details().await;
    stage.console.press(Key::Enter);
    stage.see(account::last_lines()).await;
    stage.console.press(Key::Esc);
    stage.reach("home", |s| matches!(s, AnyScreen::Home(_))).await;
    let visit = &stage.console.model().shared.visit;
    assert!(!visit.is_personal(), "{visit:?}");
    let number = stage.people[0].number.digits().to_owned();
    assert!(!stage.console.text().contains(&number[8..]));
    assert!(!format!("{:?}", stage.console.model().screen).contains(&number));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_joined_already_makes_no_second_acceptance() {
    let world = World::new().await;
    let clock = Some(world.clock.clone());
    let mut stage = Stage::new(&world.portal.url(), &keys(&world), clock, (100, 30), Language::Kk);
    let settled = stage.console.until("users", |c| c.model().shared.status.is_some()).await;
    settled.unwrap();
    let users = stage.console.model().shared.status.as_ref().unwrap().users;
    stage.come_to_the_document("joined").await;
    stage.console.press(Key::Enter);
    stage.reach("receipt", |s| matches!(s, AnyScreen::ReceiptView(_))).await;
    assert!(stage.console.model().shared.visit.signed.as_ref().unwrap().already_accepted);
    stage.console.press(Key::Esc);
    stage.reach("home", |s| matches!(s, AnyScreen::Home(_))).await;
    let answered = stage.console.until("users", |console| !console.is_waiting()).await;
    answered.unwrap();
    assert_eq!(stage.console.model().shared.status.as_ref().unwrap().users, users);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_must_not_sign_is_told_why_before_anything_is_asked_of_the_portal() {
    for (story, what) in [
        ("expired", kezekte::domain::Fault::Expired),
        ("employee", kezekte::domain::Fault::NoRightToSign),
    ] {
        let world = World::new().await;
        let clock = Some(world.clock.clone());
        let mut stage =
            Stage::new(&world.portal.url(), &keys(&world), clock, (120, 40), Language::Ru);
        stage.be(story);
        stage.console.press(Key::Enter);
        stage.read();
        stage.console.press(Key::Enter);
        stage.console.type_text("12");
        for _ in 0..4 {
            stage.console.press(Key::Enter);
        }
        stage.reach("certificate", |s| matches!(s, AnyScreen::Certificate(_))).await;
        assert!(stage.console.text().contains(what.code()), "{}", stage.console.text());
        stage.console.press(Key::Enter);
        stage.reach("another key", |s| matches!(s, AnyScreen::KeyFileEntry(_))).await;
        assert!(stage.console.model().shared.visit.request.is_none());
    }
}

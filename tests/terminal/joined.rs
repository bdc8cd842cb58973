//! A kiosk without `--portal` joins the demonstration that runs on this computer.

use super::pty::Pty;

const SIZE: (u16, u16) = (100, 30);

#[test]
fn a_kiosk_finds_the_demonstration_with_its_people() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let variables = [("KEZEKTE_DATA", data.to_str().unwrap())];
    let lang = ["--lang", "ru"];

    let mut lonely = Pty::kezekte(&["kiosk", "--lang", "ru"], &variables, SIZE);
    lonely.see("no portal");
    assert!(!lonely.end().success());

    let mut demonstration = Pty::kezekte(&lang, &variables, SIZE);
    demonstration.see("Зарегистрироваться");
    let mut kiosk = Pty::kezekte(&["kiosk", "--lang", "ru", "--no-clock"], &variables, SIZE);
    kiosk.see("ДЕМОНСТРАЦИЯ");
    let people = std::fs::read_to_string(data.join("keys/people.json")).unwrap();
    let people: serde_json::Value = serde_json::from_str(&people).unwrap();
    kiosk.send("\x1bOQ").see(people["people"][0]["name"].as_str().unwrap());
    // Esc closes the people; F3 leads to the desk, where the first agent is signed in, and back.
    kiosk.send("\x1b").until("home", |pty| pty.text().contains("Зарегистрироваться"));
    let staff = std::fs::read_to_string(data.join("keys/staff.json")).unwrap();
    let staff: serde_json::Value = serde_json::from_str(&staff).unwrap();
    let agent = staff["staff"][0]["name"].as_str().unwrap();
    kiosk.send("\x1bOR").see(agent).see("kezekte desk");
    kiosk.send("\x1bOR").see("Зарегистрироваться");
    kiosk.send("\x11");
    assert!(kiosk.end().success());
    demonstration.send("\x11");
    assert!(demonstration.end().success());
}

#[test]
fn a_device_without_a_name_is_told_what_is_missing() {
    let variables = [("KEZEKTE_DEVICE", "0123456789abcdef.secret")];
    let args = ["kiosk", "--portal", "http://127.0.0.1:9"];
    let mut kiosk = Pty::kezekte(&args, &variables, SIZE);
    kiosk.see("--terminal, --place-kk and --place-ru");
    assert!(!kiosk.end().success());
    let args = ["kiosk", "--portal", "http://127.0.0.1:9", "--terminal", "KIOSK-1"];
    let mut kiosk = Pty::kezekte(&args, &variables, SIZE);
    kiosk.see("without place_kk and place_ru");
    assert!(!kiosk.end().success());
}

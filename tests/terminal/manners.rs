//! Terminal manners (rows T3–T5): what is taken is given back, whatever ends the program; nothing
//! is written when nothing changes.

use rustix::process::{Pid, Signal, kill_process};

use super::pty::Pty;

/// A portal that is not there: the screens below need none.
const NOWHERE: &str = "http://127.0.0.1:9";

fn kiosk(size: (u16, u16), variables: &[(&str, &str)]) -> Pty {
    Pty::kezekte(&["kiosk", "--portal", NOWHERE, "--no-clock", "--lang", "ru"], variables, size)
}

/// The modes a terminal must be out of at the end.
fn assert_given_back(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (on, off) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?1000h", "\x1b[?1000l"),
        ("\x1b[?1006h", "\x1b[?1006l"),
    ] {
        let (taken, given) = (text.rfind(on), text.rfind(off));
        assert!(taken.is_some() && taken < given, "{on:?} was not undone by {off:?}");
    }
    assert!(text.rfind("\x1b[?25h") > text.rfind("\x1b[?25l"), "the cursor stays hidden");
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut pty = kiosk((80, 24), &[]);
    pty.see("Зарегистрироваться").send("\x11");
    assert!(pty.end().success());
    assert_given_back(&pty.bytes);
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut pty = kiosk((80, 24), &[]);
        pty.see("Зарегистрироваться");
        let id = Pid::from_raw(i32::try_from(pty.id()).unwrap()).unwrap();
        kill_process(id, signal).unwrap();
        pty.end();
        assert_given_back(&pty.bytes);
    }
}

#[test]
fn without_colours_no_colour_byte_is_written() {
    let mut pty = kiosk((100, 30), &[("NO_COLOR", "1")]);
    pty.see("Зарегистрироваться").send("\x11");
    pty.end();
    let text = String::from_utf8_lossy(&pty.bytes).into_owned();
    for part in text.split("\x1b[").skip(1) {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
        if part[end..].starts_with('m') {
            for code in part[..end].split(';') {
                let number: u32 = code.parse().unwrap_or(0);
                assert!(!(30..=49).contains(&number) && number < 90, "a colour: {part:?}");
            }
        }
    }
}

#[test]
fn without_the_mouse_its_sequences_are_never_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "[kiosk]\nmouse = false\n").unwrap();
    let file = file.to_str().unwrap();
    let asks = |args: &[&str], variables: &[(&str, &str)]| {
        let args = [&["kiosk", "--portal", NOWHERE, "--no-clock", "--lang", "ru"], args].concat();
        let mut pty = Pty::kezekte(&args, variables, (80, 24));
        pty.see("Зарегистрироваться").send("\x11");
        assert!(pty.end().success());
        let text = String::from_utf8_lossy(&pty.bytes).into_owned();
        ["\x1b[?1000h", "\x1b[?1002h", "\x1b[?1003h", "\x1b[?1006h", "\x1b[?1015h"]
            .map(|sequence| text.contains(sequence))
    };
    assert!(asks(&[], &[]).contains(&true), "the mouse is on by itself");
    assert_eq!(asks(&["--no-mouse"], &[]), [false; 5]);
    assert_eq!(asks(&[], &[("KEZEKTE_MOUSE", "false")]), [false; 5]);
    assert_eq!(asks(&["--config", file], &[]), [false; 5]);
    let stronger = asks(&["--config", file], &[("KEZEKTE_MOUSE", "true")]);
    assert!(stronger.contains(&true), "the environment is stronger than the file");
}

#[test]
fn a_resize_redraws_and_a_tiny_terminal_gets_a_notice() {
    let mut pty = kiosk((80, 24), &[]);
    pty.see("Зарегистрироваться");
    pty.resize((120, 40)).until("the wide layout", |pty| {
        pty.text().lines().any(|line| line.trim_end().chars().count() > 100)
    });
    pty.resize((30, 8)).see("слишком мал");
    pty.resize((80, 24)).see("Зарегистрироваться");
}

#[test]
fn without_a_terminal_the_kiosk_says_so() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kezekte"))
        .args(["kiosk", "--portal", NOWHERE])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("terminal"));
    assert!(output.stdout.is_empty());
}

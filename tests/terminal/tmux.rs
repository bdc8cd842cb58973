//! The whole journey in tmux, as a person at a terminal has it: the demonstration, by keyboard alone
//! and by mouse alone, at two sizes and in both languages.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use kezekte::{
    domain::Language,
    text::{
        Phrase, Texts,
        phrases::{
            account, certificate, common, details, document, entry, home, keys, over, reader,
            receipt, ways,
        },
    },
};

use crate::material::{not_run, ran};

/// Longer than anything here may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// The languages and sizes the journey is tried in.
const TRIED: [(Language, (u16, u16)); 4] = [
    (Language::Kk, (80, 24)),
    (Language::Ru, (80, 24)),
    (Language::Kk, (120, 40)),
    (Language::Ru, (120, 40)),
];

/// A tmux server of its own with one window.
struct Tmux {
    socket: PathBuf,
    texts: Texts,
    language: Language,
}

impl Tmux {
    fn start(data: &Path, size: (u16, u16), language: Language) -> Self {
        let socket = data.join("tmux");
        let tmux = Self { socket, texts: Texts::new(), language };
        let program = format!(
            "env KEZEKTE_DATA='{}' COLORTERM=truecolor '{}' --lang {}",
            data.join("data").display(),
            env!("CARGO_BIN_EXE_kezekte"),
            language.tag()
        );
        let (columns, rows) = (size.0.to_string(), size.1.to_string());
        tmux.run(&["-f", "/dev/null", "new-session", "-d", "-x", &columns, "-y", &rows, &program]);
        tmux
    }

    fn run(&self, args: &[&str]) -> String {
        let output = Command::new("tmux").arg("-S").arg(&self.socket).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn screen(&self) -> String {
        self.run(&["capture-pane", "-p"])
    }

    fn say(&self, phrase: &Phrase) -> String {
        self.texts.say(self.language, phrase)
    }

    fn until(&self, what: &str, done: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if done(&screen) {
                return screen;
            }
            assert!(Instant::now() < end, "no {what} on\n{screen}");
        }
    }

    fn see(&self, phrase: &Phrase) -> String {
        let words = self.say(phrase);
        self.until(&words, |screen| screen.contains(&words))
    }

    fn press(&self, keys: &[&str]) {
        for key in keys {
            self.run(&["send-keys", key]);
        }
    }

    /// A finger on the first place where `text` stands.
    fn touch(&self, text: &str) {
        let screen = self.until(text, |screen| screen.contains(text));
        let (row, line) = screen.lines().enumerate().find(|(_, l)| l.contains(text)).unwrap();
        let column = line.split(text).next().unwrap().chars().count();
        for end in ['M', 'm'] {
            let event = format!("\u{1b}[<0;{};{}{end}", column + 1, row + 1);
            self.run(&["send-keys", "-l", &event]);
        }
    }

    /// True when every gated block was shown.
    fn has_read(screen: &str) -> bool {
        screen.contains("44 / 44")
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _ = Command::new("tmux")
            .arg("-S")
            .arg(&self.socket)
            .arg("kill-server")
            .stderr(Stdio::null())
            .status();
    }
}

/// tmux, or a line in the list of what was not run.
fn is_here(what: &str) -> bool {
    let here = Command::new("tmux").arg("-V").output().is_ok_and(|output| output.status.success());
    if here {
        ran(what)
    } else {
        not_run(what, "no tmux here")
    }
    here
}

#[test]
fn the_journey_in_tmux_by_keyboard() {
    if !is_here("the journey in tmux by keyboard") {
        return;
    }
    for (language, size) in TRIED {
        let data = tempfile::tempdir().unwrap();
        let tmux = Tmux::start(data.path(), size, language);
        tmux.see(&home::join());
        tmux.press(&["F2"]);
        tmux.see(&over::people());
        tmux.press(&["1", "Enter"]);
        tmux.until("the reader", |screen| screen.contains("/ 44"));
        while !Tmux::has_read(&tmux.screen()) {
            tmux.press(&["PageDown"]);
        }
        tmux.press(&["Enter"]);
        tmux.see(&reader::question());
        tmux.press(&["1", "2", "Enter"]);
        tmux.see(&entry::question());
        tmux.press(&["Enter"]);
        tmux.see(&ways::title());
        tmux.press(&["Enter"]);
        tmux.see(&keys::title());
        tmux.press(&["Enter"]);
        tmux.see(&certificate::fits());
        tmux.press(&["Enter"]);
        // The button, not the word: the word stands on the screen before as well.
        let button = format!("Enter {}", tmux.say(&document::sign()));
        tmux.until(&button, |screen| screen.contains(&button));
        tmux.press(&["Enter"]);
        tmux.see(&details::skip());
        tmux.press(&["Escape"]);
        tmux.see(&receipt::to_account());
        tmux.press(&["Enter"]);
        tmux.see(&account::last_lines());
        tmux.press(&["Escape"]);
        tmux.see(&home::join());
    }
}

#[test]
fn the_journey_in_tmux_by_mouse() {
    if !is_here("the journey in tmux by mouse") {
        return;
    }
    for (language, size) in TRIED {
        let data = tempfile::tempdir().unwrap();
        let tmux = Tmux::start(data.path(), size, language);
        let say = |phrase: &Phrase| tmux.say(phrase);
        tmux.see(&home::join());
        tmux.touch(&say(&common::demonstration_line()));
        tmux.see(&over::people());
        tmux.touch("  2  ");
        tmux.touch(&say(&home::join()));
        tmux.until("the reader", |screen| screen.contains("/ 44"));
        while !Tmux::has_read(&tmux.screen()) {
            tmux.touch("▼");
        }
        tmux.touch(&say(&common::next()));
        tmux.see(&reader::question());
        tmux.touch("1  [ ]");
        tmux.touch("2  [ ]");
        tmux.see(&reader::both_ticked());
        tmux.touch(&say(&reader::accept()));
        tmux.see(&entry::question());
        tmux.touch(&say(&common::next()));
        tmux.see(&ways::title());
        tmux.touch(&say(&ways::key_file()));
        tmux.see(&keys::title());
        tmux.touch(&say(&keys::open()));
        tmux.see(&certificate::fits());
        tmux.touch(&say(&certificate::continue_to_document()));
        tmux.see(&document::check_code());
        tmux.touch(&say(&document::sign()));
        tmux.see(&details::skip());
        tmux.touch(&say(&details::skip()));
        tmux.see(&receipt::to_account());
    }
}

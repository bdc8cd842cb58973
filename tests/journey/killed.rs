//! The portal dies in the middle of signing and comes back: a clear screen, the retry works,
//! exactly one acceptance.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use kezekte::{
    app::{input::Key, over::Over, screens::AnyScreen},
    domain::Language,
};

use super::stage::Stage;

/// The real portal, in a process of its own.
struct Portal(Child);

impl Portal {
    fn serve(folder: &Path, port: u16) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kezekte"))
            .args(["portal", "serve", "--demo", "--listen", &format!("127.0.0.1:{port}")])
            .arg("--database")
            .arg(format!("sqlite:{}", folder.join("portal.db").display()))
            .arg("--keys")
            .arg(folder.join("keys"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        assert!(ready.starts_with("http://"), "{ready:?}");
        Self(child)
    }

    /// `kill -9`.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Effective acceptances in the database.
async fn acceptances(folder: &Path) -> i64 {
    let database = format!("sqlite:{}", folder.join("portal.db").display());
    kezekte::portal::check(&database).await.unwrap().acceptances
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_in_the_middle_of_signing_leaves_exactly_one_acceptance() {
    // Where the kill falls: before the signature is handed in, and while it is on its way.
    for (story, on_its_way) in [("gost", false), ("rsa", true)] {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let portal = Portal::serve(folder.path(), port);
        let before = acceptances(folder.path()).await;
        let url = format!("http://127.0.0.1:{port}");
        let keys = folder.path().join("keys");
        let mut stage = Stage::new(&url, &keys, None, (80, 24), Language::Ru);
        stage.come_to_the_document(story).await;
        if on_its_way {
            stage.console.press(Key::Enter);
            portal.kill();
        } else {
            portal.kill();
            stage.console.press(Key::Enter);
        }
        let either = |console: &kezekte::shell::headless::Headless| {
            matches!(console.model().over, Some(Over::Outage(_)))
                || matches!(console.model().screen, AnyScreen::DetailsEntry(_))
        };
        stage.console.until("an outage, or the answer before it", either).await.unwrap();
        let again = Portal::serve(folder.path(), port);
        if matches!(stage.console.model().over, Some(Over::Outage(_))) {
            assert!(stage.console.text().contains("Нет связи"), "{}", stage.console.text());
            assert!(stage.console.text().contains("сохранено"), "{}", stage.console.text());
            // The language switches here as everywhere, and by itself the console tries again.
            stage.console.press(Key::F(5));
            stage.console.press(Key::F(5));
            stage.console.press(Key::F(5));
            stage.console.pass(Duration::from_secs(6));
        }
        stage.reach("details", |s| matches!(s, AnyScreen::DetailsEntry(_))).await;
        assert_eq!(acceptances(folder.path()).await, before + 1, "{story}");
        again.kill();
    }
}

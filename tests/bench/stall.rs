//! Esc at the desk while the portal stalls (row T8: the frame within 50 ms): the real program on a
//! pseudo-terminal, a search under way over a connection on which nothing comes back any more.
//! Measured from writing the key to having read the frame that has given the search up.
//! `KEZEKTE_STALL` says for how many seconds nothing has come when Esc is pressed: 5 when absent, 14
//! at most, because after 15 the program gives up by itself, however long the portal stalls.

use std::{
    cell::RefCell,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use divan::Bencher;
use kezekte::{
    domain::{Authenticator, Clock as _, Language, StaffRole, SystemClock},
    portal::DemoStaff,
    text::{
        Phrase, Texts,
        phrases::{deskentry, workbench},
    },
};
use tempfile::TempDir;

use super::{
    proxy::{Passed, Proxy},
    pty::Pty,
};

/// Columns and rows of an agent's terminal.
const SIZE: (u16, u16) = (140, 45);

/// A portal of a demonstration, and its desk behind a proxy.
struct Stalling {
    desk: Pty,
    proxy: Proxy,
    portal: Child,
    texts: Texts,
    /// What the desk's threads worked while nothing came, and for how long nothing came.
    worked: (Duration, Duration),
    _folder: TempDir,
}

impl Drop for Stalling {
    fn drop(&mut self) {
        let _ = self.portal.kill();
        let _ = self.portal.wait();
    }
}

impl Stalling {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut portal = Command::new(env!("CARGO_BIN_EXE_kezekte"))
            .args(["portal", "serve", "--demo", "--listen", "127.0.0.1:0", "--keys"])
            .arg(at("keys"))
            .arg("--database")
            .arg(format!("sqlite:{}", at("portal.db").display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(portal.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let address: SocketAddr = url.trim().strip_prefix("http://").unwrap().parse().unwrap();
        let proxy = Proxy::to(address);
        let through = format!("http://{}", proxy.address());
        let settings = at("none.toml").display().to_string();
        std::fs::write(&settings, "").unwrap();
        let variables = [("KEZEKTE_CONFIG", settings.as_str())];
        let arguments = ["desk", "--lang", "ru", "--portal", &through];
        let mut desk = Pty::kezekte(&arguments, &variables, (80, 24));
        desk.resize(SIZE);
        let (texts, keys) = (Texts::new(), at("keys"));
        let mut stalling =
            Self { desk, proxy, portal, texts, worked: Default::default(), _folder: folder };
        let staff = DemoStaff::read(&keys).unwrap().staff;
        let agent = staff.into_iter().find(|member| member.role == StaffRole::Agent).unwrap();
        stalling.see(&deskentry::title());
        stalling.desk.send(&format!("{}\t{}\r", agent.login, agent.password));
        stalling.see(&deskentry::code());
        let authenticator = Authenticator::parse(&agent.authenticator).unwrap();
        let code = authenticator.code_at(SystemClock.now());
        stalling.desk.send(&format!("{}\r", code.reveal()));
        stalling.see(&workbench::stopped());
        stalling
    }

    fn see(&mut self, phrase: &Phrase) {
        self.desk.see(&self.texts.say(Language::Ru, phrase));
    }

    /// A search has gone out, and nothing has come back for `time`.
    fn stall(&mut self, time: Duration) {
        self.proxy.hold(false);
        self.desk.send("/");
        self.see(&workbench::search_title());
        self.proxy.hold(true);
        self.proxy.forget();
        self.desk.send("4417\r");
        self.proxy.wait_for(Passed::There, "");
        self.see(&workbench::searching());
        let before = self.processor_time();
        std::thread::sleep(time);
        self.worked.0 += self.processor_time() - before;
        self.worked.1 += time;
    }

    /// What all threads of the desk have worked so far (Linux's `schedstat`).
    fn processor_time(&self) -> Duration {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.desk.id())).unwrap();
        let worked = threads.map(|thread| {
            let said = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap();
            said.split(' ').next().unwrap().parse::<u64>().unwrap()
        });
        Duration::from_nanos(worked.sum())
    }

    /// Leaves the desk, which ends by itself.
    fn leave(mut self) {
        self.proxy.hold(false);
        self.desk.send("\x11");
        assert!(self.desk.end().success());
        println!("the desk worked {:?} in {:?} of waiting", self.worked.0, self.worked.1);
    }

    /// Esc until the search is given up on the screen; still nothing has come back.
    fn give_up(&mut self) {
        let searching = self.texts.say(Language::Ru, &workbench::searching());
        self.desk.send("\x1b").until("the frame", |desk| !desk.text().contains(&searching));
    }
}

/// From the key to the frame.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn desk_esc_while_the_portal_stalls(bencher: Bencher) {
    let seconds = std::env::var("KEZEKTE_STALL").map_or(5, |text| text.parse().unwrap());
    // Below a second a wait is not named yet, and Esc does something else.
    assert!((2..15).contains(&seconds), "{seconds}");
    let stalling = RefCell::new(Stalling::new());
    bencher
        .with_inputs(|| stalling.borrow_mut().stall(Duration::from_secs(seconds)))
        .bench_local_values(|()| stalling.borrow_mut().give_up());
    stalling.into_inner().leave();
}

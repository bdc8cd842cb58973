//! The desk over SSH (row D13): a real `sshd` with the README's lines, a real `ssh` in a terminal.

use std::{
    io::{BufRead as _, BufReader},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use kezekte::{
    domain::{Authenticator, Clock as _, Language, StaffRole, SystemClock},
    portal::{DemoMember, DemoStaff, People},
    text::{
        Phrase, Texts,
        phrases::{act, desk as desk_words, deskentry, workbench},
    },
};
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::{
    proxy::{Passed, Proxy},
    pty::Pty,
};
use crate::material::{not_run, ran};

const SSHD: &str = "/usr/sbin/sshd";

/// A portal of a demonstration and a sshd that leads to its desk, each behind a proxy.
struct Setting {
    folder: TempDir,
    processes: Vec<Child>,
    portal: Proxy,
    sshd: Proxy,
    texts: Texts,
}

impl Drop for Setting {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// The setting, or a line in the list of what was not run.
fn setting(what: &str) -> Option<Setting> {
    let missing = [SSHD, "/usr/bin/ssh", "/usr/bin/ssh-keygen"];
    if let Some(missing) = missing.iter().find(|it| !Path::new(it).exists()) {
        not_run(what, &format!("no {missing} here"));
        return None;
    }
    // A sshd of root's insists on this folder, which its service makes.
    if rustix::process::getuid().is_root() && std::fs::create_dir_all("/run/sshd").is_err() {
        not_run(what, "no /run/sshd here");
        return None;
    }
    ran(what);
    Some(Setting::start())
}

impl Setting {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut portal = Command::new(env!("CARGO_BIN_EXE_kezekte"))
            .args(["portal", "serve", "--demo", "--listen", "127.0.0.1:0", "--keys"])
            .arg(at("keys"))
            .arg("--database")
            .arg(format!("sqlite:{}", at("portal.db").display()))
            .env_remove("KEZEKTE_DATABASE")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(portal.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let address: SocketAddr = url.trim().strip_prefix("http://").unwrap().parse().unwrap();
        let proxy = Proxy::to(address);
        let settings =
            format!("[desk]\nlanguage = \"kk\"\nportal = \"http://{}\"\n", proxy.address());
        std::fs::write(at("config.toml"), settings).unwrap();
        for name in ["host", "user"] {
            let mut keygen = Command::new("/usr/bin/ssh-keygen");
            keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(at(name));
            assert!(keygen.status().unwrap().success());
        }
        std::fs::copy(at("user.pub"), at("authorized_keys")).unwrap();
        let (sshd, port) = sshd(folder.path());
        Self {
            processes: vec![portal, sshd],
            portal: proxy,
            sshd: Proxy::to(SocketAddr::from(([127, 0, 0, 1], port))),
            folder,
            texts: Texts::new(),
        }
    }

    fn keys(&self) -> PathBuf {
        self.folder.path().join("keys")
    }

    fn member(&self, role: StaffRole) -> DemoMember {
        let staff = DemoStaff::read(&self.keys()).unwrap().staff;
        staff.into_iter().find(|member| member.role == role).unwrap()
    }

    fn say(&self, phrase: &Phrase) -> String {
        self.texts.say(Language::Kk, phrase)
    }

    /// The arguments of an `ssh` to this sshd.
    fn ssh(&self) -> Vec<String> {
        let port = self.sshd.address().port().to_string();
        let key = self.folder.path().join("user").display().to_string();
        let mut args = ["-F", "none", "-p", &port, "-i", &key].map(str::to_owned).to_vec();
        for option in [
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "BatchMode=yes",
            // Newer ones hide keystrokes among others that nobody typed.
            "IgnoreUnknown=ObfuscateKeystrokeTiming",
            "ObfuscateKeystrokeTiming=no",
        ] {
            args.extend(["-o".to_owned(), option.to_owned()]);
        }
        args
    }

    /// A session in a terminal; `command` is what a member tries to run instead.
    fn session(&self, size: (u16, u16), command: &[&str]) -> Pty {
        let mut ssh = CommandBuilder::new("/usr/bin/ssh");
        ssh.args(self.ssh());
        ssh.args(["-tt", "127.0.0.1"]);
        ssh.args(command);
        ssh.env("TERM", "xterm-256color");
        Pty::run(ssh, size)
    }

    /// An `ssh` without a terminal, to its end.
    fn run(&self, args: &[&str]) -> Output {
        let mut ssh = Command::new("/usr/bin/ssh");
        ssh.args(self.ssh()).args(args).stdin(Stdio::null());
        ssh.output().unwrap()
    }

    /// Signs the member in with the code of so many half minutes from now.
    fn sign_in(&self, desk: &mut Pty, role: StaffRole, ahead: u64) {
        let member = self.member(role);
        desk.see(&self.say(&deskentry::title()));
        desk.send(&format!("{}\t{}\r", member.login, member.password));
        desk.see(&self.say(&deskentry::code()));
        let authenticator = Authenticator::parse(&member.authenticator).unwrap();
        let at = SystemClock.now().after(std::time::Duration::from_secs(30 * ahead));
        desk.send(&format!("{}\r", authenticator.code_at(at).reveal()));
        desk.see(&self.say(&workbench::stopped()));
    }

    /// Finds the stopped citizen and goes up to the question whether to restore.
    fn come_to_the_preview(&self, desk: &mut Pty, case: &str) {
        let people = People::read(&self.keys()).unwrap().people;
        let stopped = people.into_iter().find(|person| person.cause.is_some()).unwrap();
        desk.send("/").see(&self.say(&workbench::search_title()));
        desk.send(&format!("{}\r", stopped.number.digits()));
        desk.see(&self.say(&act::restore())).send("u");
        desk.see(&self.say(&act::step_reason())).send("1\r");
        desk.see(&self.say(&act::case())).send(case).see(case).send("\r");
        desk.see(&self.say(&act::note_optional())).send("\r");
        desk.see(&self.say(&act::confirm()));
    }
}

/// A sshd on a port of its own, with the README's lines, ready to answer.
fn sshd(folder: &Path) -> (Child, u16) {
    let at = |name: &str| folder.join(name).display().to_string();
    let readme = include_str!("../../README.md");
    let (_, after) = readme.split_once("Match Group kezekte-desk\n").unwrap();
    let lines = after.lines().take_while(|line| line.starts_with("    ")).map(str::trim);
    let forced =
        lines.map(|line| match line.strip_prefix("ForceCommand /usr/local/bin/kezekte ") {
            Some(rest) => {
                let (settings, binary) = (at("config.toml"), env!("CARGO_BIN_EXE_kezekte"));
                format!("ForceCommand KEZEKTE_CONFIG={settings} {binary} {rest}\n")
            }
            None => format!("{line}\n"),
        });
    let forced: String = forced.collect();
    for needed in ["ForceCommand KEZEKTE_CONFIG", "AllowTcpForwarding no", "PermitTTY yes"] {
        assert!(forced.contains(needed), "the README lost {needed:?}:\n{forced}");
    }
    // Another process may take the port in between: then another one is tried.
    for _ in 0..10 {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let config = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\n\
             StrictModes no\nUsePAM no\nPasswordAuthentication no\n\
             KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n{forced}",
            at("host"),
            at("authorized_keys"),
        );
        std::fs::write(folder.join("sshd_config"), config).unwrap();
        let mut sshd = Command::new(SSHD)
            .args(["-D", "-e", "-f"])
            .arg(folder.join("sshd_config"))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(sshd.stderr.take().unwrap());
        let mut line = String::new();
        while said.read_line(&mut line).unwrap() > 0 {
            if line.contains("Server listening") {
                // What it says later must not fill the pipe.
                std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
                return (sshd, port);
            }
        }
        let _ = sshd.wait();
        eprintln!("{line}");
    }
    panic!("no sshd");
}

#[test]
fn the_whole_desk_over_ssh() {
    let Some(setting) = setting("the whole desk over ssh") else { return };
    let mut desk = setting.session((80, 24), &[]);
    setting.sign_in(&mut desk, StaffRole::Agent, 0);

    // A letter of two octets whose second one comes in another packet arrives whole.
    desk.send("/").see(&setting.say(&workbench::search_title()));
    desk.send("щ").see("щ");
    let [first, second] = "ң".as_bytes().try_into().unwrap();
    setting.sshd.forget();
    desk.send_bytes(&[first]);
    setting.sshd.wait_for(Passed::There, "");
    desk.send_bytes(&[second]).send("щ").see("щңщ").send("\x1b");
    desk.until("the lists", |pty| !pty.text().contains("щңщ"));

    // The window's size goes all the way.
    desk.resize((120, 40)).until("the wide desk", |pty| {
        pty.text().lines().any(|line| line.trim_end().chars().count() > 110)
    });
    // Back again, and drawn anew: until then what is on the screen is the wide frame, cut.
    let keys = setting.say(&desk_words::header_keys());
    desk.resize((80, 24)).until("the narrow desk", |pty| {
        pty.text().lines().next().is_some_and(|line| line.contains(keys.as_str()))
    });

    setting.come_to_the_preview(&mut desk, "SSH-1");
    desk.send("\r").see(&setting.say(&act::done_restore()));
    desk.send("\x11");
    assert!(desk.end().success());
}

#[test]
fn a_member_s_key_leads_to_the_desk_and_nowhere_else() {
    let Some(setting) = setting("a member's key leads to the desk and nowhere else") else {
        return;
    };
    let title = setting.say(&deskentry::title());
    let mut desk = setting.session((80, 24), &["id"]);
    desk.see(&title);
    assert!(!desk.text().contains("uid="));
    for tried in [&["127.0.0.1", "id"][..], &["-s", "127.0.0.1", "sftp"], &["127.0.0.1"]] {
        let output = setting.run(tried);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.stdout.is_empty(), "{tried:?}: {said}");
        let refused =
            said.contains("needs a terminal") || said.contains("subsystem request failed");
        assert!(refused, "{tried:?}: {said}");
    }
    // Nothing is forwarded: not to the portal beside it, not back.
    let portal = setting.portal.address().to_string();
    let output = setting.run(&["-W", &portal, "127.0.0.1"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("forwarding failed"), "{said}");
    let back = format!("0:{portal}");
    let fails = "ExitOnForwardFailure=yes";
    let output = setting.run(&["-N", "-o", fails, "-R", &back, "127.0.0.1"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("forwarding failed"), "{said}");
}

#[test]
fn an_act_whose_line_breaks_is_done_once_and_shown_to_whoever_comes_back() {
    let what = "an act whose line breaks is done once";
    let Some(setting) = setting(what) else { return };
    let mut desk = setting.session((80, 24), &[]);
    setting.sign_in(&mut desk, StaffRole::Supervisor, 0);
    setting.come_to_the_preview(&mut desk, "SSH-2");
    setting.portal.hold(true);
    setting.portal.forget();
    desk.send("\r");
    // The portal has answered, and nobody hears it.
    setting.portal.wait_for(Passed::Back, "/restore ");
    let ssh = Pid::from_raw(i32::try_from(desk.id()).unwrap()).unwrap();
    kill_process(ssh, Signal::KILL).unwrap();
    desk.end();
    setting.portal.hold(false);

    let mut desk = setting.session((120, 40), &[]);
    setting.sign_in(&mut desk, StaffRole::Supervisor, 1);
    desk.see(&setting.say(&act::done_restore()));
    let people = People::read(&setting.keys()).unwrap().people;
    let stopped = people.into_iter().find(|person| person.cause.is_some()).unwrap();
    desk.send("/").see(&setting.say(&workbench::search_title()));
    desk.send(&format!("{}\r", stopped.number.digits())).see("SSH-2");
    let text = desk.text();
    assert_eq!(text.matches("SSH-2").count(), 1, "{text}");
}

//! The program on a pseudo-terminal: its bytes, and the screen they make.

use std::{
    io::{Read as _, Write as _},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Longer than anything here may take on a loaded machine; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program on a pseudo-terminal.
pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    input: Box<dyn std::io::Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Every byte written so far.
    pub(crate) bytes: Vec<u8>,
}

impl Pty {
    /// Starts `kezekte` with these arguments and variables; the rest of the environment is kept.
    pub(crate) fn kezekte(args: &[&str], variables: &[(&str, &str)], size: (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kezekte"));
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env_remove("COLORTERM");
        for (name, value) in variables {
            command.env(name, value);
        }
        Self::run(command, size)
    }

    /// Starts a program.
    pub(crate) fn run(command: CommandBuilder, size: (u16, u16)) -> Self {
        let size = PtySize { cols: size.0, rows: size.1, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 8192];
            while let Ok(count) = reader.read(&mut chunk) {
                if count == 0 || sender.send(chunk[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let input = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(nonzero(size.rows), nonzero(size.cols), 0);
        Self { master: pair.master, child, input, output, screen, bytes: Vec::new() }
    }

    /// Sends bytes as a keyboard would.
    pub(crate) fn send(&mut self, bytes: &str) -> &mut Self {
        self.send_bytes(bytes.as_bytes())
    }

    /// The same with octets that need not be whole letters.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
        self
    }

    /// The screen as text.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until `done` holds of the screen.
    pub(crate) fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !done(self) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.bytes.extend_from_slice(&bytes);
                }
                Err(RecvTimeoutError::Timeout) => panic!("no {what} on\n{}", self.text()),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("ended before {what}; the screen was\n{}", self.text())
                }
            }
        }
        self
    }

    /// Reads until `text` stands on the screen.
    pub(crate) fn see(&mut self, text: &str) -> &mut Self {
        self.until(text, |pty| pty.text().contains(text))
    }

    /// Changes the terminal's size.
    pub(crate) fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        let to = PtySize { cols: size.0, rows: size.1, pixel_width: 0, pixel_height: 0 };
        self.master.resize(to).unwrap();
        self.screen.screen_mut().set_size(nonzero(size.1), nonzero(size.0));
        self
    }

    /// The program's process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Reads to the end; returns how the program ended.
    pub(crate) fn end(&mut self) -> ExitStatus {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
            self.bytes.extend_from_slice(&bytes);
        }
        self.child.wait().unwrap()
    }
}

fn nonzero(cells: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(cells).unwrap()
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

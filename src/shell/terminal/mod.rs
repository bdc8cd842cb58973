//! The console in a terminal: raw mode, alternate screen, mouse, bracketed paste; frames are
//! written off the loop; everything is put back whatever ends the program.
//!
//! The loop sleeps until a key, an answer or a signal comes, and draws only then.

mod clipboard;
mod depth;
mod input;
mod paint;
mod session;
mod writer;

use std::io;

use crossterm::event::EventStream;
use futures_util::StreamExt as _;
use ratatui::{buffer::Buffer, layout::Size};
use tokio::signal::unix::{SignalKind, signal};

pub use clipboard::copying;
pub use depth::Depth;
pub use paint::Painter;

use super::Consoles;
use crate::{app::Input, runtime::Going};
use session::Session;
use writer::Writer;

/// True when both ends are a terminal.
#[must_use]
pub fn is_present() -> bool {
    use std::io::IsTerminal as _;
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// The terminal's size; 80×24 when it does not say.
#[must_use]
pub fn size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size::new(width.clamp(1, 500), height.clamp(1, 200))
}

/// Runs consoles until they end; `mouse` says whether they take the mouse.
///
/// # Errors
/// When the terminal cannot be set up or written to.
pub async fn run(mut consoles: Consoles, depth: Depth, mouse: bool) -> io::Result<()> {
    let session = Session::begin(mouse)?;
    let mut events = EventStream::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut quit = signal(SignalKind::quit())?;
    let writer = Writer::start();
    let mut painter = Painter::new(depth);
    let mut frame = Buffer::default();
    let mut stale = true;
    let in_tmux = std::env::var_os("TMUX").is_some_and(|value| !value.is_empty());
    let mut copies = Vec::new();
    loop {
        if let Some(bytes) = consoles.take_copied().and_then(|text| copying(&text, in_tmux)) {
            copies.extend(bytes);
        }
        tokio::select! {
            biased;
            event = events.next() => match event {
                Some(Ok(event)) => {
                    if let Some(input) = input::translate(event) {
                        if let Input::Resize(_) = input {
                            painter.forget();
                        }
                        if consoles.input(input) == Going::Ends {
                            break;
                        }
                        stale = true;
                    }
                }
                Some(Err(_)) | None => break, // the terminal is gone
            },
            going = consoles.next() => {
                if going == Going::Ends {
                    break;
                }
                stale = true;
            }
            _ = terminate.recv() => break,
            _ = hangup.recv() => break,
            _ = interrupt.recv() => break,
            _ = quit.recv() => break,
            // Only when the writer has room: a slow terminal gets fewer frames, never a queue.
            room = writer.room(), if stale => {
                let Some(room) = room else { break };
                stale = false;
                let cursor = consoles.draw(&mut frame);
                let mut bytes = std::mem::take(&mut copies);
                bytes.extend(painter.paint(&frame, cursor));
                if !bytes.is_empty() {
                    room.send(bytes);
                }
            }
        }
    }
    writer.finish();
    let ended = session.end();
    consoles.end().await;
    ended
}

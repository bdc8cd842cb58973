//! The terminal while it is ours, and how it is given back: at the end, after a panic, after a
//! signal.

use std::io::{self, Write as _};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute,
    style::ResetColor,
    terminal::{
        Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};

/// Dropping it gives the terminal back.
#[derive(Debug)]
pub(super) struct Session {
    ended: bool,
}

impl Session {
    /// Takes the terminal; with `mouse` the mouse and touch as well. Without, the terminal's own
    /// selection keeps working (T3).
    ///
    /// # Errors
    /// When the terminal refuses.
    pub(super) fn begin(mouse: bool) -> io::Result<Self> {
        let before = std::panic::take_hook();
        let here = std::thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() == here {
                give_back(); // first, so that the message is readable
                before(panic);
            } else {
                // A task's panic ends the task, not the console: nothing may reach the screen.
                let place = panic.location().map(ToString::to_string).unwrap_or_default();
                tracing::error!(place, "a task panicked");
            }
        }));
        enable_raw_mode()?;
        let session = Self { ended: false };
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if mouse {
            execute!(io::stdout(), EnableMouseCapture)?;
        }
        Ok(session)
    }

    /// Gives the terminal back.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.ended = true;
        give_back();
        io::stdout().flush()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.ended {
            give_back();
        }
    }
}

/// Nothing of the citizen's stays on the alternate screen; what fails here cannot be helped.
fn give_back() {
    let _ = execute!(
        io::stdout(),
        ResetColor,
        Clear(ClearType::All),
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

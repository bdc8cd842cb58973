//! Writes frames in a thread of its own, so that a terminal which does not read never holds the
//! loop up. One frame waits at most.

use std::{
    io::{self, Write as _},
    thread::JoinHandle,
};

use tokio::sync::mpsc::{Permit, Sender, channel};

/// The writing thread.
#[derive(Debug)]
pub(super) struct Writer {
    frames: Sender<Vec<u8>>,
    thread: JoinHandle<()>,
}

impl Writer {
    pub(super) fn start() -> Self {
        let (frames, mut next) = channel::<Vec<u8>>(1);
        let thread = std::thread::spawn(move || {
            let mut out = io::stdout().lock();
            while let Some(frame) = next.blocking_recv() {
                if out.write_all(&frame).and_then(|()| out.flush()).is_err() {
                    break;
                }
            }
        });
        Self { frames, thread }
    }

    /// Waits for room for one frame; nothing when the terminal is gone.
    pub(super) async fn room(&self) -> Option<Permit<'_, Vec<u8>>> {
        self.frames.reserve().await.ok()
    }

    /// Lets the last frame out. A terminal that does not read is left alone: the thread then ends
    /// with the process.
    pub(super) fn finish(self) {
        let idle = self.frames.capacity() == self.frames.max_capacity();
        drop(self.frames);
        if idle {
            let _ = self.thread.join();
        }
    }
}

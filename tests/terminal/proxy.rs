//! A connection that can be watched and held: TCP from here to there, chunk by chunk.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

/// Longer than anything here may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// A chunk that came, before it is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passed {
    /// From whoever connected.
    There,
    /// From the other end.
    Back,
}

/// True while what comes back is held.
type Held = Arc<(Mutex<bool>, Condvar)>;

/// A proxy on loopback; it lives as long as the test.
pub(crate) struct Proxy {
    address: SocketAddr,
    passed: Receiver<Passed>,
    held: Held,
}

impl Proxy {
    /// A proxy to this address.
    pub(crate) fn to(there: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, passed) = channel();
        let held = Held::default();
        let gate = Arc::clone(&held);
        thread::spawn(move || {
            for here in listener.incoming().flatten() {
                let Ok(there) = TcpStream::connect(there) else { continue };
                let pair = |stream: &TcpStream| stream.try_clone().unwrap();
                let (to, from) = (pair(&here), pair(&there));
                copy(here, there, Passed::There, sender.clone(), None);
                copy(from, to, Passed::Back, sender.clone(), Some(Arc::clone(&gate)));
            }
        });
        Self { address, passed, held }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Holds what comes back, or lets it go.
    pub(crate) fn hold(&self, hold: bool) {
        *self.held.0.lock().unwrap() = hold;
        self.held.1.notify_all();
    }

    /// Forgets what has passed so far.
    pub(crate) fn forget(&self) {
        while self.passed.try_recv().is_ok() {}
    }

    /// Waits for a chunk this way.
    pub(crate) fn wait_for(&self, way: Passed) {
        loop {
            match self.passed.recv_timeout(PATIENCE) {
                Ok(passed) if passed == way => return,
                Ok(_) => {}
                Err(_) => panic!("nothing passed"),
            }
        }
    }
}

fn copy(
    mut from: TcpStream,
    mut to: TcpStream,
    way: Passed,
    tell: Sender<Passed>,
    held: Option<Held>,
) {
    thread::spawn(move || {
        let mut chunk = [0; 16 * 1024];
        while let Ok(count @ 1..) = from.read(&mut chunk) {
            let _ = tell.send(way); // nobody watches any more
            if let Some((flag, changed)) = held.as_deref() {
                let open = changed.wait_while(flag.lock().unwrap(), |hold| *hold);
                drop(open.unwrap());
            }
            if to.write_all(&chunk[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}

//! A connection that can be watched and held: TCP from here to there, chunk by chunk.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        mpsc::{Receiver, channel},
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

/// A chunk: which way, on which connection, and how it begins.
struct Chunk {
    way: Passed,
    connection: usize,
    head: String,
}

/// Octets of a chunk's beginning that are kept: more than a request's first line.
const HEAD: usize = 256;

/// True while what comes back is held.
type Held = Arc<(Mutex<bool>, Condvar)>;

/// A proxy on loopback; it lives as long as the test.
pub(crate) struct Proxy {
    address: SocketAddr,
    passed: Receiver<Chunk>,
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
            for (connection, here) in listener.incoming().flatten().enumerate() {
                let Ok(there) = TcpStream::connect(there) else { continue };
                let pair = |stream: &TcpStream| stream.try_clone().unwrap();
                let (to, from) = (pair(&here), pair(&there));
                let tell = |way| {
                    let sender = sender.clone();
                    move |octets: &[u8]| {
                        let head = octets.get(..HEAD).unwrap_or(octets);
                        let head = String::from_utf8_lossy(head).into_owned();
                        let _ = sender.send(Chunk { way, connection, head }); // nobody watches any more
                    }
                };
                copy(here, there, tell(Passed::There), None);
                copy(from, to, tell(Passed::Back), Some(Arc::clone(&gate)));
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

    /// Waits until a request with this in its first line has gone there, and for
    /// [`Passed::Back`] until it was answered. What else passes, the heartbeat of a feed or a look
    /// at the portal's state, is no answer to it.
    pub(crate) fn wait_for(&self, way: Passed, request: &str) {
        let asked = self.wait(|chunk| {
            let line = chunk.head.lines().next().unwrap_or_default();
            chunk.way == Passed::There && line.contains(request)
        });
        if way == Passed::Back {
            self.wait(|chunk| chunk.way == Passed::Back && chunk.connection == asked.connection);
        }
    }

    fn wait(&self, wanted: impl Fn(&Chunk) -> bool) -> Chunk {
        loop {
            match self.passed.recv_timeout(PATIENCE) {
                Ok(chunk) if wanted(&chunk) => return chunk,
                Ok(_) => {}
                Err(_) => panic!("nothing passed"),
            }
        }
    }
}

fn copy(
    mut from: TcpStream,
    mut to: TcpStream,
    tell: impl Fn(&[u8]) + Send + 'static,
    held: Option<Held>,
) {
    thread::spawn(move || {
        let mut chunk = [0; 16 * 1024];
        while let Ok(count @ 1..) = from.read(&mut chunk) {
            tell(&chunk[..count]);
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

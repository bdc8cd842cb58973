//! Finding, opening and using a key file. The private key never leaves the vault.

use std::{path::PathBuf, sync::Arc};

use super::{World, vault::Vault};
use crate::{
    app::effect::OpenedKey,
    domain::{EdsPolicy, Fault, SafeText, Secret},
    eds::{self, Acceptance, Policy},
    signer::key_file,
};

/// Runs work that keeps a processor busy away from the loop. A panic in it counts as a malformed
/// file: nothing was signed.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Fault::Malformed))
}

pub(super) async fn find(world: &World) -> Vec<SafeText> {
    let folders = world.key_folders.clone();
    let found = tokio::task::spawn_blocking(move || key_file::find(&folders)).await;
    found.unwrap_or_default().iter().filter_map(|path| path.to_str()).map(SafeText::new).collect()
}

/// Opens a key file, judges its certificate, and keeps the key.
///
/// The work aside cannot be stopped, only left: a key that was opened after nobody waits for it any
/// more must not come into the vault, so it is put there on this side.
pub(super) async fn open(
    world: &Arc<World>,
    vault: &Vault,
    path: String,
    password: Secret,
    operator: EdsPolicy,
) -> Result<Box<OpenedKey>, Fault> {
    let world = Arc::clone(world);
    let (key, opened) = aside(move || {
        let key = key_file::open(&PathBuf::from(path), password.reveal())?;
        let policy = Policy::Acceptance(Acceptance { operator, ..Acceptance::default() });
        let report = eds::examine(key.certificate(), &world.anchors, &policy, world.clock.now());
        let certificate = key.summary();
        let opened = OpenedKey { certificate, checks: report.lines, verdict: report.verdict };
        Ok((key, opened))
    })
    .await?;
    vault.hold_key(key);
    Ok(Box::new(opened))
}

/// Signs the document: CAdES-BES, detached.
pub(super) async fn sign(
    world: &Arc<World>,
    vault: &Vault,
    document: Arc<[u8]>,
) -> Result<Arc<[u8]>, Fault> {
    let key = vault.key().ok_or(Fault::NotKeyFile)?;
    let world = Arc::clone(world);
    aside(move || {
        let at = world.clock.now();
        eds::sign(&document, &key, false, at, &*world.random).map(Arc::from)
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::{
        path::Path,
        sync::{Mutex, mpsc},
    };

    use super::*;
    use crate::{
        client::Client,
        domain::{Clock, Iin, Moment, OsRandom, Role},
        eds::{
            Anchors, Certificate,
            algorithm::PrivateKey,
            issue::{Authority, Subject, Usage},
            pkcs12,
        },
        text::Texts,
    };

    /// A clock that tells when it is looked at, and answers only when it is let.
    #[derive(Debug)]
    struct Held {
        looked: mpsc::Sender<()>,
        go: Mutex<mpsc::Receiver<()>>,
    }

    impl Clock for Held {
        fn now(&self) -> Moment {
            self.looked.send(()).unwrap();
            self.go.lock().unwrap().recv().unwrap();
            Moment::from_seconds(1_790_000_000)
        }
    }

    fn key_file(at: &Path) {
        let validity = (Moment::from_seconds(1_789_000_000), Moment::from_seconds(1_791_000_000));
        let authority = Authority::root_gost("A", validity, &OsRandom).unwrap();
        let key = PrivateKey::generate_gost512(&OsRandom).unwrap();
        let subject = Subject {
            role: Role::Person,
            surname: "A".to_owned(),
            given: "B".to_owned(),
            patronymic: None,
            iin: Iin::certified("123456789011"),
            organisation: None,
            usage: Usage::Signing,
            validity,
        };
        let spki = key.public().unwrap().to_spki();
        let certificate = authority.certify(&subject, &spki, &OsRandom).unwrap();
        assert!(Certificate::from_der(&certificate).is_ok());
        std::fs::write(at, pkcs12::build(&key, &certificate, "secret", &OsRandom).unwrap())
            .unwrap();
    }

    /// Opens a key; `leave` says whether the citizen goes while it is being opened.
    fn kept(leave: bool) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.p12");
        key_file(&file);
        let (looked, on_look) = mpsc::channel();
        let (let_go, go) = mpsc::channel();
        let world = Arc::new(World {
            client: Client::new("http://127.0.0.1:1", None).unwrap(),
            anchors: Anchors::default(),
            clock: Arc::new(Held { looked, go: Mutex::new(go) }),
            random: Arc::new(OsRandom),
            texts: Arc::new(Texts::new()),
            ncalayer: None,
            phone: None,
            key_folders: Vec::new(),
            save_folder: folder.path().to_owned(),
        });
        let vault = Arc::new(Vault::default());
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
        let (path, of_task) = (file.to_str().unwrap().to_owned(), Arc::clone(&vault));
        let task = runtime.spawn(async move {
            let (password, operator) = (Secret::new("password", "secret"), EdsPolicy::default());
            open(&world, &of_task, path, password, operator).await
        });
        on_look.recv().unwrap(); // the file is open, and its certificate about to be judged
        if leave {
            task.abort();
            assert!(runtime.block_on(task).unwrap_err().is_cancelled());
            let_go.send(()).unwrap();
        } else {
            let_go.send(()).unwrap();
            assert!(runtime.block_on(task).unwrap().is_ok());
        }
        drop(runtime); // waits for the work aside
        vault.key().is_some()
    }

    #[test]
    fn a_key_that_nobody_waits_for_any_more_is_not_kept() {
        assert!(kept(false));
        assert!(!kept(true));
    }
}

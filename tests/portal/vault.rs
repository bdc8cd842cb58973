//! What a console holds of a citizen ends with the visit.

use std::{path::PathBuf, sync::Arc};

use kezekte::{
    app::effect::{Effect, EffectId, Reply, Request, Scope},
    cli::folder::anchors,
    client::Client,
    domain::{Fault, FixedClock, OsRandom, Secret, SystemClock},
    portal::{People, Story},
    runtime::{Runtime, Scripted, Timers, World},
    text::Texts,
};

use super::world::keys;

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_opens_after_the_wipe_is_not_the_next_visitors() {
    let clock = Arc::new(FixedClock::new(kezekte::domain::Clock::now(&SystemClock)));
    let folder = keys();
    let person = People::read(&folder).unwrap().people.into_iter();
    let person = person.into_iter().find(|person| person.story == Story::Gost).unwrap();
    let world = World {
        client: Client::new("http://127.0.0.1:9", None).unwrap(),
        anchors: anchors(Some(&folder.join("trust"))).unwrap(),
        clock: clock.clone(),
        random: Arc::new(OsRandom),
        texts: Arc::new(Texts::new()),
        ncalayer: None,
        phone: None,
        key_folders: Vec::new(),
        save_folder: PathBuf::new(),
    };
    let (mut runtime, mut answers) = Runtime::new(world, Timers::Scripted(Scripted::new(clock)));
    let effect = |id, request| Effect { id: EffectId(id), scope: Scope(1), request };
    let open = Request::OpenKey {
        path: person.file.to_string_lossy().into_owned(),
        password: Secret::new("password", person.password),
        operator: kezekte::domain::EdsPolicy::default(),
    };
    let _ = runtime.carry_out(vec![effect(1, open), effect(2, Request::Wipe)]);
    let opened = answers.recv().await.unwrap();
    assert!(matches!(opened, (EffectId(1), Reply::KeyOpened(Ok(_)))), "{opened:?}");

    let sign = Request::Sign { document: Arc::from(*b"document") };
    let _ = runtime.carry_out(vec![effect(3, sign)]);
    let signed = answers.recv().await.unwrap();
    assert_eq!(signed, (EffectId(3), Reply::Signature(Err(Fault::NotKeyFile))));
}

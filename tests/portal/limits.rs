//! Limits by source, maintenance, and what keeps demonstration and production apart.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::{Maintenance, ProblemCode, Status},
    domain::{Bilingual, Clock as _, FixedClock, SystemClock},
    portal::{Error, Limits, Portal, StoreError, Story},
};
use reqwest::StatusCode;

use super::world::{World, config, fresh, keys, ok, refused, sqlite};

#[tokio::test]
async fn a_source_that_calls_too_often_is_told_when_to_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::new(SystemClock.now()));
    let mut config = config(sqlite(folder.path()), keys(), Arc::clone(&clock));
    // A portal of real people starts only when it is said whom it asks about signatures.
    config.sources.unchecked = true;
    (config.demo, config.limits) = (false, Limits { device: 10, address: 3 });
    let portal = Portal::start(config).await.unwrap();
    let http = reqwest::Client::new();
    let url = format!("{}/api/v1/acceptances", portal.url());
    let call = || http.post(&url).header("Idempotency-Key", fresh()).body("{}").send();
    for _ in 0..3 {
        assert_eq!(refused(call().await.unwrap()).await.code, ProblemCode::BadRequest);
    }
    let response = call().await.unwrap();
    assert_eq!(response.headers()["retry-after"], "21");
    assert_eq!(refused(response).await.code, ProblemCode::TooMany);
    clock.advance(Duration::from_secs(21));
    assert_eq!(refused(call().await.unwrap()).await.code, ProblemCode::BadRequest);
    portal.shutdown().await;
}

#[tokio::test]
async fn maintenance_is_announced_begins_and_ends() {
    let world = World::new().await;
    let person = world.person(Story::Gost);
    let session = world.join(&person).await.session.unwrap();
    let from = world.clock.now().after(Duration::from_secs(60));
    let text = Bilingual {
        kk: "Жоспарлы жұмыстар".into(), ru: "Плановые работы".into()
    };
    let window = Maintenance { from, until: from.after(Duration::from_secs(120)), text };
    world.portal.set_maintenance(Some(&window)).await.unwrap();

    world.request(&person).await;
    world.wait(Duration::from_secs(60));
    let status: Status = ok(world.http.get(world.url("status")).send().await.unwrap()).await;
    assert_eq!(status.maintenance, Some(window));
    let response = world.post(&fresh(), &world.asked(&person)).await;
    assert_eq!(response.headers()["retry-after"], "120");
    assert_eq!(refused(response).await.code, ProblemCode::Maintenance);
    let problem = refused(world.get("account", session.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Maintenance);
    // The kiosk's wipe ends the session even now.
    assert_eq!(world.end_session(session.reveal()).await, StatusCode::NO_CONTENT);
    world.wait(Duration::from_secs(120));
    world.request(&person).await;
}

#[tokio::test]
async fn demonstration_and_production_stay_apart_both_ways() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::new(SystemClock.now()));
    let as_demo = |demo| {
        let mut config = config(sqlite(folder.path()), keys(), Arc::clone(&clock));
        config.demo = demo;
        config.sources.unchecked = !demo;
        config
    };
    Portal::start(as_demo(false)).await.unwrap().shutdown().await;
    let refused = Portal::start(as_demo(true)).await.unwrap_err();
    assert!(matches!(refused, Error::Store(StoreError::NotDemonstration)), "{refused:?}");

    let world = World::new().await;
    let mut config = config(world.database.clone(), keys(), clock);
    (config.demo, config.sources.unchecked) = (false, true);
    let served = Portal::start(config.clone()).await.unwrap_err();
    assert!(matches!(served, Error::Store(StoreError::Served)), "{served:?}");
    let World { portal, _folder, .. } = world;
    portal.shutdown().await;
    let refused = Portal::start(config).await.unwrap_err();
    assert!(matches!(refused, Error::Store(StoreError::Demonstration)), "{refused:?}");
}

#[tokio::test]
async fn an_unknown_path_is_a_problem() {
    let world = World::new().await;
    for path in ["nothing", "account/0", "../etc"] {
        let response = world.http.get(world.url(path)).send().await.unwrap();
        assert_eq!(refused(response).await.code, ProblemCode::NotFound);
    }
}

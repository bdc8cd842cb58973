//! Every flow there is, in both languages and sizes; two runs show the same screens.

use std::{collections::BTreeMap, sync::Arc};

use kezekte::{
    cli::flow::{Place, Set},
    domain::Language,
    shell::flow::{Flow, Job, Outcome, Played, parse, run},
};
use ratatui::layout::Size;

/// The flows of the assets.
pub(crate) fn flows() -> Vec<Arc<Flow>> {
    let folder = std::fs::read_dir("assets/flows").unwrap();
    let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "flow"));
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        Arc::new(parse(&file.display().to_string(), &text).unwrap())
    };
    files.iter().map(read).collect()
}

fn jobs(tried: &[(Language, Size)]) -> Vec<Job> {
    let job = |flow: &Arc<Flow>, (language, size): (Language, Size)| Job {
        flow: Arc::clone(flow),
        language: Some(language),
        size: Some(size),
        review: false,
    };
    flows().iter().flat_map(|flow| tried.iter().map(move |way| job(flow, *way))).collect()
}

fn hashes(played: &[Played]) -> BTreeMap<String, String> {
    let name = |it: &Played| format!("{} {} {:?}", it.file, it.language.tag(), it.size);
    played.iter().map(|played| (name(played), played.hash.clone())).collect()
}

const SMALL: Size = Size::new(80, 24);
const LARGE: Size = Size::new(120, 40);

#[tokio::test(flavor = "multi_thread")]
async fn every_flow_passes_and_a_second_run_shows_the_same_screens() {
    let tried = [
        (Language::Kk, SMALL),
        (Language::Ru, SMALL),
        (Language::Kk, LARGE),
        (Language::Ru, LARGE),
    ];
    let evidence = tempfile::tempdir().unwrap();
    let set = Set::new(Place::Embedded).unwrap().keeping_evidence(evidence.path().to_owned());
    let set = Arc::new(set);
    let first = run(Arc::clone(&set), jobs(&tried), 4).await;
    assert!(first.len() >= 4 * 12, "{}", first.len());
    for played in &first {
        match &played.outcome {
            Outcome::Passed => {}
            Outcome::Failed(failure) => panic!("{failure}\n{}", failure.screen),
            Outcome::NotRun(why) => panic!("{}: {why}", played.file),
        }
        assert_eq!(played.steps.0, played.steps.1);
    }
    every_acceptance_convinces_openssl(evidence.path(), set.kept().await.unwrap());
    // Keys, portals, folders and workers are others now.
    let again = run(Arc::new(Set::new(Place::Embedded).unwrap()), jobs(&tried[..1]), 1).await;
    let first = hashes(&first);
    for (name, hash) in hashes(&again) {
        assert_eq!(hash.len(), 64);
        assert_eq!(first.get(&name), Some(&hash), "{name}: other screens in the second run");
    }
}

/// P9: whatever way a flow signed.
fn every_acceptance_convinces_openssl(folder: &std::path::Path, kept: usize) {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.display().to_string(), std::fs::read(&path).unwrap())
    };
    let packages: Vec<_> = std::fs::read_dir(folder).unwrap().map(read).collect();
    assert!(kept > 0 && packages.len() == kept, "{} of {kept}", packages.len());
    crate::evidence::openssl::check_all(&packages);
}

#[test]
fn no_snapshot_lies_about_that_no_flow_asks_for() {
    let flows = flows();
    for entry in std::fs::read_dir("assets/flows/snapshots").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let stem = name.split('.').next().unwrap();
        let file = format!("assets/flows/{stem}.flow");
        assert!(flows.iter().any(|flow| flow.file == file), "{name} belongs to no flow");
    }
}

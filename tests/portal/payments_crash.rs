//! `kill -9` of the real portal while payments are under way: a retry is the same payment, one line
//! each, and what was acknowledged stays.
//!
//! `KEZEKTE_KILLS` says how often (4 when absent).

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use futures_util::future::join_all;
use kezekte::{
    api::{Paid, ProviderReply, StatementPage},
    domain::{Clock as _, SystemClock},
    portal::Story,
};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{
    payments::Provider,
    world::{World, fresh, ok},
};

/// Payments acknowledged before each kill, and payers at once.
const ACKNOWLEDGED: usize = 12;
const PAYERS: usize = 4;
/// More than any payer gets done between two kills.
const EACH: usize = 60;

struct Serving {
    child: Child,
    url: String,
}

fn serve(folder: &Path, database: &str) -> Serving {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kezekte"));
    command.args(["portal", "serve", "--demo", "--listen", "127.0.0.1:0", "--database", database]);
    command.arg("--keys").arg(folder.join("keys")).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    Serving { child, url: url.trim_end().to_owned() }
}

impl Serving {
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The reply's octets; none when the portal is gone.
async fn pay(
    http: &reqwest::Client,
    provider: &Provider,
    url: &str,
    body: &Value,
) -> Option<Vec<u8>> {
    let answer = provider.call_at(http, url, SystemClock.now(), body).await.ok()?;
    let (status, octets) = (answer.status(), answer.bytes().await.ok()?);
    assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&octets));
    Some(octets.to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_cut_off_by_a_kill_is_one_line_when_it_is_sent_again() {
    let kills: usize = std::env::var("KEZEKTE_KILLS").map_or(4, |text| text.parse().unwrap());
    let world = World::new().await;
    let session = world.join(&world.person(Story::Gost)).await.session.unwrap();
    let account: kezekte::api::AccountView = ok(world.get("account", session.reveal()).await).await;
    let provider = Arc::new(Provider::of(&world));
    let World { portal, database, _folder: folder, .. } = world;
    portal.shutdown().await;

    let http = reqwest::Client::new();
    let (mut acknowledged, mut cut_off, mut sum) = (0, 0, 0);
    let mut replies: Vec<(Value, Vec<u8>)> = Vec::new();
    for _ in 0..kills {
        let serving = serve(folder.path(), &database);
        let (said, mut heard) = mpsc::unbounded_channel();
        let payers: Vec<_> = (0..PAYERS)
            .map(|_| {
                let (http, provider, url) =
                    (http.clone(), Arc::clone(&provider), serving.url.clone());
                let (said, number) = (said.clone(), account.number);
                tokio::spawn(async move {
                    let mut done = Vec::new();
                    for _ in 0..EACH {
                        let body = json!({ "step": "pay", "transaction": fresh(), "account": number,
                            "amount": 10_000, "at": SystemClock.now() });
                        let reply = pay(&http, &provider, &url, &body).await;
                        let is_over = reply.is_none();
                        done.push((body, reply));
                        if is_over {
                            break;
                        }
                        let _ = said.send(());
                    }
                    done
                })
            })
            .collect();
        drop(said);
        for _ in 0..ACKNOWLEDGED {
            heard.recv().await;
        }
        serving.kill();

        // The provider asks again until it is told.
        let serving = serve(folder.path(), &database);
        for done in join_all(payers).await {
            for (body, before) in done.unwrap() {
                let now = pay(&http, &provider, &serving.url, &body).await.unwrap();
                match before {
                    Some(before) => {
                        acknowledged += 1;
                        assert_eq!(before, now, "the same bytes after a kill");
                    }
                    None => cut_off += 1,
                }
                sum += 10_000;
                replies.push((body, now));
            }
        }
        serving.kill();
    }
    assert!(acknowledged >= kills * ACKNOWLEDGED);

    let world = World::on(database, folder).await;
    for (body, reply) in &replies {
        let again = pay(&http, &provider, &world.portal.url(), body).await.unwrap();
        assert_eq!(again, *reply);
    }
    let mut entries: Vec<u64> = replies
        .iter()
        .map(|(_, reply)| match serde_json::from_slice(reply).unwrap() {
            ProviderReply::Pay(Paid { entry, .. }) => entry,
            ProviderReply::Check(_) => panic!("a payment was checked"),
        })
        .collect();
    entries.sort_unstable();
    let session = world.sign_in(&world.person(Story::Gost)).await.session.unwrap();
    let (mut lines, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("account/statement?kind=top_up&limit=100{cursor}");
        let page: StatementPage = ok(world.get(&path, session.reveal()).await).await;
        lines.extend(page.lines);
        match page.next {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let mut lines: Vec<_> =
        lines.into_iter().filter(|line| line.text.ru.as_str().ends_with("Demo Pay")).collect();
    lines.sort_by_key(|line| line.id);
    let ids: Vec<u64> = lines.iter().map(|line| line.id).collect();
    assert_eq!(ids, entries, "one line each and no other");
    assert_eq!(lines.iter().map(|line| line.amount.tiyn()).sum::<i64>(), sum);
    println!("{kills} kills, {acknowledged} acknowledged, {cut_off} finished afterwards");
    world.books_are_whole().await;
}

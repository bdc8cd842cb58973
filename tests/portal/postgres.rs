//! The same story on PostgreSQL, on a server of its own.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use super::{
    contacts, feed, mobile, mobile_service, payments, payments_refused, pending, races,
    search_reads, staff_accounts, staff_actions, staff_races, staff_sign_in, staff_wait, story,
    support, withdrawal, world::World,
};
use crate::material;

const WHAT: &str = "PostgreSQL";
const STAFF: &str = "PostgreSQL: staff";
const DESK: &str = "PostgreSQL: accounts at the desk";
const PENDING: &str = "PostgreSQL: what is pending";
const READS: &str = "PostgreSQL: what a search reads";

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_answers_as_sqlite_does() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(why) => return material::not_run(WHAT, &why),
    };
    material::ran(WHAT);
    let world = server.world("story").await;
    let told = story::tell(&world).await;
    world.books_are_whole().await;
    assert_eq!(told, story::tell(&World::new().await).await);

    server.refuses_to_change_the_past("story");
    races::one_signature_by_many(server.world("signature").await).await;
    races::one_person_many_times(server.world("person").await).await;
    races::one_key_by_many(server.world("key").await).await;
    races::hanging_up(server.world("hanging_up").await).await;
    contacts::a_code_by_many(server.world("code").await).await;
    contacts::the_whole_way(server.world("contacts").await).await;
    contacts::three_tries(server.world("tries").await).await;
    contacts::a_flood_is_stopped(server.world("flood").await).await;
    support::a_stranger_is_answered(server.world("support").await).await;
    withdrawal::there_and_back(server.world("withdrawal").await).await;
    feed::nothing_is_lost_or_doubled(server.world("feed").await).await;
    let here = server.world("feeds").await;
    let there = World::on(here.database.clone(), tempfile::tempdir().unwrap()).await;
    feed::a_second_portal_is_heard(&here, &there).await;
    mobile::join_and_sign_in(&server.world("mobile").await).await;
    mobile_service::join_and_sign_in(server.world("mobile_service").await).await;
    mobile_service::two_portals(server.world("two_portals").await).await;
    mobile_service::a_death(server.world("death").await).await;
    payments::top_up_story(server.world("top_up").await).await;
    payments::same_payment_again(server.world("again").await).await;
    payments::payments_at_once(server.world("at_once").await).await;
    payments_refused::refusals(server.world("refusals").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_as_on_sqlite() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(why) => return material::not_run(STAFF, &why),
    };
    material::ran(STAFF);
    let world = server.world("staff").await;
    staff_sign_in::story(&world).await;
    staff_sign_in::races(&world).await;
    staff_sign_in::lost_replies(&world).await;
    staff_wait::waiting(&world).await;
    // What was counted before is forgotten.
    world.wait(Duration::from_secs(60 * 60));
    staff_wait::at_once(&world).await;
    staff_sign_in::dismissal(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_at_the_desk_as_on_sqlite() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(why) => return material::not_run(DESK, &why),
    };
    material::ran(DESK);
    staff_accounts::found(server.world("found").await).await;
    staff_accounts::pages(server.world("pages").await).await;
    staff_accounts::card(server.world("card").await).await;
    staff_accounts::masked(server.world("masked").await).await;
    staff_accounts::revealed(&server.world("revealed").await).await;
    staff_accounts::capped(server.world("capped").await).await;
    staff_actions::restored(server.world("restored").await).await;
    staff_actions::stopped(server.world("stopped").await).await;
    staff_actions::undone(server.world("undone").await).await;
    staff_actions::refusals(server.world("refusals").await).await;
    staff_actions::told(server.world("told").await).await;
    staff_actions::noted(server.world("noted").await).await;
    staff_races::many_restorings(server.world("restorings").await, 3).await;
    staff_races::one_attempt(server.world("attempt").await).await;
    staff_races::many_undoings(server.world("undoings").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_reads_a_page_and_no_more() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(why) => return material::not_run(READS, &why),
    };
    material::ran(READS);
    search_reads::a_page_and_no_more(server.world("reads").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pending_is_as_on_sqlite() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(why) => return material::not_run(PENDING, &why),
    };
    material::ran(PENDING);
    let asking = async |name: &str, sources| {
        World::on_asking(server.database(name), tempfile::tempdir().unwrap(), sources).await
    };
    pending::no_effect_before_an_answer(asking("no_effect", pending::down()).await).await;
    pending::refused_after_a_day(asking("a_day", pending::down()).await).await;
    let folder = || tempfile::tempdir().unwrap();
    let (world, authority) = World::on_beside_authority(server.database("once"), folder()).await;
    pending::effect_once(world, authority).await;
    let (world, _authority) = World::on_beside_authority(server.database("many"), folder()).await;
    pending::many_at_once(world).await;
    // Two portals of one database: one of them asks, once.
    let (here, authority) = World::on_beside_authority(server.database("two"), folder()).await;
    let sources = kezekte::cli::demonstration::sources(&authority);
    let clock = std::sync::Arc::clone(&here.clock);
    let there = World::on_asking_at(here.database.clone(), folder(), sources, clock).await;
    pending::two_portals(&here, &there, &authority).await;
}

/// A server in a folder of its own, on a socket there. PostgreSQL refuses root, so under root it
/// runs as its own user; it ends with this value, and with this process if that is killed.
struct Server {
    child: Child,
    folder: TempDir,
}

impl Server {
    fn start() -> Result<Self, String> {
        let binaries = binaries().ok_or("no initdb here")?;
        let folder = tempfile::Builder::new().prefix("kpg").tempdir_in("/tmp").unwrap();
        let data = folder.path().join("data");
        let root = std::fs::metadata("/proc/self")
            .is_ok_and(|of| std::os::unix::fs::MetadataExt::uid(&of) == 0);
        if root && !run(Command::new("chown").arg("postgres:postgres").arg(folder.path())) {
            return Err("root, and no user postgres".to_owned());
        }
        let mut initdb = as_server(root, &binaries.join("initdb"));
        initdb.args(["-U", "kezekte", "--auth=trust", "-N", "-E", "UTF8", "-D"]).arg(&data);
        if !run(&mut initdb) {
            return Err("initdb failed".to_owned());
        }
        let mut postgres = as_server(root, &binaries.join("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(folder.path());
        postgres.args(["-c", "listen_addresses=", "-c", "max_connections=100"]);
        let mut child = postgres.stderr(Stdio::piped()).spawn().map_err(|e| e.to_string())?;
        wait_until_ready(&mut child)?;
        let server = Self { child, folder };
        Ok(server)
    }

    fn refuses_to_change_the_past(&self, name: &str) {
        let socket = self.folder.path().display().to_string();
        for sql in [
            "UPDATE events SET payload = '{}'",
            "DELETE FROM events",
            "TRUNCATE events",
            "UPDATE postings SET amount = amount + 1",
            "DELETE FROM postings",
            "DELETE FROM transactions",
            "TRUNCATE payments",
            "UPDATE ledger_accounts SET balance = -1 WHERE account IS NOT NULL",
            "INSERT INTO transactions VALUES (999999, 'refund', '', '', 0)",
            "INSERT INTO postings VALUES (999999, 999999, 1, 5)",
        ] {
            let mut psql = Command::new(binaries().unwrap().join("psql"));
            psql.args(["-h", &socket, "-U", "kezekte", "-d", name, "-c", sql]);
            assert!(!run(&mut psql), "{sql}");
        }
        let mut psql = Command::new(binaries().unwrap().join("psql"));
        psql.args(["-h", &socket, "-U", "kezekte", "-d", name, "-c", "SELECT 1 FROM events"]);
        assert!(run(&mut psql), "and it is not psql that fails");
    }

    async fn world(&self, name: &str) -> World {
        World::on(self.database(name), tempfile::tempdir().unwrap()).await
    }

    /// An empty database's address.
    fn database(&self, name: &str) -> String {
        let socket = self.folder.path().display();
        let mut psql = Command::new(binaries().unwrap().join("createdb"));
        psql.args(["-h", &socket.to_string(), "-U", "kezekte", name]);
        assert!(run(&mut psql));
        format!("postgres://kezekte@localhost/{name}?host={socket}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The server says on its log that it is ready; its socket appears before it is.
fn wait_until_ready(child: &mut Child) -> Result<(), String> {
    let mut log = child.stderr.take().ok_or("no log")?;
    let (mut said, mut part) = (String::new(), [0; 4096]);
    while !said.contains("ready to accept connections") {
        match log.read(&mut part) {
            Ok(0) | Err(_) => {
                return Err(format!("the server ended: {}", said.replace(['\t', '\n'], " ")));
            }
            Ok(octets) => said.push_str(&String::from_utf8_lossy(&part[..octets])),
        }
    }
    // Nobody reads on: the rest of the log must not block the server.
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    Ok(())
}

fn as_server(root: bool, binary: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg("--").arg(binary).current_dir("/").env("LC_ALL", "C.UTF-8");
    command
}

fn run(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// The newest PostgreSQL of Debian's folders.
fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<_> =
        versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| folder.join("initdb").is_file())
}

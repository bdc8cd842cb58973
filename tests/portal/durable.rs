//! P2: no 2xx of a call that changed something leaves before the change is on the disk. Seen from
//! outside, in the order of the program's system calls.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use super::crash::{add_device, citizens, join, serve_by};
use crate::material;

const WHAT: &str = "order of system calls";
/// Longer than the tracer needs to write its last line.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_is_on_the_disk_before_its_answer_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    if let Err(why) = can_trace(&trace) {
        return material::not_run(WHAT, &why);
    }
    material::ran(WHAT);
    let people = citizens(folder.path(), 3);
    let database = format!("sqlite:{}", folder.path().join("portal.db").display());
    let portal = serve_by(tracer(&trace), folder.path(), &database);
    let device = add_device(&database);
    for citizen in &people {
        join(&portal.url, &device, citizen).await.unwrap();
    }
    portal.end();

    let lines = read_to_the_end(&trace);
    let (mut dirty, mut synced, mut answers) = (false, 0, 0);
    for line in lines.lines() {
        if line.contains("pwrite64(") && line.contains("portal.db-wal") {
            dirty = true;
        } else if line.contains("sync") && line.ends_with("= 0") {
            (dirty, synced) = (false, synced + 1);
        } else if line.contains("HTTP/1.1 20") {
            answers += 1;
            assert!(!dirty, "the answer left before its commit was on the disk:\n{line}");
        }
    }
    assert_eq!(answers, 2 * people.len(), "a request and a signature each");
    assert!(synced >= answers, "{synced} syncs for {answers} answers");
}

/// The program under a tracer that is its grandchild: ending the child ends the program.
fn tracer(trace: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-D", "-f", "-y", "-s", "24", "-o"]).arg(trace);
    command.args(["-e", "trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg"]);
    command.arg(env!("CARGO_BIN_EXE_kezekte"));
    command
}

fn can_trace(trace: &Path) -> Result<(), String> {
    let tried = tracer(trace).arg("--version").output();
    match tried {
        Ok(output) if output.status.success() && !read_to_the_end(trace).is_empty() => Ok(()),
        Ok(_) => Err("strace may not trace here".to_owned()),
        Err(_) => Err("no strace here".to_owned()),
    }
}

/// The trace, once its last line says how the program ended.
fn read_to_the_end(trace: &Path) -> String {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        let text = std::fs::read_to_string(trace).unwrap_or_default();
        let last = text.lines().last().unwrap_or_default();
        if last.ends_with("+++ exited with 0 +++") || last.ends_with("+++ killed by SIGKILL +++") {
            return text;
        }
        std::thread::yield_now();
    }
    String::new()
}

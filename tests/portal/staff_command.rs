//! `kezekte portal staff …`, the real program beside a portal that serves the database.

use std::process::{Command, Output};

use kezekte::{
    api::{ProblemCode, staff::StaffPassed},
    domain::StaffRole,
};

use super::{
    staff_sign_in::whose,
    world::{World, fresh, ok, refused},
};

fn staff(world: &World, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kezekte"));
    command.args(["portal", "staff"]).args(arguments).args(["--database", &world.database]);
    command.output().unwrap()
}

/// What a command that has to succeed prints, without the end of its line.
fn printed(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{said}");
    String::from_utf8(output.stdout.clone()).unwrap().trim_end().to_owned()
}

/// What a command that has to fail says, and nothing else.
fn said(output: &Output) -> String {
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), b"".as_slice()));
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_looked_after_beside_a_portal_that_runs() {
    let world = World::new().await;
    let add = ["add", "Saule.K", "--name", "Сәуле К.", "--role", "agent"];
    let password = printed(&staff(&world, &add));
    assert_eq!(password.len(), 19, "four groups of four");
    let passed: StaffPassed = ok(world.post_password(&fresh(), "saule.k", &password).await).await;
    assert!(format!("{passed:?}").contains("••••"), "nothing of it is printed");

    let list = printed(&staff(&world, &["list"]));
    let line = list.lines().find(|line| line.starts_with("saule.k ")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["saule.k", "agent", "not", "enrolled", "Сәуле", "К."]);
    assert_eq!(list.lines().count(), 6, "{list}");

    printed(&staff(&world, &["role", "saule.k", "viewer"]));
    let new = printed(&staff(&world, &["reset", "saule.k"]));
    assert_ne!(new, password);
    let problem = refused(world.post_password(&fresh(), "saule.k", &password).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused);

    // A session that is open is over at once.
    let session = world.sign_in_staff(StaffRole::Agent).await;
    let login = world.member(StaffRole::Agent).login;
    assert_eq!(whose(&world, &session).await.status(), 200);
    assert_eq!(printed(&staff(&world, &["disable", login.as_str()])), "");
    assert_eq!(whose(&world, &session).await.status(), 401);
    let list = printed(&staff(&world, &["list"]));
    let disabled = |line: &str| line.starts_with(login.as_str()) && line.contains(" disabled ");
    assert!(list.lines().any(disabled), "{list}");

    let refusals: [(&[&str], &str); 5] = [
        (
            &["add", "Portal", "--name", "X", "--role", "agent"],
            "portal is a name the log keeps for others",
        ),
        (&add, "this login is taken"),
        (&["add", "900101300017", "--name", "X", "--role", "agent"], "a login is 2 to 32"),
        (&["reset", login.as_str()], "this member is disabled"),
        (&["disable", "nobody"], "no member of staff has this login"),
    ];
    for (arguments, expected) in refusals {
        let said = said(&staff(&world, arguments));
        assert!(said.contains(expected), "{said}");
        assert!(!said.contains("900101300017"), "{said}");
    }
    printed(&staff(&world, &["enable", login.as_str()]));
    world.books_are_whole().await;
}

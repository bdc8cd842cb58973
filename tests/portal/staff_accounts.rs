//! Finding and reading accounts at the desk: search, card, timeline, stopped; what is masked and
//! what is counted.

use std::time::Duration;

use kezekte::{
    api::{
        ProblemCode,
        staff::{
            AccountHits, HolderKind, Matched, NoticeState, RestoreReason, Revealed, TimelineKind,
            TimelinePage,
        },
    },
    domain::{AccountState, Number, StaffRole},
    portal::Story,
};
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};

use super::{
    staff_calls::{Desk, debtor},
    world::{World, fresh, ok, refused},
};

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_found_by_what_people_say() {
    found(World::new().await).await;
}

pub(super) async fn found(world: World) {
    let desk = Desk::of(&world, StaffRole::Viewer).await;
    let person = debtor(&world);
    let card = desk.card_of(&person).await;
    let only = |hits: AccountHits, by: Matched| {
        assert_eq!(hits.next, None);
        let found: Vec<_> = hits.hits.iter().map(|hit| (hit.account, hit.matched)).collect();
        assert_eq!(found, [(card.account, Some(by))]);
    };
    let digits = person.number.digits();
    only(desk.search(digits).await, Matched::Number);
    only(desk.search(&format!(" {} {} ", &digits[..6], &digits[6..])).await, Matched::Number);
    only(desk.search(&format!("№{}", card.account)).await, Matched::Account);
    only(desk.search(&format!("demo-{}-1", card.account)).await, Matched::Case);
    only(desk.search(" жұмабек  Дин").await, Matched::Name);
    only(desk.search("ЖҰМАБЕК").await, Matched::Name);
    // As it is typed where there is no Kazakh keyboard.
    only(desk.search("Жумабек").await, Matched::Name);
    let phone = person.phone.as_ref().unwrap();
    let by_phone = desk.search(phone.tail()).await.hits;
    let by_phone = by_phone.iter().find(|hit| hit.account == card.account).unwrap();
    assert_eq!(by_phone.matched, Some(Matched::Phone));
    for nothing in ["жұмабекдинара", "000000000000", "№", "%", "_", "ж", "demo-", "99999999"]
    {
        assert_eq!(desk.search(nothing).await.hits, [], "{nothing}");
    }

    // A help request's number leads to whoever asked.
    let session = world.sign_in(&person).await.session.unwrap();
    let call = world.http.post(world.url("support/requests")).bearer_auth(session.reveal());
    let call = call.header("Kezekte-Device", &world.credential);
    let body = json!({ "topic": "stopped", "text": "Когда откроете?", "language": "ru" });
    let call = call.header("Idempotency-Key", fresh()).json(&body);
    let asked: Value = ok(call.send().await.unwrap()).await;
    let request = asked["request"]["id"].as_u64().unwrap();
    only(desk.search(&request.to_string()).await, Matched::Request);
    let card = desk.card(card.account).await;
    assert_eq!(card.requests.iter().map(|line| line.id).collect::<Vec<_>>(), [request]);

    // An organisation is found by its own name and by that of who signed for it, and is not masked.
    let head = world.person(Story::Head);
    world.join(&head).await;
    for query in ["мысал құр", "примерова"] {
        let hits = desk.search(query).await.hits;
        assert_eq!(hits.len(), 1, "{query}");
        assert_eq!(hits[0].kind, HolderKind::Organisation);
        assert_eq!(hits[0].name.as_str(), "Мысал құрылыс ЖШС");
        assert_eq!(hits[0].number_masked.as_str(), "········0014");
    }
    for odd in [
        json!({ "query": "" }),
        json!({ "query": "  " }),
        json!({ "query": "x".repeat(101) }),
        json!({ "query": "x", "limit": 0 }),
        json!({ "query": "x", "limit": 101 }),
        json!({ "query": "x", "cursor": "o1" }),
        json!({ "query": "xx", "cursor": "o1" }),
        json!({ "query": "x", "cursor": "ә" }),
    ] {
        let response = desk.ask("accounts/search", &odd).await;
        if odd["query"] == "x" && odd["cursor"] == "o1" {
            assert_eq!(ok::<AccountHits>(response).await.hits, []);
        } else {
            assert_eq!(refused(response).await.code, ProblemCode::BadRequest, "{odd}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn exact_hits_come_first_and_pages_go_on_without_gap_or_repetition() {
    pages(World::new().await).await;
}

pub(super) async fn pages(world: World) {
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let seen = agent.card_of(&debtor(&world)).await;
    let body = json!({ "reason": "payment_received", "case": "СЕ", "note": "" });
    let _: Value = ok(agent.act("restore", &seen, &fresh(), &body).await).await;
    // СЕРІКҚАЛИ, СЕЙІТБЕК by name; the case by its number.
    let whole = agent.search("се").await.hits;
    let kinds: Vec<_> = whole.iter().map(|hit| hit.matched.unwrap()).collect();
    assert_eq!(kinds, [Matched::Case, Matched::Name, Matched::Name]);
    assert_eq!(whole[0].account, seen.account);
    for limit in 1..=3 {
        let (mut paged, mut cursor) = (Vec::new(), None);
        loop {
            let asked = json!({ "query": "СЕ", "limit": limit, "cursor": cursor });
            let page: AccountHits = ok(agent.ask("accounts/search", &asked).await).await;
            assert!(page.hits.len() <= limit);
            paged.extend(page.hits);
            cursor = page.next.map(|next| next.to_string());
            match &cursor {
                None => break,
                // It tells a place, nothing of a name.
                Some(cursor) => assert!(cursor.is_ascii() && cursor.len() < 8, "{cursor}"),
            }
        }
        assert_eq!(paged, whole, "by {limit}");
    }

    let all: AccountHits = ok(agent.get("stopped?limit=100").await).await;
    assert_eq!(all.total, Some(all.hits.len() as u64));
    assert!(all.hits.len() >= 10 && all.hits.iter().all(|hit| hit.matched.is_none()));
    assert!(all.hits.iter().all(|hit| hit.account != seen.account), "restored meanwhile");
    assert!(all.hits.windows(2).all(|pair| pair[0].since >= pair[1].since));
    assert!(all.hits.iter().all(|hit| hit.cause.is_some()));
    let (mut paged, mut path) = (Vec::new(), "stopped?limit=3".to_owned());
    loop {
        let page: AccountHits = ok(agent.get(&path).await).await;
        assert_eq!(page.total, all.total);
        paged.extend(page.hits);
        let Some(next) = page.next else { break };
        path = format!("stopped?limit=3&cursor={next}");
    }
    assert_eq!(paged, all.hits);
    for odd in ["stopped?limit=0", "stopped?limit=101", "stopped?cursor=x", "stopped?cursor=1"] {
        assert_eq!(refused(agent.get(odd).await).await.code, ProblemCode::BadRequest, "{odd}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_says_why_and_what_happened() {
    card(World::new().await).await;
}

pub(super) async fn card(world: World) {
    let desk = Desk::of(&world, StaffRole::Auditor).await;
    let person = debtor(&world);
    let card = desk.card_of(&person).await;
    assert_eq!((card.state, &card.cause), (AccountState::AccessStopped, &person.cause));
    let stopped = card.stopped.unwrap();
    assert_eq!(stopped.actor.as_str(), "portal");
    assert_eq!(stopped.case.unwrap().as_str(), format!("DEMO-{}-2", card.account));
    assert_eq!(card.number_masked.as_str(), person.number.masked());
    assert_eq!(card.name.as_str(), "Ж*** Д***");
    let phone = person.phone.as_ref().unwrap().masked();
    assert_eq!(card.phone_masked.unwrap().as_str(), phone);
    assert!(card.email_masked.unwrap().as_str().ends_with("···@example.kz"));
    assert_eq!(card.acceptances.len(), 1);
    assert_eq!(card.balance.unwrap().amount, card.statement[0].balance);
    assert_eq!(card.statement.len(), 10);
    assert_eq!(card.undoable, None);
    let texts: Vec<_> = card.notices.iter().map(|notice| notice.text.ru.as_str()).collect();
    assert!(card.notices.iter().all(|notice| notice.state == NoticeState::Published));
    assert!(texts[0].contains("пункт 3.1.3 Соглашения, нарушен пункт 4.7"), "{texts:?}");
    assert!(texts[1].contains("восстановлена") && texts[2].contains("4.6"), "{texts:?}");
    assert_eq!(card.notes[0].author.as_str(), "aigul");

    let page: TimelinePage =
        ok(desk.get(&format!("accounts/{}/timeline", card.account)).await).await;
    let told: Vec<_> = page.entries.iter().map(|e| (e.kind, e.actor.as_str())).collect();
    let newest = [
        (TimelineKind::Noted, "aigul"),
        (TimelineKind::AccessStopped, "portal"),
        (TimelineKind::Restored, "aigul"),
        (TimelineKind::AccessStopped, "marat"),
        (TimelineKind::ToppedUp, "portal"),
    ];
    assert_eq!(told[..5], newest);
    assert_eq!(told.last().unwrap(), &(TimelineKind::Accepted, "citizen"));
    assert_eq!(page.entries[2].reason, Some(RestoreReason::DataCorrected));
    assert_eq!(page.entries[1].cause, person.cause);
    assert!(page.entries[0].note.is_some() && page.entries[2].case.is_some());
    assert!(
        page.entries.windows(2).all(|pair| pair[0].at >= pair[1].at && pair[0].seq > pair[1].seq)
    );
    let last = page.entries[3].seq;
    let path = format!("accounts/{}/timeline?cursor={last}", card.account);
    let rest: TimelinePage = ok(desk.get(&path).await).await;
    assert_eq!(rest.entries, page.entries[4..]);

    for path in ["accounts/1", "accounts/x", "accounts/1/timeline", "accounts/99999999999999999999"]
    {
        assert_eq!(refused(desk.get(path).await).await.code, ProblemCode::NotFound, "{path}");
    }
    let admin = Desk::of(&world, StaffRole::Admin).await;
    let path = format!("accounts/{}", card.account);
    for response in [
        admin.get(&path).await,
        admin.get(&format!("{path}/timeline")).await,
        admin.get("stopped").await,
        admin.get("actions").await,
        admin.ask("accounts/search", &json!({ "query": "жұмабек" })).await,
    ] {
        assert_eq!(refused(response).await.code, ProblemCode::RoleNotAllowed);
    }
}

/// Every word of a name, every number, phone and e-mail of everybody.
fn secrets(world: &World) -> Vec<String> {
    let mut secrets = Vec::new();
    for person in &world.people.people {
        secrets.push(person.number.digits().to_owned());
        secrets.extend(person.name.as_str().split_whitespace().map(str::to_lowercase));
        secrets.extend(person.phone.as_ref().map(|phone| phone.digits().to_owned()));
        secrets.extend(person.email.as_ref().map(|email| email.as_str().to_owned()));
    }
    secrets
}

fn assert_masked(what: &str, text: &str, secrets: &[String]) {
    let lower = text.to_lowercase();
    for secret in secrets {
        assert!(!lower.contains(secret.as_str()), "{what} tells {secret}: {text}");
    }
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let number = word.len() == 12 && Number::parse(word).is_ok();
        assert!(!number, "{what}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_named_in_anything_but_what_is_revealed() {
    masked(World::new().await).await;
}

pub(super) async fn masked(world: World) {
    let secrets = secrets(&world);
    assert!(secrets.len() > 60);
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let mut accounts = Vec::new();
    for person in &world.people.people {
        let response =
            supervisor.ask("accounts/search", &json!({ "query": person.number.digits() })).await;
        let text = response.text().await.unwrap();
        assert_masked("search", &text, &secrets);
        let hits: AccountHits = serde_json::from_str(&text).unwrap();
        accounts.extend(hits.hits.into_iter().map(|hit| hit.account));
    }
    assert!(accounts.len() > 12);
    for account in &accounts {
        let path = format!("accounts/{account}");
        let seen = supervisor.card(*account).await;
        let note = json!({ "text": "Перезвонить после обеда" });
        let mut texts = vec![
            supervisor.get(&path).await.text().await.unwrap(),
            supervisor.get(&format!("{path}/timeline")).await.text().await.unwrap(),
            supervisor.post(&format!("{path}/notes"), &fresh(), &note).await.text().await.unwrap(),
            supervisor
                .ask(&format!("{path}/preview"), &json!({ "kind": "restore" }))
                .await
                .text()
                .await
                .unwrap(),
        ];
        let done = supervisor.restore(&seen).await.text().await.unwrap();
        if let Ok(done) = serde_json::from_str::<Value>(&done)
            && let Some(action) = done["action"]["id"].as_str()
        {
            texts.push(supervisor.undo(action, &fresh()).await.text().await.unwrap());
        }
        texts.push(done);
        for text in &texts {
            assert_masked(&path, text, &secrets);
        }
    }
    for path in ["stopped?limit=100", "actions", "requests"] {
        assert_masked(path, &supervisor.get(path).await.text().await.unwrap(), &secrets);
    }
    // A note cannot carry what the card masks.
    let path = format!("accounts/{}/notes", accounts[0]);
    let note = json!({ "text": format!("ИИН {}", world.people.people[0].number.digits()) });
    let problem = refused(supervisor.post(&path, &fresh(), &note).await).await;
    assert_eq!(problem.code, ProblemCode::BadValue);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_field_is_revealed_for_half_a_minute_and_logged_without_it() {
    let world = World::new().await;
    let secrets = revealed(&world).await;
    // Nothing that was revealed or searched for stands in an event, a reply that is kept, or the
    // events' actors.
    let mut database = SqliteConnection::connect(&world.database).await.unwrap();
    for sql in [
        "SELECT kind || ' ' || actor || ' ' || payload FROM events WHERE kind LIKE 'staff.%'
             OR kind LIKE 'account.%'",
        "SELECT actor || ' ' || key || ' ' || body FROM replies WHERE operation LIKE 'staff.%'",
    ] {
        let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut database).await.unwrap();
        assert!(rows.len() > 3, "{sql}");
        for row in rows {
            for secret in &secrets {
                assert!(!row.contains(secret.as_str()), "{row}");
            }
        }
    }
    let sql = "SELECT payload FROM events WHERE kind = 'account.revealed' ORDER BY seq LIMIT 1";
    let payload: String = sqlx::query_scalar(sql).fetch_one(&mut database).await.unwrap();
    let mut payload: Value = serde_json::from_str(&payload).unwrap();
    payload.as_object_mut().unwrap().remove("blind");
    assert_eq!(payload, json!({ "field": "number", "reason": "caller_identity" }));
    let sql = "SELECT payload FROM events WHERE kind = 'staff.searched' ORDER BY seq LIMIT 1";
    let payload: String = sqlx::query_scalar(sql).fetch_one(&mut database).await.unwrap();
    let mut payload: Value = serde_json::from_str(&payload).unwrap();
    payload.as_object_mut().unwrap().remove("blind");
    assert_eq!(payload, json!({ "matched": ["number"], "hits": 1 }));
}

pub(super) async fn revealed(world: &World) -> Vec<String> {
    let agent = Desk::of(world, StaffRole::Agent).await;
    let person = debtor(world);
    let account = agent.card_of(&person).await.account;
    let path = format!("accounts/{account}/reveal");
    let body = |field: &str| json!({ "field": field, "reason": "caller_identity" });
    let at = world.clock_now();
    let expected = [
        ("number", person.number.digits().to_owned()),
        ("phone", person.phone.as_ref().unwrap().e164()),
        ("email", person.email.as_ref().unwrap().as_str().to_owned()),
    ];
    for (field, value) in &expected {
        let shown: Revealed = ok(agent.post(&path, &fresh(), &body(field)).await).await;
        assert_eq!(shown.value.reveal(), value);
        assert_eq!(shown.until, at.after(Duration::from_secs(30)));
    }
    let shown: Revealed = ok(agent.post(&path, &fresh(), &body("name")).await).await;
    assert!(shown.value.reveal().contains("ЖҰМАБЕК"));
    assert_eq!(agent.count(account, TimelineKind::Revealed).await, 4);

    // A lost reply is asked for again: the same look, no other event, as long as it lasts.
    let key = fresh();
    let first: Revealed = ok(agent.post(&path, &key, &body("number")).await).await;
    world.wait(Duration::from_secs(29));
    let again: Revealed = ok(agent.post(&path, &key, &body("number")).await).await;
    assert_eq!(first, again);
    assert_eq!(agent.count(account, TimelineKind::Revealed).await, 5);
    for field in ["name", "number"] {
        world.wait(Duration::from_secs(1));
        let problem = refused(agent.post(&path, &key, &body(field)).await).await;
        assert_eq!(problem.code, ProblemCode::KeyReused);
    }
    let nowhere = agent.post("accounts/1/reveal", &fresh(), &body("name")).await;
    assert_eq!(refused(nowhere).await.code, ProblemCode::NotFound);
    let unknown = agent.card_of(&world.person(Story::Gost)).await.account;
    let path = format!("accounts/{unknown}/reveal");
    let problem = refused(agent.post(&path, &fresh(), &body("phone")).await).await;
    assert_eq!(problem.code, ProblemCode::NotFound, "no phone was confirmed");
    let mut secrets: Vec<String> = expected.into_iter().map(|(_, value)| value).collect();
    secrets.push("ЖҰМАБЕК".to_owned());
    secrets.push(world.person(Story::Gost).number.digits().to_owned());
    secrets
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_in_bulk_ends() {
    capped(World::new().await).await;
}

pub(super) async fn capped(world: World) {
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let account = agent.card_of(&debtor(&world)).await.account;
    let body = json!({ "field": "number", "reason": "call_back" });
    let path = format!("accounts/{account}/reveal");
    let mut shown = 0;
    let response = loop {
        let response = agent.post(&path, &fresh(), &body).await;
        if !response.status().is_success() {
            break response;
        }
        shown += 1;
    };
    assert_eq!(shown, 60);
    let wait: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert_eq!(refused(response).await.code, ProblemCode::TooMany);
    assert!((1..=3_600).contains(&wait));
    let mut found = 1; // the card's own search
    let response = loop {
        let response = agent.ask("accounts/search", &json!({ "query": "4417" })).await;
        if !response.status().is_success() {
            break response;
        }
        found += 1;
    };
    assert_eq!(found, 300);
    assert_eq!(refused(response).await.code, ProblemCode::TooMany);
    // Nobody else waits, and the hour passes.
    let other = Desk::of(&world, StaffRole::Supervisor).await;
    other.search("4417").await;
    let _: Value = ok(other.post(&path, &fresh(), &body).await).await;
    world.wait(Duration::from_secs(wait));
    let again = Desk::of(&world, StaffRole::Agent).await;
    again.search("4417").await;
    let _: Value = ok(again.post(&path, &fresh(), &body).await).await;
}

//! The contract's description is the stored one. After an intended change:
//! `kezekte portal openapi > tests/portal/openapi.json`.

use kezekte::cli::portal::openapi;

#[test]
fn the_openapi_document_is_the_stored_one() {
    let stored = include_str!("openapi.json");
    assert_eq!(openapi().trim_end(), stored.trim_end());
}

#[test]
fn every_path_and_state_changing_call_is_described() {
    let document: serde_json::Value = serde_json::from_str(&openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let known: Vec<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(
        known,
        [
            "/api/v1/acceptances",
            "/api/v1/acceptances/{id}",
            "/api/v1/acceptances/{id}/signature",
            "/api/v1/account",
            "/api/v1/account/balance",
            "/api/v1/account/contacts",
            "/api/v1/account/contacts/confirm",
            "/api/v1/account/statement",
            "/api/v1/account/top-ups",
            "/api/v1/account/top-ups/{id}",
            "/api/v1/agreement",
            "/api/v1/openapi.json",
            "/api/v1/payments/{provider}",
            "/api/v1/queues",
            "/api/v1/sessions",
            "/api/v1/sessions/challenge",
            "/api/v1/sessions/current",
            "/api/v1/staff/accounts/search",
            "/api/v1/staff/accounts/{id}",
            "/api/v1/staff/accounts/{id}/block",
            "/api/v1/staff/accounts/{id}/notes",
            "/api/v1/staff/accounts/{id}/preview",
            "/api/v1/staff/accounts/{id}/restore",
            "/api/v1/staff/accounts/{id}/reveal",
            "/api/v1/staff/accounts/{id}/stop-access",
            "/api/v1/staff/accounts/{id}/timeline",
            "/api/v1/staff/actions",
            "/api/v1/staff/actions/{id}/undo",
            "/api/v1/staff/events",
            "/api/v1/staff/requests",
            "/api/v1/staff/requests/{id}",
            "/api/v1/staff/requests/{id}/answer",
            "/api/v1/staff/requests/{id}/close",
            "/api/v1/staff/requests/{id}/take",
            "/api/v1/staff/sessions",
            "/api/v1/staff/sessions/code",
            "/api/v1/staff/sessions/current",
            "/api/v1/staff/sessions/current/confirm",
            "/api/v1/staff/stopped",
            "/api/v1/status",
            "/api/v1/support/requests",
            "/api/v1/support/requests/{id}",
        ]
    );
    for (path, item) in paths {
        for method in ["post", "put"] {
            let Some(operation) = item.get(method) else { continue };
            let parameters = operation["parameters"].as_array().unwrap();
            // A payment's transaction id is its key.
            let is_payment = path == "/api/v1/payments/{provider}";
            let keyed = is_payment || parameters.iter().any(|p| p["name"] == "Idempotency-Key");
            assert!(keyed, "{method} {path} takes no idempotency key");
        }
    }
}

//! The contract's description is the stored one. After an intended change:
//! `kezekte portal openapi > tests/portal/openapi.json`.

use std::collections::BTreeSet;

use kezekte::cli::portal::openapi;

use super::fuzz::ROUTES;

#[test]
fn the_openapi_document_is_the_stored_one() {
    let stored = include_str!("openapi.json");
    assert_eq!(openapi().trim_end(), stored.trim_end());
}

#[test]
fn every_path_and_state_changing_call_is_described() {
    let document: serde_json::Value = serde_json::from_str(&openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let known: BTreeSet<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(known, ROUTES.iter().map(|(_, path)| *path).collect());
    for (path, item) in paths {
        for method in ["post", "put"] {
            let Some(operation) = item.get(method) else { continue };
            // A payment's transaction id is its key, and a phone's token; a search and a preview
            // change nothing.
            let keyless = [
                "/api/v1/payments/{provider}",
                "/mgovSign/document",
                "/api/v1/staff/accounts/search",
                "/api/v1/staff/accounts/{id}/preview",
            ];
            if keyless.contains(&path.as_str()) {
                continue;
            }
            let parameters = operation["parameters"].as_array().unwrap();
            let keyed = parameters.iter().any(|p| p["name"] == "Idempotency-Key");
            assert!(keyed, "{method} {path} takes no idempotency key");
        }
    }
}

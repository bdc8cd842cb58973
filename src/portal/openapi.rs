//! The contract's description, made from the routes themselves.

use utoipa::openapi::{
    InfoBuilder, LicenseBuilder, OpenApi,
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use super::routes;

/// The OpenAPI 3.1 document of `/api/v1`.
#[must_use]
pub fn document() -> OpenApi {
    routes::described().1
}

/// What the routes cannot say of themselves.
pub(super) fn complete(document: &mut OpenApi) {
    document.info = InfoBuilder::new()
        .title("Kezekte portal")
        .version("1")
        .description(Some(
            "Joining the user agreement by a digital signature, and a citizen's own account. \
             Refusals are application/problem+json with a stable code. Times are RFC 3339 in UTC, \
             money is whole tiyn.",
        ))
        .license(Some(LicenseBuilder::new().name("MIT").build()))
        .build();
    let bearer = |about: &str| {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        SecurityScheme::Http(scheme.description(Some(about)).build())
    };
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("claim", bearer("The claim of an unfinished request."));
    components.add_security_scheme("session", bearer("A citizen's session, ten minutes idle."));
    let phone = "What the answer of /mgovSign gave to the phone.";
    components.add_security_scheme("phone", bearer(phone));
    components.add_security_scheme("staff", bearer("A member of staff's session."));
    let device = ApiKeyValue::with_description("Kezekte-Device", "A device: id.secret.");
    let provider =
        ApiKeyValue::with_description("Kezekte-Signature", "A payment provider: HMAC-SHA256.");
    components.add_security_scheme("provider", SecurityScheme::ApiKey(ApiKey::Header(provider)));
    components.add_security_scheme("device", SecurityScheme::ApiKey(ApiKey::Header(device)));
}

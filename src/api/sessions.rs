//! `DELETE sessions/current`: the kiosk's wipe ends the citizen's session at the portal too.

use serde::{Deserialize, Serialize};

use super::{Authority, Endpoint, Method};

/// Ends the session that authorises the call. Ending an ended session is no error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndSession {}

impl Endpoint for EndSession {
    type Reply = ();
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/api/v1/sessions/current";
    const AUTHORITY: Authority = Authority::Citizen;
}

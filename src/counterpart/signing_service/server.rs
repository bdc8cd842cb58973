//! The service over HTTP.

use std::{io, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::{Path, Query, State as Shared},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Mode,
    desk::{Desk, figures},
};
use crate::{
    api::phone::{Bundle, DocumentPlace, Invitation, Organisation, SUCCESS},
    counterpart::served::Served,
    domain::{Clock, Random},
};

/// How long a code can be read and signed.
const WINDOW: Duration = Duration::from_secs(4 * 60);

/// The service, listening.
#[derive(Debug)]
pub struct Server {
    desk: Arc<Desk>,
    served: Served,
}

#[derive(Debug)]
struct State {
    url: String,
    desk: Arc<Desk>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Server {
    /// Opens the service on a free port of this machine.
    ///
    /// # Errors
    /// When it cannot listen.
    pub async fn start(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> io::Result<Self> {
        let desk = Arc::new(Desk::new());
        let served = Served::start(|url| {
            let (url, desk) = (url.to_owned(), Arc::clone(&desk));
            router(Arc::new(State { url, desk, clock, random }))
        });
        Ok(Self { served: served.await?, desk })
    }

    /// Its base URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.served.url()
    }

    /// From now on this is wrong.
    pub fn mode(&self, mode: Mode) {
        self.desk.set(mode);
    }

    /// Whoever has read a code says no.
    pub fn decline(&self) {
        self.desk.decline();
    }

    /// How many codes were opened.
    #[must_use]
    pub fn opened(&self) -> usize {
        self.desk.count(|_| 1)
    }

    /// How often a document was given.
    #[must_use]
    pub fn given(&self) -> usize {
        self.desk.count(|it| it.times)
    }

    /// Waits until documents were given so often.
    pub async fn until_given(&self, times: usize) {
        self.desk.until_so(|desk| desk.count(|it| it.times) >= times).await;
    }

    /// Waits until signatures were collected so often.
    pub async fn until_collected(&self, times: usize) {
        self.desk.until_so(|desk| desk.count(|it| it.collected) >= times).await;
    }

    /// Waits until somebody gives or collects.
    pub async fn until_busy(&self) {
        self.desk.until_so(|desk| desk.held() > 0).await;
    }

    /// Waits until nobody gives or collects any more.
    pub async fn until_alone(&self) {
        self.desk.until_so(|desk| desk.held() == 0).await;
    }

    /// Closes the service.
    pub async fn close(self) {
        self.served.close().await;
    }
}

fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/api/egovQr", post(open))
        .route("/api/egovQr/{id}", post(give).get(collect))
        .route("/sign", get(invite))
        .route("/sign/{id}", get(show).put(take))
        .with_state(state)
}

#[derive(Deserialize)]
struct Open {
    description: String,
}

async fn open(Shared(state): Shared<Arc<State>>, Json(asked): Json<Open>) -> Response {
    match state.desk.mode() {
        Mode::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mode::Declines => return said("не сейчас"),
        Mode::Well | Mode::Strays => {}
    }
    let Some(id) = figures(&*state.random) else { return said("random") };
    let expires_at = state.clock.now().after(WINDOW);
    state.desk.open(&id, asked.description, expires_at);
    let own = format!("{}/api/egovQr/{id}", state.url);
    let data = match state.desk.mode() {
        // An authority of the cloud, a machine beside the portal: whatever it should not call.
        Mode::Strays => "http://169.254.169.254/latest".to_owned(),
        _ => own.clone(),
    };
    let link = format!("{}/sign?qr={id}", state.url);
    let link = link.replace(':', "%3A").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
    let launch = |host: &str| format!("https://m.egov.kz/{host}/?link={link}&isi=1&ibi=kz.demo");
    let made = json!({
        "expireAt": expires_at.micros() / 1_000,
        "qrCode": "",
        "dataURL": data,
        "signURL": own,
        "eGovMobileLaunchLink": launch("mobileSign"),
        "eGovBusinessLaunchLink": launch("businessSign"),
    });
    Json(made).into_response()
}

/// A failure, in the service's form: status 200 all the same.
fn said(message: &str) -> Response {
    Json(json!({ "message": message })).into_response()
}

/// The portal gives the document, and is held until a phone has it.
async fn give(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
    Json(bundle): Json<Bundle>,
) -> Response {
    if state.desk.mode() == Mode::Down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let _held = state.desk.hold();
    if !state.desk.give(&id, bundle) {
        return said("no such code, or it was read");
    }
    let taken = |over: bool, taken: bool| (over || taken).then_some(over);
    match state.desk.until(&id, |it| taken(it.declined, it.taken)).await {
        Some(false) => Json(json!({})).into_response(),
        Some(true) => said("cancelled"),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The portal comes for the signature, and is held until it is there.
async fn collect(Shared(state): Shared<Arc<State>>, Path(id): Path<String>) -> Response {
    if state.desk.mode() == Mode::Down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let _held = state.desk.hold();
    let signed = state.desk.until(&id, |it| match &it.signed {
        Some(bundle) => Some(Some(bundle.clone())),
        None => it.declined.then_some(None),
    });
    match signed.await {
        Some(Some(bundle)) => {
            state.desk.with(&id, |it| it.collected += 1);
            let documents = serde_json::to_value(&bundle.documents_to_sign);
            Json(json!({ "documentsToSign": documents.unwrap_or(Value::Null) })).into_response()
        }
        Some(None) => Json(json!({ "status": "CANCELED" })).into_response(),
        None if state.desk.mode() == Mode::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        None => said("no such code"),
    }
}

#[derive(Deserialize)]
struct Read {
    qr: String,
}

/// API1: a phone has read the code; nobody else can any more.
async fn invite(
    Shared(state): Shared<Arc<State>>,
    Query(Read { qr: id }): Query<Read>,
) -> Response {
    let (Some(token), now) = (figures(&*state.random), state.clock.now()) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let read = state.desk.with(&id, |it| {
        let first = it.token.is_none() && now < it.expires_at;
        it.token.get_or_insert(token.clone());
        first.then(|| (it.description.clone(), it.expires_at))
    });
    let Some(Some((description, expires_at))) = read else {
        return StatusCode::GONE.into_response();
    };
    let name = "SIGN (DEMO)";
    let invitation = Invitation {
        description: description.into(),
        expiry_date: expires_at.rfc3339().into(),
        organisation: Organisation {
            name_ru: name.into(),
            name_kz: name.into(),
            name_en: name.into(),
            bin: "990140900014".into(), // nobody's, with a good check digit
        },
        document: DocumentPlace {
            uri: format!("{}/sign/{id}", state.url),
            auth_type: "Token".to_owned(),
            auth_token: token,
        },
    };
    Json(invitation).into_response()
}

fn bears(headers: &HeaderMap, token: Option<&str>) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    token.is_some() && given.and_then(|it| it.strip_prefix("Bearer ")) == token
}

/// API2: the phone waits until the portal has given the document.
async fn show(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let given = state.desk.until(&id, |it| match bears(&headers, it.token.as_deref()) {
        false => Some(None),
        true => it.given.clone().map(Some),
    });
    let Some(Some(bundle)) = given.await else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    state.desk.with(&id, |it| it.taken = true);
    Json(bundle).into_response()
}

/// The phone gives the signature: once.
async fn take(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(bundle): Json<Bundle>,
) -> Response {
    let now = state.clock.now();
    let taken = state.desk.with(&id, |it| {
        let good = bears(&headers, it.token.as_deref()) && it.signed.is_none();
        let good = good && it.taken && !it.declined && now < it.expires_at;
        if good {
            it.signed = Some(bundle);
        }
        good
    });
    match taken {
        Some(true) => SUCCESS.into_response(),
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}

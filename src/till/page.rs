//! What a phone sees that has read the code: one page that has paid.
//!
//! It pays at once when it is opened: a demonstration takes nobody's money. A real provider asks
//! first.

use std::sync::{Arc, OnceLock};

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
    routing::get,
};
use serde::Deserialize;

use super::protocol::{PayError, Protocol};
use crate::{
    api::{CreditRefusal, MEDIA_TYPE, Paid, Problem, ProblemCode},
    domain::{Language, Tenge, Trilingual},
    text::{
        Phrase, Texts,
        phrases::{self, till},
    },
};

/// What can be given in the address.
#[derive(Debug, Deserialize)]
struct Asked {
    /// The top-up's code.
    #[serde(default)]
    code: String,
    /// Whole tenge; what the top-up asks for when absent.
    amount: Option<u32>,
}

/// The till's two addresses: `/pay?code=…&amount=…`, and `/PAY/…` as the QR code says it.
pub(super) fn router(protocol: Arc<Protocol>) -> Router {
    Router::new()
        .route("/pay", get(by_query))
        .route("/PAY/{code}", get(by_path))
        .with_state(protocol)
}

async fn by_query(
    State(protocol): State<Arc<Protocol>>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Response {
    let amount = asked.amount.map(|tenge| Tenge::from_tiyn(i64::from(tenge) * 100));
    respond(&headers, protocol.pay(&asked.code, amount).await)
}

async fn by_path(
    State(protocol): State<Arc<Protocol>>,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Response {
    respond(&headers, protocol.pay(&code, None).await)
}

/// JSON for programs, a page for people.
fn respond(headers: &HeaderMap, done: Result<Paid, PayError>) -> Response {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let is_program = accepts.is_some_and(|kinds| kinds.starts_with("application/json"));
    match (done, is_program) {
        (Ok(paid), true) => axum::Json(paid).into_response(),
        (Ok(paid), false) => page(StatusCode::OK, &say(&till::paid(paid.amount, paid.account))),
        (Err(error), is_program) => {
            let problem = problem(error);
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_GATEWAY);
            if is_program {
                let body = serde_json::to_vec(&problem).unwrap_or_default();
                (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response()
            } else {
                page(status, &problem.title)
            }
        }
    }
}

/// Why nothing was paid, in the contract's form.
fn problem(error: PayError) -> Problem {
    let (code, title) = match error {
        PayError::Problem(problem) => return *problem,
        PayError::Code => (ProblemCode::BadValue, till::no_top_up()),
        PayError::Refused(refusal) => match refusal {
            CreditRefusal::NoAccount => (ProblemCode::NotFound, till::no_account()),
            CreditRefusal::AccountClosed => (ProblemCode::Forbidden, till::account_closed()),
            CreditRefusal::AmountOutOfLimits => {
                let code = ProblemCode::AmountOutOfLimits;
                (code, phrases::problem(code))
            }
            CreditRefusal::NoTopUp => (ProblemCode::NotFound, till::no_top_up()),
            CreditRefusal::TopUpPaid => (ProblemCode::RequestExpired, till::top_up_paid()),
            CreditRefusal::TopUpExpired => (ProblemCode::RequestExpired, till::top_up_expired()),
        },
        PayError::Unreachable | PayError::BadAnswer => {
            (ProblemCode::Unavailable, phrases::problem(ProblemCode::Unavailable))
        }
    };
    Problem {
        kind: format!("/problems/{}", code.code()).into(),
        status: code.status(),
        code,
        title: say(&title),
        detail: None,
        next_step: say(&phrases::problem_next(code)),
        fault: None,
        checks: Vec::new(),
        retry_after: None,
        tries_left: None,
    }
}

fn page(status: StatusCode, words: &Trilingual) -> Response {
    let title = say(&till::title());
    let line = |text: &Trilingual, language| escaped(text.get(language).as_str());
    let mut body = String::from("<!doctype html><meta charset=utf-8>");
    body.push_str("<meta name=viewport content=\"width=device-width, initial-scale=1\">");
    body.push_str(
        "<style>body{font:1.4rem/1.5 sans-serif;margin:2rem auto;max-width:32rem}</style>",
    );
    body.push_str(&format!("<title>{}</title>", line(&title, Language::Kk)));
    for language in [Language::Kk, Language::Ru] {
        let (heading, said) = (line(&title, language), line(words, language));
        body.push_str(&format!("<h1 lang={0}>{heading}</h1><p lang={0}>{said}", language.tag()));
    }
    (status, Html(body)).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn say(phrase: &Phrase) -> Trilingual {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    let texts = TEXTS.get_or_init(Texts::new);
    let [kk, ru, en] =
        [Language::Kk, Language::Ru, Language::En].map(|it| texts.say(it, phrase).into());
    Trilingual { kk, ru, en }
}

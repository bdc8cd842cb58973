//! A refusal as the caller reads it: `application/problem+json` (RFC 9457).
//!
//! What broke inside is logged here and never sent.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{service::Refusal, words::say};
use crate::{
    api::{MEDIA_TYPE, Problem, ProblemCode},
    text::phrases,
};

/// Seconds after which an overloaded portal is worth another try.
const SOON: u32 = 5;

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let code = self.code();
        if code.status() >= 500 && !matches!(self, Self::Later { .. }) {
            tracing::error!(code = code.code(), error = %redact(&self.to_string()), "call failed");
        }
        let mut problem = of(code);
        match self {
            Self::Signature { fault, checks } => {
                problem.detail = Some(say(&phrases::fault(fault)));
                problem.next_step = say(&phrases::fault_next(fault));
                problem.fault = Some(fault);
                problem.checks = checks;
            }
            Self::Later { seconds, .. } => problem.retry_after = Some(seconds),
            Self::WrongCode { tries_left } => problem.tries_left = Some(tries_left),
            _ if code == ProblemCode::Unavailable => problem.retry_after = Some(SOON),
            _ => {}
        }
        respond(&problem)
    }
}

/// A problem with its sentences.
pub(super) fn of(code: ProblemCode) -> Problem {
    Problem {
        kind: format!("/problems/{}", code.code()).into(),
        status: code.status(),
        code,
        title: say(&phrases::problem(code)),
        detail: None,
        next_step: say(&phrases::problem_next(code)),
        fault: None,
        checks: Vec::new(),
        retry_after: None,
        tries_left: None,
    }
}

/// A problem as a response.
pub(super) fn respond(problem: &Problem) -> Response {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Dots in place of every run of ten digits and more: a database's message may quote a row.
fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() {
            run.push(c);
            continue;
        }
        out.push_str(if run.len() < 10 { &run } else { "····" });
        run.clear();
        out.push(c);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn a_number_of_a_person_never_reaches_the_log() {
        assert_eq!(redact("digits=(900101300017), n=42"), "digits=(····), n=42");
        assert_eq!(redact("900101300017"), "····");
    }

    #[test]
    fn every_code_has_its_sentences() {
        for code in ProblemCode::ALL {
            let problem = of(*code);
            for text in [&problem.title, &problem.next_step] {
                for language in Language::ALL {
                    assert!(!text.get(language).as_str().starts_with("problem-"), "{code:?}");
                }
            }
        }
    }
}

//! The provider's half of the payments' protocol: check, then pay, each signed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::{
    api::{
        CheckPayment, CreditRefusal, MEDIA_TYPE, PAYMENTS, Paid, Pay, Problem, ProviderCall,
        ProviderReply,
        provider_signature::{PROVIDER, SIGNATURE, SignedParts, TIMESTAMP},
    },
    domain::{Clock, ProviderName, Secret, Tenge, TopUpCode},
};

/// How long a call to the portal may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// Why nothing was paid.
#[derive(Debug, thiserror::Error)]
pub(super) enum PayError {
    /// The code is mistyped.
    #[error("not a code of a top-up")]
    Code,
    /// The portal would not credit the account.
    #[error("the account may not be credited: {0:?}")]
    Refused(CreditRefusal),
    /// The portal refused the call.
    #[error("refused: {}", .0.code.code())]
    Problem(Box<Problem>),
    /// The portal cannot be reached. A payment that was begun is finished by paying again.
    #[error("the portal cannot be reached")]
    Unreachable,
    /// The portal answered something else.
    #[error("the portal's answer is not of the contract")]
    BadAnswer,
}

/// Speaks to the portal.
#[derive(Debug)]
pub(super) struct Protocol {
    http: reqwest::Client,
    portal: String,
    name: ProviderName,
    secret: Secret,
    clock: Arc<dyn Clock>,
    /// Payments that were begun, by code: paying again sends the same bytes again, so the portal
    /// answers what it answered and credits nothing twice.
    begun: Mutex<HashMap<String, Vec<u8>>>,
}

impl Protocol {
    pub(super) fn new(config: super::Config) -> reqwest::Result<Self> {
        let http = reqwest::Client::builder()
            .timeout(DEADLINE)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self {
            http,
            portal: config.portal,
            name: config.name,
            secret: config.secret,
            clock: config.clock,
            begun: Mutex::default(),
        })
    }

    /// Pays a top-up; the amount it asks for, when none is given.
    pub(super) async fn pay(&self, code: &str, amount: Option<Tenge>) -> Result<Paid, PayError> {
        let code = TopUpCode::parse(code).ok_or(PayError::Code)?;
        let text = code.to_string();
        let begun = self.begun().get(&text).cloned();
        let body = match begun {
            Some(body) => body,
            None => {
                let amount = self.check(&code, amount).await?;
                let body = octets(&ProviderCall::Pay(Pay {
                    transaction: format!("{}-{text}", self.name),
                    account: code.account,
                    amount,
                    at: self.clock.now(),
                    top_up: Some(text.clone()),
                }))?;
                self.begun().insert(text.clone(), body.clone());
                body
            }
        };
        match self.call(body).await {
            Ok(ProviderReply::Pay(paid)) => Ok(paid),
            Ok(ProviderReply::Check(_)) => Err(PayError::BadAnswer),
            Err(error) => {
                if matches!(error, PayError::Problem(_)) {
                    self.begun().remove(&text); // it was not posted and never will be by these bytes
                }
                Err(error)
            }
        }
    }

    /// The amount to pay, when the account may be credited with it.
    async fn check(&self, code: &TopUpCode, amount: Option<Tenge>) -> Result<Tenge, PayError> {
        let asked = CheckPayment { account: code.account, amount, top_up: Some(code.to_string()) };
        match self.call(octets(&ProviderCall::Check(asked))?).await? {
            ProviderReply::Check(checked) => match checked.refusal {
                Some(refusal) => Err(PayError::Refused(refusal)),
                None => amount.or(checked.amount).ok_or(PayError::BadAnswer),
            },
            ProviderReply::Pay(_) => Err(PayError::BadAnswer),
        }
    }

    async fn call(&self, body: Vec<u8>) -> Result<ProviderReply, PayError> {
        let path = PAYMENTS.replace("{provider}", self.name.as_str());
        let timestamp = self.clock.now().seconds().to_string();
        let parts = SignedParts { method: "POST", path: &path, timestamp: &timestamp, body: &body };
        let call = self.http.post(format!("{}{path}", self.portal));
        let call = call
            .header(PROVIDER, self.name.as_str())
            .header(SIGNATURE, parts.sign(self.secret.reveal()))
            .header(TIMESTAMP, &timestamp)
            .header(reqwest::header::CONTENT_TYPE, "application/json");
        let answer = call.body(body).send().await.map_err(|_| PayError::Unreachable)?;
        let (good, status) = (answer.status().is_success(), answer.status().as_u16());
        let kind = answer.headers().get(reqwest::header::CONTENT_TYPE);
        let is_problem = kind.is_some_and(|kind| kind.as_bytes() == MEDIA_TYPE.as_bytes());
        let text = answer.bytes().await.map_err(|_| PayError::Unreachable)?;
        if good {
            return serde_json::from_slice(&text).map_err(|_| PayError::BadAnswer);
        }
        match serde_json::from_slice(&text) {
            // A portal that is away for a while has decided nothing.
            _ if status >= 500 => Err(PayError::Unreachable),
            Ok(problem) if is_problem => Err(PayError::Problem(problem)),
            _ => Err(PayError::BadAnswer),
        }
    }

    fn begun(&self) -> std::sync::MutexGuard<'_, HashMap<String, Vec<u8>>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn octets(call: &ProviderCall) -> Result<Vec<u8>, PayError> {
    serde_json::to_vec(call).map_err(|_| PayError::BadAnswer)
}

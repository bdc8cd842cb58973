//! What a phone is to sign: an acceptance's document or a sign-in's challenge.

use crate::{
    api::ProblemCode,
    document,
    domain::{Moment, Terminal},
    portal::{
        service::{
            Caller, Refusal, Service,
            request_acceptance::fields,
            request_challenge::{self, challenge_bytes},
        },
        store::{MobileSubject, SignInState, StoredRequest, StoredSignIn, Work},
    },
};

/// What is to be signed, read in a transaction.
#[derive(Debug)]
pub(super) enum Held {
    /// An acceptance.
    Request(Box<StoredRequest>),
    /// A challenge.
    SignIn(Box<StoredSignIn>),
}

impl Held {
    /// The actor for idempotency.
    pub(super) fn actor(&self) -> String {
        match self {
            Self::Request(request) => format!("request:{}", request.id),
            Self::SignIn(sign_in) => format!("sign-in:{}", sign_in.id),
        }
    }

    /// Its number as people read it.
    pub(super) fn code(&self) -> &str {
        match self {
            Self::Request(request) => &request.code,
            Self::SignIn(sign_in) => &sign_in.code,
        }
    }

    pub(super) fn terminal(&self) -> &Terminal {
        match self {
            Self::Request(request) => &request.terminal,
            Self::SignIn(sign_in) => &sign_in.terminal,
        }
    }

    pub(super) fn expires_at(&self) -> Moment {
        match self {
            Self::Request(request) => request.expires_at,
            Self::SignIn(sign_in) => sign_in.expires_at,
        }
    }

    /// The device it was made on.
    pub(super) fn device(&self) -> Option<&str> {
        match self {
            Self::Request(request) => request.device.as_deref(),
            Self::SignIn(sign_in) => sign_in.device.as_deref(),
        }
    }
}

impl Service {
    /// What is to be signed, for the holder of its claim on the terminal where it was made.
    pub(super) async fn held_subject(
        &self,
        work: &mut Work,
        caller: &Caller,
        claim: &str,
        subject: &MobileSubject,
        at: Moment,
    ) -> Result<Held, Refusal> {
        Ok(match subject {
            MobileSubject::Request(id) => {
                Held::Request(Box::new(self.held_request(work, caller, claim, id, at).await?))
            }
            MobileSubject::SignIn(id) => {
                Held::SignIn(Box::new(self.held_sign_in(work, caller, claim, id, at).await?))
            }
        })
    }

    /// What is to be signed, for the portal itself.
    pub(super) async fn subject(
        &self,
        work: &mut Work,
        subject: &MobileSubject,
    ) -> Result<Held, Refusal> {
        let missing = Refusal::Broken("a signing of nothing");
        Ok(match subject {
            MobileSubject::Request(id) => {
                Held::Request(Box::new(work.request(id).await?.ok_or(missing)?))
            }
            MobileSubject::SignIn(id) => {
                Held::SignIn(Box::new(work.sign_in(id).await?.ok_or(missing)?))
            }
        })
    }

    /// Refuses what cannot be signed any more, as handing a signature in would.
    pub(super) fn may_be_signed(&self, held: &Held, at: Moment) -> Result<(), Refusal> {
        match held {
            Held::Request(request) => self.still_signable(request, at),
            Held::SignIn(sign_in) => match sign_in.state {
                SignInState::Signed => Err(ProblemCode::NonceUsed.into()),
                SignInState::Requested if at < sign_in.expires_at => Ok(()),
                _ => Err(ProblemCode::RequestExpired.into()),
            },
        }
    }

    /// The bytes to sign: the same the kiosk makes and shows.
    pub(super) fn bytes(&self, held: &Held) -> Result<Vec<u8>, Refusal> {
        match held {
            Held::Request(request) => document::render(self.agreement(), &fields(request))
                .map_err(|_| Refusal::Broken("fields that make no document")),
            Held::SignIn(sign_in) => challenge_bytes(&request_challenge::fields(sign_in)),
        }
    }

    /// Holds what is to be signed until this transaction ends, when its claim is still this one:
    /// two codes asked for at once come one after the other.
    pub(super) async fn hold_subject(&self, work: &mut Work, held: &Held) -> Result<(), Refusal> {
        let holds = match held {
            Held::Request(request) => work.hold_claim(&request.id, request.claim_hash).await?,
            Held::SignIn(sign_in) => {
                work.hold_sign_in_claim(&sign_in.id, sign_in.claim_hash).await?
            }
        };
        if holds { Ok(()) } else { Err(ProblemCode::Unauthorised.into()) }
    }
}

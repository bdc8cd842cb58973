//! Payments by providers: who may call, the two steps.

mod authorise;
mod check;
mod pay;

pub(in crate::portal) use authorise::PresentedSignature;
use authorise::SigningProvider;

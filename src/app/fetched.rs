//! Something a screen asked the portal for: not asked yet, under way, here, or failed.

use crate::api::Failure;

use super::screen::Cx;

/// One thing from the portal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fetched<T> {
    /// Not asked for.
    #[default]
    Missing,
    /// Under way.
    Asked,
    /// Here.
    Here(T),
    /// The call brought none.
    Failed(Failure),
}

impl<T> Fetched<T> {
    /// True when it has to be asked for: never asked, or failed. What is under way is not.
    #[must_use]
    pub fn is_lacking(&self) -> bool {
        matches!(self, Self::Missing | Self::Failed(_))
    }

    /// The thing, when it is here.
    #[must_use]
    pub fn here(&self) -> Option<&T> {
        match self {
            Self::Here(thing) => Some(thing),
            _ => None,
        }
    }

    /// Why it failed.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// Takes the answer; a portal that is away altogether is reported to the root.
    pub fn take(&mut self, cx: &mut Cx<'_>, answer: Result<T, Failure>) {
        *self = match answer {
            Ok(thing) => Self::Here(thing),
            Err(failure) => {
                if failure.is_outage() {
                    cx.report_outage(failure.clone());
                }
                Self::Failed(failure)
            }
        };
    }
}

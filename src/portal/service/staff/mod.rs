//! The staff's verbs: signing in with two factors, and who may do what (rows D1, D9).

mod authorise;

pub(in crate::portal) use authorise::Member;

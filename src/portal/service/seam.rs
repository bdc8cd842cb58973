//! Stands in for what the evidence's makers have not handed over yet; goes when it is here.

use crate::{
    domain::Fault,
    eds::{Certificate, revocation::Crl},
};

pub(crate) struct Question;
impl Question {
    pub(crate) fn new(_: &Certificate, _: &Certificate, _: &[u8]) -> Result<Self, Fault> {
        Err(Fault::Malformed)
    }
    pub(crate) fn der(&self) -> &[u8] {
        &[]
    }
}

pub(crate) fn read_crl(_: &[u8]) -> Result<Crl, Fault> {
    Err(Fault::Malformed)
}

pub(crate) mod stamp {
    use crate::domain::Fault;
    pub(crate) struct Query;
    impl Query {
        pub(crate) fn new(_: &[u8], _: &[u8]) -> Result<Self, Fault> {
            Err(Fault::Malformed)
        }
        pub(crate) fn der(&self) -> &[u8] {
            &[]
        }
    }
    pub(crate) fn token_of(_: &[u8]) -> Result<Vec<u8>, Fault> {
        Err(Fault::Malformed)
    }
    pub(crate) fn attach(_: &[u8], _: &[u8]) -> Result<Vec<u8>, Fault> {
        Err(Fault::Malformed)
    }
}

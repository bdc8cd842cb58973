//! Who calls, before anything is proved about a citizen.

use std::net::IpAddr;

use crate::portal::store::Device;

/// Where a call comes from.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The device, when it sent a credential that is good.
    pub device: Option<Device>,
    /// The peer's address.
    pub address: IpAddr,
}

impl Caller {
    /// The device's id.
    pub(crate) fn device_id(&self) -> Option<&str> {
        self.device.as_ref().map(|device| device.id.as_str())
    }

    /// The source for limits and idempotency: the device, else the address.
    pub(crate) fn source(&self) -> String {
        match self.device_id() {
            Some(id) => format!("device:{id}"),
            None => format!("address:{}", self.address),
        }
    }

    /// The actor as an event names it. An address is personal data and stays out of the log.
    pub(crate) fn actor(&self) -> String {
        self.device_id().map_or_else(|| "anonymous".to_owned(), |id| format!("device:{id}"))
    }
}

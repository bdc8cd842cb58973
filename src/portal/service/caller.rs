//! Who calls, before anything is proved about a citizen.

use std::net::{IpAddr, Ipv6Addr};

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
            None => format!("address:{}", household(self.address)),
        }
    }

    /// The actor as an event names it. An address is personal data and stays out of the log.
    pub(crate) fn actor(&self) -> String {
        self.device_id().map_or_else(|| "anonymous".to_owned(), |id| format!("device:{id}"))
    }
}

/// Whoever has an IPv6 address has the 2⁶⁴ beside it (RFC 6177): a source is their network's. An
/// IPv4 address within IPv6 is itself.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_addresses_is_one_source() {
        let source = |text: &str| Caller { device: None, address: text.parse().unwrap() }.source();
        assert_eq!(source("2001:db8:1:2::1"), source("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
        assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
        assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
    }
}

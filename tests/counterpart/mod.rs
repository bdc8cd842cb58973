//! Those whom the portal and the kiosk deal with, as real servers on loopback.

mod authority;

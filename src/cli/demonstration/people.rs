//! The demonstration's people, as the portal wrote them beside their keys.

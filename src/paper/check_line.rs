//! What the QR code of a receipt says.

use super::plain_number;
use crate::api::Receipt;

/// The check line: `KEZEKTE-RECEIPT:1:<number>:<SHA-256 of the document>:<SHA-256 of the event>`, in
/// the characters of which QR codes are smallest (digits, capitals, `-`, `:`; ISO/IEC 18004 §7.3.4).
///
/// It is no address: the portal has no page on which a stranger could ask about receipts, and a line
/// is checked offline. Whoever holds the signed document or an evidence package compares the first
/// digest with it; the operator compares the second with the log, which cannot be changed unseen
/// (P12). It names neither a person nor an account.
#[must_use]
pub fn check_line(receipt: &Receipt) -> String {
    let hex = |text: &str| -> String {
        let digits = text.chars().filter(char::is_ascii_hexdigit).take(64);
        digits.map(|c| c.to_ascii_uppercase()).collect()
    };
    let number = plain_number(receipt).to_ascii_uppercase();
    let (document, event) = (hex(receipt.sha256.as_str()), hex(receipt.event.as_str()));
    format!("KEZEKTE-RECEIPT:1:{number}:{document}:{event}")
}

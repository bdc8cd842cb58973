//! The audit log's chain: the hash of an event covers everything of it and the event before it.
//!
//! Computes and checks; storing is the store's, and anchoring the chain outside the database is
//! not done here.

use sha2::{Digest as _, Sha256};

use super::store::StoredEvent;

/// SHA-256 over the previous hash and the event's fields, each variable one led by its length
/// (u64, big-endian), so that no two events share their input.
pub(super) fn hash(event: &StoredEvent) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(event.previous);
    digest.update(event.seq.to_be_bytes());
    digest.update(event.at.micros().to_be_bytes());
    digest.update(event.account.unwrap_or(0).to_be_bytes());
    for field in [&event.actor, &event.kind, &event.payload] {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field.as_bytes());
    }
    digest.finalize().into()
}

/// True when `events` continue a chain that ended with `previous` at place `seq`.
pub(super) fn continues(events: &[StoredEvent], mut seq: i64, mut previous: [u8; 32]) -> bool {
    events.iter().all(|event| {
        let sound = event.seq == seq + 1 && event.previous == previous && hash(event) == event.hash;
        (seq, previous) = (event.seq, event.hash);
        sound
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;

    fn chain() -> Vec<StoredEvent> {
        let mut previous = [0; 32];
        (1..=5)
            .map(|seq| {
                let mut event = StoredEvent {
                    seq,
                    account: Some(7),
                    actor: "citizen".into(),
                    kind: "account.stopped".into(),
                    payload: format!("{{\"n\":{seq}}}"),
                    at: Moment::from_seconds(seq),
                    previous,
                    hash: [0; 32],
                };
                event.hash = hash(&event);
                previous = event.hash;
                event
            })
            .collect()
    }

    #[test]
    fn an_edit_a_cut_and_a_swap_break_the_chain() {
        assert!(continues(&chain(), 0, [0; 32]));
        let mut edited = chain();
        edited[2].payload = "{}".into();
        let mut rehashed = edited.clone();
        rehashed[2].hash = hash(&rehashed[2]);
        let mut cut = chain();
        cut.remove(1);
        let mut swapped = chain();
        swapped.swap(3, 4);
        for broken in [edited, rehashed, cut, swapped] {
            assert!(!continues(&broken, 0, [0; 32]));
        }
    }
}

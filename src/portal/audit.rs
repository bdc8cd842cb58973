//! The audit log's chain: the hash of an event covers everything of it and the event before it.
//!
//! The form of the hash is [`crate::evidence::Event`]'s, because third parties compute it too.
//! Computes and checks; storing is the store's, and anchoring the chain outside the database is
//! not done here.

use super::store::StoredEvent;

/// The hash an event has to have, in the form in which events are written now.
pub(super) fn hash(event: &StoredEvent) -> [u8; 32] {
    event.true_hash()
}

/// True when `events` continue a chain that ended with `previous` at place `seq`.
pub(super) fn continues(events: &[StoredEvent], mut seq: i64, mut previous: [u8; 32]) -> bool {
    events.iter().all(|event| {
        let sound = event.seq == seq + 1 && event.previous == previous && event.is_sound();
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
        let mut of_old = chain();
        of_old[4].hash = of_old[4].old_hash();
        assert!(continues(&of_old, 0, [0; 32]), "events of the first form stay whole");
        for broken in [edited, rehashed, cut, swapped] {
            assert!(!continues(&broken, 0, [0; 32]));
        }
    }
}

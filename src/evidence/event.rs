//! An event of the portal's log, its hash, and the log after it without what it says.
//!
//! The hash of an event covers the event before it and the event's *content hash*. So the log can
//! be shown link by link from one event to a later one, and nobody learns what the others say: the
//! payload of every event holds 128 random bits, which leave nothing to guess.
//!
//! ```text
//! hash = SHA-256(tag ‖ previous ‖ seq ‖ content)      content = SHA-256(at ‖ account ‖ actor ‖ …)
//! ```
//! Events written before this form ([`Event::old_hash`]) keep theirs; none of them is shown blind.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Flaw;
use crate::domain::Moment;

/// Tells a hash of this form from every other use of SHA-256.
const TAG: &[u8] = b"kezekte-event-2\0";
/// Links shown after an event, at most.
pub(super) const MOST_LINKS: usize = 4096;

/// An event of the log, in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its place in the log, from 1.
    pub seq: i64,
    /// When, in microseconds since 1970-01-01T00:00:00Z.
    #[serde(with = "micros")]
    pub at: Moment,
    /// The account it is about.
    pub account: Option<i64>,
    /// Who did it.
    pub actor: String,
    /// What happened.
    pub kind: String,
    /// Its particulars: JSON, exactly as it was hashed.
    pub payload: String,
    /// The hash of the event before it.
    #[serde(with = "hash")]
    pub previous: [u8; 32],
    /// Its own hash.
    #[serde(with = "hash")]
    pub hash: [u8; 32],
}

impl Event {
    /// What the event says, as one hash; each variable field is led by its length (u64,
    /// big-endian), so that no two events share their input.
    #[must_use]
    pub fn content(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.at.micros().to_be_bytes());
        digest.update(self.account.unwrap_or(0).to_be_bytes());
        self.texts(&mut digest);
        digest.finalize().into()
    }

    /// The hash it has to have.
    #[must_use]
    pub fn true_hash(&self) -> [u8; 32] {
        link(&self.previous, self.seq, &self.content())
    }

    /// The hash that events of the first form have: the same fields in one hash.
    #[must_use]
    pub fn old_hash(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.previous);
        digest.update(self.seq.to_be_bytes());
        digest.update(self.at.micros().to_be_bytes());
        digest.update(self.account.unwrap_or(0).to_be_bytes());
        self.texts(&mut digest);
        digest.finalize().into()
    }

    /// True when its hash is its own, in either form.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.hash == self.true_hash() || self.hash == self.old_hash()
    }

    fn texts(&self, digest: &mut Sha256) {
        for field in [&self.actor, &self.kind, &self.payload] {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field.as_bytes());
        }
    }
}

/// The hash of the event at place `seq`, from the one before it and its content's.
fn link(previous: &[u8; 32], seq: i64, content: &[u8; 32]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(TAG);
    digest.update(previous);
    digest.update(seq.to_be_bytes());
    digest.update(content);
    digest.finalize().into()
}

/// A place in the log and the hash there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tip {
    /// The place.
    pub seq: i64,
    /// The hash of the event there.
    #[serde(with = "hash")]
    pub hash: [u8; 32],
}

/// An event and the log after it, blind. Whoever holds a receipt of a later event, or has asked the
/// portal, compares the hash there; nothing else proves that the log is the portal's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventProof {
    event: Event,
    /// The content hashes of the events after it, oldest first.
    following: Vec<Link>,
    /// The last of them.
    newest: Tip,
}

/// A blind link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Link(#[serde(with = "hash")] [u8; 32]);

impl EventProof {
    /// Of `event` and the events right after it, as far as they can be shown blind.
    #[must_use]
    pub fn new(event: Event, after: impl IntoIterator<Item = Event>) -> Self {
        let (mut newest, mut following) = (Tip { seq: event.seq, hash: event.hash }, Vec::new());
        for next in after.into_iter().take(MOST_LINKS) {
            let content = next.content();
            if next.hash != link(&newest.hash, newest.seq + 1, &content) {
                break;
            }
            newest = Tip { seq: next.seq, hash: next.hash };
            following.push(Link(content));
        }
        Self { event, following, newest }
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// The newest place shown.
    #[must_use]
    pub fn newest(&self) -> Tip {
        self.newest
    }

    /// Checks every hash.
    ///
    /// # Errors
    /// [`Flaw::EventHash`].
    pub(super) fn check(&self) -> Result<(), Flaw> {
        if !self.event.is_sound() || self.following.len() > MOST_LINKS {
            return Err(Flaw::EventHash);
        }
        let mut tip = Tip { seq: self.event.seq, hash: self.event.hash };
        for Link(content) in &self.following {
            let seq = tip.seq.checked_add(1).ok_or(Flaw::EventHash)?;
            tip = Tip { seq, hash: link(&tip.hash, seq, content) };
        }
        if tip == self.newest { Ok(()) } else { Err(Flaw::EventHash) }
    }
}

mod hash {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(hash: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex::encode(hash))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        let mut hash = [0; 32];
        hex::decode_to_slice(&text, &mut hash).map_err(|_| D::Error::custom("not a hash"))?;
        Ok(hash)
    }
}

mod micros {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::domain::Moment;

    pub(super) fn serialize<S: Serializer>(at: &Moment, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(at.micros())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
        i64::deserialize(from).map(Moment::from_micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> Vec<Event> {
        let mut previous = [0; 32];
        (1..=4)
            .map(|seq| {
                let mut event = Event {
                    seq,
                    at: Moment::from_seconds(seq),
                    account: Some(seq),
                    actor: "citizen".into(),
                    kind: "acceptance.effective".into(),
                    payload: format!("{{\"n\":{seq}}}"),
                    previous,
                    hash: [0; 32],
                };
                event.hash = event.true_hash();
                previous = event.hash;
                event
            })
            .collect()
    }

    #[test]
    fn the_log_is_followed_without_what_others_did() {
        let log = log();
        let proof = EventProof::new(log[1].clone(), log[2..].to_vec());
        assert_eq!(proof.check(), Ok(()));
        assert_eq!(proof.newest(), Tip { seq: 4, hash: log[3].hash });
        let text = serde_json::to_string(&proof).unwrap();
        assert!(text.contains("{\\\"n\\\":2}") && !text.contains("\\\"n\\\":3"), "{text}");
        assert_eq!(serde_json::from_str::<EventProof>(&text).unwrap(), proof);
        let mut swapped = proof.clone();
        swapped.following.swap(0, 1);
        let mut cut = proof.clone();
        cut.following.pop();
        let mut edited = proof.clone();
        edited.event.payload = "{}".into();
        for broken in [swapped, cut, edited] {
            assert_eq!(broken.check(), Err(Flaw::EventHash));
        }
    }

    #[test]
    fn an_event_of_the_first_form_is_sound_but_never_shown_blind() {
        let mut log = log();
        log[2].hash = log[2].old_hash();
        assert!(log[2].is_sound());
        let proof = EventProof::new(log[1].clone(), log[2..].to_vec());
        assert_eq!((proof.check(), proof.newest().seq), (Ok(()), 2));
    }
}

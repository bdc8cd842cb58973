//! `POST staff/accounts/{id}/notes`.

use serde_json::json;

use super::{
    super::{Caller, IdempotencyKey, Refusal, Service, once::Once},
    masked, words,
};
use crate::{
    api::{
        ProblemCode,
        staff::{AddNote, NoteView},
    },
    domain::Permission,
    portal::store::{Event, StoredNote},
};

impl Service {
    /// Writes a note for the colleagues. The event says that there is one, not what it says.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `second-factor-required`, `bad-value`, `not-found`,
    /// `idempotency-key-reused`, `maintenance`.
    pub(in crate::portal) async fn add_note(
        &self,
        caller: &Caller,
        token: &str,
        key: &IdempotencyKey,
        asked: &AddNote,
    ) -> Result<NoteView, Refusal> {
        let at = self.clock.now();
        let (mut work, member) =
            self.writing_member(caller, token, Permission::WriteNotes, at).await?;
        let once = Once::new(member.actor(), "staff.note", key, &(asked.account, asked))?;
        if let Some(kept) = once.take(&mut work, at).await? {
            return serde_json::from_str(&kept).map_err(|_| Refusal::Broken("a reply of no form"));
        }
        let text = words::note(&asked.text)?;
        let account = i64::try_from(asked.account).map_err(|_| ProblemCode::NotFound)?;
        work.account(account).await?.ok_or(ProblemCode::NotFound)?;
        let author = member.actor();
        let id = work.add_note(account, &author, &text, at).await?;
        let view = masked::note(StoredNote { id, account, author, text, at });
        once.keep(&mut work, &view).await?;
        work.append(Event {
            account: Some(account),
            actor: member.actor(),
            kind: "account.noted",
            payload: json!({ "note": id }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(view)
    }
}

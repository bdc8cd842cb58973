//! Registration data that was confirmed: phone, e-mail, language of messages.

use super::{Error, Row, Work, values};
use crate::domain::{Email, Language, Moment, Phone};

/// How a citizen can be reached. `Debug` masks both values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredContacts {
    /// The phone and when it was confirmed.
    pub phone: Option<(Phone, Moment)>,
    /// The e-mail and when it was confirmed.
    pub email: Option<(Email, Moment)>,
    /// The language in which the citizen wants to be written to.
    pub language: Language,
}

impl Work {
    /// An account's registration data; none before anything was given.
    pub(crate) async fn contacts(&mut self, account: i64) -> Result<Option<StoredContacts>, Error> {
        let sql = "SELECT phone, phone_confirmed_at, email, email_confirmed_at, language
                   FROM contacts WHERE account = $1";
        self.row(sql, values![account]).await?.map(contacts).transpose()
    }

    /// Writes an account's registration data in place of what there was.
    pub(crate) async fn set_contacts(
        &mut self,
        account: i64,
        contacts: &StoredContacts,
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO contacts (account, phone, phone_tail, phone_confirmed_at, email,
                       email_confirmed_at, language, changed_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                   ON CONFLICT (account) DO UPDATE SET phone = excluded.phone,
                       phone_tail = excluded.phone_tail,
                       phone_confirmed_at = excluded.phone_confirmed_at, email = excluded.email,
                       email_confirmed_at = excluded.email_confirmed_at,
                       language = excluded.language, changed_at = excluded.changed_at";
        let (phone, email) = (contacts.phone.as_ref(), contacts.email.as_ref());
        let values = values![
            account,
            phone.map(|(phone, _)| phone.e164()),
            phone.map(|(phone, _)| phone.tail()),
            phone.map(|(_, at)| at.micros()),
            email.map(|(email, _)| email.as_str()),
            email.map(|(_, at)| at.micros()),
            contacts.language.tag(),
            at.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }
}

fn contacts(mut row: Row) -> Result<StoredContacts, Error> {
    let phone = row.text_or_null()?.map(|text| Phone::parse(&text).ok_or(OTHER)).transpose()?;
    let phone = phone.zip(row.int_or_null()?.map(Moment::from_micros));
    let email = row.text_or_null()?.map(|text| Email::parse(&text).ok_or(OTHER)).transpose()?;
    let email = email.zip(row.int_or_null()?.map(Moment::from_micros));
    let language = Language::from_tag(&row.text()?).ok_or(OTHER)?;
    Ok(StoredContacts { phone, email, language })
}

const OTHER: Error = Error::Corrupt("registration data of another form");

//! Payment providers that may credit accounts. Their secrets are not here but in the keys folder.

use super::{Error, Row, Work, values};
use crate::domain::{Moment, ProviderName, SafeText};

/// A provider as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredProvider {
    /// Its name.
    pub name: ProviderName,
    /// Its name for people, as in statements.
    pub title: SafeText,
    /// When it was added.
    pub added_at: Moment,
    /// Since when it may do nothing.
    pub disabled_at: Option<Moment>,
}

impl Work {
    /// Adds a provider; answers false when there is one of this name.
    pub(crate) async fn add_provider(&mut self, provider: &StoredProvider) -> Result<bool, Error> {
        let sql = "INSERT INTO providers (name, title, added_at, disabled_at)
                   VALUES ($1, $2, $3, NULL) ON CONFLICT (name) DO NOTHING";
        let values =
            values![provider.name.as_str(), provider.title.as_str(), provider.added_at.micros()];
        Ok(self.change(sql, values).await? == 1)
    }

    /// Takes a provider's right away; answers false when it had none.
    pub(crate) async fn disable_provider(
        &mut self,
        name: &ProviderName,
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE providers SET disabled_at = $1 WHERE name = $2 AND disabled_at IS NULL";
        Ok(self.change(sql, values![at.micros(), name.as_str()]).await? == 1)
    }

    /// A provider by its name.
    pub(crate) async fn provider(
        &mut self,
        name: &ProviderName,
    ) -> Result<Option<StoredProvider>, Error> {
        let sql = "SELECT name, title, added_at, disabled_at FROM providers WHERE name = $1";
        self.row(sql, values![name.as_str()]).await?.map(provider).transpose()
    }

    /// Every provider, by name.
    pub(crate) async fn providers(&mut self) -> Result<Vec<StoredProvider>, Error> {
        let sql = "SELECT name, title, added_at, disabled_at FROM providers ORDER BY name";
        self.rows(sql, values![]).await?.into_iter().map(provider).collect()
    }
}

fn provider(mut row: Row) -> Result<StoredProvider, Error> {
    let name = ProviderName::parse(&row.text()?).ok_or(Error::Corrupt("a provider's name"))?;
    let (title, added_at) = (row.text()?.into(), Moment::from_micros(row.int()?));
    Ok(StoredProvider {
        name,
        title,
        added_at,
        disabled_at: row.int_or_null()?.map(Moment::from_micros),
    })
}

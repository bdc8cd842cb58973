//! Devices: kiosks with a credential of their own.

use super::{Error, Work, values};
use crate::domain::{Bilingual, Moment, Terminal};

/// A device that proved who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    /// Its id.
    pub id: String,
    /// Its name and place.
    pub terminal: Terminal,
}

impl Work {
    /// Adds a device.
    pub(crate) async fn add_device(
        &mut self,
        device: &Device,
        secret_hash: [u8; 32],
        at: Moment,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO devices (id, secret_hash, name, place_kk, place_ru, added_at)
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let terminal = &device.terminal;
        let values = values![
            device.id.as_str(),
            secret_hash,
            terminal.name.as_str(),
            terminal.place.kk.as_str(),
            terminal.place.ru.as_str(),
            at.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// A device that was not revoked, and its secret's hash.
    pub(crate) async fn device(&mut self, id: &str) -> Result<Option<(Device, [u8; 32])>, Error> {
        let sql = "SELECT secret_hash, name, place_kk, place_ru FROM devices
                   WHERE id = $1 AND revoked_at IS NULL";
        let Some(mut row) = self.row(sql, values![id]).await? else { return Ok(None) };
        let hash = row.hash()?;
        let name = row.text()?.into();
        let place = Bilingual { kk: row.text()?.into(), ru: row.text()?.into() };
        Ok(Some((Device { id: id.to_owned(), terminal: Terminal { name, place } }, hash)))
    }
}

//! Top-ups: the codes citizens asked for, and the payment that came for each.

use super::{Error, Row, Work, values};
use crate::{
    api::{TopUpLimits, TopUpPayment},
    domain::{Moment, Tenge, TopUpCode},
};

/// A top-up as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredTopUp {
    /// Id in URLs.
    pub id: String,
    /// Account and turn.
    pub code: TopUpCode,
    /// How much was asked for.
    pub amount: Tenge,
    /// When.
    pub requested_at: Moment,
    /// Until when it waits.
    pub expires_at: Moment,
    /// The first payment that came for it.
    pub payment: Option<TopUpPayment>,
}

impl Work {
    /// What one payment may be: a setting.
    pub(crate) async fn top_up_limits(&mut self) -> Result<TopUpLimits, Error> {
        let (least, most) =
            (self.setting("top_up_least").await?, self.setting("top_up_most").await?);
        let tiyn = |text: Option<String>| text.and_then(|text| text.parse().ok());
        match (tiyn(least), tiyn(most)) {
            (Some(least), Some(most)) => {
                Ok(TopUpLimits { least: Tenge::from_tiyn(least), most: Tenge::from_tiyn(most) })
            }
            _ => Err(Error::Corrupt("no limits of top-ups")),
        }
    }

    /// Adds a top-up of the account, the next in turn.
    pub(crate) async fn add_top_up(
        &mut self,
        id: &str,
        account: i64,
        amount: Tenge,
        at: Moment,
        expires_at: Moment,
    ) -> Result<(), Error> {
        let turn = self.next(&format!("top_up:{account}"), 1).await?;
        let sql = "INSERT INTO top_ups (id, account, turn, amount, requested_at, expires_at)
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let values = values![id, account, turn, amount.tiyn(), at.micros(), expires_at.micros()];
        self.change(sql, values).await.map(drop)
    }

    /// A top-up of this account.
    pub(crate) async fn top_up(
        &mut self,
        account: i64,
        id: &str,
    ) -> Result<Option<StoredTopUp>, Error> {
        let sql = "SELECT id, account, turn, amount, requested_at, expires_at, paid, paid_at,
                       entry, provider
                   FROM top_ups_and_payments WHERE account = $1 AND id = $2";
        self.row(sql, values![account, id]).await?.map(top_up).transpose()
    }

    /// The top-up of a code.
    pub(crate) async fn top_up_of(
        &mut self,
        code: &TopUpCode,
    ) -> Result<Option<StoredTopUp>, Error> {
        let numbers = (i64::try_from(code.account), i64::try_from(code.turn));
        let (Ok(account), Ok(turn)) = numbers else { return Ok(None) };
        let sql = "SELECT id, account, turn, amount, requested_at, expires_at, paid, paid_at,
                       entry, provider
                   FROM top_ups_and_payments WHERE account = $1 AND turn = $2";
        self.row(sql, values![account, turn]).await?.map(top_up).transpose()
    }

    /// The newest top-up of this account that waits for its payment at `at`; of this amount, when
    /// one is given.
    pub(crate) async fn waiting_top_up(
        &mut self,
        account: i64,
        amount: Option<Tenge>,
        at: Moment,
    ) -> Result<Option<StoredTopUp>, Error> {
        let sql = "SELECT id, account, turn, amount, requested_at, expires_at, paid, paid_at,
                       entry, provider
                   FROM top_ups_and_payments
                   WHERE account = $1 AND expires_at > $2 AND paid IS NULL
                       AND ($3 = 0 OR amount = $3)
                   ORDER BY turn DESC LIMIT 1";
        let amount = amount.map_or(0, Tenge::tiyn);
        self.row(sql, values![account, at.micros(), amount]).await?.map(top_up).transpose()
    }
}

fn top_up(mut row: Row) -> Result<StoredTopUp, Error> {
    let number = |number: i64| u64::try_from(number).map_err(|_| Error::Corrupt("below zero"));
    let id = row.text()?;
    let code = TopUpCode { account: number(row.int()?)?, turn: number(row.int()?)? };
    let amount = Tenge::from_tiyn(row.int()?);
    let (requested_at, expires_at) = (row.int()?, row.int()?);
    let paid = (row.int_or_null()?, row.int_or_null()?, row.int_or_null()?, row.text_or_null()?);
    let payment = match paid {
        (Some(amount), Some(at), Some(entry), Some(provider)) => Some(TopUpPayment {
            amount: Tenge::from_tiyn(amount),
            at: Moment::from_micros(at),
            entry: number(entry)?,
            provider: provider.into(),
        }),
        _ => None,
    };
    Ok(StoredTopUp {
        id,
        code,
        amount,
        requested_at: Moment::from_micros(requested_at),
        expires_at: Moment::from_micros(expires_at),
        payment,
    })
}

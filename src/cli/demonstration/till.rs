//! Opens the demonstration's payment provider beside its portal.

use std::{path::Path, sync::Arc};

use crate::{
    domain::Clock,
    portal::{DemoProvider, Error, Running},
    till::{Config, Till},
};

/// Opens the till of a demonstration and tells its portal, whose QR codes lead there from now on.
///
/// # Errors
/// When its secret cannot be read or it cannot listen.
pub async fn open_till(
    portal: &Running,
    keys: &Path,
    clock: Arc<dyn Clock>,
) -> Result<Till, Error> {
    let DemoProvider { name, secret } = DemoProvider::read(keys)?;
    let config = Config { portal: portal.url(), name, secret, clock };
    let till = Till::open(config).await.map_err(Error::Listen)?;
    portal.pay_at(&till.url());
    Ok(till)
}

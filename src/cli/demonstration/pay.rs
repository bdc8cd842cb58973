//! `kezekte demo pay CODE`: pays a top-up without a phone.

use std::process::ExitCode;

use crate::{api::Failure, cli::fail, client::pay_at_till, domain::TopUpCode};

/// Opens the till's page for this code.
pub(super) async fn pay(till: &str, code: &str, amount: Option<u32>) -> ExitCode {
    let Some(code) = TopUpCode::parse(code) else {
        return fail(format_args!("{code} is no code of a top-up (4417-13): check its digits"));
    };
    let amount = amount.map(|tenge| format!("&amount={tenge}")).unwrap_or_default();
    match pay_at_till(&format!("{till}/pay?code={code}{amount}")).await {
        Ok(paid) => {
            println!("{}: {} on account {}", paid.transaction, paid.amount, paid.account);
            ExitCode::SUCCESS
        }
        Err(Failure::Refused(problem)) => fail(problem.title.en),
        Err(failure) => fail(format_args!("nothing was paid ({failure:?})")),
    }
}

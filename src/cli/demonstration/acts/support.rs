//! Acts 4 and 5: a citizen whose access is stopped, found and restored at the desk; then that citizen
//! signs in.

use std::io::Write;

use super::{PlayError, Player};
use crate::{
    app::{input::Key, screens::AnyScreen},
    text::phrases::{account, act, document, keys, play, ways, workbench},
};

/// The case's number, as an agent types it.
const CASE: &str = "DEMO-7";

impl Player {
    /// Act 4: the desk, the search, the card, the restoring.
    pub(super) async fn restore(&mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        self.act(out, 4, &play::act_desk())?;
        let citizen = self.person("stopped")?;
        // The first agent signs in by itself.
        self.console.press(Key::F(3));
        self.console
            .until("the desk", |c| matches!(c.model().screen, AnyScreen::Workbench(_)))
            .await?;
        self.console.settle().await?;
        self.show(out, &play::desk_lists())?;
        self.console.press(Key::Char('/'));
        self.console.type_text(citizen.number.digits());
        self.console.press(Key::Enter);
        self.console.settle().await?;
        self.show(out, &play::stopped_card())?;
        self.console.press(Key::Char('u'));
        self.see(&act::step_reason()).await?;
        self.console.type_text("1");
        self.console.press(Key::Enter);
        self.see(&act::case()).await?;
        self.console.type_text(CASE);
        self.console.press(Key::Enter);
        self.see(&act::note()).await?;
        self.console.press(Key::Enter);
        self.see(&act::confirm()).await?;
        self.console.settle().await?;
        self.show(out, &play::restore_preview())?;
        self.console.press(Key::Enter);
        self.see(&act::undo()).await?;
        self.console.settle().await?;
        self.show(out, &play::restored())?;
        self.console.press(Key::Esc);
        self.see(&workbench::stopped()).await?;
        self.console.settle().await?;
        self.print_calls(out)
    }

    /// Act 5: the same citizen signs in.
    pub(super) async fn come_back(&mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        self.act(out, 5, &play::act_return())?;
        let citizen = self.person("stopped")?;
        self.console.press(Key::F(3));
        self.console.type_text("2");
        self.console
            .until("number", |c| matches!(c.model().screen, AnyScreen::NumberEntry(_)))
            .await?;
        self.console.type_text(citizen.number.digits());
        self.console.press(Key::Enter);
        self.see(&ways::title()).await?;
        self.console.press(Key::Enter);
        self.see(&keys::title()).await?;
        self.open(&citizen).await?;
        self.console
            .until("certificate", |c| matches!(c.model().screen, AnyScreen::Certificate(_)))
            .await?;
        self.console.settle().await?;
        self.console.press(Key::Enter);
        self.see(&document::check_code()).await?;
        self.show(out, &play::challenge())?;
        self.console.press(Key::Enter);
        self.see(&account::balance()).await?;
        self.console.settle().await?;
        self.show(out, &play::signed_in_again())?;
        self.console.press(Key::Esc);
        self.console.settle().await?;
        self.print_calls(out)
    }
}

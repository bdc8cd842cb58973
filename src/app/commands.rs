//! Every command there is here: the screen's bindings, then the root's. One table for dispatch,
//! footer, palette and help.

use super::{
    input::Key,
    keymap::Binding,
    model::{Act, Model},
    screen::Screen as _,
    screens::with_screen,
    shared::{Console, Profile},
};
use crate::text::phrases::desk;

/// The root's own: they work on every screen.
#[must_use]
pub fn root_commands(model: &Model) -> Vec<Binding<Act>> {
    let shared = &model.shared;
    let mut all = Vec::new();
    if shared.facts.console == Console::Desk {
        // Single letters only where no letters are typed. The same places of the keyboard give
        // `№ . ,` and `ж` on the other layouts.
        let typing = with_screen!(&model.screen, |screen, wrap| screen.takes_text());
        let keys = |letters: &[char], always: &[Key]| -> Vec<Key> {
            let letters = letters.iter().filter(|_| !typing).map(|letter| Key::Char(*letter));
            letters.chain(always.iter().copied()).collect()
        };
        all.push(Binding::new(
            desk::commands(),
            keys(&[':', ';'], &[Key::Ctrl('p')]),
            Act::ShowPalette,
        ));
        all.push(Binding::new(desk::help(), keys(&['?', ','], &[Key::F(1)]), Act::ShowHelp));
        if shared.staff().is_some() {
            all.push(Binding::new(desk::lock(), [Key::Ctrl('l')], Act::Lock));
        }
    }
    all.push(Binding::new(desk::language(), [Key::F(5)], Act::Switch(None)));
    all.push(Binding::new(desk::colours(), [Key::F(6)], Act::Restyle));
    if shared.is_demonstration() {
        all.push(Binding::new(desk::people(), [Key::F(2)], Act::ShowPeople));
    }
    if shared.has_both_consoles() {
        all.push(Binding::new(desk::other_console(), [Key::F(3)], Act::SwitchConsole));
    }
    if shared.facts.profile == Profile::Personal {
        all.push(Binding::new(desk::quit(), [Key::Ctrl('q'), Key::Ctrl('c')], Act::Quit));
    }
    all
}

/// The screen's own, as the root carries them out.
#[must_use]
pub fn screen_commands(model: &Model) -> Vec<Binding<Act>> {
    with_screen!(&model.screen, |screen, wrap| {
        let bindings = screen.bindings(&model.shared).into_iter();
        bindings.map(|it| it.map(|msg| Act::Screen(wrap(msg)))).collect()
    })
}

/// All of them, the screen's first.
#[must_use]
pub fn commands(model: &Model) -> Vec<Binding<Act>> {
    let mut all = screen_commands(model);
    all.extend(root_commands(model));
    all
}

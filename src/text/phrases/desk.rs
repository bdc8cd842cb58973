//! The desk: what surrounds its screens.

use super::phrases;

phrases! { "desk";
    /// At the right of the line above: help and commands.
    header_keys();
    /// The portal answers.
    portal_up();
    /// The portal does not answer.
    portal_away();
    /// [`StaffRole::Viewer`].
    role_viewer();
    /// [`StaffRole::Agent`].
    role_agent();
    /// [`StaffRole::Supervisor`].
    role_supervisor();
    /// [`StaffRole::Auditor`].
    role_auditor();
    /// [`StaffRole::Admin`].
    role_admin();
    /// The palette of commands.
    commands();
    /// Title of the table of keys.
    keys();
    /// Lock the desk.
    lock();
    /// The next theme.
    colours();
    /// The demonstration's staff.
    people();
    /// What choosing one does.
    people_words();
    /// The other console: kiosk and desk stand side by side.
    other_console();
    /// Nothing fits the query.
    nothing_found();
    /// Copied into the terminal's clipboard; what it is stands below.
    copied();
    /// A wait and its seconds.
    waiting(what: Phrase, seconds: u64);
    /// A wait that Esc gives up.
    waiting_esc(what: Phrase, seconds: u64);
    /// The program ends after the change that is under way.
    ending();
    /// Waiting: sign-in, a code.
    wait_sign_in();
    /// Waiting: a search.
    wait_search();
    /// Waiting: a list.
    wait_lists();
    /// Waiting: a card.
    wait_card();
    /// Waiting: the timeline.
    wait_timeline();
    /// Waiting: a preview.
    wait_preview();
    /// Waiting: a help request.
    wait_request();
    /// Waiting: the member's latest actions.
    wait_actions();
    /// Waiting: a field in clear.
    wait_reveal();
    /// Waiting: a change.
    wait_write();
    /// Title of the palette.
    commands_title();
    /// The table of keys.
    help();
    /// The next language.
    language();
    /// End the program.
    quit();
    /// Cancel.
    cancel();
}

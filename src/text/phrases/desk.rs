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
}

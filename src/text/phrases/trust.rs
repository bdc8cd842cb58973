//! What the `trust` commands print.

use super::phrases;

phrases! { "trust";
    /// Trusted from the portal's next start on.
    state_enabled();
    /// Not trusted.
    state_disabled();
    /// It cannot be read: the portal does not start.
    state_unreadable();
    /// It came with the program.
    built_in();
    /// Nothing above it is trusted, so nothing under it is either.
    no_root();
    /// It is trusted now.
    enabled(name: SafeText);
    /// It is not trusted any more.
    disabled(name: SafeText);
    /// When that counts.
    at_next_start();
    /// No folder was named.
    no_folder();
    /// What to do then.
    no_folder_next();
    /// A file or folder cannot be read.
    unreadable(path: SafeText);
    /// What to do then.
    unreadable_next();
    /// A file cannot be written.
    not_written(path: SafeText);
    /// What to do then.
    not_written_next();
    /// Another command works in the folder.
    busy();
    /// What to do then.
    busy_next();
    /// It is no certificate of an authority.
    not_authority();
    /// What to do then.
    not_authority_next();
    /// It is an authority for tests.
    test_authority();
    /// What to do then.
    test_authority_next();
    /// What was given is no fingerprint.
    not_fingerprint();
    /// What to do then.
    not_fingerprint_next();
    /// The fingerprint is another one.
    fingerprint_differs(found: SafeText);
    /// What to do then.
    fingerprint_differs_next();
    /// There is none of this name.
    unknown(name: SafeText);
    /// What to do then.
    unknown_next();
    /// Another certificate has this name.
    taken(name: SafeText);
    /// What to do then.
    taken_next();
    /// The file holds several.
    several();
    /// What to do then.
    several_next();
}

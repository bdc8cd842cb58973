//! What `kezekte verify` prints of an evidence package.

use super::phrases;

phrases! { "package";
    /// The package of this receipt.
    title(number: SafeText);
    /// A package that cannot be read.
    unread();
    /// When the portal received the signature, by its own word.
    received();
    /// The moment it was judged at.
    judged_at();
    /// The moment a trusted stamp proves.
    stamped_at();
    /// How far the log was followed.
    newest(seq: Arg, hash: SafeText);
    /// The container.
    container();
    /// The manifest.
    manifest();
    /// The files against the manifest.
    files();
    /// One file.
    file(name: SafeText);
    /// The fixed texts.
    texts();
    /// The document.
    document();
    /// The certificates.
    chain();
    /// The time stamp beside the signature.
    stamp();
    /// The event.
    event();
    /// The statement.
    report();
    /// Larger than any package.
    too_large();
    /// Not a container of this form.
    bad_container();
    /// The manifest is broken.
    bad_manifest();
    /// A file is missing.
    missing();
    /// A file that no package has.
    unexpected();
    /// A file was changed.
    changed();
    /// The document is not of its form.
    bad_document();
    /// The certificates do not lead to a root.
    bad_chain();
    /// Another time stamp than in the signature.
    stamp_differs();
    /// The hash is not that of the event.
    event_hash();
    /// The event is about something else.
    event_differs();
    /// The statement says something else than what was signed.
    report_differs();
    /// The text is not of any release.
    text_unknown();
    /// Nobody but the portal vouches for the time.
    no_proof_of_time();
    /// It was not looked at.
    not_looked_at();
    /// The verdict: valid.
    valid();
    /// The verdict: not valid.
    invalid();
    /// The verdict: it cannot be told.
    indeterminate();
    /// Nobody is trusted here.
    no_anchors();
    /// What the event proves and what not.
    log_words();
}

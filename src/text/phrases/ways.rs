//! The ways to sign.

use super::phrases;

phrases! { "ways";
    /// The question.
    title();
    /// A key file.
    key_file();
    /// Its state: ready.
    key_file_words();
    /// Its state at a service centre.
    key_file_closed();
    /// NCALayer on this computer.
    ncalayer();
    /// The same where there is little room.
    ncalayer_short();
    /// NCALayer is looked for.
    ncalayer_looking();
    /// It runs.
    ncalayer_running();
    /// It does not run.
    ncalayer_not_running();
    /// It runs, but something is wrong with it.
    ncalayer_failing();
    /// eGov Mobile by QR.
    egov_mobile();
    /// The same where there is little room.
    egov_mobile_short();
    /// Its state: ready.
    egov_mobile_words();
    /// Not connected on this device.
    not_connected();
    /// What is to be said of eGov Mobile.
    about_egov_mobile();
    /// What is to be said at a service centre.
    about_terminal();
    /// What to choose when all is well.
    choose_hint();
    /// What there is to try in the demonstration.
    demonstration();
}

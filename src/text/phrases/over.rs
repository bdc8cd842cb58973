//! What lies over a screen: idle warning, outages, the demonstration's people.

use super::phrases;

phrases! { "over";
    /// Title of the idle warning.
    still_there();
    /// What happens otherwise.
    will_be_wiped();
    /// Seconds left.
    seconds_left(seconds: u32);
    /// Go on.
    go_on();
    /// End the visit now.
    end();
    /// Planned maintenance (4.2).
    maintenance();
    /// What the portal says of it.
    maintenance_words(detail: Arg);
    /// No connection (4.3).
    no_connection();
    /// What it means and what to do.
    no_connection_words();
    /// The portal answers that it cannot serve now.
    portal_ill();
    /// What it means.
    portal_ill_words();
    /// Too many requests from here.
    busy();
    /// What it means.
    busy_words();
    /// Something of this device.
    this_device();
    /// What it means and whom to call.
    this_device_words();
    /// Nothing entered is lost.
    nothing_lost();
    /// The next try in so many seconds.
    retry_in(seconds: u32);
    /// A try is under way.
    retrying();
    /// Try now.
    retry_now();
    /// Go back to the screen below.
    dismiss();
    /// Title of the demonstration's people.
    people();
    /// What choosing one does.
    people_words();
}

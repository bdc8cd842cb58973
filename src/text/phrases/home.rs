//! The first screen.

use super::phrases;

phrases! { "home";
    /// The portal's slogan.
    slogan();
    /// Number of users.
    users(count: u64);
    /// The number of users has not come yet.
    loading();
    /// The portal is away; the program goes on asking.
    portal_away();
    /// Join.
    join();
    /// What joining takes.
    join_steps();
    /// Sign in.
    sign_in();
    /// What signing in takes.
    sign_in_steps();
    /// Read the agreement.
    read();
    /// Help.
    help();
    /// Housing.
    housing();
    /// Grants.
    grants();
    /// Menu.
    menu();
    /// Registration is free and voluntary (2.2); using services means acceptance (1).
    free_and_voluntary();
}

//! The desk's workbench.

use super::phrases;

phrases! { "workbench";
    /// Sign out.
    sign_out();
    /// The same key once more signs out.
    sign_out_again();
    /// Search.
    search();
    /// Title of a search.
    search_title();
    /// What can be searched for.
    search_words();
    /// Send the search.
    find();
    /// The search is under way.
    searching();
    /// So many were found.
    found(count: u64);
    /// Nothing was found.
    no_hits();
    /// Back from a search to the lists.
    end_search();
    /// Show what is under the cursor.
    open();
    /// Close what is shown at the right.
    close();
    /// To the next list or pane.
    next_pane();
    /// To what is shown at the right.
    to_pane();
    /// To the list.
    to_list();
    /// Copy the number.
    copy();
    /// Ask for everything anew.
    reload();
    /// One line up or down.
    walk();
    /// Ten lines up or down.
    page();
    /// To the first or the last line.
    ends();
    /// Show the line of this digit.
    by_digit();
    /// Heading of the help requests.
    requests();
    /// There are no help requests.
    no_requests();
    /// Heading of the accounts whose access is stopped.
    stopped();
    /// There are none.
    no_stopped();
    /// Heading of a card.
    account(number: String);
    /// Heading of a help request.
    request(number: String);
    /// Nothing is shown at the right.
    nothing_open();
    /// This role sees no citizen's data.
    no_citizens();
    /// Within the last minute.
    age_now();
    /// Minutes ago.
    age_minutes(count: u64);
    /// Hours ago.
    age_hours(count: u64);
    /// Days ago.
    age_days(count: u64);
    /// Other words for restoring an account, by which the palette finds it.
    unblock();
}

//! The agreement reader: its keys, its gauge, what is missing, the two declarations.

use super::phrases;

phrases! { "reader";
    /// Before the figures of blocks shown.
    seen();
    /// How one moves, finds and jumps.
    hint();
    /// Everything was shown.
    complete();
    /// The table of contents.
    contents();
    /// The closing statement's entry in it.
    statement();
    /// Open the section.
    open();
    /// Search.
    search();
    /// Before anything is typed.
    search_hint();
    /// Carry the search out.
    find();
    /// Nothing holds these words.
    nothing_found();
    /// The place among the matches.
    found(place: usize, all: usize);
    /// The same while the words are being typed.
    found_typing(place: usize, all: usize);
    /// Before a typed clause number.
    go_to();
    /// No clause has this number; these are near.
    no_such_clause(nearest: SafeText);
    /// There is no such clause, and none that begins like it.
    no_clause();
    /// Show the other language.
    other_language();
    /// The next clause.
    next_clause();
    /// The clause before.
    previous_clause();
    /// The next section.
    next_section();
    /// The section before.
    previous_section();
    /// A page on.
    page_on();
    /// A page back.
    page_back();
    /// To the beginning.
    to_start();
    /// To the end.
    to_end();
    /// The next match.
    next_match();
    /// The match before.
    previous_match();
    /// To the first block that was not shown.
    first_unseen();
    /// Title: not everything was shown yet.
    not_all_read();
    /// How much is left.
    left(count: usize);
    /// Why everything has to be shown.
    why_all();
    /// Does one accept the agreement?
    question();
    /// The agreement is accepted.
    accept();
    /// The agreement is declined.
    decline();
    /// Tick the closing statement.
    tick_statement();
    /// Tick the consent.
    tick_consent();
    /// Tick the one under the cursor.
    tick();
    /// To the other tick.
    other_tick();
    /// Both ticks are needed.
    both_needed();
    /// Both are set.
    both_ticked();
    /// The statement is not ticked.
    statement_missing();
    /// The consent is not ticked.
    consent_missing();
}

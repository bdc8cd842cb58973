//! One field in clear, for half a minute; what of it stays nowhere; and a session that ends in the
//! middle.

use kezekte::{
    api::staff::{AccountCard, RevealField, RevealReason},
    app::{
        effect::{DeskCall, DeskReply, RevealedField},
        screen::Screen as _,
        screens::desk::card::Card,
    },
    domain::{Language, Secret},
};

use super::{
    alone::Alone,
    desk_card::{pictures, read_all, showing},
    desk_card_acts::{answer_write, confirm_restore, restoring, writes},
    desk_fixtures::stopped,
};

/// The value that is revealed. A fictitious number, in no list of people.
const PHONE: &str = "+7 701 555 01 67";

fn revealed(value: &str, at: kezekte::domain::Moment) -> DeskReply {
    DeskReply::Revealed(Ok(RevealedField {
        field: RevealField::Phone,
        value: Secret::new("revealed", value),
        until: at.after(std::time::Duration::from_secs(30)),
    }))
}

#[test]
fn one_field_in_clear_for_half_a_minute() {
    for (nth, keys) in ["r", "r 3"].into_iter().enumerate() {
        pictures(&format!("card-reveal-{}", nth + 1), |size, language| {
            let mut alone = showing(&stopped(), size, language);
            alone.press(keys);
            alone
        });
    }
    pictures("card-revealed", |size, language| {
        let mut alone = showing(&stopped(), size, language);
        alone.press("r 3 2");
        let now = alone.shared.now;
        answer_write(&mut alone, revealed(PHONE, now));
        alone.wait(3);
        alone
    });
    let mut alone = restoring();
    alone.press("r 3 2");
    let [DeskCall::Reveal(call, _)] = &writes(&alone)[..] else { panic!("{:?}", alone.calls()) };
    assert_eq!((call.field, call.reason), (RevealField::Phone, RevealReason::CallBack));
    let now = alone.shared.now;
    answer_write(&mut alone, revealed(PHONE, now));
    alone.shows("ПОКАЗАНО 30 с · Телефон: +7 701 555 01 67");
    alone.wait(29);
    alone.shows("ПОКАЗАНО 1 с");
    alone.wait(1);
    alone.hides("701");
    alone.shows("+7 ··· ··· ·· 67");
    assert!(!format!("{:?}", alone.screen).contains("701"));
}

#[test]
fn a_value_in_clear_goes_at_once_when_somebody_wants_so_and_when_the_card_is_left() {
    for keys in ["r", "Esc"] {
        let mut alone = restoring();
        alone.press("r 3 1");
        let now = alone.shared.now;
        answer_write(&mut alone, revealed(PHONE, now));
        alone.shows("701");
        alone.press(keys);
        alone.hides("701");
        assert_eq!(alone.exits.len(), usize::from(keys == "Esc"));
    }
    // It comes after its dialog was left: nobody sees it.
    let mut alone = restoring();
    alone.press("r 3 1");
    let late = alone.asked.last().unwrap().id;
    alone.press("Esc");
    let reply = kezekte::app::effect::Reply::Desk(Box::new(revealed(PHONE, alone.shared.now)));
    assert!(!alone.reply(late, reply));
    alone.hides("701");
}

#[test]
fn what_is_revealed_or_typed_is_in_no_journal_and_no_debug_output() {
    let mut alone = restoring();
    alone.press("r 3 1");
    let now = alone.shared.now;
    answer_write(&mut alone, revealed(PHONE, now));
    alone.press("n звонила Space с Space 7015550167");
    alone.shows("701 555 01 67");
    alone.shows("7015550167");
    let journal = alone.journal.join("\n");
    let debug = format!("{:?}", alone.screen);
    for text in [&journal, &debug] {
        assert!(!text.contains("701"), "{text}");
    }
    assert!(journal.contains("$revealed") && journal.contains("$typed"), "{journal}");
    let reply = serde_json::to_string(&revealed(PHONE, now)).unwrap();
    assert!(!reply.contains("701"), "{reply}");
}

#[test]
fn a_field_that_is_not_there_is_not_offered() {
    let card = AccountCard { phone_masked: None, ..stopped() };
    let mut alone = showing(&card, (78, 20), Language::Ru);
    alone.press("r");
    alone.hides("Телефон");
    alone.press("3 1");
    let [DeskCall::Reveal(call, _)] = &writes(&alone)[..] else { panic!("{:?}", alone.calls()) };
    assert_eq!(call.field, RevealField::Email);
}

#[test]
fn a_session_that_ended_in_the_middle_repeats_nothing() {
    let again = |alone: &mut Alone<Card>| {
        alone.screen = alone.screen.clone().parked();
        alone.asked.clear();
        alone.within(|screen, cx| screen.enter(cx));
    };
    // Sent: it may have been done. That is said; nothing is sent again.
    let mut alone = restoring();
    confirm_restore(&mut alone);
    again(&mut alone);
    alone.shows("Сеанс завершился посреди действия");
    read_all(&mut alone, &stopped());
    alone.wait(60);
    assert_eq!(alone.calls(), []);
    // Only typed: it is still there.
    let mut alone = restoring();
    alone.press("u Enter Enter слово");
    again(&mut alone);
    read_all(&mut alone, &stopped());
    alone.shows("слово");
    alone.press("Enter");
    read_all(&mut alone, &stopped());
    alone.press("Enter");
    assert_eq!(writes(&alone).len(), 1);
    // In clear: it is not.
    let mut alone = restoring();
    alone.press("r 3 1");
    let now = alone.shared.now;
    answer_write(&mut alone, revealed(PHONE, now));
    again(&mut alone);
    alone.hides("701");
}

//! Joining from the first screen to the receipt: few keys besides reading and typing.

use kezekte::{
    app::{
        effect::{Reply, Request},
        screens::AnyScreen,
    },
    domain::{Agreement, Language},
};

use super::{
    fixtures::{
        accepted_answer, certificate, demonstration, key, key_files, nothing_known, request_answer,
        requested, signature_answer, signed,
    },
    harness::Kiosk,
};

/// More presses than this would tire somebody who stands at a kiosk.
const MOST: usize = 14;

/// What the world answers when all goes well.
fn well(kiosk: &Kiosk, request: &Request) -> Option<Reply> {
    let at = kiosk.at;
    match request {
        Request::FindKeyFiles => Some(key_files()),
        Request::OpenKey { .. } => {
            Some(Reply::KeyOpened(Ok(Box::new(key(certificate(super::fixtures::IIN))))))
        }
        Request::Contacts => Some(nothing_known()),
        _ => request_answer(request, &requested(at))
            .or_else(|| signature_answer(request))
            .or_else(|| accepted_answer(request, Ok(signed(at)))),
    }
}

#[test]
fn from_home_to_the_receipt_it_is_at_most_fourteen_keys() {
    for size in [(80, 24), (120, 40)] {
        let mut kiosk = demonstration(size, Language::Kk);
        kiosk.model.shared.visit.reading = Default::default();
        kiosk.model.shared.visit.number = None;
        kiosk.model.screen = AnyScreen::Home(Default::default());
        kiosk.press("Enter");
        while !kiosk.model.shared.visit.reading.is_complete(Agreement::embedded()) {
            kiosk.press("PgDn"); // this is reading
        }
        kiosk.press("Enter 1 2 Enter");
        let mut presses = 5;
        while !matches!(kiosk.model.screen, AnyScreen::ReceiptView(_)) {
            let open = kiosk.asked.iter().find_map(|effect| well(&kiosk, &effect.request));
            if let Some(reply) = open {
                let at = kiosk.asked.iter().position(|e| well(&kiosk, &e.request).is_some());
                let request = kiosk.asked[at.unwrap()].request.clone();
                kiosk.answer(|asked| (*asked == request).then(|| reply.clone()));
            } else {
                // Nothing has to be given: one key goes past the details.
                let at_details = matches!(kiosk.model.screen, AnyScreen::DetailsEntry(_));
                kiosk.press(if at_details { "Esc" } else { "Enter" });
                presses += 1;
            }
            assert!(presses <= MOST, "still at\n{}", kiosk.text());
        }
        assert!(presses <= MOST, "{presses}");
    }
}

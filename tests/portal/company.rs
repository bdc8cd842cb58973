//! An organisation end to end: its head joins by the BIN, whoever may sign comes in to the same
//! account, nobody else does, and the desk finds it by its own name.

use kezekte::{
    api::{
        AccountView, ProblemCode, SignedIn, Standing,
        staff::{HolderKind, Matched},
    },
    domain::{Fault, Number, Role, StaffRole},
    portal::{Person, Story},
};

use super::{
    staff_calls::Desk,
    world::{World, fresh, ok, refused},
};

async fn account(world: &World, signed_in: &SignedIn) -> AccountView {
    let session = signed_in.session.as_ref().unwrap();
    ok(world.get("account", session.reveal()).await).await
}

/// The fault a sign-in by this person is refused for.
async fn turned_away(world: &World, person: &Person) -> Option<Fault> {
    let challenged = world.challenge(person).await;
    let cms = world.sign_challenge(&challenged, person);
    let problem = refused(world.post_session(&challenged, &fresh(), &cms).await).await;
    assert_eq!(problem.code, ProblemCode::SignatureRefused);
    problem.fault
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_joins_by_its_head_and_is_one_account_for_all_who_may_sign() {
    let world = World::new().await;
    let (head, deputy) = (world.person(Story::Head), world.person(Story::SignRight));
    assert_eq!(head.number, deputy.number, "both type the organisation's BIN");

    // Nobody may come in before the head has joined; the proof is good all the same.
    let early = world.sign_in(&deputy).await;
    assert_eq!(early.standing, Standing::AcceptanceRequired);
    assert!(early.session.is_none());

    // The document names the organisation; the receipt names it, and who signed for it.
    let requested = world.request(&head).await;
    assert_eq!(requested.document.number, head.number);
    let joined = world.join(&head).await;
    let receipt = joined.acceptance.receipt.clone().unwrap();
    let of = &receipt.certificate;
    assert_eq!(of.organisation.as_ref().unwrap().as_str(), "Мысал құрылыс ЖШС");
    assert_eq!(of.bin.clone().map(Number::Bin), Some(head.number.clone()));
    assert_eq!((of.role, of.owner.as_str()), (Role::Head, head.name.as_str()));
    assert!(of.iin.is_some(), "the representative's IIN");

    // The account is the organisation's.
    let by_head = account(&world, &world.sign_in(&head).await).await;
    assert_eq!(by_head.number, receipt.account);
    assert_eq!(by_head.organisation, of.organisation);
    let by_deputy = account(&world, &world.sign_in(&deputy).await).await;
    assert_eq!(by_deputy.number, by_head.number);
    assert_eq!(by_deputy.owner, by_head.owner, "who signed in has not signed the agreement");
    // And it accepts once, whoever of them signs.
    let again = world.join(&deputy).await;
    assert!(again.already_accepted);
    assert_eq!(again.acceptance, joined.acceptance);

    // The desk sees an organisation, by its BIN and by its name, unmasked.
    let desk = Desk::of(&world, StaffRole::Agent).await;
    for (query, matched) in
        [(head.number.digits(), Matched::Number), ("мысал құрылыс", Matched::Name)]
    {
        let hits = desk.search(query).await.hits;
        assert_eq!(hits.len(), 1, "{query}");
        assert_eq!((hits[0].account, hits[0].matched), (by_head.number, Some(matched)));
        assert_eq!(hits[0].kind, HolderKind::Organisation);
        assert_eq!(hits[0].name.as_str(), "Мысал құрылыс ЖШС");
    }
    let card = desk.card(by_head.number).await;
    assert_eq!((card.kind, card.name.as_str()), (HolderKind::Organisation, "Мысал құрылыс ЖШС"));
    assert!(!card.number_masked.as_str().contains(&head.number.digits()[..8]));
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_sign_for_the_company_is_told_why_and_changes_nothing() {
    let world = World::new().await;
    let head = world.person(Story::Head);
    let joined = world.join(&head).await;
    for (story, fault) in [
        (Story::Employee, Fault::NoRightToSign),
        (Story::Personnel, Fault::PersonnelOfficer),
        (Story::Financial, Fault::FinancialRightOnly),
        (Story::System, Fault::InformationSystem),
        (Story::Treasury, Fault::TreasuryKey),
        (Story::OtherCompany, Fault::WrongOrganisation),
        (Story::Authentication, Fault::AuthenticationOnly),
        (Story::NotYetValid, Fault::NotYetValid),
        (Story::Untrusted, Fault::UntrustedIssuer),
    ] {
        let person = world.person(story);
        assert_eq!(turned_away(&world, &person).await, Some(fault), "{story:?}");
        let requested = world.request(&person).await;
        let cms = world.sign(&requested, &person);
        let problem = refused(world.put(&requested, &fresh(), &cms).await).await;
        assert_eq!(problem.fault, Some(fault), "{story:?}");
    }
    // A head signs for the organisation: with that key nobody comes in as a person.
    let iin = joined.acceptance.receipt.unwrap().certificate.iin.unwrap();
    assert!(Number::parse(iin.digits()) == Ok(Number::Iin(iin.clone())), "can be typed");
    let as_a_person = Person { number: Number::Iin(iin), ..head.clone() };
    assert_eq!(turned_away(&world, &as_a_person).await, Some(Fault::WrongOrganisation));
    // Nor does a person come in for the organisation.
    let citizen = world.person(Story::Gost);
    let for_company = Person { number: head.number.clone(), ..citizen };
    assert_eq!(turned_away(&world, &for_company).await, Some(Fault::WrongOrganisation));
    let seen = account(&world, &world.sign_in(&head).await).await;
    assert_eq!(seen.acceptances.len(), 1);
    world.books_are_whole().await;
}

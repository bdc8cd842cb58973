//! A device the portal does not know: a fault of this device, not of the line (K9).

use kezekte::{api::Failure, client::Client, domain::Secret, portal::Story};

use crate::portal::world::{World, fresh};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_credential_is_a_fault_of_this_device() {
    let world = World::new().await;
    let wrong = format!("{}.{}", world.credential.split('.').next().unwrap(), "0".repeat(64));
    let asked = world.asked(&world.person(Story::Gost));
    for credential in [wrong, "nobody.nothing".to_owned(), "🙂".to_owned()] {
        let client =
            Client::new(&world.portal.url(), Some(Secret::new("device", credential))).unwrap();
        let answer = client.send(&asked, None, Some(&fresh())).await;
        assert_eq!(answer.unwrap_err(), Failure::Device);
    }
    let right = Secret::new("device", world.credential.clone());
    let client = Client::new(&world.portal.url(), Some(right)).unwrap();
    assert!(client.send(&asked, None, Some(&fresh())).await.is_ok());
}

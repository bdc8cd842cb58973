//! The demonstration's people: from the portal's file beside their keys to what the screens know.

use std::path::Path;

use crate::{
    app::shared::Person,
    domain::Secret,
    portal::{self, People},
};

/// Everybody, in the order of the file; of those whose account is stopped only the first, whose
/// story the desk tells (4.7): the others differ in nothing but the cause.
pub(in crate::cli) fn read(keys: &Path) -> Result<Vec<Person>, portal::Error> {
    let mut stopped = false;
    let people = People::read(keys)?.people.into_iter().filter(|person| {
        let again = person.cause.is_some() && std::mem::replace(&mut stopped, true);
        !again
    });
    Ok(people
        .map(|person| Person {
            story: person.story.code().into(),
            name: person.name,
            number: person.number,
            key: person.file.to_string_lossy().into_owned(),
            password: Secret::new("password", person.password),
        })
        .collect())
}

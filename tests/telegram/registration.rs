use klich::{
    sandbox::{Fault, FaultKind, NewUser},
    telegram::{ChatCommands, ChatId, Registered, Registration},
};

use super::World;

fn registration(language_code: Option<&str>, word: &str) -> Registration {
    Registration {
        language_code: language_code.map(str::to_owned),
        commands: vec![("start".into(), format!("{word} start")), ("help".into(), format!("{word} help"))],
        description: format!("{word} description"),
        short_description: format!("{word} short"),
    }
}

#[tokio::test]
async fn registers_each_language_once_and_organisers_apart() {
    let world = World::new().await;
    let (organiser, person) = (world.person(), world.people.add(NewUser::named("Jan", "pl")).unwrap());
    let languages = [registration(None, "en"), registration(Some("pl"), "pl")];
    let chats =
        [ChatCommands { chat: organiser, language_code: None, commands: vec![("desk".into(), "the desk".into())] }];

    let first = world.client.register(&languages, &chats).await;
    assert_eq!(first.failed, 0);
    assert!(first.changed >= 7, "{first:?}");
    let again = world.client.register(&languages, &chats).await;
    assert_eq!(again, Registered { changed: 0, unchanged: 8, failed: 0 });

    let polish = world.people.chat(person).unwrap();
    assert_eq!((polish.description.as_str(), polish.short_description.as_str()), ("pl description", "pl short"));
    assert_eq!(polish.commands[0]["description"], "pl start");
    assert_eq!(world.people.chat(organiser.0).unwrap().commands[0]["command"], "desk");
    assert_eq!(world.people.problems(), []);
    world.sandbox.stop().await;
}

#[tokio::test]
async fn what_fails_is_counted_and_stops_nothing() {
    let world = World::new().await;
    world.people.fault(Fault::new(FaultKind::Status).method("setMyDescription").times(1));
    let chats = [ChatCommands { chat: ChatId(404), language_code: None, commands: vec![("desk".into(), "x".into())] }];
    let registered = world.client.register(&[registration(None, "en")], &chats).await;
    assert!(registered.failed >= 1, "{registered:?}");
    assert_eq!(registered.changed + registered.unchanged + registered.failed, 5);
    world.sandbox.stop().await;
}

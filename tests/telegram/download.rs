use klich::telegram::{CallError, FileId};

use super::World;

#[tokio::test]
async fn an_attached_file_comes_whole_and_no_larger_than_asked() {
    let world = World::new().await;
    let chat = world.person();
    world.people.document(chat.0, "call.minisig", b"untrusted comment: x", "").unwrap();
    let view = world.people.chat(chat.0).unwrap();
    let id = view.messages.last().unwrap().document.as_ref().unwrap()["file_id"].as_str().unwrap().to_owned();
    assert_eq!(world.client.download(&FileId(id.clone()), 20).await.unwrap(), b"untrusted comment: x");
    assert!(matches!(world.client.download(&FileId(id), 19).await, Err(CallError::TooLong)));
    let unknown = world.client.download(&FileId("no such file".to_owned()), 100).await;
    assert!(matches!(unknown, Err(CallError::Refused { .. })), "{unknown:?}");
    world.sandbox.stop().await;
}

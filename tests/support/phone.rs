//! A person's phone: types, presses, and waits for what comes.

use klich::sandbox::{Answer, ChatView, MessageView};

use super::world::{LONG, World};

/// What comes to organisers by itself, and so is no answer to them: that an alert is through, and what others did.
const UNASKED: [&str; 2] = ["The alert has gone out.", "№ "];

/// A person in a world.
#[derive(Clone, Copy)]
pub struct Phone<'a> {
    world: &'a World,
    pub id: i64,
}

impl<'a> Phone<'a> {
    /// Takes the phone of somebody who is there.
    pub fn new(world: &'a World, id: i64) -> Self {
        Self { world, id }
    }

    /// What it shows now.
    pub fn view(&self) -> ChatView {
        self.world.people.chat(self.id).unwrap()
    }

    /// Waits until it shows something.
    #[track_caller]
    pub fn sees(&self, what: &str, predicate: impl FnMut(&ChatView) -> bool) -> ChatView {
        match self.world.wait(self.world.people.wait_for(self.id, predicate, LONG)) {
            Ok(view) => view,
            Err(error) => panic!("{error}: {what}\non the phone: {:#?}", texts(&self.view())),
        }
    }

    /// Waits for a message of the bot that holds a text, and gives the last one.
    #[track_caller]
    pub fn gets(&self, text: &str) -> MessageView {
        let view = self.sees(text, |view| view.from_bot().any(|message| message.text.contains(text)));
        view.from_bot().rev().find(|message| message.text.contains(text)).unwrap().clone()
    }

    /// Types something and waits for the bot's next message.
    #[track_caller]
    pub fn says(&self, text: &str) -> MessageView {
        let before = count(&self.view());
        self.world.people.say(self.id, text).unwrap();
        self.next_after(before, text)
    }

    /// Replies to a message and waits for the bot's next one.
    #[track_caller]
    pub fn replies(&self, to: &MessageView, text: &str) -> MessageView {
        let before = count(&self.view());
        self.world.people.reply(self.id, to.message_id, text).unwrap();
        self.next_after(before, text)
    }

    /// Presses the first button of a message whose data begins so; waits until the bot has said or changed something.
    #[track_caller]
    pub fn presses(&self, message: &MessageView, begins: &str) -> MessageView {
        let view = self.view();
        let now = view.messages.iter().find(|other| other.message_id == message.message_id).unwrap();
        let data = now.buttons().into_iter().find(|data| data.starts_with(begins));
        let data = data.unwrap_or_else(|| panic!("no button {begins} among {:?}", now.buttons())).to_owned();
        let before = shown(&view);
        let query = self.world.people.press(self.id, message.message_id, &data).unwrap();
        let changed = |view: &ChatView| shown(view) != before;
        let after = self.sees(&data, |view| changed(view) && answer(view, &query).is_some());
        let after = shown(&after).into_iter().rev().find(|row| !before.contains(row)).map(|(id, ..)| id);
        self.view().messages.into_iter().find(|other| Some(other.message_id) == after).unwrap()
    }

    /// Sends button data that no button stands behind, and gives the bot's answer to the press.
    #[track_caller]
    pub fn forges(&self, data: &str) -> Answer {
        let message = self.view().last().map_or(1, |message| message.message_id);
        let query = self.world.people.forge(self.id, message, data).unwrap();
        let view = self.sees(data, |view| answer(view, &query).is_some());
        answer(&view, &query).unwrap().clone()
    }

    /// The names of the commands in its menu.
    pub fn menu(&self) -> Vec<String> {
        let commands = self.view().commands;
        commands.iter().map(|command| command["command"].as_str().unwrap().to_owned()).collect()
    }

    fn next_after(&self, before: usize, what: &str) -> MessageView {
        let view = self.sees(&format!("an answer to {what}"), |view| count(view) > before);
        answers(&view).nth(before).unwrap().clone()
    }
}

/// Writes out what a phone shows: who says what, and the labels of buttons with what they ask for.
pub fn texts(view: &ChatView) -> Vec<String> {
    view.messages
        .iter()
        .filter(|message| !message.deleted)
        .map(|message| {
            let buttons =
                if message.buttons().is_empty() { String::new() } else { format!(" {:?}", message.buttons()) };
            let text = message.caption.as_deref().unwrap_or(&message.text);
            format!("{}: {text}{buttons}", message.from)
        })
        .collect()
}

/// What the bot has said because it was asked.
fn answers(view: &ChatView) -> impl Iterator<Item = &MessageView> {
    view.from_bot().filter(|message| !UNASKED.iter().any(|note| message.text.starts_with(note)))
}

fn count(view: &ChatView) -> usize {
    answers(view).count()
}

fn shown(view: &ChatView) -> Vec<(i64, String, Option<String>)> {
    let row = |message: &MessageView| {
        (message.message_id, message.text.clone(), message.reply_markup.as_ref().map(ToString::to_string))
    };
    answers(view).map(row).collect()
}

fn answer<'a>(view: &'a ChatView, query: &str) -> Option<&'a Answer> {
    view.answers.iter().find(|answer| answer.callback_query_id == query)
}

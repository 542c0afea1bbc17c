//! teloxide with nothing around it: what klich's speed and processor time are compared with.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use teloxide::Bot;
use teloxide::payloads::SendMessageSetters as _;
use teloxide::requests::Requester as _;
use teloxide::types::{ChatId, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ParseMode};

use crate::engine::{BUTTONS, IN_FLIGHT, TEXT};
use crate::home::FIRST;
use crate::process::obey;

/// Sends the same message as the engine does, to as many people, with as many in flight; keeps nothing.
pub fn run(url: &str, token: &str, count: u32) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bot = Bot::new(token).set_api_url(url.parse().unwrap());
    obey(|| {
        runtime.block_on(async {
            let next = Arc::new(AtomicI64::new(0));
            // A task each: with one task for all teloxide is slower.
            let senders: Vec<_> =
                (0..IN_FLIGHT).map(|_| tokio::spawn(send(bot.clone(), Arc::clone(&next), i64::from(count)))).collect();
            for sender in senders {
                sender.await.unwrap();
            }
        });
    });
}

async fn send(bot: Bot, next: Arc<AtomicI64>, count: i64) {
    let buttons = BUTTONS.map(|row| row.map(|(label, data)| InlineKeyboardButton::callback(label, data)));
    let keyboard = InlineKeyboardMarkup::new(buttons);
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= count {
            return;
        }
        let preview = LinkPreviewOptions {
            is_disabled: true,
            url: None,
            prefer_small_media: false,
            prefer_large_media: false,
            show_above_text: false,
        };
        let message = bot.send_message(ChatId(FIRST + number), TEXT).parse_mode(ParseMode::Html);
        message.link_preview_options(preview).reply_markup(keyboard.clone()).await.unwrap();
    }
}

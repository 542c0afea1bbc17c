//! What was set aside: updates whose handler failed for the last time. Its operator may see of what kind they are, have
//! them tried again once what failed is mended, or drop them.

use std::{collections::BTreeMap, sync::Arc, sync::atomic::Ordering::Relaxed};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Inbox, InboxError, PAGE,
    rows::{Aside, Entry, Waiting},
};
use crate::{
    telegram::ChatId,
    vault::{Found, RowKey, VaultError, Writer},
};

/// What an update is, as far as an operator may know: never whose, and nothing of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AsideKind {
    /// A text that begins with a slash.
    Command,
    /// Any other text.
    Text,
    /// A message without text: a picture, a file.
    Attachment,
    /// A pressed button.
    Press,
    /// Somebody blocked the bot, or let it in again.
    Membership,
    /// Nothing that klich asks for.
    Other,
}

impl AsideKind {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Text => "text",
            Self::Attachment => "attachment",
            Self::Press => "press",
            Self::Membership => "membership",
            Self::Other => "other",
        }
    }
}

/// How many updates of each kind were set aside.
pub type AsideSummary = BTreeMap<AsideKind, u64>;

impl Inbox {
    /// Counts what was set aside by kind. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn aside(&self) -> Result<AsideSummary, VaultError> {
        let mut summary = AsideSummary::new();
        self.each_aside(|_, json| {
            *summary.entry(kind(json)).or_default() += 1;
            Ok(())
        })?;
        Ok(summary)
    }

    /// Puts everything that was set aside back, to be handled anew with five attempts, and says how many it was. Blocks.
    ///
    /// # Errors
    /// Those of the vault: some may be back and the rest still set aside.
    pub fn retry_aside(&self) -> Result<u64, VaultError> {
        let mut back = Vec::new();
        self.each_aside(|id, _| {
            back.push(id);
            Ok(())
        })?;
        let mut count = 0;
        for id in &back {
            let moved = self.vault.write(|writer| {
                let key = self.places.head(*id);
                let Some(Aside(Entry::HeadV1 { chat, parts, json, .. })) = writer.get(&key)? else { return Ok(None) };
                writer.remove::<Aside>(&key);
                writer.put(&key, &Waiting(Entry::HeadV1 { chat, attempts: 0, parts, json }))?;
                for number in 0..parts {
                    put_back(writer, &self.places.part(*id, number))?;
                }
                Ok::<_, VaultError>(Some(chat))
            })?;
            if let Some(chat) = moved {
                self.floods().add(self.stands_for(*id, chat));
                self.traffic.set_aside.fetch_sub(1, Relaxed);
                self.traffic.inbox.fetch_add(1, Relaxed);
                count += 1;
            }
        }
        if let Some(lowest) = back.iter().min() {
            self.announce(*lowest);
        }
        Ok(count)
    }

    /// Takes away everything that was set aside, and says how many updates it was. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn drop_aside(&self) -> Result<u64, VaultError> {
        self.remove_aside(|_| true)
    }

    /// Takes away everything that was set aside, and says how many updates it was: they hold what people wrote.
    ///
    /// # Errors
    /// [`InboxError`].
    pub async fn clear_aside(self: &Arc<Self>) -> Result<u64, InboxError> {
        self.blocking(|inbox| inbox.remove_aside(|_| true)).await
    }

    /// Counts what was set aside of one chat, for its person. Blocks.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn aside_of(&self, chat: ChatId) -> Result<u64, VaultError> {
        self.count_aside(|of| of == Some(chat))
    }

    fn each_aside(
        &self,
        mut look: impl FnMut(super::UpdateId, &str) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let mut after = None;
        loop {
            let page = self.vault.page::<Aside>(after.as_ref(), PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.at.clone());
            for Found { key, record: Aside(entry), .. } in &page {
                if let (Some(id), Entry::HeadV1 { json, .. }) = (self.places.id_of(key), entry) {
                    look(id, json)?;
                }
            }
        }
    }

    pub(super) fn count_aside(&self, which: impl Fn(Option<ChatId>) -> bool) -> Result<u64, VaultError> {
        let (mut counted, mut after) = (0, None);
        loop {
            let page = self.vault.page::<Aside>(after.as_ref(), PAGE)?;
            let Some(last) = page.last() else { return Ok(counted) };
            after = Some(last.at.clone());
            let chats = page.iter().filter_map(|Found { record: Aside(entry), .. }| match entry {
                Entry::HeadV1 { chat, .. } => Some(*chat),
                Entry::PartV1 { .. } => None,
            });
            counted += chats.filter(|chat| which(*chat)).count() as u64;
        }
    }

    fn remove_aside(&self, which: impl Fn(Option<ChatId>) -> bool) -> Result<u64, VaultError> {
        let (mut removed, mut after) = (0, None);
        loop {
            let page = self.vault.page::<Aside>(after.as_ref(), PAGE)?;
            let Some(last) = page.last() else { return Ok(removed) };
            after = Some(last.at.clone());
            for Found { key, record: Aside(entry), .. } in page {
                let Entry::HeadV1 { chat, parts, .. } = entry else { continue };
                let Some(id) = self.places.id_of(&key).filter(|_| which(chat)) else { continue };
                self.vault.write(|writer| {
                    writer.remove::<Aside>(&key);
                    (0..parts).for_each(|number| writer.remove::<Aside>(&self.places.part(id, number)));
                    Ok::<(), VaultError>(())
                })?;
                removed += 1;
                self.traffic.set_aside.fetch_sub(1, Relaxed);
            }
        }
    }
}

fn put_back(writer: &mut Writer<'_>, key: &RowKey) -> Result<(), VaultError> {
    if let Some(Aside(part)) = writer.get(key)? {
        writer.remove::<Aside>(key);
        writer.put(key, &Waiting(part))?;
    }
    Ok(())
}

/// Reads the kind from the beginning of an update's JSON, which may be cut off.
fn kind(json: &str) -> AsideKind {
    // A head holds the first 2980 bytes: what is looked for stands before anything long, or the whole is there.
    let whole: Option<BTreeMap<&str, &RawValue>> = serde_json::from_str(json).ok();
    let has = |name: &str| match &whole {
        Some(fields) => fields.contains_key(name),
        None => json.contains(&format!("\"{name}\":{{")),
    };
    if has("callback_query") {
        return AsideKind::Press;
    }
    if has("my_chat_member") {
        return AsideKind::Membership;
    }
    if !has("message") {
        return AsideKind::Other;
    }
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow)]
        text: Option<std::borrow::Cow<'a, str>>,
    }
    let message = whole.as_ref().and_then(|fields| fields.get("message"));
    let body = message.and_then(|message| serde_json::from_str::<Body<'_>>(message.get()).ok());
    match body.and_then(|body| body.text) {
        Some(text) if text.starts_with('/') => AsideKind::Command,
        Some(_) => AsideKind::Text,
        None if whole.is_none() => AsideKind::Text,
        None => AsideKind::Attachment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_and_nothing_else() {
        for (json, expected) in [
            (r#"{"update_id":1,"message":{"chat":{"id":1},"text":"/pledge"}}"#, AsideKind::Command),
            (r#"{"update_id":1,"message":{"chat":{"id":1},"text":"a \"quoted\" word"}}"#, AsideKind::Text),
            (r#"{"update_id":1,"message":{"chat":{"id":1},"photo":[]}}"#, AsideKind::Attachment),
            (r#"{"update_id":1,"message":{"chat":{"id":1},"text":"cut of"#, AsideKind::Text),
            (r#"{"update_id":1,"callback_query":{"data":"x"}}"#, AsideKind::Press),
            (r#"{"update_id":1,"my_chat_member":{}}"#, AsideKind::Membership),
            (r#"{"update_id":1,"poll":{}}"#, AsideKind::Other),
            ("nonsense", AsideKind::Other),
        ] {
            assert_eq!(kind(json), expected, "{json}");
        }
    }
}

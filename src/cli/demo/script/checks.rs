//! The steps of the story: each does something as a person would and compares what came of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::super::DemoError;
use super::super::alerts::Kind;
use super::super::stage::{ORGANISER, SUPPORTER, SUPPORTER_NAMES, Stage, VALUE_TEXT};
use super::doing::*;
use super::{Checked, Wrong};
use crate::sandbox::ChatView;
use crate::sandbox::crowd::{Answer, Member, Progress};
use crate::sandbox::phones::search;
use crate::text::{Html, Language, Message};

/// Crowds of up to this many are served in a moment.
const FEW: u64 = 60;
/// The most answers 429 after a kill.
const AFTER_A_KILL: u64 = 10;
/// The language of the supporter's phone.
const HERS: Language = Language::Belarusian;

/// Compares the menus that phones show with the texts.
pub async fn commands(stage: &Stage) -> Checked {
    let (mut shown, mut languages) = (0, 0);
    for language in Language::ALL {
        let Some(member) = stage.crowd.members().into_iter().find(|member| member.language == language) else {
            continue;
        };
        let wanted = stage.texts.plain(language, Message::CommandSubscribe);
        let described = |chat: &ChatView| {
            chat.commands.iter().any(|command| {
                command.get("command").is_some_and(|name| name == "subscribe")
                    && command.get("description").is_some_and(|text| text == wanted.as_str())
            })
        };
        let chat = stage
            .people
            .wait_for(member.id, described, PATIENCE)
            .await
            .map_err(|_| Wrong::Otherwise(format!("{} has no menu of its own", language.own_name())))?;
        shown = chat.commands.len();
        languages += 1;
    }
    Ok(format!("{shown} commands in {languages} languages"))
}

/// Lets the crowd go, and asks the bot how many it has.
pub async fn crowd_subscribes(stage: &Stage) -> Checked {
    let crowd = &stage.crowd;
    let begun = Instant::now();
    tokio::spawn(Arc::clone(crowd).run(Duration::ZERO));
    if !crowd.until(|progress| progress.subscribed == crowd.size(), PATIENCE).await {
        return otherwise(format!("only {} of {} have subscribed", crowd.progress().subscribed, crowd.size()));
    }
    let took = begun.elapsed();
    for member in crowd.members() {
        let welcome = Message::Welcome { campaign: VALUE_TEXT, call: &Html::trusted(String::new()) };
        let title = stage.messages(member.id).first().map(|message| message.text.clone()).unwrap_or_default();
        // The welcome begins with the campaign's title, so what follows it is compared.
        let rendered = stage.texts.html(member.language, welcome).visible();
        let wanted = rendered.split("\n\n").last().unwrap_or_default();
        if !title.ends_with(wanted.trim_end()) {
            return otherwise(format!("a welcome is not in {}", member.language.own_name()));
        }
    }
    let stats = stage.stats().await?;
    expect("subscribers", crowd.size() as u64, stats.subscribers)?;
    let languages: BTreeSet<Language> = crowd.members().iter().map(|member| member.language).collect();
    Ok(format!("{} in {} languages, in {:.1} s", stats.subscribers, languages.len(), took.as_secs_f64()))
}

/// The supporter on the left phone.
pub async fn she_subscribes(stage: &Stage) -> Checked {
    stage.people.start(SUPPORTER, None).map_err(DemoError::from)?;
    press(stage, SUPPORTER, "subscribe").await?;
    said(stage, SUPPORTER, HERS, Message::Subscribed { day: VALUE_TEXT }).await?;
    let stats = stage.stats().await?;
    expect("subscribers", stage.crowd.size() as u64 + 1, stats.subscribers)?;
    Ok(format!("answered in {}", HERS.own_name()))
}

/// The desk opens for organisers only.
pub async fn desk(stage: &Stage) -> Checked {
    stage.people.start(ORGANISER, None).map_err(DemoError::from)?;
    let sent = stage.people.say(ORGANISER, "/desk").map_err(DemoError::from)?;
    let totals = stage.stats().await?.subscribers.to_string();
    let opened = |chat: &ChatView| {
        after(chat, sent.0).any(|message| message.text.contains(&totals) && verbs(message).any(|verb| verb == "desk"))
    };
    wait(stage, ORGANISER, opened, "the organiser's desk does not show the totals").await?;
    let stranger = someone(stage, |member| member.answer == Answer::Silence)?;
    let sent = stage.people.say(stranger.id, "/desk").map_err(DemoError::from)?;
    let chat =
        wait(stage, stranger.id, |chat| after(chat, sent.0).next().is_some(), "the stranger hears nothing at all")
            .await?;
    if after(&chat, sent.0).any(|message| message.text.contains(&totals) || verbs(message).any(|verb| verb == "desk")) {
        return otherwise("a stranger sees the desk".to_owned());
    }
    Ok(format!("{totals} subscribers shown to one, to the other the answer to an unknown command"))
}

/// The call: by the real command, to everyone once.
pub async fn call(stage: &mut Stage) -> Checked {
    let vanished = stage.crowd.members().iter().filter(|member| member.answer == Answer::Vanish).count() as u64;
    let id = stage.send(Kind::Call).await?;
    let status = stage.finished(&id).await?;
    let members = stage.crowd.members();
    for member in members.iter().filter(|member| member.answer != Answer::Vanish) {
        let copies = stage.copies(member.id, Kind::Call, member.language);
        if copies != 1 {
            return otherwise(format!("someone got the call {copies} times in {}", member.language.own_name()));
        }
        let others = Language::ALL.into_iter().filter(|language| *language != member.language);
        if others.map(|language| stage.copies(member.id, Kind::Call, language)).sum::<u64>() > 0 {
            return otherwise("someone got the call in another language too".to_owned());
        }
    }
    expect("copies on her phone", 1, stage.copies(SUPPORTER, Kind::Call, HERS))?;
    let audience = members.len() as u64 + 1;
    expect("audience", audience, status.audience)?;
    expect("unreachable", vanished, status.unreachable)?;
    expect("delivered", audience - vanished, status.delivered)?;
    Ok(format!("{} delivered, {} unreachable, {} uncertain", status.delivered, status.unreachable, status.uncertain))
}

/// What the crowd did, and what the bot counts.
pub async fn answers(stage: &Stage) -> Checked {
    let crowd = &stage.crowd;
    if !crowd.until(|progress| progress.answered == crowd.size(), PATIENCE).await {
        let Progress { answered, .. } = crowd.progress();
        return otherwise(format!("only {answered} of {} have done what they meant to", crowd.size()));
    }
    let (total, by_kind) = crowd.pledges();
    let tally = stage.tally().await?;
    compare(&tally, total, by_kind)?;
    let planned = crowd.members().iter().filter(|member| member.answer.pledges()).count() as u64;
    expect("pledges planned", planned, total)?;
    Ok(format!("{total} pledges of {} people", crowd.size()))
}

/// Who left is not on the list any more.
pub async fn leavers(stage: &Stage) -> Checked {
    let members = stage.crowd.members();
    let count = |answer| members.iter().filter(|member| member.answer == answer).count();
    let stay = members.iter().filter(|member| member.answer.stays()).count() as u64 + 1;
    // Telegram tells of a block in an update, which takes its time.
    let stats = until(stage, |stats| stats.subscribers == stay).await?;
    expect("subscribers", stay, stats.subscribers)?;
    let (stopped, blocked, vanished) = (count(Answer::Stop), count(Answer::Block), count(Answer::Vanish));
    let word = crate::sandbox::crowd::stop_word(&stage.texts, Language::Belarusian);
    Ok(format!("{stopped} stopped (in Belarusian by “{word}”), {blocked} blocked, {vanished} vanished, {stay} left"))
}

/// A reply is a pledge; a second one changes nothing.
pub async fn reply(stage: &Stage) -> Checked {
    let before = stage.tally().await?.total;
    let chat = stage.people.chat(SUPPORTER).map_err(DemoError::from)?;
    let call = newest(&chat, "call").ok_or(DemoError::Lost("the call on her phone"))?.message_id;
    for words in ["Мы з вамі. Салідарнасць!", "І яшчэ раз: трымайцеся!"] {
        let sent = stage.people.reply(SUPPORTER, call, words).map_err(DemoError::from)?;
        let thanks = Message::PledgeCountedReply { kinds: VALUE_TEXT, total: 0 };
        let thanked = |chat: &ChatView| after(chat, sent.0).any(|message| stage.says(&message.text, HERS, thanks));
        wait(stage, SUPPORTER, thanked, "her reply is not counted").await?;
    }
    let total = stage.tally().await?.total;
    expect("pledges", before + 1, total)?;
    Ok(format!("{before} pledges before, {total} after"))
}

/// More kinds, taking back, pledging again: by someone of the crowd who has kept silent so far.
pub async fn button_and_withdrawal(stage: &Stage) -> Checked {
    let Member { id, language, .. } = someone(stage, |member| member.answer == Answer::Silence)?;
    let before = stage.tally().await?.total;
    press(stage, id, "call").await?;
    let one = stage.tally().await?.total;
    expect("pledges after the button", before + 1, one)?;
    press(stage, id, "support").await?;
    let chosen = press_where(stage, id, |data| data == "pledge.share").await?;
    expect("pledges after another kind", one, stage.tally().await?.total)?;
    say(stage, id, "/pledge").await?;
    press(stage, id, "withdraw-ask").await?;
    press(stage, id, "withdraw").await?;
    said(stage, id, language, Message::PledgeWithdrawn).await?;
    let without = stage.tally().await?.total;
    expect("pledges after withdrawing", before, without)?;
    Ok(format!("{before} before, {one} with it, {one} after {chosen}, {without} without"))
}

/// The crash.
pub async fn kill(stage: &mut Stage) -> Checked {
    let crash = stage.crash(Kind::News, |_, _| {}).await?;
    crash.verdict()?;
    // A few people are served before anyone could pull a plug.
    if crash.audience > FEW && (crash.before == 0 || crash.before >= crash.audience) {
        return otherwise(format!(
            "the kill came too late or too early: {} of {} had it",
            crash.before, crash.audience
        ));
    }
    Ok(format!(
        "{} of {} had it at the kill; {} have it, {} missing, {} twice, {} counted as uncertain",
        crash.before,
        crash.audience,
        crash.reached,
        crash.missing(),
        crash.doubles,
        crash.uncertain
    ))
}

/// The file with everything.
pub async fn my_data(stage: &Stage) -> Checked {
    let sent = stage.people.say(SUPPORTER, "/mydata").map_err(DemoError::from)?;
    let given = |chat: &ChatView| after(chat, sent.0).any(|message| message.document.is_some());
    let chat = wait(stage, SUPPORTER, given, "/mydata gives no file").await?;
    let document = after(&chat, sent.0).find_map(|message| message.document.clone());
    let file = document.as_ref().and_then(|document| document.get("file_id")?.as_str());
    let bytes = file.and_then(|file| stage.people.download(file)).ok_or(DemoError::Lost("the file of /mydata"))?;
    let data: Value =
        serde_json::from_slice(&bytes).map_err(|_| Wrong::Otherwise("the file is not JSON".to_owned()))?;
    let text = data.to_string();
    for wanted in [SUPPORTER.to_string(), "\"be\"".to_owned(), "\"sign\"".to_owned()] {
        if !text.contains(&wanted) {
            return otherwise("the file lacks her account, her language or her pledge".to_owned());
        }
    }
    let (first, last) = SUPPORTER_NAMES;
    if text.contains(first) || text.contains(last) || text.contains("Салідарнасць") {
        return otherwise("the file holds her name or her words".to_owned());
    }
    Ok(format!("{} bytes: account, language, day, pledge; no name, no words", bytes.len()))
}

/// Nothing readable lies on the disk, though the same search finds everything in what Telegram saw.
pub async fn disk(stage: &Stage) -> Checked {
    let members = stage.crowd.members();
    let (first, last) = SUPPORTER_NAMES;
    let mut wanted = vec![format!("{first} {last}"), last.to_owned(), SUPPORTER.to_string(), ORGANISER.to_string()];
    wanted.extend(["Салідарнасць", "трымайцеся"].map(str::to_owned));
    for member in &members {
        wanted.extend([member.name(), member.last_name.clone(), member.id.to_string(), member.words.to_owned()]);
    }
    wanted.sort();
    wanted.dedup();
    // Five bytes and more: shorter ones turn up in random bytes.
    let forms = wanted.iter().flat_map(|query| search::forms(query));
    let needles: Vec<Vec<u8>> = forms.map(|(_, needle)| needle).filter(|needle| needle.len() >= 5).collect();
    let data = stage.data();
    let seen_by_telegram: Vec<u8> = members
        .iter()
        .filter_map(|member| stage.people.chat(member.id).ok())
        .flat_map(|chat| serde_json::to_vec(&chat.user).unwrap_or_default())
        .collect();
    let searched = tokio::task::spawn_blocking(move || {
        let control = search::count_all(&seen_by_telegram, &needles).into_iter().filter(|found| *found > 0).count();
        search::search_all(&data, &needles)
            .map(|(found, bytes)| (found.into_iter().sum::<u64>(), bytes, needles.len(), control))
    });
    let searched = searched.await.map_err(|_| DemoError::Lost("the search"))?;
    let (found, bytes, needles, control) = searched.map_err(DemoError::Home)?;
    if control < members.len() {
        return otherwise("the search itself does not work: it does not find people in what Telegram saw".to_owned());
    }
    if found > 0 || bytes == 0 {
        return otherwise(format!("{found} finds in {bytes} bytes"));
    }
    Ok(format!("{} names, ids and texts in {needles} forms: found 0 times in {bytes} bytes", wanted.len()))
}

/// Erasure.
pub async fn forget(stage: &Stage) -> Checked {
    let before = stage.stats().await?;
    say(stage, SUPPORTER, "/forget").await?;
    press(stage, SUPPORTER, "forget").await?;
    said(stage, SUPPORTER, HERS, Message::ForgetDone).await?;
    let after = stage.stats().await?;
    expect("subscribers", before.subscribers - 1, after.subscribers)?;
    expect("pledges", before.pledges - 1, after.pledges)?;
    say(stage, SUPPORTER, "/mydata").await?;
    said(stage, SUPPORTER, HERS, Message::MyDataNothing).await?;
    Ok(format!("{} subscribers and {} pledges left, /mydata has nothing", after.subscribers, after.pledges))
}

/// Telegram's limits are met, not hit.
pub fn steady(stage: &Stage) -> Checked {
    complaints(stage)?;
    let stats = stage.people.stats();
    expect("answers 429", 0, stats.too_many)?;
    Ok(format!("{} requests, at most {} messages in a second", stats.requests, stats.most_in_a_second))
}

/// What the sandbox found wrong with the bot's requests. After a kill the bot does not know how fast it was before: a few answers 429 are
/// in order then.
pub fn complaints(stage: &Stage) -> Checked {
    let problems = stage.people.problems();
    if let Some(first) = problems.first() {
        return otherwise(format!("{} complaints, the first: {}: {}", problems.len(), first.method, first.description));
    }
    let stats = stage.people.stats();
    if stats.too_many > AFTER_A_KILL {
        return otherwise(format!("{} answers 429", stats.too_many));
    }
    Ok(format!("{} requests, {} messages, {} told to wait", stats.requests, stats.accepted, stats.too_many))
}

/// The end in order.
pub async fn stop(stage: &mut Stage) -> Checked {
    let before = stage.stats().await?;
    let begun = Instant::now();
    let code = stage.stop_bot().await?;
    let took = begun.elapsed();
    if code != 0 {
        return otherwise(format!("exit code {code}"));
    }
    let cold = stage.stats().await?;
    if cold != before {
        return otherwise("the totals are not the same afterwards".to_owned());
    }
    Ok(format!(
        "ended in {:.1} s; {} subscribers and {} pledges as before",
        took.as_secs_f64(),
        cold.subscribers,
        cold.pledges
    ))
}

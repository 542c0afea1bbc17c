//! The webhook: rules for its address, delivery in order of each chat, retries until a 2xx.
//!
//! Source: Bot API, *setWebhook*; the order and the backoff follow telegram-bot-api's `WebhookActor`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Url};
use serde_json::{Map, Value, json};

use super::address::{checked, loopback};
use super::answer::Refusal;
use super::clock::{Moment, SECOND};
use super::faults::FaultKind;
use super::methods::Scene;
use super::parameters::Request;
use super::server::Shared;
use super::spec::Spec;
use super::updates::Queued;
use super::world::World;

/// Waiting updates that one look considers.
const LOOKED_AT: usize = 10_000;
/// The longest time between two attempts.
const LONGEST: i64 = 60 * SECOND;

/// What `setWebhook` set, and how its delivery goes.
#[derive(Default)]
pub(crate) struct Webhook {
    url: Option<Url>,
    secret: Option<String>,
    max_connections: usize,
    certificate: bool,
    ip_address: Option<String>,
    last_error: Option<(i64, String)>,
    /// Grows with each change, so that answers to an older webhook are dropped.
    turn: u64,
    /// Updates on their way, with their lanes.
    flying: HashMap<i64, i64>,
    /// Attempts that failed, and when the next may begin.
    failed: HashMap<i64, (u32, Moment)>,
}

/// One delivery.
struct Job {
    turn: u64,
    url: Url,
    secret: Option<String>,
    update: i64,
    json: Arc<str>,
    copies: usize,
}

impl Webhook {
    pub fn active(&self) -> bool {
        self.url.is_some()
    }

    fn remove(&mut self) -> bool {
        let was = self.url.is_some();
        *self = Webhook { turn: self.turn + 1, ..Webhook::default() };
        was
    }
}

/// Answers `setWebhook`.
pub(crate) fn set(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    let address = request.text("url").unwrap_or_default();
    if address.is_empty() {
        return delete(scene, request);
    }
    let url = checked(address, scene.local)?;
    let secret = request.text("secret_token").unwrap_or_default();
    if secret.len() > 256 {
        return Err(Refusal::problem("secret token is too long"));
    }
    if !secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
        return Err(Refusal::problem("secret token contains unallowed characters"));
    }
    let world = &mut *scene.world;
    if request.flag("drop_pending_updates") {
        world.queue.clear();
    }
    world.queue.allow(request.value("allowed_updates"));
    world.queue.end_polls();
    let most = if scene.local { 100_000 } else { 100 };
    let connections = request.integer("max_connections").unwrap_or(40).clamp(1, most);
    let same =
        world.webhook.url.as_ref() == Some(&url) && world.webhook.secret.as_deref().unwrap_or_default() == secret;
    world.webhook = Webhook {
        url: Some(url),
        secret: Some(secret.to_owned()).filter(|secret| !secret.is_empty()),
        max_connections: usize::try_from(connections).unwrap_or(40),
        certificate: request.file("certificate").is_some(),
        ip_address: request.text("ip_address").map(str::to_owned),
        turn: world.webhook.turn + 1,
        ..Webhook::default()
    };
    Ok(described(if same { "Webhook is already set" } else { "Webhook was set" }))
}

/// Answers `deleteWebhook`.
pub(crate) fn delete(scene: &mut Scene<'_>, request: &Request) -> Result<String, Refusal> {
    if request.flag("drop_pending_updates") {
        scene.world.queue.clear();
    }
    let was = scene.world.webhook.remove();
    Ok(described(if was { "Webhook was deleted" } else { "Webhook is already deleted" }))
}

/// Answers `getWebhookInfo`.
pub(crate) fn info(scene: &mut Scene<'_>) -> String {
    let pending = scene.world.queue.pending_count(scene.now);
    let webhook = &scene.world.webhook;
    let mut map = Map::new();
    map.insert("url".into(), webhook.url.as_ref().map_or("", Url::as_str).into());
    map.insert("has_custom_certificate".into(), webhook.certificate.into());
    map.insert("pending_update_count".into(), pending.into());
    if let Some((date, message)) = &webhook.last_error {
        map.insert("last_error_date".into(), (*date).into());
        map.insert("last_error_message".into(), message.as_str().into());
    }
    if webhook.active() {
        map.insert("max_connections".into(), webhook.max_connections.into());
        if let Some(address) = &webhook.ip_address {
            map.insert("ip_address".into(), address.as_str().into());
        }
    }
    if let Some(kinds) = scene.world.queue.allowed() {
        map.insert("allowed_updates".into(), json!(kinds));
    }
    Value::from(map).to_string()
}

/// `true` with a description beside it, as the server answers.
fn described(description: &str) -> String {
    format!("true,\"description\":\"{description}\"")
}

/// Delivers updates to the webhook for as long as the sandbox runs.
pub(crate) async fn run(shared: Arc<Shared>) {
    let client =
        Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(Duration::from_secs(60));
    let Ok(client) = client.build() else { return };
    loop {
        let news = shared.news.notified();
        let (jobs, wait) = due(&mut shared.world(), shared.clock.now());
        for job in jobs {
            tokio::spawn(deliver(shared.clone(), client.clone(), job));
        }
        tokio::select! {
            () = news => {}
            () = tokio::time::sleep(wait) => {}
            () = shared.stop.cancelled() => return,
        }
    }
}

/// What may be sent now, and how long until more may.
fn due(world: &mut World, now: Moment) -> (Vec<Job>, Duration) {
    let World { queue, webhook, faults, .. } = world;
    let mut wait = LONGEST;
    let mut jobs = Vec::new();
    let idle = Duration::from_secs(3600);
    let Some(url) = webhook.url.clone() else { return (jobs, idle) };
    let mut free = webhook.max_connections.saturating_sub(webhook.flying.len());
    if free == 0 {
        return (jobs, idle);
    }
    let mut busy: HashSet<i64> = webhook.flying.values().copied().collect();
    let mut waiting = queue.pending(now).take(LOOKED_AT).peekable();
    if waiting.peek().is_none() {
        return (jobs, idle);
    }
    let waiting: Box<dyn Iterator<Item = &Queued>> =
        if faults.meet(|kind| kind == FaultKind::Reorder, "webhook", None).is_some() {
            Box::new(waiting.collect::<Vec<_>>().into_iter().rev())
        } else {
            Box::new(waiting)
        };
    for update in waiting {
        if free == 0 {
            break;
        }
        if !busy.insert(update.lane) {
            continue;
        }
        if let Some((_, ready)) = webhook.failed.get(&update.id)
            && *ready > now
        {
            wait = wait.min(ready.since(now));
            continue;
        }
        let twice = faults.meet(|kind| kind == FaultKind::Duplicate, "webhook", None).is_some();
        webhook.flying.insert(update.id, update.lane);
        free -= 1;
        jobs.push(Job {
            turn: webhook.turn,
            url: url.clone(),
            secret: webhook.secret.clone(),
            update: update.id,
            json: update.json.clone(),
            copies: if twice { 2 } else { 1 },
        });
    }
    (jobs, Duration::from_micros(u64::try_from(wait).unwrap_or(0)))
}

async fn deliver(shared: Arc<Shared>, client: Client, job: Job) {
    let mut outcome = Ok(String::new());
    for _ in 0..job.copies {
        outcome = post(&client, &job).await;
    }
    if let Ok(body) = &outcome {
        answer(&shared, body);
    }
    {
        let now = shared.clock.now();
        let base = i64::try_from(shared.options.webhook_retry.as_micros()).unwrap_or(SECOND);
        let mut world = shared.world();
        let world = &mut *world;
        if world.webhook.turn != job.turn {
            return;
        }
        world.webhook.flying.remove(&job.update);
        match outcome {
            Ok(_) => {
                world.webhook.failed.remove(&job.update);
                world.queue.confirm_one(job.update);
            }
            Err(message) => {
                world.webhook.last_error = Some((now.unix(), message));
                let attempts = world.webhook.failed.get(&job.update).map_or(0, |(attempts, _)| *attempts);
                let delay = base.saturating_mul(1 << attempts.min(16)).min(LONGEST);
                world.webhook.failed.insert(job.update, (attempts + 1, now.plus(delay)));
            }
        }
    }
    shared.news.notify_waiters();
}

/// Sends one update; the body of a 2xx, or why it counts as failed.
async fn post(client: &Client, job: &Job) -> Result<String, String> {
    if !loopback(&job.url) {
        return Err("klich sandbox: delivers to loopback addresses only".into());
    }
    let mut request =
        client.post(job.url.clone()).header("content-type", "application/json").body(job.json.to_string());
    if let Some(secret) = &job.secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let response = request
        .send()
        .await
        .map_err(|error| if error.is_timeout() { "Read timeout expired" } else { "Connection refused" }.to_owned())?;
    let status = response.status();
    if !status.is_success() {
        let reason = status.canonical_reason().unwrap_or_default();
        return Err(format!("Wrong response from the webhook: {} {reason}", status.as_u16()));
    }
    Ok(response.text().await.unwrap_or_default())
}

/// Does the method that a webhook's answer may hold.
fn answer(shared: &Shared, body: &str) {
    let Ok(Value::Object(mut given)) = serde_json::from_str(body) else { return };
    let Some(Value::String(name)) = given.remove("method") else { return };
    let refused = |description: &str| shared.world().counters.problem(&name, description);
    let Some(method) = Spec::get().method(&name) else { return refused("Not Found: method not found") };
    match Request::check(method, given, HashMap::new()) {
        Ok(request) => drop(shared.call(&request, false)),
        Err(refusal) => refused(&refusal.description),
    }
}

//! Builds the rooms over an opened store: once for the bot, again whenever its configuration is taken in anew, or for one
//! command where no bot runs.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::alert::{self, AlertError, Alerts, PauseReason, Rules, State};
use crate::audience::{Audience, Belonging, CAMPAIGNS_MAX, Invitations, Sources};
use crate::audit::{self, Audit, By};
use crate::bot::verifying::Trust;
use crate::bot::{Rooms, Served, Wipe};
use crate::broadcast::Broadcasts;
use crate::campaign::{Campaign, CampaignId, Day, Problem};
use crate::cli::address_lists::addresses;
use crate::cli::key_lists::{key_lists, keys_of};
use crate::cli::key_pin;
use crate::cli::keys;
use crate::config::Config;
use crate::control::ControlError;
use crate::organisers::{Organisers, Role, Roster};
use crate::pledge::{Letters, Pledges, Wording};
use crate::telegram::{Inbox, UserId};
use crate::text::Texts;
use crate::vault::{self, RootKey, Vault};

/// Opens the store that the configuration names with its root key, and builds every room over it. Blocks.
///
/// # Errors
/// What is wrong with the campaign, the key or the store, with the next step; nothing was changed then.
pub fn open(config: &Config, key: &RootKey) -> Result<Arc<Rooms>, ControlError> {
    let campaigns = campaigns(config)?;
    let (url, _) = keys::store_of(config)?;
    let vault = vault::open_at(&url, key).map_err(|error| keys::trouble(&error, config))?;
    furnish_over(config, campaigns, vault)
}

fn furnish_over(config: &Config, campaigns: Vec<Arc<Campaign>>, vault: Arc<Vault>) -> Result<Arc<Rooms>, ControlError> {
    let inbox = Inbox::new(Arc::clone(&vault)).map_err(|error| {
        ControlError::failed(error.to_string(), "see that the disk is sound and has room, then try again")
    })?;
    furnish(config, campaigns, Lasting::new(vault, inbox))
}

/// Builds the rooms anew over the store of `before`, for another configuration and other campaigns. Blocks.
///
/// # Errors
/// As [`open`]; the rooms of before are as they were, and so is what the store keeps.
pub(super) fn reopen(config: &Config, before: &Rooms) -> Result<Arc<Rooms>, ControlError> {
    let campaigns = campaigns(config)?;
    let lasting = Lasting {
        vault: Arc::clone(&before.vault),
        inbox: Arc::clone(&before.inbox),
        texts: Arc::clone(&before.texts),
        audience: before.audience.clone(),
        broadcasts: Some(before.broadcasts.clone()),
        username: Arc::clone(&before.username),
        wipe: Arc::clone(&before.wipe),
    };
    furnish(config, campaigns, lasting)
}

/// What stays the same for as long as the process runs.
struct Lasting {
    vault: Arc<Vault>,
    inbox: Arc<Inbox>,
    texts: Arc<Texts>,
    audience: Audience,
    broadcasts: Option<Broadcasts>,
    username: Arc<OnceLock<String>>,
    wipe: Arc<OnceLock<Wipe>>,
}

impl Lasting {
    fn new(vault: Arc<Vault>, inbox: Arc<Inbox>) -> Self {
        let audience = Audience::new(Arc::clone(&vault));
        let texts = Arc::new(Texts::load());
        Self { vault, inbox, texts, audience, broadcasts: None, username: Arc::default(), wipe: Arc::default() }
    }
}

/// Builds the rooms. Whatever may be refused comes before anything is changed.
fn furnish(config: &Config, campaigns: Vec<Arc<Campaign>>, lasting: Lasting) -> Result<Arc<Rooms>, ControlError> {
    let trouble = |error| keys::trouble(&error, config);
    let Lasting { vault, inbox, texts, audience, broadcasts, username, wipe } = lasting;
    let recipients = keys_of(config)?.recipients;
    let ids: Vec<CampaignId> = campaigns.iter().map(|campaign| campaign.id().clone()).collect();
    let lists = key_lists(config, first_of(&campaigns)?.id().as_str())?;
    if !audience.has_room_for(&ids).map_err(trouble)? {
        return Err(no_place());
    }
    let belongings: Vec<_> =
        campaigns.iter().map(|campaign| (campaign.id().clone(), belongings_of(campaign))).collect();
    if let Some((belonging, owner)) = audience.of_another(&belongings).map_err(trouble)? {
        return Err(of_another(belonging, &owner));
    }
    key_pin::hold(&vault, &lists, trouble)?;
    let audience = audience.serving(&ids).map_err(trouble)?.ok_or_else(no_place)?;
    audience.keep_belongings(&belongings).map_err(trouble)?;
    let eldest = audience.eldest().map(CampaignId::tag);
    let keys = lists.current;
    let addresses = addresses(config, &keys, Timestamp::now()).and_then(|found| {
        if let Some(found) = &found {
            key_pin::hold_addresses(&vault, &found.list, trouble)?;
        }
        Ok(found)
    });
    let addresses = addresses.unwrap_or_else(|error| {
        tracing::warn!("{}; /verify does not show the list. Next: {}", error.what, error.next);
        None
    });
    let organisers = Organisers::new(Arc::clone(&vault), roster(config));
    let beside: Arc<[String]> = ids.iter().map(CampaignId::to_string).collect();
    let mut served = Vec::new();
    for campaign in campaigns {
        let (id, petition) = (campaign.id().clone(), campaign.petition().id.clone());
        let today = Day::from_timestamp(Timestamp::now(), campaign.action_day().time_zone());
        let pledges = Pledges::open(Arc::clone(&vault), petition, &Wording::of(&campaign), today).map_err(trouble)?;
        let circles = campaign.circles().to_vec();
        let rules = Rules { campaign: id.as_str().to_owned(), quorum: keys.quorum(), circles };
        let alerts = Alerts::new(Arc::clone(&vault), rules).approved_by(organisers.clone());
        let pledges = pledges.kept_for(config.retention.pledge_days);
        served.push(Served {
            pledges: pledges.with_letters_of(id.tag(), eldest == Some(id.tag())),
            sources: Sources::new(Arc::clone(&vault), id, campaign.sources()),
            alerts: alerts.beside(Arc::clone(&beside)),
            campaign,
        });
    }
    let mut petitions: Vec<_> = served.iter().map(|served| served.pledges.petition().clone()).collect();
    let former: Arc<[Pledges]> = Pledges::beside(&vault, &petitions).map_err(trouble)?.into();
    // Those that may come back as well.
    petitions.extend(former.iter().map(|former| former.petition().clone()));
    for served in &mut served {
        served.pledges = served.pledges.clone().in_turn_with(&petitions);
    }
    let first = served.first().cloned();
    let Some(Served { campaign, pledges, sources, alerts }) = first else { return Err(no_campaign()) };
    audience.keep_unreachable(config.retention.unreachable_days);
    let letters = Letters::new(Arc::clone(&vault));
    let broadcasts = match broadcasts {
        Some(before) => before.under(alerts.clone(), audience.clone()),
        None => Broadcasts::new(Arc::clone(&vault), alerts.clone(), audience.clone()),
    };
    Ok(Arc::new(Rooms {
        broadcasts,
        pledges,
        letters: eldest.map_or_else(|| letters.clone(), |eldest| letters.clone().with_untagged_of(eldest)),
        recipients,
        page: page(config),
        audit: Audit::new(Arc::clone(&vault)),
        audience,
        sources,
        served: served.into(),
        former,
        alerts,
        trust: Arc::new(Trust { keys, addresses: addresses.map(|found| (found.list, found.signers)) }),
        invitations: Invitations::new(Arc::clone(&vault)),
        campaign,
        texts,
        organisers,
        reminders: config.organisers.reminders,
        username,
        inbox,
        vault,
        wipe_quorum: config.organisers.wipe_quorum,
        wipe,
        now: Timestamp::now,
    }))
}

/// Gives who organises, and what each may do.
pub(super) fn roster(config: &Config) -> Roster {
    let accounts = |ids: &[i64]| ids.iter().copied().map(UserId).collect::<Vec<_>>();
    let ours = &config.organisers;
    Roster::of(accounts(&ours.ids))
        .and(Role::Writer, accounts(&ours.writers))
        .and(Role::Approver, accounts(&ours.approvers))
        .and(Role::Operator, accounts(&ours.operators))
        .approved_by(usize::try_from(ours.approvals_required).unwrap_or(usize::MAX))
}

/// Gives the Mini App's address; none where Telegram would not open it.
fn page(config: &Config) -> Option<String> {
    let own = config.web.public_url.as_ref().map(|url| format!("{}/app", url.trim_end_matches('/')));
    let url = config.web.page_url.clone().or(own).filter(|url| url.starts_with("https://"))?;
    Some(format!("{}/", url.trim_end_matches('/')))
}

/// Lets nothing that was going out when a backup was taken go on by itself, and notes that it was restored. Gives the ids of
/// what stands still now.
pub(super) fn settle_restored(config: &Config, vault: Arc<Vault>) -> Result<Vec<String>, ControlError> {
    let rooms = furnish_over(config, campaigns(config)?, vault)?;
    let alerts = rooms.alerts.all().map_err(|error| ControlError::failed(error.to_string(), UNSOUND))?;
    let running: Vec<_> =
        alerts.into_iter().filter(|alert| alert.state == State::Running).map(|alert| alert.id).collect();
    let now = Timestamp::now();
    let settled = rooms.vault.write(|writer| {
        rooms.audit.record(writer, By::CommandLine, audit::Act::Restored, now)?;
        for id in &running {
            rooms.alerts.act_in(writer, *id, alert::Act::Pause(PauseReason::Asked))?;
            rooms.audit.record(writer, By::CommandLine, audit::Act::Paused(*id), now)?;
        }
        Ok::<_, AlertError>(())
    });
    settled.map_err(|error| ControlError::failed(error.to_string(), UNSOUND))?;
    rooms.vault.sync_blocking().map_err(|error| keys::trouble(&error, config))?;
    Ok(running.iter().map(ToString::to_string).collect())
}

/// The next step where what was restored can't be worked with.
const UNSOUND: &str = "restore another backup; nothing was put in place";

/// Reads the first campaign; tells its first mistake and how many there are.
pub(super) fn campaign(config: &Config) -> Result<Campaign, ControlError> {
    Campaign::load(&config.campaign, Path::new(&config.base_dir)).map_err(|problems| mistaken(&problems))
}

/// Reads every campaign, the first one first.
fn campaigns(config: &Config) -> Result<Vec<Arc<Campaign>>, ControlError> {
    let read = Campaign::load_all(config.campaigns(), Path::new(&config.base_dir));
    Ok(read.map_err(|problems| mistaken(&problems))?.into_iter().map(Arc::new).collect())
}

fn first_of(campaigns: &[Arc<Campaign>]) -> Result<&Campaign, ControlError> {
    let first = campaigns.first().map(|campaign| &**campaign);
    first.ok_or_else(no_campaign)
}

/// Gives what people join and stand up for as this campaign's.
fn belongings_of(campaign: &Campaign) -> Vec<Belonging> {
    let circles = campaign.circles().iter().cloned().map(Belonging::Circle);
    circles.chain([Belonging::Petition(campaign.petition().id.clone())]).collect()
}

fn of_another(belonging: &Belonging, owner: &CampaignId) -> ControlError {
    let (what, file) = match belonging {
        Belonging::Petition(petition) => (format!("the petition `{petition}`"), "`id` below [petition]"),
        Belonging::Circle(circle) => (format!("the circle `{circle}`"), "`circles`"),
    };
    ControlError::configuration(
        format!("{what} was the campaign `{owner}`'s in this store, and its people are"),
        format!("give it another name: {file} in campaign.toml"),
    )
}

fn no_place() -> ControlError {
    ControlError::configuration(
        format!("this store has served {CAMPAIGNS_MAX} campaigns, and has no place for another"),
        "take new ones off `more_campaigns`, or serve them with a bot and a store of their own",
    )
}

fn no_campaign() -> ControlError {
    ControlError::configuration("no campaign is named", "set `campaign` in klich.toml")
}

fn mistaken(problems: &[Problem]) -> ControlError {
    let rest = match problems.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let first = problems.first().map(Problem::to_string).unwrap_or_default();
    ControlError::configuration(
        format!("the campaign can't be read: {first}{rest}"),
        "run `klich check`: it names every mistake",
    )
}

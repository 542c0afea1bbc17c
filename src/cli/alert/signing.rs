//! `klich alert manifest|sign|verify`: a call's signatures, offline; no bot and no store is asked.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::super::files::read_text;
use super::super::key_lists::{key_lists, read_signature};
use super::super::organiser_keys::SignWith;
use super::super::webapp::campaign_of;
use super::super::{Context, Failure};
use crate::alert::{AlertFile, FILE_MAX};
use crate::control::ControlError;
use crate::seal::{Manifest, Quorum, Signature, SignerKey, admit};

/// What a call is held against.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArgs {
    /// The alert file
    pub(super) file: PathBuf,
    /// A signature of its manifest; one option for each
    #[arg(long = "signature", value_name = "FILE")]
    pub(super) signatures: Vec<PathBuf>,
    /// A signer's public key, or its .pub file, instead of those in klich.toml
    #[arg(long = "signer", value_name = "KEY")]
    signers: Vec<String>,
    /// How many signatures are needed, instead of what klich.toml says
    #[arg(long, value_name = "NUMBER")]
    required: Option<usize>,
}

/// Prints the manifest.
pub(super) fn manifest(file: &Path, context: &mut Context<'_>) -> Result<(), Failure> {
    let text = read(file)?.manifest().to_text();
    Ok(context.output.report(&json!({ "manifest": text }), |_| text.clone())?)
}

/// Signs the manifest and writes the signature.
pub(super) fn sign(file: &Path, with: &SignWith, context: &mut Context<'_>) -> Result<(), Failure> {
    let manifest = to_sign(file)?;
    let text = manifest.to_text();
    let (path, signer) = with.sign(&text, &manifest.trusted_comment(), file)?;
    let fingerprint = signer.fingerprint().to_string();
    let sealed_for = read(file).ok().filter(|file| file.salt.is_some());
    let sealed_for = sealed_for.and_then(|file| file.circles.first().map(|circle| circle.as_str().to_owned()));
    let report = json!({ "signature": path, "signer": fingerprint, "manifest": text });
    Ok(context.output.report(&report, |_| {
        let (file, path) = (file.display(), path.display());
        // A file with a salt is for `seal`; of a manifest that was handed over nobody can tell.
        let next = match sealed_for.as_deref() {
            Some(circle) => format!(
                "Seal it: klich alert seal {file} --circle {circle} --devices {circle}.devices --signature {path}"
            ),
            None => format!(
                "Send it: klich alert send {file} --signature {path}\nOr, where it waits at the bot for signatures: klich alert add-signature ID {path}"
            ),
        };
        format!("{text}\nSigned as {fingerprint}: {path}\n{next}")
    })?)
}

/// Tells whether a call has the signatures that it needs, and has not expired.
pub(super) fn verify(args: &VerifyArgs, context: &mut Context<'_>) -> Result<(), Failure> {
    let file = read(&args.file)?;
    let manifest = file.manifest();
    let signatures = args.signatures.iter().map(|path| read_signature(path)).collect::<Result<Vec<_>, _>>()?;
    let (campaign, quorum) = against(args, &file, context)?;
    let admitted = admit(&manifest, &signatures, &campaign, &quorum, 0, Timestamp::now());
    let signers = admitted.map_err(|refusal| {
        let next = "see that file and signatures belong together: `klich alert manifest` prints what must be signed";
        // Alone it is refused for the same reason, unless the reason is between several.
        let alone = Quorum { required: 0, ..quorum.clone() };
        let refused = |signature: &Signature| {
            alone.check(&manifest.to_text(), std::slice::from_ref(signature)).is_err_and(|other| other == refusal)
        };
        let culprit = args.signatures.iter().zip(&signatures).find(|(_, signature)| refused(signature));
        let named = culprit.map_or(&args.file, |(path, _)| path);
        ControlError::failed(format!("{}: {refusal}", named.display()), next)
    })?;
    let signers: Vec<_> = signers.iter().map(|signer| signer.fingerprint().to_string()).collect();
    let report = json!({ "ok": true, "signers": signers, "required": quorum.required, "sequence": manifest.sequence });
    Ok(context.output.report(&report, |_| {
        format!("Signed by {}, {} needed:\n  {}", signers.len(), quorum.required, signers.join("\n  "))
    })?)
}

/// Gives what a file is held against: the signers that are named, or those of klich.toml.
pub(super) fn against(args: &VerifyArgs, file: &AlertFile, context: &Context<'_>) -> Result<(String, Quorum), Failure> {
    if args.signers.is_empty() {
        let config = context.load()?.config;
        let campaign = campaign_of(&config)?.id().as_str().to_owned();
        let mut quorum = key_lists(&config, &campaign)?.current.quorum();
        // A check that asks for nothing finds nothing.
        quorum.required = args.required.unwrap_or(quorum.required).max(1);
        return Ok((campaign, quorum));
    }
    let signers = args.signers.iter().map(|key| signer(key)).collect::<Result<Vec<_>, _>>()?;
    let required = args.required.unwrap_or(signers.len()).max(1);
    Ok((file.campaign.clone(), Quorum { signers, required }))
}

fn signer(given: &str) -> Result<SignerKey, ControlError> {
    let text = if given.starts_with("RW") && !Path::new(given).exists() {
        given.to_owned()
    } else {
        read_text(Path::new(given), 8 << 10)?
    };
    text.parse().map_err(|error| ControlError::usage(format!("{given}: {error}"), "name a public key or its file"))
}

/// Reads what is to be signed: an alert, a correction, or a manifest.
fn to_sign(path: &Path) -> Result<Manifest, ControlError> {
    let text = read_text(path, FILE_MAX)?;
    if !text.starts_with("klich-alert") {
        return read(path).map(|file| file.manifest());
    }
    Manifest::parse(&text).map_err(|error| {
        ControlError::usage(format!("{}: {error}", path.display()), "`klich alert manifest` prints one from an alert")
    })
}

pub(super) fn read(path: &Path) -> Result<AlertFile, ControlError> {
    let text = read_text(path, FILE_MAX)?;
    let file = AlertFile::parse(&text).or_else(|mistakes| AlertFile::parse_correction(&text).map_err(|_| mistakes));
    file.map_err(|mistakes| {
        let mistakes: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        ControlError::usage(format!("{}: {}", path.display(), mistakes.join("; ")), "correct the file")
    })
}

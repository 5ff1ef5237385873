//! What `--for` and `--for-config` ask for together.

use super::Context;
use super::error::note;
use crate::request::Purpose;
use crate::workload::{ConfigError, ModelPreset, usual_tasks};
use anyhow::{Context as _, anyhow, bail};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A larger file is no model's configuration: those with a name for each of twenty thousand
/// classes stay below one.
const LARGEST: u64 = 4 << 20;

/// The purpose of texts, where the model of a file can be named too.
///
/// Without a text but with a file, its usual tasks are assumed and said; they need not fit.
pub(super) fn purpose(
    context: &Context,
    texts: &[String],
    config: Option<&PathBuf>,
) -> anyhow::Result<Purpose> {
    let catalogue = &context.catalogue;
    let Some(file) = config else {
        return Ok(Purpose::resolve(catalogue, texts)?);
    };
    let model = read(file)?;
    for caveat in &model.caveats {
        note(&format!("{}: {caveat}", file.display()));
    }
    let usual = usual_tasks(&model);
    let called = model.id.clone();
    let mut models = vec![model];
    models.extend(catalogue.models.iter().cloned());
    let resolve = |texts: &[String]| Purpose::resolve_with(catalogue, &models, texts);
    if !texts.is_empty() {
        return Ok(resolve(texts)?);
    }
    // A model so large that no number of cards trains it can still be run.
    let mut assumed = &usual[..];
    let mut purpose = resolve(assumed);
    if purpose.is_err() {
        assumed = &usual[..1];
        purpose = resolve(assumed);
    }
    let mut purpose = purpose?;
    purpose.named = false;
    let assumed: Vec<String> = assumed
        .iter()
        .map(|task| format!("--for '{task}'"))
        .collect();
    note(&format!(
        "the model of {} is called `{called}`; no task is named, so this is assumed: {}",
        file.display(),
        assumed.join(" ")
    ));
    Ok(purpose)
}

/// The model of a Hugging Face `config.json`.
fn read(file: &Path) -> anyhow::Result<ModelPreset> {
    let shown = file.display();
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|open| open.take(LARGEST + 1).read_to_end(&mut bytes))
        .with_context(|| format!("--for-config {shown}"))?;
    if u64::try_from(bytes.len()).map_or(true, |size| size > LARGEST) {
        bail!(
            "--for-config {shown}: larger than {} MiB; expected the config.json of a Hugging Face model",
            LARGEST >> 20
        );
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow!(
            "--for-config {shown}: no text from byte {at} on; expected the config.json of a Hugging \
             Face model"
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    ModelPreset::from_hf_file(file, text).map_err(|error| match error {
        ConfigError::NotJson { line, column, why } => anyhow!(
            "--for-config {shown}:{line}:{column}: {why}; expected the config.json of a Hugging \
             Face model"
        ),
        other => anyhow!("--for-config {shown}: {other}"),
    })
}

//! Keeping the build of an answer under a name.

use super::Context;
use crate::build::{BuildName, Saved, SavedPart, Schema, Store};
use crate::report::Question;
use crate::solve::Answer;
use anyhow::Context as _;

/// The store that `--builds` or the user's home names.
pub(super) fn store(context: &Context) -> anyhow::Result<Store> {
    let dir = context.builds.as_ref().context(
        "no home directory is known to keep builds in: name a directory with --builds DIR",
    )?;
    Ok(Store::new(dir))
}

/// The name to save under, refused before the solve where it is bad or taken.
pub(super) fn name(text: &str, context: &Context) -> anyhow::Result<BuildName> {
    store(context)?.free(text).context("--save")
}

/// Saves the pick: what was asked, parts, prices and dates.
pub(super) fn save(
    name: BuildName,
    context: &Context,
    question: &Question<'_>,
    answer: &Answer<'_>,
) -> anyhow::Result<()> {
    let (request, build) = (question.request, &answer.pick.build);
    let layers = question.catalogue.layers.iter();
    let saved = Saved {
        schema: Schema::One,
        name,
        saved: context.today,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        budget: request.budget,
        tax_basis_points: request.tax_basis_points,
        prices: request.prices,
        workload: question.purpose.label.clone(),
        layers: layers.map(|layer| layer.name.clone()).collect(),
        parts: build.lines.iter().map(SavedPart::of).collect(),
        boxed_cooler: build.boxed_cooler,
        gpu_memory: build.gpu_memory(),
        total: answer.pick.total,
        // Hundredths of a point: the model is not finer, and the file stays readable.
        score_cautious: libm::round(100.0 * answer.pick.score.points()) / 100.0,
    };
    store(context)?.save(&saved).context("--save")
}

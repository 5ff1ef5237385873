//! Keeping the build of an answer under a name.

use super::Context;
use crate::build::saved::{SCHEMA, Saved, Store, freeze};
use crate::report::Question;
use crate::solve::Answer;

/// Saves the pick: request, parts, prices and dates.
///
/// The one place that knows how an answer becomes a saved build.
pub(super) fn save(
    name: &str,
    context: &Context,
    question: &Question<'_>,
    answer: &Answer<'_>,
) -> anyhow::Result<()> {
    let saved = Saved {
        schema: SCHEMA.to_owned(),
        name: name.to_owned(),
        saved: context.today,
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        budget: question.request.budget,
        workload: question.purpose.label.clone(),
        boxed_cooler: answer.pick.build.boxed_cooler,
        parts: freeze(&answer.pick.build),
        total: answer.pick.total,
        score: libm::round(answer.pick.score.points() * 100.0) / 100.0,
    };
    store(context)?.save(&saved)?;
    Ok(())
}

/// The store of this command.
pub(super) fn store(context: &Context) -> anyhow::Result<Store> {
    match &context.builds {
        Some(dir) => Ok(Store::new(dir.clone())),
        None => {
            anyhow::bail!("no home directory is known: say where builds are kept with --builds DIR")
        }
    }
}

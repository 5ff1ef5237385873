//! The root command: solve and report.

use super::args::SolveArgs;
use super::asked::{nothing_fits, resolved};
use super::context::{Context, Detail, Exit};
use super::output::{complain, print, print_json};
use super::progress::Progress;
use super::save;
use crate::explain::explain_infeasible;
use crate::report::{self, AnswerJson, Question, visible};
use crate::request::Best;
use crate::solve::{Answer, GpuPrices, every, gpu_prices, solve};
use anyhow::{Context as _, bail};
use std::time::Instant;

/// Solves, prints the answer, and saves it when asked.
pub(super) fn run(args: &SolveArgs, context: &Context) -> anyhow::Result<Exit> {
    let catalogue = &context.catalogue;
    let keep = save::name(args, context)?;
    let wishes = args.wishes().context("a budget is needed")?;
    if args.save.is_some() && args.for_config.is_some() {
        bail!(
            "--save cannot keep a build for the model of --for-config: a saved build names \
             models of the catalogue; name one with --for, or leave --save out"
        );
    }
    let (purpose, request) = resolved(args, &wishes, context)?;
    let living = args.living.living(catalogue)?;
    let question = Question {
        catalogue,
        request: &request,
        purpose: &purpose,
    };
    let scorer = &purpose.workload;
    let progress = Progress::of("solving");
    let started = Instant::now();
    let count = usize::from(args.top);
    let answer = solve(
        catalogue,
        &request,
        scorer,
        if args.clones { 1 } else { count },
    );
    let answer = answer.map(|answer| Answer {
        every: if args.clones {
            every(catalogue, &request, scorer, count)
        } else {
            Vec::new()
        },
        ..answer
    });
    let elapsed = started.elapsed();
    let Some(answer) = answer else {
        let why = explain_infeasible(catalogue, &request, scorer);
        drop(progress);
        return nothing_fits(context, &question, &why, || {
            AnswerJson::infeasible(&question, &why)
        });
    };
    // They take as long as the answer itself, and `explain` tells them too. At which prices
    // the best value changes is not known.
    let wanted = context.json || context.detail == Detail::Most;
    let prices = if wanted && request.best != Best::Value {
        gpu_prices(catalogue, &request, scorer, &answer.pick)
    } else {
        GpuPrices::default()
    };
    drop(progress);
    // First, so that a reader who leaves early does not cost the user the saved build.
    let kept = match keep {
        Some(name) => Some(save::save(name, args, &wishes, context, &answer.pick)?),
        None => None,
    };
    if context.json {
        print_json(&AnswerJson::optimal(
            &question, &answer, &prices, elapsed, &living,
        ))?;
    } else {
        let depth = context.depth();
        let mut page = context.page();
        report::answer(
            &mut page, &question, &answer, &prices, elapsed, depth, &living,
        );
        print(&page.finish())?;
    }
    if let Some(file) = kept
        && context.detail != Detail::Least
    {
        let text = format!("saved in {}", file.display());
        complain(&format!("{}\n", visible(&text, context.charset())));
    }
    Ok(Exit::Yes)
}

//! `rigbuild verify`: a saved answer against the catalogue of today, from scratch.

use super::named_build::{Found, find, told};
use super::progress::Progress;
use super::purpose::purpose;
use super::{Context, Exit, print, print_json};
use crate::build::Saved;
use crate::catalogue::Document;
use crate::part::FieldPath;
use crate::recheck::{AnswerFile, Claim, Origin, recheck};
use crate::report::{self, Verified, VerifyJson};
use crate::request::{Purpose, Request};
use anyhow::{Context as _, anyhow};
use serde::Deserialize;
use std::path::PathBuf;

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild -b 2000 --json > answer.json; rigbuild verify answer.json
  rigbuild -b 2000 --json --certificate | rigbuild verify -
  rigbuild -b 2000 --save mine; rigbuild verify mine
  rigbuild -b 2000 --json | rigbuild verify - --json

Checked, with the catalogue and the prices of today and the request in the file:
  parts  each is in the catalogue and offered in its condition at its price
  sums   the prices, with tax on new parts, are the total to the cent
  rules  no rule bars the build, and it is what was asked for: slots, pins, bans,
         owned parts, number and memory of the cards, budget, tasks that must run
  score  the build judged anew has the stated score
  best   the solver, asked again, picks the same parts at the same total and score

  proof  where the answer was asked for with --certificate: no build within the budget
         scores more, and none that is good enough costs less

The first four share no code with the search but the rules, the prices and the workload.
`best` runs the search again: it shows that the answer can be had again, and takes on trust
that the search is exact. `proof` does not: a small checker verifies that every candidate
left out has another that costs no more and is as good in every field, that the bounds of
every GPU candidate hold, and that what they leave open is split until a rule, the cost or
the score ends it. It trusts the rules, the speed model and that neither gets worse with a
better part. Alternatives, reasons and running costs in the file are not read.

Exit codes: 0 it holds, 1 it does not, 2 the file could not be read.";

/// Arguments of `rigbuild verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    /// The JSON of an answer, or a saved build by its name or file; - = standard input
    #[arg(value_name = "FILE|BUILD")]
    file: String,
    /// The Hugging Face config.json that the answer was asked with
    #[arg(long, value_name = "FILE")]
    for_config: Option<PathBuf>,
}

/// What is to be checked.
enum Kept {
    Answer(Box<AnswerFile>),
    Build(Box<Saved>),
}

/// The first field of both formats.
#[derive(Deserialize)]
struct Head {
    schema: String,
}

/// Checks the answer and prints what was found.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let kept = match find(&args.file, context)? {
        Found::Saved(saved) => Kept::Build(saved),
        Found::File(document) => read(&document)?,
    };
    let (purpose, request) = question(&kept, args, context)?;
    let (claim, origin) = match &kept {
        Kept::Answer(answer) => (answer.claim(), answer.origin()),
        Kept::Build(saved) => (
            Claim::from(&**saved),
            Origin {
                asked: saved.saved,
                version: Some(saved.version.clone()),
                layers: saved.layers.clone(),
                parts: None,
                newest_price: None,
            },
        ),
    };
    let (catalogue, workload) = (&context.catalogue, &purpose.workload);
    let progress = Progress::of("solving");
    let mut found = recheck(catalogue, &request, workload, workload.is_scored(), &claim);
    if let Kept::Answer(answer) = &kept
        && let Some(certificate) = &answer.certificate
    {
        found.prove(catalogue, &request, workload, &claim, certificate);
    }
    drop(progress);
    let verified = Verified {
        file: &args.file,
        request: &request,
        label: &purpose.label,
        claim: &claim,
        found: &found,
        changes: origin.changes(catalogue, context.today, env!("CARGO_PKG_VERSION")),
        origin: &origin,
    };
    if context.json {
        print_json(&VerifyJson::new(&verified))?;
    } else {
        let mut page = context.page();
        report::verified(&mut page, &verified, context.depth());
        print(&page.finish())?;
    }
    Ok(if found.holds() { Exit::Yes } else { Exit::No })
}

fn read(document: &Document) -> anyhow::Result<Kept> {
    let head: Head = document
        .parse()
        .map_err(|fault| anyhow!("{}; {}", told(&fault), expected()))?;
    match head.schema.as_str() {
        AnswerFile::SCHEMA => {
            let answer = AnswerFile::read(document).map_err(|fault| told(&fault))?;
            Ok(Kept::Answer(Box::new(answer)))
        }
        "rigbuild.build/1" => {
            let saved = Saved::read(document).map_err(|fault| told(&fault))?;
            Ok(Kept::Build(Box::new(saved)))
        }
        other => {
            let message = format!("`{other}` is not what can be verified");
            let fault = document.fault(&FieldPath::from("schema"), message);
            Err(anyhow!("{fault}; {}", expected()))
        }
    }
}

fn expected() -> String {
    format!(
        "expected what `rigbuild -b N --json` prints ({}) or a saved build (rigbuild.build/1)",
        AnswerFile::SCHEMA
    )
}

/// The question again, on today's catalogue.
fn question(kept: &Kept, args: &Args, context: &Context) -> anyhow::Result<(Purpose, Request)> {
    let named = match kept {
        Kept::Answer(answer) => answer.request.purposes(),
        Kept::Build(saved) => saved.request.purposes.clone(),
    };
    let whose = || format!("the request of {}", args.file);
    let purpose = purpose(context, &named, args.for_config.as_ref()).with_context(whose)?;
    match kept {
        Kept::Answer(answer) => Ok(answer.request.request(purpose, context.today)),
        Kept::Build(saved) => {
            let wishes = saved.request.wishes();
            let apply = |request: &mut Request| purpose.apply(request);
            let request = wishes.resolve(&context.catalogue, &apply, context.today);
            let request = request.with_context(whose)?;
            Ok((purpose, request))
        }
    }
}

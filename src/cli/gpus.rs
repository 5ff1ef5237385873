//! `rigbuild gpus`: every GPU chip of the catalogue, ranked for a workload.

use super::args::known;
use super::purpose::purpose;
use super::{Context, Exit, print, print_json, values};
use crate::catalogue::PriceMode;
use crate::report::{self, GpuOrder, GpuWish, GpusJson};
use crate::request::{UsedPolicy, VendorPolicy};
use crate::unit::Gibibytes;
use std::path::PathBuf;

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild gpus                                       for the research profile
  rigbuild gpus --for llm-inference --vram 16G --sort value
  rigbuild gpus --for 'qlora qwen2.5-14b seq=4096' --used no
  rigbuild gpus --json | jq '.gpus[] | [.chip, .score, .score_per_1000]'

Exit codes: 0 chips are listed, 1 none is as wished, 2 the question could not be answered.";

/// Arguments of `rigbuild gpus`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    /// What is to run: a profile, or tasks [default: research]
    #[arg(long = "for", value_name = "PROFILE|TASK", value_delimiter = ',')]
    purposes: Vec<String>,
    /// A Hugging Face config.json whose model tasks can name, as `config` or by its own name
    #[arg(long, value_name = "FILE")]
    for_config: Option<PathBuf>,
    /// Whether used cards count
    #[arg(long, value_name = "yes|no", default_value = "yes", hide_possible_values = true,
          value_parser = known::<UsedPolicy>(UsedPolicy::NAMES))]
    used: UsedPolicy,
    /// Whose GPUs: cuda = NVIDIA's only
    #[arg(long, value_name = "cuda|any", default_value = "any", hide_possible_values = true,
          value_parser = known::<VendorPolicy>(VendorPolicy::NAMES))]
    vendor: VendorPolicy,
    /// Least memory, such as 16G
    #[arg(long, value_name = "SIZE", allow_hyphen_values = true, value_parser = values::gibibytes)]
    vram: Option<Gibibytes>,
    /// Old prices: brought forward by the market index, or as listed
    #[arg(long, value_name = "adjusted|listed", default_value = "adjusted", hide_possible_values = true,
          value_parser = values::prices())]
    prices: PriceMode,
    /// Their order
    #[arg(long, value_name = "ORDER", default_value = "score", value_parser = known::<GpuOrder>(GpuOrder::NAMES))]
    sort: GpuOrder,
}

/// Ranks the chips and prints them.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let purpose = purpose(context, &args.purposes, args.for_config.as_ref())?;
    let wish = GpuWish {
        used: args.used,
        vendor: args.vendor,
        vram: args.vram,
        prices: args.prices,
        order: args.sort,
    };
    let list = report::ranked(&context.catalogue, &purpose, &wish, context.today);
    if context.json {
        print_json(&GpusJson::new(&purpose, &wish, &list))?;
    } else {
        let mut page = context.page();
        report::gpus(&mut page, &purpose, &wish, &list);
        print(&page.finish())?;
    }
    Ok(if list.is_empty() { Exit::No } else { Exit::Yes })
}

//! `rigbuild estimate`: what tasks need and how fast they run on GPUs or a build, without a
//! solve.

use super::named_build::{self, Written};
use super::purpose::purpose;
use super::{Context, Exit, print, print_json, values};
use crate::build::Build;
use crate::report::{self, Estimate, EstimateJson, Given};
use crate::request::{Purpose, Request};
use crate::solve::machine;
use crate::unit::{Gibibytes, Watts};
use crate::workload::{Link, Machine};
use anyhow::{Context as _, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild estimate --gpu rtx-3090 --for 'qlora llama-3.1-8b seq=4096'
  rigbuild estimate --gpu 3090 --gpus 2 --for 'generate llama-3.3-70b context=16384'
  rigbuild estimate --gpu rtx-3060-12g --ram 64G --cores 8 --lanes 8
  rigbuild estimate --gpu rtx-4090 --power-limit 300W --for vision
  rigbuild estimate my-build --for 'lora qwen2.5-14b'
  rigbuild estimate --gpu rtx-3090 --for-config config.json --for 'qlora config seq=4096'

Exit codes: 0 every task named runs (a profile's tasks need not), 1 one does not, 2 the
question could not be answered.";

/// Arguments of `rigbuild estimate`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    /// A saved build, or a YAML file with a list of parts; - = standard input
    #[arg(
        value_name = "BUILD",
        required_unless_present = "gpu",
        conflicts_with = "gpu"
    )]
    build: Option<String>,
    /// A GPU chip instead: its id, or words of its name
    #[arg(long, value_name = "CHIP")]
    gpu: Option<String>,
    /// How many of them [default: 1]
    #[arg(long, value_name = "N", requires = "gpu", conflicts_with = "build", allow_hyphen_values = true, value_parser = clap::value_parser!(u32).range(1..=8))]
    gpus: Option<u32>,
    /// System memory beside them, such as 64G [default: never limits]
    #[arg(long, value_name = "SIZE", requires = "gpu", conflicts_with = "build", allow_hyphen_values = true, value_parser = values::gibibytes)]
    ram: Option<Gibibytes>,
    /// Physical cores of the CPU [default: never limit]
    #[arg(long, value_name = "N", requires = "gpu", conflicts_with = "build", allow_hyphen_values = true, value_parser = clap::value_parser!(u16).range(1..=512))]
    cores: Option<u16>,
    /// Electrical PCIe lanes of each card [default: all it has]
    #[arg(long, value_name = "N", requires = "gpu", conflicts_with = "build", value_parser = lanes())]
    lanes: Option<u8>,
    /// Power limit set on each GPU
    #[arg(long, value_name = "W", allow_hyphen_values = true, value_parser = values::watts)]
    power_limit: Option<Watts>,
    /// A desktop runs on the first GPU and takes some of its memory
    #[arg(long)]
    desktop: bool,
    /// What is to run: a profile, or tasks [default: the build's own, or research]
    #[arg(long = "for", value_name = "PROFILE|TASK", value_delimiter = ',')]
    purposes: Vec<String>,
    /// A Hugging Face config.json whose model tasks can name, as `config` or by its own name
    #[arg(long, value_name = "FILE")]
    for_config: Option<PathBuf>,
}

/// Lanes that slots have.
fn lanes() -> impl TypedValueParser<Value = u8> {
    PossibleValuesParser::new(["1", "2", "4", "8", "16"]).try_map(|text: String| text.parse::<u8>())
}

/// Judges the machine and prints what is known of each task on it.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    match (&args.gpu, &args.build) {
        (Some(chip), _) => of_chip(chip, args, context),
        (None, Some(build)) => of_build(build, args, context),
        (None, None) => bail!("name a GPU with --gpu, or a build"),
    }
}

/// So many chips in a host of which only what is given is known.
fn of_chip(text: &str, args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let chip = context.catalogue.find_chip(text).context("--gpu")?;
    let purpose = purpose(context, &args.purposes, args.for_config.as_ref())?;
    let free = Machine::unlimited(chip, args.gpus.unwrap_or(1));
    let machine = Machine {
        memory: args.ram.unwrap_or(free.memory),
        cores: args.cores,
        link: Link {
            lanes: args.lanes.unwrap_or(free.link.lanes),
            ..free.link
        },
        power_limit: args.power_limit,
        desktop: args.desktop,
        ..free
    };
    let given = Given {
        build: None,
        memory: args.ram.is_some(),
        cores: args.cores.is_some(),
        lanes: args.lanes.is_some(),
    };
    tell(&purpose, &machine, &given, context)
}

/// A build's own GPUs and host.
fn of_build(text: &str, args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let catalogue = &context.catalogue;
    let asked = !args.purposes.is_empty() || args.for_config.is_some();
    let read = named_build::read(text, context)?;
    let (build, mut request, purpose) = match read {
        Written::Saved(saved) if asked => {
            let purpose = purpose(context, &args.purposes, args.for_config.as_ref())?;
            let request = saved.request.conditions(&purpose, context.today);
            (saved.resolve(catalogue)?, request, purpose)
        }
        Written::Saved(saved) => {
            let restored = saved.restore(catalogue, &[], context.today)?;
            (restored.build.build, restored.request, restored.purpose)
        }
        Written::Listed(build, setting) => {
            let mut request = Request::new(None, context.today);
            request.setting = setting;
            let purpose = purpose(context, &args.purposes, args.for_config.as_ref())?;
            (build, request, purpose)
        }
    };
    one_chip(text, &build)?;
    request.desktop |= args.desktop;
    request.setting.power_limit = args.power_limit.or(request.setting.power_limit);
    let machine = machine(&build, &request).with_context(|| {
        format!(
            "`{text}` has no graphics card or no motherboard, so nothing can run on it: name \
             the chip with --gpu for an estimate of cards alone"
        )
    })?;
    let given = Given {
        build: Some(text.to_owned()),
        memory: true,
        cores: machine.cores.is_some(),
        lanes: true,
    };
    tell(&purpose, &machine, &given, context)
}

/// Speeds are known of equal GPUs only.
fn one_chip(text: &str, build: &Build<'_>) -> anyhow::Result<()> {
    if let [first, others @ ..] = build.chips.as_slice()
        && let Some(other) = others.iter().find(|other| other.id != first.id)
    {
        bail!(
            "`{text}` has cards of {} and of {}: only equal GPUs can be estimated; name one \
             with --gpu",
            first.name,
            other.name
        );
    }
    Ok(())
}

fn tell(
    purpose: &Purpose,
    machine: &Machine<'_>,
    given: &Given,
    context: &Context,
) -> anyhow::Result<Exit> {
    let estimate = Estimate::new(purpose, machine, given);
    if context.json {
        print_json(&EstimateJson::new(&estimate))?;
    } else {
        let mut page = context.page();
        report::estimate(&mut page, &estimate);
        print(&page.finish())?;
    }
    let all = !purpose.named || estimate.all_run();
    Ok(if all { Exit::Yes } else { Exit::No })
}

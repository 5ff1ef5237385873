//! `rigbuild check`: every rule on a saved build, or on one that someone wrote down.

use super::named_build::{self, Written};
use super::{Context, Exit, print, print_json};
use crate::build::Build;
use crate::report::{self, CheckedJson, Judgement, Strictness};
use crate::rules::Setting;

/// Shown under `--help`.
const EXAMPLE: &str = "\
A part list:
  parts:
    - amd-ryzen-5-7600
    - {id: zotac-rtx-3090-trinity, count: 2}
  boxed_cooler: true
  power_limit: 280 W
  open_frame: true
  circuit: 120V/15A
  precision: bf16            the code computes in fp16, bf16, fp8, mxfp8 or nvfp4
  rocm: \"7.2\"                the code is bound to this ROCm release
  bios_version: \"1.20\"       the BIOS on the board, as its maker writes it
  riser: true                cards hang on risers, which slots of any length feed
  risers:                    a riser splits one slot for several cards
    - {slot: PCIEX16_1, split: x8/x8}
  ecc: true                  error-correcting memory is wanted
  nvlink: true               an NVLink bridge is to join the cards
All but `parts` may be left out; rules about a kind of part that is not listed are not judged.
A slot is split into x8/x8, x8/x4/x4, x4/x4/x4/x4 or x4/x4; its name is the board's, as
`rigbuild catalog show BOARD` prints it.

Several power supplies stand under `psus`, one entry a unit, with what each feeds:
  psus:
    - {id: corsair-rm1000e-2025, board: true, feeds: {zotac-rtx-3090-trinity: 1}}
    - {id: corsair-rm1000e-2025, feeds: {zotac-rtx-3090-trinity: 1}, circuit: 120V/20A}
One of them feeds the board. `circuit` gives a unit a circuit of its own; those without share
the build's. `powered_risers: true` says that its cards take nothing from the board's slots.
Supplies listed under `parts` are not told apart: what hangs on each is then unknown.

Exit codes: 0 no error, 1 a rule found an error, 2 the build could not be read.";

/// Arguments of `rigbuild check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    /// A saved build, or a YAML file with a list of parts; - = standard input
    #[arg(value_name = "BUILD|FILE")]
    build: String,
    /// Also answer no where a fact is missing on which a whole build depends
    #[arg(long)]
    strict: bool,
}

/// Judges the build and prints what the rules say.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (build, setting) = read(&args.build, context)?;
    let judgement = Judgement {
        build: &build,
        setting: &setting,
        checks: build.checks(&setting),
        strictness: if args.strict {
            Strictness::UnknownsToo
        } else {
            Strictness::ErrorsOnly
        },
    };
    if context.json {
        print_json(&CheckedJson::new(&judgement))?;
    } else {
        let mut page = context.page();
        report::checked(&mut page, &judgement, context.depth());
        print(&page.finish())?;
    }
    Ok(if judgement.refused() {
        Exit::No
    } else {
        Exit::Yes
    })
}

fn read<'a>(named: &str, context: &'a Context) -> anyhow::Result<(Build<'a>, Setting)> {
    match named_build::read(named, context)? {
        Written::Listed(build, setting) => Ok((build, setting)),
        Written::Saved(saved) => {
            let restored = saved.restore(&context.catalogue, &[], context.today)?;
            Ok((restored.build.build, restored.request.setting))
        }
    }
}

//! The options of the root command: what a solve is asked, and what every command takes.

use super::living::LivingArgs;
use super::values;
use crate::catalogue::PriceMode;
use crate::request::{Best, UsedPolicy, VendorPolicy, Wishes};
use crate::rules::Circuit;
use crate::unit::{Gibibytes, Usd, Watts};
use clap::builder::{FalseyValueParser, PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, ColorChoice};
use std::path::PathBuf;
use std::time::Duration;

/// Options of every command.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct GlobalArgs {
    /// Catalogue directory laid over the built-in parts, instead of your own; repeat for more
    #[arg(
        long = "catalog",
        value_name = "DIR",
        global = true,
        env = "RIGBUILD_CATALOG",
        hide_env = true
    )]
    pub catalogs: Vec<PathBuf>,
    /// Leave the built-in parts out
    #[arg(long, global = true, env = "RIGBUILD_NO_BUILTIN", hide_env = true, value_parser = FalseyValueParser::new())]
    pub no_builtin: bool,
    /// Where saved builds are kept
    #[arg(
        long,
        value_name = "DIR",
        global = true,
        env = "RIGBUILD_BUILDS",
        hide_env = true
    )]
    pub builds: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, global = true, env = "RIGBUILD_JSON", hide_env = true, value_parser = FalseyValueParser::new())]
    pub json: bool,
    /// When to use colour
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        env = "RIGBUILD_COLOR",
        hide_env = true,
        default_value = "auto"
    )]
    pub color: ColorChoice,
    /// Print the parts and the total only
    #[arg(short, long, global = true, env = "RIGBUILD_QUIET", hide_env = true, value_parser = FalseyValueParser::new(), conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print every check and how the proof went
    #[arg(short, long, global = true, env = "RIGBUILD_VERBOSE", hide_env = true, value_parser = FalseyValueParser::new())]
    pub verbose: bool,
}

/// Options of a solve.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Args)]
#[command(next_help_heading = "What to solve")]
pub struct SolveArgs {
    /// Money for parts and tax: 2000, 1999.99, $2,000 or 2k
    #[arg(short, long, value_name = "USD", required = true, allow_hyphen_values = true,
          env = "RIGBUILD_BUDGET", hide_env = true, value_parser = values::budget)]
    pub budget: Option<Usd>,
    /// What the PC is for: a profile (`rigbuild workloads`), or tasks of equal weight [default: research]
    #[arg(
        long = "for",
        value_name = "PROFILE|TASK",
        env = "RIGBUILD_FOR",
        hide_env = true,
        value_delimiter = ','
    )]
    pub purposes: Vec<String>,
    /// A Hugging Face config.json whose model tasks can name, as `config` or by its own name
    #[arg(
        long,
        value_name = "FILE",
        env = "RIGBUILD_FOR_CONFIG",
        hide_env = true
    )]
    pub for_config: Option<PathBuf>,
    /// What best means
    #[arg(long, value_name = "GOAL", env = "RIGBUILD_BEST", hide_env = true, default_value = "speed",
          value_parser = known::<Best>(Best::NAMES))]
    pub best: Best,
    /// A part you have: costs nothing
    #[arg(long, value_name = "PART[=N]", env = "RIGBUILD_HAVE", hide_env = true, value_delimiter = ',', value_parser = values::owned)]
    pub have: Vec<(String, u32)>,
    /// A part that must be in the build; a chip stands for any card with it
    #[arg(
        long,
        value_name = "PART",
        env = "RIGBUILD_PIN",
        hide_env = true,
        value_delimiter = ','
    )]
    pub pin: Vec<String>,
    /// A part that must not be in the build, or a pattern such as 'rtx-30*'
    #[arg(
        long,
        value_name = "PART|GLOB",
        env = "RIGBUILD_BAN",
        hide_env = true,
        value_delimiter = ','
    )]
    pub ban: Vec<String>,
    /// How many GPUs
    #[arg(long, value_name = "N|N-M", env = "RIGBUILD_GPUS", hide_env = true, default_value = "1-4",
          allow_hyphen_values = true, value_parser = values::gpus)]
    pub gpus: (u32, u32),
    /// Least memory of each GPU, such as 24G
    #[arg(long, value_name = "SIZE", env = "RIGBUILD_VRAM", hide_env = true, allow_hyphen_values = true, value_parser = values::gibibytes)]
    pub vram: Option<Gibibytes>,
    /// Whether used parts may be proposed
    #[arg(long, value_name = "yes|no", env = "RIGBUILD_USED", hide_env = true, default_value = "yes", hide_possible_values = true,
          value_parser = known::<UsedPolicy>(UsedPolicy::NAMES))]
    pub used: UsedPolicy,
    /// Whose GPUs may be proposed: cuda = NVIDIA's only
    #[arg(long, value_name = "cuda|any", env = "RIGBUILD_VENDOR", hide_env = true, default_value = "cuda", hide_possible_values = true,
          value_parser = known::<VendorPolicy>(VendorPolicy::NAMES))]
    pub vendor: VendorPolicy,
    /// Old prices: brought forward by the market index, or as listed
    #[arg(long, value_name = "adjusted|listed", env = "RIGBUILD_PRICES", hide_env = true, default_value = "adjusted", hide_possible_values = true,
          value_parser = values::prices())]
    pub prices: PriceMode,
    /// Sales tax on new parts
    #[arg(long, value_name = "PCT", env = "RIGBUILD_TAX", hide_env = true, default_value = "0", allow_hyphen_values = true, value_parser = values::tax)]
    pub tax: u32,
    /// The wall circuit
    #[arg(
        long,
        value_name = "V/A",
        env = "RIGBUILD_CIRCUIT",
        hide_env = true,
        default_value = "120V/15A",
        allow_hyphen_values = true
    )]
    pub circuit: Circuit,
    /// Power limit set on each GPU
    #[arg(long, value_name = "W", env = "RIGBUILD_POWER_LIMIT", hide_env = true, allow_hyphen_values = true, value_parser = values::watts)]
    pub power_limit: Option<Watts>,
    /// Cards hang in an open frame
    #[arg(long, env = "RIGBUILD_OPEN_FRAME", hide_env = true, value_parser = FalseyValueParser::new())]
    pub open_frame: bool,
    /// A desktop runs on the first GPU and takes some of its memory
    #[arg(long, env = "RIGBUILD_DESKTOP", hide_env = true, value_parser = FalseyValueParser::new())]
    pub desktop: bool,
    /// Accept that a warning or standard fails, or that a rule cannot be judged; errors always bar
    #[arg(
        long,
        value_name = "RULE",
        env = "RIGBUILD_ALLOW",
        hide_env = true,
        value_delimiter = ','
    )]
    pub allow: Vec<String>,
    /// Accept every warning
    #[arg(long, env = "RIGBUILD_ALLOW_WARNINGS", hide_env = true, value_parser = FalseyValueParser::new())]
    pub allow_warnings: bool,
    /// Scores this near to the best count as equal: the cheapest of them wins
    #[arg(long, value_name = "PCT", env = "RIGBUILD_TOLERANCE", hide_env = true, default_value = "5", allow_hyphen_values = true, value_parser = values::tolerance)]
    pub tolerance: u32,
    /// List the best N builds by score, then price: one for each GPU set and platform
    #[arg(long, value_name = "N", env = "RIGBUILD_TOP", hide_env = true, default_value = "1", allow_hyphen_values = true,
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub top: u16,
    /// Let --top list every build, also those that differ in one part only
    #[arg(long, requires = "top", env = "RIGBUILD_CLONES", hide_env = true, value_parser = FalseyValueParser::new())]
    pub clones: bool,
    /// Add the proof to the JSON document, for `rigbuild verify` to check by itself
    #[arg(long, env = "RIGBUILD_CERTIFICATE", hide_env = true, value_parser = FalseyValueParser::new())]
    pub certificate: bool,
    /// End the solve after this long with the best build so far: 2, 500ms or 1m (exit 130)
    #[arg(long, value_name = "SECS", env = "RIGBUILD_TIME", hide_env = true, allow_hyphen_values = true, value_parser = values::time)]
    pub time: Option<Duration>,
    /// Keep the build under this name
    #[arg(long, value_name = "NAME", env = "RIGBUILD_SAVE", hide_env = true, action = ArgAction::Set)]
    pub save: Option<String>,
    /// Let --save replace a build of the same name
    #[arg(long, requires = "save")]
    pub force: bool,
    /// Want error-correcting memory (ECC), and a processor and board that use it
    #[arg(long, env = "RIGBUILD_ECC", hide_env = true, value_parser = FalseyValueParser::new())]
    pub ecc: bool,
    /// Want two cards that a bridge joins.
    // `--help` would print the code marks that the name needs in a doc comment.
    #[arg(long, env = "RIGBUILD_NVLINK", hide_env = true, value_parser = FalseyValueParser::new(),
          help = "Want two cards that an NVLink bridge joins; the bridge itself is not priced")]
    pub nvlink: bool,
    /// What it costs to run.
    #[command(flatten)]
    pub living: LivingArgs,
}

/// One of an enum's written names.
pub(super) fn known<T: std::str::FromStr<Err = String> + Clone + Send + Sync + 'static>(
    names: &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(names).try_map(|name: String| name.parse::<T>())
}

impl SolveArgs {
    /// What was typed, without the names being looked up; `None` without a budget.
    pub fn wishes(&self) -> Option<Wishes> {
        self.budget.map(|budget| self.wishes_within(budget))
    }

    /// The same with this budget, whatever was typed.
    pub fn wishes_within(&self, budget: Usd) -> Wishes {
        Wishes {
            budget,
            best: self.best,
            have: self.have.clone(),
            pins: self.pin.clone(),
            bans: self.ban.clone(),
            gpus: self.gpus,
            vram: self.vram,
            used: self.used,
            vendor: self.vendor,
            prices: self.prices,
            tax_basis_points: self.tax,
            circuit: self.circuit,
            power_limit: self.power_limit,
            open_frame: self.open_frame,
            desktop: self.desktop,
            allow: self.allow.clone(),
            allow_warnings: self.allow_warnings,
            tolerance_basis_points: self.tolerance,
            ecc: self.ecc,
            nvlink: self.nvlink,
        }
    }
}

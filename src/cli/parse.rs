//! Reading the command line, with two checks that clap cannot state.

use super::Cli;
use super::SolveArgs;
use super::error::{COULD_NOT_ANSWER, told};
use super::output::complain;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ColorChoice, CommandFactory, FromArgMatches};
use std::ffi::OsString;

const NO_BUDGET: &str = "\
error: a budget is needed, for example

  rigbuild --budget 2000
  rigbuild --budget 3k --for llm-finetune

For all options, see rigbuild --help
";

/// The command line as read; `Err` carries the exit code when everything has been said.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, u8> {
    let read = || -> Result<Cli, clap::Error> {
        let matches = Cli::command().try_get_matches_from(arguments)?;
        refuse_mixture(&matches)?;
        Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut Cli::command()))
    };
    read().map_err(|error| {
        if lacks_budget(&error) {
            complain(NO_BUDGET);
            return COULD_NOT_ANSWER;
        }
        match error.print() {
            // Help and version are answers; clap's other errors exit with 2.
            Ok(()) => u8::try_from(error.exit_code()).unwrap_or(COULD_NOT_ANSWER),
            Err(failed) => told(&failed.into()),
        }
    })
}

/// Options of a solve say nothing to a subcommand: refuse them there, unless they come
/// from the environment. (clap's own `args_conflicts_with_subcommands` would refuse the
/// global options as well.)
fn refuse_mixture(matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some(subcommand) = matches.subcommand_name() else {
        return Ok(());
    };
    let solve = SolveArgs::augment_args(clap::Command::new("solve"));
    let typed = solve
        .get_arguments()
        .find(|arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine));
    match typed.and_then(clap::Arg::get_long) {
        Some(long) => Err(Cli::command().error(
            ErrorKind::ArgumentConflict,
            format!("the argument '--{long}' cannot be used with the subcommand '{subcommand}'"),
        )),
        None => Ok(()),
    }
}

fn lacks_budget(error: &clap::Error) -> bool {
    let names_budget = |value: &ContextValue| match value {
        ContextValue::String(name) => name.starts_with("--budget"),
        ContextValue::Strings(names) => names.iter().any(|name| name.starts_with("--budget")),
        _ => false,
    };
    error.kind() == ErrorKind::MissingRequiredArgument
        && error.get(ContextKind::InvalidArg).is_some_and(names_budget)
}

/// Sets when colours are used, for all output from here on.
pub(super) fn apply_color(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

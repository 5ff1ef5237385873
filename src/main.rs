//! The `rigbuild` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(rigbuild::cli::main(std::env::args_os()))
}

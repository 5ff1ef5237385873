//! Questions to the person at the terminal.

use super::output::complain;
use std::io::{self, IsTerminal};

/// Asks for a yes; where there is no terminal, silence is no consent and `otherwise` says so.
pub(super) fn confirmed(question: &str, otherwise: &str) -> anyhow::Result<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        anyhow::bail!("{otherwise}: say --yes");
    }
    complain(&format!("{question} [y/N] "));
    let mut reply = String::new();
    io::stdin().read_line(&mut reply)?;
    Ok(matches!(
        reply.trim().to_ascii_lowercase().as_str(),
        "y" | "yes"
    ))
}

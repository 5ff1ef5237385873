//! Questions to the person at the terminal.

use super::output::complain;
use std::io::{self, IsTerminal};

/// Asks for a yes; where there is no terminal, silence is no consent and `otherwise` says so.
pub(super) fn confirmed(question: &str, otherwise: &str) -> anyhow::Result<bool> {
    match asked(question)? {
        Some(yes) => Ok(yes),
        None => anyhow::bail!("{otherwise}: say --yes"),
    }
}

/// Asks for a yes; `None` where there is no terminal to ask at.
pub(super) fn asked(question: &str) -> io::Result<Option<bool>> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(None);
    }
    complain(&format!("{question} [y/N] "));
    let mut reply = String::new();
    io::stdin().read_line(&mut reply)?;
    let reply = reply.trim().to_ascii_lowercase();
    Ok(Some(matches!(reply.as_str(), "y" | "yes")))
}

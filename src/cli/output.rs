//! Printing: every byte of an answer goes through here, so that a failed write is seen.

use serde::Serialize;
use std::io::{self, IsTerminal, Write};

/// Prints text to standard output; its colours are dropped where they are unwanted.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints one JSON document to standard output.
pub fn print_json(document: &impl Serialize) -> anyhow::Result<()> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints text to standard error, where a failed write has nowhere to be told.
pub fn complain(text: &str) {
    let mut err = anstream::stderr().lock();
    let _told = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Asks on the terminal; `None` where there is none: silence is no consent.
pub(super) fn confirmed(question: &str) -> io::Result<Option<bool>> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(None);
    }
    complain(&format!("{question} [y/N] "));
    let mut reply = String::new();
    io::stdin().read_line(&mut reply)?;
    let reply = reply.trim().to_ascii_lowercase();
    Ok(Some(matches!(reply.as_str(), "y" | "yes")))
}

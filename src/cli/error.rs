//! From an error to what the user reads and the exit code.

use super::output::complain;
use super::terminal;
use crate::report::{BAD, Mark, STRONG, visible};
use std::io;

/// Could not answer: bad input, a faulty catalogue, a full disk.
pub(super) const COULD_NOT_ANSWER: u8 = 2;

/// Says what went wrong, once, and returns the exit code.
///
/// A reader that closed the pipe (`rigbuild … | head`) has seen enough: that is no error.
pub(super) fn told(error: &anyhow::Error) -> u8 {
    if error.chain().any(is_closed_pipe) {
        return 0;
    }
    let text = visible(&format!("{error:#}"), terminal::charset());
    let bold = BAD | STRONG.get_effects();
    complain(&format!("{bold}error:{bold:#} {text}\n"));
    COULD_NOT_ANSWER
}

fn is_closed_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// A line on standard error that does not belong to the answer.
pub(super) fn note(text: &str) {
    let charset = terminal::charset();
    let mark = Mark::Warning;
    let style = mark.style();
    let (text, mark) = (visible(text, charset), mark.text(charset));
    complain(&format!("{style}{mark}{style:#} {text}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn a_closed_pipe_is_no_error_however_deep() {
        let closed = || io::Error::from(io::ErrorKind::BrokenPipe);
        let deep = Err::<(), _>(closed()).context("printing").unwrap_err();
        assert_eq!(told(&deep), 0);
        assert_eq!(told(&anyhow::Error::from(closed())), 0);
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(told(&full.into()), COULD_NOT_ANSWER);
    }
}

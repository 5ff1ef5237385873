//! Colours and marks. A colour only repeats what a mark or a word says.

use super::visible::Charset;
use anstyle::{AnsiColor, Style};

/// Titles and what matters most.
pub const STRONG: Style = Style::new().bold();
/// What may be skipped.
pub const FAINT: Style = Style::new().dimmed();
/// Ordinary text.
pub const PLAIN: Style = Style::new();
/// Holds.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// Fails.
pub const BAD: Style = AnsiColor::Red.on_default();
/// Deserves a look.
pub const DOUBT: Style = AnsiColor::Yellow.on_default();

/// What stands before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The answer is yes.
    Yes,
    /// The answer is no.
    No,
    /// A warning.
    Warning,
    /// Not known.
    Unknown,
    /// Nothing: an indented line.
    None,
}

impl Mark {
    /// One column wide in either charset.
    pub const fn text(self, charset: Charset) -> &'static str {
        match (self, charset) {
            (Self::Yes, Charset::Unicode) => "✓",
            (Self::Yes, Charset::Ascii) => "+",
            (Self::No, Charset::Unicode) => "✗",
            (Self::No, Charset::Ascii) => "x",
            (Self::Warning, _) => "!",
            (Self::Unknown, _) => "?",
            (Self::None, _) => " ",
        }
    }

    /// Its colour.
    pub const fn style(self) -> Style {
        match self {
            Self::Yes => GOOD,
            Self::No => BAD,
            Self::Warning | Self::Unknown => DOUBT,
            Self::None => PLAIN,
        }
    }
}

/// The text in a style, as terminal codes; the stream strips them where they are unwanted.
pub(super) fn painted(style: Style, text: &str) -> String {
    if text.is_empty() || style == PLAIN {
        text.to_owned()
    } else {
        format!("{style}{text}{style:#}")
    }
}

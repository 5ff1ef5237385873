//! Text made safe for a terminal: no control characters, and ASCII where the locale asks.

use crate::part::is_invisible;

/// Which characters may be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// All that can be seen.
    Unicode,
    /// ASCII only: the locale is not UTF-8.
    Ascii,
}

/// The text with control characters escaped and, in an ASCII locale, with everything
/// else spelled in ASCII. Names come from files, and a terminal obeys what it is sent.
/// Line feeds are kept: they part the lines of a table cell.
pub fn visible(text: &str, charset: Charset) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if char == '\n' {
            out.push(char);
        } else if is_invisible(char) {
            out.extend(char.escape_unicode());
        } else if char.is_ascii() || charset == Charset::Unicode {
            out.push(char);
        } else {
            out.push_str(spelled(char));
        }
    }
    out
}

fn spelled(char: char) -> &'static str {
    match char {
        '·' | '–' | '—' | '−' => "-",
        '×' => "x",
        '█' => "#",
        '±' => "+/-",
        '≥' => ">=",
        '≤' => "<=",
        '→' => "->",
        '…' => "...",
        '’' | '‘' => "'",
        '“' | '”' => "\"",
        '®' => "(R)",
        '™' => "(TM)",
        '\u{a0}' => " ",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_commands_are_shown_and_never_sent() {
        let name = "RTX\u{1b}[2J 3090\u{202e}\r\u{9b}";
        for charset in [Charset::Unicode, Charset::Ascii] {
            let shown = visible(name, charset);
            assert_eq!(shown, "RTX\\u{1b}[2J 3090\\u{202e}\\u{d}\\u{9b}");
        }
    }

    #[test]
    fn an_ascii_locale_gets_ascii_only() {
        let shown = visible("Größe ≥ 2 × 3 · €", Charset::Ascii);
        assert_eq!(shown, "Gr??e >= 2 x 3 - ?");
        assert_eq!(visible("Größe ×", Charset::Unicode), "Größe ×");
    }
}

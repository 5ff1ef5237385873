//! What the terminal can show: how wide, and which characters.

use crate::report::Charset;
use std::env;
use std::io::IsTerminal;

/// Columns in a pipe.
const PIPED: usize = 80;
/// Narrower or wider pages are hard to read.
const NARROWEST: usize = 60;
const WIDEST: usize = 100;

/// Columns to print in: the terminal's within bounds; 80 in a pipe.
pub(super) fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return PIPED;
    }
    terminal_size::terminal_size_of(std::io::stdout()).map_or(PIPED, |(columns, _)| {
        usize::from(columns.0).clamp(NARROWEST, WIDEST)
    })
}

/// Which characters the locale can show. Without a locale: Unicode off Unix, ASCII on it.
pub(super) fn charset() -> Charset {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    of_locale(locale.as_deref())
}

fn of_locale(locale: Option<&str>) -> Charset {
    let utf8 = match locale {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => !cfg!(unix),
    };
    if utf8 {
        Charset::Unicode
    } else {
        Charset::Ascii
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_utf8_locale_gets_more_than_ascii() {
        assert_eq!(of_locale(Some("en_US.UTF-8")), Charset::Unicode);
        assert_eq!(of_locale(Some("C.utf8")), Charset::Unicode);
        assert_eq!(of_locale(Some("C")), Charset::Ascii);
        assert_eq!(of_locale(Some("de_DE@euro")), Charset::Ascii);
    }
}

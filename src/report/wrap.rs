//! Text set in lines of a given width, measured in terminal columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// Sets pieces in lines no wider than `width`, breaking between pieces; a piece that is
/// wider than a line is broken between its words, a word between its characters.
pub(super) fn flow<'t>(
    pieces: impl IntoIterator<Item = &'t str>,
    separator: &str,
    width: usize,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if columns(line) + columns(separator) + columns(piece) <= width => {
                line.push_str(separator);
                line.push_str(piece);
            }
            Some(_) | None if columns(piece) <= width => lines.push(piece.to_owned()),
            Some(_) | None if piece.contains(' ') => {
                lines.extend(flow(piece.split_whitespace(), " ", width));
            }
            Some(_) | None => lines.extend(chopped(piece, width)),
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Sets a text in lines, keeping its own line feeds.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let lines = |line: &str| flow(line.split_whitespace(), " ", width);
    let mut all: Vec<String> = text.split('\n').flat_map(lines).collect();
    if all.is_empty() {
        all.push(String::new());
    }
    all
}

fn chopped(word: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for char in word.chars() {
        let wide = char.width().unwrap_or(0);
        match lines.last_mut() {
            Some(line) if line.is_empty() || columns(line) + wide <= width => line.push(char),
            Some(_) | None => lines.push(char.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn breaks_fall_between_pieces_first() {
        let pieces = ["24 GiB", "score 100", "540 W at the wall"];
        assert_eq!(
            flow(pieces, " · ", 20),
            ["24 GiB · score 100", "540 W at the wall"]
        );
        assert_eq!(
            flow(pieces, " · ", 12),
            ["24 GiB", "score 100", "540 W at the", "wall"]
        );
    }

    #[test]
    fn wide_characters_count_double() {
        assert_eq!(wrapped("漢字漢字", 4), ["漢字", "漢字"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[ -~äß漢]{0,80}", width in 2usize..40) {
            let lines = wrapped(&text, width);
            prop_assert!(lines.iter().all(|line| columns(line) <= width));
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}

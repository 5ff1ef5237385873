//! The imported half of a layer's file: thousands of items, one a line, each a JSON map.
//!
//! A file is what the user wrote, then a mark, then the imported items. All of it is one
//! YAML list, so every reader of YAML reads it. Ours takes a short cut: it parses the
//! lines after the mark as JSON, 30 times as fast. Where that fails the file is read as any
//! other, with its faults reported.

use super::guard;
use super::read::Format;

/// The line that begins the imported half.
pub(super) const MARK: &str =
    "# ---- Imported parts, one a line: the next `rigbuild catalog import` replaces them.";
/// The line after it.
pub(super) const ADVICE: &str =
    "# ---- A part to which you add a source of your own is yours, and stays as it is.";
/// Before each item.
pub(super) const DASH: &str = "- ";

/// What the user wrote, and the imported half from its mark on; `None` without a mark.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let starts_line = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    let at = text
        .match_indices(MARK)
        .map(|(at, _)| at)
        .find(starts_line)?;
    Some(text.split_at(at))
}

/// The imported items as JSON, without blank lines and comments; `None` for a line that is
/// no item.
pub(super) fn lines(imported: &str) -> impl Iterator<Item = Option<&str>> {
    let content = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    imported
        .lines()
        .filter(content)
        .map(|line| line.strip_prefix(DASH))
}

/// The items that the user wrote; `None` where they cannot be read.
pub(super) fn own<T>(text: &str, format: &Format<T>) -> Option<Vec<T>> {
    let content = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
    if !text.lines().any(content) {
        return Some(Vec::new());
    }
    guard::admits(text).then(|| (format.parse)(text).ok())?
}

/// All items of a file with a mark; `None` where it has none, or is not as it should be.
pub(super) fn read<T>(text: &str, format: &Format<T>) -> Option<Vec<T>> {
    let (text, imported) = split(text)?;
    let mut items = own(text, format)?;
    for line in lines(imported) {
        items.push((format.parse_line)(line?)?);
    }
    Some(items)
}

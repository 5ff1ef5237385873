//! A parser's error taken apart: where it is, what it says, and what to say instead.

use super::locate::Shape;
use crate::suggest::nearest;

/// What a parse stumbled over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// Not YAML: nothing after this place can be told.
    Syntax,
    /// A required field is absent; the place is the map that lacks it.
    Missing(String),
    /// A field that the format does not know; the place is its key.
    Unknown(String),
    /// A field that stands twice; the place is the map that has both.
    Duplicate(String),
    /// A value of the wrong type or out of range; the place is the value.
    Value,
}

/// One error of the parser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) cause: Cause,
    /// The field within its item: `offers[0].price`; empty = the item.
    pub(super) path: String,
    /// What was wrong and what was expected.
    pub(super) message: String,
    /// The nearest legal name.
    pub(super) help: Option<String>,
    /// Byte in the parsed text.
    pub(super) at: usize,
}

impl Failure {
    pub(super) fn of(error: &serde_yaml::Error, shape: Shape) -> Self {
        let text = error.to_string();
        let text = text
            .rsplit_once(" at line ")
            .map_or(&*text, |(before, _)| before);
        let (path, message) = split_path(text, shape);
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let first = || quoted.first().copied().unwrap_or_default().to_owned();
        let cause = if message.starts_with("missing field") {
            Cause::Missing(first())
        } else if message.starts_with("unknown field") {
            Cause::Unknown(first())
        } else if message.starts_with("duplicate ") {
            Cause::Duplicate(first())
        } else if path.is_none() {
            Cause::Syntax
        } else {
            Cause::Value
        };
        let (message, help) = reword(&cause, message, &quoted);
        Self {
            cause,
            path: path.unwrap_or_default().to_owned(),
            message,
            help,
            at: error.location().map_or(0, |location| location.index()),
        }
    }
}

/// Splits `.[0].length: what` into the path within the item and the rest; a map's path
/// begins with its key.
fn split_path(text: &str, shape: Shape) -> (Option<&str>, &str) {
    let Some((path, message)) = text.split_once(": ") else {
        return (None, text);
    };
    let within = match shape {
        Shape::List => path
            .strip_prefix(".[")
            .and_then(|rest| rest.split_once(']')),
        Shape::Map => (!path.contains(' ')).then_some(("", path)),
    };
    match within {
        Some((_, path)) => (Some(path.trim_start_matches('.')), message),
        None => (None, text),
    }
}

/// The message in our words, and the nearest legal name where one is near.
fn reword(cause: &Cause, message: &str, quoted: &[&str]) -> (String, Option<String>) {
    let meant = |typed: &str, known: &mut dyn Iterator<Item = &str>| {
        nearest(typed, known.map(str::trim)).map(|name| format!("did you mean `{name}`?"))
    };
    match cause {
        Cause::Unknown(field) => {
            let known = quoted.get(1..).unwrap_or_default();
            let help = meant(field, &mut known.iter().copied())
                .unwrap_or_else(|| format!("known fields: {}", known.join(", ")));
            (format!("unknown field `{field}`"), Some(help))
        }
        Cause::Missing(field) => (format!("missing field `{field}`"), None),
        Cause::Duplicate(field) => (format!("field `{field}` stands here twice"), None),
        Cause::Value => {
            let typed = message.split('"').nth(1).unwrap_or_default();
            let help = message
                .split_once(": one of ")
                .and_then(|(_, names)| meant(typed, &mut names.split(',')));
            let message = match message.split_once("expected struct ") {
                Some((before, _)) => format!("{before}expected a map of fields"),
                None => message.to_owned(),
            };
            (message, help)
        }
        Cause::Syntax => (message.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::Gpu;

    fn failure(yaml: &str) -> Failure {
        Failure::of(
            &serde_yaml::from_str::<Vec<Gpu>>(yaml).unwrap_err(),
            Shape::List,
        )
    }

    #[test]
    fn every_cause_is_told_apart() {
        let cause = |yaml| failure(yaml).cause;
        assert_eq!(
            cause("- id: a\n  chip: b\n"),
            Cause::Missing("name".to_owned())
        );
        assert_eq!(
            cause("- lenght: 1 mm\n"),
            Cause::Unknown("lenght".to_owned())
        );
        assert_eq!(
            cause("- id: a\n  id: b\n"),
            Cause::Duplicate("id".to_owned())
        );
        assert_eq!(cause("- length: 313 W\n"), Cause::Value);
        assert_eq!(cause("- id: [a\n  chip: }\n"), Cause::Value);
        assert_eq!(cause("- id: a\n  chip: 'b\n"), Cause::Syntax);
    }

    #[test]
    fn the_field_is_named_within_its_item() {
        assert_eq!(
            failure("- offers: [{price: 1 W}]\n").path,
            "offers[0].price"
        );
        assert_eq!(failure("- id: a\n").path, "");
    }

    #[test]
    fn the_nearest_name_is_proposed() {
        let help = |yaml| failure(yaml).help.unwrap_or_default();
        assert_eq!(help("- lenght: 1 mm\n"), "did you mean `length`?");
        assert_eq!(help("- cooling: open-ari\n"), "did you mean `open-air`?");
        assert_eq!(help("- offers: [{prise: 1}]\n"), "did you mean `price`?");
        assert!(help("- zzz: 1\n").starts_with("known fields: id, chip"));
    }
}

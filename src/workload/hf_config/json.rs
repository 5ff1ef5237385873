//! From text to the section that describes the text decoder.

use super::error::ConfigError;
use super::fields::shown;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Sections in which multimodal models keep their decoder.
const SECTIONS: &[&str] = &[
    "text_config",
    "llm_config",
    "language_config",
    "thinker_config",
    "language_model",
];
/// Sections are nested at most so deep.
const DEEPEST: usize = 3;
/// Names of the number of layers: the section that has one is the decoder's.
pub(super) const LAYERS: &[&str] = &["num_hidden_layers", "n_layer", "n_layers", "num_layers"];
/// Lists with an entry a layer, which may stand in for the number.
pub(super) const PATTERNS: &[&str] = &["layer_types", "layers_block_type"];

/// The object that the text is.
pub(super) fn object(text: &str) -> Result<Map<String, Value>, ConfigError> {
    let text = finite(text);
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(ConfigError::BadValue {
            field: "config.json".to_owned(),
            found: shown(&other),
            expected: "an object with the fields of a Hugging Face config.json".to_owned(),
        }),
        Err(error) => Err(ConfigError::NotJson {
            line: error.line(),
            column: error.column(),
            // The parser repeats the position.
            why: match error.to_string().rsplit_once(" at line ") {
                Some((why, _)) => why.to_owned(),
                None => error.to_string(),
            },
        }),
    }
}

/// Python writes `Infinity` and `NaN`, which JSON has not; no field read here needs them.
fn finite(text: &str) -> Cow<'_, str> {
    const WORDS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];
    if !WORDS.iter().any(|word| text.contains(word)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let word = WORDS.iter().find(|word| rest.starts_with(**word));
        if let (false, Some(word)) = (quoted, word) {
            // As long as what it stands for, so that positions stay.
            clean.push('0');
            clean.extend(std::iter::repeat_n(' ', word.len() - 1));
            rest = &rest[word.len()..];
            continue;
        }
        quoted ^= next == '"' && !escaped;
        escaped = quoted && next == '\\' && !escaped;
        clean.push(next);
        rest = &rest[next.len_utf8()..];
    }
    Cow::Owned(clean)
}

/// The decoder's section with its path (`text_config.`); the whole where it is flat.
pub(super) fn decoder(root: &Map<String, Value>) -> (String, &Map<String, Value>) {
    let mut path = String::new();
    let mut section = root;
    for _ in 0..DEEPEST {
        let named = |names: &[&str]| names.iter().any(|name| section.contains_key(*name));
        if named(LAYERS) || named(PATTERNS) {
            break;
        }
        let inner = SECTIONS
            .iter()
            .find_map(|name| Some((name, section.get(*name)?.as_object()?)));
        let Some((name, inner)) = inner else { break };
        path = format!("{path}{name}.");
        section = inner;
    }
    (path, section)
}

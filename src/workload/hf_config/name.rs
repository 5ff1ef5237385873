//! What a model read from a file is called, and what is done with it where nothing is named.

use super::json;
use crate::workload::ModelPreset;
use std::path::Path;

/// A name that the model of a file always answers to.
pub const MODEL_OF_FILE: &str = "config";

impl ModelPreset {
    /// Reads a `config.json` and names the model: as the file says (`_name_or_path`, its last
    /// part), else after the file or, where that is plain `config.json`, its folder; it is
    /// called [`MODEL_OF_FILE`] besides.
    ///
    /// # Errors
    ///
    /// As [`from_hf_config`](Self::from_hf_config).
    pub fn from_hf_file(file: &Path, text: &str) -> Result<Self, super::ConfigError> {
        let own = json::object(text)?;
        let own = own.get("_name_or_path").and_then(|name| name.as_str());
        let id = own
            .and_then(word)
            .or_else(|| after_file(file))
            .unwrap_or_else(|| MODEL_OF_FILE.to_owned());
        let mut model = Self::from_hf_config(&id, text)?;
        if id != MODEL_OF_FILE {
            model.aliases.push(MODEL_OF_FILE.to_owned());
        }
        Ok(model)
    }
}

/// The file's stem, or its folder's name where the stem says nothing.
fn after_file(file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_str()?;
    if stem != MODEL_OF_FILE {
        return word(stem);
    }
    word(file.parent()?.file_name()?.to_str()?)
}

/// A name as tasks can write it: the last part of a path, in small letters, without blanks
/// and signs.
fn word(name: &str) -> Option<String> {
    let last = name.trim_end_matches(['/', '\\']);
    let last = last.rsplit(['/', '\\']).next()?;
    let plain = |letter: char| match letter.to_ascii_lowercase() {
        letter @ ('a'..='z' | '0'..='9' | '.' | '_' | '-') => letter,
        _ => '-',
    };
    let word: String = last.chars().take(80).map(plain).collect();
    let word = word.trim_matches(['-', '.']);
    (!word.is_empty()).then(|| word.to_owned())
}

/// What is assumed of a language model for which no task is named: running it, and
/// fine-tuning it the frugal way.
pub fn usual_tasks(model: &ModelPreset) -> [String; 2] {
    let id = &model.id;
    [
        format!("generate {id} quant=q4_k_m context=8192"),
        format!("qlora {id} seq=4096"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: &str = r#""model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 100,
        "tie_word_embeddings": false"#;

    fn named(name: &str, file: &str) -> (String, bool) {
        let text = format!("{{{name}{SIZES}}}");
        let model = ModelPreset::from_hf_file(Path::new(file), &text).unwrap();
        (model.id.clone(), model.is_called(MODEL_OF_FILE))
    }

    #[test]
    fn the_file_s_own_name_comes_first_then_its_place() {
        let own = r#""_name_or_path": "meta-llama/Llama 9 (Instruct)/", "#;
        assert_eq!(
            named(own, "x/config.json"),
            ("llama-9--instruct".to_owned(), true)
        );
        assert_eq!(
            named("", "models/Tiny-Llama/config.json"),
            ("tiny-llama".to_owned(), true)
        );
        assert_eq!(
            named("", "models/my model.json"),
            ("my-model".to_owned(), true)
        );
        assert_eq!(named("", "config.json"), ("config".to_owned(), true));
        let blank = r#""_name_or_path": "", "#;
        assert_eq!(named(blank, "config.json"), ("config".to_owned(), true));
    }
}

//! What tasks can name, for those who look for it.

use super::quant::{KvType, Quant};
use super::recipe::{Loss, Offloaded, Optimizer, Precision, Sharding, Targets};
use super::task::{Finetune, Method, Task};

impl Method {
    /// A task of this method with nothing named: its text shows what is assumed.
    pub fn usual(self) -> Option<Task> {
        let model = self.example().unwrap_or_default();
        format!("{self} {model}").parse().ok()
    }

    /// The parameters that its usual text does not show: what is assumed of them depends on
    /// what fits.
    pub fn further(self) -> Vec<&'static str> {
        let usual = self.usual().map(|task| task.to_string());
        let shown = |name: &&str| {
            let text = usual.as_deref().unwrap_or_default();
            text.split(' ')
                .any(|word| word.split_once('=').is_some_and(|(one, _)| one == *name))
        };
        let all = self.parameters().iter().copied();
        all.filter(|name| !shown(name)).collect()
    }
}

/// Parameters that take one of a few words, with these.
pub const CHOICES: [(&str, &[&str]); 10] = [
    ("train", Finetune::NAMES),
    ("precision", Precision::NAMES),
    ("optimizer", Optimizer::NAMES),
    ("checkpointing", &["on", "off"]),
    ("loss", Loss::NAMES),
    ("sharding", Sharding::NAMES),
    ("offload", Offloaded::NAMES),
    ("targets", Targets::NAMES),
    ("quant", Quant::NAMES),
    ("kv", KvType::NAMES),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The list is the parser's: every word is taken by some task, and no other.
    #[test]
    fn every_choice_is_one_that_tasks_take() {
        for (name, words) in CHOICES {
            for word in words.iter().chain(&["no-such-word"]) {
                let taken = Method::ALL.iter().any(|method| {
                    let usual = method.usual().expect("it can be read").to_string();
                    let bare: Vec<&str> = usual
                        .split(' ')
                        .filter(|word| !word.contains('='))
                        .collect();
                    let text = format!("{} {name}={word}", bare.join(" "));
                    text.parse::<Task>().is_ok()
                });
                assert_eq!(taken, *word != "no-such-word", "{name}={word}");
            }
        }
    }

    #[test]
    fn what_is_assumed_and_what_else_there_is_are_all_parameters() {
        for method in Method::ALL {
            let usual = method.usual().expect("it can be read").to_string();
            let shown = usual.split(' ').filter(|word| word.contains('=')).count();
            let all = method.parameters().len();
            assert_eq!(shown + method.further().len(), all, "{usual}");
        }
    }
}

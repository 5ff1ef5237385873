//! Reading a task's text, with what was probably meant when a word is unknown.

use super::task::{Batch, Finetune, Method, Quant, Task, Work};
use crate::suggest::nearest;
use std::fmt;
use std::str::FromStr;

/// Why a text is not a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskError {
    /// Nothing was written.
    Empty,
    /// The first word is no known method.
    UnknownMethod {
        /// The word.
        found: String,
        /// The nearest known one.
        hint: Option<&'static str>,
    },
    /// The model is missing.
    NoModel {
        /// The method that needs one.
        method: Method,
    },
    /// A word after the model is not `name=value`.
    NotAParameter {
        /// The word.
        found: String,
    },
    /// The method has no such parameter.
    UnknownParameter {
        /// The method.
        method: Method,
        /// The name as written.
        found: String,
        /// The nearest one that it has.
        hint: Option<&'static str>,
    },
    /// A parameter stands twice.
    Repeated {
        /// Its name.
        name: &'static str,
    },
    /// A value out of range or of the wrong form.
    BadValue {
        /// The parameter.
        name: &'static str,
        /// The value as written.
        found: String,
        /// What was expected.
        expected: String,
    },
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a task is missing: such as `lora llama-3.1-8b seq=2048`"),
            Self::UnknownMethod { found, hint } => {
                write!(f, "`{found}` is not a task")?;
                suggest(f, *hint, Method::NAMES)
            }
            Self::NoModel { method } => {
                write!(
                    f,
                    "`{method}` needs a model: such as `{}`",
                    Example(*method)
                )
            }
            Self::NotAParameter { found } => {
                write!(f, "`{found}` is not a parameter such as seq=2048")
            }
            Self::UnknownParameter {
                method,
                found,
                hint,
            } => {
                write!(f, "`{method}` has no parameter `{found}`")?;
                suggest(f, *hint, parameters(*method))
            }
            Self::Repeated { name } => write!(f, "`{name}` is given twice"),
            Self::BadValue {
                name,
                found,
                expected,
            } => write!(f, "{name}={found} is not {expected}"),
        }
    }
}

impl std::error::Error for TaskError {}

/// A line that shows how a method is written.
struct Example(Method);

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let model = match self.0 {
            Method::TrainVision => "resnet50",
            Method::FullFinetune => "llama-3.2-1b",
            Method::Lora | Method::Qlora | Method::Generate => "llama-3.1-8b",
            Method::DiffusionGenerate | Method::DiffusionLora => "sdxl",
        };
        write!(f, "{} {model}", self.0)
    }
}

fn suggest(
    f: &mut fmt::Formatter<'_>,
    hint: Option<&str>,
    known: &[&str],
) -> Result<(), fmt::Error> {
    match hint {
        Some(hint) => write!(f, "; did you mean `{hint}`?"),
        None => write!(f, "; known: {}", known.join(", ")),
    }
}

/// The parameters of a method, in canonical order.
const fn parameters(method: Method) -> &'static [&'static str] {
    match method {
        Method::TrainVision | Method::DiffusionLora => &["image", "batch"],
        Method::FullFinetune | Method::Lora | Method::Qlora => &["seq", "batch"],
        Method::Generate => &["quant", "context"],
        Method::DiffusionGenerate => &["image"],
    }
}

/// `name=value` pairs, each name once and known to the method.
struct Pairs<'a> {
    pairs: Vec<(&'static str, &'a str)>,
}

impl<'a> Pairs<'a> {
    fn read(method: Method, words: impl Iterator<Item = &'a str>) -> Result<Self, TaskError> {
        let mut pairs: Vec<(&'static str, &str)> = Vec::new();
        for word in words {
            let Some((name, value)) = word.split_once('=') else {
                return Err(TaskError::NotAParameter {
                    found: word.to_owned(),
                });
            };
            let known = parameters(method);
            let Some(name) = known.iter().copied().find(|known| *known == name) else {
                return Err(TaskError::UnknownParameter {
                    method,
                    found: name.to_owned(),
                    hint: nearest(name, known.iter().copied()),
                });
            };
            if pairs.iter().any(|(taken, _)| *taken == name) {
                return Err(TaskError::Repeated { name });
            }
            pairs.push((name, value));
        }
        Ok(Self { pairs })
    }

    fn get(&self, name: &'static str) -> Option<&'a str> {
        let found = self.pairs.iter().find(|(taken, _)| *taken == name);
        found.map(|(_, value)| *value)
    }

    /// A whole number in a range, or `usual` when absent.
    fn number(
        &self,
        name: &'static str,
        usual: u32,
        least: u32,
        most: u32,
    ) -> Result<u32, TaskError> {
        let Some(text) = self.get(name) else {
            return Ok(usual);
        };
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        match text.parse::<u32>() {
            Ok(n) if plain && (least..=most).contains(&n) => Ok(n),
            _ => Err(TaskError::BadValue {
                name,
                found: text.to_owned(),
                expected: format!("a whole number from {least} to {most}"),
            }),
        }
    }

    fn seq(&self) -> Result<u32, TaskError> {
        self.number("seq", 2048, 16, 1 << 20)
    }

    fn image(&self, usual: u32) -> Result<u32, TaskError> {
        self.number("image", usual, 32, 4096)
    }

    fn batch(&self, usual: Batch) -> Result<Batch, TaskError> {
        const MOST: u32 = 65_536;
        if self.get("batch") == Some("auto") {
            return Ok(Batch::Auto);
        }
        let fixed = self
            .number("batch", 0, 1, MOST)
            .map_err(|error| match error {
                TaskError::BadValue { name, found, .. } => TaskError::BadValue {
                    name,
                    found,
                    expected: format!("`auto` or a whole number from 1 to {MOST}"),
                },
                other => other,
            })?;
        Ok(if fixed == 0 {
            usual
        } else {
            Batch::Fixed(fixed)
        })
    }

    fn quant(&self) -> Result<Quant, TaskError> {
        let Some(text) = self.get("quant") else {
            return Ok(Quant::Q4KM);
        };
        text.parse().map_err(|_| TaskError::BadValue {
            name: "quant",
            found: text.to_owned(),
            expected: match nearest(text, Quant::NAMES.iter().copied()) {
                Some(hint) => format!("a weight format; did you mean `{hint}`?"),
                None => format!("a weight format: one of {}", Quant::NAMES.join(", ")),
            },
        })
    }
}

impl FromStr for Task {
    type Err = TaskError;

    fn from_str(text: &str) -> Result<Self, TaskError> {
        let mut words = text.split_whitespace();
        let first = words.next().ok_or(TaskError::Empty)?;
        let method: Method = first.parse().map_err(|_| TaskError::UnknownMethod {
            found: first.to_owned(),
            hint: nearest(first, Method::NAMES.iter().copied()),
        })?;
        let model = words.next().filter(|word| !word.contains('='));
        let model = model.ok_or(TaskError::NoModel { method })?.to_owned();
        let pairs = Pairs::read(method, words)?;
        let work = match method {
            Method::TrainVision => Work::TrainVision {
                image: pairs.image(224)?,
                batch: pairs.batch(Batch::Auto)?,
            },
            Method::FullFinetune => Work::Finetune {
                method: Finetune::Full,
                seq: pairs.seq()?,
                batch: pairs.batch(Batch::Auto)?,
            },
            Method::Lora => Work::Finetune {
                method: Finetune::Lora,
                seq: pairs.seq()?,
                batch: pairs.batch(Batch::Fixed(1))?,
            },
            Method::Qlora => Work::Finetune {
                method: Finetune::Qlora,
                seq: pairs.seq()?,
                batch: pairs.batch(Batch::Fixed(1))?,
            },
            Method::Generate => Work::Generate {
                quant: pairs.quant()?,
                context: pairs.number("context", 8192, 16, 1 << 20)?,
            },
            Method::DiffusionGenerate => Work::DiffusionGenerate {
                image: pairs.image(1024)?,
            },
            Method::DiffusionLora => Work::DiffusionLora {
                image: pairs.image(1024)?,
                batch: pairs.batch(Batch::Auto)?,
            },
        };
        Ok(Self { model, work })
    }
}

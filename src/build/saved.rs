//! Saved builds: one YAML file each that a person can read, with prices and dates frozen.

use super::{Acquisition, Build};
use crate::catalogue::PriceBasis;
use crate::part::Condition;
use crate::unit::Usd;
use anyhow::{Context as _, bail, ensure};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the first line of every saved build says.
pub const SCHEMA: &str = "rigbuild.build/1";

/// One part of a saved build, as it was bought or priced on that day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPart {
    /// Its slot.
    pub kind: String,
    /// Its id in the catalogue.
    pub id: String,
    /// Its name then.
    pub name: String,
    /// How many.
    pub count: u32,
    /// How many of them the user had already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub owned: u32,
    /// In what state the others are bought; absent = all owned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Price of one.
    pub price: Usd,
    /// The day of the offer behind the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// What the price rests on: listed, estimated, chip or owned.
    pub basis: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A build under a name.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Saved {
    /// [`SCHEMA`].
    pub schema: String,
    /// Its name, which is the file's stem.
    pub name: String,
    /// The day it was saved.
    pub saved: Date,
    /// Version of the tool that wrote it.
    pub tool: String,
    /// The budget it was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Usd>,
    /// The profile or tasks.
    pub workload: String,
    /// Whether the cooler in the CPU's box is used.
    pub boxed_cooler: bool,
    /// Its parts.
    pub parts: Vec<SavedPart>,
    /// What it cost with tax.
    pub total: Usd,
    /// The cautious score in points.
    pub score: f64,
}

/// The parts of a build, frozen.
pub fn freeze(build: &Build<'_>) -> Vec<SavedPart> {
    let frozen = |line: &super::Line<'_>| {
        let (condition, as_of, basis) = match &line.acquisition {
            Acquisition::Owned => (None, None, "owned"),
            Acquisition::Bought(condition, price) => {
                let basis = match price.basis {
                    PriceBasis::Listed => "listed",
                    PriceBasis::Estimated { .. } => "estimated",
                    PriceBasis::Chip => "chip",
                    PriceBasis::Owned => "owned",
                };
                (Some(*condition), Some(price.as_of), basis)
            }
        };
        SavedPart {
            kind: line.slot().to_string(),
            id: line.part.id().to_owned(),
            name: line.part.name().to_owned(),
            count: line.count,
            owned: line.owned,
            condition,
            price: line.unit_price(),
            as_of,
            basis: basis.to_owned(),
        }
    };
    build.lines.iter().map(frozen).collect()
}

/// The directory of saved builds.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
}

const LONGEST_NAME: usize = 64;

/// Names that Windows keeps for devices.
const RESERVED: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3",
];

impl Store {
    /// The store in this directory, which need not exist yet.
    pub fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// The file of a build; an error for a name that is not safe on every file system.
    fn path(&self, name: &str) -> anyhow::Result<PathBuf> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let safe = !name.is_empty()
            && name.len() <= LONGEST_NAME
            && !name.starts_with(['.', '-'])
            && !name.ends_with('.')
            && name.chars().all(plain)
            && !RESERVED.contains(&name.to_ascii_lowercase().as_str());
        ensure!(
            safe,
            "`{}` is not a name for a build: expected up to {LONGEST_NAME} letters, digits, `-`, `_` or `.`",
            name.escape_default()
        );
        Ok(self.dir.join(format!("{name}.yaml")))
    }

    /// Keeps a build under its name. An existing one is never replaced.
    pub fn save(&self, saved: &Saved) -> anyhow::Result<PathBuf> {
        let path = self.path(&saved.name)?;
        let text = serde_yaml::to_string(saved)?;
        let cannot = || format!("cannot save into {}", self.dir.display());
        fs::create_dir_all(&self.dir).with_context(cannot)?;
        let draft = self
            .dir
            .join(format!(".{}.{}.new", saved.name, std::process::id()));
        let written = write_whole(&draft, &text).and_then(|()| fs::hard_link(&draft, &path));
        // Whether it became the build or not, the draft has done its work.
        let _gone = fs::remove_file(&draft);
        match written {
            Ok(()) => Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => bail!(
                "a build named `{}` exists: take another name, or `rigbuild remove {}` first",
                saved.name,
                saved.name
            ),
            Err(error) => Err(error).with_context(cannot),
        }
    }

    /// Names of all builds, sorted. A store that does not exist is empty.
    pub fn names(&self) -> anyhow::Result<Vec<String>> {
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", self.dir.display()));
            }
        };
        let mut names = Vec::new();
        for entry in entries {
            let file = entry?.file_name();
            let name = file.to_str().and_then(|file| file.strip_suffix(".yaml"));
            names.extend(
                name.filter(|name| self.path(name).is_ok())
                    .map(str::to_owned),
            );
        }
        names.sort();
        Ok(names)
    }

    /// Reads a build.
    pub fn read(&self, name: &str) -> anyhow::Result<Saved> {
        let path = self.path(name)?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(self.unknown(name));
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        };
        let saved: Saved =
            serde_yaml::from_str(&text).with_context(|| format!("{}", path.display()))?;
        ensure!(
            saved.schema == SCHEMA,
            "{}: schema `{}`, expected `{SCHEMA}`",
            path.display(),
            saved.schema
        );
        Ok(saved)
    }

    /// Removes a build.
    pub fn remove(&self, name: &str) -> anyhow::Result<()> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(self.unknown(name)),
            Err(error) => Err(error).with_context(|| format!("cannot remove {}", path.display())),
        }
    }

    fn unknown(&self, name: &str) -> anyhow::Error {
        let names = self.names().unwrap_or_default();
        if names.is_empty() {
            anyhow::anyhow!("no build named `{name}`: none is saved yet (--save NAME keeps one)")
        } else {
            anyhow::anyhow!("no build named `{name}`; there are {}", names.join(", "))
        }
    }
}

fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

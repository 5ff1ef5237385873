//! Where a layer of the catalogue lies and how its files are read.

use super::content::OTHER_FILES;
use super::fault::{Fault, SourceText};
use super::guard;
use crate::part::PartKind;
use crate::suggest::nearest;
use etcetera::BaseStrategy;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes read of one file: one above the limit shows that it is exceeded.
pub(super) const MOST_READ: u64 = guard::MAX_BYTES as u64 + 1;

/// How strictly a layer is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerRules {
    /// The repository's own `parts/`: every source must be listed, and fields on which
    /// money is lost may not be imputed.
    Shipped,
    /// A user's own layer: a source may be any text.
    User,
}

/// Whether a directory may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Then there is no such layer.
    IsEmpty,
    /// Then the user named a wrong one.
    IsFault,
}

/// A directory with catalogue files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerSource {
    /// The directory.
    pub dir: PathBuf,
    /// How strictly it is judged.
    pub rules: LayerRules,
    /// Whether it may be missing.
    pub missing: Missing,
}

impl LayerSource {
    /// The layer in the user's configuration directory: `$XDG_CONFIG_HOME/rigbuild/parts`.
    /// `None` where no home directory is known.
    pub fn user() -> Option<Self> {
        let base = etcetera::base_strategy::Xdg::new().ok()?;
        Some(Self {
            dir: base.config_dir().join("rigbuild").join("parts"),
            rules: LayerRules::User,
            missing: Missing::IsEmpty,
        })
    }

    /// A directory that the user named.
    pub fn named(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            rules: LayerRules::User,
            missing: Missing::IsFault,
        }
    }

    /// The repository's own parts, to be judged as what is shipped.
    pub fn shipped(dir: impl Into<PathBuf>) -> Self {
        Self {
            rules: LayerRules::Shipped,
            ..Self::named(dir)
        }
    }

    /// Names of the files in the directory; `None` where there is no such layer.
    pub(super) fn files(&self) -> Result<Option<Vec<String>>, Fault> {
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) => {
                let fault = Fault::of_file(&self.dir.to_string_lossy(), reason(&error));
                return match self.missing {
                    Missing::IsEmpty if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    // A home that cannot be read must not stop those who never used it.
                    Missing::IsEmpty => Err(fault.warning()),
                    Missing::IsFault => Err(fault),
                };
            }
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(Some(names))
    }

    /// Where the layer's file with this stem lies, or would lie.
    pub(super) fn path(&self, stem: &str) -> PathBuf {
        self.dir.join(format!("{stem}.yaml"))
    }

    /// The text of one of the layer's files, `None` where it has none; the guard has yet to
    /// see it.
    pub(super) fn raw_text(&self, stem: &str) -> Result<Option<SourceText>, Fault> {
        let path = self.path(stem);
        let name = path.to_string_lossy();
        match read_limited(&path) {
            Ok(bytes) if bytes.len() > guard::MAX_BYTES => Err(guard::too_large(&name)),
            Ok(bytes) => guard::decode(&name, bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Fault::of_file(&name, reason(&error))),
        }
    }

    /// A warning for each YAML file whose name means nothing here.
    pub(super) fn strays(&self, names: &[String]) -> Vec<Fault> {
        let known = || {
            let kinds = PartKind::ALL.iter().map(|kind| kind.file_stem());
            kinds.chain(OTHER_FILES.iter().copied())
        };
        let mut warnings = Vec::new();
        for name in names {
            let Some((stem, ending @ ("yaml" | "yml"))) = name.rsplit_once('.') else {
                continue;
            };
            if ending == "yaml" && known().any(|known| known == stem) {
                continue;
            }
            let path = self.dir.join(name);
            let warning = Fault::of_file(&path.to_string_lossy(), "not a catalogue file: ignored");
            let help = match nearest(stem, known()) {
                Some(meant) => format!("did you mean {meant}.yaml?"),
                None => format!("known: {}", known().collect::<Vec<_>>().join(", ")),
            };
            warnings.push(warning.warning().help(help));
        }
        warnings
    }
}

/// Reads a regular file, but no more than a byte above the limit.
pub(super) fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    // Asked before opening: opening a pipe would wait for a writer.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(MOST_READ).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why a file could not be read, in a sentence.
pub(super) fn reason(error: &io::Error) -> String {
    format!("cannot be read: {error}")
}

//! Where saved builds live: one YAML file each in one directory.

use super::{BadName, BuildName, Saved};
use crate::catalogue::{Document, Fault, nearest};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The ending of every saved file.
const ENDING: &str = ".yaml";

/// The first lines of every saved file.
const HEAD: &str = "\
# A build saved by rigbuild: prices and dates are those of the day it was saved.
# Edit it as you like; `rigbuild show` reads it back.
";

/// A directory of saved builds; it need not exist before the first is saved.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
}

/// What happens to a build of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// It stays, and nothing is saved.
    Refuse,
    /// It is replaced.
    Replace,
}

/// Why a build could not be kept, read or removed.
#[derive(Debug)]
pub enum StoreError {
    /// The text is no name.
    Name(BadName),
    /// A build of that name exists.
    Exists {
        /// The name.
        name: BuildName,
    },
    /// A name that differs from another in case only: on some systems they are one file.
    Twin {
        /// The name.
        name: BuildName,
        /// The other.
        other: BuildName,
    },
    /// No build has that name.
    Unknown {
        /// What was typed.
        name: BuildName,
        /// The nearest name.
        hint: Option<String>,
    },
    /// The file is not a saved build.
    Faulty(Fault),
    /// The build cannot be written as YAML.
    Unwritable {
        /// The name.
        name: BuildName,
        /// What is wrong with it.
        why: String,
    },
    /// The system refused.
    Io {
        /// What was tried: "read", "write".
        what: &'static str,
        /// On which path.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => error.fmt(f),
            Self::Exists { name } => write!(
                f,
                "a build called `{name}` is saved already: say --force to replace it, or \
                 take another name"
            ),
            Self::Twin { name, other } => write!(
                f,
                "`{name}` and the saved build `{other}` differ in case only, which not every \
                 file system can tell apart: take another name"
            ),
            Self::Unknown {
                name,
                hint: Some(hint),
            } => write!(
                f,
                "no saved build is called `{name}`; did you mean `{hint}`?"
            ),
            Self::Unknown { name, hint: None } => write!(
                f,
                "no saved build is called `{name}`; `rigbuild list` lists them"
            ),
            Self::Faulty(fault) => {
                write!(f, "not a saved build: {fault}")?;
                match &fault.help {
                    Some(help) => write!(f, "; {help}"),
                    None => Ok(()),
                }
            }
            Self::Unwritable { name, why } => write!(f, "`{name}` cannot be written: {why}"),
            Self::Io { what, path, .. } => write!(f, "cannot {what} {}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Name(_)
            | Self::Exists { .. }
            | Self::Twin { .. }
            | Self::Unknown { .. }
            | Self::Faulty(_)
            | Self::Unwritable { .. } => None,
        }
    }
}

impl From<BadName> for StoreError {
    fn from(error: BadName) -> Self {
        Self::Name(error)
    }
}

/// The error of an attempt on a path.
fn failed(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |error| StoreError::Io { what, path, error }
}

impl Store {
    /// The store in a directory.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Whether a build could be saved under this name, as far as can be told beforehand.
    ///
    /// # Errors
    /// A bad name, or one that is taken.
    pub fn free(&self, name: &str, overwrite: Overwrite) -> Result<BuildName, StoreError> {
        let name: BuildName = name.parse()?;
        self.refuse_twin(&name)?;
        // Whatever else is wrong shows, and is told, when the file is written.
        match (overwrite, fs::symlink_metadata(self.path(&name))) {
            (Overwrite::Refuse, Ok(_)) => Err(StoreError::Exists { name }),
            (Overwrite::Replace, Ok(_)) | (_, Err(_)) => Ok(name),
        }
    }

    /// Writes a build whole or not at all, and returns its file. Two that save one name at
    /// the same moment cannot both succeed, unless they replace.
    ///
    /// # Errors
    /// The name is taken, or the directory cannot be written.
    pub fn save(&self, saved: &Saved, overwrite: Overwrite) -> Result<PathBuf, StoreError> {
        let name = &saved.name;
        self.refuse_twin(name)?;
        let path = self.path(name);
        let text = serde_yaml::to_string(saved).map_err(|error| StoreError::Unwritable {
            name: name.clone(),
            why: error.to_string(),
        })?;
        fs::create_dir_all(&self.dir).map_err(failed("make the directory", &self.dir))?;
        // The leading dot keeps it out of lists: no name starts with one.
        let draft = self.dir.join(format!(".{name}.{}.tmp", std::process::id()));
        let written = write_through(&draft, &format!("{HEAD}{text}"))
            .map_err(failed("write", &draft))
            .and_then(|()| match put_in_place(&draft, &path, overwrite) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    Err(StoreError::Exists { name: name.clone() })
                }
                done => done.map_err(failed("write", &path)),
            });
        // After a rename there is none; after a failure it is of no use to anyone.
        let _gone = fs::remove_file(&draft);
        written?;
        // Without this a power cut may lose the name. Not every system can sync a directory.
        let _synced = File::open(&self.dir).and_then(|dir| dir.sync_all());
        Ok(path)
    }

    /// Reads a build.
    ///
    /// # Errors
    /// No such build, or its file is damaged.
    pub fn load(&self, name: &str) -> Result<Saved, StoreError> {
        let name = self.find(name)?;
        let document = Document::open(&self.path(&name)).map_err(StoreError::Faulty)?;
        let saved = Saved::read(&document).map_err(StoreError::Faulty)?;
        if saved.name != name {
            let message = format!("its name is `{name}`, as the file's");
            let fault = document.fault(&"name".into(), message);
            return Err(StoreError::Faulty(fault));
        }
        Ok(saved)
    }

    /// Names of all saved builds, sorted; none when the directory does not exist.
    ///
    /// # Errors
    /// The directory cannot be read.
    pub fn names(&self) -> Result<Vec<BuildName>, StoreError> {
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed("read", &self.dir)(error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let file = entry.map_err(failed("read", &self.dir))?.file_name();
            let stem = file.to_str().and_then(|file| file.strip_suffix(ENDING));
            names.extend(stem.and_then(|stem| stem.parse().ok()));
        }
        names.sort();
        Ok(names)
    }

    /// Removes a build, readable or not.
    ///
    /// # Errors
    /// No such build, or the system refuses.
    pub fn remove(&self, name: &str) -> Result<(), StoreError> {
        let name: BuildName = name.parse()?;
        fs::remove_file(self.path(&name)).map_err(|error| self.missing("remove", name, error))
    }

    /// Whether a build of this name exists.
    ///
    /// # Errors
    /// It does not, or the system will not say.
    pub fn find(&self, name: &str) -> Result<BuildName, StoreError> {
        let name: BuildName = name.parse()?;
        match fs::symlink_metadata(self.path(&name)) {
            Ok(_) => Ok(name),
            Err(error) => Err(self.missing("read", name, error)),
        }
    }

    fn refuse_twin(&self, name: &BuildName) -> Result<(), StoreError> {
        let twin =
            |other: &BuildName| other != name && other.as_str().eq_ignore_ascii_case(name.as_str());
        // A directory that cannot be listed is told of when it is written.
        match self.names().unwrap_or_default().into_iter().find(twin) {
            Some(other) => Err(StoreError::Twin {
                name: name.clone(),
                other,
            }),
            None => Ok(()),
        }
    }

    fn path(&self, name: &BuildName) -> PathBuf {
        self.dir.join(format!("{name}{ENDING}"))
    }

    fn missing(&self, what: &'static str, name: BuildName, error: io::Error) -> StoreError {
        if error.kind() != io::ErrorKind::NotFound {
            return failed(what, &self.path(&name))(error);
        }
        let names = self.names().unwrap_or_default();
        let hint = nearest(name.as_str(), names.iter().map(BuildName::as_str)).map(str::to_owned);
        StoreError::Unknown { name, hint }
    }
}

fn write_through(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives the finished draft its name. A hard link fails where the name is taken, even at
/// the same moment; a rename replaces it, so it serves only where that is wanted or links
/// are unknown.
fn put_in_place(draft: &Path, path: &Path, overwrite: Overwrite) -> io::Result<()> {
    if overwrite == Overwrite::Replace {
        return fs::rename(draft, path);
    }
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(draft, path)
        }
        done => done,
    }
}

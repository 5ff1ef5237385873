//! Where saved builds live: one YAML file each in one directory.

use super::{BadName, BuildName, Saved};
use crate::catalogue::nearest;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The ending of every saved file.
const ENDING: &str = ".yaml";

/// A directory of saved builds; it need not exist before the first is saved.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
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
    /// No build has that name.
    Unknown {
        /// What was typed.
        name: BuildName,
        /// The nearest name.
        hint: Option<String>,
    },
    /// The file is not a saved build.
    Faulty {
        /// The file.
        path: PathBuf,
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
                "a build called `{name}` is saved already: remove it first \
                 (`rigbuild remove {name}`), or take another name"
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
            Self::Faulty { path, why } => {
                write!(f, "{} is not a saved build: {why}", path.display())
            }
            Self::Io { what, path, .. } => write!(f, "cannot {what} {}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Name(_) | Self::Exists { .. } | Self::Unknown { .. } | Self::Faulty { .. } => {
                None
            }
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
    pub fn free(&self, name: &str) -> Result<BuildName, StoreError> {
        let name: BuildName = name.parse()?;
        match fs::symlink_metadata(self.path(&name)) {
            Ok(_) => Err(StoreError::Exists { name }),
            // Whatever else is wrong shows, and is told, when the file is written.
            Err(_) => Ok(name),
        }
    }

    /// Writes a new file: whole or not at all, and never over another.
    ///
    /// # Errors
    /// The name is taken, or the directory cannot be written.
    pub fn save(&self, saved: &Saved) -> Result<(), StoreError> {
        let path = self.path(&saved.name);
        let text = serde_yaml::to_string(saved).map_err(|error| StoreError::Faulty {
            path: path.clone(),
            why: error.to_string(),
        })?;
        fs::create_dir_all(&self.dir).map_err(failed("make the directory", &self.dir))?;
        // The leading dot keeps it out of lists: no name starts with one.
        let draft = self
            .dir
            .join(format!(".{}.{}.tmp", saved.name, std::process::id()));
        let written = write_through(&draft, &text)
            .map_err(failed("write", &draft))
            .and_then(|()| match put_in_place(&draft, &path) {
                Ok(()) => Ok(()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    Err(StoreError::Exists {
                        name: saved.name.clone(),
                    })
                }
                Err(error) => Err(failed("write", &path)(error)),
            });
        // After a rename there is none; after a failure it is of no use to anyone.
        let _gone = fs::remove_file(&draft);
        written?;
        // Without this a power cut may lose the name. Not every system can sync a directory.
        let _synced = File::open(&self.dir).and_then(|dir| dir.sync_all());
        Ok(())
    }

    /// Reads a build.
    ///
    /// # Errors
    /// No such build, or its file is damaged.
    pub fn load(&self, name: &str) -> Result<Saved, StoreError> {
        let name: BuildName = name.parse()?;
        let path = self.path(&name);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => return Err(self.missing("read", name, error)),
        };
        let faulty = |why| StoreError::Faulty {
            path: path.clone(),
            why,
        };
        let saved: Saved =
            serde_yaml::from_str(&text).map_err(|error| faulty(error.to_string()))?;
        if saved.name != name {
            return Err(faulty(format!("it says that its name is `{}`", saved.name)));
        }
        match saved.fault() {
            Some(why) => Err(faulty(why)),
            None => Ok(saved),
        }
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
/// the same moment; a rename would replace it, so it serves only where links are unknown.
fn put_in_place(draft: &Path, path: &Path) -> io::Result<()> {
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

//! Where saved builds live: one YAML file each in one directory.

use super::store_error::failed;
use super::{BuildName, Saved, StoreError};
use crate::catalogue::{DirLock, Document, write_atomically};
use crate::suggest::nearest;
use std::fs;
use std::io;
use std::path::PathBuf;

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

    /// Writes a build whole or not at all, and returns its file. One writes at a time, so
    /// of two that save one name at the same moment the second is told that it is taken.
    ///
    /// # Errors
    /// The name is taken, or the directory cannot be written.
    pub fn save(&self, saved: &Saved, overwrite: Overwrite) -> Result<PathBuf, StoreError> {
        let path = self.path(&saved.name);
        let text = serde_yaml::to_string(saved).map_err(|error| StoreError::Unwritable {
            name: saved.name.clone(),
            why: error.to_string(),
        })?;
        let _lock = DirLock::acquire(&self.dir).map_err(failed("write in", &self.dir))?;
        self.free(saved.name.as_str(), overwrite)?;
        let text = format!("{HEAD}{text}");
        write_atomically(&path, text.as_bytes()).map_err(failed("write", &path))?;
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

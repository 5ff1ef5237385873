//! One writer at a time in a directory, over processes.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Name of the lock file; it stays, empty, since removing it would let two in.
pub(crate) const LOCK_FILE: &str = ".rigbuild.lock";

/// Held until dropped; the system lets go of it when the process dies.
#[derive(Debug)]
pub(crate) struct DirLock(#[expect(dead_code, reason = "holds the lock while it is open")] File);

impl DirLock {
    /// Makes the directory where it is missing and waits until no one else writes in it.
    pub(crate) fn acquire(dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join(LOCK_FILE))?;
        file.lock()?;
        Ok(Self(file))
    }
}

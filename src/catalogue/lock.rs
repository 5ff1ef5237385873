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
        sweep(dir);
        Ok(Self(file))
    }
}

/// Removes what writers left behind that died in the middle of a file. Whoever writes a
/// layer's file holds the lock, so none of them is in use.
fn sweep(dir: &Path) {
    let left = |name: &str| {
        let parts = name
            .strip_prefix('.')
            .and_then(|name| name.strip_suffix(".tmp"))
            .and_then(|name| name.rsplit_once(".yaml."));
        parts.is_some_and(|(_, process)| process.bytes().all(|byte| byte.is_ascii_digit()))
    };
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(left) {
            // One that cannot go is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

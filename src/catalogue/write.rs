//! Replaces a file so that a crash or a power cut leaves the old one or the new one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file in one step: a temporary file beside it, flushed to disk, then renamed.
/// Follows a symbolic link and keeps the permissions of a file that is there.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => link_target(path),
        Err(error) => return Err(error),
    };
    let temporary = Temporary::beside(&target)?;
    let mut file = &temporary.file;
    file.write_all(bytes)?;
    if let Ok(old) = fs::metadata(&target) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()?;
    temporary.replace(&target)
}

/// Where a link to a missing file points; the path itself where it is no link.
fn link_target(path: &Path) -> PathBuf {
    match (fs::read_link(path), path.parent()) {
        (Ok(target), Some(dir)) => dir.join(target),
        (Ok(target), None) => target,
        (Err(_), _) => path.to_owned(),
    }
}

/// A new file that is removed unless it replaces another.
struct Temporary {
    path: PathBuf,
    file: File,
}

impl Temporary {
    fn beside(target: &Path) -> io::Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let path = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        // Left behind by a process of the same number that died: no one else writes it.
        let _ = fs::remove_file(&path);
        let file = File::options().write(true).create_new(true).open(&path)?;
        Ok(Self { path, file })
    }

    fn replace(self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        // The rename itself is on disk once the directory is; not every system can say so.
        if let Some(dir) = target.parent().and_then(|dir| File::open(dir).ok()) {
            let _ = dir.sync_all();
        }
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After a rename there is nothing here any more.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::Dir;

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_is_left() {
        let dir = Dir::new();
        let path = dir.0.join("a.yaml");
        for text in ["one", "two, longer", "3"] {
            write_atomically(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(&dir.0).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_survive() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = Dir::new();
        let (real, link) = (dir.0.join("real.yaml"), dir.0.join("link.yaml"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.yaml", &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(
            fs::metadata(&real).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_that_is_still_missing_is_followed() {
        let dir = Dir::new();
        std::os::unix::fs::symlink("real.yaml", dir.0.join("link.yaml")).unwrap();
        write_atomically(&dir.0.join("link.yaml"), b"new").unwrap();
        assert_eq!(fs::read_to_string(dir.0.join("real.yaml")).unwrap(), "new");
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let dir = Dir::new();
        let missing = dir.0.join("no-such-dir").join("a.yaml");
        assert!(write_atomically(&missing, b"x").is_err());
        assert_eq!(fs::read_dir(&dir.0).unwrap().count(), 0);
    }
}

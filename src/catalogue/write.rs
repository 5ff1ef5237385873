//! Adds an offer to a layer on disk: under a lock, judged before it is written, and by a
//! rename, so that the file is at every moment the old or the new one.

use super::locate::Shape;
use super::{Catalogue, LoadOptions, edit};
use crate::part::{Offer, PartKind};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const BOM: &str = "\u{feff}";

/// Adds an offer for a part to the last layer of `options`; returns the file's name.
/// Nothing is written unless the catalogue loads with the offer in it.
pub fn add_offer(
    options: &LoadOptions,
    kind: PartKind,
    id: &str,
    offer: &Offer,
) -> anyhow::Result<String> {
    let Some(layer) = options.layers.last() else {
        anyhow::bail!("no home directory is known; name a directory with --catalog");
    };
    let failed = |path: &Path, error: &io::Error| {
        anyhow::anyhow!("{} cannot be written: {error}", path.display())
    };
    fs::create_dir_all(&layer.dir).map_err(|error| failed(&layer.dir, &error))?;
    let lock_path = layer.dir.join(".rigbuild.lock");
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(|error| failed(&lock_path, &error))?;
    // Held until it is dropped. What is read from here on nobody else changes.
    lock.lock().map_err(|error| failed(&lock_path, &error))?;
    for (stem, shape) in [(kind.file_stem(), Shape::List), ("offers", Shape::Map)] {
        let source = layer
            .text(stem)
            .map_err(|fault| anyhow::anyhow!("{fault}"))?;
        let text = match (&source, shape) {
            (Some(source), _) => &*source.text,
            (None, Shape::List) => continue,
            (None, Shape::Map) => "",
        };
        let path = layer.dir.join(format!("{stem}.yaml"));
        let new = edit::with_offer(text, shape, id, offer)
            .map_err(|message| anyhow::anyhow!("{}: {message}", path.display()))?;
        if let Some(new) = new {
            Catalogue::load_with(options, Some((stem, &new)))?;
            replace(&path, &new).map_err(|error| failed(&path, &error))?;
            return Ok(format!("{stem}.yaml"));
        }
    }
    anyhow::bail!("`{id}` found no place in {}", layer.dir.display())
}

/// Puts the text in the place of a file's, with its byte order mark and permissions; a link
/// stays a link.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let (path, old) = match fs::canonicalize(path) {
        Ok(path) => {
            let old = fs::read(&path)?;
            (path, Some(old))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error),
    };
    let mark = old.is_some_and(|old| old.starts_with(BOM.as_bytes()));
    let temporary = beside(&path);
    let written = (|| {
        let mut file = File::create_new(&temporary)?;
        if let Ok(metadata) = fs::metadata(&path) {
            file.set_permissions(metadata.permissions())?;
        }
        if mark {
            file.write_all(BOM.as_bytes())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&temporary, &path)
    })();
    if written.is_err() {
        // The error that matters is told; a leftover that cannot be removed adds nothing.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A name in the same directory, of this process alone.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

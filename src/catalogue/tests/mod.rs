//! Tests of the whole module on real directories.

mod edits;
mod faults;
mod hostile;
mod layers;

use super::{Catalogue, Faults, LayerSource, LoadOptions};
use jiff::civil::{Date, date};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

pub(super) const TODAY: Date = date(2026, 11, 24);

/// A directory of its own, gone when dropped.
pub(super) struct Dir(pub(super) PathBuf);

impl Dir {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rigbuild-test-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(super) fn with(files: &[(&str, &str)]) -> Self {
        let dir = Self::new();
        for (name, text) in files {
            dir.write(name, text);
        }
        dir
    }

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), text).unwrap();
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Loads directories alone, lowest first.
pub(super) fn load(layers: Vec<LayerSource>) -> Result<Catalogue, Faults> {
    Catalogue::load(&LoadOptions {
        layers,
        builtin: false,
        today: TODAY,
    })
}

/// A part as short as it can be; `more` are further lines of the item.
pub(super) fn psu(id: &str, more: &str) -> String {
    format!(
        "- id: {id}\n  name: A supply\n  wattage: 850 W\n  status: current\n  sources: [box]\n  verified: 2026-11-01\n{more}"
    )
}

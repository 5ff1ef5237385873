//! Lays imported parts into a layer's files, beside what the user wrote there: a second
//! import replaces what an earlier one wrote, and nothing else.

use super::stored::{Line, Stored, line};
use super::{Import, Importable, Outcome, opendb};
use crate::catalogue::check::Judge;
use crate::catalogue::content::Content;
use crate::catalogue::edit::EditError;
use crate::catalogue::fault::{Faults, Severity, SourceText};
use crate::catalogue::lock::DirLock;
use crate::catalogue::write::write_atomically;
use crate::catalogue::{Catalogue, LayerSource};
use crate::part::{Case, Cooler, Cpu, Gpu, Memory, Motherboard, PartKind, Psu, Storage};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What an import does to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub file: PathBuf,
    /// Imported parts in it from now on.
    pub imported: usize,
    /// Imported parts that it had and has no more.
    pub gone: usize,
    /// Parts of the user's in it, which stay.
    pub own: usize,
    /// Whether its bytes change.
    pub changed: bool,
}

/// One file as it is to be.
struct Planned {
    change: FileChange,
    stem: &'static str,
    text: String,
}

/// Lays the parts of an import into a layer; with `dry` everything but the writing. Kinds
/// that the source has no rows of are left alone. Rows whose part the user has made their
/// own are marked so.
pub fn lay(
    layer: &LayerSource,
    below: &Catalogue,
    import: &mut Import,
    today: Date,
    dry: bool,
) -> Result<Vec<FileChange>, EditError> {
    // A dry run must not make the directory, which the lock does.
    let _lock = if dry {
        None
    } else {
        Some(DirLock::acquire(&layer.dir).map_err(failed(&layer.dir))?)
    };
    let planned = plan_all(layer, import)?;
    judge(layer, below, &planned, today)?;
    for plan in &planned {
        if plan.change.changed && !dry {
            let file = &plan.change.file;
            write_atomically(file, plan.text.as_bytes()).map_err(failed(file))?;
        }
    }
    Ok(planned.into_iter().map(|plan| plan.change).collect())
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> EditError {
    let path = path.to_owned();
    move |error| EditError::Io {
        path,
        reason: error.to_string(),
    }
}

macro_rules! plan_kinds {
    ($($kind:ident),+ $(,)?) => {
        fn plan_all(layer: &LayerSource, import: &mut Import) -> Result<Vec<Planned>, EditError> {
            let mut planned = Vec::new();
            $(if import.rows.iter().any(|row| row.kind == PartKind::$kind) {
                planned.push(plan::<$kind>(layer, import)?);
            })+
            Ok(planned)
        }
    };
}
plan_kinds!(Cpu, Gpu, Motherboard, Memory, Psu, Storage, Cooler, Case);

fn plan<P: Importable>(layer: &LayerSource, import: &mut Import) -> Result<Planned, EditError> {
    let stem = P::KIND.file_stem();
    let stored = Stored::<P>::read(layer, stem)?;
    let own = stored.own_parts().count();
    let yours = Yours::of(&stored);
    let mut earlier: BTreeMap<&str, &Line<P>> = BTreeMap::new();
    for line in stored.imported() {
        earlier.extend(line.key().map(|key| (key, line)));
    }
    let mut lines = BTreeMap::new();
    for mut part in std::mem::take(P::list_mut(&mut import.parts)) {
        let row = &mut import.rows[part.row];
        if let Some(id) = yours.find(&row.key, part.part.id()) {
            row.outcome = Outcome::Yours(id.to_owned());
            continue;
        }
        if let Some(old) = earlier.remove(row.key.as_str()) {
            // Saved builds know it by its id, and its prices are a history.
            part.part.set_id(old.part.id().to_owned());
            row.outcome = Outcome::Taken(old.part.id().to_owned());
            for offer in old.part.offers() {
                part.offer(offer.clone());
            }
        }
        lines.insert(part.part.id().to_owned(), line(&part.part));
        P::list_mut(&mut import.parts).push(part);
    }
    let change = FileChange {
        file: layer.path(stem),
        imported: lines.len(),
        gone: earlier.len(),
        own,
        changed: false,
    };
    for line in stored.edited() {
        lines.insert(line.part.id().to_owned(), line.text.clone());
    }
    let text = stored.with(lines.into_values())?;
    let changed = stored.text() != text;
    Ok(Planned {
        change: FileChange { changed, ..change },
        stem,
        text,
    })
}

/// The parts of a file that are the user's own.
struct Yours<'a> {
    by_key: BTreeMap<&'a str, &'a str>,
    ids: BTreeMap<&'a str, &'a str>,
}

impl<'a> Yours<'a> {
    fn of<P: Importable>(stored: &'a Stored<P>) -> Self {
        let key = |part: &'a P| {
            let mut sources = part.sources().iter();
            let key = sources.find_map(|source| source.strip_prefix(opendb::SOURCE))?;
            Some((key, part.id()))
        };
        Self {
            by_key: stored.own_parts().filter_map(key).collect(),
            ids: stored
                .own_parts()
                .map(|part| (part.id(), part.id()))
                .collect(),
        }
    }

    /// The user's part that this row or id means.
    fn find(&self, key: &str, id: &str) -> Option<&'a str> {
        self.by_key.get(key).or(self.ids.get(id)).copied()
    }
}

/// Judges the layer as it would be: what is written must load.
fn judge(
    layer: &LayerSource,
    below: &Catalogue,
    planned: &[Planned],
    today: Date,
) -> Result<(), EditError> {
    let mut faults = Vec::new();
    let text = |stem: &str| match planned.iter().find(|plan| plan.stem == stem) {
        Some(plan) => {
            let name = plan.change.file.to_string_lossy().into_owned();
            Ok(Some(SourceText::unscanned(name, plan.text.clone())))
        }
        None => layer.raw_text(stem),
    };
    let content = Content::read(text, &mut faults);
    Judge::new(layer.rules, Some(today), below, &content).layer(&content, &mut faults);
    faults.retain(|fault| fault.severity == Severity::Error);
    if faults.is_empty() {
        return Ok(());
    }
    let parts = content.parts();
    Err(EditError::Faulty(Faults { faults, parts }))
}

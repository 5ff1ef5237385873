//! `BuildCores OpenDB` (ODC-By 1.0): a folder a kind, one JSON file a part. Wide, and wrong
//! in known ways: each kind's file says which, and what it does about it. `OpenDB` alone
//! confirms nothing, so every fact is imputed, and the fields it is wrong about too often
//! are left out.

#[macro_use]
mod convert;
mod board;
mod board_raw;
mod case;
mod chips;
mod cooler;
mod cpu;
mod gpu;
mod id;
mod lenient;
mod log;
mod memory;
mod psu;
mod row;
mod socket;
mod storage;
#[cfg(test)]
mod tests;
mod text;
mod twins;
mod words;

use super::{Import, Imported, LeftOut, Note, Outcome, Row};
use crate::catalogue::Catalogue;
use crate::catalogue::fault::Fault;
use crate::catalogue::guard;
use crate::catalogue::layer::read_limited;
use crate::part::{Case, Cooler, Cpu, Gpu, Memory, Motherboard, PartKind, Problems, Psu, Storage};
use chips::Chips;
use convert::{FromRow, Made, World};
use id::Ids;
use jiff::civil::Date;
use log::Log;
use row::{Head, Identity};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use twins::{Candidate, disown_shared_numbers, join_twins};

/// How the sources of imported parts begin.
pub const SOURCE: &str = "BuildCores OpenDB ";

/// Why a row is left out whose id an earlier row has.
const ID_TWICE: &str = "its OpenDB id is another row's too";

/// The source that a part from the row with this id names.
pub(super) fn source_of(key: &str) -> String {
    format!("{SOURCE}{key}")
}

/// The row's id, where a part with these sources is as an import wrote it: it names no
/// other source.
pub fn key_of(sources: &[String]) -> Option<&str> {
    match sources {
        [only] => only.strip_prefix(SOURCE),
        _ => None,
    }
}

macro_rules! kinds {
    ($($kind:ident),+ $(,)?) => {
        const FOLDERS: &[&str] = &[$(<$kind as FromRow>::FOLDER),+];

        fn read_kinds(rows: &Rows<'_>, import: &mut Import) {
            let mut ids = Ids::default();
            $(read_kind::<$kind>(rows, &mut ids, import);)+
        }
    };
}
kinds!(Cpu, Gpu, Motherboard, Memory, Psu, Storage, Cooler, Case);

/// Where the kinds' folders lie: in the directory, or in its `open-db`; `None` where it is
/// no `OpenDB`.
pub fn root(dir: &Path) -> Option<PathBuf> {
    let holds = |dir: &PathBuf| FOLDERS.iter().any(|folder| dir.join(folder).is_dir());
    [dir.to_owned(), dir.join("open-db")]
        .into_iter()
        .find(holds)
}

/// What is read, and against what.
struct Rows<'a> {
    root: &'a Path,
    world: World<'a>,
    below: &'a Catalogue,
    /// Ids of the parts below, by kind and name.
    known: BTreeMap<(PartKind, String), &'a str>,
    seen: &'a (dyn Fn(usize) + Sync),
}

/// How many rows there are: what a progress bar needs.
pub fn count(root: &Path) -> usize {
    FOLDERS
        .iter()
        .map(|folder| paths(&root.join(folder)).len())
        .sum()
}

/// Reads every row, against the catalogue that the parts are to be laid on; `seen` is told
/// how many rows were read each time.
pub fn read(root: &Path, below: &Catalogue, today: Date, seen: &(dyn Fn(usize) + Sync)) -> Import {
    let named = |part: crate::part::AnyPart<'_>| (part.kind(), text::squeezed(part.name()));
    let rows = Rows {
        root,
        world: World {
            today,
            chips: Chips::of(below),
        },
        below,
        known: below.parts().map(|part| (named(part), part.id())).collect(),
        seen,
    };
    let mut import = Import::default();
    read_kinds(&rows, &mut import);
    import
}

/// One row as it was read.
struct Read<P> {
    key: String,
    name: String,
    notes: Vec<Note>,
    made: Result<(Identity, Made<P>), LeftOut>,
}

fn read_kind<P: FromRow>(rows: &Rows<'_>, ids: &mut Ids, import: &mut Import) {
    let paths = paths(&rows.root.join(P::FOLDER));
    let first = import.rows.len();
    let mut candidates = Vec::new();
    for read in in_parallel(&paths, rows.seen, |path| read_row::<P>(path, &rows.world)) {
        let mut outcome = Outcome::LeftOut(LeftOut::because(""));
        match read.made {
            Ok((identity, _)) if !ids.is_first(&identity.key) => {
                outcome = Outcome::LeftOut(LeftOut::because(ID_TWICE));
            }
            Ok((identity, made)) => candidates.push(Candidate {
                row: import.rows.len(),
                identity,
                made,
            }),
            Err(why) => outcome = Outcome::LeftOut(why),
        }
        import.rows.push(Row {
            kind: P::KIND,
            key: read.key,
            name: read.name,
            outcome,
            notes: read.notes,
        });
    }
    let (mut candidates, twins) =
        join_twins(candidates, |row, note| import.rows[row].notes.push(note));
    disown_shared_numbers(&mut candidates);
    for candidate in candidates {
        let row = candidate.row;
        let (outcome, part) = settle(rows, ids, candidate);
        import.rows[row].outcome = outcome;
        P::list_mut(&mut import.parts).extend(part);
    }
    for twin in twins {
        import.rows[twin.row].outcome = match &import.rows[twin.of].outcome {
            Outcome::Taken(id) => Outcome::Merged(id.clone()),
            other => other.clone(),
        };
    }
    debug_assert!(
        import.rows[first..]
            .iter()
            .all(|row| !row.outcome.detail().is_empty())
    );
}

/// What becomes of a sound row.
fn settle<P: FromRow>(
    rows: &Rows<'_>,
    ids: &mut Ids,
    candidate: Candidate<P>,
) -> (Outcome, Option<Imported<P>>) {
    let Candidate {
        row,
        identity,
        made,
    } = candidate;
    if let Some(id) = rows.known.get(&(P::KIND, text::squeezed(&identity.name))) {
        return (Outcome::Known((*id).to_owned()), None);
    }
    let mut problems = Problems::default();
    made.part.check(&mut problems);
    problems.text("name", made.part.name());
    if let Some(problem) = problems.into_vec().into_iter().next() {
        return (
            Outcome::LeftOut(LeftOut::about(
                "its fields cannot be right",
                format!("{}: {}", problem.path, problem.message),
            )),
            None,
        );
    }
    let taken = |id: &str| rows.below.part(id).is_some();
    let Some(id) = ids.make(&identity.name, &identity.key, taken) else {
        return (Outcome::LeftOut(LeftOut::because(ID_TWICE)), None);
    };
    let mut part = made.part;
    part.set_id(id.clone());
    part.impute_all();
    let item = identity.item(made.facts);
    (
        Outcome::Taken(id),
        Some(Imported {
            part,
            lifecycle: made.lifecycle,
            item,
            row,
        }),
    )
}

fn read_row<P: FromRow>(path: &Path, world: &World<'_>) -> Read<P> {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut log = Log::default();
    let mut read = Read {
        key: stem,
        name: String::new(),
        notes: Vec::new(),
        made: Err(LeftOut::because("")),
    };
    read.made = bytes(path).and_then(|bytes| {
        let json =
            |error: serde_json::Error| LeftOut::about("not a row in JSON", error.to_string());
        let head: Head = serde_json::from_slice(&bytes).map_err(json)?;
        let raw: P::Raw = serde_json::from_slice(&bytes).map_err(json)?;
        let identity = Identity::of(head, &read.key, world.today.year(), &mut log)
            .ok_or_else(|| LeftOut::because("no name"))?;
        read.key.clone_from(&identity.key);
        read.name.clone_from(&identity.name);
        let made = P::from_row(raw, &identity, world, &mut log)?;
        Ok((identity, made))
    });
    read.notes = log.0;
    read
}

fn bytes(path: &Path) -> Result<Vec<u8>, LeftOut> {
    let bytes =
        read_limited(path).map_err(|error| LeftOut::about("cannot be read", error.to_string()))?;
    if bytes.len() > guard::MAX_BYTES {
        let limit = format!("larger than {} MiB", guard::MAX_BYTES >> 20);
        return Err(LeftOut::about("not a row in JSON", limit));
    }
    Ok(bytes)
}

/// The rows of a folder, by name; a folder that cannot be read has none.
fn paths(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort_unstable();
    paths
}

/// Does the work for each path, in as many threads as there are processors; results in order.
fn in_parallel<T: Send>(
    paths: &[PathBuf],
    seen: &(dyn Fn(usize) + Sync),
    work: impl Fn(&Path) -> T + Sync,
) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = paths.len().div_ceil(threads).max(1);
    let run = |chunk: &[PathBuf]| {
        let one = |path: &PathBuf| {
            let result = work(path);
            seen(1);
            result
        };
        chunk.iter().map(one).collect::<Vec<T>>()
    };
    let (run, mut done) = (&run, Vec::with_capacity(paths.len()));
    thread::scope(|scope| {
        let chunks = paths.chunks(share);
        let running: Vec<_> = chunks
            .map(|chunk| scope.spawn(move || run(chunk)))
            .collect();
        for thread in running {
            match thread.join() {
                Ok(part) => done.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    done
}

/// The fault of a directory that holds no kind's folder.
pub fn not_here(dir: &Path) -> Fault {
    let expected = FOLDERS.join(", ");
    Fault::of_file(
        &dir.to_string_lossy(),
        "no OpenDB: no folder of a kind in it",
    )
    .help(format!("expected open-db/ or its folders: {expected}"))
}

//! What every subcommand gets: the day, the catalogue's layers, where builds are kept,
//! and how to print.

use super::args::GlobalArgs;
use super::terminal;
use super::vigil::INTERRUPTED;
use crate::catalogue::{Catalogue, Faults, LayerSource, LoadOptions};
use crate::report::{Charset, Depth, Page};
use anyhow::Context as _;
use etcetera::BaseStrategy;
use jiff::ZonedDateTime;
use jiff::civil::Date;
use std::env;
use std::path::PathBuf;

/// How a command ended, when it could answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The answer is yes.
    Yes,
    /// The answer is no: nothing fits, a check found an error.
    No,
    /// Ended by Ctrl-C or `--time` before everything was known.
    Ended,
}

impl Exit {
    /// The process exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
            Self::Ended => INTERRUPTED,
        }
    }
}

/// How much is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Parts and total.
    Least,
    /// The answer and what stands behind it.
    Usual,
    /// Every check, and how the proof went.
    Most,
}

/// What a command does with a catalogue that has faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnFaults {
    /// It cannot answer.
    Stop,
    /// It works without parts, or on the faults themselves.
    GoOn,
}

/// The surroundings of a command.
#[derive(Debug)]
pub struct Context {
    /// The catalogue in force.
    pub catalogue: Catalogue,
    /// Why the catalogue did not load, for commands that can do without it; it is empty then.
    pub faults: Option<Faults>,
    /// Today, or `RIGBUILD_TODAY`.
    pub today: Date,
    /// Where saved builds live; `None` when no home is known and `--builds` was not given.
    pub builds: Option<PathBuf>,
    /// Directories given with `--catalog`, the last is where `set` writes; empty = the user's layer.
    pub catalogs: Vec<PathBuf>,
    /// Whether the built-in parts are the lowest layer.
    pub builtin: bool,
    /// Columns to print in: the terminal's, 60 to 100; 80 in a pipe.
    pub width: usize,
    /// Whether marks may be Unicode (`✓ ! ✗ ?`) or must be ASCII.
    pub unicode: bool,
    /// Whether output is one JSON document.
    pub json: bool,
    /// How much is printed.
    pub detail: Detail,
}

impl Context {
    /// Looks around: clock, environment, terminal, catalogue.
    pub(super) fn new(global: &GlobalArgs, on_faults: OnFaults) -> anyhow::Result<Self> {
        let today = today()?;
        let (catalogue, faults) = match (load(global, today), on_faults) {
            (Ok(catalogue), _) => (catalogue, None),
            (Err(faults), OnFaults::GoOn) => (Catalogue::default(), Some(faults)),
            (Err(faults), OnFaults::Stop) => return Err(faults.into()),
        };
        Ok(Self {
            catalogue,
            faults,
            today,
            builds: global.builds.clone().or_else(home_of_builds),
            catalogs: global.catalogs.clone(),
            builtin: !global.no_builtin,
            width: terminal::width(),
            unicode: terminal::charset() == Charset::Unicode,
            json: global.json,
            detail: match (global.quiet, global.verbose) {
                (true, _) => Detail::Least,
                (false, true) => Detail::Most,
                (false, false) => Detail::Usual,
            },
        })
    }

    /// The layer that commands write to: the last of the directories named, or the user's own.
    pub fn top_layer(&self) -> anyhow::Result<LayerSource> {
        match self.catalogs.last() {
            Some(dir) => Ok(LayerSource::named(dir)),
            None => LayerSource::user().context(
                "no home directory is known to keep your parts in: name a directory with --catalog DIR",
            ),
        }
    }

    /// The catalogue below that layer.
    pub fn below(&self) -> Result<Catalogue, Faults> {
        let lower = self
            .catalogs
            .split_last()
            .map_or(&[][..], |(_, lower)| lower);
        Catalogue::load(&LoadOptions {
            builtin: self.builtin,
            layers: lower.iter().map(LayerSource::named).collect(),
            today: self.today,
        })
    }

    /// An empty page of the right width and characters.
    pub fn page(&self) -> Page {
        Page::new(self.width, self.charset())
    }

    /// How much of a report is printed.
    pub fn depth(&self) -> Depth {
        match self.detail {
            Detail::Least => Depth::Parts,
            Detail::Usual => Depth::Reasons,
            Detail::Most => Depth::Everything,
        }
    }

    /// The characters that may be printed.
    pub fn charset(&self) -> Charset {
        if self.unicode {
            Charset::Unicode
        } else {
            Charset::Ascii
        }
    }
}

/// The built-in parts, then the user's own layer or the directories named instead.
fn load(global: &GlobalArgs, today: Date) -> Result<Catalogue, Faults> {
    let layers = if global.catalogs.is_empty() {
        LayerSource::user().into_iter().collect()
    } else {
        global.catalogs.iter().map(LayerSource::named).collect()
    };
    Catalogue::load(&LoadOptions {
        builtin: !global.no_builtin,
        layers,
        today,
    })
}

fn home_of_builds() -> Option<PathBuf> {
    let base = etcetera::base_strategy::Xdg::new().ok()?;
    Some(base.data_dir().join("rigbuild").join("builds"))
}

fn today() -> anyhow::Result<Date> {
    match env::var("RIGBUILD_TODAY") {
        Ok(text) if !text.is_empty() => text
            .parse()
            .map_err(|_| anyhow::anyhow!("`{text}` is not a date such as 2026-11-24"))
            .context("RIGBUILD_TODAY"),
        Ok(_) | Err(env::VarError::NotPresent) => Ok(ZonedDateTime::now().date()),
        Err(error @ env::VarError::NotUnicode(_)) => Err(error).context("RIGBUILD_TODAY"),
    }
}

//! Outside part data and prices: what `rigbuild catalog import` reads.
//!
//! Rows of a source become parts of ours with a report of every row (`opendb`); the parts
//! are laid into a layer's files beside what the user wrote there (`write`). Prices
//! (`pcpp`, `price_csv`) are joined to the parts between the two (`join`, `prices`), by the
//! [`join::Item`] that each carries.

pub mod join;
mod kinds;
mod lifecycle;
pub mod opendb;
pub mod pcpp;
pub mod price_csv;
pub mod prices;
mod report;
mod stored;
mod table;
mod write;

pub use kinds::{Importable, Imported, Parts};
pub use lifecycle::lifecycle_by_year;
pub use report::{Change, LeftOut, Note, Outcome, Row};
pub use write::{FileChange, lay};

/// What a source holds: its usable parts, and what became of each of its rows.
#[derive(Debug, Default)]
pub struct Import {
    /// The parts, by kind.
    pub parts: Parts,
    /// Every row of the source, in the order of kinds and keys.
    pub rows: Vec<Row>,
}

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

impl Import {
    /// Why nothing in the source is of use; `None` where some row is.
    pub fn useless(&self) -> Option<String> {
        let reason = |row: &Row| match &row.outcome {
            Outcome::LeftOut(why) => Some(format!("{}: {why}", row.key)),
            Outcome::Taken(_) | Outcome::Merged(_) | Outcome::Known(_) | Outcome::Yours(_) => None,
        };
        let reasons: Option<Vec<String>> = self.rows.iter().map(reason).collect();
        Some(match reasons?.as_slice() {
            [] => "it has no rows".to_owned(),
            [first, rest @ ..] => {
                let rows = rest.len() + 1;
                format!("all {rows} rows had to be left out, such as {first}")
            }
        })
    }
}

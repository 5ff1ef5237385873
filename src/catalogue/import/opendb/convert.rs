//! From a cleaned row to a part: what every kind's file has in common.

use super::chips::Chips;
use super::log::Log;
use super::row::Identity;
use crate::catalogue::import::join::Facts;
use crate::catalogue::import::{Importable, LeftOut};
use crate::part::Status;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

/// What rows are read against.
pub(super) struct World<'a> {
    /// The day of the import.
    pub(super) today: Date,
    /// The GPU chips that the catalogue has.
    pub(super) chips: Chips<'a>,
}

/// A part made from a row.
#[derive(Debug)]
pub(super) struct Made<P> {
    pub(super) part: P,
    /// Its status once it has a price.
    pub(super) lifecycle: Status,
    pub(super) facts: Facts,
}

/// A kind that `OpenDB` has rows of.
pub(super) trait FromRow: Importable {
    /// The fields that are read, as they stand in the row.
    type Raw: DeserializeOwned + Send;
    /// The folder its rows lie in.
    const FOLDER: &'static str;

    /// Cleans the row and makes a part of it.
    fn from_row(
        raw: Self::Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut>;
}

/// A part of this row with these fields: its id and `imputed` are filled in once all rows
/// are known.
macro_rules! part {
    ($kind:ident, $identity:expr, $world:expr, { $($fields:tt)* }) => {
        $kind {
            id: String::new(),
            name: $identity.name.clone(),
            status: $crate::part::Status::Unavailable,
            offers: Vec::new(),
            sources: vec![$crate::catalogue::import::opendb::source_of(&$identity.key)],
            verified: $world.today,
            imputed: Vec::new(),
            $($fields)*
        }
    };
}

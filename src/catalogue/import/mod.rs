//! Outside part data and prices: what `rigbuild catalog import` reads.

pub mod join;
pub mod pcpp;
pub mod price_csv;
pub mod prices;
mod table;

//! Outside part data and prices: what `rigbuild catalog import` reads.

pub mod join;
pub mod pcpp;
mod table;

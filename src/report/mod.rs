//! Reports: what is printed, as text or JSON, each a function of the same values.

mod page;
mod style;
mod table;
mod visible;
mod wrap;

pub use page::Page;
pub use style::{BAD, DOUBT, FAINT, GOOD, Mark, PLAIN, STRONG};
pub use table::{Align, Cell, Column, Fit, Table};
pub use visible::{Charset, visible};

//! Integration tests: one binary.

mod cases;
mod catalog;
mod check;
mod cli;
mod cp_sat;
mod durability;
mod ended;
mod estimate;
mod every;
mod frontier;
mod gpus;
mod hostile;
mod import;
mod json_schema;
mod laws;
mod many;
mod oracle;
mod platforms;
mod prices;
mod program;
mod random;
mod readme;
mod schema;
mod store;
mod verify;
mod why_not;

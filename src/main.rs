//! The `rigbuild` command.

fn main() {}

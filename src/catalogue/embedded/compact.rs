//! Build script: rewrites each file of `parts/` as the binary embeds it.
//!
//! YAML is slow to parse, and every command would parse all of it again. So each list is
//! embedded in the form of imported items (`catalogue::bulk`): one a line, each a JSON map,
//! which is read many times as fast and is YAML still. Comments and layout are left out;
//! no value is touched.

#![allow(
    clippy::print_stdout,
    reason = "a build script talks to cargo by its output"
)]

use serde_yaml::Value;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// The mark after which items are JSON lines: the same line as `catalogue::bulk::MARK`.
const MARK: &str =
    "# ---- Imported parts, one a line: the next `rigbuild catalog import` replaces them.";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=parts");
    println!("cargo::rerun-if-changed=src/catalogue/embedded/compact.rs");
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    for entry in fs::read_dir("parts")? {
        let path = entry?.path();
        if path.extension().is_none_or(|kind| kind != "yaml") {
            continue;
        }
        let name = path.file_name().ok_or("a file has a name")?;
        let text = fs::read_to_string(&path)?;
        let compact = compact(&text).unwrap_or_else(|error| {
            // The loader reports faults better than a failing build: it sees the text.
            println!("cargo::warning={}: {error}", path.display());
            text
        });
        fs::write(Path::new(&out).join(name), compact)?;
    }
    Ok(())
}

/// The list's items, one a line.
fn compact(text: &str) -> Result<String, Box<dyn Error>> {
    let items: Vec<Value> = serde_yaml::from_str(text)?;
    let mut lines = format!("{MARK}\n");
    for item in &items {
        lines.push_str("- ");
        lines.push_str(&serde_json::to_string(item)?);
        lines.push('\n');
    }
    Ok(lines)
}

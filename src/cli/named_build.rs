//! BUILD on the command line: a saved build, or a file that someone wrote.

use super::Context;
use super::save::store;
use crate::build::{Build, BuildName, Saved, StoreError, from_list};
use crate::catalogue::{Document, Fault};
use crate::rules::Setting;
use anyhow::{anyhow, bail};
use std::io;
use std::path::Path;

/// A build as it was kept.
#[derive(Debug)]
pub(super) enum Written<'a> {
    /// By a solve.
    Saved(Box<Saved>),
    /// As a list of parts, with the conditions it is used under.
    Listed(Build<'a>, Setting),
}

/// What the argument stands for, before it is known what a file holds.
#[derive(Debug)]
pub(super) enum Found {
    /// A build of the store.
    Saved(Box<Saved>),
    /// A file, or standard input.
    File(Document),
}

/// The build that the argument stands for: a saved one first, then a file; `-` = standard
/// input.
pub(super) fn read<'a>(named: &str, context: &'a Context) -> anyhow::Result<Written<'a>> {
    match find(named, context)? {
        Found::Saved(saved) => Ok(Written::Saved(saved)),
        Found::File(document) => written(&document, context),
    }
}

/// Finds it without reading the file's fields.
pub(super) fn find(named: &str, context: &Context) -> anyhow::Result<Found> {
    if named == "-" {
        let document = Document::from_reader("standard input", io::stdin().lock());
        return Ok(Found::File(document.map_err(|fault| told(&fault))?));
    }
    let path = Path::new(named);
    let name = named.parse::<BuildName>();
    if let (Ok(_), Some(_)) = (&name, &context.builds) {
        match store(context)?.load(named) {
            Ok(saved) => return Ok(Found::Saved(Box::new(saved))),
            Err(StoreError::Unknown {
                hint: Some(hint), ..
            }) if !path.exists() => {
                bail!("no saved build and no file is called `{named}`; did you mean `{hint}`?");
            }
            Err(StoreError::Unknown { .. }) => {}
            // A store that cannot be read is no reason not to read a file.
            Err(StoreError::Io { .. }) if path.is_file() => {}
            Err(error) => return Err(error.into()),
        }
    }
    if !path.exists() {
        bail!("no saved build and no file is called `{named}`");
    }
    let document = Document::open(path).map_err(|fault| told(&fault))?;
    Ok(Found::File(document))
}

/// A file: a saved build, which says so in its first field, or a list of parts.
fn written<'a>(document: &Document, context: &'a Context) -> anyhow::Result<Written<'a>> {
    if document.has("schema") {
        let saved = Saved::read(document).map_err(|fault| told(&fault))?;
        return Ok(Written::Saved(Box::new(saved)));
    }
    let (build, setting) = from_list(document, &context.catalogue).map_err(|fault| told(&fault))?;
    Ok(Written::Listed(build, setting))
}

/// A fault in one line, with what to do about it.
pub(super) fn told(fault: &Fault) -> anyhow::Error {
    match &fault.help {
        Some(help) => anyhow!("{fault}; {help}"),
        None => anyhow!("{fault}"),
    }
}

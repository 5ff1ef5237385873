//! `rigbuild validate`: the model held against measurements, ours or those of a directory.

use super::{Context, Exit, print, print_json};
use crate::report;
use crate::request::{RequestError, reference};
use crate::validate::speed::{self, Basis, Chips, Format, Measured, Verdict, judge_own};
use crate::validate::{CsvFile, Judgement, Subject, memory};
use anyhow::{Context as _, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Arguments of `rigbuild validate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Directory of measured tables (CSV); without one, the measurements that ship with rigbuild
    #[arg(value_name = "DIR")]
    dirs: Vec<PathBuf>,
}

/// Judges every directory.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let mut judged = Vec::new();
    if args.dirs.is_empty() {
        judged.push(("our own selection".to_owned(), own(context)?));
    }
    for dir in &args.dirs {
        let name = dir.display().to_string();
        judged.push((name, directory(dir, context)?));
    }
    if context.json {
        print_json(&report::ValidationJson::new(&judged))?;
    } else {
        let mut page = context.page();
        for (name, judgement) in &judged {
            if let Some(verdict) = &judgement.speed {
                report::speed_verdict(&mut page, name, verdict, context.depth());
            }
            if let Some(verdict) = &judgement.memory {
                report::memory_verdict(&mut page, name, verdict, context.depth());
            }
        }
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}

/// The measurements in the binary.
fn own(context: &Context) -> anyhow::Result<Judgement> {
    let catalogue = &context.catalogue;
    let chips = Chips::of(&catalogue.gpu_chips);
    let rows = Measured::own()?;
    let ladder = catalogue.ladder.as_ref().ok_or(RequestError::NoLadder)?;
    let speed = judge_own(
        &rows,
        &Basis {
            chips: &chips,
            models: &catalogue.models,
            ladder,
            reference: reference(catalogue)?,
        },
    );
    let rows = memory::Measured::own()?;
    Ok(Judgement {
        speed: Some(speed),
        memory: Some(memory::judge_own(
            &rows,
            &memory::Basis {
                models: &catalogue.models,
                chips: &catalogue.gpu_chips,
                ladder,
            },
        )),
    })
}

/// The tables of one directory.
fn directory(dir: &Path, context: &Context) -> anyhow::Result<Judgement> {
    let files = tables_in(dir)?;
    let (mut speeds, mut memories) = (Vec::new(), Vec::new());
    for file in &files {
        match Subject::of(file) {
            Some(Subject::Speed(format)) => speeds.push((format, file)),
            Some(Subject::Memory(format)) => memories.push((format, file)),
            None => {}
        }
    }
    if speeds.is_empty() && memories.is_empty() {
        bail!(
            "{}: none of its {} CSV files is a table of measurements that is known; the \
             columns say what one is: gpu_id with resnet50, or model and quant with tg512 \
             and pp1024, or its_best_batch_p75; measured_gb with metric, method and arch, \
             or max_batch_fitting_24gb",
            dir.display(),
            files.len()
        );
    }
    let models = &context.catalogue.models;
    Ok(Judgement {
        speed: if speeds.is_empty() {
            None
        } else {
            Some(speed_of(dir, &speeds, context)?)
        },
        memory: if memories.is_empty() {
            None
        } else {
            Some(memory::judge(&memories, models)?)
        },
    })
}

/// The speed half of a directory.
fn speed_of(
    dir: &Path,
    files: &[(Format, &CsvFile)],
    context: &Context,
) -> anyhow::Result<Verdict> {
    let catalogue = &context.catalogue;
    let mut chips = Chips::of(&catalogue.gpu_chips);
    // A table of chips lies beside the measurements or above them.
    for place in [Some(dir), dir.parent()].into_iter().flatten() {
        let path = place.join("gpus.csv");
        if path.is_file() {
            chips.extend(&read(&path)?)?;
            break;
        }
    }
    let reference = reference(catalogue)?;
    let (mut tables, mut left_out) = (Vec::new(), Vec::new());
    for (format, file) in files {
        tables.extend(speed::read(
            *format,
            file,
            &catalogue.models,
            &mut left_out,
        )?);
    }
    Ok(Verdict::of(&tables, &chips, reference, left_out))
}

/// The CSV files of a directory, by name.
fn tables_in(dir: &Path) -> anyhow::Result<Vec<CsvFile>> {
    let entries = fs::read_dir(dir)
        .with_context(|| format!("{} is no directory that can be read", dir.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|is| is == "csv") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        bail!("{}: there is no CSV file in it", dir.display());
    }
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> anyhow::Result<CsvFile> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let name = path.file_name().unwrap_or_default();
    Ok(CsvFile {
        name: name.to_string_lossy().into_owned(),
        text,
    })
}

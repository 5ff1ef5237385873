//! `rigbuild check`: every rule over a saved build or a YAML list of part ids.

use super::save::store;
use super::{Context, Exit, print, print_json};
use crate::build::{Acquisition, Build, Line};
use crate::part::AnyPart;
use crate::report::{CheckJson, Mark, check_line};
use crate::request::find_part;
use crate::rules::{Check, NOT_CHECKED, Setting, Severity, UnknownPolicy, Verdict};
use crate::unit::Watts;
use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// Arguments of `rigbuild check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a saved build, or a YAML file with `parts:`, a list of ids
    pub build: String,
    /// A blocking unknown counts as a no
    #[arg(long)]
    pub strict: bool,
}

/// A part list that a person writes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartList {
    parts: Vec<Entry>,
    power_limit: Option<Watts>,
    #[serde(default)]
    open_frame: bool,
    #[serde(default)]
    boxed_cooler: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default = "one")]
    count: u32,
}

fn one() -> u32 {
    1
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    build: &'a str,
    verdict: &'static str,
    checks: Vec<CheckJson>,
    not_checked: &'static [&'static str],
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let list = read(&args.build, context)?;
    let mut build = Build {
        lines: Vec::new(),
        chips: Vec::new(),
        boxed_cooler: list.boxed_cooler,
    };
    for entry in &list.parts {
        let part = find_part(&context.catalogue, &entry.id)?;
        if let AnyPart::Gpu(card) = part {
            let chip = context
                .catalogue
                .chip(&card.chip)
                .context("the card's chip is not in the catalogue")?;
            build.chips.push(chip);
        }
        anyhow::ensure!(
            (1..=64).contains(&entry.count),
            "{}: a count is 1 to 64",
            entry.id
        );
        build.lines.push(Line {
            part,
            count: entry.count,
            owned: entry.count,
            acquisition: Acquisition::Owned,
        });
    }
    let setting = Setting {
        power_limit: list.power_limit,
        open_frame: list.open_frame,
        ..Setting::default()
    };
    let mut checks = build.checks(&setting);
    checks.sort_by_key(|check| std::cmp::Reverse(gravity(check)));
    let worst = checks.iter().map(gravity).max().unwrap_or(0);
    let blocked = checks.iter().any(|check| {
        matches!(
            check.verdict,
            Verdict::Unknown {
                policy: UnknownPolicy::Block,
                ..
            }
        )
    });
    if context.json {
        let verdict = match worst {
            5 => "errors",
            4 => "warnings",
            _ => "ok",
        };
        let checks = checks.iter().map(CheckJson::new).collect();
        print_json(&Document {
            schema: "rigbuild.check/1",
            build: &args.build,
            verdict,
            checks,
            not_checked: NOT_CHECKED,
        })?;
    } else {
        write(&checks, context)?;
    }
    Ok(if worst == 5 || (args.strict && blocked) {
        Exit::No
    } else {
        Exit::Yes
    })
}

/// How much a check matters: 5 an error, 4 a warning or standard, 3 an unknown, 2 a note.
fn gravity(check: &Check) -> u8 {
    match check.verdict {
        Verdict::Fail {
            severity: Severity::Error,
            ..
        } => 5,
        Verdict::Fail {
            severity: Severity::Warning | Severity::Standard,
            ..
        } => 4,
        Verdict::Unknown { .. } => 3,
        Verdict::Fail {
            severity: Severity::Note,
            ..
        } => 2,
        Verdict::Pass { .. } | Verdict::NotApplicable => 0,
    }
}

fn write(checks: &[Check], context: &Context) -> anyhow::Result<()> {
    let mut page = context.page();
    for check in checks {
        let mark = match gravity(check) {
            5 => Mark::No,
            4 | 2 => Mark::Warning,
            3 => Mark::Unknown,
            _ => continue,
        };
        page.say(mark, &check_line(check));
    }
    let passed = checks
        .iter()
        .filter(|check| matches!(check.verdict, Verdict::Pass { .. }))
        .count();
    page.say(Mark::Yes, &format!("{passed} rules hold"));
    page.aside(&format!("not checked: {}", NOT_CHECKED.join("; ")));
    print(&page.finish())?;
    Ok(())
}

/// A file where one is named so, else a saved build.
fn read(name: &str, context: &Context) -> anyhow::Result<PartList> {
    if Path::new(name).is_file() {
        let text = fs::read_to_string(name).with_context(|| format!("cannot read {name}"))?;
        return serde_yaml::from_str(&text).with_context(|| format!("{name} is not a part list"));
    }
    let saved = store(context)?.read(name)?;
    for part in &saved.parts {
        anyhow::ensure!(
            context.catalogue.part(&part.id).is_some(),
            "build `{name}` has the part `{}` ({}), which is no longer in the catalogue: add it to a layer, or solve again",
            part.id,
            part.name
        );
    }
    let parts = saved
        .parts
        .into_iter()
        .map(|part| Entry {
            id: part.id,
            count: part.count,
        })
        .collect();
    Ok(PartList {
        parts,
        power_limit: None,
        open_frame: false,
        boxed_cooler: saved.boxed_cooler,
    })
}

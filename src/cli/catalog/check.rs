//! `rigbuild catalog check`: all faults, or how many parts are sound.

use super::frame::frame;
use crate::catalogue::{Fault, Severity};
use crate::cli::{Context, Exit, print};
use crate::part::PartKind;

/// Prints every fault; the answer is no where there is an error.
pub(super) fn run(context: &Context) -> anyhow::Result<Exit> {
    let (found, parts): (&[Fault], usize) = match &context.faults {
        Some(faults) => (&faults.faults, faults.parts),
        None => (
            &context.catalogue.warnings,
            context.catalogue.parts().count(),
        ),
    };
    let mut text: String = found
        .iter()
        .map(|fault| frame(fault, context.width, context.charset()))
        .collect();
    let errors = found
        .iter()
        .filter(|fault| fault.severity == Severity::Error)
        .count();
    text.push_str(&format_counts(parts, errors, found.len() - errors));
    if context.faults.is_none() {
        for kind in PartKind::ALL {
            let count = context
                .catalogue
                .parts()
                .filter(|part| part.kind() == *kind)
                .count();
            text = format!("{text}  {:<12} {count:>5}\n", kind.file_stem());
        }
    }
    print(&text)?;
    Ok(if errors == 0 { Exit::Yes } else { Exit::No })
}

fn format_counts(parts: usize, errors: usize, warnings: usize) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let mut text = format!("{parts} parts, {errors} fault{}", plural(errors));
    if warnings > 0 {
        text = format!("{text}, {warnings} warning{}", plural(warnings));
    }
    text.push('\n');
    text
}

//! What would be good beyond what the build must have: at most four lines.

use crate::report::Page;
use crate::report::dossier::Dossier;
use crate::unit::{Gibibytes, Gigabytes};
use crate::workload::{Advice, Confidence, CoreAdvice, MemoryAdvice, Reading, figure};

/// Rates of data follow from speeds: no more digits than a speed of this class has.
const RATES: Confidence = Confidence::B;

/// One piece of advice: what it is about, and the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Line {
    /// `memory`, `cores`, `drive` or `reading`.
    pub about: &'static str,
    /// What would be good and why.
    pub text: String,
}

/// Writes the advice; nothing where the build has all of it.
pub(in crate::report) fn write(page: &mut Page, dossier: &Dossier<'_>) {
    for line in lines(dossier) {
        page.labelled(line.about, &line.text);
    }
}

/// What the build lacks of what would be good.
pub(in crate::report) fn lines(dossier: &Dossier<'_>) -> Vec<Line> {
    let Some(advice) = &dossier.advice else {
        return Vec::new();
    };
    let Advice {
        memory: ram,
        cores: wanted,
        drive: room,
        reading: rate,
    } = advice;
    let build = dossier.build;
    [
        ("memory", memory(build.memory(), *ram)),
        (
            "cores",
            wanted.as_ref().and_then(|one| cores(dossier.cores, one)),
        ),
        ("drive", room.and_then(|room| drive(build.storage(), room))),
        ("reading", rate.as_ref().map(reading)),
    ]
    .into_iter()
    .filter_map(|(about, text)| Some(Line { about, text: text? }))
    .collect()
}

fn memory(have: Gibibytes, advice: MemoryAdvice) -> Option<String> {
    (have.value() < advice.gib).then(|| format!("{:.0} GiB is better: {}", advice.gib, advice.why))
}

fn cores(have: Option<u16>, advice: &CoreAdvice) -> Option<String> {
    let missing = have.is_some_and(|have| u32::from(have) < advice.cores);
    missing.then(|| {
        let model = model(&advice.task);
        match advice.feeding {
            Some((rate, fast)) => format!(
                "{} to feed {model} {} img/s with PIL; {fast} with a fast decoder",
                advice.cores,
                figure(rate, RATES)
            ),
            None => format!("{} are better for {model}", advice.cores),
        }
    })
}

fn drive(have: Gigabytes, advice: Gigabytes) -> Option<String> {
    (have < advice).then(|| format!("{advice} is better for data sets and checkpoints"))
}

fn reading(rate: &Reading) -> String {
    format!(
        "{} MB/s of small files for {} ({}, {:.0} GB): any NVMe drive",
        figure(rate.megabytes_per_second, RATES),
        model(&rate.task),
        rate.data,
        rate.gigabytes
    )
}

/// The model of a task; the method where it has none.
fn model(task: &str) -> &str {
    let mut words = task.split(' ');
    let method = words.next().unwrap_or_default();
    words
        .next()
        .filter(|word| !word.contains('='))
        .unwrap_or(method)
}

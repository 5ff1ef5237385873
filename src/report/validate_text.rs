//! How near the model is to measurements, as text.

use super::{Cell, Column, Depth, Mark, Page, STRONG, Table};
use crate::validate::speed::{Judged, Mean, Verdict};

/// Fewer than so many rows say little alone, and fewer faults are all told.
const FEW: usize = 3;

/// A share as a percentage with one decimal: errors of tables are averages of many.
fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}

fn signed(share: f64) -> String {
    format!("{:+.1}", 100.0 * share)
}

fn rank(of: Option<f64>) -> String {
    of.map_or_else(String::new, |rho| format!("{rho:.3}"))
}

/// Writes the speed half.
pub fn speed_verdict(page: &mut Page, name: &str, verdict: &Verdict, depth: Depth) {
    page.title(Mark::None, &["speed".to_owned(), name.to_owned()]);
    page.blank();
    let mut table = Table::new([
        Column::wrapping("TABLE"),
        Column::right("N"),
        Column::right("MAPE %"),
        Column::right("RANK"),
        Column::right("BIAS %"),
        Column::right("ABS %"),
        Column::left("BASELINE %"),
    ]);
    let shown = |judged: &&Judged| depth == Depth::Everything || judged.model.n >= FEW;
    let mut file = None;
    for judged in verdict.tables.iter().filter(shown) {
        if file.replace(&judged.file) != Some(&judged.file) {
            table.row(heading(&judged.file));
        }
        table.row(row(judged));
    }
    page.table(table);
    let hidden = verdict.tables.len() - verdict.tables.iter().filter(shown).count();
    if hidden > 0 {
        page.aside(&format!(
            "{hidden} tables of one or two rows count below only; -v lists them"
        ));
    }
    page.blank();
    means(page, verdict);
    pooled(page, verdict);
    page.aside(
        "MAPE and bias after one factor a table, rank = Spearman's; baseline: the best of \
         four naive ones, by MAPE; ABS: the mean absolute \
         error without a factor, where tokens or operations a second are claimed; * counts \
         for the mean",
    );
    if depth == Depth::Everything {
        for judged in &verdict.tables {
            let (gpu, error) = &judged.worst;
            page.aside(&format!(
                "{}, {}: worst {gpu}, {} %",
                judged.file,
                judged.name,
                signed(*error)
            ));
            if !judged.unjudged.is_empty() {
                page.aside(&format!("not judged: {}", judged.unjudged.join(", ")));
            }
        }
    }
    left_out(page, verdict, depth);
}

/// What was not used: in full where everything is asked for or little was left out.
fn left_out(page: &mut Page, verdict: &Verdict, depth: Depth) {
    let left_out = &verdict.left_out;
    if left_out.len() > FEW && depth != Depth::Everything {
        page.aside(&format!(
            "{} rows are left out; -v names them with the reason",
            left_out.len()
        ));
        return;
    }
    for left in left_out {
        page.aside(&format!(
            "left out: {}, {}: {}",
            left.file, left.what, left.why
        ));
    }
}

/// Our own selection by kind.
fn pooled(page: &mut Page, verdict: &Verdict) {
    if verdict.pooled.is_empty() {
        return;
    }
    let mut table = Table::new([
        Column::left("ALL ROWS"),
        Column::right("N"),
        Column::right("MAPE %"),
        Column::right("OF"),
        Column::right("ABS %"),
        Column::right("ABS BIAS %"),
    ]);
    for of in &verdict.pooled {
        let (error, rows) = of.scaled.map_or_else(Default::default, |(error, rows)| {
            (percent(error), rows.to_string())
        });
        let (absolute, bias) = of.absolute.map_or_else(Default::default, |(error, bias)| {
            (percent(error), signed(bias))
        });
        table.row([
            of.what.into(),
            of.rows.to_string().into(),
            error.into(),
            rows.into(),
            absolute.into(),
            bias.into(),
        ]);
    }
    page.table(table);
    page.aside("MAPE of the rows in tables of three and more");
    page.blank();
}

/// The file that the tables below it come from.
fn heading(file: &str) -> Vec<Cell> {
    let mut cells = vec![Cell::styled(file.to_owned(), STRONG)];
    cells.resize_with(7, || Cell::from(String::new()));
    cells
}

fn row(judged: &Judged) -> Vec<Cell> {
    // One row after its own factor says nothing.
    let several = |text: String| {
        if judged.model.n > 1 {
            text
        } else {
            String::new()
        }
    };
    let star = if judged.counts { "*" } else { "" };
    let baseline = judged.best_baseline().map_or_else(String::new, |(of, f)| {
        format!("{} {}", of.as_str(), percent(f.mape))
    });
    vec![
        format!("  {}{star}", judged.name).into(),
        judged.model.n.to_string().into(),
        several(percent(judged.model.mape)).into(),
        rank(judged.model.spearman).into(),
        several(signed(judged.bias)).into(),
        judged
            .absolute
            .map_or_else(String::new, |(mape, _)| percent(mape))
            .into(),
        baseline.into(),
    ]
}

fn means(page: &mut Page, verdict: &Verdict) {
    let mut table = Table::new([
        Column::left("MEAN OVER TABLES"),
        Column::right("TABLES"),
        Column::right("MAPE %"),
        Column::right("RANK"),
    ]);
    let mut any = false;
    let mut add = |what: String, mean: Mean| {
        any = true;
        table.row([
            what.into(),
            mean.tables.to_string().into(),
            percent(mean.mape).into(),
            format!("{:.3}", mean.spearman).into(),
        ]);
    };
    if let Some(mean) = verdict.mean {
        add("this model".to_owned(), mean);
    }
    for (baseline, mean) in &verdict.baselines {
        add(baseline.as_str().to_owned(), *mean);
    }
    if let Some(mean) = verdict.transformers {
        add("transformer training".to_owned(), mean);
    }
    for (ablation, mean) in &verdict.ablations {
        add(format!("  {}", ablation.as_str()), *mean);
    }
    if any {
        page.table(table);
        page.blank();
    }
}

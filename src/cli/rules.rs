//! `rigbuild rules`: the rules in words, printed from the code that judges by them.

use super::{Context, Exit, print, print_json};
use crate::report::{Cell, Column, Mark, STRONG, Table};
use crate::rules::{NOT_CHECKED, RULES, Rule};
use serde::Serialize;

/// Arguments of `rigbuild rules`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One rule in full
    pub id: Option<String>,
}

#[derive(Serialize)]
struct RuleJson {
    rule: &'static str,
    title: &'static str,
    severity: &'static str,
    unknown: &'static str,
    scope: Vec<&'static str>,
    summary: &'static str,
    rationale: &'static str,
    source: &'static str,
}

impl RuleJson {
    fn of(rule: &'static Rule) -> Self {
        Self {
            rule: rule.id,
            title: rule.title,
            severity: rule.severity.as_str(),
            unknown: rule.unknown.as_str(),
            scope: rule.scope.iter().map(|slot| slot.as_str()).collect(),
            summary: rule.summary,
            rationale: rule.rationale,
            source: rule.source,
        }
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    match &args.id {
        None => all(context)?,
        Some(id) => {
            let Some(rule) = Rule::by_id(id) else {
                let known: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
                anyhow::bail!("no rule `{id}`; there are {}", known.join(", "));
            };
            one(rule, context)?;
        }
    }
    Ok(Exit::Yes)
}

fn all(context: &Context) -> anyhow::Result<()> {
    if context.json {
        let rules: Vec<_> = RULES.iter().map(|rule| RuleJson::of(rule)).collect();
        return print_json(&rules);
    }
    let mut page = context.page();
    let mut table = Table::new([
        Column::left("RULE"),
        Column::left("AT WORST"),
        Column::left("UNKNOWN"),
        Column::wrapping("COMPARES"),
    ]);
    for rule in RULES {
        let name = Cell::styled(rule.id, STRONG);
        let severity = Cell::from(rule.severity.as_str());
        table.row([
            name,
            severity,
            rule.unknown.as_str().into(),
            rule.title.into(),
        ]);
    }
    page.title(Mark::None, &[format!("{} rules", RULES.len())]);
    page.table(table);
    page.blank();
    page.aside("errors, warnings and standards keep a part out of a proposal; --allow RULE accepts a warning or a standard");
    page.aside(&format!("no rule looks at: {}", NOT_CHECKED.join("; ")));
    print(&page.finish())?;
    Ok(())
}

fn one(rule: &'static Rule, context: &Context) -> anyhow::Result<()> {
    if context.json {
        return print_json(&RuleJson::of(rule));
    }
    let mut page = context.page();
    page.title(Mark::None, &[format!("{} {}", rule.id, rule.title)]);
    page.labelled("says", rule.summary);
    page.labelled("why", rule.rationale);
    page.labelled("at worst", rule.severity.as_str());
    page.labelled("when unknown", rule.unknown.as_str());
    let scope: Vec<_> = rule.scope.iter().map(|slot| slot.as_str()).collect();
    page.labelled("reads", &scope.join(", "));
    page.labelled("source", rule.source);
    print(&page.finish())?;
    Ok(())
}

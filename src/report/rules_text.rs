//! The rules as text: a list, or one in full.

use super::{Cell, Column, Mark, Page, STRONG, Table};
use crate::rules::{RULES, Rule, Severity, Slot, UnknownPolicy};

/// Writes one line a rule.
pub fn rules(page: &mut Page) {
    let mut table = Table::new([
        Column::left("RULE"),
        Column::left("AT WORST"),
        Column::left("IF UNKNOWN"),
        Column::wrapping("COMPARES"),
    ]);
    for rule in RULES {
        table.row([
            Cell::styled(rule.id, STRONG),
            rule.severity.as_str().into(),
            rule.unknown.as_str().into(),
            rule.title.into(),
        ]);
    }
    page.table(table);
    page.blank();
    page.aside("one in full: rigbuild rules ID");
}

/// Writes a rule in full.
pub fn rule(page: &mut Page, rule: &Rule) {
    page.title(Mark::None, &[rule.id.to_owned(), rule.title.to_owned()]);
    page.blank();
    page.say(Mark::None, rule.summary);
    page.blank();
    page.labelled("Why", rule.rationale);
    let fail = match rule.severity {
        Severity::Note => "a note: never keeps a part out",
        Severity::Warning => "a warning: kept out unless allowed",
        Severity::Standard => "a missed standard: kept out unless allowed by name",
        Severity::Error => "an error: cannot work, never allowed",
    };
    page.labelled("When broken, at worst", fail);
    let unknown = match rule.unknown {
        UnknownPolicy::Note => "mentioned",
        UnknownPolicy::Warn => "printed as a doubt",
        UnknownPolicy::Block => "kept out unless the rule is allowed by name",
    };
    page.labelled("When a fact is missing, at worst", unknown);
    let scope: Vec<&str> = rule.scope.iter().copied().map(Slot::as_str).collect();
    page.labelled("Reads", &scope.join(", "));
    page.labelled("Source", rule.source);
}

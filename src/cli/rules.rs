//! `rigbuild rules`: what the rules say, in their own words.

use super::{Context, Exit, print, print_json};
use crate::report;
use crate::request::RequestError;
use crate::rules::{RULES, Rule, Slot};
use crate::suggest::nearest;
use serde::Serialize;

/// Arguments of `rigbuild rules`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this rule, in full: PSU-02
    #[arg(value_name = "ID")]
    rule: Option<String>,
}

#[derive(Debug, Serialize)]
struct RulesJson {
    schema: &'static str,
    rules: Vec<RuleJson>,
}

#[derive(Debug, Serialize)]
struct RuleJson {
    id: &'static str,
    title: &'static str,
    severity: &'static str,
    unknown: &'static str,
    scope: Vec<&'static str>,
    summary: &'static str,
    rationale: &'static str,
    source: &'static str,
}

/// Prints all rules, or one.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let one = args.rule.as_deref().map(find).transpose()?;
    if context.json {
        let listed = one.map_or_else(|| RULES.to_vec(), |rule| vec![rule]);
        print_json(&RulesJson {
            schema: "rigbuild.rules/1",
            rules: listed.into_iter().map(RuleJson::new).collect(),
        })?;
    } else {
        let mut page = context.page();
        match one {
            Some(rule) => report::rule(&mut page, rule),
            None => report::rules(&mut page),
        }
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}

fn find(text: &str) -> Result<&'static Rule, RequestError> {
    Rule::by_id(text.trim()).ok_or_else(|| RequestError::UnknownRule {
        hint: nearest(text, RULES.iter().map(|rule| rule.id)).map(str::to_owned),
        text: text.to_owned(),
    })
}

impl RuleJson {
    fn new(rule: &Rule) -> Self {
        Self {
            id: rule.id,
            title: rule.title,
            severity: rule.severity.as_str(),
            unknown: rule.unknown.as_str(),
            scope: rule.scope.iter().copied().map(Slot::as_str).collect(),
            summary: rule.summary,
            rationale: rule.rationale,
            source: rule.source,
        }
    }
}

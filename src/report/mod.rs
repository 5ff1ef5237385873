//! Reports: what is printed, as text or JSON, each a function of the same values.

mod answer_json;
mod answer_text;
mod build_json;
mod build_text;
mod check_json;
mod check_text;
mod compare_text;
mod dossier;
mod judgement;
mod page;
mod requirement;
mod rules_text;
mod saved_json;
mod style;
mod table;
mod visible;
mod why;
mod words;
mod workloads_text;
mod wrap;

pub use answer_json::{AnswerJson, Status};
pub use answer_text::{Depth, answer, infeasible};
pub use build_json::{BuildJson, CheckJson, TaskJson};
pub use build_text::{SavedView, saved_build, saved_list};
pub use check_json::CheckedJson;
pub use check_text::checked;
pub use compare_text::{Comparison, Side, comparison};
pub use dossier::{Dossier, Question, Shares};
pub use judgement::{Judgement, Strictness};
pub use page::Page;
pub use rules_text::{rule, rules};
pub use saved_json::{ComparisonJson, SavedListJson, SavedShowJson};
pub use style::{BAD, DOUBT, FAINT, GOOD, Mark, PLAIN, STRONG};
pub use table::{Align, Cell, Column, Table, Width};
pub use visible::{Charset, visible};
pub use workloads_text::{model, profile, workloads};

//! NET-01: how fast the wired network is.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::unit::GigabitsPerSecond;

pub(super) const RULE: Rule = Rule {
    id: "NET-01",
    title: "wired network",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Motherboard],
    need: "several PCs that train together want",
    have: "the fastest port carries",
    summary: "The board's fastest wired port carries 10 Gb/s: what training over several PCs wants at least. For one PC alone any port will do.",
    rationale: "Between PCs every gradient crosses the network, which even at 10 Gb/s is a tenth of a narrow slot; downloads and backups are served by 1 Gb/s. The bound is a judgement.",
    source: "judgement",
    check,
};

/// What training over several PCs wants at least.
const CLUSTER: GigabitsPerSecond = GigabitsPerSecond::new(10);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let board = draft.board?;
    let Some(port) = board.ethernet else {
        let field = "motherboard ethernet";
        return Some(Verdict::unknown(UnknownPolicy::Note, field));
    };
    let (have, need) = (Amount::Network(port), Amount::Network(CLUSTER));
    Some(if port < CLUSTER {
        let why = "enough for one PC, too slow to train over several";
        Verdict::fail(Severity::Note, have, need, why)
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(fields: &str) -> Draft<'static> {
        Draft {
            board: Some(board(fields)),
            ..empty()
        }
    }

    #[test]
    fn the_10_gigabit_port_of_an_x870e_proart_serves_several_pcs() {
        assert_passes(&RULE, &draft("ethernet: 10 Gb/s"));
    }

    #[test]
    fn the_port_of_a_b650e_i_is_worth_a_note() {
        assert_fails(&RULE, &draft("ethernet: 2.5 Gb/s"), Severity::Note);
    }

    #[test]
    fn an_unread_port_is_unknown() {
        assert_unknown(&RULE, &draft(""), "motherboard ethernet");
    }
}

//! PSU-04: the supply fills the board's CPU power sockets.

use super::plugs::offered;
use super::units;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-04",
    title: "CPU power plugs",
    severity: Severity::Error,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Motherboard, Slot::Psu],
    need: "the board has sockets for",
    have: "the PSU has",
    summary: "The supply has an EPS plug for every CPU power socket of the board: an error without any, a warning with fewer; of several supplies the one that feeds the board. PSU-03 speaks of cards with EPS sockets.",
    rationale: "Without an EPS plug the board does not start; with one of two it runs, and limits a large CPU. A judgement from the boards' manuals.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let psus = draft.psus?;
    let feeding = units::board_psu(draft, psus);
    // All supplies together are the most that the board can get.
    let offered = feeding.map_or_else(
        || offered(psus, |psu| psu.eps),
        |psu| psu.eps.map(u32::from),
    );
    let Some(plugs) = offered else {
        draft.board?;
        return Some(Verdict::unknown(UnknownPolicy::Note, "psu eps"));
    };
    let sockets = draft.board?.eps.map(u32::from);
    let have = Amount::Count(plugs, "EPS plugs");
    let need = Amount::Count(sockets.unwrap_or(1), "EPS plugs");
    Some(match sockets {
        Some(0) => Verdict::NotApplicable,
        _ if plugs == 0 => {
            let why = "the board does not start without CPU power";
            Verdict::fail(Severity::Error, have, need, why)
        }
        None => Verdict::unknown(UnknownPolicy::Note, "motherboard eps"),
        Some(sockets) if plugs < sockets => {
            let why = "runs with a socket empty, which limits a large CPU";
            Verdict::fail(Severity::Warning, have, need, why)
        }
        Some(_) if feeding.is_none() => Verdict::unknown(UnknownPolicy::Note, units::WHICH_PSU),
        Some(_) => Verdict::pass(have, need),
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(board_fields: &str, psu_fields: &str) -> Draft<'static> {
        Draft {
            board: Some(board(board_fields)),
            psus: picks(psu(psu_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn a_prime_titanium_fills_an_x870e_proart() {
        assert_passes(&RULE, &draft("eps: 2", "eps: 2"));
    }

    #[test]
    fn a_g750m_leaves_one_socket_empty() {
        assert_fails(&RULE, &draft("eps: 2", "eps: 1"), Severity::Warning);
    }

    #[test]
    fn no_plug_at_all_is_an_error_even_on_an_unread_board() {
        assert_fails(&RULE, &draft("", "eps: 0"), Severity::Error);
    }

    #[test]
    fn missing_counts_are_unknown() {
        assert_unknown(&RULE, &draft("", "eps: 1"), "motherboard eps");
        assert_unknown(&RULE, &draft("eps: 1", ""), "psu eps");
    }

    #[test]
    fn of_several_supplies_the_one_that_feeds_the_board_counts() {
        let two = Draft {
            gpus: cards(card(""), chip(""), 1),
            ..draft("eps: 2", "eps: 1")
        };
        assert_fails(&RULE, &assigned_pair(two, [0, 1]), Severity::Warning);
        let pair = Draft {
            psus: picks(psu("eps: 1"), 2),
            ..two
        };
        assert_unknown(&RULE, &pair, units::WHICH_PSU);
    }
}

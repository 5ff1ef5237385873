//! CPU-01: the CPU fits the board's socket.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "CPU-01",
    title: "CPU socket",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Cpu, Slot::Motherboard],
    need: "the CPU's socket is",
    have: "the board's is",
    summary: "The board has the socket that the CPU is made for; LGA1151 counts as two sockets, and so do the Threadripper ones.",
    rationale: "Sockets are keyed: another CPU cannot be seated, or its pins carry other signals.",
    source: "https://pcpartpicker.com/list/mDF9tC",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, board) = (draft.cpu?, draft.board?);
    let need = Amount::Name(cpu.socket.as_str());
    let have = Amount::Name(board.socket.as_str());
    Some(if cpu.socket == board.socket {
        Verdict::pass(have, need)
    } else {
        Verdict::fail(
            Severity::Error,
            have,
            need,
            "the CPU does not fit the socket",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn pair(cpu_fields: &str, board_fields: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(cpu_fields)),
            board: Some(board(board_fields)),
            ..empty()
        }
    }

    #[test]
    fn ryzen_9_7900x_fits_an_x670e_tomahawk() {
        assert_passes(&RULE, &pair("socket: am5", "socket: am5"));
    }

    #[test]
    fn ryzen_7_9800x3d_does_not_fit_a_b550m() {
        assert_fails(&RULE, &pair("socket: am5", "socket: am4"), Severity::Error);
    }

    #[test]
    fn a_core_i9_9900k_does_not_fit_a_z270() {
        assert_fails(
            &RULE,
            &pair("socket: lga1151-v2", "socket: lga1151"),
            Severity::Error,
        );
    }
}

//! MEM-06: registered and unbuffered modules go where they belong.

use super::{Amount, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{MemoryRegistration, Motherboard, Socket};

pub(super) const RULE: Rule = Rule {
    id: "MEM-06",
    title: "registered or unbuffered memory",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Motherboard, Slot::Memory],
    need: "the modules are",
    have: "the board takes",
    summary: "Desktop sockets take unbuffered modules, server and Threadripper 7000 ones registered modules, and no build mixes the two.",
    rationale: "The wrong kind is keyed off or keeps the machine from starting. What a socket takes is read from the board's page, else from its socket; the rows for sTR5 and sWRX8 are a judgement.",
    source: "https://mcgrp.ru/files/viewer/255637/10",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (board, kits) = (draft.board?, draft.memory?);
    // Workstation memory is bought for the board: do not guess there.
    let policy = if board.socket.is_desktop() {
        UnknownPolicy::Warn
    } else {
        UnknownPolicy::Block
    };
    let Some(accepted) = accepted(board) else {
        return Some(Verdict::unknown(policy, "motherboard memory.registration"));
    };
    let have = Amount::Names(Names::of(
        MemoryRegistration::NAMES,
        accepted.iter().map(|kind| *kind as usize),
    ));
    let mut seen: Option<MemoryRegistration> = None;
    let mut unknown = false;
    for kit in kits {
        let Some(kind) = kit.part.registration else {
            unknown = true;
            continue;
        };
        let need = Amount::Name(kind.as_str());
        if !accepted.contains(&kind) {
            let why = "the board does not start with these modules";
            return Some(Verdict::fail(Severity::Error, have, need, why));
        }
        if seen.is_some_and(|other| other != kind) {
            let why = "registered and unbuffered modules never mix";
            return Some(Verdict::fail(Severity::Error, have, need, why));
        }
        seen = Some(kind);
    }
    Some(match seen {
        Some(kind) if !unknown => Verdict::pass(have, Amount::Name(kind.as_str())),
        Some(_) | None => Verdict::unknown(policy, "memory registration"),
    })
}

/// What the board takes: as its maker states, else by its socket; `None` = by manual.
fn accepted(board: &Motherboard) -> Option<&[MemoryRegistration]> {
    use MemoryRegistration::{Registered, Unbuffered};
    if let Some(stated) = &board.memory.registration {
        return Some(stated);
    }
    match board.socket {
        Socket::Am4
        | Socket::Am5
        | Socket::Lga1151
        | Socket::Lga1151V2
        | Socket::Lga1200
        | Socket::Lga1700
        | Socket::Lga1851
        | Socket::Tr4
        | Socket::Strx4 => Some(&[Unbuffered]),
        Socket::Lga3647
        | Socket::Lga4189
        | Socket::Lga4677
        | Socket::Str5
        | Socket::Sp3
        | Socket::Sp5
        | Socket::Sp6 => Some(&[Registered]),
        Socket::Swrx8 => Some(&[Unbuffered, Registered]),
        Socket::Lga2011V3 | Socket::Lga2066 => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pick;
    use super::super::test_parts::*;
    use super::*;

    fn draft(socket: &str, memory: &str) -> Draft<'static> {
        Draft {
            memory: picks(kit(memory), 1),
            board: Some(board(&format!("socket: {socket}"))),
            ..empty()
        }
    }

    #[test]
    fn romed8_2t_takes_registered_modules() {
        assert_passes(&RULE, &draft("sp3", "registration: registered"));
    }

    #[test]
    fn b650m_does_not_take_server_premier() {
        let draft = draft("am5", "registration: registered");
        assert_fails(&RULE, &draft, Severity::Error);
    }

    #[test]
    fn the_two_kinds_never_mix() {
        let kinds = ["unbuffered", "registered"].map(|kind| Pick {
            part: kit(&format!("registration: {kind}")),
            count: 1,
        });
        let draft = Draft {
            memory: Some(&kinds),
            board: Some(board("socket: swrx8")),
            ..empty()
        };
        assert_fails(&RULE, &draft, Severity::Error);
    }

    #[test]
    fn an_unknown_kind_blocks_on_a_server_board_only() {
        let policy = |socket| match check(&draft(socket, "")) {
            Some(Verdict::Unknown { policy, .. }) => policy,
            other => panic!("{other:?}"),
        };
        assert_eq!(policy("sp3"), UnknownPolicy::Block);
        assert_eq!(policy("am5"), UnknownPolicy::Warn);
    }
}

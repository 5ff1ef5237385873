//! ML-06-BAR: the BIOS maps the whole memory of server cards.

use super::{Amount, Draft, GpuPick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Architecture, GpuCooling, Motherboard, Socket};

pub(super) const RULE: Rule = Rule {
    id: "ML-06-BAR",
    title: "memory of server cards above 4 GiB",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu, Slot::Motherboard],
    need: "a server card wants",
    have: "the BIOS has",
    summary: "Under a passive server card (P40, P100, V100, A100, MI50) the board's BIOS maps memory above 4 GiB (Above 4G Decoding). Unknown, it is a doubt on boards of 2014 to 2017 and a mere note on younger ones, which have it as a rule.",
    rationale: "Such a card shows all its memory to the PC at once, which does not fit below 4 GiB: without the setting the PC does not start or does not see the card. Consumer boards up to 2014 lack it. That cards with fans get by is a judgement.",
    source: "https://github.com/xCuri0/ReBarUEFI",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, board) = (draft.gpus?, draft.board?);
    let unknown = |policy, field| Some(Verdict::unknown(policy, field));
    let need = Amount::Name("Above 4G Decoding");
    let windows = || gpus.iter().map(window);
    if windows().all(|window| window == Window::Small) {
        return Some(Verdict::NotApplicable);
    }
    match board.above_4g {
        Some(true) => Some(Verdict::pass(need, need)),
        Some(false) if windows().any(|window| window == Window::Large) => {
            let why = "the PC does not start with the card, or does not see it";
            Some(Verdict::fail(
                Severity::Error,
                Amount::Name("none"),
                need,
                why,
            ))
        }
        Some(false) => unknown(UnknownPolicy::Warn, "how much of its memory the card shows"),
        None => unknown(policy(board), "motherboard above_4g"),
    }
}

/// How much of its memory a card shows to the PC at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Window {
    /// 256 MiB, unless the BIOS asks for more.
    Small,
    /// All of it.
    Large,
    Unknown,
}

fn window(pick: &GpuPick<'_>) -> Window {
    match pick.card.cooling {
        Some(
            GpuCooling::OpenAir | GpuCooling::Blower | GpuCooling::Hybrid | GpuCooling::WaterBlock,
        ) => Window::Small,
        // Of the T4 it is not read.
        Some(GpuCooling::Passive) if pick.chip.architecture == Architecture::Turing => {
            Window::Unknown
        }
        Some(GpuCooling::Passive) => Window::Large,
        None => Window::Unknown,
    }
}

/// Boards of these sockets came out before the setting was everywhere.
const fn policy(board: &Motherboard) -> UnknownPolicy {
    match board.socket {
        Socket::Lga2011V3 | Socket::Lga1151 => UnknownPolicy::Warn,
        Socket::Am4
        | Socket::Am5
        | Socket::Lga1151V2
        | Socket::Lga1200
        | Socket::Lga1700
        | Socket::Lga1851
        | Socket::Lga2066
        | Socket::Lga3647
        | Socket::Lga4189
        | Socket::Lga4677
        | Socket::Tr4
        | Socket::Strx4
        | Socket::Swrx8
        | Socket::Str5
        | Socket::Sp3
        | Socket::Sp5
        | Socket::Sp6 => UnknownPolicy::Note,
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(cooling: &str, board_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(cooling), chip("architecture: pascal"), 1),
            board: Some(board(board_fields)),
            ..empty()
        }
    }

    const P40: &str = "cooling: passive";

    #[test]
    fn a_p40_starts_where_the_bios_maps_it() {
        assert_passes(&RULE, &draft(P40, "above_4g: true"));
    }

    #[test]
    fn a_p40_does_not_start_on_a_board_without() {
        assert_fails(&RULE, &draft(P40, "above_4g: false"), Severity::Error);
    }

    #[test]
    fn a_card_with_fans_is_not_its_business() {
        let open = draft("cooling: open-air", "above_4g: false");
        assert_not_applicable(&RULE, &open);
    }

    #[test]
    fn an_unread_bios_is_a_doubt_on_old_boards_and_a_note_on_others() {
        let policy = |socket| match check(&draft(P40, socket)) {
            Some(Verdict::Unknown { policy, field }) => {
                assert_eq!(field, "motherboard above_4g");
                policy
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(
            policy("socket: lga2011-3, chipset: x99"),
            UnknownPolicy::Warn
        );
        assert_eq!(policy("socket: am5"), UnknownPolicy::Note);
    }

    #[test]
    fn an_unstated_cooler_and_a_t4_are_unknown() {
        let field = "how much of its memory the card shows";
        assert_unknown(&RULE, &draft("", "above_4g: false"), field);
        let t4 = Draft {
            gpus: cards(card(P40), chip("architecture: turing"), 1),
            ..draft(P40, "above_4g: false")
        };
        assert_unknown(&RULE, &t4, field);
    }
}

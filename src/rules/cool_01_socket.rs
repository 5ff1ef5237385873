//! COOL-01: the cooler's mounting kit fits the CPU's socket.

use super::{Amount, CoolerPick, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Socket;

pub(super) const RULE: Rule = Rule {
    id: "COOL-01",
    title: "cooler socket",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Cpu, Slot::Cooler],
    need: "the CPU's socket is",
    have: "the cooler fits",
    summary: "The cooler lists the CPU's socket; a warning where it lists one with the same holes (AM4 for AM5, LGA1700 for LGA1851). A boxed cooler must be in the CPU's box, and be known to be.",
    rationale: "Mounting kits differ by socket; for sockets with the same holes, look whether the kit in the box is the right one. Which sockets share their holes is a judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, cooler) = (draft.cpu?, draft.cooler?);
    let need = Amount::Name(cpu.socket.as_str());
    let part = match cooler {
        CoolerPick::Boxed => {
            return Some(match cpu.boxed_cooler {
                Some(true) => Verdict::pass(need, need),
                Some(false) => {
                    let why = "this CPU comes without a cooler";
                    Verdict::fail(Severity::Error, Amount::Name("none"), need, why)
                }
                None => Verdict::unknown(UnknownPolicy::Block, "cpu boxed_cooler"),
            });
        }
        CoolerPick::Part(part) => part,
    };
    let Some(sockets) = &part.sockets else {
        return Some(Verdict::unknown(UnknownPolicy::Warn, "cooler sockets"));
    };
    let have = Amount::Names(Names::of(
        Socket::NAMES,
        sockets.iter().map(|known| *known as usize),
    ));
    Some(if sockets.contains(&cpu.socket) {
        Verdict::pass(need, need)
    } else if sockets
        .iter()
        .any(|listed| same_holes(cpu.socket).contains(listed))
    {
        let why = "same holes as a listed socket: look whether the kit fits";
        Verdict::fail(Severity::Warning, have, need, why)
    } else {
        let why = "the cooler cannot be mounted";
        Verdict::fail(Severity::Error, have, need, why)
    })
}

/// Older sockets whose coolers go onto this one.
fn same_holes(socket: Socket) -> &'static [Socket] {
    match socket {
        Socket::Am5 => &[Socket::Am4],
        Socket::Lga1851 => &[Socket::Lga1700],
        Socket::Lga1151 | Socket::Lga1151V2 | Socket::Lga1200 => {
            &[Socket::Lga1151, Socket::Lga1151V2, Socket::Lga1200]
        }
        Socket::Lga2066 => &[Socket::Lga2011V3],
        Socket::Strx4 | Socket::Swrx8 | Socket::Str5 | Socket::Sp3 | Socket::Sp6 => {
            &[Socket::Tr4, Socket::Strx4, Socket::Swrx8, Socket::Sp3]
        }
        Socket::Am4
        | Socket::Lga1700
        | Socket::Lga2011V3
        | Socket::Lga3647
        | Socket::Lga4189
        | Socket::Lga4677
        | Socket::Tr4
        | Socket::Sp5 => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(cpu_fields: &str, sockets: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(cpu_fields)),
            cooler: Some(CoolerPick::Part(cooler(sockets))),
            ..empty()
        }
    }

    #[test]
    fn an_nh_d15_fits_am5() {
        assert_passes(&RULE, &draft("socket: am5", "sockets: [am4, am5]"));
    }

    #[test]
    fn a_wraith_stealth_for_am4_needs_a_look_on_am5() {
        let draft = draft("socket: am5", "sockets: [am4]");
        assert_fails(&RULE, &draft, Severity::Warning);
    }

    #[test]
    fn an_am4_cooler_does_not_fit_lga1700() {
        let draft = draft("socket: lga1700", "sockets: [am4]");
        assert_fails(&RULE, &draft, Severity::Error);
    }

    #[test]
    fn a_boxed_cooler_must_be_known_to_be_in_the_box() {
        let boxed = |fields: &str| Draft {
            cpu: Some(cpu(fields)),
            cooler: Some(CoolerPick::Boxed),
            ..empty()
        };
        assert_passes(&RULE, &boxed("boxed_cooler: true"));
        assert_fails(&RULE, &boxed("boxed_cooler: false"), Severity::Error);
        assert_unknown(&RULE, &boxed(""), "cpu boxed_cooler");
    }

    #[test]
    fn unlisted_sockets_are_unknown() {
        assert_unknown(&RULE, &draft("socket: am5", ""), "cooler sockets");
    }
}

//! BIOS-01: the board may need a BIOS update before it knows the CPU.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Cpu, Motherboard};
use crate::unit::BiosVersion;
use jiff::civil::Date;
use std::cmp::Ordering;

pub(super) const RULE: Rule = Rule {
    id: "BIOS-01",
    title: "BIOS for the CPU",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Cpu, Slot::Motherboard],
    need: "the CPU came out",
    have: "the board's BIOS is",
    summary: "A BIOS that is stated (`bios_version` of a build file) is no older than the first that the board's maker lists for the CPU's generation. Else a CPU newer than the board may need a BIOS update first: a note, and a warning where the CPU is 12 months newer or more and the board cannot be updated without a working CPU.",
    rationale: "If the board in the shop holds an older BIOS, it does not start with the CPU. Which BIOS a shop's board holds cannot be known; the 12 months are a judgement. Makers number their BIOSes as they like: versions that have no sure order are not compared.",
    source: "https://pcpartpicker.com/guide/mwv6Mp/",
    check,
};

/// A board made this long before the CPU was likely packed with an older BIOS: a judgement.
const MONTHS: u32 = 12;

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, board) = (draft.cpu?, draft.board?);
    if cpu.socket != board.socket {
        return Some(Verdict::NotApplicable);
    }
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    if let Some(stated) = draft.setting.bios_version
        && let Some(verdict) = stated_bios(stated, cpu, board)
    {
        return Some(verdict);
    }
    let Some(cpu_day) = cpu.released else {
        return unknown("cpu released");
    };
    let Some(board_day) = board.released else {
        return unknown("motherboard released");
    };
    let months = months_after(board_day, cpu_day);
    let need = Amount::Count(months, "months after the board");
    let have = Amount::Name(match board.bios_flashback {
        Some(true) => "updated without a CPU",
        Some(false) => "updated with a working CPU only",
        None => "perhaps updated without a CPU",
    });
    let fail = |severity, why| Some(Verdict::fail(severity, have, need, why));
    if cpu_day <= board_day {
        return Some(Verdict::pass(have, need));
    }
    if months < MONTHS {
        return fail(
            Severity::Note,
            "if the board's BIOS is older than the CPU, update it first",
        );
    }
    match board.bios_flashback {
        Some(true) => fail(
            Severity::Note,
            "if the board's BIOS is older than the CPU, update it without a CPU first",
        ),
        Some(false) => fail(
            Severity::Warning,
            "if the board's BIOS is older than the CPU, only a borrowed CPU can update it",
        ),
        None => unknown("motherboard bios_flashback"),
    }
}

/// Judges a stated BIOS by the maker's list; `None` = the list does not tell.
fn stated_bios(stated: BiosVersion, cpu: &Cpu, board: &Motherboard) -> Option<Verdict> {
    let listed = board.min_bios.get(&cpu.generation?)?;
    let unknown = || {
        let field = "which of the two BIOS versions is newer";
        Some(Verdict::unknown(UnknownPolicy::Note, field))
    };
    let Ok(least) = listed.parse::<BiosVersion>() else {
        return unknown();
    };
    let (have, need) = (Amount::Bios("", stated), Amount::Bios("with BIOS ", least));
    match stated.order(&least) {
        Some(Ordering::Less) => {
            let why = "the board does not know the CPU before its BIOS is updated";
            Some(Verdict::fail(Severity::Warning, have, need, why))
        }
        Some(Ordering::Equal | Ordering::Greater) => Some(Verdict::pass(have, need)),
        None => unknown(),
    }
}

/// Whole months from one day to a later one; 0 when it is not later.
fn months_after(earlier: Date, later: Date) -> u32 {
    let index = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let started = index(later) - index(earlier);
    let whole = started - i32::from(later.day() < earlier.day());
    u32::try_from(whole).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    fn pair(cpu_day: &str, board_fields: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(&format!("released: {cpu_day}"))),
            board: Some(board(board_fields)),
            ..empty()
        }
    }

    #[test]
    fn a_9900x_on_an_x870e_proart_made_for_it_is_fine() {
        let draft = pair("2024-08-15", "released: 2024-09-30, bios_flashback: true");
        assert_passes(&RULE, &draft);
    }

    #[test]
    fn a_9950x_on_an_older_board_without_flashback_is_a_risk() {
        let draft = pair("2024-08-15", "released: 2022-09-27, bios_flashback: false");
        assert_fails(&RULE, &draft, Severity::Warning);
    }

    #[test]
    fn flashback_or_a_short_gap_makes_it_a_note() {
        let flashback = pair("2024-08-15", "released: 2022-09-27, bios_flashback: true");
        assert_fails(&RULE, &flashback, Severity::Note);
        let eleven_months = pair("2024-08-15", "released: 2023-08-16, bios_flashback: false");
        assert_fails(&RULE, &eleven_months, Severity::Note);
    }

    /// A Zen 5 processor newer than a board whose list says 1.20, with this BIOS on it.
    fn stated(version: &str, board_fields: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu("generation: zen5, released: 2024-08-15")),
            board: Some(board(board_fields)),
            setting: setting(Setting {
                bios_version: Some(version.parse().unwrap()),
                ..Setting::default()
            }),
            ..empty()
        }
    }

    #[test]
    fn a_stated_bios_is_compared_with_the_makers_list() {
        let list = "min_bios: {zen5: \"1.20\"}, released: 2022-09-27, bios_flashback: false";
        assert_passes(&RULE, &stated("1.20", list));
        assert_passes(&RULE, &stated("1.35", list));
        assert_fails(&RULE, &stated("1.18", list), Severity::Warning);
        let odd = stated("1.3", list);
        assert_unknown(&RULE, &odd, "which of the two BIOS versions is newer");
    }

    #[test]
    fn a_stated_bios_without_a_list_leaves_the_days_to_judge() {
        let no_list = "released: 2022-09-27, bios_flashback: false";
        assert_fails(&RULE, &stated("1.20", no_list), Severity::Warning);
        let other = "min_bios: {zen4: \"1.00\"}, released: 2024-09-30";
        assert_passes(&RULE, &stated("1.20", other));
    }

    #[test]
    fn missing_facts_are_unknown() {
        let no_flashback = pair("2024-08-15", "released: 2022-09-27");
        assert_unknown(&RULE, &no_flashback, "motherboard bios_flashback");
        let no_day = pair("2024-08-15", "bios_flashback: true");
        assert_unknown(&RULE, &no_day, "motherboard released");
    }
}

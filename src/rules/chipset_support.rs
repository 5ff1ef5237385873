//! Which CPU generations a chipset's boards can run, with the right BIOS.
//!
//! From AMD's and Intel's chipset support tables; rows without a reported case are general
//! knowledge (a judgement). A combination missing here because its chipset has no row is
//! unknown; a generation missing from a row is *no*.

use crate::part::{Chipset, Generation};

/// Generations that the boards of a chipset can run; `None` = no row.
pub(super) const fn supported(chipset: Chipset) -> Option<&'static [Generation]> {
    use Generation as G;
    Some(match chipset {
        Chipset::A320 | Chipset::B350 | Chipset::X370 | Chipset::B450 | Chipset::X470 => &[
            G::Zen,
            G::ZenApu,
            G::ZenPlus,
            G::ZenPlusApu,
            G::Zen2,
            G::Zen2Apu,
            G::Zen3,
            G::Zen3Apu,
        ],
        Chipset::A520 | Chipset::B550 => &[G::Zen2, G::Zen2Apu, G::Zen3, G::Zen3Apu],
        Chipset::X570 => &[
            G::ZenApu,
            G::ZenPlus,
            G::ZenPlusApu,
            G::Zen2,
            G::Zen2Apu,
            G::Zen3,
            G::Zen3Apu,
        ],
        Chipset::A620
        | Chipset::B650
        | Chipset::B650E
        | Chipset::X670
        | Chipset::X670E
        | Chipset::B840
        | Chipset::B850
        | Chipset::X870
        | Chipset::X870E => &[G::Zen4, G::Zen4Apu, G::Zen5],
        Chipset::Z170 | Chipset::Z270 => &[G::Skylake, G::KabyLake],
        Chipset::Z370 | Chipset::Z390 => &[G::CoffeeLake],
        Chipset::Z490 | Chipset::Z590 => &[G::CometLake, G::RocketLake],
        Chipset::H610
        | Chipset::B660
        | Chipset::H670
        | Chipset::Z690
        | Chipset::W680
        | Chipset::B760
        | Chipset::H770
        | Chipset::Z790 => &[G::AlderLake, G::RaptorLake, G::RaptorLakeRefresh],
        Chipset::H810 | Chipset::B860 | Chipset::Z890 | Chipset::W880 => {
            &[G::ArrowLake, G::ArrowLakeRefresh]
        }
        Chipset::X99 | Chipset::C612 => &[G::HaswellE, G::BroadwellE],
        Chipset::X299 => &[G::SkylakeX, G::KabyLake, G::CascadeLake],
        Chipset::C422 | Chipset::C621 => &[G::SkylakeX, G::CascadeLake],
        Chipset::W790 => &[G::SapphireRapids],
        Chipset::X399 => &[G::Zen, G::ZenPlus],
        Chipset::Trx40 => &[G::Zen2],
        Chipset::Wrx80 => &[G::Zen2, G::Zen3],
        Chipset::Trx50 | Chipset::Wrx90 => &[G::Zen4, G::Zen5],
        // EPYC boards differ by revision and BIOS, not by chipset.
        Chipset::Soc => return None,
    })
}

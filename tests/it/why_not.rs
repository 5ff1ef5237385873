//! What is against a part, against brute force: all builds of small random catalogues, those
//! with the part among them; and what the program says of the shipped parts.

use crate::many::Many;
use crate::oracle::{Judged, all, identities, meets, tolerated, within};
use crate::prices::picked;
use crate::program::{document, flat, refused, said};
use crate::random::{self, Additive, Random};
use rigbuild::catalogue::Catalogue;
use rigbuild::explain::{Barred, Finding, Requirement, WhyNot, requirements, why_not};
use rigbuild::part::AnyPart;
use rigbuild::request::{Best, Request, chip_of};
use rigbuild::rules::{Severity, Slot, Verdict};
use rigbuild::solve::{Contender, Loss, TieBreak, UNWATCHED, feasible, verify};
use rigbuild::unit::Usd;

fn has(c: &Catalogue, one: &Judged, part: AnyPart<'_>) -> bool {
    one.rank.5.iter().any(|(id, ..)| {
        id == part.id()
            || c.part(id)
                .and_then(chip_of)
                .is_some_and(|chip| chip == part.id())
    })
}

/// What occurred.
#[derive(Debug, Default)]
struct Seen {
    asked: usize,
    picked: usize,
    slower: usize,
    dearer: usize,
    ties: usize,
    barred: usize,
    least: usize,
    conflicts: usize,
    takeovers: usize,
}

fn judge(seed: u64, seen: &mut Seen) {
    let mut r = Random::new(4_000_000 + seed);
    let c = random::catalogue(&mut r, 3);
    let mut q = random::request(&mut r, &c);
    if r.chance(15) {
        q.best = Best::Cheapest;
    }
    if r.chance(50) {
        q.tolerance_basis_points = 0;
    }
    let builds = all(&c, &q, true);
    let parts: Vec<AnyPart<'_>> = c.parts().collect();
    for _ in 0..3 {
        let part = r.one(&parts);
        let about = format!("seed {seed}, {}", part.id());
        let found = why_not(&c, &q, &Additive, part, &UNWATCHED).expect("nobody ends it");
        against(&c, &q, &builds, part, &found, &about, seen);
        if let Some(one) = &found.takeover {
            let at = one.at.cents();
            assert!(one.at < one.price, "{about}: {one:?}");
            assert!(picked(&c, &q, one.offer, at), "{about}: {one:?}");
            assert!(!picked(&c, &q, one.offer, at + 1), "{about}: {one:?}");
            seen.takeovers += 1;
        }
        seen.asked += 1;
    }
}

/// The finding is what all builds say.
fn against(
    c: &Catalogue,
    q: &Request,
    builds: &[Judged],
    part: AnyPart<'_>,
    found: &WhyNot<'_>,
    about: &str,
    seen: &mut Seen,
) {
    let meets = |one: &&Judged| meets(one, q);
    let affordable: Vec<&Judged> = within(builds, q).into_iter().filter(meets).collect();
    let best = affordable.iter().map(|one| one.score).max();
    let equal = best.map(|best| tolerated(best, q.tolerance_basis_points));
    let cheapest = |list: &[&'_ Judged], least| {
        let reaches = |one: &&&Judged| q.best == Best::Cheapest || Some(one.score) >= least;
        list.iter()
            .filter(reaches)
            .map(|one| &one.rank)
            .min()
            .cloned()
    };
    let pick = cheapest(&affordable, equal);
    assert_eq!(
        found.pick.as_ref().map(|one| identities(&one.build)),
        pick.as_ref().map(|rank| rank.5.clone()),
        "{about}: pick"
    );
    let with: Vec<&Judged> = affordable
        .iter()
        .copied()
        .filter(|one| has(c, one, part))
        .collect();
    let highest = with.iter().map(|one| one.score).max();
    match (&found.finding, highest) {
        (Finding::Barred(barred), None) => {
            let everywhere = builds.iter().filter(|one| has(c, one, part)).filter(meets);
            let least = everywhere.map(|one| &one.rank).min();
            bars(
                c,
                q,
                part,
                barred,
                least.map(|rank| rank.5.as_slice()),
                about,
                seen,
            );
            seen.barred += 1;
        }
        (Finding::Picked(stay), Some(_)) => {
            let contender = cheapest(&with, equal);
            assert_eq!(contender, pick, "{about}: it is not in the pick");
            if let Some(stay) = stay {
                assert!(stay.from <= stay.price, "{about}");
                assert!(picked(c, q, stay.offer, stay.from.cents()), "{about}");
            }
            seen.picked += 1;
        }
        (Finding::Beaten(one), Some(highest)) => {
            let pick = pick.expect("a build is affordable");
            let (rank, loss) = if let Some(rank) = cheapest(&with, equal) {
                let loss = lost(&pick, &rank, one);
                (rank, loss)
            } else {
                let least = tolerated(highest, q.tolerance_basis_points);
                let rank = cheapest(&with, Some(least)).expect("one is the best");
                let equal = equal.expect("a build is affordable");
                seen.slower += 1;
                (rank, Loss::Score { highest, equal })
            };
            match loss {
                Loss::Price(_) => seen.dearer += 1,
                Loss::Tie(_) => seen.ties += 1,
                Loss::Score { .. } => {}
            }
            assert_eq!(identities(&one.build.build), rank.5, "{about}: build");
            assert_eq!(one.build.total, rank.0.to_pay(), "{about}: total");
            assert_eq!(one.loss, Some(loss), "{about}: loss");
        }
        (other, highest) => panic!("{about}: {other:?}, the best with it is {highest:?}"),
    }
}

/// What the contender loses by, from the oracle's ranks.
fn lost(pick: &crate::oracle::Rank, rank: &crate::oracle::Rank, one: &Contender<'_>) -> Loss {
    if rank.0 > pick.0 {
        return Loss::Price(rank.0.saturating_sub(pick.0).to_pay());
    }
    assert_eq!(rank.0, pick.0, "{one:?} is cheaper than the pick");
    Loss::Tie(if rank.1 != pick.1 {
        TieBreak::GpuMemory
    } else if rank.2 != pick.2 {
        TieBreak::Unknowns
    } else if rank.3 != pick.3 {
        TieBreak::Memory
    } else if rank.4 != pick.4 {
        TieBreak::Storage
    } else {
        TieBreak::Identity
    })
}

/// A part that no build has: the least budget, a minimal conflict, ways out that work.
fn bars(
    c: &Catalogue,
    q: &Request,
    part: AnyPart<'_>,
    barred: &Barred<'_>,
    least: Option<&[(String, u8, u32)]>,
    about: &str,
    seen: &mut Seen,
) {
    let slot = Slot::of(part.kind());
    let pinned_away = q.pins.iter().any(|pin| {
        let other = c.part(pin).expect("pins are parts");
        Slot::of(other.kind()) == slot && pin != part.id() && chip_of(other) != Some(part.id())
    });
    for way in &barred.why.relaxations {
        let contains = way
            .build
            .build
            .lines
            .iter()
            .any(|line| line.part.id() == part.id() || chip_of(line.part) == Some(part.id()));
        assert!(contains, "{about}: {way:?} does without the part");
        let mut relaxed = way.requirement.relaxed(q);
        if relaxed.budget.is_none() {
            relaxed.budget = Some(way.build.total);
        }
        let faults = verify(c, &relaxed, &Additive, &way.build.build);
        assert_eq!(faults, [], "{about}: {:?}", way.requirement);
    }
    if pinned_away {
        return;
    }
    assert_eq!(
        barred.why.least.as_ref().map(|one| identities(&one.build)),
        least.map(<[_]>::to_vec),
        "{about}: least budget"
    );
    let mut forced = q.clone();
    let narrower = |pin: &String| c.part(pin).and_then(chip_of) == Some(part.id());
    if !q.pins.iter().any(narrower) {
        forced.pins.insert(part.id().to_owned());
    }
    if let Some(least) = &barred.why.least {
        for (short, enough) in [(0, true), (1, false)] {
            let budget = Some(Usd::from_cents(least.total.cents() - short));
            let at = Request {
                budget,
                ..forced.clone()
            };
            assert_eq!(feasible(c, &at, &Additive), enough, "{about}: {budget:?}");
        }
        seen.least += 1;
    }
    let conflict = &barred.why.conflict;
    let own = |one: &Requirement| *one == Requirement::Pin(part.id().to_owned());
    assert!(!conflict.iter().any(own), "{about}");
    // Whatever is given up, the question is about the part.
    let relaxed = |one: &Requirement, request: &Request| {
        let mut relaxed = one.relaxed(request);
        let says = |pin: &String| pin == part.id() || narrower(pin);
        if !relaxed.pins.iter().any(says) {
            relaxed.pins.insert(part.id().to_owned());
        }
        relaxed
    };
    let mut bare = forced.clone();
    for one in requirements(&forced) {
        if !conflict.contains(&one) {
            bare = relaxed(&one, &bare);
        }
    }
    for check in &barred.alone {
        let by_name = match check.verdict {
            Verdict::Unknown { .. } => true,
            Verdict::Fail { severity, .. } => severity == Severity::Standard,
            _ => false,
        };
        let id = check.rule.id;
        let named = [Requirement::Judged(id), Requirement::Standard(id)];
        if by_name && !named.iter().any(|one| conflict.contains(one)) {
            bare.allowed.rules.insert(id.to_owned());
        }
    }
    assert!(!feasible(c, &bare, &Additive), "{about}: no conflict");
    for one in conflict {
        assert!(
            feasible(c, &relaxed(one, &bare), &Additive),
            "{about}: {one:?} need not be in the conflict"
        );
        seen.conflicts += 1;
    }
}

#[test]
fn what_is_against_a_part_is_what_all_builds_say() {
    let many = Many::usually(1_200);
    let [a, b]: [Seen; 2] = many.judge(judge);
    let enough = |of: fn(&Seen) -> usize, least: usize| {
        let least = many.share(least);
        assert!(of(&a) + of(&b) >= least, "{least} are too few: {a:?} {b:?}");
    };
    enough(|seen| seen.asked, 3_600);
    enough(|seen| seen.picked, 100);
    enough(|seen| seen.slower, 20);
    enough(|seen| seen.dearer, 50);
    enough(|seen| seen.ties, 5);
    enough(|seen| seen.barred, 500);
    enough(|seen| seen.least, 50);
    enough(|seen| seen.conflicts, 100);
    enough(|seen| seen.takeovers, 50);
}

#[test]
fn a_part_beyond_the_budget_has_a_least_budget_and_a_price() {
    let text = said(&["why-not", "rtx-3090", "-b", "2000"], 1);
    insta::assert_snapshot!(text, @r"
    ✗ No build within $2,000 has GeForce RTX 3090 24 GB
      least: the cheapest build with it costs $2,274.74, $274.74 over the budget
      conflicts with: a budget of $2,000.00, and nothing else

      TRY            THEN THE BEST IS                   TOTAL  SCORE
      --budget 2275  GeForce RTX 3090 24 GB (used)  $2,274.74     96
      each of these was tried and works
      in the best build: GeForce RTX 3090 24 GB (used) at $1,344.26 or less (today
        $1,619.00)
    ");
    let with = document(&["-b", "2274.74", "--pin", "rtx-3090"], 0);
    assert_eq!(with["build"]["total_cents"], 227_474);
    said(&["-b", "2274.73", "--pin", "rtx-3090"], 1);
    let document = document(&["why-not", "rtx-3090", "-b", "2000"], 1);
    assert_eq!(document["schema"], "rigbuild.why-not/1");
    assert_eq!(document["verdict"], "barred");
    assert_eq!(document["barred"]["least"]["total_cents"], 227_474);
}

#[test]
fn a_part_that_is_beaten_is_shown_beside_the_pick() {
    let text = said(&["why-not", "intel core i3-12100f", "-b", "2000"], 0);
    insta::assert_snapshot!(text, @r"
    ✗ Intel Core i3-12100F is not in the best build for $2,000
      dearer: the cheapest build with it whose score counts as equal costs $237.34
      more
      best with it: $1,995.08 (+$237.34), score 56 (-1 %)

      PART    PICK                         PRICE  WITH IT                      PRICE
      gpu     ASUS PRIME GeForce RTX     $895.00  ASUS ProArt GeForce RTX    $850.00
              5070 Ti OC 16 GB (used)             4080 OC 16 GB (used)
      cpu     AMD Ryzen 5 5500            $84.93  Intel Core i3-12100F       $103.29
      board   MSI PRO B550M-P GEN3        $89.23  MSI B760 GAMING PLUS       $119.99
                                                  WIFI (DDR5)
      memory  TeamGroup T-Create         $396.72  G.Skill Flare X5 48 GB     $629.94
              Classic 64 GB (2x32 GB)             (2x24 GB) DDR5-5200
              DDR4-3200 CL22                      CL40
      total                            $1,757.74                           $1,995.08
      score                                   56                                  56
      4 more parts are the same
      beside the pick's other parts: CPU-01 CPU socket (error): the CPU does not
        fit the socket: the CPU's socket is lga1700, the board's is am4
    ");
    let document = document(&["why-not", "intel core i3-12100f", "-b", "2000"], 0);
    assert_eq!(document["verdict"], "beaten");
    assert_eq!(document["loss"]["by"], "price");
}

#[test]
fn a_part_in_the_pick_stays_up_to_a_price() {
    let text = said(&["why-not", "rtx-5070-ti", "-b", "2000"], 0);
    assert!(
        flat(&text).contains("GeForce RTX 5070 Ti 16 GB is in the best build"),
        "{text}"
    );
    assert!(
        text.contains("stays: up to $1,000.00 (today $895.00)"),
        "{text}"
    );
}

#[test]
fn a_standard_a_ban_and_a_pin_are_named_with_what_lifts_them() {
    let of = |arguments: &[&str]| flat(&said(&[&["why-not"], arguments].concat(), 1));
    let text = of(&["AX2 1 TB", "-b", "2000"]);
    assert!(text.contains("conflicts with: standard STD-DISK"), "{text}");
    assert!(text.contains("--allow STD-DISK"), "{text}");
    let text = of(&["rtx-5070-ti", "-b", "2000", "--ban", "rtx-5070-ti"]);
    assert!(text.contains("banned: by --ban"), "{text}");
    assert!(text.contains("without --ban"), "{text}");
    let text = of(&["rtx-3090", "-b", "2500", "--pin", "rtx-5070-ti"]);
    assert!(text.contains("without --pin rtx-5070-ti"), "{text}");
    let text = of(&["tesla-p40", "-b", "2000"]);
    assert!(text.contains("barred in every build: ML-06"), "{text}");
    assert!(text.contains("conflicts with: "), "{text}");
}

/// To do without the part is no way to it: neither its own pin nor that of a card with the chip
/// is given up for a build that has something else.
#[test]
fn no_way_out_does_without_the_part() {
    let of = |arguments: &[&str]| flat(&said(&[&["why-not"], arguments].concat(), 1));
    let text = of(&["rtx-3090", "-b", "2000", "--pin", "rtx-3090"]);
    assert!(text.contains("--budget 2275"), "{text}");
    assert!(!text.contains("without --pin"), "{text}");
    let card = "zotac-rtx-3090-trinity";
    let text = of(&["rtx-3090", "-b", "2000", "--pin", card]);
    assert!(text.contains("--budget"), "{text}");
    assert!(!text.contains("without --pin"), "{text}");
}

#[test]
fn a_part_that_is_not_there_or_not_named_is_an_error() {
    refused(
        &["why-not", "geforce rtx 4909", "-b", "2000"],
        &["no part is called"],
    );
    refused(&["why-not", "rtx-4090"], &["a budget is needed"]);
    refused(
        &["why-not", "rtx-4090", "-b", "2000", "--save", "x"],
        &["--save"],
    );
    refused(&["explain", "-b", "2000", "--save", "x"], &["--save"]);
    for option in ["--certificate", "--clones"] {
        let asked = ["explain", "-b", "2000", "--top", "3", option];
        refused(&asked, &[option, "leave them out"]);
    }
}

#[test]
fn every_part_of_the_pick_is_explained_with_its_prices() {
    let text = said(&["explain", "-b", "2000"], 0);
    insta::assert_snapshot!(text, @r"
    ✓ Why this is the best build for $2,000: $1,757.74
      research, speed

      PART    PICK                                       EACH  STAYS FROM         TO
      gpu     ASUS PRIME GeForce RTX 5070 Ti OC 16   *$895.00       $0.00  $1,000.00
              GB (used)
      cpu     AMD Ryzen 5 5500                         $84.93       $0.00    $139.86
      board   MSI PRO B550M-P GEN3                     $89.23       $0.00    $144.16
      memory  TeamGroup T-Create Classic 64 GB        $396.72       $0.00    $437.66
              (2x32 GB) DDR4-3200 CL22
      psu     ASRock Phantom Gaming PG-750G            $74.99       $0.00     $85.41
      disk    WD Blue SN5000 1 TB                     $151.87       $0.00    $185.41
      cooler  the cooler in the CPU's box
      case    Montech AIR 903 BASE                     $65.00       $0.00     $69.89
      total                                         $1,757.74
      STAYS: the prices of one piece, before tax, at which the best build has the
      part, all else equal; solved at both ends
      * street price of any GeForce RTX 5070 Ti 16 GB (used)
      nearest rival: GeForce RTX 3080 Ti 12 GB (used) at $410.30 or less (today
        $450.00)

      gpu: 242 are cheaper; the next, NVIDIA GeForce RTX 4080 Founders Edition 16
        GB (used) (-$45.00): score 56 (-1 %), too low to count as equal; next
        dearer, 3 x Gigabyte GeForce RTX 3070 Ti GAMING OC 8G (used) (+$2.00):
        PCI-01 slots for the cards (error): some cards have no slot: the build has 3
        cards, usable together are 1 full-length slot; the next that adds to the
        score, ASUS ProArt GeForce RTX 4080 SUPER OC 16 GB (used) (+$105.00): score
        58 (+2 %)
      cpu: none is cheaper; next dearer, Intel Core i3-12100F (+$18.36): CPU-01
        CPU socket (error): the CPU does not fit the socket: the CPU's socket is
        lga1700, the board's is am4
      board: one is cheaper, MSI PRO H610M-G DDR4 (-$1.82): CPU-01 CPU socket
        (error): the CPU does not fit the socket: the CPU's socket is am4, the
        board's is lga1700; next dearer, MSI MPG B550 GAMING PLUS (+$8.41): score 53
        (-6 %), too low to count as equal
      memory: 15 are cheaper; the next, 2 x TeamGroup T-Create Classic 32 GB (2x16
        GB) DDR4-3200 CL22 (-$17.28): MEM-08 memory speed with two modules per
        channel (warning): four modules may not start at this speed: buy two larger
        ones: the kit's speed is 3200 MT/s, two modules per channel are guaranteed
        2933 MT/s; next dearer, 2 x Silicon Power XPOWER Turbine 32 GB (2x16 GB)
        DDR4-3200 CL16 (+$3.22): MEM-08 memory speed with two modules per channel
        (warning): four modules may not start at this speed: buy two larger ones:
        the kit's speed is 3200 MT/s, two modules per channel are guaranteed 2933
        MT/s
      psu: none is cheaper; next dearer, be quiet! Pure Power 12 650 W (+$4.91):
        STD-PSU PSU quality: not known: psu warranty
      disk: one is cheaper, TeamGroup AX2 1 TB (-$21.88): STD-DISK NVMe storage
        (standard): too little room on NVMe drives: the standard asks for 1 TB, the
        drives have 0 GB; next dearer, WD Blue SN5100 1 TB (+$15.12): STD-DISK NVMe
        storage: not known: storage endurance
      cooler: none is cheaper; next dearer, ID-COOLING SE-214-XT ARGB (+$16.72):
        the same score
      case: one is cheaper, Cooler Master NR200 (-$0.40): CASE-01 board form
        factor (error): the board does not fit the case: the board is micro-atx, the
        case takes mini-itx; next dearer, Montech XR (+$4.90): the same score

      each candidate was put in the place of the pick's and judged by every rule; a
      score counts as equal within 5 % of the best, 59
    ");
    let document = document(&["explain", "-b", "2000"], 0);
    assert_eq!(document["schema"], "rigbuild.explain/1");
    let prices = document["prices"].as_array().expect("a list");
    assert_eq!(prices.len(), 7, "one for each part that is bought");
    assert_eq!(document["reasons"].as_array().map(Vec::len), Some(8));
    said(&["explain", "-b", "500"], 1);
}

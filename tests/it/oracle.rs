//! The solver against brute force: every combination of every candidate, each judged
//! whole by the rules. Same score, same price, same parts.

use crate::many::Many;
use crate::random::{self, Additive, Random, TODAY};
use rigbuild::build::{Acquisition, Build, Line};
use rigbuild::catalogue::Catalogue;
use rigbuild::part::{AnyPart, Condition, GpuChip};
use rigbuild::request::{Best, Request, UsedPolicy};
use rigbuild::rules::{CoolerPick, Draft, GpuPick, Pick, Verdict, check_all};
use rigbuild::solve::{Scorer, best_build, least_cost, solve, verify};
use rigbuild::unit::{Cost, Usd};
use rigbuild::workload::{Machine, Score};
use std::cmp::Reverse;

/// A build in the oracle's eyes, ordered as the objective's second level orders.
pub(crate) type Rank = (
    Cost,
    Reverse<u32>,
    usize,
    Reverse<u32>,
    Reverse<u32>,
    Vec<(String, u8, u32)>,
);

pub(crate) struct Judged {
    pub(crate) score: Score,
    pub(crate) fits: [bool; Additive::TASKS],
    pub(crate) rank: Rank,
    pub(crate) group: (
        String,
        u32,
        rigbuild::part::Socket,
        rigbuild::part::MemoryType,
    ),
}

fn lines<'a>(
    c: &'a Catalogue,
    q: &Request,
    part: AnyPart<'a>,
    counts: std::ops::RangeInclusive<u32>,
    pinned: bool,
) -> Vec<Line<'a>> {
    let mut list = Vec::new();
    if q.bans.contains(part.id()) || (pinned && !q.pins.contains(part.id())) {
        return list;
    }
    for count in counts {
        let owned = q.have.get(part.id()).copied().unwrap_or(0).min(count);
        if owned == count {
            list.push(Line {
                part,
                count,
                owned,
                acquisition: Acquisition::Owned,
            });
            continue;
        }
        for condition in [Condition::New, Condition::Used] {
            if condition == Condition::Used && q.used == UsedPolicy::No {
                continue;
            }
            if let Some(price) = c.price(part, condition, TODAY, q.prices) {
                list.push(Line {
                    part,
                    count,
                    owned,
                    acquisition: Acquisition::Bought(condition, price),
                });
            }
        }
    }
    list
}

fn identity(line: Option<&Line<'_>>) -> (String, u8, u32) {
    let Some(line) = line else {
        return (String::new(), 0, 1);
    };
    let condition = match &line.acquisition {
        Acquisition::Owned => 0,
        Acquisition::Bought(Condition::New, _) => 1,
        Acquisition::Bought(Condition::Used, _) => 2,
        Acquisition::Bought(Condition::Refurbished, _) => 3,
    };
    (line.part.id().to_owned(), condition, line.count)
}

macro_rules! part {
    ($line:expr, $kind:ident) => {
        match $line.part {
            AnyPart::$kind(part) => part,
            _ => unreachable!(),
        }
    };
}

/// Judges every combination that satisfies everything but the budget. With `prune`, a draft
/// that already fails is not completed ("a fail stays a fail"): faster, and a tenth of the
/// cases run without it.
#[expect(
    clippy::too_many_lines,
    reason = "eight nested loops read best in one place"
)]
pub(crate) fn all(c: &Catalogue, q: &Request, prune: bool) -> Vec<Judged> {
    let hopeless = |draft: &Draft<'_>| {
        prune
            && check_all(draft).iter().any(|check| {
                matches!(check.verdict, Verdict::Fail { .. })
                    && check.rule.bars(&check.verdict, &q.allowed)
            })
    };
    let pinned = |ids: Vec<&String>| ids.iter().any(|id| q.pins.contains(*id));
    let pin = pinned(c.gpus.iter().map(|p| &p.id).collect());
    let gpus: Vec<_> = c
        .gpus
        .iter()
        .filter(|card| {
            q.vram
                .is_none_or(|least| c.chip(&card.chip).is_some_and(|chip| chip.memory >= least))
        })
        .flat_map(|p| lines(c, q, AnyPart::Gpu(p), q.gpus.0..=q.gpus.1, pin))
        .collect();
    let pin = pinned(c.cpus.iter().map(|p| &p.id).collect());
    let cpus: Vec<_> = c
        .cpus
        .iter()
        .flat_map(|p| lines(c, q, AnyPart::Cpu(p), 1..=1, pin))
        .collect();
    let boards: Vec<_> = c
        .motherboards
        .iter()
        .flat_map(|p| lines(c, q, AnyPart::Motherboard(p), 1..=1, false))
        .collect();
    let kits: Vec<_> = c
        .memory
        .iter()
        .flat_map(|p| lines(c, q, AnyPart::Memory(p), 1..=2, false))
        .collect();
    let psus: Vec<_> = c
        .psus
        .iter()
        .flat_map(|p| lines(c, q, AnyPart::Psu(p), 1..=1, false))
        .collect();
    let drives: Vec<_> = c
        .storage
        .iter()
        .flat_map(|p| lines(c, q, AnyPart::Storage(p), 1..=1, false))
        .collect();
    let coolers: Vec<Option<Line<'_>>> = std::iter::once(None)
        .chain(
            c.coolers
                .iter()
                .flat_map(|p| lines(c, q, AnyPart::Cooler(p), 1..=1, false))
                .map(Some),
        )
        .collect();
    let cases: Vec<_> = c
        .cases
        .iter()
        .flat_map(|p| lines(c, q, AnyPart::Case(p), 1..=1, false))
        .collect();
    let mut judged = Vec::new();
    for g in &gpus {
        let card = part!(g, Gpu);
        let chip: &GpuChip = c.chip(&card.chip).expect("the chip exists");
        let picks = [GpuPick {
            card,
            chip,
            count: g.count,
        }];
        for cpu_line in &cpus {
            let cpu = part!(cpu_line, Cpu);
            for board_line in &boards {
                let board = part!(board_line, Motherboard);
                let mut draft = Draft::empty(&q.setting);
                draft.gpus = Some(&picks);
                draft.cpu = Some(cpu);
                draft.board = Some(board);
                if hopeless(&draft) {
                    continue;
                }
                for kit_line in &kits {
                    let kit = [Pick {
                        part: part!(kit_line, Memory),
                        count: kit_line.count,
                    }];
                    let mut draft = draft;
                    draft.memory = Some(&kit);
                    if hopeless(&draft) {
                        continue;
                    }
                    for psu_line in &psus {
                        let psu = [Pick {
                            part: part!(psu_line, Psu),
                            count: 1,
                        }];
                        let mut draft = draft;
                        draft.psus = Some(&psu);
                        if hopeless(&draft) {
                            continue;
                        }
                        for drive_line in &drives {
                            let drive = [Pick {
                                part: part!(drive_line, Storage),
                                count: 1,
                            }];
                            for cooler_line in &coolers {
                                for case_line in &cases {
                                    let mut draft = draft;
                                    draft.storage = Some(&drive);
                                    draft.cooler = Some(
                                        cooler_line.as_ref().map_or(CoolerPick::Boxed, |line| {
                                            CoolerPick::Part(part!(line, Cooler))
                                        }),
                                    );
                                    draft.case = Some(part!(case_line, Case));
                                    let checks = check_all(&draft);
                                    if checks
                                        .iter()
                                        .any(|check| check.rule.bars(&check.verdict, &q.allowed))
                                    {
                                        continue;
                                    }
                                    let unknowns = checks
                                        .iter()
                                        .filter(|check| {
                                            matches!(check.verdict, Verdict::Unknown { .. })
                                        })
                                        .count();
                                    let link =
                                        rigbuild::solve::link(board, &picks, Some(cpu), &q.setting);
                                    let memory = kit[0].part.capacity() * kit[0].count;
                                    let machine = Machine {
                                        chip,
                                        count: g.count,
                                        link,
                                        cores: cpu.cores,
                                        memory,
                                        memory_type: board.memory.memory_type,
                                        power_limit: q.setting.power_limit,
                                        desktop: q.desktop,
                                    };
                                    let in_order = [
                                        Some(g),
                                        Some(cpu_line),
                                        Some(board_line),
                                        Some(kit_line),
                                        Some(psu_line),
                                        Some(drive_line),
                                        cooler_line.as_ref(),
                                        Some(case_line),
                                    ];
                                    let cost = in_order
                                        .iter()
                                        .flatten()
                                        .map(|line| line.cost(q.tax_basis_points))
                                        .sum();
                                    judged.push(Judged {
                                        score: Additive.score(&machine),
                                        fits: std::array::from_fn(|task| {
                                            Additive.fits(&machine, task)
                                        }),
                                        rank: (
                                            cost,
                                            Reverse(chip.memory.steps()),
                                            unknowns,
                                            Reverse(memory.steps()),
                                            Reverse(drive[0].part.capacity.steps()),
                                            in_order.into_iter().map(identity).collect(),
                                        ),
                                        group: (
                                            chip.id.clone(),
                                            g.count,
                                            board.socket,
                                            board.memory.memory_type,
                                        ),
                                    });
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    judged
}

pub(crate) fn identities(build: &Build<'_>) -> Vec<(String, u8, u32)> {
    rigbuild::rules::Slot::ALL
        .iter()
        .map(|slot| identity(build.slot(*slot).next()))
        .collect()
}

/// Line order of `Slot::ALL` is the order of identities in the objective.
pub(crate) fn within<'j>(judged: &'j [Judged], q: &Request) -> Vec<&'j Judged> {
    let limit = q.budget.map_or(Cost::MAX, Cost::from);
    judged.iter().filter(|one| one.rank.0 <= limit).collect()
}

/// Whether every task that must run does.
pub(crate) fn runs(one: &Judged, q: &Request) -> bool {
    q.must_fit.keys().all(|task| one.fits[*task])
}

/// What a request asks of a build beside its budget.
pub(crate) fn meets(one: &Judged, q: &Request) -> bool {
    let everything = q.best == Best::Cheapest && q.must_fit.is_empty();
    runs(one, q) && (!everything || one.fits.iter().all(|fits| *fits))
}

/// The lowest score that counts as equal to the best: no less than this share of it. By
/// bisection, not by the solver's own logarithm.
pub(crate) fn tolerated(best: Score, basis_points: u32) -> Score {
    let kept = 1.0 - f64::from(basis_points) / 10_000.0;
    let equal = |below: u32| (-f64::from(below) / 1e6).exp() >= kept;
    let (mut yes, mut no) = (0_u32, 10_000_000);
    while no - yes > 1 {
        let middle = yes.midpoint(no);
        if equal(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    Score(best.0 - i64::from(yes))
}

/// The pick by brute force; `None` = nothing fits.
pub(crate) fn picked<'j>(judged: &'j [Judged], q: &Request) -> Option<&'j Judged> {
    let affordable = within(judged, q);
    let fitting = affordable.into_iter().filter(|one| meets(one, q));
    let best = fitting.clone().map(|one| one.score).max()?;
    let least = tolerated(best, q.tolerance_basis_points);
    fitting
        .filter(|one| q.best == Best::Cheapest || one.score >= least)
        .min_by(|a, b| a.rank.cmp(&b.rank))
}

/// Budgets of exactly what the best build costs, and what some other does; and a cent less.
fn to_the_cent(seed: u64, c: &Catalogue, q: &Request, judged: &[Judged], some: &[&Judged]) {
    let best = some.iter().max_by(|a, b| {
        let by_score = a.score.cmp(&b.score);
        by_score.then_with(|| b.rank.cmp(&a.rank))
    });
    let other = some.get(usize::try_from(seed).unwrap_or(0) % some.len());
    for one in best.into_iter().chain(other) {
        for short in [0, 1] {
            let exact = Request {
                budget: Some(Usd::from_cents(one.rank.0.to_pay().cents() - short)),
                ..q.clone()
            };
            let wanted = picked(judged, &exact).map(|one| one.rank.5.clone());
            let found = best_build(c, &exact, &Additive);
            let found = found.map(|one| identities(&one.build));
            assert_eq!(found, wanted, "at {:?}, seed {seed}", exact.budget);
        }
    }
}

/// Whether an instance has an answer; the same one by both ways to every question.
pub(crate) fn compare(seed: u64, c: &Catalogue, q: &Request) -> bool {
    let judged = all(c, q, !seed.is_multiple_of(10));
    let affordable = within(&judged, q);
    let running = judged.iter().filter(|one| runs(one, q));
    let least = running.map(|one| &one.rank).min();
    let found = least_cost(c, q, &Additive);
    assert_eq!(
        found.as_ref().map(|one| identities(&one.build)),
        least.map(|rank| rank.5.clone()),
        "least cost, seed {seed}"
    );
    // Without a named task, the cheapest is asked to run all.
    let cheapest = Request {
        best: Best::Cheapest,
        ..q.clone()
    };
    let all = q.must_fit.is_empty();
    let fits = affordable
        .iter()
        .filter(|one| runs(one, q) && (!all || one.fits.iter().all(|fits| *fits)))
        .map(|one| &one.rank)
        .min();
    let found = best_build(c, &cheapest, &Additive);
    assert_eq!(
        found.map(|one| identities(&one.build)),
        fits.map(|rank| rank.5.clone()),
        "cheapest that fits, seed {seed}"
    );
    let affordable: Vec<_> = affordable.into_iter().filter(|one| runs(one, q)).collect();
    let answer = solve(c, q, &Additive, 3);
    let Some(best) = affordable.iter().map(|one| one.score).max() else {
        assert!(
            answer.is_none(),
            "seed {seed}: the solver found a build where there is none"
        );
        return false;
    };
    let answer = answer.unwrap_or_else(|| panic!("seed {seed}: a build exists"));
    assert_eq!(answer.proof.bound, best, "best score, seed {seed}");
    let threshold = tolerated(best, q.tolerance_basis_points);
    let wanted = affordable
        .iter()
        .filter(|one| one.score >= threshold)
        .min_by(|a, b| a.rank.cmp(&b.rank))
        .expect("one is best");
    assert_eq!(
        identities(&answer.pick.build),
        wanted.rank.5,
        "pick, seed {seed}"
    );
    assert_eq!(answer.pick.score, wanted.score, "score, seed {seed}");
    assert_eq!(
        answer.pick.total,
        wanted.rank.0.to_pay(),
        "price, seed {seed}"
    );
    assert_eq!(
        verify(c, q, &Additive, &answer.pick.build),
        [],
        "verify, seed {seed}"
    );
    to_the_cent(seed, c, q, &judged, &affordable);
    let mut groups: Vec<&Judged> = Vec::new();
    let mut sorted = affordable.clone();
    sorted.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.rank.cmp(&b.rank)));
    for one in &sorted {
        if groups.iter().all(|known| known.group != one.group) {
            groups.push(one);
        }
    }
    let top: Vec<_> = answer
        .top
        .iter()
        .map(|one| identities(&one.build))
        .collect();
    let wanted_top: Vec<_> = groups
        .iter()
        .take(3)
        .map(|one| one.rank.5.clone())
        .collect();
    assert_eq!(top, wanted_top, "top, seed {seed}");
    let runner_up = groups
        .iter()
        .find(|one| one.group != wanted.group)
        .map(|one| one.rank.5.clone());
    assert_eq!(
        answer.runner_up.map(|one| identities(&one.build)),
        runner_up,
        "runner-up, seed {seed}"
    );
    true
}

#[test]
fn same_answer_as_brute_force() {
    let many = Many::usually(5_000);
    let feasible = many.judge(|seed, seen: &mut usize| *seen += usize::from(judged(seed)));
    let feasible: usize = feasible.iter().sum();
    // A generator that only makes infeasible requests would prove nothing.
    let least = many.share(1_000);
    assert!(
        feasible > least,
        "only {feasible} of {} had an answer",
        many.count
    );
}

/// Whether the instance of this seed has an answer; the same one by both ways.
fn judged(seed: u64) -> bool {
    let mut r = Random::new(seed);
    let mut c = random::catalogue(&mut r, 3);
    let twins = seed % 4 > 1;
    if twins {
        random::near_twins(&mut r, &mut c);
    }
    let mut q = random::request(&mut r, &c);
    // Fewer parts fit together where many are alike.
    q.allowed.warnings |= twins;
    compare(seed, &c, &q)
}

"""Deliberate faults. Each: a name, a file under src, a piece of its text that occurs once with
an expression in « → » (what it is, what it becomes), and which tests should notice, by
filters of `cargo test --test it`, the quickest first. An EQUIVALENT
one changes no answer, for the reason given."""

ORACLE, FRONTIER, EVERY = "oracle::", "frontier::the_frontier_is", "every::the_lists"
WHY, PRICES, CONFLICTS = "why_not::what_is", "prices::every_end", "conflicts::"
LAWS, PLATFORMS, SMOOTH = "laws::", "platforms::", "nothing_dominates::"

FAULTS = [
    # Dominance.
    ("unknown is dominated", "solve/standing.rs",
     "(Some(_), None, _) | (None, Some(_), _) => «false → b.is_none()»", [ORACLE]),
    ("more counts as less", "solve/standing.rs",
     "(Some(a), Some(b), Direction::Up) => «a >= b → a <= b»", [ORACLE]),
    ("what a rule says beside others is not compared", "solve/standing.rs",
     ".all(|(order, (a, b))| «order.covers[a * order.size + b] → true»)", [ORACLE]),
    ("unknowns of a part alone are not compared", "solve/standing.rs",
     "&& «self.unknowns <= other.unknowns → true»", [ORACLE]),
    ("a smaller kit stands for a larger one", "solve/standing.rs",
     "&& «self.memory >= other.memory → true»", [ORACLE]),
    ("all cores are judged as the first", "solve/cores.rs",
     "self.classes[at].of[«picks[at] → 0»]", [ORACLE]),
    ("dominance at an open price", "solve/sensitivity.rs",
     "Slot::Gpu => «thin_by_offer(candidates) → remove_dominated(candidates)»", [PRICES, WHY]),
    # Tables and platforms.
    ("a doubt about two slots is final", "solve/matching.rs",
     "«(matches!(verdict, Verdict::Fail { .. }) || whole()) → true»", [ORACLE],
     "EQUIVALENT with today's rules: each that bars what it cannot judge says so only when no "
     "slot still open could change that"),
    ("consistency drops a wrong row", "solve/tables.rs",
     "filter(|(x, _)| «keep_rows.holds(*x) → keep_rows.holds(*x) || *x == 0»)", [ORACLE]),
    ("floors of both halves are added", "solve/platform.rs",
     "«self.least[slot].max(platform.least[slot]) → self.least[slot] + platform.least[slot]»",
     [ORACLE]),
    ("platforms in the order of their own cost", "solve/platform.rs",
     "sort_by_key(|platform| («platform.floor → platform.cost», ", [ORACLE, PLATFORMS]),
    ("a later, equal step of memory is a step", "solve/platform.rs",
     "if «candidate.memory() > most → candidate.memory() >= most»", [ORACLE], "EQUIVALENT: "
     "a step more, as dear or dearer, with the same memory"),
    # Search.
    ("a budget met to the cent is not met", "solve/search.rs",
     "if «joined.share.cost + completion.share.cost > limit → "
     "joined.share.cost + completion.share.cost >= limit»", [ORACLE, LAWS]),
    ("a platform as dear as the best is cut", "solve/search.rs",
     "if «cost + row.floor(&platform) > bound(&best) → "
     "cost + row.floor(&platform) >= bound(&best)»", [ORACLE]),
    ("of equally dear builds the first found", "solve/search.rs",
     "is_none_or(|best| «found.rank < best.rank → found.rank.cost < best.rank.cost»)", [ORACLE]),
    ("dearer completions before all are known", "solve/search.rs",
     "|one: &&Completion| «joined.share.cost + one.share.cost <= reach → one.share.cost > "
     "Cost::ZERO || joined.share.cost + one.share.cost <= reach»", [ORACLE, SMOOTH, FRONTIER, EVERY]),
    ("a build that runs no named task", "solve/search.rs",
     "if «judged.runs && best.is_none_or(|best| judged.score > best) → "
     "best.is_none_or(|best| judged.score > best)»", [ORACLE]),
    # Scores.
    ("memory that costs all that is left", "solve/scores.rs",
     "partition_point(|(cost, _)| «*cost <= left → *cost < left»)", [ORACLE]),
    ("scores remembered without the cores", "solve/scores.rs",
     "            link,\n            «cores → None»,\n            memory,\n            memory_type,\n        );",
     [ORACLE]),
    ("a card's own link is the widest", "solve/scores.rs",
     "if «own.throughput() < Link::UNKNOWN.throughput() → false»", [ORACLE, SMOOTH]),
    ("more memory needed than enough", "solve/scores.rs",
     "let (_, above) = self.memories[board][«short → enough»];", [ORACLE]),
    # Components and completions.
    ("ties of a component by place", "solve/component.rs",
     "«by_share.then_with(|| identities(one).cmp(identities(other))) → by_share»", [ORACLE]),
    ("doubts are not counted", "solve/component.rs",
     "unknowns += «u32::from(matches!(verdict, Verdict::Unknown { .. })) → 0»;", [ORACLE]),
    ("fronts remembered without the card", "solve/completions.rs",
     "let seen = «boundary.contains(&slot) → boundary.contains(&slot) && slot != Slot::Gpu»",
     [ORACLE]),
    ("a known front is whole", "solve/completions.rs",
     "Some(known) if «known.reached >= Some(bound) → true»", [ORACLE, FRONTIER]),
    ("an ended front is whole", "solve/memory_front.rs",
     "front.reached = Some(«bound → Cost::MAX»);\n            break;", [ORACLE, FRONTIER]),
    ("a memory's doubts are no reason", "solve/memory_front.rs",
     "if «self.too_many > 0 → self.too_many == u32::MAX»", [ORACLE, SMOOTH]),
    ("an equally dear rest is not looked at", "solve/memory_front.rs",
     "is_some_and(|best| «bound > best.share.cost → bound >= best.share.cost»)", [ORACLE, SMOOTH]),
    ("a part as dear as the limit is cut", "solve/dive.rs",
     "if «candidate.cost + below > limit → candidate.cost + below >= limit»", [ORACLE]),
    # Floors: learned only after many failures.
    ("what costs a floor is hopeless", "solve/floors.rs",
     "floor.is_some_and(|floor| «core + *floor > bound → core + *floor >= bound»)",
     [ORACLE, SMOOTH, EVERY, FRONTIER]),
    ("floors are counted twice", "solve/floors.rs",
     "floor = «floor + least → floor + least + least»;", [ORACLE, SMOOTH, EVERY, FRONTIER]),
    # Frontier and lists.
    ("a step is not reached at its price", "solve/frontier.rs",
     "partition_point(|step| «step.total <= budget → step.total < budget»)", [FRONTIER]),
    ("the cheapest within the tolerance is skipped", "solve/frontier.rs",
     "partition_point(|step| «step.score < least → step.score <= least»)", [FRONTIER]),
    ("steps within a thousand are one", "solve/frontier.rs",
     "Goal::AtLeast(Score(«found.score.0 + 1 → found.score.0 + 1_000»))", [FRONTIER]),
    ("what scores as the last is not listed", "solve/every.rs",
     "Some((last, _)) if «score < last → score <= last»", [EVERY]),
    ("removed parts in one slot of two", "solve/twins.rs",
     "            slot: «item.slot + 1 → item.slot + 2»,", [EVERY]),
    ("doubts of the last slot only", "solve/rest.rs",
     "unknowns: «node.unknowns + unknowns → unknowns»,", [EVERY]),
    # Prices.
    ("two pieces move as one", "solve/open_price.rs",
     "most.max(Some(room / «per_cent(cent, *pieces) → per_cent(cent, 1)»))", [PRICES, WHY]),
    ("a tie is lost", "solve/open_price.rs",
     "let lost = «even && tail(found.rank) >= tail(rival) → even»;", [PRICES]),
    # Conflicts.
    ("what is not to blame stays", "explain/conflict.rs",
     "Ok(false) => «remaining = without → drop(without)»", [CONFLICTS]),
    ("a power limit two steps too low", "explain/power_limit.rs",
     "while «no - yes > 1 → no - yes > 2»", [CONFLICTS]),
    ("the dollar below the least budget", "explain/conflict.rs",
     "Usd::dollars(«(amount.cents() + 99) / 100 → amount.cents() / 100»)", [CONFLICTS, WHY]),
    # Rounding.
    ("tolerance rounds down", "solve/objective.rs",
     "Score(best.0 + «libm::ceil(libm::log(kept) * 1e6) → libm::floor(libm::log(kept) * 1e6)»",
     [LAWS]),
    ("tax rounds down", "unit/money.rs",
     "«Usd::from_cents((self.0 + Self::STEPS_PER_CENT - 1) / Self::STEPS_PER_CENT) → "
     "Usd::from_cents(self.0 / Self::STEPS_PER_CENT)»", [LAWS]),
    ("tax is rounded for each part", "unit/money.rs",
     "«Self(price.cents() * (Self::STEPS_PER_CENT + basis_points as i64)) → "
     "Self((price.cents() * (Self::STEPS_PER_CENT + basis_points as i64) + 9_999) / 10_000 * 10_000)»",
     [LAWS]),
]

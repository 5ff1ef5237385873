//! The compatibility network: slots as nodes, rules as edges.
//!
//! Built with petgraph from the rules' scopes alone, so a new rule finds its place by
//! itself. Taking the core slots out (those the score reads together: GPU, CPU, board)
//! leaves independent components that are solved apart; a rule that links two of them
//! merges them.

use super::candidate::SLOTS;
use super::domains::index;
use super::plan::Plan;
use crate::rules::{RULES, Rule, Slot};
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::Dfs;

/// The slots that are decided first: link and CPU feed decide the score together.
pub(super) const CORE: [Slot; 3] = [Slot::Gpu, Slot::Cpu, Slot::Motherboard];

/// Slots that the rules link once the core is decided.
#[derive(Debug, Clone)]
pub(super) struct Component {
    /// Its slots, in line order.
    pub(super) slots: Vec<Slot>,
    /// The core slots that some rule links to it: its result depends on nothing else.
    pub(super) boundary: Vec<Slot>,
    /// Rules that read at least one of its slots, and otherwise only core slots.
    pub(super) rules: Vec<&'static Rule>,
    /// By slot, in the order of [`SLOTS`]: the rules that read it and core slots alone.
    pub(super) alone: [Alone; 8],
    /// How the slots are decided, all but the memory.
    pub(super) plans: Vec<Plan>,
}

/// The rules between one slot and the core.
#[derive(Debug, Clone, Default)]
pub(super) struct Alone {
    pub(super) rules: Vec<&'static Rule>,
    /// The core slots that they read.
    pub(super) boundary: Vec<Slot>,
}

impl Alone {
    fn new(slot: Slot, rules: &[&'static Rule]) -> Self {
        let mut rules = rules.to_vec();
        let known = |other: &Slot| *other == slot || CORE.contains(other);
        rules.retain(|rule| rule.scope.contains(&slot) && rule.scope.iter().all(known));
        Self {
            boundary: boundary(&rules),
            rules,
        }
    }
}

impl Component {
    /// The same slots under the rules that read no other core slot than those `seen`.
    pub(super) fn beside(&self, seen: &[Slot]) -> Self {
        let mut rules = self.rules.clone();
        let hidden = |slot: &Slot| CORE.contains(slot) && !seen.contains(slot);
        rules.retain(|rule| !rule.scope.iter().any(hidden));
        Self::new(self.slots.clone(), rules)
    }

    /// These slots under all rules that read them.
    fn new(slots: Vec<Slot>, rules: Vec<&'static Rule>) -> Self {
        let alone = SLOTS.map(|slot| {
            if slots.contains(&slot) {
                Alone::new(slot, &rules)
            } else {
                Alone::default()
            }
        });
        let mut rest = slots.clone();
        rest.retain(|slot| *slot != Slot::Memory);
        Self {
            boundary: boundary(&rules),
            alone,
            plans: Plan::all(&rest, &[], &rules),
            slots,
            rules,
        }
    }
}

/// The core slots that some of these rules reads.
fn boundary(rules: &[&Rule]) -> Vec<Slot> {
    let read = |core: &Slot| rules.iter().any(|rule| rule.scope.contains(core));
    CORE.into_iter().filter(read).collect()
}

/// The network of a rule set.
#[derive(Debug)]
pub(super) struct Network {
    graph: UnGraph<Slot, &'static str>,
    rules: Vec<&'static Rule>,
    /// The independent components outside the core.
    pub(super) components: Vec<Component>,
}

impl Network {
    /// The network of all rules.
    pub(super) fn new() -> Self {
        Self::of(RULES.to_vec())
    }

    fn of(rules: Vec<&'static Rule>) -> Self {
        let mut graph = UnGraph::new_undirected();
        let nodes = SLOTS.map(|slot| graph.add_node(slot));
        for rule in &rules {
            for (place, a) in rule.scope.iter().enumerate() {
                for b in &rule.scope[place + 1..] {
                    graph.add_edge(nodes[index(*a)], nodes[index(*b)], rule.id);
                }
            }
        }
        let components = components(&graph, &rules);
        Self {
            graph,
            rules,
            components,
        }
    }

    /// Rules about this slot alone.
    pub(super) fn unary(&self, slot: Slot) -> Vec<&'static Rule> {
        self.rules
            .iter()
            .copied()
            .filter(|rule| rule.scope == [slot])
            .collect()
    }

    /// Rules about two slots.
    pub(super) fn pairs(&self) -> impl Iterator<Item = &'static Rule> {
        self.rules
            .iter()
            .copied()
            .filter(|rule| rule.scope.len() == 2)
    }

    /// Rules about this slot and more than one other.
    pub(super) fn wider(&self, slot: Slot) -> impl Iterator<Item = &'static Rule> {
        let wider = move |rule: &&Rule| rule.scope.len() > 2 && rule.scope.contains(&slot);
        self.rules.iter().copied().filter(wider)
    }

    /// Rules that read both slots (and maybe others).
    pub(super) fn between(&self, a: Slot, b: Slot) -> Vec<&'static Rule> {
        let (a, b) = (NodeIndex::new(index(a)), NodeIndex::new(index(b)));
        let ids: Vec<_> = self
            .graph
            .edges_connecting(a, b)
            .map(|edge| *edge.weight())
            .collect();
        self.rules
            .iter()
            .copied()
            .filter(|rule| ids.contains(&rule.id))
            .collect()
    }

    /// Rules whose scope lies in the core and spans more than one slot.
    pub(super) fn core_rules(&self) -> Vec<&'static Rule> {
        let inside = |rule: &&Rule| {
            rule.scope.len() > 1 && rule.scope.iter().all(|slot| CORE.contains(slot))
        };
        self.rules.iter().copied().filter(inside).collect()
    }
}

fn components(graph: &UnGraph<Slot, &'static str>, rules: &[&'static Rule]) -> Vec<Component> {
    let outside = graph.filter_map(
        |_, slot| (!CORE.contains(slot)).then_some(*slot),
        |_, id| Some(*id),
    );
    let mut seen = Vec::new();
    let mut components = Vec::new();
    for start in outside.node_indices() {
        if seen.contains(&start) {
            continue;
        }
        let mut slots = Vec::new();
        let mut walk = Dfs::new(&outside, start);
        while let Some(node) = walk.next(&outside) {
            seen.push(node);
            slots.push(outside[node]);
        }
        slots.sort_unstable_by_key(|slot| index(*slot));
        let touching = |rule: &&&'static Rule| rule.scope.iter().any(|slot| slots.contains(slot));
        let rules = rules.iter().filter(touching).copied().collect();
        components.push(Component::new(slots, rules));
    }
    components
}

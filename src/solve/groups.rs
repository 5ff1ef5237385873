//! Groups of builds: the alternatives are the best of each.

use super::reduced::Reduced;
use super::search::Found;
use crate::part::{MemoryType, Socket};
use crate::rules::Slot;
use crate::workload::Score;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

/// One kind of answer: chip and count on a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group<'a> {
    pub(super) chip: &'a str,
    pub(super) count: u32,
    pub(super) socket: Socket,
    pub(super) memory_type: MemoryType,
}

/// The options and platforms of each group, in the order of the lists they are places of.
#[derive(Debug)]
pub(super) struct Members<'a> {
    options: BTreeMap<(&'a str, u32), Rc<[usize]>>,
    platforms: BTreeMap<(Socket, MemoryType), Rc<[usize]>>,
}

impl<'a> Members<'a> {
    /// Groups GPU options by chip and count, and platforms by socket and memory.
    pub(super) fn new(
        options: impl Iterator<Item = (&'a str, u32)>,
        platforms: impl Iterator<Item = (Socket, MemoryType)>,
    ) -> Self {
        Self {
            options: places_by(options),
            platforms: places_by(platforms),
        }
    }
}

/// The places of a list at which each key stands.
fn places_by<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, Rc<[usize]>> {
    let mut places: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (place, key) in keys.enumerate() {
        places.entry(key).or_default().push(place);
    }
    places
        .into_iter()
        .map(|(key, at)| (key, at.into()))
        .collect()
}

impl<'a> Reduced<'a, '_> {
    /// Every (chip, count, platform) that occurs, with its optimistic score, best first.
    pub(super) fn groups(&mut self) -> Vec<(Score, Group<'a>)> {
        let mut groups = Vec::new();
        for ((chip, count), options) in self.members.options.clone() {
            // One of them tells: the score does not read the card.
            let Some(&gpu) = options.first() else {
                continue;
            };
            let optimistic = self.optimistic(gpu).score;
            for &(socket, memory_type) in self.members.platforms.keys() {
                let group = Group {
                    chip,
                    count,
                    socket,
                    memory_type,
                };
                groups.push((optimistic, group));
            }
        }
        groups.sort_by_key(|(score, group)| (Reverse(*score), *group));
        groups
    }

    /// The group a found build belongs to.
    pub(super) fn group_of(&self, found: &Found<'a>) -> Group<'a> {
        let (gpus, board) = (self.gpus(found.picks[0]), self.board(found.picks[2]));
        Group {
            chip: &gpus.chip.id,
            count: gpus.count,
            socket: board.socket,
            memory_type: board.memory.memory_type,
        }
    }

    /// The GPU options of a group, or all that are in focus, in cost order.
    pub(super) fn gpu_options(&self, group: Option<Group<'a>>) -> Rc<[usize]> {
        let Some(group) = group else {
            if let Some(focus) = &self.focus {
                return Rc::clone(focus);
            }
            return (0..self.domains.slot(Slot::Gpu).len()).collect();
        };
        let options = self.members.options.get(&(group.chip, group.count));
        options.cloned().unwrap_or_default()
    }

    /// The places of a group's platforms, or of all, those that can be completed most
    /// cheaply first.
    pub(super) fn platforms_of(&self, group: Option<Group<'a>>) -> Rc<[usize]> {
        let Some(group) = group else {
            return (0..self.platforms.len()).collect();
        };
        let kind = (group.socket, group.memory_type);
        let platforms = self.members.platforms.get(&kind);
        platforms.cloned().unwrap_or_default()
    }
}

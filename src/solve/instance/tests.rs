//! The tables say what the rules, the link and the score say, on real parts.

use super::*;
use crate::catalogue::LoadOptions;
use crate::request::Purpose;
use crate::rules::RULES;
use crate::solve::link::link;
use crate::solve::objective::Judged;
use crate::unit::Usd;
use crate::workload::Machine;
use jiff::civil::date;
use serde_json::Value;

fn at(value: &Value, place: usize) -> usize {
    usize::try_from(value[place].as_u64().unwrap()).unwrap()
}

/// Whether a relation of the document bars these options.
fn bars(relation: &Value, picks: &[usize; 8]) -> bool {
    let slots = relation["slots"].as_array().unwrap();
    let place: Vec<usize> = (0..slots.len())
        .map(|axis| {
            at(
                &relation["classes"][axis],
                picks[at(&relation["slots"], axis)],
            )
        })
        .collect();
    let listed = relation["tuples"]
        .as_array()
        .unwrap()
        .contains(&serde_json::to_value(place).unwrap());
    listed == (relation["kind"] == "forbidden")
}

/// A value of a table by its places, the last running fastest.
fn entry<'v>(table: &'v Value, places: &[usize]) -> &'v Value {
    let sizes = (0..places.len()).map(|axis| at(&table["sizes"], axis));
    let place = places
        .iter()
        .zip(sizes)
        .fold(0, |all, (place, size)| all * size + place);
    &table["values"][place]
}

#[test]
fn tables_say_what_rules_and_score_say() {
    let catalogue = Catalogue::load(&LoadOptions {
        builtin: true,
        layers: Vec::new(),
        today: date(2026, 11, 24),
    })
    .unwrap();
    // Cards of 12 GB do not hold this one, whatever the host.
    let task = "qlora qwen2.5-32b seq=4096".to_owned();
    let purpose = Purpose::resolve(&catalogue, &[task]).unwrap();
    let mut request = Request::new(Some(Usd::dollars(3_000)), date(2026, 11, 24));
    purpose.apply(&mut request);
    request.setting.nvlink = true;
    let scorer = &purpose.workload;
    let network = Network::new();
    let slots = Domains::new(&catalogue, &request, &network).slots;
    let instance = Instance::new(&catalogue, &request, scorer, Thinning::Raw).unwrap();
    let json = serde_json::to_value(&instance).unwrap();
    let mut seed = 1_u64;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let (mut barred, mut runs) = (0, 0);
    for _ in 0..400 {
        let picks: [usize; 8] = std::array::from_fn(|slot| below(slots[slot].len()));
        let mut draft = Draft::empty(&request.setting);
        for (slot, pick) in picks.iter().enumerate() {
            slots[slot][*pick].place(&mut draft);
            let row = &json["slots"][slot]["options"][*pick];
            assert_eq!(row["id"], slots[slot][*pick].identity().0);
            assert_eq!(row["cost"], slots[slot][*pick].cost.difference(Cost::ZERO));
        }
        for rule in RULES.iter().filter(|rule| rule.scope.len() > 1) {
            let said = (rule.check)(&draft).unwrap();
            let relations = json["relations"].as_array().unwrap();
            let relation = relations.iter().find(|one| one["rule"] == rule.id);
            let listed = relation.is_some_and(|relation| bars(relation, &picks));
            assert_eq!(
                listed,
                rule.bars(&said, &request.allowed),
                "{}: {said:?}",
                rule.id
            );
            barred += usize::from(listed);
        }
        let (gpus, cpu, board) = (
            slots[0][picks[0]].gpus(),
            slots[1][picks[1]].cpu(),
            slots[2][picks[2]].board(),
        );
        let machine = Machine {
            chip: gpus.chip,
            count: gpus.count,
            link: link(board, &[gpus], Some(cpu), &request.setting),
            cores: cpu.cores,
            memory: slots[3][picks[3]].memory(),
            memory_type: board.memory.memory_type,
            power_limit: None,
            desktop: false,
        };
        let judged = Judged::of(&machine, &request, scorer);
        let class = |axis: usize| at(&json["link"]["classes"][axis], picks[axis]);
        let number = entry(&json["link"], &[class(0), class(1), class(2)]);
        let number = usize::try_from(number.as_u64().unwrap()).unwrap();
        assert_eq!(instance.link.links[number], machine.link);
        let score = &json["score"];
        let table = &score["tables"][at(&score["gpu"], picks[0])];
        let group = |name: &str, slot: usize| at(&table[name], at(&score[name], picks[slot]));
        let places = [
            group("cores", 1),
            group("memory_type", 2),
            group("memory", 3),
            at(&table["link"], number),
        ];
        let wanted = judged.runs.then_some(judged.score.0);
        assert_eq!(entry(table, &places).as_i64(), wanted, "{machine:?}");
        runs += usize::from(judged.runs);
    }
    // Neither a table that bars nothing nor one without a score would prove anything.
    assert!(barred > 400 && (1..400).contains(&runs), "{barred} {runs}");
}

//! A catalogue with a fault of every kind: each is reported, at its place, in one run.

use super::{Dir, load};
use crate::catalogue::{LayerSource, Severity};

const CHIPS: &str = "\
- id: rtx-3090
  name: GeForce RTX 3090
  vendor: nvidai
  architecture: ampere
  memory: 24 GB
  sources: [listed]
  verified: 2026-11-01
- id: radeon
  name: Radeon
  vendor: amd
  architecture: rdna4
  compute_capability: \"8.6\"
  memory: 16 GiB
  fp16_tensor: 10 TFLOPS
  fp16_tensor_fp32_accumulate: 20 TFLOPS
  sources: [listed]
  verified: 2026-12-24
";

const CARDS: &str = "\
- id: Zotac_3090
  chip: rtx-3090
  name: \"Zotac \\e[31m\"
  lenght: 317 mm
  length: 317 W
  status: current
  offers:
    - {price: $-5, condition: new, as_of: 2026-01-01, source: listed}
    - {price: $700.00, condition: mint, as_of: 2026-02-30, sauce: listed}
  sources: [listed]
  verified: 2026-11-01
- id: palit
  chip: rtx-3091
  name: Palit
  slots: 0
  power: []
  status: current
  offers: [{price: $0, condition: new, as_of: 2027-01-01, source: hearsay}]
  sources: []
  verified: 2026-11-01
  imputed: [lenth, power]
- id: incomplete
  length: 300 mm
- id: twice
  chip: radeon
  name: Twice
  name: Again
  status: current
  sources: [listed]
  verified: 2026-11-01
- just a text
";

const BOARDS: &str = "\
- id: board
  name: A board
  socket: am6
  memory: {type: ddr5, slots: 0}
  status: current
  sources: [listed]
  verified: 2026-11-01
- id: rtx-3090-board
  name: A board
  socket: am5
  memory: {type: ddr5, slots: 4}
  slots:
    - {name: P1, position: 1, size: x16}
    - {name: P1, position: 1, size: x8}
  modes:
    - {lanes: {P1: 16, P3: 8}}
    - lanes: {P1: 3}
      m2_off: [M.2_9]
  status: current
  sources: [listed]
  verified: 2026-11-01
  imputed: [modes]
- id: radeon
  name: The id of a chip
  socket: am5
  memory: {type: ddr5, slots: 4}
  status: current
  sources: [listed]
  verified: 2026-11-01
";

const PSUS: &str = "\
- id: psu
  name: A supply
  wattage: 0 W
  tested_by: nobody
  status: current
  sources: [listed]
  verified: 2026-11-01
  imputed: [pin16]
- id: psu
  name: ' blank'
  wattage: 850 W
  status: current
  sources: [listed]
  verified: 2026-11-01
";

const SOURCES: &str = "\
- {id: listed, title: A list, url: 'file:///etc/passwd', date: 2026-01-01}
";

const MARKET: &str = "\
- class: memory-ddr5
  points:
    - {as_of: 2026-01-01, index: 1.0, source: listed}
    - {as_of: 2025-01-01, index: 0, source: listed}
- class: memory-ddr5
  points: []
";

const OFFERS: &str = "\
psu:
- {price: $99.00, condition: new, as_of: 2026-11-01, source: listed}
- {price: 99 EUR, condition: new, as_of: 2026-11-01, source: listed}
pcu: []
";

#[test]
fn every_fault_of_every_file_is_reported_in_one_run() {
    let dir = Dir::with(&[
        ("gpu-chips.yaml", CHIPS),
        ("gpus.yaml", CARDS),
        ("motherboards.yaml", BOARDS),
        ("psus.yaml", PSUS),
        ("sources.yaml", SOURCES),
        ("market.yaml", MARKET),
        ("offers.yaml", OFFERS),
        ("gpu.yaml", "- not read\n"),
    ]);
    let faults = load(vec![LayerSource::shipped(&dir.0)]).unwrap_err();
    let place = format!("{}/", dir.0.display());
    let text = faults.to_string().replace(&place, "");
    insta::assert_snapshot!(text, @r#"
    gpu-chips.yaml:3:11: [0].vendor: invalid value: string "nvidai", expected a GPU vendor: one of nvidia, amd, intel
    gpu-chips.yaml:5:11: [0].memory: invalid value: string "24 GB", expected a memory size such as 24 GiB
    gpu-chips.yaml:12:23: [1].compute_capability: only NVIDIA chips have one; the vendor is amd
    gpu-chips.yaml:15:32: [1].fp16_tensor_fp32_accumulate: 20 TFLOPS is more than fp16_tensor, 10 TFLOPS: FP32 accumulate is never faster
    gpu-chips.yaml:17:13: [1].verified: 2026-12-24 is yet to come: today is 2026-11-24
    gpus.yaml:1:7: [0].id: `Zotac_3090` is not kebab-case: expected lower-case words joined by hyphens, at most 80 characters
    gpus.yaml:3:9: [0].name: a control or invisible character in a text
    gpus.yaml:4:3: [0]: unknown field `lenght`
    gpus.yaml:5:11: [0].length: invalid value: string "317 W", expected a length such as 313 mm
    gpus.yaml:8:15: [0].offers[0].price: invalid value: string "$-5", expected an amount in US dollars such as $1,999.00
    gpus.yaml:9:35: [0].offers[1].condition: invalid value: string "mint", expected a condition: one of new, used, refurbished
    gpus.yaml:9:48: [0].offers[1].as_of: parsed date is not valid: parameter 'day' for `2026-02` is invalid, must be in range `1..=28`
    gpus.yaml:9:60: [0].offers[1]: unknown field `sauce`
    gpus.yaml:13:9: [1].chip: `rtx-3091` is not a chip of gpu-chips.yaml: did you mean `rtx-3090`?
    gpus.yaml:15:10: [1].slots: zero: expected more; leave out what is not known
    gpus.yaml:18:20: [1].offers[0].price: a price of zero: expected what it costs
    gpus.yaml:18:47: [1].offers[0].as_of: 2027-01-01 is yet to come: today is 2026-11-24
    gpus.yaml:18:67: [1].offers[0].source: `hearsay` is not a source of sources.yaml
    gpus.yaml:19:12: [1].sources: no source: expected at least one
    gpus.yaml:21:13: [1].imputed[0]: `lenth` is not a field of a gpu: did you mean `length`?
    gpus.yaml:21:20: [1].imputed[1]: `power` may not be imputed: read it, or leave it out
    gpus.yaml:22:3: [2]: missing field `chip`
    gpus.yaml:22:3: [2]: missing field `name`
    gpus.yaml:22:3: [2]: missing field `status`
    gpus.yaml:22:3: [2]: missing field `sources`
    gpus.yaml:22:3: [2]: missing field `verified`
    gpus.yaml:27:3: [3]: field `name` stands here twice
    gpus.yaml:31:3: [4]: invalid type: string "just a text", expected a map of fields
    market.yaml:4:15: [0].points[1].as_of: 2025-01-01 is not after the point before
    market.yaml:4:34: [0].points[1].index: 0 is out of range: expected 0.01 to 100
    market.yaml:5:10: [1].class: class `memory-ddr5` stands twice
    market.yaml:6:11: [1].points: no point: expected at least one
    motherboards.yaml:3:11: [0].socket: invalid value: string "am6", expected a CPU socket: one of am4, am5, lga1151, lga1151-v2, lga1200, lga1700, lga1851, lga2011-3, lga2066, lga3647, lga4189, lga4677, tr4, strx4, swrx8, str5, sp3, sp5, sp6
    motherboards.yaml:14:14: [1].slots[1].name: `P1` is the name of two slots
    motherboards.yaml:14:28: [1].slots[1].position: two slots stand at position 1
    motherboards.yaml:16:24: [1].modes[0].lanes.P3: `P3` is not a name in this board's `slots`, which has P1, P1
    motherboards.yaml:17:15: [1].modes[1].lanes.P1: 3 lanes in an x16 slot: expected 1, 2, 4, 8 or 16, no more than its contacts
    motherboards.yaml:18:16: [1].modes[1].m2_off[0]: `M.2_9` is not a name in this board's `m2`, which has none
    motherboards.yaml:22:13: [1].imputed[0]: `modes` may not be imputed: read it, or leave it out
    motherboards.yaml:23:7: [2].id: `radeon` is the id of gpu-chips.yaml [1] too
    offers.yaml:3:11: psu[1].price: invalid value: string "99 EUR", expected an amount in US dollars such as $1,999.00
    psus.yaml:3:12: [0].wattage: 0 is out of range: expected 100 to 5000
    psus.yaml:4:14: [0].tested_by: `nobody` is not a source of sources.yaml
    psus.yaml:8:13: [0].imputed[0]: `pin16` may not be imputed: read it, or leave it out
    psus.yaml:9:7: [1].id: `psu` is the id of psus.yaml [0] too
    psus.yaml:10:9: [1].name: empty or with blanks around it: expected a text
    sources.yaml:1:36: [0].url: not a public address: expected https://…
    gpu.yaml: not a catalogue file: ignored
    47 faults and 1 warning in 12 parts
    "#);
}

#[test]
fn warnings_come_last_and_do_not_stop_a_load() {
    let dir = Dir::with(&[
        ("psus.yaml", &super::psu("a", "")),
        ("offers.yaml", "gone: []\n"),
    ]);
    let catalogue = load(vec![LayerSource::named(&dir.0)]).unwrap();
    assert_eq!(catalogue.warnings.len(), 1);
    assert_eq!(catalogue.warnings[0].severity, Severity::Warning);
    assert!(catalogue.warnings[0].message.contains("`gone`"));
}

#[test]
fn sizes_that_no_model_has_are_faults() {
    let models = "\
- id: odd
  name: Odd
  kind: moe
  parameters: .nan
  transformer:
    layers: 0
    hidden: 64
    heads: 8
    kv_heads: 3
    head_dim: 8
    ffn: 256
    vocab: 1000
    experts: {count: 4, active: 5, ffn: 32}
  sources: [hearsay]
- id: slips
  name: Slips
  kind: llm
  parameters: 1.0
  transformer:
    layers: 4
    hidden: 64
    heads: 8
    kv_heads: 8
    head_dim: 8
    ffn: 256
    vocab: 1000
    attention: {kind: sliding, window: 128, full_layers: 5}
  sources: []
- id: strange
  name: Strange
  kind: llm
  parameters: 1.0
  transformer:
    layers: 4
    hidden: 64
    heads: 8
    kv_heads: 8
    head_dim: 8
    ffn: 256
    vocab: 1000
    attention: {kind: elliptic}
  sources: []
";
    let dir = Dir::with(&[("models.yaml", models), ("sources.yaml", "[]\n")]);
    let faults = load(vec![LayerSource::shipped(&dir.0)]).unwrap_err();
    let place = format!("{}/", dir.0.display());
    let text = faults.to_string().replace(&place, "");
    insta::assert_snapshot!(text, @r"
    models.yaml:4:15: [0].parameters: out of range: expected a number of billions, 0.000001 to 100000
    models.yaml:6:13: [0].transformer.layers: 0 is out of range: expected 1 to 100000000
    models.yaml:9:15: [0].transformer.kv_heads: expected a divisor of the 8 heads
    models.yaml:13:33: [0].transformer.experts.active: 5 is out of range: expected 1 to 4
    models.yaml:14:13: [0].sources[0]: `hearsay` is not a source of sources.yaml
    models.yaml:27:58: [1].transformer.attention.full_layers: 5 is out of range: expected 0 to 4
    models.yaml:41:23: [2].transformer.attention.kind: unknown variant `elliptic`, expected one of `full`, `sliding`, `compressed`, `hybrid`
    7 faults in 0 parts
    ");
}

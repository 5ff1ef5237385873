//! `rigbuild estimate` as its user meets it.

use crate::program::{document, flat, refused, said};
use std::fs;
use std::path::PathBuf;

const QLORA: &str = "qlora llama-3.1-8b seq=4096";
const LARGE: &str = "generate llama-3.3-70b quant=q4_k_m context=8192";

/// A fresh file of this test run.
fn file(name: &str, content: &[u8]) -> String {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("estimate");
    fs::create_dir_all(&dir).expect("a place can be made");
    let path = dir.join(name);
    fs::write(&path, content).expect("a file can be written");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_task_gets_verdict_memory_speed_and_what_bounds_it() {
    let out = said(&["estimate", "--gpu", "rtx-3090", "--for", QLORA], 0);
    assert!(
        out.starts_with("✓ GeForce RTX 3090 24 GB: the task runs"),
        "{out}"
    );
    for expected in [
        QLORA,
        "memory: ",
        "weights ",
        "GiB for each further 1,000 tokens",
        "speed: ",
        "1.0 x",
        "class ",
        "held back by: ",
        "the host needs: ",
        "assumed: a host that never limits: not given system memory (--ram), CPU cores",
    ] {
        assert!(flat(&out).contains(expected.trim()), "{expected}\n{out}");
    }
}

#[test]
fn a_profile_is_judged_where_nothing_is_named_and_need_not_run_whole() {
    let out = said(&["estimate", "--gpu", "rtx-3060-12g", "--ram", "16G"], 0);
    assert!(out.contains("9 tasks run"), "{out}");
    let named = said(
        &[
            "estimate",
            "--gpu",
            "rtx-3060-12g",
            "--ram",
            "16G",
            "--for",
            LARGE,
        ],
        1,
    );
    assert!(named.starts_with("✗ "), "{named}");
    assert!(named.contains("it would fit: with "), "{named}");
    assert!(named.contains("of system memory, with offload"), "{named}");
}

#[test]
fn what_is_given_of_the_host_counts() {
    let of = |more: &[&str]| {
        let base = [
            "estimate",
            "--gpu",
            "rtx-3090",
            "--for",
            "train-vision resnet50",
        ];
        let document = document(&[&base, more].concat(), 0);
        document["tasks"][0]["relative"].as_f64().unwrap()
    };
    let free = of(&[]);
    assert!(of(&["--cores", "4"]) < free, "few cores feed fewer images");
    assert!(
        of(&["--power-limit", "200W"]) < free,
        "less power is slower"
    );
    assert!((of(&["--cores", "64"]) - free).abs() < 1e-9);
    // Two cards share gradients over the link.
    let two = of(&["--gpus", "2"]);
    assert!(two > free);
    assert!(of(&["--gpus", "2", "--lanes", "1"]) < two);
}

#[test]
fn a_power_limit_says_what_it_costs() {
    let wish = [
        "estimate",
        "--gpu",
        "rtx-3090",
        "--for",
        "lora llama-3.1-8b",
    ];
    let out = said(&[&wish[..], &["--power-limit", "200W"]].concat(), 0);
    assert!(out.contains("limited to 200 W each"), "{out}");
    assert!(out.contains("power limit: "), "{out}");
    assert!(out.contains(" %)"), "{out}");
    assert!(!said(&wish, 0).contains("power limit"));
    let document = document(&[&wish[..], &["--power-limit", "200W"]].concat(), 0);
    let free = document["without_power_limit"][0].as_f64().unwrap();
    assert!(document["tasks"][0]["relative"].as_f64().unwrap() < free);
}

#[test]
fn a_chip_is_found_as_people_call_it() {
    for name in ["rtx-3090", "RTX 3090", "3090", "GeForce RTX 3090"] {
        let document = document(&["estimate", "--gpu", name, "--for", QLORA], 0);
        assert_eq!(document["gpu"]["chip"], "rtx-3090", "{name}");
    }
    refused(
        &["estimate", "--gpu", "rtx-3091"],
        &["did you mean", "rtx-3090"],
    );
    refused(
        &["estimate", "--gpu", "rtx 3080"],
        &["answer to", "rtx-3080-"],
    );
    refused(&["estimate", "--gpu", "zzz"], &["no part is called `zzz`"]);
    refused(&["estimate"], &["BUILD"]);
    refused(
        &["estimate", "x", "--gpu", "rtx-3090"],
        &["cannot be used with"],
    );
    refused(&["estimate", "x", "--gpus", "2"], &["--gpu"]);
    refused(
        &["estimate", "--gpu", "rtx-3090", "--gpus", "0"],
        &["--gpus"],
    );
    refused(
        &["estimate", "--gpu", "rtx-3090", "--gpus", "9"],
        &["--gpus"],
    );
    refused(
        &["estimate", "--gpu", "rtx-3090", "--lanes", "3"],
        &["--lanes"],
    );
    refused(
        &[
            "estimate",
            "--gpu",
            "rtx-3090",
            "--for",
            "qlora llama-3.1-8b seg=1",
        ],
        &["did you mean `seq`?"],
    );
}

#[test]
fn the_document_says_what_the_text_says() {
    let wish = [
        "estimate", "--gpu", "rtx-4090", "--gpus", "2", "--ram", "128G", "--for", LARGE,
    ];
    let document = document(&wish, 0);
    assert_eq!(document["schema"], "rigbuild.estimate/1");
    assert_eq!(document["gpu"]["count"], 2);
    assert_eq!(document["gpu"]["memory_gib"], 24);
    assert_eq!(document["host"]["memory_gib"], 128);
    assert!(document["host"]["cores"].is_null());
    let task = &document["tasks"][0];
    assert_eq!(task["task"], LARGE);
    assert!(task["per_gpu"]["per_1000_tokens_gib"].as_f64().unwrap() > 0.0);
    let out = said(&wish, 0);
    let need = format!("{:.1} of ", task["per_gpu"]["need_gib"].as_f64().unwrap());
    assert!(out.contains(&need), "{need}\n{out}");
}

#[test]
fn a_build_file_is_judged_with_its_own_host() {
    let list = file(
        "listed.yaml",
        b"parts:\n  - {id: zotac-rtx-3090-trinity, count: 1}\npower_limit: 280 W\n",
    );
    refused(&["estimate", &list], &["no motherboard", "--gpu"]);
    refused(
        &["estimate", "no-such-build"],
        &["no saved build and no file"],
    );
}

/// A configuration of a small model, changed.
fn config(name: &str, change: impl Fn(&mut serde_json::Value)) -> String {
    let dense = include_str!("../fixtures/hf/dense.json");
    let mut config: serde_json::Value = serde_json::from_str(dense).expect("JSON");
    change(&mut config);
    file(name, config.to_string().as_bytes())
}

#[test]
fn the_model_of_a_file_can_be_named() {
    let own = config("mine.json", |config| {
        config["_name_or_path"] = "some/My Model-8B".into();
    });
    let wish = ["estimate", "--gpu", "rtx-3090", "--for-config", &own];
    for name in ["config", "my-model-8b"] {
        let task = format!("qlora {name} seq=4096");
        let document = document(&[&wish[..], &["--for", &task]].concat(), 0);
        assert_eq!(document["tasks"][0]["task"], "qlora my-model-8b seq=4096");
    }
    let assumed = crate::program::run(&wish);
    let err = crate::program::text(&assumed.stderr);
    assert_eq!(assumed.status.code(), Some(0), "{err}");
    assert!(
        err.contains("--for 'generate my-model-8b quant=q4_k_m context=8192'"),
        "{err}"
    );
    assert!(err.contains("--for 'qlora my-model-8b seq=4096'"), "{err}");
    // The same file serves a solve and the ranking.
    let task = ["--for", "generate config", "--for-config", &own];
    assert!(said(&[&["gpus", "--vram", "24G"][..], &task].concat(), 0).contains("my-model-8b"));
    assert!(said(&[&["-b", "3000"][..], &task].concat(), 0).contains("my-model-8b"));
    refused(
        &[&["-b", "3000", "--save", "x"][..], &task].concat(),
        &["--save cannot keep", "--for-config"],
    );
}

#[test]
fn a_hostile_configuration_is_one_clear_error() {
    let refuse = |path: &str, says: &[&str]| {
        for command in [
            &["estimate", "--gpu", "rtx-3090", "--for-config", path][..],
            &["gpus", "--for-config", path],
            &["-b", "2000", "--for-config", path],
        ] {
            refused(command, says);
        }
    };
    refuse("/no/such/config.json", &["/no/such/config.json"]);
    let broken = file("broken.json", b"{\"hidden_size\": 64,\n  \"x\": }\n");
    refuse(&broken, &["broken.json:2:8:", "expected"]);
    refuse(&file("empty.json", b""), &["empty.json:1:0:"]);
    refuse(&file("list.json", b"[1, 2]"), &["list.json", "an object"]);
    refuse(
        &file("binary.json", b"\x00\xff\xfe\x80"),
        &["no text from byte 1"],
    );
    refuse(
        &file("huge.json", &vec![b' '; 5 << 20]),
        &["larger than 4 MiB"],
    );
    let nested = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    refuse(&file("nested.json", &nested), &["nested.json:1:"]);
    refuse(
        &config("zero.json", |config| {
            config["num_attention_heads"] = 0.into();
        }),
        &["zero.json", "`num_attention_heads` is 0"],
    );
    refuse(
        &config("over.json", |config| {
            config["hidden_size"] = 1_000_000_000_000_u64.into();
        }),
        &["over.json", "`hidden_size` is 1000000000000"],
    );
    refuse(
        &config("missing.json", |config| {
            config.as_object_mut().unwrap().remove("num_hidden_layers");
        }),
        &["missing.json", "`num_hidden_layers`"],
    );
    let diffusion = file("unet.json", b"{\"_class_name\": \"UNet2DConditionModel\"}");
    refuse(&diffusion, &["unet.json", "not a diffusion pipeline's"]);
    let fine = config("fine.json", |_| {});
    refused(
        &[
            "estimate",
            "--gpu",
            "rtx-3090",
            "--for-config",
            &fine,
            "--for",
            "generate config context=1000000000000",
        ],
        &["context=1000000000000 is not"],
    );
    refused(
        &[
            "estimate",
            "--gpu",
            "rtx-3090",
            "--for-config",
            &fine,
            "--for",
            "train-vision config",
        ],
        &["`train-vision` does not apply to"],
    );
}

#[test]
fn the_host_needs_what_is_kept_in_its_memory() {
    let sharded = "qlora llama-3.3-70b seq=2048";
    let out = said(
        &[
            "estimate", "--gpu", "rtx-3090", "--gpus", "2", "--for", sharded,
        ],
        0,
    );
    let gib = |label: &str| -> u32 {
        let after = out.split(label).nth(1).expect(label);
        let number = after.split_whitespace().next().expect("a number");
        number.parse().expect("a whole number")
    };
    let kept = gib("\n  system memory: ");
    assert!(kept > 32 && gib("the host needs: ") >= kept, "{out}");
}

//! How many parts of the whole `OpenDB` find their price, and whether it is theirs. Needs
//! the data packs beside the repository; without them there is nothing to measure here
//! (the traps themselves are tested beside the join).

use rigbuild::catalogue::import::join::{
    BoardFacts, CaseFacts, CoolerFacts, CpuFacts, DriveBus, Facts, GpuFacts, Item, MemoryFacts,
    Modularity, PsuFacts, StorageFacts, Word, join,
};
use rigbuild::catalogue::import::pcpp::read_dump;
use rigbuild::part::Efficiency;
use rigbuild::unit::{Gibibytes, Gigabytes, MegaTransfers, Millimetres, Watts};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folder of `OpenDB`, file of the joined tables, rows that must find a row of the dump,
/// rows of the joined table on which we may differ, per mille. The differences were read one by
/// one: the joined table takes the BLACK of EVGA and XFX cards for a colour, α for a.
const KINDS: [(&str, &str, usize, usize); 8] = [
    ("CPU", "cpu", 696, 0),
    ("GPU", "gpu", 3_148, 16),
    ("Motherboard", "motherboard", 3_477, 8),
    ("RAM", "ram", 3_643, 15),
    ("PSU", "psu", 2_993, 12),
    ("Storage", "storage", 3_017, 5),
    ("CPUCooler", "cpucooler", 2_053, 15),
    ("PCCase", "pccase", 3_224, 20),
];

/// The data packs, where they are there.
fn packs() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let found = ["bulk", "parts"]
        .iter()
        .all(|dir| shared.join(dir).is_dir());
    found.then_some(shared)
}

/// Unpacks an archive once; `None` where the tool for it is missing.
fn unpacked(archive: &Path, tool: &[&str]) -> Option<PathBuf> {
    let name = archive.file_name()?.to_str()?;
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.split('.').next()?);
    let done = dir.join("done");
    if !done.exists() {
        fs::create_dir_all(&dir).ok()?;
        let status = Command::new(tool[0])
            .args(&tool[1..])
            .arg(archive)
            .current_dir(&dir)
            .status();
        if !status.ok()?.success() {
            return None;
        }
        fs::write(done, "").ok()?;
    }
    Some(dir)
}

/// The directory under this one that has a file or folder of this name.
fn holding(dir: &Path, name: &str) -> Option<PathBuf> {
    if dir.join(name).exists() {
        return Some(dir.to_owned());
    }
    let entries = fs::read_dir(dir).ok()?.filter_map(Result::ok);
    let dirs = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir());
    dirs.into_iter().find_map(|dir| holding(&dir, name))
}

#[test]
fn opendb_finds_its_prices_and_no_others() {
    let Some(shared) = packs() else {
        eprintln!("skipped: no data packs in ../shared");
        return;
    };
    let bulk = shared.join("bulk");
    let opendb = unpacked(&bulk.join("opendb-2026-08-17.tar.gz"), &["tar", "-xzf"]);
    let dump = bulk.join("pc-part-dataset-2025-07-23-csv.zip");
    let python = ["python3", "-c", UNZIP];
    let (Some(opendb), Some(dump)) = (opendb, unpacked(&dump, &python)) else {
        eprintln!("skipped: the data packs need tar and python3 to unpack");
        return;
    };
    let opendb = holding(&opendb, "CPUCooler").expect("the packed OpenDB");
    let dump = holding(&dump, "video-card.csv").expect("the packed dump");
    let table = read_dump(&dump, None);
    assert_eq!(table.faults, []);
    assert_eq!((table.listings.len(), table.repeated), (43_925, 2_026));
    let rows: Vec<&Item> = table.listings.iter().map(|listing| &listing.item).collect();
    for (folder, file, least, differ) in KINDS {
        let items = items(&opendb, folder);
        let found = join(&items, &rows);
        let matched = found.iter().flatten().count();
        let names: BTreeMap<&str, BTreeSet<&str>> = items
            .iter()
            .zip(&found)
            .filter_map(|(item, found)| {
                let rows = found.as_ref()?.rows.iter();
                let names = rows.map(|row| table.listings[*row].item.name.as_str());
                Some((item.key.as_str(), names.collect()))
            })
            .collect();
        let reference = reference(&shared.join("parts").join(file).with_extension("csv"));
        let judged = reference
            .iter()
            .filter(|(id, _)| names.contains_key(id.as_str()));
        let (agree, other): (Vec<_>, Vec<_>) =
            judged.partition(|(id, name)| names[id.as_str()].contains(name.as_str()));
        println!(
            "{folder}: {matched} of {} matched (bar {least}); of {} priced rows of the joined \
             table {} have another name, {} none",
            items.len(),
            reference.len(),
            other.len(),
            reference.len() - agree.len() - other.len(),
        );
        assert!(matched >= least, "{folder}: {matched} of {least}");
        assert!(
            other.len() * 1_000 <= reference.len() * differ,
            "{folder}: {other:?}"
        );
    }
}

const UNZIP: &str = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall()";

/// The names that an earlier join, right in 95 to 100 of 100, gave each part.
fn reference(path: &Path) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(path).expect("a joined table");
    let headers = reader.headers().expect("its columns").clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|header| header == name)
            .expect("its column")
    };
    let (id, name) = (column("id"), column("pcp_name"));
    reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[id].to_owned(), row[name].to_owned()))
        .collect()
}

/// Every row of a kind, read as plainly as can be.
fn items(opendb: &Path, folder: &str) -> Vec<Item> {
    let mut files: Vec<PathBuf> = fs::read_dir(opendb.join(folder))
        .expect("a folder of a kind")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).expect("a file");
        serde_json::from_slice(&bytes).expect("a file of JSON")
    };
    files
        .iter()
        .map(|path| item(folder, &Json(read(path))))
        .collect()
}

struct Json(Value);

impl Json {
    fn float(&self, path: &str) -> Option<f64> {
        let number = self.0.pointer(path).and_then(Value::as_f64);
        number.filter(|number| *number > 0.0)
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the fields are small and positive"
    )]
    fn scaled(&self, path: &str, scale: f64) -> Option<u32> {
        self.float(path)
            .map(|number| (number * scale).round() as u32)
    }
    fn whole(&self, path: &str) -> Option<u32> {
        self.scaled(path, 1.0)
    }
    fn small(&self, path: &str) -> Option<u8> {
        self.whole(path).and_then(|number| number.try_into().ok())
    }
    fn text(&self, path: &str) -> Option<&str> {
        self.0.pointer(path).and_then(Value::as_str)
    }
    fn word(&self, path: &str) -> Option<Word> {
        self.text(path).and_then(Word::of)
    }
    fn texts(&self, path: &str) -> Vec<String> {
        let list = self.0.pointer(path).and_then(Value::as_array);
        let texts = list.into_iter().flatten().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    }
    fn ddr(&self, path: &str) -> Option<u8> {
        self.text(path)?.strip_prefix("DDR")?.parse().ok()
    }
}

fn item(folder: &str, row: &Json) -> Item {
    let text = |path: &str| row.text(path).unwrap_or_default().to_owned();
    Item {
        key: text("/opendb_id"),
        maker: text("/metadata/manufacturer"),
        name: text("/metadata/name"),
        part_numbers: row.texts("/metadata/part_numbers"),
        colours: row.texts("/color"),
        facts: facts(folder, row),
    }
}

fn facts(folder: &str, row: &Json) -> Facts {
    match folder {
        "CPU" => Facts::Cpu(CpuFacts {
            socket: row.word("/socket"),
            cores: row.small("/cores/total").map(u16::from),
            base_mhz: row.scaled("/clocks/performance/base", 1_000.0),
            boost_mhz: None,
            tdp: None,
        }),
        "GPU" => Facts::Gpu(GpuFacts {
            chipset: row.text("/chipset").map(str::to_owned),
            memory: row.whole("/memory").map(Gibibytes::new),
            length: row.whole("/length").map(Millimetres::new),
            ..GpuFacts::default()
        }),
        "Motherboard" => Facts::Motherboard(BoardFacts {
            socket: row.word("/socket"),
            form_factor: row.word("/form_factor"),
            ddr: row.ddr("/memory/ram_type"),
            memory_slots: row.small("/memory/slots"),
            max_memory: None,
        }),
        "RAM" => Facts::Memory(MemoryFacts {
            ddr: row.ddr("/ram_type"),
            speed: row.whole("/speed").map(MegaTransfers::new),
            modules: row.small("/modules/quantity"),
            module_size: row.whole("/modules/capacity_gb").map(Gibibytes::new),
            cas_latency: row.small("/cas_latency"),
        }),
        "PSU" => Facts::Psu(PsuFacts {
            wattage: row.whole("/wattage").map(Watts::new),
            efficiency: row.text("/efficiency_rating").map(|text| {
                let level = text.trim_start_matches("80+").trim().to_lowercase();
                level.parse().unwrap_or(Efficiency::White)
            }),
            modularity: row.text("/modular").map(|text| match text {
                "Full" => Modularity::Full,
                "Semi-Modular" => Modularity::Semi,
                _ => Modularity::Fixed,
            }),
            form_factor: row.word("/form_factor"),
        }),
        "Storage" => {
            let (bus, generation) = DriveBus::read(row.text("/interface").unwrap_or_default());
            Facts::Storage(StorageFacts {
                capacity: row.whole("/capacity").map(Gigabytes::new),
                bus,
                generation,
                form: row.word("/form_factor"),
                disk: row.text("/storage_type").map(|text| text != "SSD"),
            })
        }
        "CPUCooler" => Facts::Cooler(CoolerFacts {
            liquid: row.0.pointer("/water_cooled").and_then(Value::as_bool),
            radiator: row.whole("/radiator_size").map(Millimetres::new),
            height: row.whole("/height").map(Millimetres::new),
        }),
        "PCCase" => Facts::Case(CaseFacts {
            form: row.word("/form_factor"),
            decilitres: row.scaled("/volume", 10.0),
            side_panel: row.word("/side_panel"),
            psu: None,
        }),
        other => unreachable!("no kind {other}"),
    }
}

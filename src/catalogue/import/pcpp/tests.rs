//! Dumps as small as can be, with the faults that the large one has.

use super::*;
use crate::catalogue::import::join::Facts;
use crate::catalogue::tests::Dir;
use crate::unit::{Gibibytes, MegaTransfers, Usd};
use jiff::civil::date;

const DAY: Date = date(2025, 7, 23);

const MEMORY_CSV: &str = "\
name,price,speed,modules,price_per_gb,color,first_word_latency,cas_latency
Corsair Vengeance LPX 16 GB,45.99,\"4,3200\",\"2,8\",2.874,Black / Yellow,10,16
Corsair Vengeance LPX 16 GB,45.99,\"4,3200\",\"2,8\",2.874,Black / Yellow,10,16
Corsair Vengeance LPX 16 GB,,\"4,3600\",\"2,8\",,Black,10,18
";

const MEMORY_JSONL: &str = r#"{"name":"Corsair Vengeance LPX 16 GB","price":45.99,"speed":[4,3200],"modules":[2,8],"price_per_gb":2.874,"color":"Black / Yellow","first_word_latency":10,"cas_latency":16}
{"name":"Corsair Vengeance LPX 16 GB","price":45.99,"speed":[4,3200],"modules":[2,8],"price_per_gb":2.874,"color":"Black / Yellow","first_word_latency":10,"cas_latency":16}
{"name":"Corsair Vengeance LPX 16 GB","price":null,"speed":[4,3600],"modules":[2,8],"price_per_gb":null,"color":"Black","first_word_latency":10,"cas_latency":18}
"#;

fn read(name: &str, text: &str) -> PriceTable {
    let dir = Dir::with(&[(name, text)]);
    read_dump(&dir.0, Some(DAY))
}

/// The faults without the directory, which differs from run to run.
fn faults(table: &PriceTable) -> Vec<String> {
    let places = table.faults.iter().map(|fault| {
        let text = fault.to_string();
        text.rsplit_once('/')
            .map_or(text.clone(), |(_, rest)| rest.to_owned())
    });
    places.collect()
}

#[test]
fn csv_and_json_lines_say_the_same() {
    let tables = [
        read("memory.csv", MEMORY_CSV),
        read("memory.jsonl", MEMORY_JSONL),
    ];
    for table in &tables {
        assert_eq!(faults(table), [""; 0]);
        assert_eq!((table.listings.len(), table.repeated), (2, 1));
        let first = &table.listings[0];
        assert_eq!(first.price, Some(Usd::from_cents(4_599)));
        assert_eq!((first.as_of, first.condition), (DAY, Condition::New));
        assert_eq!(first.item.colours, ["Black", "Yellow"]);
        let Facts::Memory(kit) = &first.item.facts else {
            panic!("{:?}", first.item.facts);
        };
        assert_eq!(
            (kit.ddr, kit.modules, kit.cas_latency),
            (Some(4), Some(2), Some(16))
        );
        assert_eq!(kit.speed, Some(MegaTransfers::new(3_200)));
        assert_eq!(kit.module_size, Some(Gibibytes::new(8)));
        assert_eq!(table.listings[1].price, None, "null and empty are no price");
    }
    let items = tables.map(|table| {
        let rows = table.listings.into_iter();
        rows.map(|row| (row.item.facts, row.price))
            .collect::<Vec<_>>()
    });
    assert_eq!(items[0], items[1]);
}

#[test]
fn a_dump_without_a_known_day_is_not_todays() {
    let dir = Dir::with(&[("memory.csv", MEMORY_CSV)]);
    let table = read_dump(&dir.0, None);
    assert!(table.listings.is_empty());
    assert_eq!(
        faults(&table),
        ["memory.csv: the file holds no date, and is no known dump"]
    );
    assert!(table.faults[0].help.as_ref().unwrap().contains("--as-of"));
}

#[test]
fn what_is_no_price_in_dollars_is_refused_at_its_place() {
    let rows = "name,price,core_count,core_clock,boost_clock,microarchitecture,tdp,graphics\n\
        AMD Ryzen 5 4500,\"€ 73,90\",6,3.6,4.1,Zen 2,65,\n\
        AMD Ryzen 5 5500,73.90 EUR,6,3.6,4.2,Zen 3,65,\n\
        AMD Ryzen 5 5600,-5,6,3.5,4.4,Zen 3,65,\n\
        AMD Ryzen 5 5600X,0,six,3.7,4.6,Zen 3,65,\n\
        AMD Ryzen 7 5700X,\"$1,129.00\",8,3.4,4.6,Zen 3,65,\n";
    let table = read("cpu.csv", rows);
    let expected = [
        "cpu.csv:2:18: price: `€ 73,90` is not an amount in US dollars such as $1,999.00",
        "cpu.csv:3:18: price: `73.90 EUR` is not an amount in US dollars such as $1,999.00",
        "cpu.csv:4:18: price: `-5` is not an amount in US dollars such as $1,999.00",
        "cpu.csv:5:21: core_count: `six` is not a number of cores",
    ];
    assert_eq!(faults(&table), expected);
    assert_eq!(table.listings[0].price, Some(Usd::dollars(1_129)));
}

#[test]
fn a_table_in_another_currency_is_refused_row_by_row() {
    let rows = "{\"name\":\"AMD Ryzen 5 4500\",\"price\":70,\"currency\":\"EUR\"}\n\
        {\"name\":\"AMD Ryzen 5 4500\",\"price\":70,\"currency\":\"USD\"}\n";
    let table = read("cpu.jsonl", rows);
    assert_eq!(
        faults(&table),
        ["cpu.jsonl:1:39: currency: `EUR`: expected prices in USD"]
    );
    assert_eq!(table.listings.len(), 1);
}

#[test]
fn broken_rows_are_reported_and_the_others_read() {
    let table = read(
        "cpu.jsonl",
        "{\"name\":\"A 1\"}\n{\"name\":\n[1]\n\n{\"name\":\"B 2\"}\n",
    );
    assert_eq!(table.listings.len(), 2);
    assert_eq!(table.faults.len(), 2);
    assert_eq!((table.faults[0].line, table.faults[1].line), (2, 3));
    let table = read("cpu.csv", "name,price\nA 1,5\nB 2\nC 3,6\n");
    assert_eq!(
        faults(&table),
        ["cpu.csv:3:1: 1 cells: expected 2, as the first line has"]
    );
    assert_eq!(table.listings.len(), 2);
}

#[test]
fn spellings_of_one_word_are_one_word() {
    let rows = "name,price,socket,form_factor,max_memory,memory_slots,color\n\
        ASRock A620I LIGHTNING WIFI,159.99,AM5,Mini ITX,96,2,Black\n";
    let table = read("motherboard.csv", rows);
    let Facts::Motherboard(board) = &table.listings[0].item.facts else {
        panic!("a board");
    };
    assert_eq!(board.form_factor.as_ref().unwrap().as_str(), "miniitx");
}

#[test]
fn only_the_files_of_parts_are_read() {
    let dir = Dir::with(&[("mouse.csv", "name,price\nA mouse,10\n")]);
    assert!(!is_dump(&dir.0));
    assert!(read_dump(&dir.0, Some(DAY)).listings.is_empty());
}

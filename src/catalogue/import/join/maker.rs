//! Makers under their many names.

use super::text::{run_together, words};
use std::collections::BTreeSet;

/// Spellings (words run together) of makers that are known by another name.
const ALIASES: &[(&str, &str)] = &[
    ("adataxpg", "adata"),
    ("apeviacorp", "apevia"),
    ("ballistix", "crucial"),
    ("bequiet", "bequiet"),
    ("broadwaycom", "broadway"),
    ("colourful", "colorful"),
    ("corsairmemory", "corsair"),
    ("crucialmicron", "crucial"),
    ("fractal", "fractaldesign"),
    ("galax", "galax"),
    ("galaxy", "galax"),
    ("gskillinternational", "gskill"),
    ("hewlettpackard", "hp"),
    ("hyperx", "kingston"),
    ("kfa2", "galax"),
    ("kingstontechnology", "kingston"),
    ("leadtek", "pny"),
    ("noctuaaustria", "noctua"),
    ("pnytechnologies", "pny"),
    ("predator", "acer"),
    ("sandiskprofessional", "sandisk"),
    ("sapphiretechnology", "sapphire"),
    ("seagatebaredrives", "seagate"),
    ("seagatetechnology", "seagate"),
    ("silverstonetechnology", "silverstone"),
    ("silverstonetek", "silverstone"),
    ("skhynix", "hynix"),
    ("team", "teamgroup"),
    ("teamgroupinc", "teamgroup"),
    ("toshibastorage", "toshiba"),
    ("wd", "westerndigital"),
    ("wdblack", "westerndigital"),
    ("xfxforce", "xfx"),
    ("xpg", "adata"),
];

/// Lines that some tables give as the maker: part of the name all the same.
const LINES: &[&str] = &["ballistix", "hyperx", "predator", "wdblack"];

/// One name for each maker: words run together, aliases resolved.
pub(super) fn canonical(name: &str) -> String {
    resolve(&run_together(&words(name))).to_owned()
}

fn resolve(key: &str) -> &str {
    match ALIASES.binary_search_by(|(alias, _)| alias.cmp(&key)) {
        Ok(at) => ALIASES[at].1,
        Err(_) => key,
    }
}

/// The makers that both sides name.
#[derive(Debug, Default)]
pub(super) struct Makers(BTreeSet<String>);

/// Longest maker's name in words: "Thermal Grizzly by der8auer" has four.
const LONGEST: usize = 4;

impl Makers {
    /// Learns the makers that are stated apart from names.
    pub(super) fn learn<'a>(makers: impl Iterator<Item = &'a str>) -> Self {
        let known = makers.map(canonical).filter(|maker| !maker.is_empty());
        let aliases = ALIASES.iter().map(|(_, maker)| (*maker).to_owned());
        Self(known.chain(aliases).collect())
    }

    /// The maker of an item, and the words of its name without him.
    pub(super) fn split(&self, maker: &str, name: &str) -> (String, Vec<String>) {
        let mut words = words(name);
        let stated = canonical(maker);
        let found = (1..=LONGEST.min(words.len())).rev().find_map(|count| {
            let spelled = run_together(&words[..count]);
            let key = resolve(&spelled);
            let his = if stated.is_empty() {
                self.0.contains(key)
            } else {
                key == stated || spelled == run_together(&super::text::words(maker))
            };
            his.then(|| (count, key.to_owned()))
        });
        let maker = match found {
            Some((count, key)) => {
                if !LINES.contains(&run_together(&words[..count]).as_str()) {
                    words.drain(..count);
                }
                // `Crucial Crucial Pro`: some tables put the name before what has it.
                while words.len() > 1 && words[0] == key {
                    words.remove(0);
                }
                key
            }
            // A name without a known maker begins with an unknown one.
            None if stated.is_empty() && words.len() > 1 => words.remove(0),
            None => stated,
        };
        (maker, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_aliases_are_in_order() {
        assert!(ALIASES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_maker_is_found_at_the_front_of_a_name() {
        let makers = Makers::learn(["Western Digital", "G.SKILL", "ASUS"].into_iter());
        let split = |maker: &str, name: &str| makers.split(maker, name);
        assert_eq!(split("", "G.Skill Flare X5").0, "gskill");
        assert_eq!(
            split("", "WD Black SN770"),
            ("westerndigital".to_owned(), words("wd black sn770"))
        );
        assert_eq!(
            split("ASUS", "TUF GAMING B450M-PLUS II").1.first().unwrap(),
            "tuf"
        );
        assert_eq!(
            split("", "Nonesuch One"),
            ("nonesuch".to_owned(), words("one"))
        );
    }
}

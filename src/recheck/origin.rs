//! Where a saved answer comes from, and what has changed since.

use crate::catalogue::Catalogue;
use jiff::civil::Date;

/// What a file tells of its making; `None` = it does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The day it was asked on.
    pub asked: Date,
    /// The version of rigbuild that answered.
    pub version: Option<String>,
    /// The catalogue's layers, lowest first.
    pub layers: Vec<String>,
    /// How many parts the catalogue had.
    pub parts: Option<usize>,
    /// The day of its newest price.
    pub newest_price: Option<Date>,
}

impl Origin {
    /// What is not as it was, in words: why a fresh solve may answer otherwise.
    pub fn changes(&self, catalogue: &Catalogue, today: Date, version: &str) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(was) = self.version.as_deref().filter(|was| *was != version) {
            said.push(format!(
                "it was answered by rigbuild {was}, this is {version}"
            ));
        }
        if self.asked != today {
            said.push(format!(
                "it was asked on {}, prices are those of {today}",
                self.asked
            ));
        }
        let layers: Vec<&str> = catalogue.layers.iter().map(|one| &*one.name).collect();
        if self.layers != layers {
            said.push(format!(
                "the catalogue was made of {}, is made of {}",
                listed(self.layers.iter().map(String::as_str)),
                listed(layers.into_iter())
            ));
        }
        let parts = catalogue.parts().count();
        if let Some(was) = self.parts.filter(|was| *was != parts) {
            said.push(format!("the catalogue had {was} parts, has {parts}"));
        }
        let newest = catalogue.layers.iter().filter_map(|one| one.newest_price);
        let newest = newest.max();
        if let (Some(was), Some(now)) = (self.newest_price, newest)
            && was != now
        {
            said.push(format!(
                "the catalogue's newest price was of {was}, is of {now}"
            ));
        }
        said
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(" + ")
    }
}

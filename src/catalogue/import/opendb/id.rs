//! Ids of imported parts: readable, unique, and the same at every import.

use std::collections::BTreeSet;

/// Longest readable half of an id.
const LONGEST_SLUG: usize = 60;
/// Characters of the source's own id that follow it.
const KEY: usize = 8;

/// The ids given so far, and the rows' own.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
    keys: BTreeSet<String>,
}

impl Ids {
    /// Whether no row before had this id of the source: one that stands twice would name
    /// another part at the next import.
    pub(super) fn is_first(&mut self, key: &str) -> bool {
        self.keys.insert(key.to_owned())
    }

    /// An id from a name and the source's id, in as few of its characters as are needed to
    /// tell it from others; `None` where the source uses one id twice.
    pub(super) fn make(
        &mut self,
        name: &str,
        key: &str,
        taken: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let slug = slug(name);
        let key: String = key
            .to_lowercase()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        (KEY.min(key.len())..=key.len().min(19))
            .map(|length| format!("{slug}-{}", &key[..length]))
            .find(|id| !taken(id) && self.given.insert(id.clone()))
    }
}

fn slug(name: &str) -> String {
    let mut slug = String::new();
    for word in name.split(|char: char| !char.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if slug.len() + 1 + word.len() > LONGEST_SLUG {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    if slug.is_empty() {
        "part".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_part_equal_names() {
        let mut ids = Ids::default();
        let name = "Asus ROG STRIX GeForce RTX™ 3090 24GB / White";
        let first = ids.make(name, "52DAF301-03b3-46d8", |_| false);
        let second = ids.make(name, "52daf301-13b3-46d8", |_| false);
        assert_eq!(
            first.as_deref(),
            Some("asus-rog-strix-geforce-rtx-3090-24gb-white-52daf301")
        );
        assert_eq!(
            second.as_deref(),
            Some("asus-rog-strix-geforce-rtx-3090-24gb-white-52daf3011")
        );
        assert_eq!(ids.make(name, "52daf301", |_| false), None);
    }
}

//! What a person calls a part: its id, or words that only one part has.

use super::RequestError;
use crate::catalogue::Catalogue;
use crate::part::AnyPart;

/// Candidates named when words are not unique.
const SHOWN: usize = 4;

/// The part with this id, or the only one whose id and name contain every word.
pub fn find_part<'a>(catalogue: &'a Catalogue, text: &str) -> Result<AnyPart<'a>, RequestError> {
    catalogue.find(text).map_err(|error| {
        let mut ids = error.suggestions;
        if error.matching == 0 {
            return RequestError::UnknownPart {
                text: error.text,
                hint: ids.into_iter().next(),
            };
        }
        ids.truncate(SHOWN);
        RequestError::Ambiguous {
            text: error.text,
            others: error.matching - ids.len(),
            candidates: ids,
        }
    })
}

/// Whether a pattern matches a whole id: `*` stands for any text, `?` for one character.
pub fn glob_matches(pattern: &str, id: &str) -> bool {
    let (pattern, id) = (pattern.as_bytes(), id.as_bytes());
    // `star` remembers the last `*` and where its match may be stretched to.
    let (mut p, mut i, mut star) = (0, 0, None);
    while i < id.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, i));
                p += 1;
            }
            Some(byte) if *byte == b'?' || byte.eq_ignore_ascii_case(&id[i]) => {
                p += 1;
                i += 1;
            }
            Some(_) | None => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    i = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_whole_ids() {
        assert!(glob_matches("rtx-30*", "rtx-3090"));
        assert!(glob_matches("*3090*", "zotac-rtx-3090-trinity"));
        assert!(glob_matches("RTX-????", "rtx-3090"));
        assert!(glob_matches("*a*b", "xaaybb"));
        assert!(!glob_matches("rtx-30", "rtx-3090"));
        assert!(!glob_matches("rtx-?", "rtx-"));
        assert!(!glob_matches("*a*b", "xaaybc"));
    }
}

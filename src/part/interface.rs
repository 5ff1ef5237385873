//! What a part offers its neighbours: the basis of dominance.
//!
//! Every part struct lists its fields here by an exhaustive destructuring, so a new
//! field does not compile until someone says how it compares. Whatever a rule or the
//! score reads is a field; hence a part that is at least as good in every field can
//! stand in for another in every build, whichever rules exist.

use std::hash::{Hash, Hasher};

/// How one field compares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum InterfaceValue {
    /// Only an equal value is as good: a [`Fingerprint`] of it.
    Exact(Fingerprint),
    /// A number, absent = unknown; unknown equals only unknown.
    Ordered(Option<i64>, Direction),
}

/// 128 bits of a value: two values of a field differ in it but for a chance of 2^-128.
pub type Fingerprint = u128;

/// See [`Fingerprint`]: the same in every run and on every machine of a word size.
pub(super) fn fingerprint(value: &impl Hash) -> Fingerprint {
    let mut mixer = Mixer(0x243F_6A88_85A3_08D3_1319_8A2E_0370_7344);
    value.hash(&mut mixer);
    // Once more, so that the last word reaches every bit.
    mixer.mix(0x9E37_79B9_7F4A_7C15);
    mixer.mix(0xD1B5_4A32_D192_ED03);
    mixer.0
}

/// A multiply-and-fold hash of 128 bits.
struct Mixer(u128);

impl Mixer {
    fn mix(&mut self, word: u64) {
        // An odd number without a pattern, of which a product keeps every bit.
        const FACTOR: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;
        let mixed = (self.0 ^ u128::from(word)).wrapping_mul(FACTOR);
        self.0 = mixed ^ (mixed >> 67);
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        // The high half is the better mixed.
        (self.0 >> 64) as u64
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
        self.mix(bytes.len() as u64);
    }

    fn write_u8(&mut self, word: u8) {
        self.mix(word.into());
    }

    fn write_u16(&mut self, word: u16) {
        self.mix(word.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(word.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.mix(word as u64);
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More can only help.
    Up,
    /// Less can only help.
    Down,
}

/// All fields of a part but its name, provenance and price, in struct order, each with the
/// name it has in a catalogue file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface(Vec<(&'static str, InterfaceValue)>);

impl Interface {
    /// An interface of these fields.
    pub fn new(fields: Vec<(&'static str, InterfaceValue)>) -> Self {
        Self(fields)
    }

    /// Its fields with their names.
    pub fn fields(&self) -> &[(&'static str, InterfaceValue)] {
        &self.0
    }

    /// Whether a part with this interface can stand in for one with `other` in every build.
    pub fn covers(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|((_, mine), (_, theirs))| mine.covers(theirs))
    }
}

impl InterfaceValue {
    /// Whether this value is at least as good as another of its field.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => a == b,
            (Self::Ordered(Some(a), Direction::Up), Self::Ordered(Some(b), _)) => a >= b,
            (Self::Ordered(Some(a), Direction::Down), Self::Ordered(Some(b), _)) => a <= b,
            (Self::Ordered(None, _), Self::Ordered(None, _)) => true,
            (Self::Ordered(..) | Self::Exact(_), _) => false,
        }
    }
}

/// Shorthand for the destructurings: `exact "name" value`, `up "name" value`, `down "name"
/// value` for each field.
macro_rules! interface {
    ($($how:ident $name:literal $field:expr),+ $(,)?) => {
        Interface::new(vec![$(($name, interface!(@$how $field))),+])
    };
    (@exact $field:expr) => { InterfaceValue::Exact($crate::part::interface::fingerprint(&$field)) };
    (@up $field:expr) => { InterfaceValue::Ordered($field.map(i64::from), $crate::part::Direction::Up) };
    (@down $field:expr) => { InterfaceValue::Ordered($field.map(i64::from), $crate::part::Direction::Down) };
}

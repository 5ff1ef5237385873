//! Maps by numbers that are spread already or are few: hashing them well costs more than
//! looking them up.

use std::hash::{BuildHasherDefault, Hasher};

/// A map by numbers.
#[expect(
    clippy::disallowed_types,
    reason = "nobody iterates it, and its hasher is the same in every run"
)]
pub(super) type QuickMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Quick>>;

/// Multiplies and folds.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Quick(u64);

impl Quick {
    fn mix(&mut self, word: u64) {
        let mixed = (self.0 ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word) + 1);
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word ^ 0x5851_F42D_4C95_7F2D);
    }

    fn write_u128(&mut self, word: u128) {
        self.write(&word.to_le_bytes());
    }

    fn write_usize(&mut self, word: usize) {
        self.write(&word.to_le_bytes());
    }
}

//! Which fields a struct has, asked of its own `Deserialize`: no second list to keep.

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};
use std::fmt;

/// Whether a struct has the field that a dotted name means: `memory.max`, `slots.position`.
pub(super) fn has_field<'de, T: Deserialize<'de>>(dotted: &str) -> bool {
    let mut steps = dotted.split('.');
    let Some(last) = steps.next_back() else {
        return false;
    };
    fields_at::<T>(&steps.collect::<Vec<_>>()).contains(&last)
}

/// The fields of the struct that these steps lead to.
pub(super) fn fields_at<'de, T: Deserialize<'de>>(steps: &[&str]) -> &'static [&'static str] {
    match T::deserialize(Probe { steps }) {
        Err(Answer(Some(fields))) => fields,
        Err(Answer(None)) | Ok(_) => &[],
    }
}

/// A deserializer that walks down to a struct and answers with its fields, as its error.
#[derive(Clone, Copy)]
struct Probe<'a> {
    steps: &'a [&'a str],
}

#[derive(Debug)]
struct Answer(Option<&'static [&'static str]>);

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Answer {}

impl de::Error for Answer {
    fn custom<M: fmt::Display>(_: M) -> Self {
        Self(None)
    }
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Answer;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Answer> {
        Err(Answer(None))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_seq(Inside(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Answer> {
        if self.steps.is_empty() {
            Err(Answer(Some(fields)))
        } else {
            visitor.visit_map(Inside(self))
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct newtype_struct tuple tuple_struct map enum identifier ignored_any
    }
}

/// One element or one field of what a probe walks through.
struct Inside<'a>(Probe<'a>);

impl<'de> de::SeqAccess<'de> for Inside<'_> {
    type Error = Answer;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Answer> {
        seed.deserialize(self.0).map(Some)
    }
}

impl<'de> de::MapAccess<'de> for Inside<'_> {
    type Error = Answer;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Answer> {
        let key = self.0.steps.first().copied().unwrap_or_default();
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Answer> {
        let steps = self.0.steps.get(1..).unwrap_or_default();
        seed.deserialize(Probe { steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::{Case, Motherboard};

    #[test]
    fn fields_are_known_by_the_names_the_files_use() {
        assert!(has_field::<Motherboard>("sata"));
        assert!(has_field::<Motherboard>("memory.type"));
        assert!(has_field::<Motherboard>("slots.position"));
        assert!(has_field::<Case>("radiators.sizes"));
        for unknown in [
            "sta",
            "memory.memory_type",
            "slots.position.x",
            "",
            ".",
            "sata.x",
        ] {
            assert!(!has_field::<Motherboard>(unknown), "{unknown}");
        }
    }
}

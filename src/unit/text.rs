//! What the JSON Schemas say of texts that have no type of their own.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// Form of an id: lower-case words joined by hyphens.
pub(crate) const KEBAB: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// Stands for a date in a schema.
pub(crate) struct IsoDate;

impl JsonSchema for IsoDate {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "a day such as 2026-11-24",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        })
    }
}

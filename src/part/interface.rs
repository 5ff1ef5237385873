//! What a part offers its neighbours: the basis of dominance.
//!
//! Every part struct lists its fields here by an exhaustive destructuring, so a new
//! field does not compile until someone says how it compares. Whatever a rule or the
//! score reads is a field; hence a part that is at least as good in every field can
//! stand in for another in every build, whichever rules exist.

/// How one field compares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum InterfaceValue {
    /// Only an equal value is as good.
    Exact(String),
    /// A number, absent = unknown; unknown equals only unknown.
    Ordered(Option<i64>, Direction),
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

    /// The fields of which only an equal value is as good: parts that differ in it never
    /// stand in for each other.
    pub fn exact(&self) -> String {
        let mut key = String::new();
        for (_, field) in &self.0 {
            if let InterfaceValue::Exact(value) = field {
                key.push_str(value);
                key.push('\n');
            }
        }
        key
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
    (@exact $field:expr) => { InterfaceValue::Exact(format!("{:?}", $field)) };
    (@up $field:expr) => { InterfaceValue::Ordered($field.map(i64::from), $crate::part::Direction::Up) };
    (@down $field:expr) => { InterfaceValue::Ordered($field.map(i64::from), $crate::part::Direction::Down) };
}

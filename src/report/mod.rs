//! Reports: what is printed, as text or JSON, each a function of the same values.

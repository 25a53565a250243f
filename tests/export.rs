//! Exports as other programs read them, and what comes back of them by import.

#[path = "export/hurt.rs"]
mod hurt;
#[path = "export/import.rs"]
mod import;
#[path = "export/round_trip.rs"]
mod round_trip;
#[path = "export/scope.rs"]
mod scope;
#[path = "export/shapes.rs"]
mod shapes;
#[path = "export/validators.rs"]
mod validators;

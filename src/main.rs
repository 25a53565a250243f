//! The thin binary; see the library's `run`.
fn main() {}

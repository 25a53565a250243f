//! Set files: `cargo fuzz run -s none load_set`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hexapla_fuzz::load("a.toml", data));

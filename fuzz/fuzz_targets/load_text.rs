//! Plain text of any encoding: `cargo fuzz run -s none load_text`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hexapla_fuzz::load("a.txt", data));

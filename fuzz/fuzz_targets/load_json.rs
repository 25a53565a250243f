//! JSON lines of articles: `cargo fuzz run -s none load_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hexapla_fuzz::load("a.jsonl", data));

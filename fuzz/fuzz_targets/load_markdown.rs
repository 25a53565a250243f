//! Markdown: `cargo fuzz run -s none load_markdown`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hexapla_fuzz::load("a.md", data));

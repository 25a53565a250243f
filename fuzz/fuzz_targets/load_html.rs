//! Web pages: `cargo fuzz run -s none load_html`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hexapla_fuzz::load("a.html", data));

//! PDF: `cargo fuzz run -s none --features pdf load_pdf`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    hexapla_fuzz::load("a.pdf", &[b"%PDF-1.4\n", data].concat());
});

//! RSS and Atom: `cargo fuzz run -s none load_feed`. The first byte chooses.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [choice, rest @ ..] = data else { return };
    let start: &[u8] = match choice % 3 {
        0 => b"<rss version='2.0'><channel><item>",
        1 => b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
        _ => b"",
    };
    hexapla_fuzz::load("a.xml", &[start, rest].concat());
});

//! Any bytes from a terminal: `cargo fuzz run -s none answers`. Nothing typed gets lost: what is
//! no answer comes out as it went in.
#![no_main]

use hexapla::term::{Answers, typed_events};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (answers, typed) = Answers::read(data);
    assert!(typed.len() <= data.len());
    if answers == Answers::default() {
        assert_eq!(typed, data);
    }
    assert!(typed_events(&typed).len() <= typed.len());
});

//! TMX and XLIFF: `cargo fuzz run -s none load_bitext`. The first byte chooses.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [choice, rest @ ..] = data else { return };
    let start: &[u8] = match choice % 4 {
        0 => b"<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>",
        1 => b"<xliff version='1.2'><file source-language='en' target-language='ar'><body>",
        2 => b"<xliff version='2.1' srcLang='en' trgLang='ar'><file id='f'><unit id='u'><segment>",
        _ => b"",
    };
    hexapla_fuzz::load("a.xml", &[start, rest].concat());
});

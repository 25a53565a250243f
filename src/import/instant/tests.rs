use super::parse;
use crate::export::time::rfc3339;
use proptest::prelude::*;

#[test]
fn instants() {
    for (text, expected) in [
        ("1970-01-01T00:00:00Z", Some(0)),
        ("2000-02-29", Some(951_782_400)),
        ("2022-02-22T02:00:00.123+02:00", Some(1_645_488_000)),
        ("2022-02-21T19:30-04:30", Some(1_645_488_000)),
        ("2022-02-22 00:00:00", Some(1_645_488_000)),
        ("2022-13-01", None),
        ("22 February 2022", None),
        ("2022-02-22T1:00Z", None),
        ("2022-02-22T00:00:00Z;x", None),
        ("", None),
    ] {
        assert_eq!(parse(text), expected, "{text:?}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(seconds in -62_135_596_800_i64..253_402_300_800) {
        prop_assert_eq!(parse(&rfc3339(seconds)), Some(seconds));
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,30}") {
        let _ = parse(&text);
    }
}

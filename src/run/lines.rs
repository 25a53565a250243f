//! Lines of an input of which no line may fill the memory.

use crate::load;
use std::io::{self, BufRead, Read};

/// A line is longer than it may be; it has been passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "is longer than {}; split the set, or raise `file_megabytes` under [limits] in the settings file",
    load::size(*.0)
)]
pub struct TooLong(pub u64);

/// The next line without its end, none after the last one; `longest` in bytes.
pub fn next(
    input: &mut impl BufRead,
    longest: u64,
) -> io::Result<Option<Result<Vec<u8>, TooLong>>> {
    let mut line = Vec::new();
    let read = input.by_ref().take(longest.saturating_add(1)).read_until(b'\n', &mut line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read as u64 > longest {
        drop(line);
        input.skip_until(b'\n')?;
        return Ok(Some(Err(TooLong(longest))));
    }
    Ok((read > 0).then_some(Ok(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let text = "ab\n\nabcdef\nabcd\nabcde\n\nx";
        let mut input = io::BufReader::with_capacity(2, text.as_bytes());
        let mut found = Vec::new();
        while let Some(line) = next(&mut input, 4).unwrap() {
            found.push(line.map(|line| String::from_utf8(line).unwrap()));
        }
        let ok = |text: &str| Ok(text.to_owned());
        let long = || Err(TooLong(4));
        assert_eq!(found, [ok("ab"), ok(""), long(), ok("abcd"), long(), ok(""), ok("x")]);
    }
}

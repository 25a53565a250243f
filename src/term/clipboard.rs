//! Copying by OSC 52, which works over ssh too: the terminal puts the text on the clipboard.

use std::io::{self, Write};

/// Most bytes of text that are sent: xterm and tmux drop longer ones without a word.
const MOST: usize = 74_994;

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The terminal was told; whether it allows it, it does not say.
    Sent,
    /// Too long for terminals: nothing was sent.
    TooLong,
}

/// Puts `text` on the clipboard. In tmux, it becomes tmux's buffer and goes on to the terminal
/// outside (`set-clipboard` on or external, tmux's default).
///
/// # Errors
/// Where standard output can't be written.
pub fn copy(text: &str) -> io::Result<Copied> {
    if text.len() > MOST {
        return Ok(Copied::TooLong);
    }
    let inside_tmux = std::env::var_os("TMUX").is_some();
    let mut out = io::stdout().lock();
    out.write_all(command(text, inside_tmux).as_bytes())?;
    out.flush()?;
    Ok(Copied::Sent)
}

fn command(text: &str, inside_tmux: bool) -> String {
    let plain = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    if inside_tmux {
        // tmux takes the first for itself where `set-clipboard` is on; the second goes through it
        // where `allow-passthrough` is on, whatever `set-clipboard` says.
        format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"))
    } else {
        plain
    }
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let six = (bits >> (18 - 6 * place) & 63) as usize;
            text.push(if place <= chunk.len() { char::from(ALPHABET[six]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_rfc_4648() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn tmux_gets_it_for_itself_and_for_the_terminal_outside() {
        assert_eq!(command("f", false), "\x1b]52;c;Zg==\x07");
        assert_eq!(command("f", true), "\x1b]52;c;Zg==\x07\x1bPtmux;\x1b\x1b]52;c;Zg==\x07\x1b\\");
    }
}

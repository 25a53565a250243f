//! The reader's own program for translating a passage: called only when it is asked for, with the
//! passage on standard input and nothing else.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// What one program was asked, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Handed back as it was given.
    pub title: String,
    pub text: Result<String, String>,
}

/// Runs the program beside the reader.
pub struct Translator {
    command: Vec<String>,
    timeout: Duration,
    sender: Sender<Answer>,
    answers: Receiver<Answer>,
    /// Calls that have not been answered yet.
    waiting: usize,
}

/// Why there is no translation.
#[derive(Debug, thiserror::Error)]
enum CallError {
    #[error("{program} can't be started: {source}; translate_command in the settings names it")]
    Start { program: String, source: io::Error },
    #[error("{program} took more than {seconds} s; translate_timeout in the settings allows more")]
    Late { program: String, seconds: u64 },
    #[error("{program} ended with {status}: {said}")]
    Failed { program: String, status: String, said: String },
    #[error("{program} printed nothing")]
    Silent { program: String },
    #[error("{program}: {source}")]
    Pipe { program: String, source: io::Error },
}

/// Most bytes of an answer that are shown.
const MOST: u64 = 64 << 10;
/// Between two looks whether the program has ended.
const NAP: Duration = Duration::from_millis(10);

impl Translator {
    /// `command`: the program and its arguments, of which `{lang}` becomes the passage's language.
    pub fn new(command: Vec<String>, timeout: Duration) -> Self {
        let (sender, answers) = mpsc::channel();
        Self { command, timeout, sender, answers, waiting: 0 }
    }

    /// Asks for a passage's translation; never waits.
    pub fn ask(&mut self, title: String, text: String, lang: &str) {
        let words: Vec<String> =
            self.command.iter().map(|word| word.replace("{lang}", lang)).collect();
        let (sender, timeout) = (self.sender.clone(), self.timeout);
        self.waiting += 1;
        thread::spawn(move || {
            let text = call(&words, &text, timeout).map_err(|error| error.to_string());
            // The reader may have gone.
            let _ = sender.send(Answer { title, text });
        });
    }

    /// What was answered since; never waits.
    pub fn answers(&mut self) -> Vec<Answer> {
        let found: Vec<Answer> = self.answers.try_iter().collect();
        self.waiting = self.waiting.saturating_sub(found.len());
        found
    }

    pub fn is_busy(&self) -> bool {
        self.waiting > 0
    }
}

/// Runs a program with `text` on its standard input; what it prints, at most [`MOST`] bytes.
fn call(words: &[String], text: &str, timeout: Duration) -> Result<String, CallError> {
    let program = words.first().cloned().unwrap_or_default();
    let mut child = Command::new(&program)
        .args(words.get(1..).unwrap_or_default())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| CallError::Start { program: program.clone(), source })?;
    if let Some(mut pipe) = child.stdin.take() {
        let text = text.to_owned();
        // A program may print before it has read everything, or not read at all.
        thread::spawn(move || {
            let _ = pipe.write_all(text.as_bytes());
        });
    }
    let output = child.stdout.take().map(listen);
    let errors = child.stderr.take().map(listen);
    let deadline = Instant::now() + timeout;
    let ended = wait(&mut child, deadline);
    let late = || CallError::Late { program: program.clone(), seconds: timeout.as_secs() };
    let status = match ended {
        Ok(Some(status)) => status,
        Ok(None) => {
            stop(&mut child);
            return Err(late());
        }
        Err(source) => {
            stop(&mut child);
            return Err(CallError::Pipe { program, source });
        }
    };
    // What the program started may hold its output open after it has ended.
    let heard = |pipe: Option<Receiver<Vec<u8>>>| -> Option<String> {
        let left = deadline.saturating_duration_since(Instant::now());
        let bytes = pipe?.recv_timeout(left.max(NAP)).ok()?;
        Some(String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    if !status.success() {
        let said = heard(errors).unwrap_or_default();
        let said = said.lines().next().unwrap_or("it does not say why").to_owned();
        return Err(CallError::Failed { program, status: status.to_string(), said });
    }
    match heard(output) {
        Some(text) if text.is_empty() => Err(CallError::Silent { program }),
        Some(text) => Ok(text),
        None => Err(late()),
    }
}

/// Reads a pipe to its end on a thread of its own; what comes after the most that is shown is
/// thrown away, so that the program is not held up by it.
fn listen(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.by_ref().take(MOST).read_to_end(&mut bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
        let _ = sender.send(bytes);
    });
    receiver
}

/// Waits until the program has ended; `None` where it has not by the deadline.
fn wait(child: &mut Child, deadline: Instant) -> io::Result<Option<std::process::ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        thread::sleep(NAP);
    }
}

fn stop(child: &mut Child) {
    // It may have ended just now.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    fn shell(script: &str, text: &str, timeout: Duration) -> Result<String, String> {
        let words = ["sh", "-c", script].map(str::to_owned);
        call(&words, text, timeout).map_err(|error| error.to_string())
    }

    #[test]
    fn the_passage_goes_in_and_what_is_printed_comes_back() {
        assert_eq!(shell("tr a-z A-Z", "a passage\n", LONG), Ok("A PASSAGE".to_owned()));
        assert_eq!(shell("echo fixed", "not read", LONG), Ok("fixed".to_owned()));
    }

    #[test]
    fn a_passage_is_no_command_and_no_argument() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("made");
        let made_name = made.display();
        let passage =
            format!("$(touch {made_name}) `touch {made_name}`; touch {made_name} {{lang}} --help");
        let words = ["cat", "-"].map(str::to_owned).to_vec();
        let mut translator = Translator::new(words, LONG);
        translator.ask(passage.clone(), passage.clone(), "fa");
        let mut answers = Vec::new();
        while answers.is_empty() {
            answers = translator.answers();
            thread::sleep(NAP);
        }
        assert_eq!(answers, [Answer { title: passage.clone(), text: Ok(passage) }]);
        assert!(!made.exists());
    }

    #[test]
    fn what_goes_wrong_is_said() {
        let cases = [
            ("exit 3", "exit status: 3: it does not say why"),
            ("echo no network >&2; echo more >&2; exit 1", "1: no network"),
            ("true", "printed nothing"),
        ];
        for (script, said) in cases {
            let error = shell(script, "x", LONG).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
        let words = ["/no/such/program".to_owned()];
        let error = call(&words, "x", LONG).unwrap_err().to_string();
        assert!(
            error.contains("/no/such/program") && error.contains("translate_command"),
            "{error}"
        );
    }

    #[test]
    fn a_program_that_hangs_is_stopped() {
        let start = Instant::now();
        let error = shell("exec sleep 60", "x", Duration::from_millis(200)).unwrap_err();
        assert!(error.contains("translate_timeout"), "{error}");
        // Its output stays open in a child of its own.
        let error = shell("sleep 60 & exit 0", "x", Duration::from_millis(200)).unwrap_err();
        assert!(error.contains("translate_timeout"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn an_endless_answer_is_cut_and_a_long_passage_does_not_block() {
        let text = shell("head -c 3000000 /dev/zero | tr '\\0' x", "x", LONG).unwrap();
        assert_eq!(text.len() as u64, MOST);
        let passage = "x".repeat(1 << 20);
        assert_eq!(shell("wc -c", &passage, LONG), Ok((1 << 20).to_string()));
    }

    #[test]
    fn calls_run_beside_the_reader() {
        let words = ["sh", "-c", "cat; echo {lang}"].map(str::to_owned).to_vec();
        let mut translator = Translator::new(words, LONG);
        assert!(!translator.is_busy());
        translator.ask("one".to_owned(), "text ".to_owned(), "fa");
        assert!(translator.is_busy());
        let start = Instant::now();
        let mut answers = Vec::new();
        while answers.is_empty() && start.elapsed() < LONG {
            answers = translator.answers();
            thread::sleep(NAP);
        }
        let text = Ok("text fa".to_owned());
        assert_eq!(answers, [Answer { title: "one".to_owned(), text }]);
        assert!(!translator.is_busy());
    }
}

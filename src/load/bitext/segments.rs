use crate::load::error::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The segments that are translations of one another, each with its language's code as given.
pub(super) type Unit = Vec<(String, String)>;

/// Elements within a segment that hold codes of a format and no words.
const CODES: &[&str] = &["bpt", "ept", "ph", "it", "ut", "x", "bx", "ex", "sub", "note", "prop"];

/// Reads the units of TMX (`tu`, `tuv`, `seg`) and of XLIFF 1.2 and 2.x (`source`, `target`).
pub(super) fn units(text: &str) -> Result<Vec<Unit>, Refusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut state = State::default();
    loop {
        let event = reader.read_event().map_err(|error| {
            let end = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
            let line = text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
            Refusal::new(format!("is broken XML ({error})"), "export the file again")
                .at(format!("line {line}"))
        })?;
        match event {
            Event::Eof => break,
            Event::Start(element) => state.start(&element),
            Event::Empty(element) => state.empty(&element),
            Event::End(element) => state.end(element.local_name().into_inner()),
            Event::Text(words) => state.words(&words.xml10_content()),
            Event::CData(words) => state.words(&words),
            Event::GeneralRef(name) => {
                if let Ok(Some(c)) = name.resolve_char_ref() {
                    state.words(c.encode_utf8(&mut [0; 4]));
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&name) {
                    state.words(text);
                }
            }
            _ => {}
        }
    }
    if !state.open.is_empty() {
        return Err(Refusal::new("the file ends in the middle", "get the whole file"));
    }
    Ok(state.units)
}

#[derive(Default)]
struct State {
    open: Vec<String>,
    units: Vec<Unit>,
    unit: Unit,
    /// Of the file: `srcLang` and `trgLang`, or `source-language` and `target-language`.
    source: String,
    target: String,
    /// Of the `tuv`.
    lang: String,
    /// The words of the segment that stands open.
    segment: Option<String>,
    /// How deep in elements of codes.
    codes: usize,
}

impl State {
    fn start(&mut self, element: &BytesStart) {
        let name = element.local_name().into_inner().to_owned();
        match name.as_str() {
            "xliff" | "file" => {
                for key in ["srcLang", "source-language"] {
                    if let Some(lang) = attribute(element, key) {
                        self.source = lang;
                    }
                }
                for key in ["trgLang", "target-language"] {
                    if let Some(lang) = attribute(element, key) {
                        self.target = lang;
                    }
                }
            }
            "tu" | "trans-unit" | "segment" => self.unit.clear(),
            "tuv" => {
                self.lang = attribute(element, "xml:lang")
                    .or_else(|| attribute(element, "lang"))
                    .unwrap_or_default();
            }
            // <alt-trans> and <seg-source> repeat what the unit says.
            "seg" | "source" | "target" if !self.open.iter().any(|open| open == "alt-trans") => {
                self.segment = Some(String::new());
            }
            _ if self.segment.is_some() && CODES.contains(&name.as_str()) => self.codes += 1,
            _ => {}
        }
        self.open.push(name);
    }

    /// `<cp hex="001B"/>` is a control character that XML cannot hold.
    fn empty(&mut self, element: &BytesStart) {
        if element.local_name().into_inner() == "cp"
            && let Some(c) = attribute(element, "hex")
                .and_then(|hex| u32::from_str_radix(&hex, 16).ok())
                .and_then(char::from_u32)
        {
            self.words(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn words(&mut self, words: &str) {
        if self.codes == 0
            && let Some(segment) = &mut self.segment
        {
            segment.push_str(words);
        }
    }

    fn end(&mut self, name: &str) {
        self.open.pop();
        match name {
            "seg" | "source" | "target" => {
                let lang = match name {
                    "seg" => &self.lang,
                    "source" => &self.source,
                    _ => &self.target,
                };
                if let Some(segment) = self.segment.take() {
                    self.codes = 0;
                    self.unit.push((lang.clone(), segment));
                }
            }
            "tu" | "trans-unit" | "segment" if !self.unit.is_empty() => {
                self.units.push(std::mem::take(&mut self.unit));
            }
            _ if self.segment.is_some() && CODES.contains(&name) => {
                self.codes = self.codes.saturating_sub(1)
            }
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.into_inner() == name)
        .map(|attribute| attribute.value.to_string())
}

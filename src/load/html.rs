//! HTML pages: the article out of the page by dom_smoothie, then its blocks; and HTML fragments of
//! books and feeds.

use super::draft::{Draft, Role};
use super::error::Refusal;
use super::{dates, passages};
use crate::model::Lang;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// A page nested deeper than this is walked as it is: scoring its parts takes too long.
const DEEPEST: usize = 400;
/// The same for a page of more elements than this.
const MOST_NODES: usize = 200_000;
/// Beyond this depth the time to parse a page grows with its square.
const DEEPEST_TO_PARSE: usize = 2_000;
/// The parser keeps some three hundred bytes for each element and its text.
const MOST_TO_PARSE: usize = 2_000_000;
/// A page of which less than this many letters is left as the article is read whole.
const SHORTEST: usize = 140;

/// Reads a page.
pub(super) fn read(text: &str) -> Result<Draft, Refusal> {
    check_size(text)?;
    let document = Document::from(text);
    let mut draft = Draft { lang: page_language(&document), ..Draft::default() };
    let (nodes, depth) = measure(&document.root());
    let mut content = None;
    if depth <= DEEPEST && nodes <= MOST_NODES {
        let config = Config { keep_classes: true, ..Config::default() };
        if let Ok(mut page) = Readability::with_document(Document::from(text), None, Some(config)) {
            let json = page.parse_json_ld();
            let metadata = page.get_article_metadata(json);
            draft.source = metadata.site_name.map(|name| name.to_string());
            draft.date = metadata.published_time.and_then(|time| dates::iso(&time));
            if let Ok(article) = page.parse() {
                let title = article.title.trim().to_owned();
                draft.title = (!title.is_empty()).then_some(title);
                content = Some(article.content.to_string());
            }
        }
    }
    draft.date = draft.date.or_else(|| date_of_page(&document));
    if draft.title.is_none() {
        draft.title = first_text(&document, "h1").or_else(|| first_text(&document, "title"));
    }
    if let Some(title) = draft.title.clone() {
        draft.push(&title, Role::Title);
    }
    let before = draft.blocks.len();
    if let Some(content) = content {
        push_fragment(&content, &mut draft)?;
    }
    let found: usize = draft.blocks[before..].iter().map(|block| block.span.len()).sum();
    if found < SHORTEST {
        draft.blocks.truncate(before);
        draft.text.truncate(draft.blocks.last().map_or(0, |block| block.span.end));
        push_nodes(&document.root(), &mut draft);
    }
    draft.lang = passages::checked_language(&draft);
    if draft.blocks.is_empty() {
        return Err(Refusal::new(
            "there is no text on this page",
            "save the page with its text, not its frame alone",
        ));
    }
    Ok(draft)
}

/// Appends the blocks of a piece of HTML. A heading that says the same as the title is left out.
pub(super) fn push_fragment(html: &str, draft: &mut Draft) -> Result<(), Refusal> {
    check_size(html)?;
    push_nodes(&Document::from(html).root(), draft);
    Ok(())
}

/// Refuses what is nested deeper or has more elements than any page, by counting tags before the
/// parser sees them.
fn check_size(html: &str) -> Result<(), Refusal> {
    // Elements that close themselves, or that browsers close.
    const FLAT: &[&str] = &[
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "br", "img", "hr", "meta", "link",
        "input", "source", "wbr", "col", "area", "base", "embed", "param", "track",
    ];
    let (mut depth, mut elements) = (0_usize, 0_usize);
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        if rest.first() == Some(&b'/') {
            depth = depth.saturating_sub(1);
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let length =
                rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let name = String::from_utf8_lossy(&rest[..length]).to_lowercase();
            depth += usize::from(!FLAT.contains(&name.as_str()));
            elements += 1;
        }
        if elements > MOST_TO_PARSE {
            let what = format!("has more than {MOST_TO_PARSE} elements");
            return Err(Refusal::new(what, "split it, or save the text of the page"));
        }
        if depth > DEEPEST_TO_PARSE {
            let what = format!("has more than {DEEPEST_TO_PARSE} elements within one another");
            return Err(Refusal::new(what, "save the text of the page"));
        }
    }
    Ok(())
}

fn page_language(document: &Document) -> Option<Lang> {
    let html = document.select("html[lang]");
    let lang = html.attr("lang").or_else(|| html.attr("xml:lang"))?;
    lang.trim().parse().ok().filter(|lang| *lang != Lang::UNKNOWN)
}

fn date_of_page(document: &Document) -> Option<crate::model::PartialDate> {
    const PLACES: &[(&str, &str)] = &[
        ("meta[property='article:published_time']", "content"),
        ("meta[itemprop='datePublished']", "content"),
        ("meta[name='date']", "content"),
        ("meta[name='pubdate']", "content"),
        ("meta[name='DC.date.issued']", "content"),
        ("meta[name='publish-date']", "content"),
        ("time[datetime]", "datetime"),
    ];
    PLACES.iter().find_map(|(place, name)| dates::iso(&document.select(place).attr(name)?))
}

fn first_text(document: &Document, selector: &str) -> Option<String> {
    let text = document.select(selector).iter().next()?.text();
    let text = collapse(&text);
    (!text.is_empty()).then_some(text)
}

/// Elements and the deepest nesting, without recursion.
fn measure(root: &NodeRef) -> (usize, usize) {
    let (mut nodes, mut deepest) = (0, 0);
    let mut stack = vec![(*root, 0_usize)];
    while let Some((node, depth)) = stack.pop() {
        nodes += 1;
        deepest = deepest.max(depth);
        stack.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    (nodes, deepest)
}

enum Step<'a> {
    Enter(NodeRef<'a>, Role),
    /// Ends a block.
    Flush(Role),
}

/// The text of the nodes by block elements, in order, without recursion: pages are hostile.
fn push_nodes(root: &NodeRef, draft: &mut Draft) {
    let mut line = String::new();
    let mut steps = vec![Step::Enter(*root, Role::Text)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Flush(role) => flush(&mut line, role, draft),
            Step::Enter(node, role) => enter(&node, role, &mut line, draft, &mut steps),
        }
    }
    flush(&mut line, Role::Text, draft);
}

fn enter<'a>(
    node: &NodeRef<'a>,
    role: Role,
    line: &mut String,
    draft: &mut Draft,
    steps: &mut Vec<Step<'a>>,
) {
    if node.is_text() {
        // White space of the source is a space; a line break is only what <br> makes.
        for c in node.text().chars() {
            if matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{C}') {
                if !line.ends_with([' ', '\n']) {
                    line.push(' ');
                }
            } else {
                line.push(c);
            }
        }
        return;
    }
    let name = node.node_name().map(|name| name.to_lowercase()).unwrap_or_default();
    if is_hidden(node, &name) {
        return;
    }
    if name == "br" {
        line.push('\n');
        return;
    }
    let inner = role_of(node, &name).unwrap_or(role);
    if is_block(&name) {
        flush(line, role, draft);
        steps.push(Step::Flush(inner));
    } else if name == "td" || name == "th" {
        line.push(' ');
    }
    let children: Vec<NodeRef<'a>> = node.children_it(false).collect();
    steps.extend(children.into_iter().rev().map(|child| Step::Enter(child, inner)));
}

fn is_hidden(node: &NodeRef, name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "form"
            | "button"
            | "select"
            | "nav"
            | "head"
            | "object"
            | "audio"
            | "video"
            | "canvas"
            | "math"
            | "input"
            | "textarea"
    ) || node.has_attr("hidden")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "article"
            | "section"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "pre"
            | "table"
            | "tr"
            | "caption"
            | "hr"
            | "address"
            | "body"
            | "html"
            | "details"
            | "summary"
            | "center"
            | "title"
    )
}

fn role_of(node: &NodeRef, name: &str) -> Option<Role> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "li" => Role::Item,
        "figcaption" | "caption" => Role::Caption,
        "blockquote" => {
            let class = node.class().map(|class| class.to_lowercase()).unwrap_or_default();
            let post = [
                "twitter",
                "tweet",
                "instagram",
                "telegram",
                "tiktok",
                "bluesky",
                "mastodon",
                "fb-post",
            ];
            return post.iter().any(|word| class.contains(word)).then_some(Role::SocialPost);
        }
        _ => return None,
    })
}

fn flush(line: &mut String, role: Role, draft: &mut Draft) {
    // Two line breaks make a paragraph, one is white space.
    for part in line.split("\n\n") {
        let text = collapse(part);
        let repeats_title = role == Role::Heading && draft.title.as_deref() == Some(text.as_str());
        if !repeats_title {
            draft.push(&text, role);
        }
    }
    line.clear();
}

/// One space for every run of white space; no-break spaces stay.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\r', '\t', '\u{C}']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

use crate::model::{Lang, PartialDate, Span};

/// What the reader of a format makes of one article, before language, passages and noise.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub id: Option<String>,
    pub source: Option<String>,
    pub title: Option<String>,
    pub lang: Option<Lang>,
    pub date: Option<PartialDate>,
    pub text: String,
    /// In order, without overlap; every word of the text is in one.
    pub blocks: Vec<Block>,
}

/// A paragraph of the text and what the format says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub span: Span,
    pub role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing is said: a line of plain text, a paragraph.
    Text,
    Title,
    /// A heading between paragraphs.
    Heading,
    Item,
    Caption,
    /// A post of a social network set into the article.
    SocialPost,
    /// One passage, as it is: a segment of a bitext, a passage given to `align`.
    Segment,
}

impl Draft {
    /// Appends a paragraph, parted from the one before by an empty line.
    pub fn push(&mut self, text: &str, role: Role) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { span: Span::new(start, self.text.len()), role });
    }

    /// Appends a passage that is taken as it is, empty or not, on a line of its own.
    pub fn push_segment(&mut self, text: &str) {
        if !self.blocks.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { span: Span::new(start, self.text.len()), role: Role::Segment });
    }
}

export { type Article, type ArticleSource, type AuthorKind, articleTree, writeArticleFile } from './article-file.ts';
export { type ImportedArticle, readArticleFile } from './article-import.ts';
export { type Citation, citationMarkdown, listCitations, readCitation } from './citation.ts';
export { type CitationStyle, citationStyles } from './citation-style.ts';
export { compareWords, type WordChange } from './compare-words.ts';
export { describe as describeText } from './description.ts';
export {
  type Footnote,
  type FootnoteFaults,
  footnoteFaults,
  footnoteReferences,
  listFootnotes,
  mergeSections,
  removeFootnote,
  renumberFootnotes,
  setFootnote,
} from './markdown/footnotes.ts';
export { maxMarkdownLength, parseMarkdown, stringifyMarkdown, toNormalForm } from './markdown/normal-form.ts';
export { plainText } from './markdown/plain-text.ts';
export { slugify } from './slug.ts';
export { rebaseSpans, type Span, type SpanOrigin, spansOfWhole, touchedByPerson } from './spans.ts';

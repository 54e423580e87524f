import { Document, type FileChild, FootnoteReferenceRun, Packer, Paragraph, TextRun } from 'docx';
import type { FootnoteDefinition, Root } from 'mdast';
import { type Article, articleTree } from './article-file.ts';
import type { CitationStyle } from './citation-style.ts';
import { blocksToWord } from './word/blocks.ts';
import type { WordContext } from './word/inline.ts';
import { numberingOf, styles } from './word/look.ts';

/** A Word document with real headings, lists, tables, links and footnotes. */
export async function writeDocx(article: Article, citations: CitationStyle): Promise<Uint8Array> {
  const tree = articleTree(article, citations);
  const footnotes: Record<string, { children: Paragraph[] }> = {};
  const starts = new Set<number>();
  const context: WordContext = { lists: 0, starts, footnote: footnoteMaker(tree, footnotes, starts) };
  const children = blocksToWord(tree.children, context);
  const document = new Document({
    ...{ title: article.title, description: article.description, keywords: article.keywords.join(', '), creator: 'AI-Writer' },
    ...{
      styles: {
        ...styles,
        default: { ...styles.default, document: { run: { ...styles.default.document.run, language: { value: article.language } } } },
      },
    },
    ...{ numbering: numberingOf(starts), footnotes, sections: [{ children }] },
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

/** Word numbers footnotes by their place, and each has one reference; a footnote referred to twice is written twice. */
function footnoteMaker(tree: Root, footnotes: Record<string, { children: Paragraph[] }>, starts: Set<number>): WordContext['footnote'] {
  const definitions = new Map<string, FootnoteDefinition>();
  for (const node of tree.children)
    if (node.type === 'footnoteDefinition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  return (identifier) => {
    const definition = definitions.get(identifier);
    if (definition === undefined) return [];
    const number = Object.keys(footnotes).length + 1;
    const content: FileChild[] = blocksToWord(definition.children, { lists: 0, starts, footnote: () => [] });
    const paragraphs = content.filter((block) => block instanceof Paragraph);
    footnotes[String(number)] = { children: paragraphs.length > 0 ? paragraphs : [new Paragraph({ children: [new TextRun('')] })] };
    return [new FootnoteReferenceRun(number)];
  };
}

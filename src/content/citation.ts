import type { Paragraph, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { listFootnotes } from './markdown/footnotes.ts';
import { parseMarkdown, stringifyMarkdown } from './markdown/normal-form.ts';

/** As much of a source as a citation names. */
export interface CitableSource {
  id: string;
  title: string;
  address: string;
}

interface CitedPlace {
  /** Footnote label. */
  label: string;
  /** Null when a file cites a source this workspace does not hold. */
  sourceId: string | null;
  sourceTitle: string;
  /** `https://…`, `file:notes.pdf` or `text:`. */
  address: string;
  /** As `formatLocator` writes it; empty when nothing is known. */
  locator: string;
}

/** What a footnote says about the sentence before it: either the words of the source, or that there are none. */
export type Citation = CitedPlace & ({ supported: true; quote: string } | { supported: false; reason: string });

const dash = ' — ';
const notSupported = 'not supported: ';
const fold = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The Markdown of the footnote's definition, without `[^label]: `; the quote is escaped and its white space folded. */
export function citationMarkdown(citation: Citation): string {
  const title = fold(citation.sourceTitle) || citation.address;
  // A dash in the locator would be read as the one before the quote.
  const locator = fold(citation.locator).replaceAll(dash, ' – ');
  const finding = citation.supported ? `“${fold(citation.quote)}”` : `${notSupported}${fold(citation.reason)}`;
  const children: PhrasingContent[] = [
    { type: 'link', url: citation.address, children: [{ type: 'text', value: title }] },
    { type: 'text', value: `${locator === '' ? '' : `, ${locator}`}${dash}${finding}` },
  ];
  return stringifyMarkdown({ type: 'root', children: [{ type: 'paragraph', children }] }).trimEnd();
}

/** Reads a definition's Markdown back; null when the footnote is a note of its author and no citation. */
export function readCitation(label: string, content: string, sources: readonly CitableSource[] = []): Citation | null {
  const [paragraph, ...rest] = parseMarkdown(content).children;
  if (paragraph?.type !== 'paragraph' || rest.length > 0) return null;
  return citationOf(label, paragraph, sources);
}

function citationOf(label: string, paragraph: Paragraph, sources: readonly CitableSource[]): Citation | null {
  const [link, ...words] = paragraph.children;
  if (link?.type !== 'link') return null;
  const said = /^(?:, (.*?))? — (?:“(.*)”|not supported: (.*))$/s.exec(fold(`|${textOf(words)}`).slice(1));
  if (said === null) return null;
  const [, locator = '', quote, reason = ''] = said;
  const title = textOf(link);
  const source =
    sources.find((each) => each.address === link.url && fold(each.title) === title) ?? sources.find((each) => each.address === link.url);
  const place = { label, sourceId: source?.id ?? null, sourceTitle: title, address: link.url, locator };
  return quote === undefined ? { ...place, supported: false, reason } : { ...place, supported: true, quote };
}

/** All citations of a document in the order of their definitions; notes of its author are left out. */
export function listCitations(root: Root, sources: readonly CitableSource[] = []): Citation[] {
  return listFootnotes(root)
    .map((note) => readCitation(note.label, note.content, sources))
    .filter((citation) => citation !== null);
}

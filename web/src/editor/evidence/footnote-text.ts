import type { Node } from '@tiptap/pm/model';
import { footnotesIn } from './footnote-numbers.ts';

/** What the footnote of a citation says. */
export interface FootnoteText {
  /** Where its definition stands. */
  position: number;
  /** The link it begins with; null for a note of the author. */
  source: { title: string; address: string } | null;
  /** Between the link and the quote: the place in the source. */
  place: string;
  /** The words between the quotation marks, or all of a note. */
  said: string;
  isQuote: boolean;
}

/** Null for a label without a definition. */
export function footnoteText(document: Node, label: string): FootnoteText | null {
  const found = footnotesIn(document).definitions.find(({ node }) => String(node.attrs.label).toLowerCase() === label.toLowerCase());
  if (found === undefined) return null;
  const { node, position } = found;
  const source = sourceOf(node.firstChild);
  const text = node.textBetween(0, node.content.size, ' ', (leaf) => (leaf.type.name.endsWith('Break') ? ' ' : ''));
  const rest = source === null ? text : text.slice(source.title.length);
  const [, place = '', quote] = /^(?:, (.*?))? — “(.*)”\s*$/s.exec(rest) ?? [];
  return { position, source, place, said: quote ?? rest.replace(/^ — /, ''), isQuote: quote !== undefined };
}

function sourceOf(paragraph: Node | null): FootnoteText['source'] {
  let title = '';
  let address: string | null = null;
  for (const node of paragraph?.children ?? []) {
    const href: unknown = node.marks.find(({ type }) => type.name === 'link')?.attrs.href;
    if (typeof href !== 'string' || (address !== null && href !== address)) break;
    address = href;
    title += node.text ?? '';
  }
  return address === null ? null : { title, address };
}

/** Where the first reference to a footnote stands. */
export function referenceTo(document: Node, label: string): number | null {
  return footnotesIn(document).references.find(({ node }) => node.attrs.label === label)?.position ?? null;
}

import type { Root } from 'mdast';
import { citationMarkdown, footnoteReferences, setFootnote, stringifyMarkdown } from '../../content/index.ts';
import type { DossierQuote } from '../../research/index.ts';
import { formatLocator } from '../../shared/locator.ts';

/**
 * A section as Markdown: each footnote label is the number of a passage, and its definition quotes the passage. Changes the tree.
 * @returns also the text as it reads without the definitions, for who watches
 */
export function citedMarkdown(root: Root, quotes: readonly DossierQuote[]): { body: string; plain: string } {
  const plain = stringifyMarkdown(root).trimEnd();
  for (const label of new Set(footnoteReferences(root))) {
    const quote = quotes[Number(label) - 1];
    if (quote !== undefined) setFootnote(root, label, footnote(label, quote));
  }
  return { body: stringifyMarkdown(root), plain };
}

function footnote(label: string, quote: DossierQuote): string {
  const { sourceId, sourceTitle, address, locator, exact } = quote;
  return citationMarkdown({ label, sourceId, sourceTitle, address, locator: formatLocator(locator), supported: true, quote: exact });
}

import type { FootnoteDefinition } from 'mdast';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { type CitableSource, readCitation } from './citation.ts';
import { listFootnotes } from './markdown/footnotes.ts';
import { parseMarkdown } from './markdown/normal-form.ts';
import type { Span, SpanOrigin } from './spans.ts';

/** The spans of a piece that came all at once: what its citations quote came from their sources, all else has the origin given. */
export function citedSpans(body: string, origin: SpanOrigin, sources: readonly CitableSource[]): Span[] {
  const index = new CodePointIndex(body);
  const spans: Span[] = [];
  let end = 0;
  const add = (until: number, from: SpanOrigin) => {
    if (until > end) spans.push({ start: end, end: until, ...from });
    end = Math.max(end, until);
  };
  for (const quote of quotesOf(body, sources)) {
    add(index.fromUtf16(quote.start), origin);
    const { runId } = origin;
    add(index.fromUtf16(quote.end), { origin: 'quoted', sourceId: quote.sourceId, ...(runId === undefined ? {} : { runId }) });
  }
  add(index.length, origin);
  return spans;
}

/** Where the body quotes a source of the list, in order; offsets in UTF-16 code units, without the quotation marks. */
function quotesOf(body: string, sources: readonly CitableSource[]): { start: number; end: number; sourceId: string }[] {
  const root = parseMarkdown(body);
  const contents = new Map(listFootnotes(root).map(({ label, content }) => [label, content]));
  return root.children.flatMap((node) => {
    if (node.type !== 'footnoteDefinition') return [];
    const label = node.label ?? node.identifier;
    const citation = readCitation(label, contents.get(label) ?? '', sources);
    contents.delete(label);
    if (citation === null || !citation.supported || citation.sourceId === null) return [];
    const place = placeOfQuote(node, body);
    return place === null ? [] : [{ ...place, sourceId: citation.sourceId }];
  });
}

/** As `citationMarkdown` writes it: the link, perhaps a locator, a dash, the quote. */
function placeOfQuote(node: FootnoteDefinition, body: string): { start: number; end: number } | null {
  const [paragraph] = node.children;
  const link = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined;
  const mark = body.indexOf(' — “', link?.position?.end.offset ?? body.length);
  const end = body.lastIndexOf('”', node.position?.end.offset ?? 0);
  return mark === -1 || end <= mark + 4 ? null : { start: mark + 4, end };
}

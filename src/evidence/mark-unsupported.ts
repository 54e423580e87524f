import type { FootnoteReference, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import {
  citationMarkdown,
  listFootnotes,
  parseMarkdown,
  readCitation,
  renumberFootnotes,
  setFootnote,
  stringifyMarkdown,
} from '../content/index.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import type { CheckedClaim } from './check.ts';

const reason = 'no passage of the sources says this';

/**
 * Gives each citation of a sentence that no source bears out a footnote of its own that says so, in the place of the quote.
 * Other sentences keep theirs. @param claims as checked on this very body @returns Markdown in normal form
 */
export function markUnsupported(body: string, claims: readonly CheckedClaim[]): string {
  const unsupported = claims.filter((claim) => claim.support === 'unsupported' && claim.footnote !== undefined);
  if (unsupported.length === 0) return body;
  const root = parseMarkdown(body);
  const index = new CodePointIndex(body);
  const definitions = new Map(listFootnotes(root).map((note) => [note.label.toLowerCase(), note.content]));
  for (const [number, claim] of unsupported.entries()) {
    const range = { start: index.toUtf16(claim.start), end: endWithReferences(body, index.toUtf16(claim.end)) };
    relabel(root, range, (label) => {
      const known = readCitation(label, definitions.get(label.toLowerCase()) ?? '');
      if (known === null) return null;
      const own = `unsupported-${number}-${label}`;
      setFootnote(root, own, citationMarkdown({ ...known, label: own, supported: false, reason }));
      return own;
    });
  }
  dropUnused(root);
  renumberFootnotes(root);
  return stringifyMarkdown(root);
}

/** A sentence ends before its footnote marks. */
function endWithReferences(body: string, end: number): number {
  return end + (/^(?:\s*\[\^[^\]\s]+\])*/.exec(body.slice(end, end + 400))?.[0].length ?? 0);
}

function relabel(root: Root, range: { start: number; end: number }, rename: (label: string) => string | null): void {
  const found: FootnoteReference[] = [];
  visit(root, 'footnoteReference', (node) => {
    const start = node.position?.start.offset ?? -1;
    if (start >= range.start && start < range.end) found.push(node);
  });
  for (const node of found) {
    const label = rename(node.label ?? node.identifier);
    if (label !== null) Object.assign(node, { label, identifier: label });
  }
}

function dropUnused(root: Root): void {
  const unused = new Set(listFootnotes(root).flatMap((note) => (note.references === 0 ? [note.label.toLowerCase()] : [])));
  root.children = root.children.filter(
    (node) => node.type !== 'footnoteDefinition' || !unused.has((node.label ?? node.identifier).toLowerCase()),
  );
}

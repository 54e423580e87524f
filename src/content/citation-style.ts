import type { FootnoteReference, Link, Parent, PhrasingContent, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { type Citation, listCitations } from './citation.ts';
import { removeFootnote } from './markdown/footnotes.ts';

/** How an export shows its citations; the library always keeps the footnotes. */
export const citationStyles = ['footnotes', 'links', 'list', 'none'] as const;
export type CitationStyle = (typeof citationStyles)[number];

/** Rewrites the citations of a tree in place; notes of its author stay footnotes in every style. */
export function applyCitationStyle(root: Root, style: CitationStyle, headingOfList = 'Sources'): void {
  if (style === 'footnotes') return;
  const citations = new Map(listCitations(root).map((citation) => [citation.label.toLowerCase(), citation]));
  const listed = [...new Map(citedInOrder(root, citations).map((citation) => [citation.address, citation])).values()];
  if (style === 'links') replaceReferences(root, citations, inlineLink);
  if (style === 'list') replaceReferences(root, citations, (citation) => listNumber(citation, listed));
  for (const citation of citations.values()) removeFootnote(root, citation.label);
  if (style === 'list' && listed.length > 0) appendList(root, listed, headingOfList);
}

function citedInOrder(root: Root, citations: ReadonlyMap<string, Citation>): Citation[] {
  const found: Citation[] = [];
  visit(root, 'footnoteReference', (node: FootnoteReference) => {
    const citation = citations.get((node.label ?? node.identifier).toLowerCase());
    if (citation !== undefined) found.push(citation);
  });
  return found;
}

function replaceReferences(root: Root, citations: ReadonlyMap<string, Citation>, become: (citation: Citation) => PhrasingContent[]): void {
  visit(root, 'footnoteReference', (node, index, parent) => {
    const citation = citations.get((node.label ?? node.identifier).toLowerCase());
    if (citation === undefined || parent === undefined || index === undefined) return;
    const nodes = become(citation);
    (parent as Parent).children.splice(index, 1, ...nodes);
    return index + nodes.length;
  });
}

function linkTo(citation: Citation, text: string): Link {
  return { type: 'link', url: citation.address, children: [{ type: 'text', value: text }] };
}

function inlineLink(citation: Citation): PhrasingContent[] {
  const after = citation.supported ? ')' : ', not supported)';
  const place = citation.locator === '' ? '' : `, ${citation.locator}`;
  return [{ type: 'text', value: ' (' }, linkTo(citation, `${citation.sourceTitle}${place}`), { type: 'text', value: after }];
}

function listNumber(citation: Citation, listed: readonly Citation[]): PhrasingContent[] {
  const number = listed.findIndex((each) => each.address === citation.address) + 1;
  const place = citation.locator === '' ? '' : `, ${citation.locator}`;
  return [{ type: 'text', value: ` [${number}${place}${citation.supported ? '' : ', not supported'}]` }];
}

function appendList(root: Root, listed: readonly Citation[], heading: string): void {
  root.children.push(
    { type: 'heading', depth: 2, children: [{ type: 'text', value: heading }] },
    {
      type: 'list',
      ordered: true,
      start: 1,
      spread: false,
      children: listed.map((citation) => ({
        type: 'listItem',
        spread: false,
        children: [{ type: 'paragraph', children: [linkTo(citation, citation.sourceTitle)] }],
      })),
    },
  );
}

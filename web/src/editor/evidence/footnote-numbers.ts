import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

interface Found {
  node: Node;
  position: number;
}

const isNumber = (label: unknown) => /^\d+$/.test(String(label));

export function footnotesIn(document: Node): { references: Found[]; definitions: Found[] } {
  const references: Found[] = [];
  const definitions: Found[] = [];
  document.descendants((node, position) => {
    if (node.type.name === 'footnoteReference') references.push({ node, position });
    else if (node.type.name === 'footnoteDefinition') definitions.push({ node, position });
  });
  return { references, definitions };
}

/** A number no footnote of the text has, verbatim Markdown included. */
export function freeLabel(document: Node): string {
  const { references, definitions } = footnotesIn(document);
  const labels = [...references, ...definitions].map(({ node }) => String(node.attrs.label));
  const written = verbatimLabels(document);
  const numbers = [...labels, ...written].filter(isNumber).map(Number);
  return String(Math.max(0, ...numbers) + 1);
}

function verbatimLabels(document: Node): string[] {
  const labels: string[] = [];
  document.descendants((node) => {
    if (node.type.name !== 'sourceBlock') return true;
    for (const [, label = ''] of node.textContent.matchAll(/\[\^([^\]\s]+)\]/g)) labels.push(label);
    return false;
  });
  return labels;
}

/**
 * Numbers numbered footnotes 1, 2, 3 … by first reference, those nobody refers to last, and puts their definitions in that order. Footnotes with
 * names keep them. A text that has footnotes in verbatim Markdown keeps its numbers, since those there cannot follow.
 */
export function renumber(transaction: Transaction): void {
  if (verbatimLabels(transaction.doc).some(isNumber)) return;
  const { references, definitions } = footnotesIn(transaction.doc);
  const numbers = new Map<string, string>();
  for (const { node } of [...references, ...definitions]) {
    const label = String(node.attrs.label);
    if (isNumber(label) && !numbers.has(label)) numbers.set(label, String(numbers.size + 1));
  }
  for (const { node, position } of [...references, ...definitions]) {
    const label = numbers.get(String(node.attrs.label));
    if (label !== undefined && label !== node.attrs.label) transaction.setNodeAttribute(position, 'label', label);
  }
  sortDefinitions(transaction);
}

/** Each stays in one of the places where definitions were. */
function sortDefinitions(transaction: Transaction): void {
  const places = footnotesIn(transaction.doc).definitions.filter(({ node }) => isNumber(node.attrs.label));
  const sorted = places.map(({ node }) => node).sort((one, other) => Number(one.attrs.label) - Number(other.attrs.label));
  for (const [index, { node, position }] of [...places.entries()].reverse()) {
    const wanted = sorted[index];
    if (wanted !== undefined && wanted !== node) transaction.replaceWith(position, position + node.nodeSize, wanted);
  }
}

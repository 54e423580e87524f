import type { FootnoteDefinition, FootnoteReference, Nodes, Parent, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMarkdown, stringifyMarkdown } from './normal-form.ts';

/** A definition and how often it is referred to. `content` is its Markdown without the `[^label]: ` in front. */
export interface Footnote {
  label: string;
  content: string;
  references: number;
}

/** What keeps footnotes from being citations: each list holds labels. */
export interface FootnoteFaults {
  /** Referred to, but not defined. */
  undefined: string[];
  /** Defined more than once; readers see the first. */
  repeated: string[];
  /** Defined, but not referred to. */
  unused: string[];
}

/** Labels as Markdown compares them: without case and with white space folded. */
function key(label: string): string {
  return label.replace(/\s+/g, ' ').trim().toLowerCase();
}

const labelOf = (node: FootnoteDefinition | FootnoteReference) => node.label ?? node.identifier;

function definitions(root: Root): FootnoteDefinition[] {
  const found: FootnoteDefinition[] = [];
  visit(root, 'footnoteDefinition', (node) => {
    found.push(node);
  });
  return found;
}

/** Labels of all references in reading order, with repetitions. */
export function footnoteReferences(root: Root): string[] {
  const labels: string[] = [];
  visit(root, 'footnoteReference', (node) => {
    labels.push(labelOf(node));
  });
  return labels;
}

/** The footnotes defined in a document, in the order of their definitions; of repeated definitions the first. */
export function listFootnotes(root: Root): Footnote[] {
  const counts = countByKey(footnoteReferences(root));
  const seen = new Map<string, Footnote>();
  for (const node of definitions(root)) {
    const label = labelOf(node);
    if (!seen.has(key(label))) seen.set(key(label), { label, content: contentOf(node), references: counts.get(key(label)) ?? 0 });
  }
  return [...seen.values()];
}

function contentOf(node: FootnoteDefinition): string {
  return stringifyMarkdown({ type: 'root', children: node.children }).trimEnd();
}

function countByKey(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(key(label), (counts.get(key(label)) ?? 0) + 1);
  return counts;
}

/** A reference without a definition is plain text to the parser, so it is looked for there. */
export function footnoteFaults(root: Root): FootnoteFaults {
  const counts = countByKey(definitions(root).map(labelOf));
  const missing = new Set<string>();
  visit(root, 'text', (node) => {
    for (const match of node.value.matchAll(/\[\^([^\]\s[]+)\]/g)) if (!counts.has(key(match[1] ?? ''))) missing.add(match[1] ?? '');
  });
  return {
    undefined: [...missing],
    repeated: [...counts].filter(([, count]) => count > 1).map(([label]) => label),
    unused: listFootnotes(root)
      .filter((note) => note.references === 0)
      .map((note) => note.label),
  };
}

/** Adds the definition, or replaces the one of that label. Changes the tree in place. */
export function setFootnote(root: Root, label: string, content: string): void {
  removeWhere(root, (node) => node.type === 'footnoteDefinition' && key(labelOf(node)) === key(label));
  root.children.push(definitionOf(label, content));
}

function definitionOf(label: string, content: string): FootnoteDefinition {
  const blocks = parseMarkdown(content).children.filter((node): node is FootnoteDefinition['children'][number] => node.type !== 'yaml');
  return { type: 'footnoteDefinition', identifier: key(label), label, children: blocks };
}

/** Removes a definition and every reference to it. Changes the tree in place. */
export function removeFootnote(root: Root, label: string): void {
  removeWhere(
    root,
    (node) => (node.type === 'footnoteDefinition' || node.type === 'footnoteReference') && key(labelOf(node)) === key(label),
  );
}

function removeWhere(parent: Parent, unwanted: (node: Nodes) => boolean): void {
  parent.children = parent.children.filter((child) => !unwanted(child));
  for (const child of parent.children) if ('children' in child) removeWhere(child, unwanted);
}

/** Removes what readers never see: later definitions of a label. Changes the tree in place. */
export function keepFirstDefinitions(root: Root): void {
  const seen = new Set<string>();
  removeWhere(root, (node) => node.type === 'footnoteDefinition' && seen.size === seen.add(key(labelOf(node))).size);
}

/**
 * Numbers the footnotes 1, 2, 3 … by first reference and puts one definition of each at the end; those nobody refers to come last.
 * Changes the tree in place. @returns the new label of each old one
 */
export function renumberFootnotes(root: Root): Map<string, string> {
  const defined = new Map<string, FootnoteDefinition>();
  for (const node of definitions(root)) if (!defined.has(key(labelOf(node)))) defined.set(key(labelOf(node)), node);
  const numbers = new Map<string, string>();
  for (const label of [...footnoteReferences(root).map(key), ...defined.keys()]) {
    if (defined.has(label) && !numbers.has(label)) numbers.set(label, String(numbers.size + 1));
  }
  const renamed = new Map([...numbers].map(([label, number]) => [labelOf(defined.get(label) as FootnoteDefinition), number]));
  relabelAll(root, 'footnoteReference', numbers);
  removeWhere(root, (node) => node.type === 'footnoteDefinition');
  for (const label of numbers.keys()) root.children.push(relabel(defined.get(label) as FootnoteDefinition, numbers));
  return renamed;
}

function relabel<T extends FootnoteDefinition | FootnoteReference>(node: T, numbers: ReadonlyMap<string, string>): T {
  const label = numbers.get(key(labelOf(node)));
  if (label !== undefined) {
    node.label = label;
    node.identifier = label;
  }
  return node;
}

function relabelAll(root: Root, type: 'footnoteReference' | 'footnoteDefinition', labels: ReadonlyMap<string, string>): void {
  visit(root, type, (node) => {
    relabel(node as FootnoteReference | FootnoteDefinition, labels);
  });
}

/**
 * Joins sections written apart, in order. Footnotes of one text are one footnote, those of different texts never share a label,
 * and all are numbered by first reference.
 */
export function mergeSections(sections: readonly string[]): string {
  const labelOfContent = new Map<string, string>();
  const merged: Root = { type: 'root', children: [] };
  for (const section of sections) {
    const root = parseMarkdown(section);
    const labels = new Map<string, string>();
    for (const note of listFootnotes(root)) {
      const label = labelOfContent.get(note.content) ?? `merged-${labelOfContent.size}`;
      labelOfContent.set(note.content, label);
      labels.set(key(note.label), label);
    }
    relabelAll(root, 'footnoteReference', labels);
    relabelAll(root, 'footnoteDefinition', labels);
    merged.children.push(...root.children);
  }
  renumberFootnotes(merged);
  return stringifyMarkdown(merged);
}

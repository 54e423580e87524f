import type { Element, Nodes, Parents, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

/**
 * Finds footnotes as word processors and Markdown tools write them in HTML: a link to an item of a list that links back.
 * Each reference becomes a `footnote-reference` element, each item a `footnote-definition` element at the end, for the writer of Markdown to see.
 * Changes the tree in place.
 */
export function liftFootnotes(root: Root): void {
  const items = itemsById(root);
  const labels = new Map<string, string>();
  visit(root, 'element', (node, index, parent) => {
    const target = targetOf(node);
    const item = target === null ? undefined : items.get(target);
    if (target === null || item === undefined || index === undefined || parent === undefined || contains(item, node)) return;
    if (!linksTo(item, referenceIds(node, parent))) return;
    labels.set(target, labels.get(target) ?? String(labels.size + 1));
    parent.children[index] = { type: 'element', tagName: 'footnote-reference', properties: { label: labels.get(target) }, children: [] };
    return SKIP;
  });
  if (labels.size === 0) return;
  const definitions = [...labels].map(([target, label]) => definition(items.get(target) as Element, label));
  removeItems(root, new Set([...labels.keys()].map((target) => items.get(target) as Element)));
  root.children.push(...definitions);
}

const hrefOf = (node: Nodes) => (node.type === 'element' && node.tagName === 'a' ? node.properties.href : undefined);

/** The ID a link within the page points to. */
function targetOf(node: Element): string | null {
  const href = hrefOf(node);
  return typeof href === 'string' && href.startsWith('#') && href.length > 1 ? decodeURIComponent(href.slice(1)) : null;
}

function itemsById(root: Root): Map<string, Element> {
  const items = new Map<string, Element>();
  visit(root, 'element', (node) => {
    if (node.tagName === 'li' && typeof node.properties.id === 'string') items.set(node.properties.id, node);
  });
  return items;
}

/** The ID of a reference stands on the link or on the raised letters around it. */
function referenceIds(link: Element, parent: Parents): Set<string> {
  const around = parent.type === 'element' ? parent.properties.id : undefined;
  return new Set([link.properties.id, around].filter((id) => typeof id === 'string'));
}

function linksTo(item: Element, ids: ReadonlySet<string>): boolean {
  let found = false;
  visit(item, 'element', (node) => {
    const target = targetOf(node);
    if (target !== null && ids.has(target)) found = true;
  });
  return found;
}

function contains(item: Element, wanted: Element): boolean {
  let found = false;
  visit(item, (node) => {
    if (node === wanted) found = true;
  });
  return found;
}

/** The item without its links back. */
function definition(item: Element, label: string): Element {
  visit(item, 'element', (node, index, parent) => {
    if (targetOf(node) === null || index === undefined || parent === undefined) return;
    parent.children.splice(index, 1);
    return index;
  });
  return { type: 'element', tagName: 'footnote-definition', properties: { label }, children: item.children };
}

/** Removes the items, the lists they leave empty, and the section of footnotes around those with its heading. */
function removeItems(parent: Parents, items: ReadonlySet<Element>): void {
  parent.children = parent.children.filter((child) => {
    if (child.type !== 'element') return true;
    if (items.has(child)) return false;
    const before = child.children.length;
    removeItems(child, items);
    const isFootnotes = 'dataFootnotes' in child.properties || child.tagName === 'ol' || child.tagName === 'ul';
    return !(
      isFootnotes &&
      before !== child.children.length &&
      !child.children.some((node) => node.type === 'element' && !/^h\d$/.test(node.tagName))
    );
  });
}

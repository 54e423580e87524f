import type { Link, Nodes, Parent, PhrasingContent, Root, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { htmlBlockNames, htmlRawNames } from 'micromark-util-html-tag-name';
import { visit } from 'unist-util-visit';
import { toStoredText } from '../../shared/text/code-points.ts';

const textFields = ['value', 'alt', 'url', 'title', 'label', 'lang', 'meta'] as const;

/**
 * Removes from a tree what Markdown can read but not write twice in the same way. Only white space and control
 * characters are touched. Changes the tree in place.
 */
export function canonicaliseTree(root: Root): void {
  visit(root, (node: Nodes, index, parent) => {
    storeFields(node);
    if (node.type === 'html') node.value = canonicalHtml(node.value, parent?.type);
    if (node.type === 'code') node.value = withoutBlanks(node.value);
    if (node.type === 'link' && isWrittenAsNoLink(node) && parent && index !== undefined)
      (parent as Parent).children[index] = { type: 'text', value: textOf(node) } satisfies Text;
    if (node.type === 'heading') unbreak(node.children);
    if (node.type === 'paragraph') keepHtmlInline(node.children);
    if (node.type === 'break' && parent && index !== undefined) breakBeforeHtml(parent as Parent, index);
  });
}

/** Character references may decode to what stored text does not hold; a line separator among them is no line end of the Markdown. */
function storeFields(node: Nodes): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const name of textFields) {
    const value = fields[name];
    if (typeof value === 'string') fields[name] = toStoredText(value.replace(/[\r\u2028\u2029]/g, ' '));
  }
}

/** GFM finds addresses in plain text that Markdown does not accept between angle brackets. */
function isWrittenAsNoLink(link: Link): boolean {
  return link.url === `mailto:${textOf(link)}` && !link.title && !/^[^\s@<>]+@[a-z\d-]+(?:\.[a-z\d-]*[a-z\d])*$/i.test(textOf(link));
}

/**
 * Deep indentation can put a tag at the start of a paragraph that would begin a block of HTML when written without it:
 * a tag of a block is kept as text, and one alone on its line gets company.
 */
function keepHtmlInline(children: PhrasingContent[]): void {
  const [first, second] = children;
  if (first?.type !== 'html') return;
  if (startsBlock(first.value)) children[0] = { type: 'text', value: first.value };
  else if (second?.type === 'text') second.value = second.value.replace(/^[ \t]*\n/, ' ');
}

function startsBlock(html: string): boolean {
  const name = /^<\/?([a-z][a-z0-9]*)(?=[\s/>]|$)/i.exec(html)?.[1]?.toLowerCase();
  return name === undefined ? /^<[!?]/.test(html) : htmlBlockNames.includes(name) || htmlRawNames.includes(name);
}

function canonicalHtml(value: string, parent: string | undefined): string {
  const inline = parent === 'paragraph' || parent === 'heading' || parent === 'tableCell' || parent === 'emphasis' || parent === 'strong';
  if (inline) return value.replace(/\n[ \t]*/g, '\n');
  // An unclosed comment swallows the blank lines after it, and one more with each writing.
  return withoutBlanks(value)
    .replace(/^[ \t]+/, '')
    .replace(/[ \t\n]+$/, '');
}

/** Inside a footnote a line of blanks is indented once more with each writing. */
function withoutBlanks(lines: string): string {
  return lines.replace(/^[ \t]+$/gm, '');
}

/** A heading is one line: written over two it would change its kind. */
function unbreak(children: PhrasingContent[]): void {
  for (const [index, child] of children.entries()) {
    if (child.type === 'break') children[index] = { type: 'text', value: ' ' };
    else if ('value' in child) child.value = child.value.replace(/[ \t]*\n[ \t]*/g, ' ');
    else if ('children' in child) unbreak(child.children);
  }
}

/** HTML at the start of a line would become a block of its own, so the line break before it is a space. */
function breakBeforeHtml(parent: Parent, index: number): void {
  if (parent.children[index + 1]?.type === 'html') parent.children[index] = { type: 'text', value: ' ' };
}

import type { Heading, Paragraph, Parent, PhrasingContent, Root, RootContent, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { marks } from './answer-marks.ts';
import type { AnswerRemovals } from './section-answer.ts';

const address =
  /(?:https?|ftp|file|javascript|mailto):\S+|\bdata:\w+\/\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/\S+|\b[\w.+-]+@[\w-]+\.\w+/gi;
/** The section's own heading has level 2. */
const topLevel = 3;

/** Takes out of an answer what leads out of the document, and headings that are not below the section's own. Changes the tree in place. */
export function bareBlocks(root: Root, heading: string, removed: AnswerRemovals): void {
  const strip = stripper(removed);
  root.children = root.children.flatMap((block, index) => strip.block(block, index === 0 ? heading : null));
  let shallowest = Number.POSITIVE_INFINITY;
  for (const block of headings(root)) shallowest = Math.min(shallowest, block.depth);
  for (const block of headings(root)) block.depth = Math.min(6, block.depth + Math.max(0, topLevel - shallowest)) as Heading['depth'];
}

function headings(root: Root): Heading[] {
  return root.children.filter((block) => block.type === 'heading');
}

function stripper(removed: AnswerRemovals) {
  /** @param heading the section's own, when the block is the first */
  function block(node: RootContent, heading: string | null): RootContent[] {
    switch (node.type) {
      case 'html':
        removed.html += 1;
        return [];
      case 'definition':
      case 'footnoteDefinition':
      case 'thematicBreak':
      case 'yaml':
        return [];
      case 'code':
        if (withoutAddresses(node.value) === node.value) return [node];
        removed.links += 1;
        return [];
      case 'heading':
        // A model that repeats the heading it was given, or names the section in its own way.
        if (heading !== null && (node.depth <= 2 || alike(textOf(node), heading))) return [];
        node.children = node.children.flatMap(inline);
        return [node];
      case 'paragraph':
        if (heading !== null && repeatsHeading(node, heading)) return [];
        descend(node);
        return [node];
      default:
        if ('children' in node) descend(node);
        return [node];
    }
  }

  function descend(parent: Parent): void {
    const isInline = parent.type === 'paragraph' || parent.type === 'tableCell';
    parent.children = isInline
      ? (parent.children as PhrasingContent[]).flatMap(inline)
      : (parent.children as RootContent[]).flatMap((child) => block(child, null));
  }

  function inline(node: PhrasingContent): PhrasingContent[] {
    switch (node.type) {
      case 'image':
      case 'imageReference':
        removed.images += 1;
        return [text(marks.image)];
      case 'html':
        removed.html += 1;
        return [text(/^<\/?(?:b|i|em|strong|u|sub|sup|br|span)\b[^>]*>$/i.test(node.value) ? '' : marks.address)];
      case 'link':
      case 'linkReference':
        return unlinked(node);
      case 'footnoteReference':
        // A note of the model's own, or of a source, has no definition here.
        return /^\d{1,3}$/.test(node.identifier) ? [text(`[${node.identifier}]`)] : [];
      case 'text':
        return [text(withoutAddresses(node.value))];
      case 'inlineCode':
        return [{ ...node, value: withoutAddresses(node.value) }];
      default:
        if ('children' in node) node.children = (node.children as PhrasingContent[]).flatMap(inline) as never;
        return [node];
    }
  }

  function unlinked(node: Extract<PhrasingContent, { type: 'link' | 'linkReference' }>): PhrasingContent[] {
    const words = textOf(node);
    // `[3]` with a definition, or as the text of a link, is a citation.
    if (/^\^?\d{1,3}$/.test(words)) return [text(`[${words}]`)];
    removed.links += 1;
    if (withoutAddresses(words).includes(marks.address)) return [text(marks.address)];
    return [text(marks.link), ...node.children.flatMap(inline)];
  }

  return { block };
}

function withoutAddresses(value: string): string {
  return value.replace(address, marks.address);
}

function text(value: string): Text {
  return { type: 'text', value };
}

/** `**How it is made**` or `Section 2: How it is made`, written as if it were a heading. */
function repeatsHeading(paragraph: Paragraph, heading: string): boolean {
  const words = textOf(paragraph).replace(/^[\s\d.:)#–-]*(?:(?:section|abschnitt|kapitel|partie)\s*)?[\d.:)\s–-]*/i, '');
  return keyOf(words) === keyOf(heading);
}

function alike(a: string, b: string): boolean {
  return keyOf(a) === keyOf(b) || keyOf(a).endsWith(keyOf(b));
}

function keyOf(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

import type { Heading, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { slugify } from '../slug.ts';
import { footnoteReferences, mergeSections } from './footnotes.ts';
import { parseMarkdown, stringifyMarkdown, toNormalForm } from './normal-form.ts';

/** A heading with all below it, to the next heading of its rank or a higher one. */
export interface Section {
  /** From the heading; a second one of that name ends in `-2`. */
  slug: string;
  heading: string;
  /** 1–6. */
  depth: number;
  /** Offsets in UTF-16 code units of the Markdown, from the heading's mark on. */
  start: number;
  end: number;
}

interface Place extends Section {
  /** Of the blocks of the tree. */
  from: number;
  to: number;
}

/** The sections in reading order, each before those within it. Text before the first heading belongs to none. */
export function listSections(markdown: string): Section[] {
  return placesOf(parseMarkdown(markdown)).map(({ slug, heading, depth, start, end }) => ({ slug, heading, depth, start, end }));
}

/**
 * Puts other Markdown in the place of a section, its heading included, and numbers the footnotes anew;
 * those only the old section referred to go with it. Null when there is no such section.
 */
export function replaceSection(markdown: string, slug: string, replacement: string): string | null {
  const root = parseMarkdown(markdown);
  const place = placesOf(root).find((each) => each.slug === slug);
  if (place === undefined) return null;
  const gone = new Set(referencesIn(root.children.slice(place.from, place.to)));
  const before = withFootnotes(root, root.children.slice(0, place.from), () => false);
  // A note nobody refers to stays with the text; one that only the old section referred to does not.
  const after = withFootnotes(root, root.children.slice(place.to), (note) => !gone.has(note));
  return toNormalForm(mergeSections([before, replacement, after]));
}

/** The blocks with the definitions they refer to and those that are to stay anyway. */
function withFootnotes(root: Root, blocks: readonly RootContent[], stays: (note: string) => boolean): string {
  const text = blocks.filter((block) => block.type !== 'footnoteDefinition');
  const wanted = new Set(referencesIn(text));
  const notes = root.children.filter(
    (block) => block.type === 'footnoteDefinition' && (wanted.has(block.identifier) || stays(block.identifier)),
  );
  return stringifyMarkdown({ type: 'root', children: [...text, ...notes] });
}

function referencesIn(blocks: readonly RootContent[]): string[] {
  const text = blocks.filter((block) => block.type !== 'footnoteDefinition');
  return footnoteReferences({ type: 'root', children: text }).map((label) => label.toLowerCase());
}

function placesOf(root: Root): Place[] {
  const used = new Map<string, number>();
  return root.children.flatMap((block, from) => {
    if (block.type !== 'heading') return [];
    const to = endOf(root, from, block.depth);
    const heading = textOf(block);
    return [
      { slug: uniqueSlug(heading, used), heading, depth: block.depth, from, to, start: startOf(block), end: lastOffset(root, from, to) },
    ];
  });
}

function uniqueSlug(heading: string, used: Map<string, number>): string {
  const slug = slugify(heading, 'section');
  const count = (used.get(slug) ?? 0) + 1;
  used.set(slug, count);
  return count === 1 ? slug : `${slug}-${count}`;
}

function endOf(root: Root, from: number, depth: Heading['depth']): number {
  const next = root.children.findIndex((block, index) => index > from && block.type === 'heading' && block.depth <= depth);
  return next === -1 ? root.children.length : next;
}

function startOf(block: RootContent): number {
  return block.position?.start.offset ?? 0;
}

/** Footnotes at the end of the text are no part of its last section. */
function lastOffset(root: Root, from: number, to: number): number {
  const blocks = root.children.slice(from, to);
  return blocks.findLast((block) => block.type !== 'footnoteDefinition')?.position?.end.offset ?? 0;
}

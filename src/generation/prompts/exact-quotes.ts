import type { Paragraph, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { flatText, removeRanges, type TextRange } from './remove-ranges.ts';

/** Opening and closing marks of the languages in use; what stands between them may hold the other kinds. */
const quotations = /“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|"([^"]+)"|「([^「」]+)」/g;
/** Fewer words are a term, a title or irony, and claim nobody said them. */
const fewestWords = 4;
const omission = /\s*[[(]?(?:…|\.{3})[\])]?\s*/;

/**
 * Takes the marks from quotations that stand in no passage letter for letter: what remains is said in other words, and is checked as such.
 * In place. @returns how many
 */
export function unmarkInexactQuotes(root: Root, passages: readonly string[]): number {
  const known = passages.map(key);
  const isExact = (words: string): boolean => words.split(omission).every((piece) => known.some((passage) => passage.includes(key(piece))));
  let count = 0;
  root.children = root.children.flatMap((block): RootContent[] => {
    if (block.type !== 'blockquote' || isExact(textOf(block))) return [block];
    count += 1;
    return block.children;
  });
  visit(root, 'paragraph', (paragraph) => {
    const inexact = inexactIn(paragraph, isExact);
    count += inexact.length;
    removeRanges(paragraph, inexact.flatMap(marksOf));
  });
  return count;
}

function inexactIn(paragraph: Paragraph, isExact: (words: string) => boolean): TextRange[] {
  return [...flatText(paragraph.children).matchAll(quotations)].flatMap((match) => {
    const words = match.slice(1).find((group) => group !== undefined) ?? '';
    const isShort = key(words).split(' ').length < fewestWords;
    return isShort || isExact(words) ? [] : [{ start: match.index, end: match.index + match[0].length }];
  });
}

function marksOf({ start, end }: TextRange): TextRange[] {
  return [
    { start, end: start + 1 },
    { start: end - 1, end },
  ];
}

/** Letters and digits alone, so that marks and blanks may differ; citations are no part of what was said. */
function key(text: string): string {
  return text
    .replace(/[[【]\^?[\d\s,;–-]+[\]】]/g, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

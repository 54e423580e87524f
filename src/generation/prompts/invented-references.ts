import type { Parent, Root } from 'mdast';
import { visit } from 'unist-util-visit';

/** `(Smith et al., 2020, p. 4)`. */
const authorAndYear = /\s*\(([^()[\]]{3,80}?),?\s(?:1[5-9]|20)\d{2}[a-z]?(?:,\s*[^()]{1,20})?\)/g;
const numbered =
  /\s*[([]?\b(?:doi:\s*)?10\.\d{4,9}\/[^\s)\]]+[)\]]?|\s*[([]?\barXiv:\s*\d[\d.v]*\d[)\]]?|\s*[([]?\bISBN[\s:-]*(?:\d[\s-]?){9,12}[\dX][)\]]?/gi;
const name = /\p{Lu}[\p{L}’'-]+/gu;

/**
 * Takes out references to works and authors no passage names: models make them up, and the numbers of passages are all they may cite.
 * In place. @returns how many
 */
export function dropInventedReferences(root: Root, passages: readonly string[]): number {
  const known = passages.join('\n').toLowerCase();
  const isKnown = (words: string): boolean => known.includes(words.toLowerCase());
  let count = 0;
  const drop = (match: string, isInvented: boolean): string => {
    if (!isInvented) return match;
    count += 1;
    return '';
  };
  visit(root, 'text', (node, _, parent: Parent | undefined) => {
    if (parent === undefined) return;
    node.value = node.value
      .replace(authorAndYear, (match, author: string) => {
        const names = author.match(name) ?? [];
        return drop(match, names.length > 0 && !names.some(isKnown));
      })
      .replace(numbered, (match) => drop(match, !isKnown(match.replace(/^[\s([]+|[)\]]$/g, ''))));
  });
  return count;
}

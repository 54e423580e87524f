import type { Root } from 'mdast';
import { codePointLength } from '../shared/text/code-points.ts';
import { splitSentences } from '../shared/text/sentences.ts';
import { plainText } from './markdown/plain-text.ts';

export const minDescriptionLength = 50;
export const maxDescriptionLength = 160;

/**
 * What a document says about itself: its first whole sentences, 50–160 characters, cut at a word when the first is longer.
 * Shorter only when title and text together are: nothing is made up to fill it.
 */
export function describe(root: Root, title: string, language?: string): string {
  const prose: Root = { type: 'root', children: root.children.filter((block) => block.type === 'paragraph') };
  let description = '';
  for (const sentence of splitSentences(plainText(prose.children.length > 0 ? prose : root).slice(0, 4000), language)) {
    const longer = fold(`${description} ${sentence.text}`);
    if (codePointLength(description) >= minDescriptionLength && codePointLength(longer) > maxDescriptionLength) break;
    description = longer;
    if (codePointLength(description) > maxDescriptionLength) break;
  }
  if (codePointLength(description) < minDescriptionLength) description = fold(description === '' ? title : `${title}: ${description}`);
  return cutAtWord(description);
}

function cutAtWord(text: string): string {
  const letters = [...text];
  if (letters.length <= maxDescriptionLength) return text;
  const cut = letters.slice(0, maxDescriptionLength - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space >= minDescriptionLength ? cut.slice(0, space) : cut).replace(/[\s,;:.–—-]+$/, '')}…`;
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

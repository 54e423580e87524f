import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';

/** Scripts written from right to left. */
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** The direction of a paragraph is that of its first letter, as in the Unicode bidirectional algorithm. */
export function directionOf(node: Nodes): { bidirectional?: true } {
  const letter = /\p{L}/u.exec(textOf(node))?.[0] ?? '';
  return rightToLeft.test(letter) ? { bidirectional: true } : {};
}

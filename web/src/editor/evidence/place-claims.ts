import type { Node } from '@tiptap/pm/model';
import { type PlacedSentence, sentencesOf } from './prose.ts';

/**
 * Finds each claim in the text: claims and sentences are in one order, so of equal sentences each claim gets its own. A claim whose sentence was
 * moved is looked for everywhere; one whose sentence was changed has no place.
 */
export function placeClaims(document: Node, claims: readonly { text: string }[], locale: string): (PlacedSentence | null)[] {
  const sentences = sentencesOf(document, locale);
  const isTaken = new Set<number>();
  let next = 0;
  return claims.map(({ text }) => {
    const isFree = (sentence: PlacedSentence, index: number) => sentence.text === text && !isTaken.has(index);
    const ahead = sentences.findIndex((sentence, index) => index >= next && isFree(sentence, index));
    const at = ahead === -1 ? sentences.findIndex(isFree) : ahead;
    if (at === -1) return null;
    isTaken.add(at);
    if (at === ahead) next = at + 1;
    return sentences[at] ?? null;
  });
}

import { listOf } from './languages.ts';

/** Whether a folded sentence opens with a phrase of a `|` separated list, as whole words. */
export function opensWith(folded: string, phrases: string): boolean {
  return listOf(phrases).some((phrase) => folded.startsWith(phrase) && !/^[\p{L}\p{N}]/u.test(folded.slice(phrase.length)));
}

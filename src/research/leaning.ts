import { foldWord } from '../shared/language/fold.ts';
import type { Language } from '../shared/language/languages.ts';
import { wordsOf } from '../shared/language/words.ts';

/** `There are three kinds`, `It is likely that` point at nothing before them. */
const standing =
  /^(?:there (?:is|are|was|were|has|have|exist)|here (?:is|are)|it (?:is|was) (?:likely|possible|said|known|thought|estimated|believed) that|it takes)\b/;
/** `The difference is small`: of what, the sentence before says. */
const pointing =
  /^the (?:difference|figures?|results?|reason|effect|answer|latter|former|same|others?|rest|second|third|first one|next one) (?!of|between|for|to|in|that|why)/;
/** Inside a sentence these point back as well: `none of that.`, `the latter`, `as noted above`. */
const backwards =
  /\b(?:the (?:former|latter)|as (?:mentioned|described|noted|shown) (?:above|before|earlier)|in the same (?:volume|way|amount|time|period))\b|\b(?:about|of|for|than|like|after|before|with|from|by|to) (?:that|this|these|those|them|it)(?=[.,;:!]|$)/u;

/** Whether a sentence leans on one before it: it opens with a pronoun, demonstrative or connective, or points back. */
export function leansOnContext(sentence: string, language: Language): boolean {
  const words = wordsOf(sentence.slice(0, 160)).map((word) => word.folded);
  const folded = foldWord(sentence).replace(/^[^\p{L}\p{N}]+/u, '');
  if (language.code === 'en' && standing.test(folded)) return false;
  for (let length = 1; length <= 4 && length <= words.length; length += 1) {
    if (language.leaningOpeners.has(words.slice(0, length).join(' '))) return true;
  }
  if (/^\p{Ll}/u.test(sentence.trim())) return true;
  return language.code === 'en' && (pointing.test(folded) || backwards.test(folded));
}

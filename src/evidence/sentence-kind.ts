import { foldWord } from '../shared/language/fold.ts';
import type { Language } from '../shared/language/languages.ts';
import { opensWith } from '../shared/language/opens-with.ts';
import { contentStems } from '../shared/language/terms.ts';

/** What a sentence does. Only `factual` ones can be true or false by the sources. */
export type SentenceKind = 'factual' | 'question' | 'instruction' | 'opinion' | 'meta' | 'fragment';

/** Judges by opening words and shape; when in doubt a sentence is factual, so that nothing goes unchecked. */
export function sentenceKind(sentence: string, language: Language): SentenceKind {
  const text = sentence.trim();
  if (/[?？؟]["'”’»)\]]*$/u.test(text)) return 'question';
  const folded = foldWord(text)
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/\s+/g, ' ');
  const { metaPhrases, opinionPhrases } = language.pack;
  if (opensWith(folded, metaPhrases)) return 'meta';
  if (opensWith(folded, opinionPhrases)) return 'opinion';
  const stems = contentStems(text, language);
  if (stems.length < 2 && !/\p{N}/u.test(text)) return 'fragment';
  if (isInstruction(folded, text, language)) return 'instruction';
  return 'factual';
}

/** `Steep it overnight.` tells; `Set theory studies sets.` and `Cut flowers wilt within a week.` do not: a verb follows there, which is seen by the ending only. */
function isInstruction(folded: string, text: string, language: Language): boolean {
  const [first = '', second = ''] = folded.split(/[^\p{L}'-]+/u);
  if (first === 'please' || first === 'bitte') return true;
  if (!language.imperatives.has(first)) return false;
  if (language.code !== 'en') return true;
  return alwaysVerbs.has(first) || instructionObjects.has(second) || /^\p{Lu}\p{Ll}+ (?:\d|up|out|off|down|in|on)/u.test(text);
}

/** At the start of a sentence these are never a subject. */
const alwaysVerbs = new Set(
  `add allow ask avoid begin bring browse buy choose consider continue decide discover enjoy enter explore follow get give install keep learn leave make prepare put
  remember remove replace see select serve subscribe take tell think throw try write`.split(/\s+/),
);

const instructionObjects = new Set(
  `a an the it them this that these those your his her its their our my each every all any some enough more less no not one two three
  about with to for from into over until only both to me us him up down off out away at sure again`.split(/\s+/),
);

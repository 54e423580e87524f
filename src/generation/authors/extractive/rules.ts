import { isBoilerplate, leansOnContext } from '../../../research/index.ts';
import { foldWord } from '../../../shared/language/fold.ts';
import type { Language } from '../../../shared/language/languages.ts';
import { contentStems } from '../../../shared/language/terms.ts';
import { wordsOf } from '../../../shared/language/words.ts';

/** Letters and digits only, for "the same sentence". */
export function sameness(text: string): string {
  return foldWord(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const tooAlike = 0.75;

/** Whether two sentences say the same in nearly the same words. Sentences with different numbers are not alike. */
export function nearlyTheSame(one: string, other: string, language: Language): boolean {
  if (sameness(one) === sameness(other)) return true;
  const mine = new Set(contentStems(one, language));
  const theirs = new Set(contentStems(other, language));
  const shared = [...mine].filter((stem) => theirs.has(stem)).length;
  const numbers = (text: string) => (text.match(/\p{N}+/gu) ?? []).join(' ');
  return shared >= 3 && shared / Math.max(mine.size, theirs.size) >= tooAlike && numbers(one) === numbers(other);
}

export function isQuestion(sentence: string): boolean {
  return /[?？؟]["'”’»)\]]*$/u.test(sentence.trim());
}

const chromeVerbs = new Set(
  `subscribe click share sign follow download register log tap swipe scroll browse visit contact check read see join buy shop order-now
  abonnieren klicken teilen folgen lesen kaufen cliquez abonnez partagez lisez suivez inscrivez telechargez
  suscribase haga pulse comparta siga lea descargue`.split(/\s+/),
);

/** A sentence that tells the reader what to do with the page. */
export function isPageCall(sentence: string): boolean {
  const [first = '', second = ''] = wordsOf(sentence.slice(0, 80)).map((word) => word.folded);
  return chromeVerbs.has(first) || (first === 'please' && chromeVerbs.has(second));
}

const firstPerson = new Set('i me my mine myself ich mich mir mein meine je moi mon ma mes yo mi mis'.split(' '));

/** Somebody speaks of themselves: out of place between the words of others. */
export function speaksOfSelf(sentence: string): boolean {
  return wordsOf(sentence).some((word) => firstPerson.has(word.folded));
}

/** Whether a sentence may stand in an article at all. What it leans on is another rule's matter. */
export function isUsable(sentence: string, language: Language): boolean {
  return !isBoilerplate(sentence) && !isQuestion(sentence) && !isPageCall(sentence) && contentStems(sentence, language).length > 0;
}

/** Whether a sentence needs the one before it. */
export function needsAntecedent(sentence: string, language: Language): boolean {
  return leansOnContext(sentence, language);
}

import type { Language } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import { askedUnits } from './asked-units.ts';
import type { Statement } from './statements.ts';
import type { StemWeights } from './weights.ts';

/** What is looked for in the statements. */
export interface Inquiry {
  stems: readonly string[];
  units: ReadonlySet<string>;
}

/** Words of questions that say nothing about their subject. */
const askingWords = new Set(['long', 'much', 'many', 'source', 'tell', 'mean', 'work', 'quell', 'fuent', 'lang', 'viel']);

export function inquiryOf(question: string, language: Language): Inquiry {
  const stems = [...new Set(contentStems(question, language))];
  const telling = stems.filter((stem) => !askingWords.has(stem));
  return { stems: telling.length > 0 ? telling : stems, units: askedUnits(question) };
}

const contextCounts = 0.6;
const akinCounts = 0.8;
const unitBonus = 0.35;

/**
 * How well a statement answers, 0 for not at all: weighted share of the asked words in it (in its heading or the sentence before, less),
 * more when it holds the kind of number asked for. @param topic stems that nearly every statement has and that cannot answer alone
 */
export function relevance(statement: Statement, inquiry: Inquiry, topic: ReadonlySet<string>, weights: StemWeights): number {
  const own = new Set(statement.terms.stems);
  const special = inquiry.stems.filter((stem) => !topic.has(stem));
  let total = 0;
  let met = 0;
  let specialMet = special.length === 0;
  for (const stem of inquiry.stems) {
    const weight = weights.of(stem);
    total += weight;
    const value = own.has(stem)
      ? 1
      : statement.terms.stems.some((other) => akin(stem, other))
        ? akinCounts
        : statement.context.has(stem)
          ? contextCounts
          : 0;
    met += weight * value;
    if (value > 0 && special.includes(stem)) specialMet = true;
  }
  const number = statement.terms.quantities.some(({ unit }) => inquiry.units.has(unit));
  if (total === 0 || met === 0 || !(specialMet || number)) return 0;
  return met / total + (number ? unitBonus : 0);
}

const leastCommon = 4;
const mostMore = 4;

/** `cool` and `cooler`, `acid` and `acidic` name one thing. */
export function akin(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= leastCommon && long.length - short.length <= mostMore && long.startsWith(short);
}

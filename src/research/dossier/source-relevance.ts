import { guessLanguage, languageOf } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import type { SourceText } from '../source-text.ts';
import type { Statement } from './statements.ts';
import type { Languages } from './topic-language.ts';
import type { Wording } from './wordings/wording.ts';
import { languageName } from './wordings/wordings.ts';

/** Whether a source speaks to the topic, and how one sees it. */
export interface SourceRelevance {
  source: SourceText;
  relevant: boolean;
  /** A plain sentence of the dossier's language. */
  reason: string;
  /** Its language, when that is why its words could not be compared with those of the topic. */
  foreign: { tag: string | null } | null;
}

const oftenEnough = 0.15;
const leastTimes = 2;
/** Code points that say what a source is about. */
const leadLength = 600;

/**
 * A source is relevant when it uses two words of topic or questions (the one, when there is only one), or one of them again and again or in
 * its title; or when it is in another language than they are, so that it cannot be told.
 */
export function judgeSources(
  sources: readonly SourceText[],
  statements: readonly Statement[],
  asked: string,
  languages: Languages,
  wording: Wording,
): SourceRelevance[] {
  const wanted = new Set(contentStems(asked, languages.topic));
  return sources.map((source) => {
    const own = statements.filter((statement) => statement.source === source);
    if (own.length === 0) return { source, relevant: false, reason: wording.reasons.empty, foreign: null };
    const met = meeting(source, own, wanted);
    if (met.enough) return { source, relevant: true, reason: wording.reasons.meets(met.most, own.length), foreign: null };
    const foreign = languages.foreign(source);
    if (foreign !== null)
      return { source, relevant: true, reason: wording.reasons.foreign(languageName(foreign.tag, languages.piece)), foreign };
    return { source, relevant: false, reason: met.words === 0 ? wording.reasons.none : wording.reasons.passing, foreign: null };
  });
}

/** How many of the wanted words a source uses, and the most often used one in how many statements. */
function meeting(
  source: SourceText,
  statements: readonly Statement[],
  wanted: ReadonlySet<string>,
): { words: number; most: number; enough: boolean } {
  const language = languageOf(source.language ?? guessLanguage(source.text));
  const titled = contentStems(source.title, language).some((stem) => wanted.has(stem));
  const used = new Map<string, number>();
  for (const { terms, sentence } of statements) {
    const heading = contentStems(sentence.locator.heading ?? '', language);
    for (const stem of new Set([...terms.stems, ...heading])) if (wanted.has(stem)) used.set(stem, (used.get(stem) ?? 0) + 1);
  }
  // Who asks names the subject, and who answers need not: the beginning counts, quotable or not.
  const lead = contentStems(source.text.slice(0, leadLength), language).filter((stem) => wanted.has(stem));
  const words = new Set([...used.keys(), ...lead]).size;
  const most = Math.max(0, ...used.values());
  const again = most >= leastTimes && most / statements.length >= oftenEnough;
  return { words, most, enough: words >= Math.min(2, wanted.size || 1) || again || (titled && words > 0) };
}

import { contentStem } from '../../shared/language/content-stems.ts';
import type { Language } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import { wordsOf } from '../../shared/language/words.ts';
import type { Question } from './questions.ts';
import type { SourceRelevance } from './source-relevance.ts';
import type { Statement } from './statements.ts';
import type { Wording } from './wordings/wording.ts';
import { languageName } from './wordings/wordings.ts';

/** Something the sources leave open, in a plain sentence of the dossier's language. */
export interface Gap {
  kind: 'question' | 'word' | 'single_source' | 'language';
  text: string;
}

/** Questions without an answer or with one voice only. */
export function unansweredGaps(chosen: ReadonlyMap<Question, readonly Statement[]>, relevantSources: number, { gaps }: Wording): Gap[] {
  return [...chosen].flatMap(([{ question, heading, derived }, found]): Gap[] => {
    const voices = new Set(found.map(({ source }) => source.id)).size;
    if (voices === 0) return [{ kind: 'question', text: gaps.unanswered(question) }];
    return voices === 1 && relevantSources > 1 ? [{ kind: 'single_source', text: gaps.single(derived ? heading : question) }] : [];
  });
}

/** Scripts without spaces are read in pairs of characters, which are no words to show. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Words of topic and keywords that no relevant source uses. */
export function wordGaps(wanted: readonly string[], statements: readonly Statement[], language: Language, { gaps }: Wording): Gap[] {
  const titles = [...new Set(statements.map(({ source }) => source.title))].flatMap((title) => contentStems(title, language));
  const said = new Set([...titles, ...statements.flatMap(({ terms, context }) => [...terms.stems, ...context])]);
  const missing = new Map<string, string>();
  for (const text of wanted) {
    for (const word of wordsOf(text)) {
      const stem = contentStem(word.folded, language);
      if (stem !== null && !unspaced.test(stem) && !said.has(stem) && !missing.has(stem))
        missing.set(stem, text.slice(word.start, word.end));
    }
  }
  return [...missing.values()].map((word) => ({ kind: 'word', text: gaps.word(word) }));
}

/** Sources whose words could not be compared with the topic, language by language. */
export function languageGaps(judged: readonly SourceRelevance[], wording: Wording, piece: string): Gap[] {
  const byTag = Map.groupBy(
    judged.filter(({ foreign }) => foreign !== null),
    ({ foreign }) => foreign?.tag ?? null,
  );
  return [...byTag].map(([tag, found]) => ({
    kind: 'language',
    text: wording.foreign(
      found.map(({ source }) => source.title),
      languageName(tag, piece),
    ),
  }));
}
